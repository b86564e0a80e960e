package dev.supportchat.client

import dev.supportchat.v1.ChatRequest
import dev.supportchat.v1.ChatResponse
import dev.supportchat.v1.InboxChanged
import dev.supportchat.v1.Message
import dev.supportchat.v1.ServerFrame
import io.grpc.Status
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.ensureActive
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.launch

/**
 * Connects the conversations and the inbox with the one line that carries them all: who waits waits here, and the line runs while somebody does.
 *
 * @param chat opens a stream with a token.
 */
internal class Switchboard(
  private val scope: CoroutineScope,
  tokens: Tokens,
  val options: Options,
  chat: (requests: Flow<ChatRequest>, bearer: String) -> Flow<ChatResponse>,
) : LineEnd {
  private val line = Line(tokens, options, this, chat)
  private val guard = Guard()
  private val exchange = Exchange(scope, guard, options)

  private var running: Job? = null
  private var closed = false

  // For conversations.

  fun open(conversation: Conversation) =
    guard.locked {
      if (closed) throw closed("client")
      exchange.open(conversation)
      run()
    }

  fun close(conversation: Conversation) = guard.locked { exchange.close(conversation) }

  /** The next message; null once the conversation is closed. */
  suspend fun next(conversation: Conversation): Message? {
    await(conversation.reader.news) {
      exchange.read(conversation)?.let { return it }
      when (val end = conversation.end) {
        null -> {}

        is End.Closed -> {
          return null
        }

        is End.Failed -> {
          throw end.error
        }
      }
    }
  }

  /** Sends a frame until it is answered. */
  suspend fun ask(
    conversation: Conversation,
    fill: ChatRequest.Builder.() -> Unit,
  ): ServerFrame {
    val question = guard.locked { exchange.ask(conversation, fill) }
    try {
      return question.answer.await()
    } catch (e: CancellationException) {
      guard.locked { conversation.outbox.abandon(question) }
      throw e
    }
  }

  fun typing(
    sessionId: Long,
    stopped: Boolean,
  ) = guard.locked { exchange.typing(sessionId, stopped) }

  // For the inbox.

  /** @param listed is told whenever all of the inbox has been. */
  fun inbox(listed: News = News()): Flow<InboxChanged> =
    flow {
      val collector = Inbox.Collector(listed)
      guard.locked {
        if (closed) throw closed("client")
        exchange.join(collector)
        run()
      }
      try {
        while (true) emit(next(collector) ?: break)
      } finally {
        guard.locked { exchange.leave(collector) }
      }
    }

  private suspend fun next(collector: Inbox.Collector): InboxChanged? {
    await(collector.news) {
      collector.next()?.let { return it }
      collector.failure?.let { throw it }
      if (closed) return null
    }
  }

  /** Tries under the lock, and again whenever there is news, until [attempt] returns out of it. */
  private suspend inline fun await(
    news: News,
    attempt: () -> Unit,
  ): Nothing {
    while (true) {
      val seen = news.value
      guard.locked { attempt() }
      news.after(seen)
    }
  }

  // For the line.

  fun close() =
    guard.locked {
      closed = true
      exchange.end(End.Closed("client"))
      running?.cancel()
      running = null
    }

  private fun run() {
    if (running != null) return
    running =
      scope.launch {
        val error =
          try {
            line.run()
          } catch (e: SupportchatException) {
            e
          } catch (e: Throwable) {
            // It was cancelled with the client,
            ensureActive()
            // or a function of the program's has failed, such as the one that stores tokens, with a timeout perhaps. Whoever waits shall not wait for ever.
            SupportchatException(Status.Code.INTERNAL, "the line has failed: $e", cause = e, retryable = false)
          }
        guard.locked {
          guard.after { options.log("the line has ended: ${error.code}: ${error.message}") }
          running = null
          exchange.end(End.Failed(error))
        }
      }
  }

  override fun welcome(out: Outgoing) =
    guard.locked {
      guard.after { options.log("the line is open") }
      exchange.welcome(out)
    }

  override fun gone() = guard.locked { exchange.gone() }

  override fun hear(frame: ServerFrame) {
    val listeners =
      guard.locked {
        exchange.hear(frame)
        exchange.listeners(frame)
      }
    for (listener in listeners) {
      try {
        listener(frame)
      } catch (e: Throwable) {
        options.log("a function for signals has failed: $e")
      }
    }
  }
}
