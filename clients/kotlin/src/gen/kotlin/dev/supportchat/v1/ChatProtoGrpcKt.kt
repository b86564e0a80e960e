package dev.supportchat.v1

import dev.supportchat.v1.ChatServiceGrpc.getServiceDescriptor
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
import io.grpc.kotlin.ClientCalls.bidiStreamingRpc
import io.grpc.kotlin.ClientCalls.clientStreamingRpc
import io.grpc.kotlin.ClientCalls.serverStreamingRpc
import io.grpc.kotlin.ClientCalls.unaryRpc
import io.grpc.kotlin.ServerCalls.bidiStreamingServerMethodDefinition
import io.grpc.kotlin.ServerCalls.clientStreamingServerMethodDefinition
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
 * Holder for Kotlin coroutine-based client and server APIs for supportchat.v1.ChatService.
 */
public object ChatServiceGrpcKt {
  public const val SERVICE_NAME: String = ChatServiceGrpc.SERVICE_NAME

  @JvmStatic
  public val serviceDescriptor: ServiceDescriptor
    get() = getServiceDescriptor()

  public val createChatSessionMethod:
      MethodDescriptor<CreateChatSessionRequest, CreateChatSessionResponse>
    @JvmStatic
    get() = ChatServiceGrpc.getCreateChatSessionMethod()

  public val getChatSessionMethod: MethodDescriptor<GetChatSessionRequest, GetChatSessionResponse>
    @JvmStatic
    get() = ChatServiceGrpc.getGetChatSessionMethod()

  public val listChatSessionsMethod:
      MethodDescriptor<ListChatSessionsRequest, ListChatSessionsResponse>
    @JvmStatic
    get() = ChatServiceGrpc.getListChatSessionsMethod()

  public val closeChatSessionMethod:
      MethodDescriptor<CloseChatSessionRequest, CloseChatSessionResponse>
    @JvmStatic
    get() = ChatServiceGrpc.getCloseChatSessionMethod()

  public val sendMessageMethod: MethodDescriptor<SendMessageRequest, SendMessageResponse>
    @JvmStatic
    get() = ChatServiceGrpc.getSendMessageMethod()

  public val listMessagesMethod: MethodDescriptor<ListMessagesRequest, ListMessagesResponse>
    @JvmStatic
    get() = ChatServiceGrpc.getListMessagesMethod()

  public val markDeliveredMethod: MethodDescriptor<MarkDeliveredRequest, MarkDeliveredResponse>
    @JvmStatic
    get() = ChatServiceGrpc.getMarkDeliveredMethod()

  public val markReadMethod: MethodDescriptor<MarkReadRequest, MarkReadResponse>
    @JvmStatic
    get() = ChatServiceGrpc.getMarkReadMethod()

  public val sendTypingMethod: MethodDescriptor<SendTypingRequest, SendTypingResponse>
    @JvmStatic
    get() = ChatServiceGrpc.getSendTypingMethod()

  public val subscribeMethod: MethodDescriptor<SubscribeRequest, SubscribeResponse>
    @JvmStatic
    get() = ChatServiceGrpc.getSubscribeMethod()

  public val rateChatSessionMethod:
      MethodDescriptor<RateChatSessionRequest, RateChatSessionResponse>
    @JvmStatic
    get() = ChatServiceGrpc.getRateChatSessionMethod()

  public val getWidgetMethod: MethodDescriptor<GetWidgetRequest, GetWidgetResponse>
    @JvmStatic
    get() = ChatServiceGrpc.getGetWidgetMethod()

  public val updateVisitorMethod: MethodDescriptor<UpdateVisitorRequest, UpdateVisitorResponse>
    @JvmStatic
    get() = ChatServiceGrpc.getUpdateVisitorMethod()

  public val uploadAttachmentMethod:
      MethodDescriptor<UploadAttachmentRequest, UploadAttachmentResponse>
    @JvmStatic
    get() = ChatServiceGrpc.getUploadAttachmentMethod()

  public val createAttachmentLinkMethod:
      MethodDescriptor<CreateAttachmentLinkRequest, CreateAttachmentLinkResponse>
    @JvmStatic
    get() = ChatServiceGrpc.getCreateAttachmentLinkMethod()

  public val downloadAttachmentMethod:
      MethodDescriptor<DownloadAttachmentRequest, DownloadAttachmentResponse>
    @JvmStatic
    get() = ChatServiceGrpc.getDownloadAttachmentMethod()

