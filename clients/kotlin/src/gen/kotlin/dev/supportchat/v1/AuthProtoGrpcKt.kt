package dev.supportchat.v1

import dev.supportchat.v1.AuthServiceGrpc.getServiceDescriptor
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
 * Holder for Kotlin coroutine-based client and server APIs for supportchat.v1.AuthService.
 */
public object AuthServiceGrpcKt {
  public const val SERVICE_NAME: String = AuthServiceGrpc.SERVICE_NAME

  @JvmStatic
  public val serviceDescriptor: ServiceDescriptor
    get() = getServiceDescriptor()

  public val createVisitorTokenMethod:
      MethodDescriptor<CreateVisitorTokenRequest, CreateVisitorTokenResponse>
    @JvmStatic
    get() = AuthServiceGrpc.getCreateVisitorTokenMethod()

  public val createAgentTokenMethod:
      MethodDescriptor<CreateAgentTokenRequest, CreateAgentTokenResponse>
    @JvmStatic
    get() = AuthServiceGrpc.getCreateAgentTokenMethod()

  public val refreshTokenMethod: MethodDescriptor<RefreshTokenRequest, RefreshTokenResponse>
    @JvmStatic
    get() = AuthServiceGrpc.getRefreshTokenMethod()

  public val revokeTokenMethod: MethodDescriptor<RevokeTokenRequest, RevokeTokenResponse>
    @JvmStatic
    get() = AuthServiceGrpc.getRevokeTokenMethod()

  /**
   * A stub for issuing RPCs to a(n) supportchat.v1.AuthService service as suspending coroutines.
   */
  @StubFor(AuthServiceGrpc::class)
  public class AuthServiceCoroutineStub @JvmOverloads constructor(
    channel: Channel,
    callOptions: CallOptions = DEFAULT,
  ) : AbstractCoroutineStub<AuthServiceCoroutineStub>(channel, callOptions) {
    override fun build(channel: Channel, callOptions: CallOptions): AuthServiceCoroutineStub = AuthServiceCoroutineStub(channel, callOptions)

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
    public suspend fun createVisitorToken(request: CreateVisitorTokenRequest, headers: Metadata = Metadata()): CreateVisitorTokenResponse = unaryRpc(
      channel,
      AuthServiceGrpc.getCreateVisitorTokenMethod(),
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
    public suspend fun createAgentToken(request: CreateAgentTokenRequest, headers: Metadata = Metadata()): CreateAgentTokenResponse = unaryRpc(
      channel,
      AuthServiceGrpc.getCreateAgentTokenMethod(),
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
    public suspend fun refreshToken(request: RefreshTokenRequest, headers: Metadata = Metadata()): RefreshTokenResponse = unaryRpc(
      channel,
      AuthServiceGrpc.getRefreshTokenMethod(),
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
    public suspend fun revokeToken(request: RevokeTokenRequest, headers: Metadata = Metadata()): RevokeTokenResponse = unaryRpc(
      channel,
      AuthServiceGrpc.getRevokeTokenMethod(),
      request,
      callOptions,
      headers
    )
  }

  /**
   * Skeletal implementation of the supportchat.v1.AuthService service based on Kotlin coroutines.
   */
  public abstract class AuthServiceCoroutineImplBase(
    coroutineContext: CoroutineContext = EmptyCoroutineContext,
  ) : AbstractCoroutineServerImpl(coroutineContext) {
    /**
     * Returns the response to an RPC for supportchat.v1.AuthService.CreateVisitorToken.
     *
     * If this method fails with a [StatusException], the RPC will fail with the corresponding
     * [io.grpc.Status].  If this method fails with a [java.util.concurrent.CancellationException], the RPC will fail
     * with status `Status.CANCELLED`.  If this method fails for any other reason, the RPC will
     * fail with `Status.UNKNOWN` with the exception as a cause.
     *
     * @param request The request from the client.
     */
    public open suspend fun createVisitorToken(request: CreateVisitorTokenRequest): CreateVisitorTokenResponse = throw StatusException(UNIMPLEMENTED.withDescription("Method supportchat.v1.AuthService.CreateVisitorToken is unimplemented"))

    /**
     * Returns the response to an RPC for supportchat.v1.AuthService.CreateAgentToken.
     *
     * If this method fails with a [StatusException], the RPC will fail with the corresponding
     * [io.grpc.Status].  If this method fails with a [java.util.concurrent.CancellationException], the RPC will fail
     * with status `Status.CANCELLED`.  If this method fails for any other reason, the RPC will
     * fail with `Status.UNKNOWN` with the exception as a cause.
     *
     * @param request The request from the client.
     */
    public open suspend fun createAgentToken(request: CreateAgentTokenRequest): CreateAgentTokenResponse = throw StatusException(UNIMPLEMENTED.withDescription("Method supportchat.v1.AuthService.CreateAgentToken is unimplemented"))

    /**
     * Returns the response to an RPC for supportchat.v1.AuthService.RefreshToken.
     *
     * If this method fails with a [StatusException], the RPC will fail with the corresponding
     * [io.grpc.Status].  If this method fails with a [java.util.concurrent.CancellationException], the RPC will fail
     * with status `Status.CANCELLED`.  If this method fails for any other reason, the RPC will
     * fail with `Status.UNKNOWN` with the exception as a cause.
     *
     * @param request The request from the client.
     */
    public open suspend fun refreshToken(request: RefreshTokenRequest): RefreshTokenResponse = throw StatusException(UNIMPLEMENTED.withDescription("Method supportchat.v1.AuthService.RefreshToken is unimplemented"))

    /**
     * Returns the response to an RPC for supportchat.v1.AuthService.RevokeToken.
     *
     * If this method fails with a [StatusException], the RPC will fail with the corresponding
     * [io.grpc.Status].  If this method fails with a [java.util.concurrent.CancellationException], the RPC will fail
     * with status `Status.CANCELLED`.  If this method fails for any other reason, the RPC will
     * fail with `Status.UNKNOWN` with the exception as a cause.
     *
     * @param request The request from the client.
     */
    public open suspend fun revokeToken(request: RevokeTokenRequest): RevokeTokenResponse = throw StatusException(UNIMPLEMENTED.withDescription("Method supportchat.v1.AuthService.RevokeToken is unimplemented"))

    final override fun bindService(): ServerServiceDefinition = builder(getServiceDescriptor())
      .addMethod(unaryServerMethodDefinition(
      context = this.context,
      descriptor = AuthServiceGrpc.getCreateVisitorTokenMethod(),
      implementation = ::createVisitorToken
    ))
      .addMethod(unaryServerMethodDefinition(
      context = this.context,
      descriptor = AuthServiceGrpc.getCreateAgentTokenMethod(),
      implementation = ::createAgentToken
    ))
      .addMethod(unaryServerMethodDefinition(
      context = this.context,
      descriptor = AuthServiceGrpc.getRefreshTokenMethod(),
      implementation = ::refreshToken
    ))
      .addMethod(unaryServerMethodDefinition(
      context = this.context,
      descriptor = AuthServiceGrpc.getRevokeTokenMethod(),
      implementation = ::revokeToken
    )).build()
  }
}
