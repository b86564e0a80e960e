package dev.supportchat.v1

import dev.supportchat.v1.AgentServiceGrpc.getServiceDescriptor
import io.grpc.CallOptions
import io.grpc.CallOptions.DEFAULT
import io.grpc.Channel
import io.grpc.Metadata
import io.grpc.MethodDescriptor
import io.grpc.ServerServiceDefinition
import io.grpc.ServerServiceDefinition.builder
import io.grpc.ServiceDescriptor
import io.grpc.Status.UNIMPLEMENTED
import io.grpc.StatusException
import io.grpc.kotlin.AbstractCoroutineServerImpl
import io.grpc.kotlin.AbstractCoroutineStub
import io.grpc.kotlin.ClientCalls.unaryRpc
import io.grpc.kotlin.ServerCalls.unaryServerMethodDefinition
import io.grpc.kotlin.StubFor
import kotlin.String
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.EmptyCoroutineContext
import kotlin.jvm.JvmOverloads
import kotlin.jvm.JvmStatic

/**
 * Holder for Kotlin coroutine-based client and server APIs for supportchat.v1.AgentService.
 */
public object AgentServiceGrpcKt {
  public const val SERVICE_NAME: String = AgentServiceGrpc.SERVICE_NAME

  @JvmStatic
  public val serviceDescriptor: ServiceDescriptor
    get() = getServiceDescriptor()

  public val getAgentMethod: MethodDescriptor<GetAgentRequest, GetAgentResponse>
    @JvmStatic
    get() = AgentServiceGrpc.getGetAgentMethod()

  public val listAgentsMethod: MethodDescriptor<ListAgentsRequest, ListAgentsResponse>
    @JvmStatic
    get() = AgentServiceGrpc.getListAgentsMethod()

  public val setAvailabilityMethod:
      MethodDescriptor<SetAvailabilityRequest, SetAvailabilityResponse>
    @JvmStatic
    get() = AgentServiceGrpc.getSetAvailabilityMethod()

  public val acceptChatSessionMethod:
      MethodDescriptor<AcceptChatSessionRequest, AcceptChatSessionResponse>
    @JvmStatic
    get() = AgentServiceGrpc.getAcceptChatSessionMethod()

  public val transferChatSessionMethod:
      MethodDescriptor<TransferChatSessionRequest, TransferChatSessionResponse>
    @JvmStatic
    get() = AgentServiceGrpc.getTransferChatSessionMethod()

  public val reopenChatSessionMethod:
      MethodDescriptor<ReopenChatSessionRequest, ReopenChatSessionResponse>
    @JvmStatic
    get() = AgentServiceGrpc.getReopenChatSessionMethod()

  public val setTagsMethod: MethodDescriptor<SetTagsRequest, SetTagsResponse>
    @JvmStatic
    get() = AgentServiceGrpc.getSetTagsMethod()

  public val addNoteMethod: MethodDescriptor<AddNoteRequest, AddNoteResponse>
    @JvmStatic
    get() = AgentServiceGrpc.getAddNoteMethod()

  public val sendViewingMethod: MethodDescriptor<SendViewingRequest, SendViewingResponse>
    @JvmStatic
    get() = AgentServiceGrpc.getSendViewingMethod()

  public val batchGetVisitorsMethod:
      MethodDescriptor<BatchGetVisitorsRequest, BatchGetVisitorsResponse>
    @JvmStatic
    get() = AgentServiceGrpc.getBatchGetVisitorsMethod()

  public val searchChatSessionsMethod:
      MethodDescriptor<SearchChatSessionsRequest, SearchChatSessionsResponse>
    @JvmStatic
    get() = AgentServiceGrpc.getSearchChatSessionsMethod()

  public val listTeamsMethod: MethodDescriptor<ListTeamsRequest, ListTeamsResponse>
    @JvmStatic
    get() = AgentServiceGrpc.getListTeamsMethod()

  public val listCannedRepliesMethod:
      MethodDescriptor<ListCannedRepliesRequest, ListCannedRepliesResponse>
    @JvmStatic
    get() = AgentServiceGrpc.getListCannedRepliesMethod()

