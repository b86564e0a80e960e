package dev.supportchat.v1

import dev.supportchat.v1.AdminServiceGrpc.getServiceDescriptor
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
 * Holder for Kotlin coroutine-based client and server APIs for supportchat.v1.AdminService.
 */
public object AdminServiceGrpcKt {
  public const val SERVICE_NAME: String = AdminServiceGrpc.SERVICE_NAME

  @JvmStatic
  public val serviceDescriptor: ServiceDescriptor
    get() = getServiceDescriptor()

  public val createUserMethod: MethodDescriptor<CreateUserRequest, CreateUserResponse>
    @JvmStatic
    get() = AdminServiceGrpc.getCreateUserMethod()

  public val getUserMethod: MethodDescriptor<GetUserRequest, GetUserResponse>
    @JvmStatic
    get() = AdminServiceGrpc.getGetUserMethod()

  public val listUsersMethod: MethodDescriptor<ListUsersRequest, ListUsersResponse>
    @JvmStatic
    get() = AdminServiceGrpc.getListUsersMethod()

  public val updateUserMethod: MethodDescriptor<UpdateUserRequest, UpdateUserResponse>
    @JvmStatic
    get() = AdminServiceGrpc.getUpdateUserMethod()

  public val eraseUserMethod: MethodDescriptor<EraseUserRequest, EraseUserResponse>
    @JvmStatic
    get() = AdminServiceGrpc.getEraseUserMethod()

  public val createAgentMethod: MethodDescriptor<CreateAgentRequest, CreateAgentResponse>
    @JvmStatic
    get() = AdminServiceGrpc.getCreateAgentMethod()

  public val updateAgentMethod: MethodDescriptor<UpdateAgentRequest, UpdateAgentResponse>
    @JvmStatic
    get() = AdminServiceGrpc.getUpdateAgentMethod()

  public val setAgentPasswordMethod:
      MethodDescriptor<SetAgentPasswordRequest, SetAgentPasswordResponse>
    @JvmStatic
    get() = AdminServiceGrpc.getSetAgentPasswordMethod()

  public val createApiKeyMethod: MethodDescriptor<CreateApiKeyRequest, CreateApiKeyResponse>
    @JvmStatic
    get() = AdminServiceGrpc.getCreateApiKeyMethod()

  public val listApiKeysMethod: MethodDescriptor<ListApiKeysRequest, ListApiKeysResponse>
    @JvmStatic
    get() = AdminServiceGrpc.getListApiKeysMethod()

  public val revokeApiKeyMethod: MethodDescriptor<RevokeApiKeyRequest, RevokeApiKeyResponse>
    @JvmStatic
    get() = AdminServiceGrpc.getRevokeApiKeyMethod()

  public val createSiteMethod: MethodDescriptor<CreateSiteRequest, CreateSiteResponse>
    @JvmStatic
    get() = AdminServiceGrpc.getCreateSiteMethod()

  public val getSiteMethod: MethodDescriptor<GetSiteRequest, GetSiteResponse>
    @JvmStatic
    get() = AdminServiceGrpc.getGetSiteMethod()

  public val listSitesMethod: MethodDescriptor<ListSitesRequest, ListSitesResponse>
    @JvmStatic
    get() = AdminServiceGrpc.getListSitesMethod()

  public val updateSiteMethod: MethodDescriptor<UpdateSiteRequest, UpdateSiteResponse>
    @JvmStatic
    get() = AdminServiceGrpc.getUpdateSiteMethod()

  public val rotateSiteSecretMethod:
      MethodDescriptor<RotateSiteSecretRequest, RotateSiteSecretResponse>
    @JvmStatic
    get() = AdminServiceGrpc.getRotateSiteSecretMethod()

  public val createTeamMethod: MethodDescriptor<CreateTeamRequest, CreateTeamResponse>
    @JvmStatic
    get() = AdminServiceGrpc.getCreateTeamMethod()

