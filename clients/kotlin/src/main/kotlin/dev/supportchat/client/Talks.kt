package dev.supportchat.client

import dev.supportchat.v1.ChatSessionStatus
import dev.supportchat.v1.InboxChanged
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.ensureActive
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.launch

/**
 * What a bot does: one talk in each session that is active and its agent's.
 *
 * @param open opens the conversation of a session.
 */
internal class Talks(
  private val options: Options,
  private val open: (sessionId: Long) -> Conversation,
  private val handler: suspend (Conversation) -> Unit,
) {
  /** Of the sessions that are the agent's now, whether or not their handlers have returned. */
  private val conversations = HashMap<Long, Conversation>()

  /** @param begin makes the agent available, and gives their id. */
  suspend fun serve(
    begin: suspend () -> Long,
    inbox: Flow<InboxChanged>,
  ) = coroutineScope {
    try {
      val agentId = begin()
      inbox.collect { change ->
        val session = change.chatSession
        val mine = session.status == ChatSessionStatus.CHAT_SESSION_STATUS_ACTIVE && session.agentId == agentId
        if (!mine) {
          conversations.remove(session.id)?.close()
        } else if (session.id !in conversations) {
          val conversation = open(session.id)
          conversations[session.id] = conversation
          launch { talk(conversation) }
        }
      }
    } catch (e: SupportchatException) {
      // The client was closed while there was something to do.
      if (!e.closed) throw e
    } finally {
      // Their handlers may not have begun.
      conversations.values.forEach(Conversation::close)
    }
  }

  private suspend fun talk(conversation: Conversation) =
    conversation.use {
      try {
        handler(it)
      } catch (e: Throwable) {
        // The program has cancelled it,
        currentCoroutineContext().ensureActive()
        // or the session was taken from it in the middle of something.
        val taken = e is SupportchatException && e.closed
        if (!taken) options.log("the handler has failed in session ${it.sessionId}: ${e.stackTraceToString()}")
      }
    }
}
