package dev.supportchat.client

import com.google.protobuf.Any
import com.google.protobuf.CodedInputStream
import com.google.protobuf.InvalidProtocolBufferException
import com.google.protobuf.WireFormat
import dev.supportchat.google.rpc.BadRequest
import dev.supportchat.google.rpc.ErrorInfo
import dev.supportchat.google.rpc.RetryInfo
import dev.supportchat.v1.FrameError
import io.grpc.Metadata
import io.grpc.Status
import io.grpc.StatusException
import kotlin.time.Duration
import kotlin.time.Duration.Companion.nanoseconds
import kotlin.time.Duration.Companion.seconds

/**
 * Why the service refused something, or could not be reached.
 *
 * @property code the gRPC code.
 * @property reason what programs compare, such as `SESSION_CLOSED`; null where the error is not the service's own, and `CLOSED` where the program
 *   has closed the client or the conversation.
 * @property metadata what the service adds to the reason.
 * @property fields the fields at fault, and what is wrong with each.
 * @property retryDelay how long to wait before trying again, if the service says so.
 * @property retryable whether trying again can help: the fault is the line's or the server's, and may pass.
 */
public class SupportchatException internal constructor(
  public val code: Status.Code,
  message: String,
  public val reason: String? = null,
  public val metadata: Map<String, String> = emptyMap(),
  public val fields: Map<String, String> = emptyMap(),
  public val retryDelay: Duration? = null,
  cause: Throwable? = null,
  public val retryable: Boolean = code in LINE_FAULTS && reason !in LASTING,
) : Exception(message, cause) {
  internal val invalidToken: Boolean get() = code == Status.Code.UNAUTHENTICATED && reason == "INVALID_TOKEN"

  /** Whether the program has closed what it is about. */
  internal val closed: Boolean get() = code == Status.Code.CANCELLED && reason == "CLOSED"

  public companion object {
    /** What the exception of a call to a generated service says. */
    public fun from(error: StatusException): SupportchatException {
      // A call that failed because its token could not be had.
      (error.cause as? SupportchatException)?.let { return it }
      val details =
        error.trailers
          ?.get(DETAILS)
          ?.let(::details)
          .orEmpty()
      return from(
        error.status.code,
        error.status.description ?: error.status.code.name,
        details.find("ErrorInfo")?.let { ErrorInfo.parseFrom(it.value) },
        details.find("BadRequest")?.let { BadRequest.parseFrom(it.value) },
        details.find("RetryInfo")?.let { RetryInfo.parseFrom(it.value) },
        error,
      )
    }

    internal fun from(error: FrameError): SupportchatException =
      from(
        Status.fromCodeValue(error.code).code,
        error.message,
        if (error.hasErrorInfo()) error.errorInfo else null,
        if (error.hasBadRequest()) error.badRequest else null,
        if (error.hasRetryInfo()) error.retryInfo else null,
      )

    private fun from(
      code: Status.Code,
      message: String,
      info: ErrorInfo?,
      request: BadRequest?,
      retry: RetryInfo?,
      cause: Throwable? = null,
    ) = SupportchatException(
      code,
      message,
      info?.reason,
      info?.metadataMap.orEmpty(),
      request?.fieldViolationsList.orEmpty().associate { it.field to it.description },
      retry?.retryDelay?.let { it.seconds.seconds + it.nanos.nanoseconds },
      cause,
    )

    private fun List<Any>.find(type: String) = find { it.typeUrl.endsWith("/google.rpc.$type") }

    /** The details of a google.rpc.Status. Its other fields are in the headers too. */
    private fun details(status: ByteArray): List<Any> {
      val details = mutableListOf<Any>()
      try {
        val input = CodedInputStream.newInstance(status)
        while (true) {
          val tag = input.readTag()
          when {
            tag == 0 -> return details
            WireFormat.getTagFieldNumber(tag) == DETAILS_FIELD -> details += Any.parseFrom(input.readByteArray())
            !input.skipField(tag) -> return details
          }
        }
      } catch (_: InvalidProtocolBufferException) {
        // Without details that cannot be read.
        return details
      }
    }

    private const val DETAILS_FIELD = 3

    private val DETAILS: Metadata.Key<ByteArray> =
      Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER)

    /** Of what is exhausted, what does not come back by itself: a file or a message stays too large, and somebody has to end a session. */
    private val LASTING = setOf("ATTACHMENT_TOO_LARGE", "MESSAGE_TOO_LARGE", "TOO_MANY_SESSIONS")

    private val LINE_FAULTS =
      setOf(
        Status.Code.UNAVAILABLE,
        Status.Code.DEADLINE_EXCEEDED,
        Status.Code.INTERNAL,
        Status.Code.UNKNOWN,
        Status.Code.ABORTED,
        Status.Code.RESOURCE_EXHAUSTED,
        Status.Code.CANCELLED,
      )
  }
}

/** The program closed what it is waiting for. */
internal fun closed(what: String): SupportchatException =
  SupportchatException(Status.Code.CANCELLED, "the $what is closed", "CLOSED", retryable = false)
