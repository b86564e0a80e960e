package dev.supportchat.v1

import dev.supportchat.v1.AuditServiceGrpc.getServiceDescriptor
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
import io.grpc.kotlin.ClientCalls.serverStreamingRpc
import io.grpc.kotlin.ClientCalls.unaryRpc
import io.grpc.kotlin.ServerCalls.serverStreamingServerMethodDefinition
import io.grpc.kotlin.ServerCalls.unaryServerMethodDefinition
import io.grpc.kotlin.StubFor
import kotlin.String
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.EmptyCoroutineContext
import kotlin.jvm.JvmOverloads
import kotlin.jvm.JvmStatic
import kotlinx.coroutines.flow.Flow

/**
 * Holder for Kotlin coroutine-based client and server APIs for supportchat.v1.AuditService.
 */
public object AuditServiceGrpcKt {
  public const val SERVICE_NAME: String = AuditServiceGrpc.SERVICE_NAME

  @JvmStatic
  public val serviceDescriptor: ServiceDescriptor
    get() = getServiceDescriptor()

  public val listAuditRecordsMethod:
      MethodDescriptor<ListAuditRecordsRequest, ListAuditRecordsResponse>
    @JvmStatic
    get() = AuditServiceGrpc.getListAuditRecordsMethod()

  public val getAuditStatusMethod: MethodDescriptor<GetAuditStatusRequest, GetAuditStatusResponse>
    @JvmStatic
    get() = AuditServiceGrpc.getGetAuditStatusMethod()

  public val verifyAuditLogMethod: MethodDescriptor<VerifyAuditLogRequest, VerifyAuditLogResponse>
    @JvmStatic
    get() = AuditServiceGrpc.getVerifyAuditLogMethod()

  public val exportAuditRecordsMethod:
      MethodDescriptor<ExportAuditRecordsRequest, ExportAuditRecordsResponse>
    @JvmStatic
    get() = AuditServiceGrpc.getExportAuditRecordsMethod()