  /**
   * A stub for issuing RPCs to a(n) supportchat.v1.AgentService service as suspending coroutines.
   */
  @StubFor(AgentServiceGrpc::class)
  public class AgentServiceCoroutineStub @JvmOverloads constructor(
    channel: Channel,
    callOptions: CallOptions = DEFAULT,
  ) : AbstractCoroutineStub<AgentServiceCoroutineStub>(channel, callOptions) {
    override fun build(channel: Channel, callOptions: CallOptions): AgentServiceCoroutineStub = AgentServiceCoroutineStub(channel, callOptions)

    /**
     * Executes this RPC and returns the response message, suspending until the RPC completes
     * with [`Status.OK`][io.grpc.Status].  If the RPC completes with another status, a corresponding
     * [StatusException] is thrown.  If this coroutine is cancelled, the RPC is also cancelled
     * with the corresponding exception as a cause.
     *
     * @param request The request message to send to the server.
     *
     * @param headers Metadata to attach to the request.  Most users will not need this.
     *
     * @return The single response from the server.
     */
    public suspend fun getAgent(request: GetAgentRequest, headers: Metadata = Metadata()): GetAgentResponse = unaryRpc(
      channel,
      AgentServiceGrpc.getGetAgentMethod(),
      request,
      callOptions,
      headers
    )

    /**
     * Executes this RPC and returns the response message, suspending until the RPC completes
     * with [`Status.OK`][io.grpc.Status].  If the RPC completes with another status, a corresponding
     * [StatusException] is thrown.  If this coroutine is cancelled, the RPC is also cancelled
     * with the corresponding exception as a cause.
     *
     * @param request The request message to send to the server.
     *
     * @param headers Metadata to attach to the request.  Most users will not need this.
     *
     * @return The single response from the server.
     */
    public suspend fun listAgents(request: ListAgentsRequest, headers: Metadata = Metadata()): ListAgentsResponse = unaryRpc(
      channel,
      AgentServiceGrpc.getListAgentsMethod(),
      request,
      callOptions,
      headers
    )

    /**
     * Executes this RPC and returns the response message, suspending until the RPC completes
     * with [`Status.OK`][io.grpc.Status].  If the RPC completes with another status, a corresponding
     * [StatusException] is thrown.  If this coroutine is cancelled, the RPC is also cancelled
     * with the corresponding exception as a cause.
     *
     * @param request The request message to send to the server.
     *
     * @param headers Metadata to attach to the request.  Most users will not need this.
     *
     * @return The single response from the server.
     */
    public suspend fun setAvailability(request: SetAvailabilityRequest, headers: Metadata = Metadata()): SetAvailabilityResponse = unaryRpc(
      channel,
      AgentServiceGrpc.getSetAvailabilityMethod(),
      request,
      callOptions,
      headers
    )

    /**
     * Executes this RPC and returns the response message, suspending until the RPC completes
     * with [`Status.OK`][io.grpc.Status].  If the RPC completes with another status, a corresponding
     * [StatusException] is thrown.  If this coroutine is cancelled, the RPC is also cancelled
     * with the corresponding exception as a cause.
     *
     * @param request The request message to send to the server.
     *
     * @param headers Metadata to attach to the request.  Most users will not need this.
     *
     * @return The single response from the server.
     */
    public suspend fun acceptChatSession(request: AcceptChatSessionRequest, headers: Metadata = Metadata()): AcceptChatSessionResponse = unaryRpc(
      channel,
      AgentServiceGrpc.getAcceptChatSessionMethod(),
      request,
      callOptions,
      headers
    )

    /**
     * Executes this RPC and returns the response message, suspending until the RPC completes
     * with [`Status.OK`][io.grpc.Status].  If the RPC completes with another status, a corresponding
     * [StatusException] is thrown.  If this coroutine is cancelled, the RPC is also cancelled
     * with the corresponding exception as a cause.
     *
     * @param request The request message to send to the server.
     *
     * @param headers Metadata to attach to the request.  Most users will not need this.
     *
     * @return The single response from the server.
     */
    public suspend fun transferChatSession(request: TransferChatSessionRequest, headers: Metadata = Metadata()): TransferChatSessionResponse = unaryRpc(
      channel,
      AgentServiceGrpc.getTransferChatSessionMethod(),
      request,
      callOptions,
      headers
    )

    /**
     * Executes this RPC and returns the response message, suspending until the RPC completes
     * with [`Status.OK`][io.grpc.Status].  If the RPC completes with another status, a corresponding
     * [StatusException] is thrown.  If this coroutine is cancelled, the RPC is also cancelled
     * with the corresponding exception as a cause.
     *
     * @param request The request message to send to the server.
     *
     * @param headers Metadata to attach to the request.  Most users will not need this.
     *
     * @return The single response from the server.
     */
    public suspend fun reopenChatSession(request: ReopenChatSessionRequest, headers: Metadata = Metadata()): ReopenChatSessionResponse = unaryRpc(
      channel,
      AgentServiceGrpc.getReopenChatSessionMethod(),
      request,
      callOptions,
      headers
    )

    /**
     * Executes this RPC and returns the response message, suspending until the RPC completes
     * with [`Status.OK`][io.grpc.Status].  If the RPC completes with another status, a corresponding
     * [StatusException] is thrown.  If this coroutine is cancelled, the RPC is also cancelled
     * with the corresponding exception as a cause.
     *
     * @param request The request message to send to the server.
     *
     * @param headers Metadata to attach to the request.  Most users will not need this.
     *
     * @return The single response from the server.
     */
    public suspend fun setTags(request: SetTagsRequest, headers: Metadata = Metadata()): SetTagsResponse = unaryRpc(
      channel,
      AgentServiceGrpc.getSetTagsMethod(),
      request,
      callOptions,
      headers
    )

    /**
     * Executes this RPC and returns the response message, suspending until the RPC completes
     * with [`Status.OK`][io.grpc.Status].  If the RPC completes with another status, a corresponding
     * [StatusException] is thrown.  If this coroutine is cancelled, the RPC is also cancelled
     * with the corresponding exception as a cause.
     *
     * @param request The request message to send to the server.
     *
     * @param headers Metadata to attach to the request.  Most users will not need this.
     *
     * @return The single response from the server.
     */
    public suspend fun addNote(request: AddNoteRequest, headers: Metadata = Metadata()): AddNoteResponse = unaryRpc(
      channel,
      AgentServiceGrpc.getAddNoteMethod(),
      request,
      callOptions,
      headers
    )

    /**
     * Executes this RPC and returns the response message, suspending until the RPC completes
     * with [`Status.OK`][io.grpc.Status].  If the RPC completes with another status, a corresponding
     * [StatusException] is thrown.  If this coroutine is cancelled, the RPC is also cancelled
     * with the corresponding exception as a cause.
     *
     * @param request The request message to send to the server.
     *
     * @param headers Metadata to attach to the request.  Most users will not need this.
     *
     * @return The single response from the server.
     */
    public suspend fun sendViewing(request: SendViewingRequest, headers: Metadata = Metadata()): SendViewingResponse = unaryRpc(
      channel,
      AgentServiceGrpc.getSendViewingMethod(),
      request,
      callOptions,
      headers
    )

    /**
     * Executes this RPC and returns the response message, suspending until the RPC completes
     * with [`Status.OK`][io.grpc.Status].  If the RPC completes with another status, a corresponding
     * [StatusException] is thrown.  If this coroutine is cancelled, the RPC is also cancelled
     * with the corresponding exception as a cause.
     *
     * @param request The request message to send to the server.
     *
     * @param headers Metadata to attach to the request.  Most users will not need this.
     *
     * @return The single response from the server.
     */
    public suspend fun batchGetVisitors(request: BatchGetVisitorsRequest, headers: Metadata = Metadata()): BatchGetVisitorsResponse = unaryRpc(
      channel,
      AgentServiceGrpc.getBatchGetVisitorsMethod(),
      request,
      callOptions,
      headers
    )

    /**
     * Executes this RPC and returns the response message, suspending until the RPC completes
     * with [`Status.OK`][io.grpc.Status].  If the RPC completes with another status, a corresponding
     * [StatusException] is thrown.  If this coroutine is cancelled, the RPC is also cancelled
     * with the corresponding exception as a cause.
     *
     * @param request The request message to send to the server.
     *
     * @param headers Metadata to attach to the request.  Most users will not need this.
     *
     * @return The single response from the server.
     */
    public suspend fun searchChatSessions(request: SearchChatSessionsRequest, headers: Metadata = Metadata()): SearchChatSessionsResponse = unaryRpc(
      channel,
      AgentServiceGrpc.getSearchChatSessionsMethod(),
      request,
      callOptions,
      headers
    )

    /**
     * Executes this RPC and returns the response message, suspending until the RPC completes
     * with [`Status.OK`][io.grpc.Status].  If the RPC completes with another status, a corresponding
     * [StatusException] is thrown.  If this coroutine is cancelled, the RPC is also cancelled
     * with the corresponding exception as a cause.
     *
     * @param request The request message to send to the server.
     *
     * @param headers Metadata to attach to the request.  Most users will not need this.
     *
     * @return The single response from the server.
     */
    public suspend fun listTeams(request: ListTeamsRequest, headers: Metadata = Metadata()): ListTeamsResponse = unaryRpc(
      channel,
      AgentServiceGrpc.getListTeamsMethod(),
      request,
      callOptions,
      headers
    )

    /**
     * Executes this RPC and returns the response message, suspending until the RPC completes
     * with [`Status.OK`][io.grpc.Status].  If the RPC completes with another status, a corresponding
     * [StatusException] is thrown.  If this coroutine is cancelled, the RPC is also cancelled
     * with the corresponding exception as a cause.
     *
     * @param request The request message to send to the server.
     *
     * @param headers Metadata to attach to the request.  Most users will not need this.
     *
     * @return The single response from the server.
     */
    public suspend fun listCannedReplies(request: ListCannedRepliesRequest, headers: Metadata = Metadata()): ListCannedRepliesResponse = unaryRpc(
      channel,
      AgentServiceGrpc.getListCannedRepliesMethod(),
      request,
      callOptions,
      headers
    )
  }