  public val updateTeamMethod: MethodDescriptor<UpdateTeamRequest, UpdateTeamResponse>
    @JvmStatic
    get() = AdminServiceGrpc.getUpdateTeamMethod()

  public val deleteTeamMethod: MethodDescriptor<DeleteTeamRequest, DeleteTeamResponse>
    @JvmStatic
    get() = AdminServiceGrpc.getDeleteTeamMethod()

  public val createCannedReplyMethod:
      MethodDescriptor<CreateCannedReplyRequest, CreateCannedReplyResponse>
    @JvmStatic
    get() = AdminServiceGrpc.getCreateCannedReplyMethod()

  public val updateCannedReplyMethod:
      MethodDescriptor<UpdateCannedReplyRequest, UpdateCannedReplyResponse>
    @JvmStatic
    get() = AdminServiceGrpc.getUpdateCannedReplyMethod()

  public val deleteCannedReplyMethod:
      MethodDescriptor<DeleteCannedReplyRequest, DeleteCannedReplyResponse>
    @JvmStatic
    get() = AdminServiceGrpc.getDeleteCannedReplyMethod()

  /**
   * A stub for issuing RPCs to a(n) supportchat.v1.AdminService service as suspending coroutines.
   */
  @StubFor(AdminServiceGrpc::class)
  public class AdminServiceCoroutineStub @JvmOverloads constructor(
    channel: Channel,
    callOptions: CallOptions = DEFAULT,
  ) : AbstractCoroutineStub<AdminServiceCoroutineStub>(channel, callOptions) {
    override fun build(channel: Channel, callOptions: CallOptions): AdminServiceCoroutineStub = AdminServiceCoroutineStub(channel, callOptions)

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
    public suspend fun createUser(request: CreateUserRequest, headers: Metadata = Metadata()): CreateUserResponse = unaryRpc(
      channel,
      AdminServiceGrpc.getCreateUserMethod(),
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
    public suspend fun getUser(request: GetUserRequest, headers: Metadata = Metadata()): GetUserResponse = unaryRpc(
      channel,
      AdminServiceGrpc.getGetUserMethod(),
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
    public suspend fun listUsers(request: ListUsersRequest, headers: Metadata = Metadata()): ListUsersResponse = unaryRpc(
      channel,
      AdminServiceGrpc.getListUsersMethod(),
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
    public suspend fun updateUser(request: UpdateUserRequest, headers: Metadata = Metadata()): UpdateUserResponse = unaryRpc(
      channel,
      AdminServiceGrpc.getUpdateUserMethod(),
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
    public suspend fun eraseUser(request: EraseUserRequest, headers: Metadata = Metadata()): EraseUserResponse = unaryRpc(
      channel,
      AdminServiceGrpc.getEraseUserMethod(),
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
    public suspend fun createAgent(request: CreateAgentRequest, headers: Metadata = Metadata()): CreateAgentResponse = unaryRpc(
      channel,
      AdminServiceGrpc.getCreateAgentMethod(),
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
    public suspend fun updateAgent(request: UpdateAgentRequest, headers: Metadata = Metadata()): UpdateAgentResponse = unaryRpc(
      channel,
      AdminServiceGrpc.getUpdateAgentMethod(),
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
    public suspend fun setAgentPassword(request: SetAgentPasswordRequest, headers: Metadata = Metadata()): SetAgentPasswordResponse = unaryRpc(
      channel,
      AdminServiceGrpc.getSetAgentPasswordMethod(),
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
    public suspend fun createApiKey(request: CreateApiKeyRequest, headers: Metadata = Metadata()): CreateApiKeyResponse = unaryRpc(
      channel,
      AdminServiceGrpc.getCreateApiKeyMethod(),
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
    public suspend fun listApiKeys(request: ListApiKeysRequest, headers: Metadata = Metadata()): ListApiKeysResponse = unaryRpc(
      channel,
      AdminServiceGrpc.getListApiKeysMethod(),
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
    public suspend fun revokeApiKey(request: RevokeApiKeyRequest, headers: Metadata = Metadata()): RevokeApiKeyResponse = unaryRpc(
      channel,
      AdminServiceGrpc.getRevokeApiKeyMethod(),
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
    public suspend fun createSite(request: CreateSiteRequest, headers: Metadata = Metadata()): CreateSiteResponse = unaryRpc(
      channel,
      AdminServiceGrpc.getCreateSiteMethod(),
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
    public suspend fun getSite(request: GetSiteRequest, headers: Metadata = Metadata()): GetSiteResponse = unaryRpc(
      channel,
      AdminServiceGrpc.getGetSiteMethod(),
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
    public suspend fun listSites(request: ListSitesRequest, headers: Metadata = Metadata()): ListSitesResponse = unaryRpc(
      channel,
      AdminServiceGrpc.getListSitesMethod(),
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
    public suspend fun updateSite(request: UpdateSiteRequest, headers: Metadata = Metadata()): UpdateSiteResponse = unaryRpc(
      channel,
      AdminServiceGrpc.getUpdateSiteMethod(),
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
    public suspend fun rotateSiteSecret(request: RotateSiteSecretRequest, headers: Metadata = Metadata()): RotateSiteSecretResponse = unaryRpc(
      channel,
      AdminServiceGrpc.getRotateSiteSecretMethod(),
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
    public suspend fun createTeam(request: CreateTeamRequest, headers: Metadata = Metadata()): CreateTeamResponse = unaryRpc(
      channel,
      AdminServiceGrpc.getCreateTeamMethod(),
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
    public suspend fun updateTeam(request: UpdateTeamRequest, headers: Metadata = Metadata()): UpdateTeamResponse = unaryRpc(
      channel,
      AdminServiceGrpc.getUpdateTeamMethod(),
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
    public suspend fun deleteTeam(request: DeleteTeamRequest, headers: Metadata = Metadata()): DeleteTeamResponse = unaryRpc(
      channel,
      AdminServiceGrpc.getDeleteTeamMethod(),
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
    public suspend fun createCannedReply(request: CreateCannedReplyRequest, headers: Metadata = Metadata()): CreateCannedReplyResponse = unaryRpc(
      channel,
      AdminServiceGrpc.getCreateCannedReplyMethod(),
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
    public suspend fun updateCannedReply(request: UpdateCannedReplyRequest, headers: Metadata = Metadata()): UpdateCannedReplyResponse = unaryRpc(
      channel,
      AdminServiceGrpc.getUpdateCannedReplyMethod(),
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
    public suspend fun deleteCannedReply(request: DeleteCannedReplyRequest, headers: Metadata = Metadata()): DeleteCannedReplyResponse = unaryRpc(
      channel,
      AdminServiceGrpc.getDeleteCannedReplyMethod(),
      request,
      callOptions,
      headers
    )
  }

  /**
   * Skeletal implementation of the supportchat.v1.AdminService service based on Kotlin coroutines.
   */
  public abstract class AdminServiceCoroutineImplBase(
    coroutineContext: CoroutineContext = EmptyCoroutineContext,
  ) : AbstractCoroutineServerImpl(coroutineContext) {
    /**
     * Returns the response to an RPC for supportchat.v1.AdminService.CreateUser.
     *
     * If this method fails with a [StatusException], the RPC will fail with the corresponding
     * [io.grpc.Status].  If this method fails with a [java.util.concurrent.CancellationException], the RPC will fail
     * with status `Status.CANCELLED`.  If this method fails for any other reason, the RPC will
     * fail with `Status.UNKNOWN` with the exception as a cause.
     *
     * @param request The request from the client.
     */
    public open suspend fun createUser(request: CreateUserRequest): CreateUserResponse = throw StatusException(UNIMPLEMENTED.withDescription("Method supportchat.v1.AdminService.CreateUser is unimplemented"))

    /**
     * Returns the response to an RPC for supportchat.v1.AdminService.GetUser.
     *
     * If this method fails with a [StatusException], the RPC will fail with the corresponding
     * [io.grpc.Status].  If this method fails with a [java.util.concurrent.CancellationException], the RPC will fail
     * with status `Status.CANCELLED`.  If this method fails for any other reason, the RPC will
     * fail with `Status.UNKNOWN` with the exception as a cause.
     *
     * @param request The request from the client.
     */
    public open suspend fun getUser(request: GetUserRequest): GetUserResponse = throw StatusException(UNIMPLEMENTED.withDescription("Method supportchat.v1.AdminService.GetUser is unimplemented"))

    /**
     * Returns the response to an RPC for supportchat.v1.AdminService.ListUsers.
     *
     * If this method fails with a [StatusException], the RPC will fail with the corresponding
     * [io.grpc.Status].  If this method fails with a [java.util.concurrent.CancellationException], the RPC will fail
     * with status `Status.CANCELLED`.  If this method fails for any other reason, the RPC will
     * fail with `Status.UNKNOWN` with the exception as a cause.
     *
     * @param request The request from the client.
     */
    public open suspend fun listUsers(request: ListUsersRequest): ListUsersResponse = throw StatusException(UNIMPLEMENTED.withDescription("Method supportchat.v1.AdminService.ListUsers is unimplemented"))

    /**
     * Returns the response to an RPC for supportchat.v1.AdminService.UpdateUser.
     *
     * If this method fails with a [StatusException], the RPC will fail with the corresponding
     * [io.grpc.Status].  If this method fails with a [java.util.concurrent.CancellationException], the RPC will fail
     * with status `Status.CANCELLED`.  If this method fails for any other reason, the RPC will
     * fail with `Status.UNKNOWN` with the exception as a cause.
     *
     * @param request The request from the client.
     */
    public open suspend fun updateUser(request: UpdateUserRequest): UpdateUserResponse = throw StatusException(UNIMPLEMENTED.withDescription("Method supportchat.v1.AdminService.UpdateUser is unimplemented"))

    /**
     * Returns the response to an RPC for supportchat.v1.AdminService.EraseUser.
     *
     * If this method fails with a [StatusException], the RPC will fail with the corresponding
     * [io.grpc.Status].  If this method fails with a [java.util.concurrent.CancellationException], the RPC will fail
     * with status `Status.CANCELLED`.  If this method fails for any other reason, the RPC will
     * fail with `Status.UNKNOWN` with the exception as a cause.
     *
     * @param request The request from the client.
     */
    public open suspend fun eraseUser(request: EraseUserRequest): EraseUserResponse = throw StatusException(UNIMPLEMENTED.withDescription("Method supportchat.v1.AdminService.EraseUser is unimplemented"))

    /**
     * Returns the response to an RPC for supportchat.v1.AdminService.CreateAgent.
     *
     * If this method fails with a [StatusException], the RPC will fail with the corresponding
     * [io.grpc.Status].  If this method fails with a [java.util.concurrent.CancellationException], the RPC will fail
     * with status `Status.CANCELLED`.  If this method fails for any other reason, the RPC will
     * fail with `Status.UNKNOWN` with the exception as a cause.
     *
     * @param request The request from the client.
     */
    public open suspend fun createAgent(request: CreateAgentRequest): CreateAgentResponse = throw StatusException(UNIMPLEMENTED.withDescription("Method supportchat.v1.AdminService.CreateAgent is unimplemented"))

    /**
     * Returns the response to an RPC for supportchat.v1.AdminService.UpdateAgent.
     *
     * If this method fails with a [StatusException], the RPC will fail with the corresponding
     * [io.grpc.Status].  If this method fails with a [java.util.concurrent.CancellationException], the RPC will fail
     * with status `Status.CANCELLED`.  If this method fails for any other reason, the RPC will
     * fail with `Status.UNKNOWN` with the exception as a cause.
     *
     * @param request The request from the client.
     */
    public open suspend fun updateAgent(request: UpdateAgentRequest): UpdateAgentResponse = throw StatusException(UNIMPLEMENTED.withDescription("Method supportchat.v1.AdminService.UpdateAgent is unimplemented"))

    /**
     * Returns the response to an RPC for supportchat.v1.AdminService.SetAgentPassword.
     *
     * If this method fails with a [StatusException], the RPC will fail with the corresponding
     * [io.grpc.Status].  If this method fails with a [java.util.concurrent.CancellationException], the RPC will fail
     * with status `Status.CANCELLED`.  If this method fails for any other reason, the RPC will
     * fail with `Status.UNKNOWN` with the exception as a cause.
     *
     * @param request The request from the client.
     */
    public open suspend fun setAgentPassword(request: SetAgentPasswordRequest): SetAgentPasswordResponse = throw StatusException(UNIMPLEMENTED.withDescription("Method supportchat.v1.AdminService.SetAgentPassword is unimplemented"))

    /**
     * Returns the response to an RPC for supportchat.v1.AdminService.CreateApiKey.
     *
     * If this method fails with a [StatusException], the RPC will fail with the corresponding
     * [io.grpc.Status].  If this method fails with a [java.util.concurrent.CancellationException], the RPC will fail
     * with status `Status.CANCELLED`.  If this method fails for any other reason, the RPC will
     * fail with `Status.UNKNOWN` with the exception as a cause.
     *
     * @param request The request from the client.
     */
    public open suspend fun createApiKey(request: CreateApiKeyRequest): CreateApiKeyResponse = throw StatusException(UNIMPLEMENTED.withDescription("Method supportchat.v1.AdminService.CreateApiKey is unimplemented"))

    /**
     * Returns the response to an RPC for supportchat.v1.AdminService.ListApiKeys.
     *
     * If this method fails with a [StatusException], the RPC will fail with the corresponding
     * [io.grpc.Status].  If this method fails with a [java.util.concurrent.CancellationException], the RPC will fail
     * with status `Status.CANCELLED`.  If this method fails for any other reason, the RPC will
     * fail with `Status.UNKNOWN` with the exception as a cause.
     *
     * @param request The request from the client.
     */
    public open suspend fun listApiKeys(request: ListApiKeysRequest): ListApiKeysResponse = throw StatusException(UNIMPLEMENTED.withDescription("Method supportchat.v1.AdminService.ListApiKeys is unimplemented"))

    /**
     * Returns the response to an RPC for supportchat.v1.AdminService.RevokeApiKey.
     *
     * If this method fails with a [StatusException], the RPC will fail with the corresponding
     * [io.grpc.Status].  If this method fails with a [java.util.concurrent.CancellationException], the RPC will fail
     * with status `Status.CANCELLED`.  If this method fails for any other reason, the RPC will
     * fail with `Status.UNKNOWN` with the exception as a cause.
     *
     * @param request The request from the client.
     */
    public open suspend fun revokeApiKey(request: RevokeApiKeyRequest): RevokeApiKeyResponse = throw StatusException(UNIMPLEMENTED.withDescription("Method supportchat.v1.AdminService.RevokeApiKey is unimplemented"))

    /**
     * Returns the response to an RPC for supportchat.v1.AdminService.CreateSite.
     *
     * If this method fails with a [StatusException], the RPC will fail with the corresponding
     * [io.grpc.Status].  If this method fails with a [java.util.concurrent.CancellationException], the RPC will fail
     * with status `Status.CANCELLED`.  If this method fails for any other reason, the RPC will
     * fail with `Status.UNKNOWN` with the exception as a cause.
     *
     * @param request The request from the client.
     */
    public open suspend fun createSite(request: CreateSiteRequest): CreateSiteResponse = throw StatusException(UNIMPLEMENTED.withDescription("Method supportchat.v1.AdminService.CreateSite is unimplemented"))

    /**
     * Returns the response to an RPC for supportchat.v1.AdminService.GetSite.
     *
     * If this method fails with a [StatusException], the RPC will fail with the corresponding
     * [io.grpc.Status].  If this method fails with a [java.util.concurrent.CancellationException], the RPC will fail
     * with status `Status.CANCELLED`.  If this method fails for any other reason, the RPC will
     * fail with `Status.UNKNOWN` with the exception as a cause.
     *
     * @param request The request from the client.
     */
    public open suspend fun getSite(request: GetSiteRequest): GetSiteResponse = throw StatusException(UNIMPLEMENTED.withDescription("Method supportchat.v1.AdminService.GetSite is unimplemented"))

    /**
     * Returns the response to an RPC for supportchat.v1.AdminService.ListSites.
     *
     * If this method fails with a [StatusException], the RPC will fail with the corresponding
     * [io.grpc.Status].  If this method fails with a [java.util.concurrent.CancellationException], the RPC will fail
     * with status `Status.CANCELLED`.  If this method fails for any other reason, the RPC will
     * fail with `Status.UNKNOWN` with the exception as a cause.
     *
     * @param request The request from the client.
     */
    public open suspend fun listSites(request: ListSitesRequest): ListSitesResponse = throw StatusException(UNIMPLEMENTED.withDescription("Method supportchat.v1.AdminService.ListSites is unimplemented"))

    /**
     * Returns the response to an RPC for supportchat.v1.AdminService.UpdateSite.
     *
     * If this method fails with a [StatusException], the RPC will fail with the corresponding
     * [io.grpc.Status].  If this method fails with a [java.util.concurrent.CancellationException], the RPC will fail
     * with status `Status.CANCELLED`.  If this method fails for any other reason, the RPC will
     * fail with `Status.UNKNOWN` with the exception as a cause.
     *
     * @param request The request from the client.
     */
    public open suspend fun updateSite(request: UpdateSiteRequest): UpdateSiteResponse = throw StatusException(UNIMPLEMENTED.withDescription("Method supportchat.v1.AdminService.UpdateSite is unimplemented"))

    /**
     * Returns the response to an RPC for supportchat.v1.AdminService.RotateSiteSecret.
     *
     * If this method fails with a [StatusException], the RPC will fail with the corresponding
     * [io.grpc.Status].  If this method fails with a [java.util.concurrent.CancellationException], the RPC will fail
     * with status `Status.CANCELLED`.  If this method fails for any other reason, the RPC will
     * fail with `Status.UNKNOWN` with the exception as a cause.
     *
     * @param request The request from the client.
     */
    public open suspend fun rotateSiteSecret(request: RotateSiteSecretRequest): RotateSiteSecretResponse = throw StatusException(UNIMPLEMENTED.withDescription("Method supportchat.v1.AdminService.RotateSiteSecret is unimplemented"))

    /**
     * Returns the response to an RPC for supportchat.v1.AdminService.CreateTeam.
     *
     * If this method fails with a [StatusException], the RPC will fail with the corresponding
     * [io.grpc.Status].  If this method fails with a [java.util.concurrent.CancellationException], the RPC will fail
     * with status `Status.CANCELLED`.  If this method fails for any other reason, the RPC will
     * fail with `Status.UNKNOWN` with the exception as a cause.
     *
     * @param request The request from the client.
     */
    public open suspend fun createTeam(request: CreateTeamRequest): CreateTeamResponse = throw StatusException(UNIMPLEMENTED.withDescription("Method supportchat.v1.AdminService.CreateTeam is unimplemented"))

    /**
     * Returns the response to an RPC for supportchat.v1.AdminService.UpdateTeam.
     *
     * If this method fails with a [StatusException], the RPC will fail with the corresponding
     * [io.grpc.Status].  If this method fails with a [java.util.concurrent.CancellationException], the RPC will fail
     * with status `Status.CANCELLED`.  If this method fails for any other reason, the RPC will
     * fail with `Status.UNKNOWN` with the exception as a cause.
     *
     * @param request The request from the client.
     */
    public open suspend fun updateTeam(request: UpdateTeamRequest): UpdateTeamResponse = throw StatusException(UNIMPLEMENTED.withDescription("Method supportchat.v1.AdminService.UpdateTeam is unimplemented"))

    /**
     * Returns the response to an RPC for supportchat.v1.AdminService.DeleteTeam.
     *
     * If this method fails with a [StatusException], the RPC will fail with the corresponding
     * [io.grpc.Status].  If this method fails with a [java.util.concurrent.CancellationException], the RPC will fail
     * with status `Status.CANCELLED`.  If this method fails for any other reason, the RPC will
     * fail with `Status.UNKNOWN` with the exception as a cause.
     *
     * @param request The request from the client.
     */
    public open suspend fun deleteTeam(request: DeleteTeamRequest): DeleteTeamResponse = throw StatusException(UNIMPLEMENTED.withDescription("Method supportchat.v1.AdminService.DeleteTeam is unimplemented"))

    /**
     * Returns the response to an RPC for supportchat.v1.AdminService.CreateCannedReply.
     *
     * If this method fails with a [StatusException], the RPC will fail with the corresponding
     * [io.grpc.Status].  If this method fails with a [java.util.concurrent.CancellationException], the RPC will fail
     * with status `Status.CANCELLED`.  If this method fails for any other reason, the RPC will
     * fail with `Status.UNKNOWN` with the exception as a cause.
     *
     * @param request The request from the client.
     */
    public open suspend fun createCannedReply(request: CreateCannedReplyRequest): CreateCannedReplyResponse = throw StatusException(UNIMPLEMENTED.withDescription("Method supportchat.v1.AdminService.CreateCannedReply is unimplemented"))

    /**
     * Returns the response to an RPC for supportchat.v1.AdminService.UpdateCannedReply.
     *
     * If this method fails with a [StatusException], the RPC will fail with the corresponding
     * [io.grpc.Status].  If this method fails with a [java.util.concurrent.CancellationException], the RPC will fail
     * with status `Status.CANCELLED`.  If this method fails for any other reason, the RPC will
     * fail with `Status.UNKNOWN` with the exception as a cause.
     *
     * @param request The request from the client.
     */
    public open suspend fun updateCannedReply(request: UpdateCannedReplyRequest): UpdateCannedReplyResponse = throw StatusException(UNIMPLEMENTED.withDescription("Method supportchat.v1.AdminService.UpdateCannedReply is unimplemented"))

    /**
     * Returns the response to an RPC for supportchat.v1.AdminService.DeleteCannedReply.
     *
     * If this method fails with a [StatusException], the RPC will fail with the corresponding
     * [io.grpc.Status].  If this method fails with a [java.util.concurrent.CancellationException], the RPC will fail
     * with status `Status.CANCELLED`.  If this method fails for any other reason, the RPC will
     * fail with `Status.UNKNOWN` with the exception as a cause.
     *
     * @param request The request from the client.
     */
    public open suspend fun deleteCannedReply(request: DeleteCannedReplyRequest): DeleteCannedReplyResponse = throw StatusException(UNIMPLEMENTED.withDescription("Method supportchat.v1.AdminService.DeleteCannedReply is unimplemented"))

    final override fun bindService(): ServerServiceDefinition = builder(getServiceDescriptor())
      .addMethod(unaryServerMethodDefinition(
      context = this.context,
      descriptor = AdminServiceGrpc.getCreateUserMethod(),
      implementation = ::createUser
    ))
      .addMethod(unaryServerMethodDefinition(
      context = this.context,
      descriptor = AdminServiceGrpc.getGetUserMethod(),
      implementation = ::getUser
    ))
      .addMethod(unaryServerMethodDefinition(
      context = this.context,
      descriptor = AdminServiceGrpc.getListUsersMethod(),
      implementation = ::listUsers
    ))
      .addMethod(unaryServerMethodDefinition(
      context = this.context,
      descriptor = AdminServiceGrpc.getUpdateUserMethod(),
      implementation = ::updateUser
    ))
      .addMethod(unaryServerMethodDefinition(
      context = this.context,
      descriptor = AdminServiceGrpc.getEraseUserMethod(),
      implementation = ::eraseUser
    ))
      .addMethod(unaryServerMethodDefinition(
      context = this.context,
      descriptor = AdminServiceGrpc.getCreateAgentMethod(),
      implementation = ::createAgent
    ))
      .addMethod(unaryServerMethodDefinition(
      context = this.context,
      descriptor = AdminServiceGrpc.getUpdateAgentMethod(),
      implementation = ::updateAgent
    ))
      .addMethod(unaryServerMethodDefinition(
      context = this.context,
      descriptor = AdminServiceGrpc.getSetAgentPasswordMethod(),
      implementation = ::setAgentPassword
    ))
      .addMethod(unaryServerMethodDefinition(
      context = this.context,
      descriptor = AdminServiceGrpc.getCreateApiKeyMethod(),
      implementation = ::createApiKey
    ))
      .addMethod(unaryServerMethodDefinition(
      context = this.context,
      descriptor = AdminServiceGrpc.getListApiKeysMethod(),
      implementation = ::listApiKeys
    ))
      .addMethod(unaryServerMethodDefinition(
      context = this.context,
      descriptor = AdminServiceGrpc.getRevokeApiKeyMethod(),
      implementation = ::revokeApiKey
    ))
      .addMethod(unaryServerMethodDefinition(
      context = this.context,
      descriptor = AdminServiceGrpc.getCreateSiteMethod(),
      implementation = ::createSite
    ))
      .addMethod(unaryServerMethodDefinition(
      context = this.context,
      descriptor = AdminServiceGrpc.getGetSiteMethod(),
      implementation = ::getSite
    ))
      .addMethod(unaryServerMethodDefinition(
      context = this.context,
      descriptor = AdminServiceGrpc.getListSitesMethod(),
      implementation = ::listSites
    ))
      .addMethod(unaryServerMethodDefinition(
      context = this.context,
      descriptor = AdminServiceGrpc.getUpdateSiteMethod(),
      implementation = ::updateSite
    ))
      .addMethod(unaryServerMethodDefinition(
      context = this.context,
      descriptor = AdminServiceGrpc.getRotateSiteSecretMethod(),
      implementation = ::rotateSiteSecret
    ))
      .addMethod(unaryServerMethodDefinition(
      context = this.context,
      descriptor = AdminServiceGrpc.getCreateTeamMethod(),
      implementation = ::createTeam
    ))
      .addMethod(unaryServerMethodDefinition(
      context = this.context,
      descriptor = AdminServiceGrpc.getUpdateTeamMethod(),
      implementation = ::updateTeam
    ))
      .addMethod(unaryServerMethodDefinition(
      context = this.context,
      descriptor = AdminServiceGrpc.getDeleteTeamMethod(),
      implementation = ::deleteTeam
    ))
      .addMethod(unaryServerMethodDefinition(
      context = this.context,
      descriptor = AdminServiceGrpc.getCreateCannedReplyMethod(),
      implementation = ::createCannedReply
    ))
      .addMethod(unaryServerMethodDefinition(
      context = this.context,
      descriptor = AdminServiceGrpc.getUpdateCannedReplyMethod(),
      implementation = ::updateCannedReply
    ))
      .addMethod(unaryServerMethodDefinition(
      context = this.context,
      descriptor = AdminServiceGrpc.getDeleteCannedReplyMethod(),
      implementation = ::deleteCannedReply
    )).build()
  }
}