  /**
   * A stub for issuing RPCs to a(n) supportchat.v1.AuditService service as suspending coroutines.
   */
  @StubFor(AuditServiceGrpc::class)
  public class AuditServiceCoroutineStub @JvmOverloads constructor(
    channel: Channel,
    callOptions: CallOptions = DEFAULT,
  ) : AbstractCoroutineStub<AuditServiceCoroutineStub>(channel, callOptions) {
    override fun build(channel: Channel, callOptions: CallOptions): AuditServiceCoroutineStub = AuditServiceCoroutineStub(channel, callOptions)

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
    public suspend fun listAuditRecords(request: ListAuditRecordsRequest, headers: Metadata = Metadata()): ListAuditRecordsResponse = unaryRpc(
      channel,
      AuditServiceGrpc.getListAuditRecordsMethod(),
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
    public suspend fun getAuditStatus(request: GetAuditStatusRequest, headers: Metadata = Metadata()): GetAuditStatusResponse = unaryRpc(
      channel,
      AuditServiceGrpc.getGetAuditStatusMethod(),
      request,
      callOptions,
      headers
    )

    /**
     * Returns a [Flow] that, when collected, executes this RPC and emits responses from the
     * server as they arrive.  That flow finishes normally if the server closes its response with
     * [`Status.OK`][io.grpc.Status], and fails by throwing a [StatusException] otherwise.  If
     * collecting the flow downstream fails exceptionally (including via cancellation), the RPC
     * is cancelled with that exception as a cause.
     *
     * @param request The request message to send to the server.
     *
     * @param headers Metadata to attach to the request.  Most users will not need this.
     *
     * @return A flow that, when collected, emits the responses from the server.
     */
    public fun verifyAuditLog(request: VerifyAuditLogRequest, headers: Metadata = Metadata()): Flow<VerifyAuditLogResponse> = serverStreamingRpc(
      channel,
      AuditServiceGrpc.getVerifyAuditLogMethod(),
      request,
      callOptions,
      headers
    )

    /**
     * Returns a [Flow] that, when collected, executes this RPC and emits responses from the
     * server as they arrive.  That flow finishes normally if the server closes its response with
     * [`Status.OK`][io.grpc.Status], and fails by throwing a [StatusException] otherwise.  If
     * collecting the flow downstream fails exceptionally (including via cancellation), the RPC
     * is cancelled with that exception as a cause.
     *
     * @param request The request message to send to the server.
     *
     * @param headers Metadata to attach to the request.  Most users will not need this.
     *
     * @return A flow that, when collected, emits the responses from the server.
     */
    public fun exportAuditRecords(request: ExportAuditRecordsRequest, headers: Metadata = Metadata()): Flow<ExportAuditRecordsResponse> = serverStreamingRpc(
      channel,
      AuditServiceGrpc.getExportAuditRecordsMethod(),
      request,
      callOptions,
      headers
    )
  }

  /**
   * Skeletal implementation of the supportchat.v1.AuditService service based on Kotlin coroutines.
   */
  public abstract class AuditServiceCoroutineImplBase(
    coroutineContext: CoroutineContext = EmptyCoroutineContext,
  ) : AbstractCoroutineServerImpl(coroutineContext) {
    /**
     * Returns the response to an RPC for supportchat.v1.AuditService.ListAuditRecords.
     *
     * If this method fails with a [StatusException], the RPC will fail with the corresponding
     * [io.grpc.Status].  If this method fails with a [java.util.concurrent.CancellationException], the RPC will fail
     * with status `Status.CANCELLED`.  If this method fails for any other reason, the RPC will
     * fail with `Status.UNKNOWN` with the exception as a cause.
     *
     * @param request The request from the client.
     */
    public open suspend fun listAuditRecords(request: ListAuditRecordsRequest): ListAuditRecordsResponse = throw StatusException(UNIMPLEMENTED.withDescription("Method supportchat.v1.AuditService.ListAuditRecords is unimplemented"))

    /**
     * Returns the response to an RPC for supportchat.v1.AuditService.GetAuditStatus.
     *
     * If this method fails with a [StatusException], the RPC will fail with the corresponding
     * [io.grpc.Status].  If this method fails with a [java.util.concurrent.CancellationException], the RPC will fail
     * with status `Status.CANCELLED`.  If this method fails for any other reason, the RPC will
     * fail with `Status.UNKNOWN` with the exception as a cause.
     *
     * @param request The request from the client.
     */
    public open suspend fun getAuditStatus(request: GetAuditStatusRequest): GetAuditStatusResponse = throw StatusException(UNIMPLEMENTED.withDescription("Method supportchat.v1.AuditService.GetAuditStatus is unimplemented"))

    /**
     * Returns a [Flow] of responses to an RPC for supportchat.v1.AuditService.VerifyAuditLog.
     *
     * If creating or collecting the returned flow fails with a [StatusException], the RPC
     * will fail with the corresponding [io.grpc.Status].  If it fails with a
     * [java.util.concurrent.CancellationException], the RPC will fail with status `Status.CANCELLED`.  If creating
     * or collecting the returned flow fails for any other reason, the RPC will fail with
     * `Status.UNKNOWN` with the exception as a cause.
     *
     * @param request The request from the client.
     */
    public open fun verifyAuditLog(request: VerifyAuditLogRequest): Flow<VerifyAuditLogResponse> = throw StatusException(UNIMPLEMENTED.withDescription("Method supportchat.v1.AuditService.VerifyAuditLog is unimplemented"))

    /**
     * Returns a [Flow] of responses to an RPC for supportchat.v1.AuditService.ExportAuditRecords.
     *
     * If creating or collecting the returned flow fails with a [StatusException], the RPC
     * will fail with the corresponding [io.grpc.Status].  If it fails with a
     * [java.util.concurrent.CancellationException], the RPC will fail with status `Status.CANCELLED`.  If creating
     * or collecting the returned flow fails for any other reason, the RPC will fail with
     * `Status.UNKNOWN` with the exception as a cause.
     *
     * @param request The request from the client.
     */
    public open fun exportAuditRecords(request: ExportAuditRecordsRequest): Flow<ExportAuditRecordsResponse> = throw StatusException(UNIMPLEMENTED.withDescription("Method supportchat.v1.AuditService.ExportAuditRecords is unimplemented"))

    final override fun bindService(): ServerServiceDefinition = builder(getServiceDescriptor())
      .addMethod(unaryServerMethodDefinition(
      context = this.context,
      descriptor = AuditServiceGrpc.getListAuditRecordsMethod(),
      implementation = ::listAuditRecords
    ))
      .addMethod(unaryServerMethodDefinition(
      context = this.context,
      descriptor = AuditServiceGrpc.getGetAuditStatusMethod(),
      implementation = ::getAuditStatus
    ))
      .addMethod(serverStreamingServerMethodDefinition(
      context = this.context,
      descriptor = AuditServiceGrpc.getVerifyAuditLogMethod(),
      implementation = ::verifyAuditLog
    ))
      .addMethod(serverStreamingServerMethodDefinition(
      context = this.context,
      descriptor = AuditServiceGrpc.getExportAuditRecordsMethod(),
      implementation = ::exportAuditRecords
    )).build()
  }
}
