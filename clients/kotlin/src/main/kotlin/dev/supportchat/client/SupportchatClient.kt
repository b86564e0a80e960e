package dev.supportchat.client

import dev.supportchat.v1.AdminServiceGrpcKt.AdminServiceCoroutineStub
import dev.supportchat.v1.AgentServiceGrpcKt.AgentServiceCoroutineStub
import dev.supportchat.v1.AuditServiceGrpcKt.AuditServiceCoroutineStub
import dev.supportchat.v1.AuthServiceGrpcKt.AuthServiceCoroutineStub
import dev.supportchat.v1.AvailabilityStatus
import dev.supportchat.v1.ChatServiceGrpcKt.ChatServiceCoroutineStub
import dev.supportchat.v1.CreateChatSessionRequest
import dev.supportchat.v1.InboxChanged
import dev.supportchat.v1.ServerFrame
import dev.supportchat.v1.SetAvailabilityRequest
import io.grpc.ClientInterceptors
import io.grpc.ManagedChannel
import io.grpc.StatusException
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.cancel
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.Flow
import java.io.Closeable
import java.util.UUID
import kotlin.time.Duration
import kotlin.time.TimeSource

/**
 * A client of one supportchat server. It opens one connection when it is first needed, and may be used from any thread.
 *
 * The generated services are there with the credential and the deadline put in. Their calls throw [StatusException]; [SupportchatException.from] says what is in it.
 *
 * @param target `http://host:port` or `https://host:port`.
 * @param credentials who the client is.
 * @throws IllegalArgumentException if [target] is something else, or [Options.authorities] holds no certificates.
 */
public class SupportchatClient(
  target: String,
  credentials: Credentials,
  private val options: Options = Options(),
) : Closeable {
  private val scope = CoroutineScope(SupervisorJob() + Dispatchers.Default)
  private val channel: ManagedChannel = channel(target, options)
  private val eager = EagerChannel(channel)
  private val tokens = Tokens(credentials, AuthIssuer(AuthServiceCoroutineStub(eager), options.deadline), scope)
  private val authorized = ClientInterceptors.intercept(eager, Authorization(scope, tokens, options.deadline))
  private val board =
    Switchboard(scope, tokens, options) { requests, bearer ->
      ChatServiceCoroutineStub(eager).chat(requests, authorized(bearer))
    }

  /** ChatService: sessions, messages and attachments. */
  public val chat: ChatServiceCoroutineStub = ChatServiceCoroutineStub(authorized)

  /** AuthService: tokens. */
  public val auth: AuthServiceCoroutineStub = AuthServiceCoroutineStub(authorized)

  /** AgentService: what agents do. */
  public val agents: AgentServiceCoroutineStub = AgentServiceCoroutineStub(authorized)

  /** AdminService: users, agents, teams, sites, canned replies and API keys. */
  public val admin: AdminServiceCoroutineStub = AdminServiceCoroutineStub(authorized)

  /** AuditService: the audit log. */
  public val audit: AuditServiceCoroutineStub = AuditServiceCoroutineStub(authorized)

  /**
   * Follows a session.
   *
   * @param afterSeq the seq of the last message that the program has; 0 for all messages.
   * @param onSignal is told what is not stored: typing, marks, presence, the place in the queue, who looks at the session, and with each `subscribed` how all of that stands.
   *   It is called on the line's thread and must not block.
   * @throws SupportchatException if the client is closed.
   */
  public fun conversation(
    sessionId: Long,
    afterSeq: Long = 0,
    onSignal: ((ServerFrame) -> Unit)? = null,
  ): Conversation = Conversation(board, sessionId, afterSeq, onSignal).also(board::open)

  /**
   * Creates a session, and follows it from its beginning. A fault of the line is tried again within the deadline of a call.
   *
   * @param userId the user that it is for; a visitor leaves it out.
   * @param agentId the agent to assign it to if they can take it; 0 for any.
   * @param clientSessionId repeating it gives the same session again; at most 64 characters. If it is empty, one is made up.
   * @param onSignal as for [conversation].
   * @throws SupportchatException if the service refuses it or cannot be reached.
   */
  public suspend fun start(
    userId: Long = 0,
    agentId: Long = 0,
    clientSessionId: String = "",
    onSignal: ((ServerFrame) -> Unit)? = null,
  ): Conversation {
    val request =
      CreateChatSessionRequest
        .newBuilder()
        .setUserId(userId)
        .setAgentId(agentId)
        .setClientSessionId(clientSessionId.ifEmpty { UUID.randomUUID().toString() })
        .build()
    val session = again(options.deadline) { chat.createChatSession(request).chatSession }
    return conversation(session.id, onSignal = onSignal)
  }

  /**
   * The sessions in the caller's inbox, first as they are and then as they change: for an agent those that wait and their own, for a visitor their own. After the line was away the present state is
   * told again, and what has left the inbox meanwhile as removed. A slow collector gets the newest of each session. It ends when the client is closed, and fails with a
   * [SupportchatException] that repeating cannot mend.
   */
  public fun inbox(): Flow<InboxChanged> = board.inbox()

  /**
   * A bot's main loop: makes the agent available, again whenever the line has come back, and calls [handler] with an open conversation, from its beginning, for each session that is
   * active and theirs. Those from before come first, and all go on at the same time, in the caller's context.
   *
   * The conversation is closed when its handler has returned, and when the session is the agent's no more: its messages end then. If the session comes back, the handler is called
   * anew. Messages whose ids follow from what they answer, such as `greeting` or `answer-SEQ`, are not said twice then. What a handler fails with is logged, and ends nothing else.
   *
   * It returns when the client is closed and all handlers have returned. When it is cancelled or fails, the handlers are cancelled.
   *
   * @throws SupportchatException that repeating cannot mend, such as that of a caller who is no agent.
   */
  public suspend fun serve(handler: suspend (Conversation) -> Unit) {
    val request = SetAvailabilityRequest.newBuilder().setAvailabilityStatus(AvailabilityStatus.AVAILABILITY_STATUS_AVAILABLE).build()
    val makeAvailable = suspend { again(Duration.INFINITE) { agents.setAvailability(request).agent.id } }
    Talks(options, { conversation(it) }, handler).serve(makeAvailable, board::inbox)
  }

  /** Makes a call again after a fault of the line, for so long. */
  private suspend fun <T> again(
    patience: Duration,
    call: suspend () -> T,
  ): T {
    val backoff = Backoff(options)
    val limit = TimeSource.Monotonic.markNow() + patience
    while (true) {
      try {
        return call()
      } catch (e: StatusException) {
        val error = SupportchatException.from(e)
        val wait = backoff.next(error.retryDelay)
        if (!error.retryable || (limit - wait).hasPassedNow()) throw error
        delay(wait)
      }
    }
  }

  /** Ends the connection, all streams, and every wait. */
  override fun close() {
    board.close()
    scope.cancel("the client is closed")
    channel.shutdownNow()
  }
}
