package dev.supportchat.client

import dev.supportchat.google.rpc.ErrorInfo
import dev.supportchat.google.rpc.RetryInfo
import dev.supportchat.v1.Ack
import dev.supportchat.v1.ChatRequest
import dev.supportchat.v1.ChatRequest.FrameCase
import dev.supportchat.v1.ChatResponse
import dev.supportchat.v1.ChatSession
import dev.supportchat.v1.FrameError
import dev.supportchat.v1.Hidden
import dev.supportchat.v1.InboxChanged
import dev.supportchat.v1.InboxListed
import dev.supportchat.v1.Leave
import dev.supportchat.v1.Message
import dev.supportchat.v1.ServerFrame
import dev.supportchat.v1.Subscribed
import dev.supportchat.v1.Unsubscribed
import dev.supportchat.v1.Welcome
import io.grpc.Status
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.channelFlow
import kotlinx.coroutines.launch
import kotlin.time.Duration
import com.google.protobuf.Duration as ProtoDuration

/** A server that keeps one session's log, as far as a line can tell. Tests reach into it. */
internal class FakeServer {
  val log = mutableListOf<Message?>()

  /** The frames that came, on all streams. */
  val received = mutableListOf<ChatRequest>()
  var attempts = 0

  /** How the next streams end before they are welcomed. */
  var away: Status? = null

  /** How the next streams end once they are welcomed. */
  var expels: Status? = null

  /** Whether the next streams are left instead of welcomed. */
  var leaves = false

  /** Whether sends are answered. */
  var acknowledges = true

  /** What a frame is answered with instead. */
  var refuse: (ChatRequest) -> FrameError? = { null }

  private var stream: Channel<Result<ServerFrame.Builder>>? = null
  private var cursor: Int? = null

  /** A client's end of the line to it. */
  fun board(
    scope: CoroutineScope,
    options: Options = Options(),
    tokens: Tokens = Tokens(Credentials.apiKey("key"), NoIssuer, scope),
  ) = Switchboard(scope, tokens, options, ::chat)

  private fun chat(
    requests: Flow<ChatRequest>,
    bearer: String,
  ): Flow<ChatResponse> =
    channelFlow {
      check(bearer.isNotEmpty())
      attempts++
      away?.let { throw it.asException() }
      if (leaves) send(response(ServerFrame.newBuilder().setLeave(Leave.getDefaultInstance())))
      val frames = Channel<Result<ServerFrame.Builder>>(Channel.UNLIMITED)
      stream = frames
      cursor = null
      launch {
        requests.collect {
          received += it
          answer(it)
        }
      }
      send(response(ServerFrame.newBuilder().setWelcome(Welcome.getDefaultInstance())))
      expels?.let {
        // Once the welcome was heard.
        delay(1)
        throw it.asException()
      }
      for (frame in frames) send(response(frame.getOrThrow()))
      throw Status.UNAVAILABLE.asException()
    }

  fun say(frame: ServerFrame.Builder) {
    stream?.trySend(Result.success(frame))
  }

  fun cut(status: Status = Status.UNAVAILABLE) {
    stream?.trySend(Result.failure(status.asException()))
  }

  /** Tells what the inbox has now. */
  fun list(vararg sessions: ChatSession) {
    sessions.forEach(::change)
    say(ServerFrame.newBuilder().setInboxListed(InboxListed.getDefaultInstance()))
  }

  fun change(session: ChatSession) = say(ServerFrame.newBuilder().setInbox(InboxChanged.newBuilder().setChatSession(session)))

  /** Something new in the log; null for what is hidden. */
  fun store(
    text: String?,
    clientMessageId: String = "",
  ): Int {
    val message =
      text?.let {
        Message
          .newBuilder()
          .setSeq(log.size + 1L)
          .setChatSessionId(SESSION)
          .setMessage(it)
          .setClientMessageId(clientMessageId)
          .build()
      }
    log += message
    stream()
    return log.size
  }

  fun texts(): List<String?> = log.map { it?.message }

  private fun stream() {
    while (true) {
      val next = cursor?.takeIf { it < log.size } ?: return
      cursor = next + 1
      say(entry(next + 1))
    }
  }

  fun entry(seq: Int): ServerFrame.Builder {
    val message = log[seq - 1]
    val hidden = Hidden.newBuilder().setChatSessionId(SESSION).setSeq(seq.toLong())
    return ServerFrame.newBuilder().apply { if (message != null) setEntry(message) else setHidden(hidden) }
  }

  private fun answer(request: ChatRequest) {
    val refusal = refuse(request)
    if (refusal != null) return say(ServerFrame.newBuilder().setError(refusal.toBuilder().setRequestId(request.requestId)))
    when (request.frameCase) {
      FrameCase.SUBSCRIBE -> {
        val session = request.subscribe.chatSessionId
        say(ServerFrame.newBuilder().setSubscribed(Subscribed.newBuilder().setChatSessionId(session).setRequestId(request.requestId)))
        if (session != SESSION) return
        cursor = request.subscribe.afterSeq.toInt()
        stream()
      }

      FrameCase.UNSUBSCRIBE -> {
        val session = request.unsubscribe.chatSessionId
        if (session == SESSION) cursor = null
        say(ServerFrame.newBuilder().setUnsubscribed(Unsubscribed.newBuilder().setChatSessionId(session).setRequestId(request.requestId)))
      }

      FrameCase.SEND -> {
        val id = request.send.clientMessageId
        val seq = log.indexOfFirst { it?.clientMessageId == id }.takeIf { it >= 0 }?.plus(1) ?: store(request.send.message, id)
        if (acknowledges) say(ack(request, seq))
      }

      else -> {}
    }
  }

  fun ack(
    request: ChatRequest,
    seq: Int,
  ): ServerFrame.Builder {
    val ack =
      Ack
        .newBuilder()
        .setRequestId(request.requestId)
        .setClientMessageId(request.send.clientMessageId)
        .setSeq(seq.toLong())
    return ServerFrame.newBuilder().setAck(ack)
  }

  private fun response(frame: ServerFrame.Builder) = ChatResponse.newBuilder().setFrame(frame).build()

  companion object {
    const val SESSION = 7L

    fun error(
      code: Status.Code,
      reason: String,
      retry: Duration? = Duration.ZERO,
    ): FrameError =
      FrameError
        .newBuilder()
        .setCode(code.value())
        .setMessage("refused")
        .setErrorInfo(ErrorInfo.newBuilder().setReason(reason))
        .apply { if (retry != null) setRetryInfo(RetryInfo.newBuilder().setRetryDelay(ProtoDuration.newBuilder().setSeconds(retry.inWholeSeconds))) }
        .build()
  }
}

/** For credentials that need none. */
internal object NoIssuer : Issuer {
  override suspend fun visitor(visitor: Credentials.Visitor) = error("nobody logs in")

  override suspend fun agent(agent: Credentials.Agent) = error("nobody logs in")

  override suspend fun refresh(refreshToken: String) = error("nobody logs in")
}
