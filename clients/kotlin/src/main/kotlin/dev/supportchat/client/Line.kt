package dev.supportchat.client

import dev.supportchat.v1.ChatRequest
import dev.supportchat.v1.ChatResponse
import dev.supportchat.v1.Leave
import dev.supportchat.v1.LeaveReason
import dev.supportchat.v1.ServerFrame
import io.grpc.Status
import io.grpc.StatusException
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.takeWhile
import kotlinx.coroutines.launch
import java.util.concurrent.atomic.AtomicInteger
import kotlin.time.Duration
import kotlin.time.Duration.Companion.milliseconds

/** What a stream takes. It holds as much as is asked for, and what asks is bounded: see [Outbox]. */
internal class Outgoing {
  private val frames = Channel<ChatRequest>(Channel.UNLIMITED)
  private val backlog = AtomicInteger()

  /** Whether the line does not take frames as fast as they come. */
  val busy: Boolean get() = backlog.get() > BUSY

  val flow: Flow<ChatRequest> =
    flow {
      for (frame in frames) {
        emit(frame)
        backlog.decrementAndGet()
      }
    }

  fun put(frame: ChatRequest) {
    backlog.incrementAndGet()
    frames.trySend(frame)
  }

  private companion object {
    const val BUSY = 16
  }
}

/** What is at this end of the line. */
internal interface LineEnd {
  /** A stream is open: nothing was asked on it yet. */
  fun welcome(out: Outgoing)

  fun hear(frame: ServerFrame)

  /** The stream is there no more. */
  fun gone()
}

/**
 * Keeps one Chat stream open.
 *
 * @param chat opens a stream with a token.
 */
internal class Line(
  private val tokens: Tokens,
  private val options: Options,
  private val end: LineEnd,
  private val chat: (requests: Flow<ChatRequest>, bearer: String) -> Flow<ChatResponse>,
) {
  /** Opens one stream after the other until something happens that repeating cannot mend. */
  suspend fun run(): SupportchatException {
    val backoff = Backoff(options)
    // Whether the last stream ended because its token was refused.
    var refused = false
    while (true) {
      val wait =
        try {
          val bearer = tokens.bearer()
          var welcomed = false
          val leave =
            try {
              stream(bearer) {
                backoff.reset()
                welcomed = true
              }
            } catch (e: SupportchatException) {
              // One that was refused although it had just been renewed never will do; one that did for a while will again, but not without a pause.
              if (!e.invalidToken || (refused && !welcomed) || !tokens.renew(bearer)) throw e
              if (refused) delay(backoff.next())
              refused = true
              continue
            }
          refused = false
          if (leave.reason == LeaveReason.LEAVE_REASON_TOKEN_EXPIRED) tokens.renew(bearer)
          options.log("the server ended the stream: ${leave.reason}")
          // A server that says so at once, each time, is not asked without a pause.
          maxOf(backoff.next(), leave.reconnectAfterMs.milliseconds)
        } catch (e: SupportchatException) {
          if (!e.retryable) return e
          refused = false
          val wait = backoff.next(e.retryDelay)
          options.log("the line is broken (${e.code}: ${e.message}); trying again in $wait")
          wait
        }
      delay(wait)
    }
  }

  /** One stream. It ends with a leave or an exception. */
  private suspend fun stream(
    bearer: String,
    onWelcome: () -> Unit,
  ): Leave =
    coroutineScope {
      val out = Outgoing()
      val impatience =
        launch {
          delay(options.deadline)
          throw SupportchatException(Status.Code.DEADLINE_EXCEEDED, "no welcome within ${options.deadline}")
        }
      var leave: Leave? = null
      try {
        chat(out.flow, bearer)
          .takeWhile { response ->
            if (response.frame.hasLeave()) leave = response.frame.leave
            leave == null
          }.collect { response ->
            if (response.frame.hasWelcome()) {
              impatience.cancel()
              onWelcome()
              end.welcome(out)
            } else {
              end.hear(response.frame)
            }
          }
      } catch (e: StatusException) {
        throw SupportchatException.from(e)
      } finally {
        impatience.cancel()
        end.gone()
      }
      leave ?: throw SupportchatException(Status.Code.UNAVAILABLE, "the stream has ended")
    }
}