  /**
   * Skeletal implementation of the supportchat.v1.AgentService service based on Kotlin coroutines.
   */
  public abstract class AgentServiceCoroutineImplBase(
    coroutineContext: CoroutineContext = EmptyCoroutineContext,
  ) : AbstractCoroutineServerImpl(coroutineContext) {
    /**
     * Returns the response to an RPC for supportchat.v1.AgentService.GetAgent.
     *
     * If this method fails with a [StatusException], the RPC will fail with the corresponding
     * [io.grpc.Status].  If this method fails with a [java.util.concurrent.CancellationException], the RPC will fail
     * with status `Status.CANCELLED`.  If this method fails for any other reason, the RPC will
     * fail with `Status.UNKNOWN` with the exception as a cause.
     *
     * @param request The request from the client.
     */
    public open suspend fun getAgent(request: GetAgentRequest): GetAgentResponse = throw StatusException(UNIMPLEMENTED.withDescription("Method supportchat.v1.AgentService.GetAgent is unimplemented"))

    /**
     * Returns the response to an RPC for supportchat.v1.AgentService.ListAgents.
     *
     * If this method fails with a [StatusException], the RPC will fail with the corresponding
     * [io.grpc.Status].  If this method fails with a [java.util.concurrent.CancellationException], the RPC will fail
     * with status `Status.CANCELLED`.  If this method fails for any other reason, the RPC will
     * fail with `Status.UNKNOWN` with the exception as a cause.
     *
     * @param request The request from the client.
     */
    public open suspend fun listAgents(request: ListAgentsRequest): ListAgentsResponse = throw StatusException(UNIMPLEMENTED.withDescription("Method supportchat.v1.AgentService.ListAgents is unimplemented"))

    /**
     * Returns the response to an RPC for supportchat.v1.AgentService.SetAvailability.
     *
     * If this method fails with a [StatusException], the RPC will fail with the corresponding
     * [io.grpc.Status].  If this method fails with a [java.util.concurrent.CancellationException], the RPC will fail
     * with status `Status.CANCELLED`.  If this method fails for any other reason, the RPC will
     * fail with `Status.UNKNOWN` with the exception as a cause.
     *
     * @param request The request from the client.
     */
    public open suspend fun setAvailability(request: SetAvailabilityRequest): SetAvailabilityResponse = throw StatusException(UNIMPLEMENTED.withDescription("Method supportchat.v1.AgentService.SetAvailability is unimplemented"))

    /**
     * Returns the response to an RPC for supportchat.v1.AgentService.AcceptChatSession.
     *
     * If this method fails with a [StatusException], the RPC will fail with the corresponding
     * [io.grpc.Status].  If this method fails with a [java.util.concurrent.CancellationException], the RPC will fail
     * with status `Status.CANCELLED`.  If this method fails for any other reason, the RPC will
     * fail with `Status.UNKNOWN` with the exception as a cause.
     *
     * @param request The request from the client.
     */
    public open suspend fun acceptChatSession(request: AcceptChatSessionRequest): AcceptChatSessionResponse = throw StatusException(UNIMPLEMENTED.withDescription("Method supportchat.v1.AgentService.AcceptChatSession is unimplemented"))

    /**
     * Returns the response to an RPC for supportchat.v1.AgentService.TransferChatSession.
     *
     * If this method fails with a [StatusException], the RPC will fail with the corresponding
     * [io.grpc.Status].  If this method fails with a [java.util.concurrent.CancellationException], the RPC will fail
     * with status `Status.CANCELLED`.  If this method fails for any other reason, the RPC will
     * fail with `Status.UNKNOWN` with the exception as a cause.
     *
     * @param request The request from the client.
     */
    public open suspend fun transferChatSession(request: TransferChatSessionRequest): TransferChatSessionResponse = throw StatusException(UNIMPLEMENTED.withDescription("Method supportchat.v1.AgentService.TransferChatSession is unimplemented"))

    /**
     * Returns the response to an RPC for supportchat.v1.AgentService.ReopenChatSession.
     *
     * If this method fails with a [StatusException], the RPC will fail with the corresponding
     * [io.grpc.Status].  If this method fails with a [java.util.concurrent.CancellationException], the RPC will fail
     * with status `Status.CANCELLED`.  If this method fails for any other reason, the RPC will
     * fail with `Status.UNKNOWN` with the exception as a cause.
     *
     * @param request The request from the client.
     */
    public open suspend fun reopenChatSession(request: ReopenChatSessionRequest): ReopenChatSessionResponse = throw StatusException(UNIMPLEMENTED.withDescription("Method supportchat.v1.AgentService.ReopenChatSession is unimplemented"))

    /**
     * Returns the response to an RPC for supportchat.v1.AgentService.SetTags.
     *
     * If this method fails with a [StatusException], the RPC will fail with the corresponding
     * [io.grpc.Status].  If this method fails with a [java.util.concurrent.CancellationException], the RPC will fail
     * with status `Status.CANCELLED`.  If this method fails for any other reason, the RPC will
     * fail with `Status.UNKNOWN` with the exception as a cause.
     *
     * @param request The request from the client.
     */
    public open suspend fun setTags(request: SetTagsRequest): SetTagsResponse = throw StatusException(UNIMPLEMENTED.withDescription("Method supportchat.v1.AgentService.SetTags is unimplemented"))

    /**
     * Returns the response to an RPC for supportchat.v1.AgentService.AddNote.
     *
     * If this method fails with a [StatusException], the RPC will fail with the corresponding
     * [io.grpc.Status].  If this method fails with a [java.util.concurrent.CancellationException], the RPC will fail
     * with status `Status.CANCELLED`.  If this method fails for any other reason, the RPC will
     * fail with `Status.UNKNOWN` with the exception as a cause.
     *
     * @param request The request from the client.
     */
    public open suspend fun addNote(request: AddNoteRequest): AddNoteResponse = throw StatusException(UNIMPLEMENTED.withDescription("Method supportchat.v1.AgentService.AddNote is unimplemented"))

    /**
     * Returns the response to an RPC for supportchat.v1.AgentService.SendViewing.
     *
     * If this method fails with a [StatusException], the RPC will fail with the corresponding
     * [io.grpc.Status].  If this method fails with a [java.util.concurrent.CancellationException], the RPC will fail
     * with status `Status.CANCELLED`.  If this method fails for any other reason, the RPC will
     * fail with `Status.UNKNOWN` with the exception as a cause.
     *
     * @param request The request from the client.
     */
    public open suspend fun sendViewing(request: SendViewingRequest): SendViewingResponse = throw StatusException(UNIMPLEMENTED.withDescription("Method supportchat.v1.AgentService.SendViewing is unimplemented"))

    /**
     * Returns the response to an RPC for supportchat.v1.AgentService.BatchGetVisitors.
     *
     * If this method fails with a [StatusException], the RPC will fail with the corresponding
     * [io.grpc.Status].  If this method fails with a [java.util.concurrent.CancellationException], the RPC will fail
     * with status `Status.CANCELLED`.  If this method fails for any other reason, the RPC will
     * fail with `Status.UNKNOWN` with the exception as a cause.
     *
     * @param request The request from the client.
     */
    public open suspend fun batchGetVisitors(request: BatchGetVisitorsRequest): BatchGetVisitorsResponse = throw StatusException(UNIMPLEMENTED.withDescription("Method supportchat.v1.AgentService.BatchGetVisitors is unimplemented"))

    /**
     * Returns the response to an RPC for supportchat.v1.AgentService.SearchChatSessions.
     *
     * If this method fails with a [StatusException], the RPC will fail with the corresponding
     * [io.grpc.Status].  If this method fails with a [java.util.concurrent.CancellationException], the RPC will fail
     * with status `Status.CANCELLED`.  If this method fails for any other reason, the RPC will
     * fail with `Status.UNKNOWN` with the exception as a cause.
     *
     * @param request The request from the client.
     */
    public open suspend fun searchChatSessions(request: SearchChatSessionsRequest): SearchChatSessionsResponse = throw StatusException(UNIMPLEMENTED.withDescription("Method supportchat.v1.AgentService.SearchChatSessions is unimplemented"))

    /**
     * Returns the response to an RPC for supportchat.v1.AgentService.ListTeams.
     *
     * If this method fails with a [StatusException], the RPC will fail with the corresponding
     * [io.grpc.Status].  If this method fails with a [java.util.concurrent.CancellationException], the RPC will fail
     * with status `Status.CANCELLED`.  If this method fails for any other reason, the RPC will
     * fail with `Status.UNKNOWN` with the exception as a cause.
     *
     * @param request The request from the client.
     */
    public open suspend fun listTeams(request: ListTeamsRequest): ListTeamsResponse = throw StatusException(UNIMPLEMENTED.withDescription("Method supportchat.v1.AgentService.ListTeams is unimplemented"))

    /**
     * Returns the response to an RPC for supportchat.v1.AgentService.ListCannedReplies.
     *
     * If this method fails with a [StatusException], the RPC will fail with the corresponding
     * [io.grpc.Status].  If this method fails with a [java.util.concurrent.CancellationException], the RPC will fail
     * with status `Status.CANCELLED`.  If this method fails for any other reason, the RPC will
     * fail with `Status.UNKNOWN` with the exception as a cause.
     *
     * @param request The request from the client.
     */
    public open suspend fun listCannedReplies(request: ListCannedRepliesRequest): ListCannedRepliesResponse = throw StatusException(UNIMPLEMENTED.withDescription("Method supportchat.v1.AgentService.ListCannedReplies is unimplemented"))

    final override fun bindService(): ServerServiceDefinition = builder(getServiceDescriptor())
      .addMethod(unaryServerMethodDefinition(
      context = this.context,
      descriptor = AgentServiceGrpc.getGetAgentMethod(),
      implementation = ::getAgent
    ))
      .addMethod(unaryServerMethodDefinition(
      context = this.context,
      descriptor = AgentServiceGrpc.getListAgentsMethod(),
      implementation = ::listAgents
    ))
      .addMethod(unaryServerMethodDefinition(
      context = this.context,
      descriptor = AgentServiceGrpc.getSetAvailabilityMethod(),
      implementation = ::setAvailability
    ))
      .addMethod(unaryServerMethodDefinition(
      context = this.context,
      descriptor = AgentServiceGrpc.getAcceptChatSessionMethod(),
      implementation = ::acceptChatSession
    ))
      .addMethod(unaryServerMethodDefinition(
      context = this.context,
      descriptor = AgentServiceGrpc.getTransferChatSessionMethod(),
      implementation = ::transferChatSession
    ))
      .addMethod(unaryServerMethodDefinition(
      context = this.context,
      descriptor = AgentServiceGrpc.getReopenChatSessionMethod(),
      implementation = ::reopenChatSession
    ))
      .addMethod(unaryServerMethodDefinition(
      context = this.context,
      descriptor = AgentServiceGrpc.getSetTagsMethod(),
      implementation = ::setTags
    ))
      .addMethod(unaryServerMethodDefinition(
      context = this.context,
      descriptor = AgentServiceGrpc.getAddNoteMethod(),
      implementation = ::addNote
    ))
      .addMethod(unaryServerMethodDefinition(
      context = this.context,
      descriptor = AgentServiceGrpc.getSendViewingMethod(),
      implementation = ::sendViewing
    ))
      .addMethod(unaryServerMethodDefinition(
      context = this.context,
      descriptor = AgentServiceGrpc.getBatchGetVisitorsMethod(),
      implementation = ::batchGetVisitors
    ))
      .addMethod(unaryServerMethodDefinition(
      context = this.context,
      descriptor = AgentServiceGrpc.getSearchChatSessionsMethod(),
      implementation = ::searchChatSessions
    ))
      .addMethod(unaryServerMethodDefinition(
      context = this.context,
      descriptor = AgentServiceGrpc.getListTeamsMethod(),
      implementation = ::listTeams
    ))
      .addMethod(unaryServerMethodDefinition(
      context = this.context,
      descriptor = AgentServiceGrpc.getListCannedRepliesMethod(),
      implementation = ::listCannedReplies
    )).build()
  }
}
