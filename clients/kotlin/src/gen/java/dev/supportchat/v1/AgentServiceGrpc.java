package dev.supportchat.v1;

import static io.grpc.MethodDescriptor.generateFullMethodName;

/**
 * <pre>
 * AgentService is for agents, administrators and API keys of the role admin or agent.
 * </pre>
 */
@io.grpc.stub.annotations.GrpcGenerated
public final class AgentServiceGrpc {

  private AgentServiceGrpc() {}

  public static final java.lang.String SERVICE_NAME = "supportchat.v1.AgentService";

  // Static method descriptors that strictly reflect the proto.
  private static volatile io.grpc.MethodDescriptor<dev.supportchat.v1.GetAgentRequest,
      dev.supportchat.v1.GetAgentResponse> getGetAgentMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "GetAgent",
      requestType = dev.supportchat.v1.GetAgentRequest.class,
      responseType = dev.supportchat.v1.GetAgentResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.supportchat.v1.GetAgentRequest,
      dev.supportchat.v1.GetAgentResponse> getGetAgentMethod() {
    io.grpc.MethodDescriptor<dev.supportchat.v1.GetAgentRequest, dev.supportchat.v1.GetAgentResponse> getGetAgentMethod;
    if ((getGetAgentMethod = AgentServiceGrpc.getGetAgentMethod) == null) {
      synchronized (AgentServiceGrpc.class) {
        if ((getGetAgentMethod = AgentServiceGrpc.getGetAgentMethod) == null) {
          AgentServiceGrpc.getGetAgentMethod = getGetAgentMethod =
              io.grpc.MethodDescriptor.<dev.supportchat.v1.GetAgentRequest, dev.supportchat.v1.GetAgentResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "GetAgent"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.GetAgentRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.GetAgentResponse.getDefaultInstance()))
              .build();
        }
      }
    }
    return getGetAgentMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.supportchat.v1.ListAgentsRequest,
      dev.supportchat.v1.ListAgentsResponse> getListAgentsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListAgents",
      requestType = dev.supportchat.v1.ListAgentsRequest.class,
      responseType = dev.supportchat.v1.ListAgentsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.supportchat.v1.ListAgentsRequest,
      dev.supportchat.v1.ListAgentsResponse> getListAgentsMethod() {
    io.grpc.MethodDescriptor<dev.supportchat.v1.ListAgentsRequest, dev.supportchat.v1.ListAgentsResponse> getListAgentsMethod;
    if ((getListAgentsMethod = AgentServiceGrpc.getListAgentsMethod) == null) {
      synchronized (AgentServiceGrpc.class) {
        if ((getListAgentsMethod = AgentServiceGrpc.getListAgentsMethod) == null) {
          AgentServiceGrpc.getListAgentsMethod = getListAgentsMethod =
              io.grpc.MethodDescriptor.<dev.supportchat.v1.ListAgentsRequest, dev.supportchat.v1.ListAgentsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListAgents"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.ListAgentsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.ListAgentsResponse.getDefaultInstance()))
              .build();
        }
      }
    }
    return getListAgentsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.supportchat.v1.SetAvailabilityRequest,
      dev.supportchat.v1.SetAvailabilityResponse> getSetAvailabilityMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "SetAvailability",
      requestType = dev.supportchat.v1.SetAvailabilityRequest.class,
      responseType = dev.supportchat.v1.SetAvailabilityResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.supportchat.v1.SetAvailabilityRequest,
      dev.supportchat.v1.SetAvailabilityResponse> getSetAvailabilityMethod() {
    io.grpc.MethodDescriptor<dev.supportchat.v1.SetAvailabilityRequest, dev.supportchat.v1.SetAvailabilityResponse> getSetAvailabilityMethod;
    if ((getSetAvailabilityMethod = AgentServiceGrpc.getSetAvailabilityMethod) == null) {
      synchronized (AgentServiceGrpc.class) {
        if ((getSetAvailabilityMethod = AgentServiceGrpc.getSetAvailabilityMethod) == null) {
          AgentServiceGrpc.getSetAvailabilityMethod = getSetAvailabilityMethod =
              io.grpc.MethodDescriptor.<dev.supportchat.v1.SetAvailabilityRequest, dev.supportchat.v1.SetAvailabilityResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "SetAvailability"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.SetAvailabilityRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.SetAvailabilityResponse.getDefaultInstance()))
              .build();
        }
      }
    }
    return getSetAvailabilityMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.supportchat.v1.AcceptChatSessionRequest,
      dev.supportchat.v1.AcceptChatSessionResponse> getAcceptChatSessionMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "AcceptChatSession",
      requestType = dev.supportchat.v1.AcceptChatSessionRequest.class,
      responseType = dev.supportchat.v1.AcceptChatSessionResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.supportchat.v1.AcceptChatSessionRequest,
      dev.supportchat.v1.AcceptChatSessionResponse> getAcceptChatSessionMethod() {
    io.grpc.MethodDescriptor<dev.supportchat.v1.AcceptChatSessionRequest, dev.supportchat.v1.AcceptChatSessionResponse> getAcceptChatSessionMethod;
    if ((getAcceptChatSessionMethod = AgentServiceGrpc.getAcceptChatSessionMethod) == null) {
      synchronized (AgentServiceGrpc.class) {
        if ((getAcceptChatSessionMethod = AgentServiceGrpc.getAcceptChatSessionMethod) == null) {
          AgentServiceGrpc.getAcceptChatSessionMethod = getAcceptChatSessionMethod =
              io.grpc.MethodDescriptor.<dev.supportchat.v1.AcceptChatSessionRequest, dev.supportchat.v1.AcceptChatSessionResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "AcceptChatSession"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.AcceptChatSessionRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.AcceptChatSessionResponse.getDefaultInstance()))
              .build();
        }
      }
    }
    return getAcceptChatSessionMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.supportchat.v1.TransferChatSessionRequest,
      dev.supportchat.v1.TransferChatSessionResponse> getTransferChatSessionMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "TransferChatSession",
      requestType = dev.supportchat.v1.TransferChatSessionRequest.class,
      responseType = dev.supportchat.v1.TransferChatSessionResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.supportchat.v1.TransferChatSessionRequest,
      dev.supportchat.v1.TransferChatSessionResponse> getTransferChatSessionMethod() {
    io.grpc.MethodDescriptor<dev.supportchat.v1.TransferChatSessionRequest, dev.supportchat.v1.TransferChatSessionResponse> getTransferChatSessionMethod;
    if ((getTransferChatSessionMethod = AgentServiceGrpc.getTransferChatSessionMethod) == null) {
      synchronized (AgentServiceGrpc.class) {
        if ((getTransferChatSessionMethod = AgentServiceGrpc.getTransferChatSessionMethod) == null) {
          AgentServiceGrpc.getTransferChatSessionMethod = getTransferChatSessionMethod =
              io.grpc.MethodDescriptor.<dev.supportchat.v1.TransferChatSessionRequest, dev.supportchat.v1.TransferChatSessionResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "TransferChatSession"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.TransferChatSessionRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.TransferChatSessionResponse.getDefaultInstance()))
              .build();
        }
      }
    }
    return getTransferChatSessionMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.supportchat.v1.ReopenChatSessionRequest,
      dev.supportchat.v1.ReopenChatSessionResponse> getReopenChatSessionMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ReopenChatSession",
      requestType = dev.supportchat.v1.ReopenChatSessionRequest.class,
      responseType = dev.supportchat.v1.ReopenChatSessionResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.supportchat.v1.ReopenChatSessionRequest,
      dev.supportchat.v1.ReopenChatSessionResponse> getReopenChatSessionMethod() {
    io.grpc.MethodDescriptor<dev.supportchat.v1.ReopenChatSessionRequest, dev.supportchat.v1.ReopenChatSessionResponse> getReopenChatSessionMethod;
    if ((getReopenChatSessionMethod = AgentServiceGrpc.getReopenChatSessionMethod) == null) {
      synchronized (AgentServiceGrpc.class) {
        if ((getReopenChatSessionMethod = AgentServiceGrpc.getReopenChatSessionMethod) == null) {
          AgentServiceGrpc.getReopenChatSessionMethod = getReopenChatSessionMethod =
              io.grpc.MethodDescriptor.<dev.supportchat.v1.ReopenChatSessionRequest, dev.supportchat.v1.ReopenChatSessionResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ReopenChatSession"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.ReopenChatSessionRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.ReopenChatSessionResponse.getDefaultInstance()))
              .build();
        }
      }
    }
    return getReopenChatSessionMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.supportchat.v1.SetTagsRequest,
      dev.supportchat.v1.SetTagsResponse> getSetTagsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "SetTags",
      requestType = dev.supportchat.v1.SetTagsRequest.class,
      responseType = dev.supportchat.v1.SetTagsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.supportchat.v1.SetTagsRequest,
      dev.supportchat.v1.SetTagsResponse> getSetTagsMethod() {
    io.grpc.MethodDescriptor<dev.supportchat.v1.SetTagsRequest, dev.supportchat.v1.SetTagsResponse> getSetTagsMethod;
    if ((getSetTagsMethod = AgentServiceGrpc.getSetTagsMethod) == null) {
      synchronized (AgentServiceGrpc.class) {
        if ((getSetTagsMethod = AgentServiceGrpc.getSetTagsMethod) == null) {
          AgentServiceGrpc.getSetTagsMethod = getSetTagsMethod =
              io.grpc.MethodDescriptor.<dev.supportchat.v1.SetTagsRequest, dev.supportchat.v1.SetTagsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "SetTags"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.SetTagsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.SetTagsResponse.getDefaultInstance()))
              .build();
        }
      }
    }
    return getSetTagsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.supportchat.v1.AddNoteRequest,
      dev.supportchat.v1.AddNoteResponse> getAddNoteMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "AddNote",
      requestType = dev.supportchat.v1.AddNoteRequest.class,
      responseType = dev.supportchat.v1.AddNoteResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.supportchat.v1.AddNoteRequest,
      dev.supportchat.v1.AddNoteResponse> getAddNoteMethod() {
    io.grpc.MethodDescriptor<dev.supportchat.v1.AddNoteRequest, dev.supportchat.v1.AddNoteResponse> getAddNoteMethod;
    if ((getAddNoteMethod = AgentServiceGrpc.getAddNoteMethod) == null) {
      synchronized (AgentServiceGrpc.class) {
        if ((getAddNoteMethod = AgentServiceGrpc.getAddNoteMethod) == null) {
          AgentServiceGrpc.getAddNoteMethod = getAddNoteMethod =
              io.grpc.MethodDescriptor.<dev.supportchat.v1.AddNoteRequest, dev.supportchat.v1.AddNoteResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "AddNote"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.AddNoteRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.AddNoteResponse.getDefaultInstance()))
              .build();
        }
      }
    }
    return getAddNoteMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.supportchat.v1.SendViewingRequest,
      dev.supportchat.v1.SendViewingResponse> getSendViewingMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "SendViewing",
      requestType = dev.supportchat.v1.SendViewingRequest.class,
      responseType = dev.supportchat.v1.SendViewingResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.supportchat.v1.SendViewingRequest,
      dev.supportchat.v1.SendViewingResponse> getSendViewingMethod() {
    io.grpc.MethodDescriptor<dev.supportchat.v1.SendViewingRequest, dev.supportchat.v1.SendViewingResponse> getSendViewingMethod;
    if ((getSendViewingMethod = AgentServiceGrpc.getSendViewingMethod) == null) {
      synchronized (AgentServiceGrpc.class) {
        if ((getSendViewingMethod = AgentServiceGrpc.getSendViewingMethod) == null) {
          AgentServiceGrpc.getSendViewingMethod = getSendViewingMethod =
              io.grpc.MethodDescriptor.<dev.supportchat.v1.SendViewingRequest, dev.supportchat.v1.SendViewingResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "SendViewing"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.SendViewingRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.SendViewingResponse.getDefaultInstance()))
              .build();
        }
      }
    }
    return getSendViewingMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.supportchat.v1.BatchGetVisitorsRequest,
      dev.supportchat.v1.BatchGetVisitorsResponse> getBatchGetVisitorsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "BatchGetVisitors",
      requestType = dev.supportchat.v1.BatchGetVisitorsRequest.class,
      responseType = dev.supportchat.v1.BatchGetVisitorsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.supportchat.v1.BatchGetVisitorsRequest,
      dev.supportchat.v1.BatchGetVisitorsResponse> getBatchGetVisitorsMethod() {
    io.grpc.MethodDescriptor<dev.supportchat.v1.BatchGetVisitorsRequest, dev.supportchat.v1.BatchGetVisitorsResponse> getBatchGetVisitorsMethod;
    if ((getBatchGetVisitorsMethod = AgentServiceGrpc.getBatchGetVisitorsMethod) == null) {
      synchronized (AgentServiceGrpc.class) {
        if ((getBatchGetVisitorsMethod = AgentServiceGrpc.getBatchGetVisitorsMethod) == null) {
          AgentServiceGrpc.getBatchGetVisitorsMethod = getBatchGetVisitorsMethod =
              io.grpc.MethodDescriptor.<dev.supportchat.v1.BatchGetVisitorsRequest, dev.supportchat.v1.BatchGetVisitorsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "BatchGetVisitors"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.BatchGetVisitorsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.BatchGetVisitorsResponse.getDefaultInstance()))
              .build();
        }
      }
    }
    return getBatchGetVisitorsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.supportchat.v1.SearchChatSessionsRequest,
      dev.supportchat.v1.SearchChatSessionsResponse> getSearchChatSessionsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "SearchChatSessions",
      requestType = dev.supportchat.v1.SearchChatSessionsRequest.class,
      responseType = dev.supportchat.v1.SearchChatSessionsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.supportchat.v1.SearchChatSessionsRequest,
      dev.supportchat.v1.SearchChatSessionsResponse> getSearchChatSessionsMethod() {
    io.grpc.MethodDescriptor<dev.supportchat.v1.SearchChatSessionsRequest, dev.supportchat.v1.SearchChatSessionsResponse> getSearchChatSessionsMethod;
    if ((getSearchChatSessionsMethod = AgentServiceGrpc.getSearchChatSessionsMethod) == null) {
      synchronized (AgentServiceGrpc.class) {
        if ((getSearchChatSessionsMethod = AgentServiceGrpc.getSearchChatSessionsMethod) == null) {
          AgentServiceGrpc.getSearchChatSessionsMethod = getSearchChatSessionsMethod =
              io.grpc.MethodDescriptor.<dev.supportchat.v1.SearchChatSessionsRequest, dev.supportchat.v1.SearchChatSessionsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "SearchChatSessions"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.SearchChatSessionsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.SearchChatSessionsResponse.getDefaultInstance()))
              .build();
        }
      }
    }
    return getSearchChatSessionsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.supportchat.v1.ListTeamsRequest,
      dev.supportchat.v1.ListTeamsResponse> getListTeamsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListTeams",
      requestType = dev.supportchat.v1.ListTeamsRequest.class,
      responseType = dev.supportchat.v1.ListTeamsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.supportchat.v1.ListTeamsRequest,
      dev.supportchat.v1.ListTeamsResponse> getListTeamsMethod() {
    io.grpc.MethodDescriptor<dev.supportchat.v1.ListTeamsRequest, dev.supportchat.v1.ListTeamsResponse> getListTeamsMethod;
    if ((getListTeamsMethod = AgentServiceGrpc.getListTeamsMethod) == null) {
      synchronized (AgentServiceGrpc.class) {
        if ((getListTeamsMethod = AgentServiceGrpc.getListTeamsMethod) == null) {
          AgentServiceGrpc.getListTeamsMethod = getListTeamsMethod =
              io.grpc.MethodDescriptor.<dev.supportchat.v1.ListTeamsRequest, dev.supportchat.v1.ListTeamsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListTeams"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.ListTeamsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.ListTeamsResponse.getDefaultInstance()))
              .build();
        }
      }
    }
    return getListTeamsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.supportchat.v1.ListCannedRepliesRequest,
      dev.supportchat.v1.ListCannedRepliesResponse> getListCannedRepliesMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListCannedReplies",
      requestType = dev.supportchat.v1.ListCannedRepliesRequest.class,
      responseType = dev.supportchat.v1.ListCannedRepliesResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.supportchat.v1.ListCannedRepliesRequest,
      dev.supportchat.v1.ListCannedRepliesResponse> getListCannedRepliesMethod() {
    io.grpc.MethodDescriptor<dev.supportchat.v1.ListCannedRepliesRequest, dev.supportchat.v1.ListCannedRepliesResponse> getListCannedRepliesMethod;
    if ((getListCannedRepliesMethod = AgentServiceGrpc.getListCannedRepliesMethod) == null) {
      synchronized (AgentServiceGrpc.class) {
        if ((getListCannedRepliesMethod = AgentServiceGrpc.getListCannedRepliesMethod) == null) {
          AgentServiceGrpc.getListCannedRepliesMethod = getListCannedRepliesMethod =
              io.grpc.MethodDescriptor.<dev.supportchat.v1.ListCannedRepliesRequest, dev.supportchat.v1.ListCannedRepliesResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListCannedReplies"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.ListCannedRepliesRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.ListCannedRepliesResponse.getDefaultInstance()))
              .build();
        }
      }
    }
    return getListCannedRepliesMethod;
  }

  /**
   * Creates a new async stub that supports all call types for the service
   */
  public static AgentServiceStub newStub(io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<AgentServiceStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<AgentServiceStub>() {
        @java.lang.Override
        public AgentServiceStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new AgentServiceStub(channel, callOptions);
        }
      };
    return AgentServiceStub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports all types of calls on the service
   */
  public static AgentServiceBlockingV2Stub newBlockingV2Stub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<AgentServiceBlockingV2Stub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<AgentServiceBlockingV2Stub>() {
        @java.lang.Override
        public AgentServiceBlockingV2Stub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new AgentServiceBlockingV2Stub(channel, callOptions);
        }
      };
    return AgentServiceBlockingV2Stub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports unary and streaming output calls on the service
   */
  public static AgentServiceBlockingStub newBlockingStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<AgentServiceBlockingStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<AgentServiceBlockingStub>() {
        @java.lang.Override
        public AgentServiceBlockingStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new AgentServiceBlockingStub(channel, callOptions);
        }
      };
    return AgentServiceBlockingStub.newStub(factory, channel);
  }

  /**
   * Creates a new ListenableFuture-style stub that supports unary calls on the service
   */
  public static AgentServiceFutureStub newFutureStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<AgentServiceFutureStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<AgentServiceFutureStub>() {
        @java.lang.Override
        public AgentServiceFutureStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new AgentServiceFutureStub(channel, callOptions);
        }
      };
    return AgentServiceFutureStub.newStub(factory, channel);
  }

  /**
   * <pre>
   * AgentService is for agents, administrators and API keys of the role admin or agent.
   * </pre>
   */
  public interface AsyncService {

    /**
     * <pre>
     * Returns one agent; API keys of the role service may call it too. Fails with NOT_FOUND (AGENT_NOT_FOUND).
     * </pre>
     */
    default void getAgent(dev.supportchat.v1.GetAgentRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.GetAgentResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getGetAgentMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists all agents by id; API keys of the role service may call it too.
     * </pre>
     */
    default void listAgents(dev.supportchat.v1.ListAgentsRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.ListAgentsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListAgentsMethod(), responseObserver);
    }

    /**
     * <pre>
     * Says whether an agent takes new sessions. Sessions that wait are assigned at once to an agent who becomes available, up to their capacity. Agents set their own,
     * administrators anyone's; for other agents an agent gets PERMISSION_DENIED.
     * </pre>
     */
    default void setAvailability(dev.supportchat.v1.SetAvailabilityRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.SetAvailabilityResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getSetAvailabilityMethod(), responseObserver);
    }

    /**
     * <pre>
     * Takes a waiting session, available or not. Accepting one's own active session again changes nothing. Fails with FAILED_PRECONDITION (SESSION_TAKEN,
     * SESSION_CLOSED, AGENT_AT_CAPACITY). Only for agents: an API key of the role admin accepts nothing.
     * </pre>
     */
    default void acceptChatSession(dev.supportchat.v1.AcceptChatSessionRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.AcceptChatSessionResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getAcceptChatSessionMethod(), responseObserver);
    }

    /**
     * <pre>
     * Hands an open session to another agent or to a team. An agent must be available and have room: otherwise FAILED_PRECONDITION (AGENT_UNAVAILABLE,
     * AGENT_AT_CAPACITY). In a team the available member with the fewest active sessions gets it; if there is none, it waits for the team. An agent hands on what is
     * assigned to them or waits, an administrator and an API key of the role admin everything: otherwise PERMISSION_DENIED (NOT_ASSIGNED). Fails with
     * FAILED_PRECONDITION (SESSION_CLOSED) and NOT_FOUND (AGENT_NOT_FOUND, TEAM_NOT_FOUND).
     * </pre>
     */
    default void transferChatSession(dev.supportchat.v1.TransferChatSessionRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.TransferChatSessionResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getTransferChatSessionMethod(), responseObserver);
    }

    /**
     * <pre>
     * Opens a closed session again, within the site's reopen window, and assigns it to the caller. Fails with FAILED_PRECONDITION (SESSION_OPEN, REOPEN_WINDOW_OVER,
     * AGENT_AT_CAPACITY). Only for agents who had the session and administrators.
     * </pre>
     */
    default void reopenChatSession(dev.supportchat.v1.ReopenChatSessionRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.ReopenChatSessionResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getReopenChatSessionMethod(), responseObserver);
    }

    /**
     * <pre>
     * Sets a session's tags: the given ones replace those it had. Whoever may see the session may do so, closed or not. Visitors never see them.
     * </pre>
     */
    default void setTags(dev.supportchat.v1.SetTagsRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.SetTagsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getSetTagsMethod(), responseObserver);
    }

    /**
     * <pre>
     * Writes a note into a session's log that visitors never see. Whoever may see the session may do so, assigned to it or not, closed or not. It may be
     * repeated safely as SendMessage may. Fails with INVALID_ARGUMENT, FAILED_PRECONDITION (SESSION_FULL) or ALREADY_EXISTS (CLIENT_MESSAGE_ID_REUSED). Only for agents.
     * </pre>
     */
    default void addNote(dev.supportchat.v1.AddNoteRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.AddNoteResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getAddNoteMethod(), responseObserver);
    }

    /**
     * <pre>
     * Tells the other agents that the caller is looking at a session. It is not stored. Clients send it every 20 seconds. Only for agents.
     * </pre>
     */
    default void sendViewing(dev.supportchat.v1.SendViewingRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.SendViewingResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getSendViewingMethod(), responseObserver);
    }

    /**
     * <pre>
     * Returns what agents see of visitors. Users with no session that the caller may see are left out, as are those that do not exist.
     * </pre>
     */
    default void batchGetVisitors(dev.supportchat.v1.BatchGetVisitorsRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.BatchGetVisitorsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getBatchGetVisitorsMethod(), responseObserver);
    }

    /**
     * <pre>
     * Searches names, addresses and texts of the sessions that the caller may see, the newest session first, without regard to case. A call looks through a
     * part of the log: a page may have few hits or none and yet a next one; searched_to says how far back it has looked.
     * </pre>
     */
    default void searchChatSessions(dev.supportchat.v1.SearchChatSessionsRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.SearchChatSessionsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getSearchChatSessionsMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists all teams by id.
     * </pre>
     */
    default void listTeams(dev.supportchat.v1.ListTeamsRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.ListTeamsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListTeamsMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists all canned replies by id.
     * </pre>
     */
    default void listCannedReplies(dev.supportchat.v1.ListCannedRepliesRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.ListCannedRepliesResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListCannedRepliesMethod(), responseObserver);
    }
  }

  /**
   * Base class for the server implementation of the service AgentService.
   * <pre>
   * AgentService is for agents, administrators and API keys of the role admin or agent.
   * </pre>
   */
  public static abstract class AgentServiceImplBase
      implements io.grpc.BindableService, AsyncService {

    @java.lang.Override public final io.grpc.ServerServiceDefinition bindService() {
      return AgentServiceGrpc.bindService(this);
    }
  }

  /**
   * A stub to allow clients to do asynchronous rpc calls to service AgentService.
   * <pre>
   * AgentService is for agents, administrators and API keys of the role admin or agent.
   * </pre>
   */
  public static final class AgentServiceStub
      extends io.grpc.stub.AbstractAsyncStub<AgentServiceStub> {
    private AgentServiceStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected AgentServiceStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new AgentServiceStub(channel, callOptions);
    }

    /**
     * <pre>
     * Returns one agent; API keys of the role service may call it too. Fails with NOT_FOUND (AGENT_NOT_FOUND).
     * </pre>
     */
    public void getAgent(dev.supportchat.v1.GetAgentRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.GetAgentResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getGetAgentMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists all agents by id; API keys of the role service may call it too.
     * </pre>
     */
    public void listAgents(dev.supportchat.v1.ListAgentsRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.ListAgentsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListAgentsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Says whether an agent takes new sessions. Sessions that wait are assigned at once to an agent who becomes available, up to their capacity. Agents set their own,
     * administrators anyone's; for other agents an agent gets PERMISSION_DENIED.
     * </pre>
     */
    public void setAvailability(dev.supportchat.v1.SetAvailabilityRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.SetAvailabilityResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getSetAvailabilityMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Takes a waiting session, available or not. Accepting one's own active session again changes nothing. Fails with FAILED_PRECONDITION (SESSION_TAKEN,
     * SESSION_CLOSED, AGENT_AT_CAPACITY). Only for agents: an API key of the role admin accepts nothing.
     * </pre>
     */
    public void acceptChatSession(dev.supportchat.v1.AcceptChatSessionRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.AcceptChatSessionResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getAcceptChatSessionMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Hands an open session to another agent or to a team. An agent must be available and have room: otherwise FAILED_PRECONDITION (AGENT_UNAVAILABLE,
     * AGENT_AT_CAPACITY). In a team the available member with the fewest active sessions gets it; if there is none, it waits for the team. An agent hands on what is
     * assigned to them or waits, an administrator and an API key of the role admin everything: otherwise PERMISSION_DENIED (NOT_ASSIGNED). Fails with
     * FAILED_PRECONDITION (SESSION_CLOSED) and NOT_FOUND (AGENT_NOT_FOUND, TEAM_NOT_FOUND).
     * </pre>
     */
    public void transferChatSession(dev.supportchat.v1.TransferChatSessionRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.TransferChatSessionResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getTransferChatSessionMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Opens a closed session again, within the site's reopen window, and assigns it to the caller. Fails with FAILED_PRECONDITION (SESSION_OPEN, REOPEN_WINDOW_OVER,
     * AGENT_AT_CAPACITY). Only for agents who had the session and administrators.
     * </pre>
     */
    public void reopenChatSession(dev.supportchat.v1.ReopenChatSessionRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.ReopenChatSessionResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getReopenChatSessionMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Sets a session's tags: the given ones replace those it had. Whoever may see the session may do so, closed or not. Visitors never see them.
     * </pre>
     */
    public void setTags(dev.supportchat.v1.SetTagsRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.SetTagsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getSetTagsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Writes a note into a session's log that visitors never see. Whoever may see the session may do so, assigned to it or not, closed or not. It may be
     * repeated safely as SendMessage may. Fails with INVALID_ARGUMENT, FAILED_PRECONDITION (SESSION_FULL) or ALREADY_EXISTS (CLIENT_MESSAGE_ID_REUSED). Only for agents.
     * </pre>
     */
    public void addNote(dev.supportchat.v1.AddNoteRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.AddNoteResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getAddNoteMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Tells the other agents that the caller is looking at a session. It is not stored. Clients send it every 20 seconds. Only for agents.
     * </pre>
     */
    public void sendViewing(dev.supportchat.v1.SendViewingRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.SendViewingResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getSendViewingMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Returns what agents see of visitors. Users with no session that the caller may see are left out, as are those that do not exist.
     * </pre>
     */
    public void batchGetVisitors(dev.supportchat.v1.BatchGetVisitorsRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.BatchGetVisitorsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getBatchGetVisitorsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Searches names, addresses and texts of the sessions that the caller may see, the newest session first, without regard to case. A call looks through a
     * part of the log: a page may have few hits or none and yet a next one; searched_to says how far back it has looked.
     * </pre>
     */
    public void searchChatSessions(dev.supportchat.v1.SearchChatSessionsRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.SearchChatSessionsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getSearchChatSessionsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists all teams by id.
     * </pre>
     */
    public void listTeams(dev.supportchat.v1.ListTeamsRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.ListTeamsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListTeamsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists all canned replies by id.
     * </pre>
     */
    public void listCannedReplies(dev.supportchat.v1.ListCannedRepliesRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.ListCannedRepliesResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListCannedRepliesMethod(), getCallOptions()), request, responseObserver);
    }
  }

  /**
   * A stub to allow clients to do synchronous rpc calls to service AgentService.
   * <pre>
   * AgentService is for agents, administrators and API keys of the role admin or agent.
   * </pre>
   */
  public static final class AgentServiceBlockingV2Stub
      extends io.grpc.stub.AbstractBlockingStub<AgentServiceBlockingV2Stub> {
    private AgentServiceBlockingV2Stub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected AgentServiceBlockingV2Stub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new AgentServiceBlockingV2Stub(channel, callOptions);
    }

    /**
     * <pre>
     * Returns one agent; API keys of the role service may call it too. Fails with NOT_FOUND (AGENT_NOT_FOUND).
     * </pre>
     */
    public dev.supportchat.v1.GetAgentResponse getAgent(dev.supportchat.v1.GetAgentRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getGetAgentMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists all agents by id; API keys of the role service may call it too.
     * </pre>
     */
    public dev.supportchat.v1.ListAgentsResponse listAgents(dev.supportchat.v1.ListAgentsRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListAgentsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Says whether an agent takes new sessions. Sessions that wait are assigned at once to an agent who becomes available, up to their capacity. Agents set their own,
     * administrators anyone's; for other agents an agent gets PERMISSION_DENIED.
     * </pre>
     */
    public dev.supportchat.v1.SetAvailabilityResponse setAvailability(dev.supportchat.v1.SetAvailabilityRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getSetAvailabilityMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Takes a waiting session, available or not. Accepting one's own active session again changes nothing. Fails with FAILED_PRECONDITION (SESSION_TAKEN,
     * SESSION_CLOSED, AGENT_AT_CAPACITY). Only for agents: an API key of the role admin accepts nothing.
     * </pre>
     */
    public dev.supportchat.v1.AcceptChatSessionResponse acceptChatSession(dev.supportchat.v1.AcceptChatSessionRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getAcceptChatSessionMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Hands an open session to another agent or to a team. An agent must be available and have room: otherwise FAILED_PRECONDITION (AGENT_UNAVAILABLE,
     * AGENT_AT_CAPACITY). In a team the available member with the fewest active sessions gets it; if there is none, it waits for the team. An agent hands on what is
     * assigned to them or waits, an administrator and an API key of the role admin everything: otherwise PERMISSION_DENIED (NOT_ASSIGNED). Fails with
     * FAILED_PRECONDITION (SESSION_CLOSED) and NOT_FOUND (AGENT_NOT_FOUND, TEAM_NOT_FOUND).
     * </pre>
     */
    public dev.supportchat.v1.TransferChatSessionResponse transferChatSession(dev.supportchat.v1.TransferChatSessionRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getTransferChatSessionMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Opens a closed session again, within the site's reopen window, and assigns it to the caller. Fails with FAILED_PRECONDITION (SESSION_OPEN, REOPEN_WINDOW_OVER,
     * AGENT_AT_CAPACITY). Only for agents who had the session and administrators.
     * </pre>
     */
    public dev.supportchat.v1.ReopenChatSessionResponse reopenChatSession(dev.supportchat.v1.ReopenChatSessionRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getReopenChatSessionMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Sets a session's tags: the given ones replace those it had. Whoever may see the session may do so, closed or not. Visitors never see them.
     * </pre>
     */
    public dev.supportchat.v1.SetTagsResponse setTags(dev.supportchat.v1.SetTagsRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getSetTagsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Writes a note into a session's log that visitors never see. Whoever may see the session may do so, assigned to it or not, closed or not. It may be
     * repeated safely as SendMessage may. Fails with INVALID_ARGUMENT, FAILED_PRECONDITION (SESSION_FULL) or ALREADY_EXISTS (CLIENT_MESSAGE_ID_REUSED). Only for agents.
     * </pre>
     */
    public dev.supportchat.v1.AddNoteResponse addNote(dev.supportchat.v1.AddNoteRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getAddNoteMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Tells the other agents that the caller is looking at a session. It is not stored. Clients send it every 20 seconds. Only for agents.
     * </pre>
     */
    public dev.supportchat.v1.SendViewingResponse sendViewing(dev.supportchat.v1.SendViewingRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getSendViewingMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Returns what agents see of visitors. Users with no session that the caller may see are left out, as are those that do not exist.
     * </pre>
     */
    public dev.supportchat.v1.BatchGetVisitorsResponse batchGetVisitors(dev.supportchat.v1.BatchGetVisitorsRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getBatchGetVisitorsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Searches names, addresses and texts of the sessions that the caller may see, the newest session first, without regard to case. A call looks through a
     * part of the log: a page may have few hits or none and yet a next one; searched_to says how far back it has looked.
     * </pre>
     */
    public dev.supportchat.v1.SearchChatSessionsResponse searchChatSessions(dev.supportchat.v1.SearchChatSessionsRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getSearchChatSessionsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists all teams by id.
     * </pre>
     */
    public dev.supportchat.v1.ListTeamsResponse listTeams(dev.supportchat.v1.ListTeamsRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListTeamsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists all canned replies by id.
     * </pre>
     */
    public dev.supportchat.v1.ListCannedRepliesResponse listCannedReplies(dev.supportchat.v1.ListCannedRepliesRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListCannedRepliesMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do limited synchronous rpc calls to service AgentService.
   * <pre>
   * AgentService is for agents, administrators and API keys of the role admin or agent.
   * </pre>
   */
  public static final class AgentServiceBlockingStub
      extends io.grpc.stub.AbstractBlockingStub<AgentServiceBlockingStub> {
    private AgentServiceBlockingStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected AgentServiceBlockingStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new AgentServiceBlockingStub(channel, callOptions);
    }

    /**
     * <pre>
     * Returns one agent; API keys of the role service may call it too. Fails with NOT_FOUND (AGENT_NOT_FOUND).
     * </pre>
     */
    public dev.supportchat.v1.GetAgentResponse getAgent(dev.supportchat.v1.GetAgentRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getGetAgentMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists all agents by id; API keys of the role service may call it too.
     * </pre>
     */
    public dev.supportchat.v1.ListAgentsResponse listAgents(dev.supportchat.v1.ListAgentsRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListAgentsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Says whether an agent takes new sessions. Sessions that wait are assigned at once to an agent who becomes available, up to their capacity. Agents set their own,
     * administrators anyone's; for other agents an agent gets PERMISSION_DENIED.
     * </pre>
     */
    public dev.supportchat.v1.SetAvailabilityResponse setAvailability(dev.supportchat.v1.SetAvailabilityRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getSetAvailabilityMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Takes a waiting session, available or not. Accepting one's own active session again changes nothing. Fails with FAILED_PRECONDITION (SESSION_TAKEN,
     * SESSION_CLOSED, AGENT_AT_CAPACITY). Only for agents: an API key of the role admin accepts nothing.
     * </pre>
     */
    public dev.supportchat.v1.AcceptChatSessionResponse acceptChatSession(dev.supportchat.v1.AcceptChatSessionRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getAcceptChatSessionMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Hands an open session to another agent or to a team. An agent must be available and have room: otherwise FAILED_PRECONDITION (AGENT_UNAVAILABLE,
     * AGENT_AT_CAPACITY). In a team the available member with the fewest active sessions gets it; if there is none, it waits for the team. An agent hands on what is
     * assigned to them or waits, an administrator and an API key of the role admin everything: otherwise PERMISSION_DENIED (NOT_ASSIGNED). Fails with
     * FAILED_PRECONDITION (SESSION_CLOSED) and NOT_FOUND (AGENT_NOT_FOUND, TEAM_NOT_FOUND).
     * </pre>
     */
    public dev.supportchat.v1.TransferChatSessionResponse transferChatSession(dev.supportchat.v1.TransferChatSessionRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getTransferChatSessionMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Opens a closed session again, within the site's reopen window, and assigns it to the caller. Fails with FAILED_PRECONDITION (SESSION_OPEN, REOPEN_WINDOW_OVER,
     * AGENT_AT_CAPACITY). Only for agents who had the session and administrators.
     * </pre>
     */
    public dev.supportchat.v1.ReopenChatSessionResponse reopenChatSession(dev.supportchat.v1.ReopenChatSessionRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getReopenChatSessionMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Sets a session's tags: the given ones replace those it had. Whoever may see the session may do so, closed or not. Visitors never see them.
     * </pre>
     */
    public dev.supportchat.v1.SetTagsResponse setTags(dev.supportchat.v1.SetTagsRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getSetTagsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Writes a note into a session's log that visitors never see. Whoever may see the session may do so, assigned to it or not, closed or not. It may be
     * repeated safely as SendMessage may. Fails with INVALID_ARGUMENT, FAILED_PRECONDITION (SESSION_FULL) or ALREADY_EXISTS (CLIENT_MESSAGE_ID_REUSED). Only for agents.
     * </pre>
     */
    public dev.supportchat.v1.AddNoteResponse addNote(dev.supportchat.v1.AddNoteRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getAddNoteMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Tells the other agents that the caller is looking at a session. It is not stored. Clients send it every 20 seconds. Only for agents.
     * </pre>
     */
    public dev.supportchat.v1.SendViewingResponse sendViewing(dev.supportchat.v1.SendViewingRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getSendViewingMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Returns what agents see of visitors. Users with no session that the caller may see are left out, as are those that do not exist.
     * </pre>
     */
    public dev.supportchat.v1.BatchGetVisitorsResponse batchGetVisitors(dev.supportchat.v1.BatchGetVisitorsRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getBatchGetVisitorsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Searches names, addresses and texts of the sessions that the caller may see, the newest session first, without regard to case. A call looks through a
     * part of the log: a page may have few hits or none and yet a next one; searched_to says how far back it has looked.
     * </pre>
     */
    public dev.supportchat.v1.SearchChatSessionsResponse searchChatSessions(dev.supportchat.v1.SearchChatSessionsRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getSearchChatSessionsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists all teams by id.
     * </pre>
     */
    public dev.supportchat.v1.ListTeamsResponse listTeams(dev.supportchat.v1.ListTeamsRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListTeamsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists all canned replies by id.
     * </pre>
     */
    public dev.supportchat.v1.ListCannedRepliesResponse listCannedReplies(dev.supportchat.v1.ListCannedRepliesRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListCannedRepliesMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do ListenableFuture-style rpc calls to service AgentService.
   * <pre>
   * AgentService is for agents, administrators and API keys of the role admin or agent.
   * </pre>
   */
  public static final class AgentServiceFutureStub
      extends io.grpc.stub.AbstractFutureStub<AgentServiceFutureStub> {
    private AgentServiceFutureStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected AgentServiceFutureStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new AgentServiceFutureStub(channel, callOptions);
    }

    /**
     * <pre>
     * Returns one agent; API keys of the role service may call it too. Fails with NOT_FOUND (AGENT_NOT_FOUND).
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.supportchat.v1.GetAgentResponse> getAgent(
        dev.supportchat.v1.GetAgentRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getGetAgentMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists all agents by id; API keys of the role service may call it too.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.supportchat.v1.ListAgentsResponse> listAgents(
        dev.supportchat.v1.ListAgentsRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListAgentsMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Says whether an agent takes new sessions. Sessions that wait are assigned at once to an agent who becomes available, up to their capacity. Agents set their own,
     * administrators anyone's; for other agents an agent gets PERMISSION_DENIED.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.supportchat.v1.SetAvailabilityResponse> setAvailability(
        dev.supportchat.v1.SetAvailabilityRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getSetAvailabilityMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Takes a waiting session, available or not. Accepting one's own active session again changes nothing. Fails with FAILED_PRECONDITION (SESSION_TAKEN,
     * SESSION_CLOSED, AGENT_AT_CAPACITY). Only for agents: an API key of the role admin accepts nothing.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.supportchat.v1.AcceptChatSessionResponse> acceptChatSession(
        dev.supportchat.v1.AcceptChatSessionRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getAcceptChatSessionMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Hands an open session to another agent or to a team. An agent must be available and have room: otherwise FAILED_PRECONDITION (AGENT_UNAVAILABLE,
     * AGENT_AT_CAPACITY). In a team the available member with the fewest active sessions gets it; if there is none, it waits for the team. An agent hands on what is
     * assigned to them or waits, an administrator and an API key of the role admin everything: otherwise PERMISSION_DENIED (NOT_ASSIGNED). Fails with
     * FAILED_PRECONDITION (SESSION_CLOSED) and NOT_FOUND (AGENT_NOT_FOUND, TEAM_NOT_FOUND).
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.supportchat.v1.TransferChatSessionResponse> transferChatSession(
        dev.supportchat.v1.TransferChatSessionRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getTransferChatSessionMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Opens a closed session again, within the site's reopen window, and assigns it to the caller. Fails with FAILED_PRECONDITION (SESSION_OPEN, REOPEN_WINDOW_OVER,
     * AGENT_AT_CAPACITY). Only for agents who had the session and administrators.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.supportchat.v1.ReopenChatSessionResponse> reopenChatSession(
        dev.supportchat.v1.ReopenChatSessionRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getReopenChatSessionMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Sets a session's tags: the given ones replace those it had. Whoever may see the session may do so, closed or not. Visitors never see them.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.supportchat.v1.SetTagsResponse> setTags(
        dev.supportchat.v1.SetTagsRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getSetTagsMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Writes a note into a session's log that visitors never see. Whoever may see the session may do so, assigned to it or not, closed or not. It may be
     * repeated safely as SendMessage may. Fails with INVALID_ARGUMENT, FAILED_PRECONDITION (SESSION_FULL) or ALREADY_EXISTS (CLIENT_MESSAGE_ID_REUSED). Only for agents.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.supportchat.v1.AddNoteResponse> addNote(
        dev.supportchat.v1.AddNoteRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getAddNoteMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Tells the other agents that the caller is looking at a session. It is not stored. Clients send it every 20 seconds. Only for agents.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.supportchat.v1.SendViewingResponse> sendViewing(
        dev.supportchat.v1.SendViewingRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getSendViewingMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Returns what agents see of visitors. Users with no session that the caller may see are left out, as are those that do not exist.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.supportchat.v1.BatchGetVisitorsResponse> batchGetVisitors(
        dev.supportchat.v1.BatchGetVisitorsRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getBatchGetVisitorsMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Searches names, addresses and texts of the sessions that the caller may see, the newest session first, without regard to case. A call looks through a
     * part of the log: a page may have few hits or none and yet a next one; searched_to says how far back it has looked.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.supportchat.v1.SearchChatSessionsResponse> searchChatSessions(
        dev.supportchat.v1.SearchChatSessionsRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getSearchChatSessionsMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists all teams by id.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.supportchat.v1.ListTeamsResponse> listTeams(
        dev.supportchat.v1.ListTeamsRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListTeamsMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists all canned replies by id.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.supportchat.v1.ListCannedRepliesResponse> listCannedReplies(
        dev.supportchat.v1.ListCannedRepliesRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListCannedRepliesMethod(), getCallOptions()), request);
    }
  }

  private static final int METHODID_GET_AGENT = 0;
  private static final int METHODID_LIST_AGENTS = 1;
  private static final int METHODID_SET_AVAILABILITY = 2;
  private static final int METHODID_ACCEPT_CHAT_SESSION = 3;
  private static final int METHODID_TRANSFER_CHAT_SESSION = 4;
  private static final int METHODID_REOPEN_CHAT_SESSION = 5;
  private static final int METHODID_SET_TAGS = 6;
  private static final int METHODID_ADD_NOTE = 7;
  private static final int METHODID_SEND_VIEWING = 8;
  private static final int METHODID_BATCH_GET_VISITORS = 9;
  private static final int METHODID_SEARCH_CHAT_SESSIONS = 10;
  private static final int METHODID_LIST_TEAMS = 11;
  private static final int METHODID_LIST_CANNED_REPLIES = 12;

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
        case METHODID_GET_AGENT:
          serviceImpl.getAgent((dev.supportchat.v1.GetAgentRequest) request,
              (io.grpc.stub.StreamObserver<dev.supportchat.v1.GetAgentResponse>) responseObserver);
          break;
        case METHODID_LIST_AGENTS:
          serviceImpl.listAgents((dev.supportchat.v1.ListAgentsRequest) request,
              (io.grpc.stub.StreamObserver<dev.supportchat.v1.ListAgentsResponse>) responseObserver);
          break;
        case METHODID_SET_AVAILABILITY:
          serviceImpl.setAvailability((dev.supportchat.v1.SetAvailabilityRequest) request,
              (io.grpc.stub.StreamObserver<dev.supportchat.v1.SetAvailabilityResponse>) responseObserver);
          break;
        case METHODID_ACCEPT_CHAT_SESSION:
          serviceImpl.acceptChatSession((dev.supportchat.v1.AcceptChatSessionRequest) request,
              (io.grpc.stub.StreamObserver<dev.supportchat.v1.AcceptChatSessionResponse>) responseObserver);
          break;
        case METHODID_TRANSFER_CHAT_SESSION:
          serviceImpl.transferChatSession((dev.supportchat.v1.TransferChatSessionRequest) request,
              (io.grpc.stub.StreamObserver<dev.supportchat.v1.TransferChatSessionResponse>) responseObserver);
          break;
        case METHODID_REOPEN_CHAT_SESSION:
          serviceImpl.reopenChatSession((dev.supportchat.v1.ReopenChatSessionRequest) request,
              (io.grpc.stub.StreamObserver<dev.supportchat.v1.ReopenChatSessionResponse>) responseObserver);
          break;
        case METHODID_SET_TAGS:
          serviceImpl.setTags((dev.supportchat.v1.SetTagsRequest) request,
              (io.grpc.stub.StreamObserver<dev.supportchat.v1.SetTagsResponse>) responseObserver);
          break;
        case METHODID_ADD_NOTE:
          serviceImpl.addNote((dev.supportchat.v1.AddNoteRequest) request,
              (io.grpc.stub.StreamObserver<dev.supportchat.v1.AddNoteResponse>) responseObserver);
          break;
        case METHODID_SEND_VIEWING:
          serviceImpl.sendViewing((dev.supportchat.v1.SendViewingRequest) request,
              (io.grpc.stub.StreamObserver<dev.supportchat.v1.SendViewingResponse>) responseObserver);
          break;
        case METHODID_BATCH_GET_VISITORS:
          serviceImpl.batchGetVisitors((dev.supportchat.v1.BatchGetVisitorsRequest) request,
              (io.grpc.stub.StreamObserver<dev.supportchat.v1.BatchGetVisitorsResponse>) responseObserver);
          break;
        case METHODID_SEARCH_CHAT_SESSIONS:
          serviceImpl.searchChatSessions((dev.supportchat.v1.SearchChatSessionsRequest) request,
              (io.grpc.stub.StreamObserver<dev.supportchat.v1.SearchChatSessionsResponse>) responseObserver);
          break;
        case METHODID_LIST_TEAMS:
          serviceImpl.listTeams((dev.supportchat.v1.ListTeamsRequest) request,
              (io.grpc.stub.StreamObserver<dev.supportchat.v1.ListTeamsResponse>) responseObserver);
          break;
        case METHODID_LIST_CANNED_REPLIES:
          serviceImpl.listCannedReplies((dev.supportchat.v1.ListCannedRepliesRequest) request,
              (io.grpc.stub.StreamObserver<dev.supportchat.v1.ListCannedRepliesResponse>) responseObserver);
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
        default:
          throw new AssertionError();
      }
    }
  }

  public static final io.grpc.ServerServiceDefinition bindService(AsyncService service) {
    return io.grpc.ServerServiceDefinition.builder(getServiceDescriptor())
        .addMethod(
          getGetAgentMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.supportchat.v1.GetAgentRequest,
              dev.supportchat.v1.GetAgentResponse>(
                service, METHODID_GET_AGENT)))
        .addMethod(
          getListAgentsMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.supportchat.v1.ListAgentsRequest,
              dev.supportchat.v1.ListAgentsResponse>(
                service, METHODID_LIST_AGENTS)))
        .addMethod(
          getSetAvailabilityMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.supportchat.v1.SetAvailabilityRequest,
              dev.supportchat.v1.SetAvailabilityResponse>(
                service, METHODID_SET_AVAILABILITY)))
        .addMethod(
          getAcceptChatSessionMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.supportchat.v1.AcceptChatSessionRequest,
              dev.supportchat.v1.AcceptChatSessionResponse>(
                service, METHODID_ACCEPT_CHAT_SESSION)))
        .addMethod(
          getTransferChatSessionMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.supportchat.v1.TransferChatSessionRequest,
              dev.supportchat.v1.TransferChatSessionResponse>(
                service, METHODID_TRANSFER_CHAT_SESSION)))
        .addMethod(
          getReopenChatSessionMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.supportchat.v1.ReopenChatSessionRequest,
              dev.supportchat.v1.ReopenChatSessionResponse>(
                service, METHODID_REOPEN_CHAT_SESSION)))
        .addMethod(
          getSetTagsMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.supportchat.v1.SetTagsRequest,
              dev.supportchat.v1.SetTagsResponse>(
                service, METHODID_SET_TAGS)))
        .addMethod(
          getAddNoteMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.supportchat.v1.AddNoteRequest,
              dev.supportchat.v1.AddNoteResponse>(
                service, METHODID_ADD_NOTE)))
        .addMethod(
          getSendViewingMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.supportchat.v1.SendViewingRequest,
              dev.supportchat.v1.SendViewingResponse>(
                service, METHODID_SEND_VIEWING)))
        .addMethod(
          getBatchGetVisitorsMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.supportchat.v1.BatchGetVisitorsRequest,
              dev.supportchat.v1.BatchGetVisitorsResponse>(
                service, METHODID_BATCH_GET_VISITORS)))
        .addMethod(
          getSearchChatSessionsMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.supportchat.v1.SearchChatSessionsRequest,
              dev.supportchat.v1.SearchChatSessionsResponse>(
                service, METHODID_SEARCH_CHAT_SESSIONS)))
        .addMethod(
          getListTeamsMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.supportchat.v1.ListTeamsRequest,
              dev.supportchat.v1.ListTeamsResponse>(
                service, METHODID_LIST_TEAMS)))
        .addMethod(
          getListCannedRepliesMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.supportchat.v1.ListCannedRepliesRequest,
              dev.supportchat.v1.ListCannedRepliesResponse>(
                service, METHODID_LIST_CANNED_REPLIES)))
        .build();
  }

  private static volatile io.grpc.ServiceDescriptor serviceDescriptor;

  public static io.grpc.ServiceDescriptor getServiceDescriptor() {
    io.grpc.ServiceDescriptor result = serviceDescriptor;
    if (result == null) {
      synchronized (AgentServiceGrpc.class) {
        result = serviceDescriptor;
        if (result == null) {
          serviceDescriptor = result = io.grpc.ServiceDescriptor.newBuilder(SERVICE_NAME)
              .addMethod(getGetAgentMethod())
              .addMethod(getListAgentsMethod())
              .addMethod(getSetAvailabilityMethod())
              .addMethod(getAcceptChatSessionMethod())
              .addMethod(getTransferChatSessionMethod())
              .addMethod(getReopenChatSessionMethod())
              .addMethod(getSetTagsMethod())
              .addMethod(getAddNoteMethod())
              .addMethod(getSendViewingMethod())
              .addMethod(getBatchGetVisitorsMethod())
              .addMethod(getSearchChatSessionsMethod())
              .addMethod(getListTeamsMethod())
              .addMethod(getListCannedRepliesMethod())
              .build();
        }
      }
    }
    return result;
  }
}
