package dev.supportchat.v1;

import static io.grpc.MethodDescriptor.generateFullMethodName;

/**
 * <pre>
 * ChatService holds conversations: for visitors with a visitor token, for agents with an agent token, and for back ends with an API key of
 * the role service or admin. A visitor reaches their own sessions, an agent those that wait and those assigned to them, an administrator
 * and an API key every session. While a user has an open session that an agent may see, the agent also reads that user's other sessions, with
 * GetChatSession, ListMessages, CreateAttachmentLink and, by user_id, ListChatSessions, and does nothing else with them. For a session that the caller
 * may not see, every RPC answers NOT_FOUND (SESSION_NOT_FOUND), exactly as for one that does not exist.
 * </pre>
 */
@io.grpc.stub.annotations.GrpcGenerated
public final class ChatServiceGrpc {

  private ChatServiceGrpc() {}

  public static final java.lang.String SERVICE_NAME = "supportchat.v1.ChatService";

  // Static method descriptors that strictly reflect the proto.
  private static volatile io.grpc.MethodDescriptor<dev.supportchat.v1.CreateChatSessionRequest,
      dev.supportchat.v1.CreateChatSessionResponse> getCreateChatSessionMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "CreateChatSession",
      requestType = dev.supportchat.v1.CreateChatSessionRequest.class,
      responseType = dev.supportchat.v1.CreateChatSessionResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.supportchat.v1.CreateChatSessionRequest,
      dev.supportchat.v1.CreateChatSessionResponse> getCreateChatSessionMethod() {
    io.grpc.MethodDescriptor<dev.supportchat.v1.CreateChatSessionRequest, dev.supportchat.v1.CreateChatSessionResponse> getCreateChatSessionMethod;
    if ((getCreateChatSessionMethod = ChatServiceGrpc.getCreateChatSessionMethod) == null) {
      synchronized (ChatServiceGrpc.class) {
        if ((getCreateChatSessionMethod = ChatServiceGrpc.getCreateChatSessionMethod) == null) {
          ChatServiceGrpc.getCreateChatSessionMethod = getCreateChatSessionMethod =
              io.grpc.MethodDescriptor.<dev.supportchat.v1.CreateChatSessionRequest, dev.supportchat.v1.CreateChatSessionResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "CreateChatSession"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.CreateChatSessionRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.CreateChatSessionResponse.getDefaultInstance()))
              .build();
        }
      }
    }
    return getCreateChatSessionMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.supportchat.v1.GetChatSessionRequest,
      dev.supportchat.v1.GetChatSessionResponse> getGetChatSessionMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "GetChatSession",
      requestType = dev.supportchat.v1.GetChatSessionRequest.class,
      responseType = dev.supportchat.v1.GetChatSessionResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.supportchat.v1.GetChatSessionRequest,
      dev.supportchat.v1.GetChatSessionResponse> getGetChatSessionMethod() {
    io.grpc.MethodDescriptor<dev.supportchat.v1.GetChatSessionRequest, dev.supportchat.v1.GetChatSessionResponse> getGetChatSessionMethod;
    if ((getGetChatSessionMethod = ChatServiceGrpc.getGetChatSessionMethod) == null) {
      synchronized (ChatServiceGrpc.class) {
        if ((getGetChatSessionMethod = ChatServiceGrpc.getGetChatSessionMethod) == null) {
          ChatServiceGrpc.getGetChatSessionMethod = getGetChatSessionMethod =
              io.grpc.MethodDescriptor.<dev.supportchat.v1.GetChatSessionRequest, dev.supportchat.v1.GetChatSessionResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "GetChatSession"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.GetChatSessionRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.GetChatSessionResponse.getDefaultInstance()))
              .build();
        }
      }
    }
    return getGetChatSessionMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.supportchat.v1.ListChatSessionsRequest,
      dev.supportchat.v1.ListChatSessionsResponse> getListChatSessionsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListChatSessions",
      requestType = dev.supportchat.v1.ListChatSessionsRequest.class,
      responseType = dev.supportchat.v1.ListChatSessionsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.supportchat.v1.ListChatSessionsRequest,
      dev.supportchat.v1.ListChatSessionsResponse> getListChatSessionsMethod() {
    io.grpc.MethodDescriptor<dev.supportchat.v1.ListChatSessionsRequest, dev.supportchat.v1.ListChatSessionsResponse> getListChatSessionsMethod;
    if ((getListChatSessionsMethod = ChatServiceGrpc.getListChatSessionsMethod) == null) {
      synchronized (ChatServiceGrpc.class) {
        if ((getListChatSessionsMethod = ChatServiceGrpc.getListChatSessionsMethod) == null) {
          ChatServiceGrpc.getListChatSessionsMethod = getListChatSessionsMethod =
              io.grpc.MethodDescriptor.<dev.supportchat.v1.ListChatSessionsRequest, dev.supportchat.v1.ListChatSessionsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListChatSessions"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.ListChatSessionsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.ListChatSessionsResponse.getDefaultInstance()))
              .build();
        }
      }
    }
    return getListChatSessionsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.supportchat.v1.CloseChatSessionRequest,
      dev.supportchat.v1.CloseChatSessionResponse> getCloseChatSessionMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "CloseChatSession",
      requestType = dev.supportchat.v1.CloseChatSessionRequest.class,
      responseType = dev.supportchat.v1.CloseChatSessionResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.supportchat.v1.CloseChatSessionRequest,
      dev.supportchat.v1.CloseChatSessionResponse> getCloseChatSessionMethod() {
    io.grpc.MethodDescriptor<dev.supportchat.v1.CloseChatSessionRequest, dev.supportchat.v1.CloseChatSessionResponse> getCloseChatSessionMethod;
    if ((getCloseChatSessionMethod = ChatServiceGrpc.getCloseChatSessionMethod) == null) {
      synchronized (ChatServiceGrpc.class) {
        if ((getCloseChatSessionMethod = ChatServiceGrpc.getCloseChatSessionMethod) == null) {
          ChatServiceGrpc.getCloseChatSessionMethod = getCloseChatSessionMethod =
              io.grpc.MethodDescriptor.<dev.supportchat.v1.CloseChatSessionRequest, dev.supportchat.v1.CloseChatSessionResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "CloseChatSession"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.CloseChatSessionRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.CloseChatSessionResponse.getDefaultInstance()))
              .build();
        }
      }
    }
    return getCloseChatSessionMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.supportchat.v1.SendMessageRequest,
      dev.supportchat.v1.SendMessageResponse> getSendMessageMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "SendMessage",
      requestType = dev.supportchat.v1.SendMessageRequest.class,
      responseType = dev.supportchat.v1.SendMessageResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.supportchat.v1.SendMessageRequest,
      dev.supportchat.v1.SendMessageResponse> getSendMessageMethod() {
    io.grpc.MethodDescriptor<dev.supportchat.v1.SendMessageRequest, dev.supportchat.v1.SendMessageResponse> getSendMessageMethod;
    if ((getSendMessageMethod = ChatServiceGrpc.getSendMessageMethod) == null) {
      synchronized (ChatServiceGrpc.class) {
        if ((getSendMessageMethod = ChatServiceGrpc.getSendMessageMethod) == null) {
          ChatServiceGrpc.getSendMessageMethod = getSendMessageMethod =
              io.grpc.MethodDescriptor.<dev.supportchat.v1.SendMessageRequest, dev.supportchat.v1.SendMessageResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "SendMessage"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.SendMessageRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.SendMessageResponse.getDefaultInstance()))
              .build();
        }
      }
    }
    return getSendMessageMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.supportchat.v1.ListMessagesRequest,
      dev.supportchat.v1.ListMessagesResponse> getListMessagesMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListMessages",
      requestType = dev.supportchat.v1.ListMessagesRequest.class,
      responseType = dev.supportchat.v1.ListMessagesResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.supportchat.v1.ListMessagesRequest,
      dev.supportchat.v1.ListMessagesResponse> getListMessagesMethod() {
    io.grpc.MethodDescriptor<dev.supportchat.v1.ListMessagesRequest, dev.supportchat.v1.ListMessagesResponse> getListMessagesMethod;
    if ((getListMessagesMethod = ChatServiceGrpc.getListMessagesMethod) == null) {
      synchronized (ChatServiceGrpc.class) {
        if ((getListMessagesMethod = ChatServiceGrpc.getListMessagesMethod) == null) {
          ChatServiceGrpc.getListMessagesMethod = getListMessagesMethod =
              io.grpc.MethodDescriptor.<dev.supportchat.v1.ListMessagesRequest, dev.supportchat.v1.ListMessagesResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListMessages"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.ListMessagesRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.ListMessagesResponse.getDefaultInstance()))
              .build();
        }
      }
    }
    return getListMessagesMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.supportchat.v1.MarkDeliveredRequest,
      dev.supportchat.v1.MarkDeliveredResponse> getMarkDeliveredMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "MarkDelivered",
      requestType = dev.supportchat.v1.MarkDeliveredRequest.class,
      responseType = dev.supportchat.v1.MarkDeliveredResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.supportchat.v1.MarkDeliveredRequest,
      dev.supportchat.v1.MarkDeliveredResponse> getMarkDeliveredMethod() {
    io.grpc.MethodDescriptor<dev.supportchat.v1.MarkDeliveredRequest, dev.supportchat.v1.MarkDeliveredResponse> getMarkDeliveredMethod;
    if ((getMarkDeliveredMethod = ChatServiceGrpc.getMarkDeliveredMethod) == null) {
      synchronized (ChatServiceGrpc.class) {
        if ((getMarkDeliveredMethod = ChatServiceGrpc.getMarkDeliveredMethod) == null) {
          ChatServiceGrpc.getMarkDeliveredMethod = getMarkDeliveredMethod =
              io.grpc.MethodDescriptor.<dev.supportchat.v1.MarkDeliveredRequest, dev.supportchat.v1.MarkDeliveredResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "MarkDelivered"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.MarkDeliveredRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.MarkDeliveredResponse.getDefaultInstance()))
              .build();
        }
      }
    }
    return getMarkDeliveredMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.supportchat.v1.MarkReadRequest,
      dev.supportchat.v1.MarkReadResponse> getMarkReadMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "MarkRead",
      requestType = dev.supportchat.v1.MarkReadRequest.class,
      responseType = dev.supportchat.v1.MarkReadResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.supportchat.v1.MarkReadRequest,
      dev.supportchat.v1.MarkReadResponse> getMarkReadMethod() {
    io.grpc.MethodDescriptor<dev.supportchat.v1.MarkReadRequest, dev.supportchat.v1.MarkReadResponse> getMarkReadMethod;
    if ((getMarkReadMethod = ChatServiceGrpc.getMarkReadMethod) == null) {
      synchronized (ChatServiceGrpc.class) {
        if ((getMarkReadMethod = ChatServiceGrpc.getMarkReadMethod) == null) {
          ChatServiceGrpc.getMarkReadMethod = getMarkReadMethod =
              io.grpc.MethodDescriptor.<dev.supportchat.v1.MarkReadRequest, dev.supportchat.v1.MarkReadResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "MarkRead"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.MarkReadRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.MarkReadResponse.getDefaultInstance()))
              .build();
        }
      }
    }
    return getMarkReadMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.supportchat.v1.SendTypingRequest,
      dev.supportchat.v1.SendTypingResponse> getSendTypingMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "SendTyping",
      requestType = dev.supportchat.v1.SendTypingRequest.class,
      responseType = dev.supportchat.v1.SendTypingResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.supportchat.v1.SendTypingRequest,
      dev.supportchat.v1.SendTypingResponse> getSendTypingMethod() {
    io.grpc.MethodDescriptor<dev.supportchat.v1.SendTypingRequest, dev.supportchat.v1.SendTypingResponse> getSendTypingMethod;
    if ((getSendTypingMethod = ChatServiceGrpc.getSendTypingMethod) == null) {
      synchronized (ChatServiceGrpc.class) {
        if ((getSendTypingMethod = ChatServiceGrpc.getSendTypingMethod) == null) {
          ChatServiceGrpc.getSendTypingMethod = getSendTypingMethod =
              io.grpc.MethodDescriptor.<dev.supportchat.v1.SendTypingRequest, dev.supportchat.v1.SendTypingResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "SendTyping"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.SendTypingRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.SendTypingResponse.getDefaultInstance()))
              .build();
        }
      }
    }
    return getSendTypingMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.supportchat.v1.SubscribeRequest,
      dev.supportchat.v1.SubscribeResponse> getSubscribeMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "Subscribe",
      requestType = dev.supportchat.v1.SubscribeRequest.class,
      responseType = dev.supportchat.v1.SubscribeResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
  public static io.grpc.MethodDescriptor<dev.supportchat.v1.SubscribeRequest,
      dev.supportchat.v1.SubscribeResponse> getSubscribeMethod() {
    io.grpc.MethodDescriptor<dev.supportchat.v1.SubscribeRequest, dev.supportchat.v1.SubscribeResponse> getSubscribeMethod;
    if ((getSubscribeMethod = ChatServiceGrpc.getSubscribeMethod) == null) {
      synchronized (ChatServiceGrpc.class) {
        if ((getSubscribeMethod = ChatServiceGrpc.getSubscribeMethod) == null) {
          ChatServiceGrpc.getSubscribeMethod = getSubscribeMethod =
              io.grpc.MethodDescriptor.<dev.supportchat.v1.SubscribeRequest, dev.supportchat.v1.SubscribeResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "Subscribe"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.SubscribeRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.SubscribeResponse.getDefaultInstance()))
              .build();
        }
      }
    }
    return getSubscribeMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.supportchat.v1.RateChatSessionRequest,
      dev.supportchat.v1.RateChatSessionResponse> getRateChatSessionMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "RateChatSession",
      requestType = dev.supportchat.v1.RateChatSessionRequest.class,
      responseType = dev.supportchat.v1.RateChatSessionResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.supportchat.v1.RateChatSessionRequest,
      dev.supportchat.v1.RateChatSessionResponse> getRateChatSessionMethod() {
    io.grpc.MethodDescriptor<dev.supportchat.v1.RateChatSessionRequest, dev.supportchat.v1.RateChatSessionResponse> getRateChatSessionMethod;
    if ((getRateChatSessionMethod = ChatServiceGrpc.getRateChatSessionMethod) == null) {
      synchronized (ChatServiceGrpc.class) {
        if ((getRateChatSessionMethod = ChatServiceGrpc.getRateChatSessionMethod) == null) {
          ChatServiceGrpc.getRateChatSessionMethod = getRateChatSessionMethod =
              io.grpc.MethodDescriptor.<dev.supportchat.v1.RateChatSessionRequest, dev.supportchat.v1.RateChatSessionResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "RateChatSession"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.RateChatSessionRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.RateChatSessionResponse.getDefaultInstance()))
              .build();
        }
      }
    }
    return getRateChatSessionMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.supportchat.v1.GetWidgetRequest,
      dev.supportchat.v1.GetWidgetResponse> getGetWidgetMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "GetWidget",
      requestType = dev.supportchat.v1.GetWidgetRequest.class,
      responseType = dev.supportchat.v1.GetWidgetResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.supportchat.v1.GetWidgetRequest,
      dev.supportchat.v1.GetWidgetResponse> getGetWidgetMethod() {
    io.grpc.MethodDescriptor<dev.supportchat.v1.GetWidgetRequest, dev.supportchat.v1.GetWidgetResponse> getGetWidgetMethod;
    if ((getGetWidgetMethod = ChatServiceGrpc.getGetWidgetMethod) == null) {
      synchronized (ChatServiceGrpc.class) {
        if ((getGetWidgetMethod = ChatServiceGrpc.getGetWidgetMethod) == null) {
          ChatServiceGrpc.getGetWidgetMethod = getGetWidgetMethod =
              io.grpc.MethodDescriptor.<dev.supportchat.v1.GetWidgetRequest, dev.supportchat.v1.GetWidgetResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "GetWidget"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.GetWidgetRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.GetWidgetResponse.getDefaultInstance()))
              .build();
        }
      }
    }
    return getGetWidgetMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.supportchat.v1.UpdateVisitorRequest,
      dev.supportchat.v1.UpdateVisitorResponse> getUpdateVisitorMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "UpdateVisitor",
      requestType = dev.supportchat.v1.UpdateVisitorRequest.class,
      responseType = dev.supportchat.v1.UpdateVisitorResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.supportchat.v1.UpdateVisitorRequest,
      dev.supportchat.v1.UpdateVisitorResponse> getUpdateVisitorMethod() {
    io.grpc.MethodDescriptor<dev.supportchat.v1.UpdateVisitorRequest, dev.supportchat.v1.UpdateVisitorResponse> getUpdateVisitorMethod;
    if ((getUpdateVisitorMethod = ChatServiceGrpc.getUpdateVisitorMethod) == null) {
      synchronized (ChatServiceGrpc.class) {
        if ((getUpdateVisitorMethod = ChatServiceGrpc.getUpdateVisitorMethod) == null) {
          ChatServiceGrpc.getUpdateVisitorMethod = getUpdateVisitorMethod =
              io.grpc.MethodDescriptor.<dev.supportchat.v1.UpdateVisitorRequest, dev.supportchat.v1.UpdateVisitorResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "UpdateVisitor"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.UpdateVisitorRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.UpdateVisitorResponse.getDefaultInstance()))
              .build();
        }
      }
    }
    return getUpdateVisitorMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.supportchat.v1.UploadAttachmentRequest,
      dev.supportchat.v1.UploadAttachmentResponse> getUploadAttachmentMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "UploadAttachment",
      requestType = dev.supportchat.v1.UploadAttachmentRequest.class,
      responseType = dev.supportchat.v1.UploadAttachmentResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.CLIENT_STREAMING)
  public static io.grpc.MethodDescriptor<dev.supportchat.v1.UploadAttachmentRequest,
      dev.supportchat.v1.UploadAttachmentResponse> getUploadAttachmentMethod() {
    io.grpc.MethodDescriptor<dev.supportchat.v1.UploadAttachmentRequest, dev.supportchat.v1.UploadAttachmentResponse> getUploadAttachmentMethod;
    if ((getUploadAttachmentMethod = ChatServiceGrpc.getUploadAttachmentMethod) == null) {
      synchronized (ChatServiceGrpc.class) {
        if ((getUploadAttachmentMethod = ChatServiceGrpc.getUploadAttachmentMethod) == null) {
          ChatServiceGrpc.getUploadAttachmentMethod = getUploadAttachmentMethod =
              io.grpc.MethodDescriptor.<dev.supportchat.v1.UploadAttachmentRequest, dev.supportchat.v1.UploadAttachmentResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.CLIENT_STREAMING)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "UploadAttachment"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.UploadAttachmentRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.UploadAttachmentResponse.getDefaultInstance()))
              .build();
        }
      }
    }
    return getUploadAttachmentMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.supportchat.v1.CreateAttachmentLinkRequest,
      dev.supportchat.v1.CreateAttachmentLinkResponse> getCreateAttachmentLinkMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "CreateAttachmentLink",
      requestType = dev.supportchat.v1.CreateAttachmentLinkRequest.class,
      responseType = dev.supportchat.v1.CreateAttachmentLinkResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.supportchat.v1.CreateAttachmentLinkRequest,
      dev.supportchat.v1.CreateAttachmentLinkResponse> getCreateAttachmentLinkMethod() {
    io.grpc.MethodDescriptor<dev.supportchat.v1.CreateAttachmentLinkRequest, dev.supportchat.v1.CreateAttachmentLinkResponse> getCreateAttachmentLinkMethod;
    if ((getCreateAttachmentLinkMethod = ChatServiceGrpc.getCreateAttachmentLinkMethod) == null) {
      synchronized (ChatServiceGrpc.class) {
        if ((getCreateAttachmentLinkMethod = ChatServiceGrpc.getCreateAttachmentLinkMethod) == null) {
          ChatServiceGrpc.getCreateAttachmentLinkMethod = getCreateAttachmentLinkMethod =
              io.grpc.MethodDescriptor.<dev.supportchat.v1.CreateAttachmentLinkRequest, dev.supportchat.v1.CreateAttachmentLinkResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "CreateAttachmentLink"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.CreateAttachmentLinkRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.CreateAttachmentLinkResponse.getDefaultInstance()))
              .build();
        }
      }
    }
    return getCreateAttachmentLinkMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.supportchat.v1.DownloadAttachmentRequest,
      dev.supportchat.v1.DownloadAttachmentResponse> getDownloadAttachmentMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "DownloadAttachment",
      requestType = dev.supportchat.v1.DownloadAttachmentRequest.class,
      responseType = dev.supportchat.v1.DownloadAttachmentResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
  public static io.grpc.MethodDescriptor<dev.supportchat.v1.DownloadAttachmentRequest,
      dev.supportchat.v1.DownloadAttachmentResponse> getDownloadAttachmentMethod() {
    io.grpc.MethodDescriptor<dev.supportchat.v1.DownloadAttachmentRequest, dev.supportchat.v1.DownloadAttachmentResponse> getDownloadAttachmentMethod;
    if ((getDownloadAttachmentMethod = ChatServiceGrpc.getDownloadAttachmentMethod) == null) {
      synchronized (ChatServiceGrpc.class) {
        if ((getDownloadAttachmentMethod = ChatServiceGrpc.getDownloadAttachmentMethod) == null) {
          ChatServiceGrpc.getDownloadAttachmentMethod = getDownloadAttachmentMethod =
              io.grpc.MethodDescriptor.<dev.supportchat.v1.DownloadAttachmentRequest, dev.supportchat.v1.DownloadAttachmentResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "DownloadAttachment"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.DownloadAttachmentRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.DownloadAttachmentResponse.getDefaultInstance()))
              .build();
        }
      }
    }
    return getDownloadAttachmentMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.supportchat.v1.ChatRequest,
      dev.supportchat.v1.ChatResponse> getChatMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "Chat",
      requestType = dev.supportchat.v1.ChatRequest.class,
      responseType = dev.supportchat.v1.ChatResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.BIDI_STREAMING)
  public static io.grpc.MethodDescriptor<dev.supportchat.v1.ChatRequest,
      dev.supportchat.v1.ChatResponse> getChatMethod() {
    io.grpc.MethodDescriptor<dev.supportchat.v1.ChatRequest, dev.supportchat.v1.ChatResponse> getChatMethod;
    if ((getChatMethod = ChatServiceGrpc.getChatMethod) == null) {
      synchronized (ChatServiceGrpc.class) {
        if ((getChatMethod = ChatServiceGrpc.getChatMethod) == null) {
          ChatServiceGrpc.getChatMethod = getChatMethod =
              io.grpc.MethodDescriptor.<dev.supportchat.v1.ChatRequest, dev.supportchat.v1.ChatResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.BIDI_STREAMING)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "Chat"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.ChatRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.ChatResponse.getDefaultInstance()))
              .build();
        }
      }
    }
    return getChatMethod;
  }

  /**
   * Creates a new async stub that supports all call types for the service
   */
  public static ChatServiceStub newStub(io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<ChatServiceStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<ChatServiceStub>() {
        @java.lang.Override
        public ChatServiceStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new ChatServiceStub(channel, callOptions);
        }
      };
    return ChatServiceStub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports all types of calls on the service
   */
  public static ChatServiceBlockingV2Stub newBlockingV2Stub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<ChatServiceBlockingV2Stub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<ChatServiceBlockingV2Stub>() {
        @java.lang.Override
        public ChatServiceBlockingV2Stub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new ChatServiceBlockingV2Stub(channel, callOptions);
        }
      };
    return ChatServiceBlockingV2Stub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports unary and streaming output calls on the service
   */
  public static ChatServiceBlockingStub newBlockingStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<ChatServiceBlockingStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<ChatServiceBlockingStub>() {
        @java.lang.Override
        public ChatServiceBlockingStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new ChatServiceBlockingStub(channel, callOptions);
        }
      };
    return ChatServiceBlockingStub.newStub(factory, channel);
  }

  /**
   * Creates a new ListenableFuture-style stub that supports unary calls on the service
   */
  public static ChatServiceFutureStub newFutureStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<ChatServiceFutureStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<ChatServiceFutureStub>() {
        @java.lang.Override
        public ChatServiceFutureStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new ChatServiceFutureStub(channel, callOptions);
        }
      };
    return ChatServiceFutureStub.newStub(factory, channel);
  }

  /**
   * <pre>
   * ChatService holds conversations: for visitors with a visitor token, for agents with an agent token, and for back ends with an API key of
   * the role service or admin. A visitor reaches their own sessions, an agent those that wait and those assigned to them, an administrator
   * and an API key every session. While a user has an open session that an agent may see, the agent also reads that user's other sessions, with
   * GetChatSession, ListMessages, CreateAttachmentLink and, by user_id, ListChatSessions, and does nothing else with them. For a session that the caller
   * may not see, every RPC answers NOT_FOUND (SESSION_NOT_FOUND), exactly as for one that does not exist.
   * </pre>
   */
  public interface AsyncService {

    /**
     * <pre>
     * Creates a chat session for a user and assigns it at once: to the named agent if that agent can take it, else to the available agent
     * with the fewest active sessions; if there is none, the session waits in the queue. Visitors create sessions for themselves, API keys for any user, agents for any
     * user too. Fails with INVALID_ARGUMENT or NOT_FOUND (USER_NOT_FOUND, AGENT_NOT_FOUND).
     * </pre>
     */
    default void createChatSession(dev.supportchat.v1.CreateChatSessionRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.CreateChatSessionResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getCreateChatSessionMethod(), responseObserver);
    }

    /**
     * <pre>
     * Returns one session.
     * </pre>
     */
    default void getChatSession(dev.supportchat.v1.GetChatSessionRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.GetChatSessionResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getGetChatSessionMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists the sessions that the caller may see, the newest first.
     * </pre>
     */
    default void listChatSessions(dev.supportchat.v1.ListChatSessionsRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.ListChatSessionsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListChatSessionsMethod(), responseObserver);
    }

    /**
     * <pre>
     * Closes a waiting or active session. Fails with FAILED_PRECONDITION (SESSION_CLOSED) if it is closed already. An agent closes only what is
     * assigned to them, unless they are an administrator: otherwise PERMISSION_DENIED (NOT_ASSIGNED).
     * </pre>
     */
    default void closeChatSession(dev.supportchat.v1.CloseChatSessionRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.CloseChatSessionResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getCloseChatSessionMethod(), responseObserver);
    }

    /**
     * <pre>
     * Stores a message at the end of a session's log and answers once it is durable. Sending again with the same client_message_id and body returns
     * the first result. Fails with INVALID_ARGUMENT (empty or over 16 KiB), FAILED_PRECONDITION (SESSION_CLOSED, SESSION_FULL), ALREADY_EXISTS
     * (CLIENT_MESSAGE_ID_REUSED: same id, other body) or PERMISSION_DENIED (NOT_ASSIGNED: an agent must accept a waiting session before
     * they write in it). An API key speaks as the session's user.
     * </pre>
     */
    default void sendMessage(dev.supportchat.v1.SendMessageRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.SendMessageResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getSendMessageMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists a session's messages in order of seq. A page ends early when it holds more than 1 MiB of text.
     * </pre>
     */
    default void listMessages(dev.supportchat.v1.ListMessagesRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.ListMessagesResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListMessagesMethod(), responseObserver);
    }

    /**
     * <pre>
     * Says that the caller's device has received everything up to a seq. Marks only grow; a lower seq changes nothing. For visitors and agents.
     * </pre>
     */
    default void markDelivered(dev.supportchat.v1.MarkDeliveredRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.MarkDeliveredResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getMarkDeliveredMethod(), responseObserver);
    }

    /**
     * <pre>
     * Says that the caller has seen everything up to a seq, which is delivered by that too. For visitors and agents.
     * </pre>
     */
    default void markRead(dev.supportchat.v1.MarkReadRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.MarkReadResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getMarkReadMethod(), responseObserver);
    }

    /**
     * <pre>
     * Tells the others in a session that the caller is typing, or has stopped. It is not stored. For visitors and agents.
     * </pre>
     */
    default void sendTyping(dev.supportchat.v1.SendTypingRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.SendTypingResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getSendTypingMethod(), responseObserver);
    }

    /**
     * <pre>
     * Streams sessions from a cursor on: first what the caller has missed, then what happens, without a gap or a repeat. It is for clients that
     * have no bidirectional streams, such as browsers; they send with the unary RPCs. The stream ends with a leave frame when the server
     * stops, the token expires or the credential is revoked. To change the set of sessions, open the new stream, close the old one, and drop repeats by seq.
     * </pre>
     */
    default void subscribe(dev.supportchat.v1.SubscribeRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.SubscribeResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getSubscribeMethod(), responseObserver);
    }

    /**
     * <pre>
     * Says what the visitor thought of a conversation; said again, the newer holds. Only for visitors, in their closed sessions: otherwise PERMISSION_DENIED
     * (ROLE_REQUIRED) or FAILED_PRECONDITION (SESSION_OPEN).
     * </pre>
     */
    default void rateChatSession(dev.supportchat.v1.RateChatSessionRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.RateChatSessionResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getRateChatSessionMethod(), responseObserver);
    }

    /**
     * <pre>
     * Tells how a site's widget looks and what it asks, and whether anybody is there. Fails with NOT_FOUND (SITE_NOT_FOUND).
     * </pre>
     */
    default void getWidget(dev.supportchat.v1.GetWidgetRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.GetWidgetResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getGetWidgetMethod(), responseObserver);
    }

    /**
     * <pre>
     * Says who the visitor is and where: what is given is changed, what is not stays. Only for visitors. Typed names and addresses prove nothing.
     * </pre>
     */
    default void updateVisitor(dev.supportchat.v1.UpdateVisitorRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.UpdateVisitorResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getUpdateVisitorMethod(), responseObserver);
    }

    /**
     * <pre>
     * Uploads a file into an open session that the caller may write in; SendMessage with its id then shows it. What is not sent within a day is deleted. The first
     * message of the stream says what the file is, and each brings some of its bytes; over REST the request's body is the file itself. Fails with INVALID_ARGUMENT,
     * FAILED_PRECONDITION (SESSION_CLOSED), PERMISSION_DENIED (NOT_ASSIGNED) or RESOURCE_EXHAUSTED (ATTACHMENT_TOO_LARGE, TOO_MANY_UPLOADS).
     * </pre>
     */
    default io.grpc.stub.StreamObserver<dev.supportchat.v1.UploadAttachmentRequest> uploadAttachment(
        io.grpc.stub.StreamObserver<dev.supportchat.v1.UploadAttachmentResponse> responseObserver) {
      return io.grpc.stub.ServerCalls.asyncUnimplementedStreamingCall(getUploadAttachmentMethod(), responseObserver);
    }

    /**
     * <pre>
     * Makes a link under which anybody can fetch the attachment's bytes for 10 minutes, without a credential, such as a browser that shows an image. Who
     * may see the session may make one, once the attachment was sent. Fails with NOT_FOUND (ATTACHMENT_NOT_FOUND).
     * </pre>
     */
    default void createAttachmentLink(dev.supportchat.v1.CreateAttachmentLinkRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.CreateAttachmentLinkResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getCreateAttachmentLinkMethod(), responseObserver);
    }

    /**
     * <pre>
     * Streams the bytes behind a link. It is called through the link's URL. Fails with PERMISSION_DENIED (LINK_INVALID) if the link is wrong or has expired.
     * </pre>
     */
    default void downloadAttachment(dev.supportchat.v1.DownloadAttachmentRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.DownloadAttachmentResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getDownloadAttachmentMethod(), responseObserver);
    }

    /**
     * <pre>
     * Carries any number of sessions over one stream in both directions. Each kind of client frame says how it is answered; a refused one
     * is answered by an error frame with its request_id and does not end the stream. The stream ends as Subscribe does. One token opens at most 64 streams
     * at a time, of this kind and of Subscribe together: beyond that RESOURCE_EXHAUSTED (TOO_MANY_STREAMS).
     * </pre>
     */
    default io.grpc.stub.StreamObserver<dev.supportchat.v1.ChatRequest> chat(
        io.grpc.stub.StreamObserver<dev.supportchat.v1.ChatResponse> responseObserver) {
      return io.grpc.stub.ServerCalls.asyncUnimplementedStreamingCall(getChatMethod(), responseObserver);
    }
  }

  /**
   * Base class for the server implementation of the service ChatService.
   * <pre>
   * ChatService holds conversations: for visitors with a visitor token, for agents with an agent token, and for back ends with an API key of
   * the role service or admin. A visitor reaches their own sessions, an agent those that wait and those assigned to them, an administrator
   * and an API key every session. While a user has an open session that an agent may see, the agent also reads that user's other sessions, with
   * GetChatSession, ListMessages, CreateAttachmentLink and, by user_id, ListChatSessions, and does nothing else with them. For a session that the caller
   * may not see, every RPC answers NOT_FOUND (SESSION_NOT_FOUND), exactly as for one that does not exist.
   * </pre>
   */
  public static abstract class ChatServiceImplBase
      implements io.grpc.BindableService, AsyncService {

    @java.lang.Override public final io.grpc.ServerServiceDefinition bindService() {
      return ChatServiceGrpc.bindService(this);
    }
  }

  /**
   * A stub to allow clients to do asynchronous rpc calls to service ChatService.
   * <pre>
   * ChatService holds conversations: for visitors with a visitor token, for agents with an agent token, and for back ends with an API key of
   * the role service or admin. A visitor reaches their own sessions, an agent those that wait and those assigned to them, an administrator
   * and an API key every session. While a user has an open session that an agent may see, the agent also reads that user's other sessions, with
   * GetChatSession, ListMessages, CreateAttachmentLink and, by user_id, ListChatSessions, and does nothing else with them. For a session that the caller
   * may not see, every RPC answers NOT_FOUND (SESSION_NOT_FOUND), exactly as for one that does not exist.
   * </pre>
   */
  public static final class ChatServiceStub
      extends io.grpc.stub.AbstractAsyncStub<ChatServiceStub> {
    private ChatServiceStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected ChatServiceStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new ChatServiceStub(channel, callOptions);
    }

    /**
     * <pre>
     * Creates a chat session for a user and assigns it at once: to the named agent if that agent can take it, else to the available agent
     * with the fewest active sessions; if there is none, the session waits in the queue. Visitors create sessions for themselves, API keys for any user, agents for any
     * user too. Fails with INVALID_ARGUMENT or NOT_FOUND (USER_NOT_FOUND, AGENT_NOT_FOUND).
     * </pre>
     */
    public void createChatSession(dev.supportchat.v1.CreateChatSessionRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.CreateChatSessionResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getCreateChatSessionMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Returns one session.
     * </pre>
     */
    public void getChatSession(dev.supportchat.v1.GetChatSessionRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.GetChatSessionResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getGetChatSessionMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists the sessions that the caller may see, the newest first.
     * </pre>
     */
    public void listChatSessions(dev.supportchat.v1.ListChatSessionsRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.ListChatSessionsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListChatSessionsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Closes a waiting or active session. Fails with FAILED_PRECONDITION (SESSION_CLOSED) if it is closed already. An agent closes only what is
     * assigned to them, unless they are an administrator: otherwise PERMISSION_DENIED (NOT_ASSIGNED).
     * </pre>
     */
    public void closeChatSession(dev.supportchat.v1.CloseChatSessionRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.CloseChatSessionResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getCloseChatSessionMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Stores a message at the end of a session's log and answers once it is durable. Sending again with the same client_message_id and body returns
     * the first result. Fails with INVALID_ARGUMENT (empty or over 16 KiB), FAILED_PRECONDITION (SESSION_CLOSED, SESSION_FULL), ALREADY_EXISTS
     * (CLIENT_MESSAGE_ID_REUSED: same id, other body) or PERMISSION_DENIED (NOT_ASSIGNED: an agent must accept a waiting session before
     * they write in it). An API key speaks as the session's user.
     * </pre>
     */
    public void sendMessage(dev.supportchat.v1.SendMessageRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.SendMessageResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getSendMessageMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists a session's messages in order of seq. A page ends early when it holds more than 1 MiB of text.
     * </pre>
     */
    public void listMessages(dev.supportchat.v1.ListMessagesRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.ListMessagesResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListMessagesMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Says that the caller's device has received everything up to a seq. Marks only grow; a lower seq changes nothing. For visitors and agents.
     * </pre>
     */
    public void markDelivered(dev.supportchat.v1.MarkDeliveredRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.MarkDeliveredResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getMarkDeliveredMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Says that the caller has seen everything up to a seq, which is delivered by that too. For visitors and agents.
     * </pre>
     */
    public void markRead(dev.supportchat.v1.MarkReadRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.MarkReadResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getMarkReadMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Tells the others in a session that the caller is typing, or has stopped. It is not stored. For visitors and agents.
     * </pre>
     */
    public void sendTyping(dev.supportchat.v1.SendTypingRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.SendTypingResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getSendTypingMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Streams sessions from a cursor on: first what the caller has missed, then what happens, without a gap or a repeat. It is for clients that
     * have no bidirectional streams, such as browsers; they send with the unary RPCs. The stream ends with a leave frame when the server
     * stops, the token expires or the credential is revoked. To change the set of sessions, open the new stream, close the old one, and drop repeats by seq.
     * </pre>
     */
    public void subscribe(dev.supportchat.v1.SubscribeRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.SubscribeResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncServerStreamingCall(
          getChannel().newCall(getSubscribeMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Says what the visitor thought of a conversation; said again, the newer holds. Only for visitors, in their closed sessions: otherwise PERMISSION_DENIED
     * (ROLE_REQUIRED) or FAILED_PRECONDITION (SESSION_OPEN).
     * </pre>
     */
    public void rateChatSession(dev.supportchat.v1.RateChatSessionRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.RateChatSessionResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getRateChatSessionMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Tells how a site's widget looks and what it asks, and whether anybody is there. Fails with NOT_FOUND (SITE_NOT_FOUND).
     * </pre>
     */
    public void getWidget(dev.supportchat.v1.GetWidgetRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.GetWidgetResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getGetWidgetMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Says who the visitor is and where: what is given is changed, what is not stays. Only for visitors. Typed names and addresses prove nothing.
     * </pre>
     */
    public void updateVisitor(dev.supportchat.v1.UpdateVisitorRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.UpdateVisitorResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getUpdateVisitorMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Uploads a file into an open session that the caller may write in; SendMessage with its id then shows it. What is not sent within a day is deleted. The first
     * message of the stream says what the file is, and each brings some of its bytes; over REST the request's body is the file itself. Fails with INVALID_ARGUMENT,
     * FAILED_PRECONDITION (SESSION_CLOSED), PERMISSION_DENIED (NOT_ASSIGNED) or RESOURCE_EXHAUSTED (ATTACHMENT_TOO_LARGE, TOO_MANY_UPLOADS).
     * </pre>
     */
    public io.grpc.stub.StreamObserver<dev.supportchat.v1.UploadAttachmentRequest> uploadAttachment(
        io.grpc.stub.StreamObserver<dev.supportchat.v1.UploadAttachmentResponse> responseObserver) {
      return io.grpc.stub.ClientCalls.asyncClientStreamingCall(
          getChannel().newCall(getUploadAttachmentMethod(), getCallOptions()), responseObserver);
    }

    /**
     * <pre>
     * Makes a link under which anybody can fetch the attachment's bytes for 10 minutes, without a credential, such as a browser that shows an image. Who
     * may see the session may make one, once the attachment was sent. Fails with NOT_FOUND (ATTACHMENT_NOT_FOUND).
     * </pre>
     */
    public void createAttachmentLink(dev.supportchat.v1.CreateAttachmentLinkRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.CreateAttachmentLinkResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getCreateAttachmentLinkMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Streams the bytes behind a link. It is called through the link's URL. Fails with PERMISSION_DENIED (LINK_INVALID) if the link is wrong or has expired.
     * </pre>
     */
    public void downloadAttachment(dev.supportchat.v1.DownloadAttachmentRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.DownloadAttachmentResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncServerStreamingCall(
          getChannel().newCall(getDownloadAttachmentMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Carries any number of sessions over one stream in both directions. Each kind of client frame says how it is answered; a refused one
     * is answered by an error frame with its request_id and does not end the stream. The stream ends as Subscribe does. One token opens at most 64 streams
     * at a time, of this kind and of Subscribe together: beyond that RESOURCE_EXHAUSTED (TOO_MANY_STREAMS).
     * </pre>
     */
    public io.grpc.stub.StreamObserver<dev.supportchat.v1.ChatRequest> chat(
        io.grpc.stub.StreamObserver<dev.supportchat.v1.ChatResponse> responseObserver) {
      return io.grpc.stub.ClientCalls.asyncBidiStreamingCall(
          getChannel().newCall(getChatMethod(), getCallOptions()), responseObserver);
    }
  }

  /**
   * A stub to allow clients to do synchronous rpc calls to service ChatService.
   * <pre>
   * ChatService holds conversations: for visitors with a visitor token, for agents with an agent token, and for back ends with an API key of
   * the role service or admin. A visitor reaches their own sessions, an agent those that wait and those assigned to them, an administrator
   * and an API key every session. While a user has an open session that an agent may see, the agent also reads that user's other sessions, with
   * GetChatSession, ListMessages, CreateAttachmentLink and, by user_id, ListChatSessions, and does nothing else with them. For a session that the caller
   * may not see, every RPC answers NOT_FOUND (SESSION_NOT_FOUND), exactly as for one that does not exist.
   * </pre>
   */
  public static final class ChatServiceBlockingV2Stub
      extends io.grpc.stub.AbstractBlockingStub<ChatServiceBlockingV2Stub> {
    private ChatServiceBlockingV2Stub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected ChatServiceBlockingV2Stub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new ChatServiceBlockingV2Stub(channel, callOptions);
    }

    /**
     * <pre>
     * Creates a chat session for a user and assigns it at once: to the named agent if that agent can take it, else to the available agent
     * with the fewest active sessions; if there is none, the session waits in the queue. Visitors create sessions for themselves, API keys for any user, agents for any
     * user too. Fails with INVALID_ARGUMENT or NOT_FOUND (USER_NOT_FOUND, AGENT_NOT_FOUND).
     * </pre>
     */
    public dev.supportchat.v1.CreateChatSessionResponse createChatSession(dev.supportchat.v1.CreateChatSessionRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getCreateChatSessionMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Returns one session.
     * </pre>
     */
    public dev.supportchat.v1.GetChatSessionResponse getChatSession(dev.supportchat.v1.GetChatSessionRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getGetChatSessionMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists the sessions that the caller may see, the newest first.
     * </pre>
     */
    public dev.supportchat.v1.ListChatSessionsResponse listChatSessions(dev.supportchat.v1.ListChatSessionsRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListChatSessionsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Closes a waiting or active session. Fails with FAILED_PRECONDITION (SESSION_CLOSED) if it is closed already. An agent closes only what is
     * assigned to them, unless they are an administrator: otherwise PERMISSION_DENIED (NOT_ASSIGNED).
     * </pre>
     */
    public dev.supportchat.v1.CloseChatSessionResponse closeChatSession(dev.supportchat.v1.CloseChatSessionRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getCloseChatSessionMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Stores a message at the end of a session's log and answers once it is durable. Sending again with the same client_message_id and body returns
     * the first result. Fails with INVALID_ARGUMENT (empty or over 16 KiB), FAILED_PRECONDITION (SESSION_CLOSED, SESSION_FULL), ALREADY_EXISTS
     * (CLIENT_MESSAGE_ID_REUSED: same id, other body) or PERMISSION_DENIED (NOT_ASSIGNED: an agent must accept a waiting session before
     * they write in it). An API key speaks as the session's user.
     * </pre>
     */
    public dev.supportchat.v1.SendMessageResponse sendMessage(dev.supportchat.v1.SendMessageRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getSendMessageMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists a session's messages in order of seq. A page ends early when it holds more than 1 MiB of text.
     * </pre>
     */
    public dev.supportchat.v1.ListMessagesResponse listMessages(dev.supportchat.v1.ListMessagesRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListMessagesMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Says that the caller's device has received everything up to a seq. Marks only grow; a lower seq changes nothing. For visitors and agents.
     * </pre>
     */
    public dev.supportchat.v1.MarkDeliveredResponse markDelivered(dev.supportchat.v1.MarkDeliveredRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getMarkDeliveredMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Says that the caller has seen everything up to a seq, which is delivered by that too. For visitors and agents.
     * </pre>
     */
    public dev.supportchat.v1.MarkReadResponse markRead(dev.supportchat.v1.MarkReadRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getMarkReadMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Tells the others in a session that the caller is typing, or has stopped. It is not stored. For visitors and agents.
     * </pre>
     */
    public dev.supportchat.v1.SendTypingResponse sendTyping(dev.supportchat.v1.SendTypingRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getSendTypingMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Streams sessions from a cursor on: first what the caller has missed, then what happens, without a gap or a repeat. It is for clients that
     * have no bidirectional streams, such as browsers; they send with the unary RPCs. The stream ends with a leave frame when the server
     * stops, the token expires or the credential is revoked. To change the set of sessions, open the new stream, close the old one, and drop repeats by seq.
     * </pre>
     */
    @io.grpc.ExperimentalApi("https://github.com/grpc/grpc-java/issues/10918")
    public io.grpc.stub.BlockingClientCall<?, dev.supportchat.v1.SubscribeResponse>
        subscribe(dev.supportchat.v1.SubscribeRequest request) {
      return io.grpc.stub.ClientCalls.blockingV2ServerStreamingCall(
          getChannel(), getSubscribeMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Says what the visitor thought of a conversation; said again, the newer holds. Only for visitors, in their closed sessions: otherwise PERMISSION_DENIED
     * (ROLE_REQUIRED) or FAILED_PRECONDITION (SESSION_OPEN).
     * </pre>
     */
    public dev.supportchat.v1.RateChatSessionResponse rateChatSession(dev.supportchat.v1.RateChatSessionRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getRateChatSessionMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Tells how a site's widget looks and what it asks, and whether anybody is there. Fails with NOT_FOUND (SITE_NOT_FOUND).
     * </pre>
     */
    public dev.supportchat.v1.GetWidgetResponse getWidget(dev.supportchat.v1.GetWidgetRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getGetWidgetMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Says who the visitor is and where: what is given is changed, what is not stays. Only for visitors. Typed names and addresses prove nothing.
     * </pre>
     */
    public dev.supportchat.v1.UpdateVisitorResponse updateVisitor(dev.supportchat.v1.UpdateVisitorRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getUpdateVisitorMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Uploads a file into an open session that the caller may write in; SendMessage with its id then shows it. What is not sent within a day is deleted. The first
     * message of the stream says what the file is, and each brings some of its bytes; over REST the request's body is the file itself. Fails with INVALID_ARGUMENT,
     * FAILED_PRECONDITION (SESSION_CLOSED), PERMISSION_DENIED (NOT_ASSIGNED) or RESOURCE_EXHAUSTED (ATTACHMENT_TOO_LARGE, TOO_MANY_UPLOADS).
     * </pre>
     */
    @io.grpc.ExperimentalApi("https://github.com/grpc/grpc-java/issues/10918")
    public io.grpc.stub.BlockingClientCall<dev.supportchat.v1.UploadAttachmentRequest, dev.supportchat.v1.UploadAttachmentResponse>
        uploadAttachment() {
      return io.grpc.stub.ClientCalls.blockingClientStreamingCall(
          getChannel(), getUploadAttachmentMethod(), getCallOptions());
    }

    /**
     * <pre>
     * Makes a link under which anybody can fetch the attachment's bytes for 10 minutes, without a credential, such as a browser that shows an image. Who
     * may see the session may make one, once the attachment was sent. Fails with NOT_FOUND (ATTACHMENT_NOT_FOUND).
     * </pre>
     */
    public dev.supportchat.v1.CreateAttachmentLinkResponse createAttachmentLink(dev.supportchat.v1.CreateAttachmentLinkRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getCreateAttachmentLinkMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Streams the bytes behind a link. It is called through the link's URL. Fails with PERMISSION_DENIED (LINK_INVALID) if the link is wrong or has expired.
     * </pre>
     */
    @io.grpc.ExperimentalApi("https://github.com/grpc/grpc-java/issues/10918")
    public io.grpc.stub.BlockingClientCall<?, dev.supportchat.v1.DownloadAttachmentResponse>
        downloadAttachment(dev.supportchat.v1.DownloadAttachmentRequest request) {
      return io.grpc.stub.ClientCalls.blockingV2ServerStreamingCall(
          getChannel(), getDownloadAttachmentMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Carries any number of sessions over one stream in both directions. Each kind of client frame says how it is answered; a refused one
     * is answered by an error frame with its request_id and does not end the stream. The stream ends as Subscribe does. One token opens at most 64 streams
     * at a time, of this kind and of Subscribe together: beyond that RESOURCE_EXHAUSTED (TOO_MANY_STREAMS).
     * </pre>
     */
    @io.grpc.ExperimentalApi("https://github.com/grpc/grpc-java/issues/10918")
    public io.grpc.stub.BlockingClientCall<dev.supportchat.v1.ChatRequest, dev.supportchat.v1.ChatResponse>
        chat() {
      return io.grpc.stub.ClientCalls.blockingBidiStreamingCall(
          getChannel(), getChatMethod(), getCallOptions());
    }
  }

  /**
   * A stub to allow clients to do limited synchronous rpc calls to service ChatService.
   * <pre>
   * ChatService holds conversations: for visitors with a visitor token, for agents with an agent token, and for back ends with an API key of
   * the role service or admin. A visitor reaches their own sessions, an agent those that wait and those assigned to them, an administrator
   * and an API key every session. While a user has an open session that an agent may see, the agent also reads that user's other sessions, with
   * GetChatSession, ListMessages, CreateAttachmentLink and, by user_id, ListChatSessions, and does nothing else with them. For a session that the caller
   * may not see, every RPC answers NOT_FOUND (SESSION_NOT_FOUND), exactly as for one that does not exist.
   * </pre>
   */
  public static final class ChatServiceBlockingStub
      extends io.grpc.stub.AbstractBlockingStub<ChatServiceBlockingStub> {
    private ChatServiceBlockingStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected ChatServiceBlockingStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new ChatServiceBlockingStub(channel, callOptions);
    }

    /**
     * <pre>
     * Creates a chat session for a user and assigns it at once: to the named agent if that agent can take it, else to the available agent
     * with the fewest active sessions; if there is none, the session waits in the queue. Visitors create sessions for themselves, API keys for any user, agents for any
     * user too. Fails with INVALID_ARGUMENT or NOT_FOUND (USER_NOT_FOUND, AGENT_NOT_FOUND).
     * </pre>
     */
    public dev.supportchat.v1.CreateChatSessionResponse createChatSession(dev.supportchat.v1.CreateChatSessionRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getCreateChatSessionMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Returns one session.
     * </pre>
     */
    public dev.supportchat.v1.GetChatSessionResponse getChatSession(dev.supportchat.v1.GetChatSessionRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getGetChatSessionMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists the sessions that the caller may see, the newest first.
     * </pre>
     */
    public dev.supportchat.v1.ListChatSessionsResponse listChatSessions(dev.supportchat.v1.ListChatSessionsRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListChatSessionsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Closes a waiting or active session. Fails with FAILED_PRECONDITION (SESSION_CLOSED) if it is closed already. An agent closes only what is
     * assigned to them, unless they are an administrator: otherwise PERMISSION_DENIED (NOT_ASSIGNED).
     * </pre>
     */
    public dev.supportchat.v1.CloseChatSessionResponse closeChatSession(dev.supportchat.v1.CloseChatSessionRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getCloseChatSessionMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Stores a message at the end of a session's log and answers once it is durable. Sending again with the same client_message_id and body returns
     * the first result. Fails with INVALID_ARGUMENT (empty or over 16 KiB), FAILED_PRECONDITION (SESSION_CLOSED, SESSION_FULL), ALREADY_EXISTS
     * (CLIENT_MESSAGE_ID_REUSED: same id, other body) or PERMISSION_DENIED (NOT_ASSIGNED: an agent must accept a waiting session before
     * they write in it). An API key speaks as the session's user.
     * </pre>
     */
    public dev.supportchat.v1.SendMessageResponse sendMessage(dev.supportchat.v1.SendMessageRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getSendMessageMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists a session's messages in order of seq. A page ends early when it holds more than 1 MiB of text.
     * </pre>
     */
    public dev.supportchat.v1.ListMessagesResponse listMessages(dev.supportchat.v1.ListMessagesRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListMessagesMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Says that the caller's device has received everything up to a seq. Marks only grow; a lower seq changes nothing. For visitors and agents.
     * </pre>
     */
    public dev.supportchat.v1.MarkDeliveredResponse markDelivered(dev.supportchat.v1.MarkDeliveredRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getMarkDeliveredMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Says that the caller has seen everything up to a seq, which is delivered by that too. For visitors and agents.
     * </pre>
     */
    public dev.supportchat.v1.MarkReadResponse markRead(dev.supportchat.v1.MarkReadRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getMarkReadMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Tells the others in a session that the caller is typing, or has stopped. It is not stored. For visitors and agents.
     * </pre>
     */
    public dev.supportchat.v1.SendTypingResponse sendTyping(dev.supportchat.v1.SendTypingRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getSendTypingMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Streams sessions from a cursor on: first what the caller has missed, then what happens, without a gap or a repeat. It is for clients that
     * have no bidirectional streams, such as browsers; they send with the unary RPCs. The stream ends with a leave frame when the server
     * stops, the token expires or the credential is revoked. To change the set of sessions, open the new stream, close the old one, and drop repeats by seq.
     * </pre>
     */
    public java.util.Iterator<dev.supportchat.v1.SubscribeResponse> subscribe(
        dev.supportchat.v1.SubscribeRequest request) {
      return io.grpc.stub.ClientCalls.blockingServerStreamingCall(
          getChannel(), getSubscribeMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Says what the visitor thought of a conversation; said again, the newer holds. Only for visitors, in their closed sessions: otherwise PERMISSION_DENIED
     * (ROLE_REQUIRED) or FAILED_PRECONDITION (SESSION_OPEN).
     * </pre>
     */
    public dev.supportchat.v1.RateChatSessionResponse rateChatSession(dev.supportchat.v1.RateChatSessionRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getRateChatSessionMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Tells how a site's widget looks and what it asks, and whether anybody is there. Fails with NOT_FOUND (SITE_NOT_FOUND).
     * </pre>
     */
    public dev.supportchat.v1.GetWidgetResponse getWidget(dev.supportchat.v1.GetWidgetRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getGetWidgetMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Says who the visitor is and where: what is given is changed, what is not stays. Only for visitors. Typed names and addresses prove nothing.
     * </pre>
     */
    public dev.supportchat.v1.UpdateVisitorResponse updateVisitor(dev.supportchat.v1.UpdateVisitorRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getUpdateVisitorMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Makes a link under which anybody can fetch the attachment's bytes for 10 minutes, without a credential, such as a browser that shows an image. Who
     * may see the session may make one, once the attachment was sent. Fails with NOT_FOUND (ATTACHMENT_NOT_FOUND).
     * </pre>
     */
    public dev.supportchat.v1.CreateAttachmentLinkResponse createAttachmentLink(dev.supportchat.v1.CreateAttachmentLinkRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getCreateAttachmentLinkMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Streams the bytes behind a link. It is called through the link's URL. Fails with PERMISSION_DENIED (LINK_INVALID) if the link is wrong or has expired.
     * </pre>
     */
    public java.util.Iterator<dev.supportchat.v1.DownloadAttachmentResponse> downloadAttachment(
        dev.supportchat.v1.DownloadAttachmentRequest request) {
      return io.grpc.stub.ClientCalls.blockingServerStreamingCall(
          getChannel(), getDownloadAttachmentMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do ListenableFuture-style rpc calls to service ChatService.
   * <pre>
   * ChatService holds conversations: for visitors with a visitor token, for agents with an agent token, and for back ends with an API key of
   * the role service or admin. A visitor reaches their own sessions, an agent those that wait and those assigned to them, an administrator
   * and an API key every session. While a user has an open session that an agent may see, the agent also reads that user's other sessions, with
   * GetChatSession, ListMessages, CreateAttachmentLink and, by user_id, ListChatSessions, and does nothing else with them. For a session that the caller
   * may not see, every RPC answers NOT_FOUND (SESSION_NOT_FOUND), exactly as for one that does not exist.
   * </pre>
   */
  public static final class ChatServiceFutureStub
      extends io.grpc.stub.AbstractFutureStub<ChatServiceFutureStub> {
    private ChatServiceFutureStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected ChatServiceFutureStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new ChatServiceFutureStub(channel, callOptions);
    }

    /**
     * <pre>
     * Creates a chat session for a user and assigns it at once: to the named agent if that agent can take it, else to the available agent
     * with the fewest active sessions; if there is none, the session waits in the queue. Visitors create sessions for themselves, API keys for any user, agents for any
     * user too. Fails with INVALID_ARGUMENT or NOT_FOUND (USER_NOT_FOUND, AGENT_NOT_FOUND).
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.supportchat.v1.CreateChatSessionResponse> createChatSession(
        dev.supportchat.v1.CreateChatSessionRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getCreateChatSessionMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Returns one session.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.supportchat.v1.GetChatSessionResponse> getChatSession(
        dev.supportchat.v1.GetChatSessionRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getGetChatSessionMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists the sessions that the caller may see, the newest first.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.supportchat.v1.ListChatSessionsResponse> listChatSessions(
        dev.supportchat.v1.ListChatSessionsRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListChatSessionsMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Closes a waiting or active session. Fails with FAILED_PRECONDITION (SESSION_CLOSED) if it is closed already. An agent closes only what is
     * assigned to them, unless they are an administrator: otherwise PERMISSION_DENIED (NOT_ASSIGNED).
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.supportchat.v1.CloseChatSessionResponse> closeChatSession(
        dev.supportchat.v1.CloseChatSessionRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getCloseChatSessionMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Stores a message at the end of a session's log and answers once it is durable. Sending again with the same client_message_id and body returns
     * the first result. Fails with INVALID_ARGUMENT (empty or over 16 KiB), FAILED_PRECONDITION (SESSION_CLOSED, SESSION_FULL), ALREADY_EXISTS
     * (CLIENT_MESSAGE_ID_REUSED: same id, other body) or PERMISSION_DENIED (NOT_ASSIGNED: an agent must accept a waiting session before
     * they write in it). An API key speaks as the session's user.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.supportchat.v1.SendMessageResponse> sendMessage(
        dev.supportchat.v1.SendMessageRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getSendMessageMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists a session's messages in order of seq. A page ends early when it holds more than 1 MiB of text.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.supportchat.v1.ListMessagesResponse> listMessages(
        dev.supportchat.v1.ListMessagesRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListMessagesMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Says that the caller's device has received everything up to a seq. Marks only grow; a lower seq changes nothing. For visitors and agents.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.supportchat.v1.MarkDeliveredResponse> markDelivered(
        dev.supportchat.v1.MarkDeliveredRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getMarkDeliveredMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Says that the caller has seen everything up to a seq, which is delivered by that too. For visitors and agents.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.supportchat.v1.MarkReadResponse> markRead(
        dev.supportchat.v1.MarkReadRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getMarkReadMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Tells the others in a session that the caller is typing, or has stopped. It is not stored. For visitors and agents.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.supportchat.v1.SendTypingResponse> sendTyping(
        dev.supportchat.v1.SendTypingRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getSendTypingMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Says what the visitor thought of a conversation; said again, the newer holds. Only for visitors, in their closed sessions: otherwise PERMISSION_DENIED
     * (ROLE_REQUIRED) or FAILED_PRECONDITION (SESSION_OPEN).
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.supportchat.v1.RateChatSessionResponse> rateChatSession(
        dev.supportchat.v1.RateChatSessionRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getRateChatSessionMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Tells how a site's widget looks and what it asks, and whether anybody is there. Fails with NOT_FOUND (SITE_NOT_FOUND).
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.supportchat.v1.GetWidgetResponse> getWidget(
        dev.supportchat.v1.GetWidgetRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getGetWidgetMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Says who the visitor is and where: what is given is changed, what is not stays. Only for visitors. Typed names and addresses prove nothing.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.supportchat.v1.UpdateVisitorResponse> updateVisitor(
        dev.supportchat.v1.UpdateVisitorRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getUpdateVisitorMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Makes a link under which anybody can fetch the attachment's bytes for 10 minutes, without a credential, such as a browser that shows an image. Who
     * may see the session may make one, once the attachment was sent. Fails with NOT_FOUND (ATTACHMENT_NOT_FOUND).
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.supportchat.v1.CreateAttachmentLinkResponse> createAttachmentLink(
        dev.supportchat.v1.CreateAttachmentLinkRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getCreateAttachmentLinkMethod(), getCallOptions()), request);
    }
  }

  private static final int METHODID_CREATE_CHAT_SESSION = 0;
  private static final int METHODID_GET_CHAT_SESSION = 1;
  private static final int METHODID_LIST_CHAT_SESSIONS = 2;
  private static final int METHODID_CLOSE_CHAT_SESSION = 3;
  private static final int METHODID_SEND_MESSAGE = 4;
  private static final int METHODID_LIST_MESSAGES = 5;
  private static final int METHODID_MARK_DELIVERED = 6;
  private static final int METHODID_MARK_READ = 7;
  private static final int METHODID_SEND_TYPING = 8;
  private static final int METHODID_SUBSCRIBE = 9;
  private static final int METHODID_RATE_CHAT_SESSION = 10;
  private static final int METHODID_GET_WIDGET = 11;
  private static final int METHODID_UPDATE_VISITOR = 12;
  private static final int METHODID_CREATE_ATTACHMENT_LINK = 13;
  private static final int METHODID_DOWNLOAD_ATTACHMENT = 14;
  private static final int METHODID_UPLOAD_ATTACHMENT = 15;
  private static final int METHODID_CHAT = 16;

  private static final class MethodHandlers<Req, Resp> implements
      io.grpc.stub.ServerCalls.UnaryMethod<Req, Resp>,
      io.grpc.stub.ServerCalls.ServerStreamingMethod<Req, Resp>,
      io.grpc.stub.ServerCalls.ClientStreamingMethod<Req, Resp>,
      io.grpc.stub.ServerCalls.BidiStreamingMethod<Req, Resp> {
    private final AsyncService serviceImpl;
    private final int methodId;

    MethodHandlers(AsyncService serviceImpl, int methodId) {
      this.serviceImpl = serviceImpl;
      this.methodId = methodId;
    }

    @java.lang.Override
    @java.lang.SuppressWarnings("unchecked")
    public void invoke(Req request, io.grpc.stub.StreamObserver<Resp> responseObserver) {
      switch (methodId) {
        case METHODID_CREATE_CHAT_SESSION:
          serviceImpl.createChatSession((dev.supportchat.v1.CreateChatSessionRequest) request,
              (io.grpc.stub.StreamObserver<dev.supportchat.v1.CreateChatSessionResponse>) responseObserver);
          break;
        case METHODID_GET_CHAT_SESSION:
          serviceImpl.getChatSession((dev.supportchat.v1.GetChatSessionRequest) request,
              (io.grpc.stub.StreamObserver<dev.supportchat.v1.GetChatSessionResponse>) responseObserver);
          break;
        case METHODID_LIST_CHAT_SESSIONS:
          serviceImpl.listChatSessions((dev.supportchat.v1.ListChatSessionsRequest) request,
              (io.grpc.stub.StreamObserver<dev.supportchat.v1.ListChatSessionsResponse>) responseObserver);
          break;
        case METHODID_CLOSE_CHAT_SESSION:
          serviceImpl.closeChatSession((dev.supportchat.v1.CloseChatSessionRequest) request,
              (io.grpc.stub.StreamObserver<dev.supportchat.v1.CloseChatSessionResponse>) responseObserver);
          break;
        case METHODID_SEND_MESSAGE:
          serviceImpl.sendMessage((dev.supportchat.v1.SendMessageRequest) request,
              (io.grpc.stub.StreamObserver<dev.supportchat.v1.SendMessageResponse>) responseObserver);
          break;
        case METHODID_LIST_MESSAGES:
          serviceImpl.listMessages((dev.supportchat.v1.ListMessagesRequest) request,
              (io.grpc.stub.StreamObserver<dev.supportchat.v1.ListMessagesResponse>) responseObserver);
          break;
        case METHODID_MARK_DELIVERED:
          serviceImpl.markDelivered((dev.supportchat.v1.MarkDeliveredRequest) request,
              (io.grpc.stub.StreamObserver<dev.supportchat.v1.MarkDeliveredResponse>) responseObserver);
          break;
        case METHODID_MARK_READ:
          serviceImpl.markRead((dev.supportchat.v1.MarkReadRequest) request,
              (io.grpc.stub.StreamObserver<dev.supportchat.v1.MarkReadResponse>) responseObserver);
          break;
        case METHODID_SEND_TYPING:
          serviceImpl.sendTyping((dev.supportchat.v1.SendTypingRequest) request,
              (io.grpc.stub.StreamObserver<dev.supportchat.v1.SendTypingResponse>) responseObserver);
          break;
        case METHODID_SUBSCRIBE:
          serviceImpl.subscribe((dev.supportchat.v1.SubscribeRequest) request,
              (io.grpc.stub.StreamObserver<dev.supportchat.v1.SubscribeResponse>) responseObserver);
          break;
        case METHODID_RATE_CHAT_SESSION:
          serviceImpl.rateChatSession((dev.supportchat.v1.RateChatSessionRequest) request,
              (io.grpc.stub.StreamObserver<dev.supportchat.v1.RateChatSessionResponse>) responseObserver);
          break;
        case METHODID_GET_WIDGET:
          serviceImpl.getWidget((dev.supportchat.v1.GetWidgetRequest) request,
              (io.grpc.stub.StreamObserver<dev.supportchat.v1.GetWidgetResponse>) responseObserver);
          break;
        case METHODID_UPDATE_VISITOR:
          serviceImpl.updateVisitor((dev.supportchat.v1.UpdateVisitorRequest) request,
              (io.grpc.stub.StreamObserver<dev.supportchat.v1.UpdateVisitorResponse>) responseObserver);
          break;
        case METHODID_CREATE_ATTACHMENT_LINK:
          serviceImpl.createAttachmentLink((dev.supportchat.v1.CreateAttachmentLinkRequest) request,
              (io.grpc.stub.StreamObserver<dev.supportchat.v1.CreateAttachmentLinkResponse>) responseObserver);
          break;
        case METHODID_DOWNLOAD_ATTACHMENT:
          serviceImpl.downloadAttachment((dev.supportchat.v1.DownloadAttachmentRequest) request,
              (io.grpc.stub.StreamObserver<dev.supportchat.v1.DownloadAttachmentResponse>) responseObserver);
          break;
        default:
          throw new AssertionError();
      }
    }

    @java.lang.Override
    @java.lang.SuppressWarnings("unchecked")
    public io.grpc.stub.StreamObserver<Req> invoke(
        io.grpc.stub.StreamObserver<Resp> responseObserver) {
      switch (methodId) {
        case METHODID_UPLOAD_ATTACHMENT:
          return (io.grpc.stub.StreamObserver<Req>) serviceImpl.uploadAttachment(
              (io.grpc.stub.StreamObserver<dev.supportchat.v1.UploadAttachmentResponse>) responseObserver);
        case METHODID_CHAT:
          return (io.grpc.stub.StreamObserver<Req>) serviceImpl.chat(
              (io.grpc.stub.StreamObserver<dev.supportchat.v1.ChatResponse>) responseObserver);
        default:
          throw new AssertionError();
      }
    }
  }

  public static final io.grpc.ServerServiceDefinition bindService(AsyncService service) {
    return io.grpc.ServerServiceDefinition.builder(getServiceDescriptor())
        .addMethod(
          getCreateChatSessionMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.supportchat.v1.CreateChatSessionRequest,
              dev.supportchat.v1.CreateChatSessionResponse>(
                service, METHODID_CREATE_CHAT_SESSION)))
        .addMethod(
          getGetChatSessionMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.supportchat.v1.GetChatSessionRequest,
              dev.supportchat.v1.GetChatSessionResponse>(
                service, METHODID_GET_CHAT_SESSION)))
        .addMethod(
          getListChatSessionsMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.supportchat.v1.ListChatSessionsRequest,
              dev.supportchat.v1.ListChatSessionsResponse>(
                service, METHODID_LIST_CHAT_SESSIONS)))
        .addMethod(
          getCloseChatSessionMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.supportchat.v1.CloseChatSessionRequest,
              dev.supportchat.v1.CloseChatSessionResponse>(
                service, METHODID_CLOSE_CHAT_SESSION)))
        .addMethod(
          getSendMessageMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.supportchat.v1.SendMessageRequest,
              dev.supportchat.v1.SendMessageResponse>(
                service, METHODID_SEND_MESSAGE)))
        .addMethod(
          getListMessagesMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.supportchat.v1.ListMessagesRequest,
              dev.supportchat.v1.ListMessagesResponse>(
                service, METHODID_LIST_MESSAGES)))
        .addMethod(
          getMarkDeliveredMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.supportchat.v1.MarkDeliveredRequest,
              dev.supportchat.v1.MarkDeliveredResponse>(
                service, METHODID_MARK_DELIVERED)))
        .addMethod(
          getMarkReadMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.supportchat.v1.MarkReadRequest,
              dev.supportchat.v1.MarkReadResponse>(
                service, METHODID_MARK_READ)))
        .addMethod(
          getSendTypingMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.supportchat.v1.SendTypingRequest,
              dev.supportchat.v1.SendTypingResponse>(
                service, METHODID_SEND_TYPING)))
        .addMethod(
          getSubscribeMethod(),
          io.grpc.stub.ServerCalls.asyncServerStreamingCall(
            new MethodHandlers<
              dev.supportchat.v1.SubscribeRequest,
              dev.supportchat.v1.SubscribeResponse>(
                service, METHODID_SUBSCRIBE)))
        .addMethod(
          getRateChatSessionMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.supportchat.v1.RateChatSessionRequest,
              dev.supportchat.v1.RateChatSessionResponse>(
                service, METHODID_RATE_CHAT_SESSION)))
        .addMethod(
          getGetWidgetMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.supportchat.v1.GetWidgetRequest,
              dev.supportchat.v1.GetWidgetResponse>(
                service, METHODID_GET_WIDGET)))
        .addMethod(
          getUpdateVisitorMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.supportchat.v1.UpdateVisitorRequest,
              dev.supportchat.v1.UpdateVisitorResponse>(
                service, METHODID_UPDATE_VISITOR)))
        .addMethod(
          getUploadAttachmentMethod(),
          io.grpc.stub.ServerCalls.asyncClientStreamingCall(
            new MethodHandlers<
              dev.supportchat.v1.UploadAttachmentRequest,
              dev.supportchat.v1.UploadAttachmentResponse>(
                service, METHODID_UPLOAD_ATTACHMENT)))
        .addMethod(
          getCreateAttachmentLinkMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.supportchat.v1.CreateAttachmentLinkRequest,
              dev.supportchat.v1.CreateAttachmentLinkResponse>(
                service, METHODID_CREATE_ATTACHMENT_LINK)))
        .addMethod(
          getDownloadAttachmentMethod(),
          io.grpc.stub.ServerCalls.asyncServerStreamingCall(
            new MethodHandlers<
              dev.supportchat.v1.DownloadAttachmentRequest,
              dev.supportchat.v1.DownloadAttachmentResponse>(
                service, METHODID_DOWNLOAD_ATTACHMENT)))
        .addMethod(
          getChatMethod(),
          io.grpc.stub.ServerCalls.asyncBidiStreamingCall(
            new MethodHandlers<
              dev.supportchat.v1.ChatRequest,
              dev.supportchat.v1.ChatResponse>(
                service, METHODID_CHAT)))
        .build();
  }

  private static volatile io.grpc.ServiceDescriptor serviceDescriptor;

  public static io.grpc.ServiceDescriptor getServiceDescriptor() {
    io.grpc.ServiceDescriptor result = serviceDescriptor;
    if (result == null) {
      synchronized (ChatServiceGrpc.class) {
        result = serviceDescriptor;
        if (result == null) {
          serviceDescriptor = result = io.grpc.ServiceDescriptor.newBuilder(SERVICE_NAME)
              .addMethod(getCreateChatSessionMethod())
              .addMethod(getGetChatSessionMethod())
              .addMethod(getListChatSessionsMethod())
              .addMethod(getCloseChatSessionMethod())
              .addMethod(getSendMessageMethod())
              .addMethod(getListMessagesMethod())
              .addMethod(getMarkDeliveredMethod())
              .addMethod(getMarkReadMethod())
              .addMethod(getSendTypingMethod())
              .addMethod(getSubscribeMethod())
              .addMethod(getRateChatSessionMethod())
              .addMethod(getGetWidgetMethod())
              .addMethod(getUpdateVisitorMethod())
              .addMethod(getUploadAttachmentMethod())
              .addMethod(getCreateAttachmentLinkMethod())
              .addMethod(getDownloadAttachmentMethod())
              .addMethod(getChatMethod())
              .build();
        }
      }
    }
    return result;
  }
}
