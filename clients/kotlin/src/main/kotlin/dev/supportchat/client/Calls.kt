package dev.supportchat.client

import io.grpc.CallCredentials
import io.grpc.CallOptions
import io.grpc.Channel
import io.grpc.ClientCall
import io.grpc.ClientInterceptor
import io.grpc.ConnectivityState
import io.grpc.Deadline
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener
import io.grpc.ManagedChannel
import io.grpc.Metadata
import io.grpc.MethodDescriptor
import io.grpc.Status
import io.grpc.StatusException
import io.grpc.kotlin.ClientCalls
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.TimeoutCancellationException
import kotlinx.coroutines.async
import kotlinx.coroutines.isActive
import kotlinx.coroutines.launch
import kotlinx.coroutines.withTimeout
import java.util.concurrent.Executor
import java.util.concurrent.TimeUnit
import kotlin.time.Duration

private val AUTHORIZATION: Metadata.Key<String> = Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER)

/** The headers of a call with this token. */
internal fun authorized(
  bearer: String,
  headers: Metadata = Metadata(),
): Metadata =
  Metadata().apply {
    merge(headers)
    discardAll(AUTHORIZATION)
    put(AUTHORIZATION, "Bearer $bearer")
  }

/** A channel that tries to connect for each call. By itself gRPC fails calls at once for up to two minutes after it could not connect. */
internal class EagerChannel(
  private val channel: ManagedChannel,
) : Channel() {
  override fun authority(): String = channel.authority()

  override fun <Q, R> newCall(
    method: MethodDescriptor<Q, R>,
    options: CallOptions,
  ): ClientCall<Q, R> {
    if (channel.getState(false) == ConnectivityState.TRANSIENT_FAILURE) channel.enterIdle()
    return channel.newCall(method, options)
  }
}

/** Puts the token into the calls of the generated services, and the deadline into those that are no streams; these are made once more if their token is refused. */
internal class Authorization(
  private val scope: CoroutineScope,
  private val tokens: Tokens,
  private val deadline: Duration,
) : ClientInterceptor {
  override fun <Q, R> interceptCall(
    method: MethodDescriptor<Q, R>,
    options: CallOptions,
    next: Channel,
  ): ClientCall<Q, R> =
    if (method.type == MethodDescriptor.MethodType.UNARY) {
      UnaryCall(method, options, next)
    } else {
      val bearer = Bearer()
      StreamCall(next.newCall(method, options.withCallCredentials(bearer)), bearer)
    }

  /** A stream is not opened again when its token is refused, but what comes next has a fresh one. */
  private inner class StreamCall<Q, R>(
    call: ClientCall<Q, R>,
    private val bearer: Bearer,
  ) : SimpleForwardingClientCall<Q, R>(call) {
    override fun start(
      listener: Listener<R>,
      headers: Metadata,
    ) = super.start(
      object : SimpleForwardingClientCallListener<R>(listener) {
        override fun onClose(
          status: Status,
          trailers: Metadata,
        ) {
          val refused = bearer.token
          if (refused != null && SupportchatException.from(StatusException(status, trailers)).invalidToken) {
            // Where it fails, who needs a token next is told why.
            scope.launch { runCatching { tokens.renew(refused) } }
          }
          super.onClose(status, trailers)
        }
      },
      headers,
    )
  }

  /** A call that begins once it has a token. */
  private inner class UnaryCall<Q, R>(
    private val method: MethodDescriptor<Q, R>,
    private val options: CallOptions,
    private val next: Channel,
  ) : ClientCall<Q, R>() {
    private lateinit var listener: Listener<R>
    private lateinit var headers: Metadata
    private var request: Q? = null
    private var call: Deferred<R>? = null

    override fun start(
      listener: Listener<R>,
      headers: Metadata,
    ) {
      this.listener = listener
      this.headers = headers
    }

    // One answer comes, and it is wanted.
    override fun request(count: Int) = Unit

    override fun sendMessage(message: Q) {
      request = message
    }

    override fun halfClose() {
      val call = scope.async { make() }
      this.call = call
      call.invokeOnCompletion { error ->
        when (error) {
          null -> {
            answer(call)
          }

          is StatusException -> {
            listener.onClose(error.status, error.trailers ?: Metadata())
          }

          is SupportchatException -> {
            fail(Status.fromCode(error.code).withDescription(error.message).withCause(error))
          }

          is CancellationException -> {
            val reason = if (scope.isActive) error else closed("client")
            fail(Status.CANCELLED.withDescription(reason.message).withCause(reason))
          }

          else -> {
            fail(Status.UNKNOWN.withDescription(error.message).withCause(error))
          }
        }
      }
    }

    override fun cancel(
      message: String?,
      cause: Throwable?,
    ) {
      val reason = CancellationException(message ?: "the call was cancelled", cause)
      call?.cancel(reason) ?: fail(Status.CANCELLED.withDescription(message).withCause(cause))
    }

    @OptIn(ExperimentalCoroutinesApi::class)
    private fun answer(call: Deferred<R>) {
      listener.onHeaders(Metadata())
      listener.onMessage(call.getCompleted())
      listener.onClose(Status.OK, Metadata())
    }

    private fun fail(status: Status) = listener.onClose(status, Metadata())

    private suspend fun make(): R {
      val limit = options.deadline ?: Deadline.after(deadline.inWholeNanoseconds, TimeUnit.NANOSECONDS)
      val bearer = within(limit) { tokens.bearer() }
      return try {
        send(bearer, limit)
      } catch (e: StatusException) {
        if (!SupportchatException.from(e).invalidToken || !within(limit) { tokens.renew(bearer) }) throw e
        send(within(limit) { tokens.bearer() }, limit)
      }
    }

    /** For what comes before the call; the call itself gRPC ends in time, and would be ended as a fault of its own if it were cancelled. */
    private suspend fun <T> within(
      limit: Deadline,
      work: suspend () -> T,
    ): T =
      try {
        withTimeout(limit.timeRemaining(TimeUnit.MILLISECONDS)) { work() }
      } catch (e: TimeoutCancellationException) {
        throw Status.DEADLINE_EXCEEDED
          .withDescription("the call took too long")
          .withCause(e)
          .asException()
      }

    private suspend fun send(
      bearer: String,
      limit: Deadline,
    ): R = ClientCalls.unaryRpc(next, method, checkNotNull(request), options.withDeadline(limit), authorized(bearer, headers))
  }

  private inner class Bearer : CallCredentials() {
    /** What the call was made with. */
    @Volatile
    var token: String? = null
      private set

    override fun applyRequestMetadata(
      info: RequestInfo,
      executor: Executor,
      applier: MetadataApplier,
    ) {
      scope.launch {
        try {
          applier.apply(authorized(tokens.bearer().also { token = it }))
        } catch (e: SupportchatException) {
          applier.fail(Status.fromCode(e.code).withDescription(e.message).withCause(e))
        } catch (e: Exception) {
          // The client was closed, or a function of the program's has failed, such as the one that stores tokens.
          val reason = if (scope.isActive) e else closed("client")
          applier.fail(Status.UNKNOWN.withDescription(reason.message).withCause(reason))
        }
      }
    }
  }
}
