package dev.supportchat.client

import com.google.protobuf.Timestamp
import dev.supportchat.v1.ChatRequest
import dev.supportchat.v1.Message
import dev.supportchat.v1.SendMessageRequest
import dev.supportchat.v1.ServerFrame
import dev.supportchat.v1.SessionMark
import io.grpc.Status
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow
import java.io.Closeable
import java.util.UUID

/**
 * A message that was sent and is durable.
 *
 * @property seq its place in the session.
 * @property messageId its id.
 * @property clientMessageId the id that it was sent under.
 * @property createdAt when the service stored it.
 */
public class Sent internal constructor(
  public val seq: Long,
  public val messageId: Long,
  public val clientMessageId: String,
  public val createdAt: Timestamp,
)

/**
 * One session, followed and written in whatever happens to the line. It may be used from any thread.
 *
 * @property sessionId the session.
 */
public class Conversation internal constructor(
  private val board: Switchboard,
  public val sessionId: Long,
  afterSeq: Long,
  internal val onSignal: ((ServerFrame) -> Unit)?,
) : Closeable {
  internal val reader = Reader(afterSeq)
  internal val outbox = Outbox(board.options)

  /** Why it goes on no more; null while it does. */
  internal var end: End? = null

  /**
   * All messages behind the seq that the conversation was opened from, in order of seq, each once. Who collects it again goes on where the last collector ended; of several
   * at the same time each message goes to one. It ends when the conversation or the client is closed, and fails with a [SupportchatException] that repeating cannot mend, such
   * as that of a session that is not there. A session that was closed does not end it, since it may be reopened.
   */
  public val messages: Flow<Message> =
    flow {
      while (true) emit(board.next(this@Conversation) ?: break)
    }

  /**
   * Sends a text of 1 byte to 16 KiB and returns once it is durable. Messages are stored in the order of the calls. At most 64 wait for their acknowledgement, and later calls wait for
   * those. Cancelling it while the message is on its way does not unsend it.
   *
   * @param clientMessageId repeating it gives the first message again; at most 64 characters. If it is empty, one is made up.
   * @throws SupportchatException if the service refuses the message; others go on.
   */
  public suspend fun send(
    text: String,
    clientMessageId: String = "",
  ): Sent {
    val message =
      SendMessageRequest
        .newBuilder()
        .setChatSessionId(sessionId)
        .setMessage(text)
        // Not an empty one: the service would make one each time that it is sent.
        .setClientMessageId(clientMessageId.ifEmpty { UUID.randomUUID().toString() })
        .build()
    // It would end the stream, each time that it is sent.
    if (message.serializedSize > MOST_BYTES) {
      val problem = "the text has at most 16 KiB, and the client_message_id 64 characters"
      throw SupportchatException(Status.Code.INVALID_ARGUMENT, problem, "MESSAGE_TOO_LONG", fields = mapOf("message" to problem))
    }
    val ack = board.ask(this) { setSend(message) }.ack
    return Sent(ack.seq, ack.messageId, ack.clientMessageId, ack.createdAt)
  }

  /**
   * Says that everything up to [seq] has reached this device, and returns once that is stored. For visitors and agents.
   *
   * @throws SupportchatException if the service refuses it.
   */
  public suspend fun markDelivered(seq: Long) {
    board.ask(this) { setMarkDelivered(mark(seq)) }
  }

  /**
   * Says that everything up to [seq] was seen, and returns once that is stored. For visitors and agents.
   *
   * @throws SupportchatException if the service refuses it.
   */
  public suspend fun markRead(seq: Long) {
    board.ask(this) { setMarkRead(mark(seq)) }
  }

  /** Tells the others that the caller is typing, or has stopped. It is dropped if the line is away or busy. For visitors and agents. */
  public fun typing(stopped: Boolean = false) {
    board.typing(sessionId, stopped)
  }

  /** Stops following the session: [messages] ends, and what still waits to be acknowledged fails, though it may have been stored. */
  override fun close() {
    board.close(this)
  }

  private fun mark(seq: Long) = SessionMark.newBuilder().setChatSessionId(sessionId).setSeq(seq)

  private companion object {
    /** No text that the service takes makes a frame of this many bytes. */
    const val MOST_BYTES = 64 * 1024
  }
}
