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

  /**
   * @param makeAvailable gives the agent's id.
   * @param inbox opens it; its argument is told whenever all of it has been.
   */
  suspend fun serve(
    makeAvailable: suspend () -> Long,
    inbox: (listed: News) -> Flow<InboxChanged>,
  ) = coroutineScope {
    val listed = News()
    val staying = launch { stayAvailable(listed, makeAvailable) }
    try {
      val agentId = makeAvailable()
      inbox(listed).collect { change ->
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
      staying.cancel()
      // Their handlers may not have begun.
      conversations.values.forEach(Conversation::close)
    }
  }

  /** The service makes an agent unavailable whose line was away for long. When the inbox is told, it is back. */
  private suspend fun stayAvailable(
    listed: News,
    makeAvailable: suspend () -> Long,
  ) {
    var seen = listed.value
    while (true) {
      listed.after(seen)
      seen = listed.value
      try {
        makeAvailable()
      } catch (e: Throwable) {
        currentCoroutineContext().ensureActive()
        if (e is SupportchatException && e.closed) return
        options.log("the agent could not be made available again: $e")
      }
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