  public val chatMethod: MethodDescriptor<ChatRequest, ChatResponse>
    @JvmStatic
    get() = ChatServiceGrpc.getChatMethod()

  /**
   * A stub for issuing RPCs to a(n) supportchat.v1.ChatService service as suspending coroutines.
   */
  @StubFor(ChatServiceGrpc::class)
  public class ChatServiceCoroutineStub @JvmOverloads constructor(
    channel: Channel,
    callOptions: CallOptions = DEFAULT,
  ) : AbstractCoroutineStub<ChatServiceCoroutineStub>(channel, callOptions) {
    override fun build(channel: Channel, callOptions: CallOptions): ChatServiceCoroutineStub = ChatServiceCoroutineStub(channel, callOptions)

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
    public suspend fun createChatSession(request: CreateChatSessionRequest, headers: Metadata = Metadata()): CreateChatSessionResponse = unaryRpc(
      channel,
      ChatServiceGrpc.getCreateChatSessionMethod(),
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
    public suspend fun getChatSession(request: GetChatSessionRequest, headers: Metadata = Metadata()): GetChatSessionResponse = unaryRpc(
      channel,
      ChatServiceGrpc.getGetChatSessionMethod(),
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
    public suspend fun listChatSessions(request: ListChatSessionsRequest, headers: Metadata = Metadata()): ListChatSessionsResponse = unaryRpc(
      channel,
      ChatServiceGrpc.getListChatSessionsMethod(),
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
    public suspend fun closeChatSession(request: CloseChatSessionRequest, headers: Metadata = Metadata()): CloseChatSessionResponse = unaryRpc(
      channel,
      ChatServiceGrpc.getCloseChatSessionMethod(),
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
    public suspend fun sendMessage(request: SendMessageRequest, headers: Metadata = Metadata()): SendMessageResponse = unaryRpc(
      channel,
      ChatServiceGrpc.getSendMessageMethod(),
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
    public suspend fun listMessages(request: ListMessagesRequest, headers: Metadata = Metadata()): ListMessagesResponse = unaryRpc(
      channel,
      ChatServiceGrpc.getListMessagesMethod(),
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
    public suspend fun markDelivered(request: MarkDeliveredRequest, headers: Metadata = Metadata()): MarkDeliveredResponse = unaryRpc(
      channel,
      ChatServiceGrpc.getMarkDeliveredMethod(),
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
    public suspend fun markRead(request: MarkReadRequest, headers: Metadata = Metadata()): MarkReadResponse = unaryRpc(
      channel,
      ChatServiceGrpc.getMarkReadMethod(),
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
    public suspend fun sendTyping(request: SendTypingRequest, headers: Metadata = Metadata()): SendTypingResponse = unaryRpc(
      channel,
      ChatServiceGrpc.getSendTypingMethod(),
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
    public fun subscribe(request: SubscribeRequest, headers: Metadata = Metadata()): Flow<SubscribeResponse> = serverStreamingRpc(
      channel,
      ChatServiceGrpc.getSubscribeMethod(),
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
    public suspend fun rateChatSession(request: RateChatSessionRequest, headers: Metadata = Metadata()): RateChatSessionResponse = unaryRpc(
      channel,
      ChatServiceGrpc.getRateChatSessionMethod(),
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
    public suspend fun getWidget(request: GetWidgetRequest, headers: Metadata = Metadata()): GetWidgetResponse = unaryRpc(
      channel,
      ChatServiceGrpc.getGetWidgetMethod(),
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
    public suspend fun updateVisitor(request: UpdateVisitorRequest, headers: Metadata = Metadata()): UpdateVisitorResponse = unaryRpc(
      channel,
      ChatServiceGrpc.getUpdateVisitorMethod(),
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
     * This function collects the [Flow] of requests.  If the server terminates the RPC
     * for any reason before collection of requests is complete, the collection of requests
     * will be cancelled.  If the collection of requests completes exceptionally for any other
     * reason, the RPC will be cancelled for that reason and this method will throw that
     * exception.
     *
     * @param requests A [Flow] of request messages.
     *
     * @param headers Metadata to attach to the request.  Most users will not need this.
     *
     * @return The single response from the server.
     */
    public suspend fun uploadAttachment(requests: Flow<UploadAttachmentRequest>, headers: Metadata = Metadata()): UploadAttachmentResponse = clientStreamingRpc(
      channel,
      ChatServiceGrpc.getUploadAttachmentMethod(),
      requests,
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
    public suspend fun createAttachmentLink(request: CreateAttachmentLinkRequest, headers: Metadata = Metadata()): CreateAttachmentLinkResponse = unaryRpc(
      channel,
      ChatServiceGrpc.getCreateAttachmentLinkMethod(),
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
    public fun downloadAttachment(request: DownloadAttachmentRequest, headers: Metadata = Metadata()): Flow<DownloadAttachmentResponse> = serverStreamingRpc(
      channel,
      ChatServiceGrpc.getDownloadAttachmentMethod(),
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
     * The [Flow] of requests is collected once each time the [Flow] of responses is
     * collected. If collection of the [Flow] of responses completes normally or
     * exceptionally before collection of `requests` completes, the collection of
     * `requests` is cancelled.  If the collection of `requests` completes
     * exceptionally for any other reason, then the collection of the [Flow] of responses
     * completes exceptionally for the same reason and the RPC is cancelled with that reason.
     *
     * @param requests A [Flow] of request messages.
     *
     * @param headers Metadata to attach to the request.  Most users will not need this.
     *
     * @return A flow that, when collected, emits the responses from the server.
     */
    public fun chat(requests: Flow<ChatRequest>, headers: Metadata = Metadata()): Flow<ChatResponse> = bidiStreamingRpc(
      channel,
      ChatServiceGrpc.getChatMethod(),
      requests,
      callOptions,
      headers
    )
  }

  /**
   * Skeletal implementation of the supportchat.v1.ChatService service based on Kotlin coroutines.
   */
  public abstract class ChatServiceCoroutineImplBase(
    coroutineContext: CoroutineContext = EmptyCoroutineContext,
  ) : AbstractCoroutineServerImpl(coroutineContext) {
    /**
     * Returns the response to an RPC for supportchat.v1.ChatService.CreateChatSession.
     *
     * If this method fails with a [StatusException], the RPC will fail with the corresponding
     * [io.grpc.Status].  If this method fails with a [java.util.concurrent.CancellationException], the RPC will fail
     * with status `Status.CANCELLED`.  If this method fails for any other reason, the RPC will
     * fail with `Status.UNKNOWN` with the exception as a cause.
     *
     * @param request The request from the client.
     */
    public open suspend fun createChatSession(request: CreateChatSessionRequest): CreateChatSessionResponse = throw StatusException(UNIMPLEMENTED.withDescription("Method supportchat.v1.ChatService.CreateChatSession is unimplemented"))

    /**
     * Returns the response to an RPC for supportchat.v1.ChatService.GetChatSession.
     *
     * If this method fails with a [StatusException], the RPC will fail with the corresponding
     * [io.grpc.Status].  If this method fails with a [java.util.concurrent.CancellationException], the RPC will fail
     * with status `Status.CANCELLED`.  If this method fails for any other reason, the RPC will
     * fail with `Status.UNKNOWN` with the exception as a cause.
     *
     * @param request The request from the client.
     */
    public open suspend fun getChatSession(request: GetChatSessionRequest): GetChatSessionResponse = throw StatusException(UNIMPLEMENTED.withDescription("Method supportchat.v1.ChatService.GetChatSession is unimplemented"))

    /**
     * Returns the response to an RPC for supportchat.v1.ChatService.ListChatSessions.
     *
     * If this method fails with a [StatusException], the RPC will fail with the corresponding
     * [io.grpc.Status].  If this method fails with a [java.util.concurrent.CancellationException], the RPC will fail
     * with status `Status.CANCELLED`.  If this method fails for any other reason, the RPC will
     * fail with `Status.UNKNOWN` with the exception as a cause.
     *
     * @param request The request from the client.
     */
    public open suspend fun listChatSessions(request: ListChatSessionsRequest): ListChatSessionsResponse = throw StatusException(UNIMPLEMENTED.withDescription("Method supportchat.v1.ChatService.ListChatSessions is unimplemented"))

    /**
     * Returns the response to an RPC for supportchat.v1.ChatService.CloseChatSession.
     *
     * If this method fails with a [StatusException], the RPC will fail with the corresponding
     * [io.grpc.Status].  If this method fails with a [java.util.concurrent.CancellationException], the RPC will fail
     * with status `Status.CANCELLED`.  If this method fails for any other reason, the RPC will
     * fail with `Status.UNKNOWN` with the exception as a cause.
     *
     * @param request The request from the client.
     */
    public open suspend fun closeChatSession(request: CloseChatSessionRequest): CloseChatSessionResponse = throw StatusException(UNIMPLEMENTED.withDescription("Method supportchat.v1.ChatService.CloseChatSession is unimplemented"))

    /**
     * Returns the response to an RPC for supportchat.v1.ChatService.SendMessage.
     *
     * If this method fails with a [StatusException], the RPC will fail with the corresponding
     * [io.grpc.Status].  If this method fails with a [java.util.concurrent.CancellationException], the RPC will fail
     * with status `Status.CANCELLED`.  If this method fails for any other reason, the RPC will
     * fail with `Status.UNKNOWN` with the exception as a cause.
     *
     * @param request The request from the client.
     */
    public open suspend fun sendMessage(request: SendMessageRequest): SendMessageResponse = throw StatusException(UNIMPLEMENTED.withDescription("Method supportchat.v1.ChatService.SendMessage is unimplemented"))

    /**
     * Returns the response to an RPC for supportchat.v1.ChatService.ListMessages.
     *
     * If this method fails with a [StatusException], the RPC will fail with the corresponding
     * [io.grpc.Status].  If this method fails with a [java.util.concurrent.CancellationException], the RPC will fail
     * with status `Status.CANCELLED`.  If this method fails for any other reason, the RPC will
     * fail with `Status.UNKNOWN` with the exception as a cause.
     *
     * @param request The request from the client.
     */
    public open suspend fun listMessages(request: ListMessagesRequest): ListMessagesResponse = throw StatusException(UNIMPLEMENTED.withDescription("Method supportchat.v1.ChatService.ListMessages is unimplemented"))

    /**
     * Returns the response to an RPC for supportchat.v1.ChatService.MarkDelivered.
     *
     * If this method fails with a [StatusException], the RPC will fail with the corresponding
     * [io.grpc.Status].  If this method fails with a [java.util.concurrent.CancellationException], the RPC will fail
     * with status `Status.CANCELLED`.  If this method fails for any other reason, the RPC will
     * fail with `Status.UNKNOWN` with the exception as a cause.
     *
     * @param request The request from the client.
     */
    public open suspend fun markDelivered(request: MarkDeliveredRequest): MarkDeliveredResponse = throw StatusException(UNIMPLEMENTED.withDescription("Method supportchat.v1.ChatService.MarkDelivered is unimplemented"))

    /**
     * Returns the response to an RPC for supportchat.v1.ChatService.MarkRead.
     *
     * If this method fails with a [StatusException], the RPC will fail with the corresponding
     * [io.grpc.Status].  If this method fails with a [java.util.concurrent.CancellationException], the RPC will fail
     * with status `Status.CANCELLED`.  If this method fails for any other reason, the RPC will
     * fail with `Status.UNKNOWN` with the exception as a cause.
     *
     * @param request The request from the client.
     */
    public open suspend fun markRead(request: MarkReadRequest): MarkReadResponse = throw StatusException(UNIMPLEMENTED.withDescription("Method supportchat.v1.ChatService.MarkRead is unimplemented"))

    /**
     * Returns the response to an RPC for supportchat.v1.ChatService.SendTyping.
     *
     * If this method fails with a [StatusException], the RPC will fail with the corresponding
     * [io.grpc.Status].  If this method fails with a [java.util.concurrent.CancellationException], the RPC will fail
     * with status `Status.CANCELLED`.  If this method fails for any other reason, the RPC will
     * fail with `Status.UNKNOWN` with the exception as a cause.
     *
     * @param request The request from the client.
     */
    public open suspend fun sendTyping(request: SendTypingRequest): SendTypingResponse = throw StatusException(UNIMPLEMENTED.withDescription("Method supportchat.v1.ChatService.SendTyping is unimplemented"))

    /**
     * Returns a [Flow] of responses to an RPC for supportchat.v1.ChatService.Subscribe.
     *
     * If creating or collecting the returned flow fails with a [StatusException], the RPC
     * will fail with the corresponding [io.grpc.Status].  If it fails with a
     * [java.util.concurrent.CancellationException], the RPC will fail with status `Status.CANCELLED`.  If creating
     * or collecting the returned flow fails for any other reason, the RPC will fail with
     * `Status.UNKNOWN` with the exception as a cause.
     *
     * @param request The request from the client.
     */
    public open fun subscribe(request: SubscribeRequest): Flow<SubscribeResponse> = throw StatusException(UNIMPLEMENTED.withDescription("Method supportchat.v1.ChatService.Subscribe is unimplemented"))

    /**
     * Returns the response to an RPC for supportchat.v1.ChatService.RateChatSession.
     *
     * If this method fails with a [StatusException], the RPC will fail with the corresponding
     * [io.grpc.Status].  If this method fails with a [java.util.concurrent.CancellationException], the RPC will fail
     * with status `Status.CANCELLED`.  If this method fails for any other reason, the RPC will
     * fail with `Status.UNKNOWN` with the exception as a cause.
     *
     * @param request The request from the client.
     */
    public open suspend fun rateChatSession(request: RateChatSessionRequest): RateChatSessionResponse = throw StatusException(UNIMPLEMENTED.withDescription("Method supportchat.v1.ChatService.RateChatSession is unimplemented"))

    /**
     * Returns the response to an RPC for supportchat.v1.ChatService.GetWidget.
     *
     * If this method fails with a [StatusException], the RPC will fail with the corresponding
     * [io.grpc.Status].  If this method fails with a [java.util.concurrent.CancellationException], the RPC will fail
     * with status `Status.CANCELLED`.  If this method fails for any other reason, the RPC will
     * fail with `Status.UNKNOWN` with the exception as a cause.
     *
     * @param request The request from the client.
     */
    public open suspend fun getWidget(request: GetWidgetRequest): GetWidgetResponse = throw StatusException(UNIMPLEMENTED.withDescription("Method supportchat.v1.ChatService.GetWidget is unimplemented"))

    /**
     * Returns the response to an RPC for supportchat.v1.ChatService.UpdateVisitor.
     *
     * If this method fails with a [StatusException], the RPC will fail with the corresponding
     * [io.grpc.Status].  If this method fails with a [java.util.concurrent.CancellationException], the RPC will fail
     * with status `Status.CANCELLED`.  If this method fails for any other reason, the RPC will
     * fail with `Status.UNKNOWN` with the exception as a cause.
     *
     * @param request The request from the client.
     */
    public open suspend fun updateVisitor(request: UpdateVisitorRequest): UpdateVisitorResponse = throw StatusException(UNIMPLEMENTED.withDescription("Method supportchat.v1.ChatService.UpdateVisitor is unimplemented"))

    /**
     * Returns the response to an RPC for supportchat.v1.ChatService.UploadAttachment.
     *
     * If this method fails with a [StatusException], the RPC will fail with the corresponding
     * [io.grpc.Status].  If this method fails with a [java.util.concurrent.CancellationException], the RPC will fail
     * with status `Status.CANCELLED`.  If this method fails for any other reason, the RPC will
     * fail with `Status.UNKNOWN` with the exception as a cause.
     *
     * @param requests A [Flow] of requests from the client.  This flow can be
     *        collected only once and throws [java.lang.IllegalStateException] on attempts to collect
     *        it more than once.
     */
    public open suspend fun uploadAttachment(requests: Flow<UploadAttachmentRequest>): UploadAttachmentResponse = throw StatusException(UNIMPLEMENTED.withDescription("Method supportchat.v1.ChatService.UploadAttachment is unimplemented"))

    /**
     * Returns the response to an RPC for supportchat.v1.ChatService.CreateAttachmentLink.
     *
     * If this method fails with a [StatusException], the RPC will fail with the corresponding
     * [io.grpc.Status].  If this method fails with a [java.util.concurrent.CancellationException], the RPC will fail
     * with status `Status.CANCELLED`.  If this method fails for any other reason, the RPC will
     * fail with `Status.UNKNOWN` with the exception as a cause.
     *
     * @param request The request from the client.
     */
    public open suspend fun createAttachmentLink(request: CreateAttachmentLinkRequest): CreateAttachmentLinkResponse = throw StatusException(UNIMPLEMENTED.withDescription("Method supportchat.v1.ChatService.CreateAttachmentLink is unimplemented"))

    /**
     * Returns a [Flow] of responses to an RPC for supportchat.v1.ChatService.DownloadAttachment.
     *
     * If creating or collecting the returned flow fails with a [StatusException], the RPC
     * will fail with the corresponding [io.grpc.Status].  If it fails with a
     * [java.util.concurrent.CancellationException], the RPC will fail with status `Status.CANCELLED`.  If creating
     * or collecting the returned flow fails for any other reason, the RPC will fail with
     * `Status.UNKNOWN` with the exception as a cause.
     *
     * @param request The request from the client.
     */
    public open fun downloadAttachment(request: DownloadAttachmentRequest): Flow<DownloadAttachmentResponse> = throw StatusException(UNIMPLEMENTED.withDescription("Method supportchat.v1.ChatService.DownloadAttachment is unimplemented"))

    /**
     * Returns a [Flow] of responses to an RPC for supportchat.v1.ChatService.Chat.
     *
     * If creating or collecting the returned flow fails with a [StatusException], the RPC
     * will fail with the corresponding [io.grpc.Status].  If it fails with a
     * [java.util.concurrent.CancellationException], the RPC will fail with status `Status.CANCELLED`.  If creating
     * or collecting the returned flow fails for any other reason, the RPC will fail with
     * `Status.UNKNOWN` with the exception as a cause.
     *
     * @param requests A [Flow] of requests from the client.  This flow can be
     *        collected only once and throws [java.lang.IllegalStateException] on attempts to collect
     *        it more than once.
     */
    public open fun chat(requests: Flow<ChatRequest>): Flow<ChatResponse> = throw StatusException(UNIMPLEMENTED.withDescription("Method supportchat.v1.ChatService.Chat is unimplemented"))

    final override fun bindService(): ServerServiceDefinition = builder(getServiceDescriptor())
      .addMethod(unaryServerMethodDefinition(
      context = this.context,
      descriptor = ChatServiceGrpc.getCreateChatSessionMethod(),
      implementation = ::createChatSession
    ))
      .addMethod(unaryServerMethodDefinition(
      context = this.context,
      descriptor = ChatServiceGrpc.getGetChatSessionMethod(),
      implementation = ::getChatSession
    ))
      .addMethod(unaryServerMethodDefinition(
      context = this.context,
      descriptor = ChatServiceGrpc.getListChatSessionsMethod(),
      implementation = ::listChatSessions
    ))
      .addMethod(unaryServerMethodDefinition(
      context = this.context,
      descriptor = ChatServiceGrpc.getCloseChatSessionMethod(),
      implementation = ::closeChatSession
    ))
      .addMethod(unaryServerMethodDefinition(
      context = this.context,
      descriptor = ChatServiceGrpc.getSendMessageMethod(),
      implementation = ::sendMessage
    ))
      .addMethod(unaryServerMethodDefinition(
      context = this.context,
      descriptor = ChatServiceGrpc.getListMessagesMethod(),
      implementation = ::listMessages
    ))
      .addMethod(unaryServerMethodDefinition(
      context = this.context,
      descriptor = ChatServiceGrpc.getMarkDeliveredMethod(),
      implementation = ::markDelivered
    ))
      .addMethod(unaryServerMethodDefinition(
      context = this.context,
      descriptor = ChatServiceGrpc.getMarkReadMethod(),
      implementation = ::markRead
    ))
      .addMethod(unaryServerMethodDefinition(
      context = this.context,
      descriptor = ChatServiceGrpc.getSendTypingMethod(),
      implementation = ::sendTyping
    ))
      .addMethod(serverStreamingServerMethodDefinition(
      context = this.context,
      descriptor = ChatServiceGrpc.getSubscribeMethod(),
      implementation = ::subscribe
    ))
      .addMethod(unaryServerMethodDefinition(
      context = this.context,
      descriptor = ChatServiceGrpc.getRateChatSessionMethod(),
      implementation = ::rateChatSession
    ))
      .addMethod(unaryServerMethodDefinition(
      context = this.context,
      descriptor = ChatServiceGrpc.getGetWidgetMethod(),
      implementation = ::getWidget
    ))
      .addMethod(unaryServerMethodDefinition(
      context = this.context,
      descriptor = ChatServiceGrpc.getUpdateVisitorMethod(),
      implementation = ::updateVisitor
    ))
      .addMethod(clientStreamingServerMethodDefinition(
      context = this.context,
      descriptor = ChatServiceGrpc.getUploadAttachmentMethod(),
      implementation = ::uploadAttachment
    ))
      .addMethod(unaryServerMethodDefinition(
      context = this.context,
      descriptor = ChatServiceGrpc.getCreateAttachmentLinkMethod(),
      implementation = ::createAttachmentLink
    ))
      .addMethod(serverStreamingServerMethodDefinition(
      context = this.context,
      descriptor = ChatServiceGrpc.getDownloadAttachmentMethod(),
      implementation = ::downloadAttachment
    ))
      .addMethod(bidiStreamingServerMethodDefinition(
      context = this.context,
      descriptor = ChatServiceGrpc.getChatMethod(),
      implementation = ::chat
    )).build()
  }
}
