package dev.supportchat.v1;

import static io.grpc.MethodDescriptor.generateFullMethodName;

/**
 * <pre>
 * AdminService is for administrators and API keys of the role admin; the RPCs on users but EraseUser are for API keys of the role service as well. Others
 * get PERMISSION_DENIED (ROLE_REQUIRED).
 * </pre>
 */
@io.grpc.stub.annotations.GrpcGenerated
public final class AdminServiceGrpc {

  private AdminServiceGrpc() {}

  public static final java.lang.String SERVICE_NAME = "supportchat.v1.AdminService";

  // Static method descriptors that strictly reflect the proto.
  private static volatile io.grpc.MethodDescriptor<dev.supportchat.v1.CreateUserRequest,
      dev.supportchat.v1.CreateUserResponse> getCreateUserMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "CreateUser",
      requestType = dev.supportchat.v1.CreateUserRequest.class,
      responseType = dev.supportchat.v1.CreateUserResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.supportchat.v1.CreateUserRequest,
      dev.supportchat.v1.CreateUserResponse> getCreateUserMethod() {
    io.grpc.MethodDescriptor<dev.supportchat.v1.CreateUserRequest, dev.supportchat.v1.CreateUserResponse> getCreateUserMethod;
    if ((getCreateUserMethod = AdminServiceGrpc.getCreateUserMethod) == null) {
      synchronized (AdminServiceGrpc.class) {
        if ((getCreateUserMethod = AdminServiceGrpc.getCreateUserMethod) == null) {
          AdminServiceGrpc.getCreateUserMethod = getCreateUserMethod =
              io.grpc.MethodDescriptor.<dev.supportchat.v1.CreateUserRequest, dev.supportchat.v1.CreateUserResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "CreateUser"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.CreateUserRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.CreateUserResponse.getDefaultInstance()))
              .build();
        }
      }
    }
    return getCreateUserMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.supportchat.v1.GetUserRequest,
      dev.supportchat.v1.GetUserResponse> getGetUserMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "GetUser",
      requestType = dev.supportchat.v1.GetUserRequest.class,
      responseType = dev.supportchat.v1.GetUserResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.supportchat.v1.GetUserRequest,
      dev.supportchat.v1.GetUserResponse> getGetUserMethod() {
    io.grpc.MethodDescriptor<dev.supportchat.v1.GetUserRequest, dev.supportchat.v1.GetUserResponse> getGetUserMethod;
    if ((getGetUserMethod = AdminServiceGrpc.getGetUserMethod) == null) {
      synchronized (AdminServiceGrpc.class) {
        if ((getGetUserMethod = AdminServiceGrpc.getGetUserMethod) == null) {
          AdminServiceGrpc.getGetUserMethod = getGetUserMethod =
              io.grpc.MethodDescriptor.<dev.supportchat.v1.GetUserRequest, dev.supportchat.v1.GetUserResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "GetUser"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.GetUserRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.GetUserResponse.getDefaultInstance()))
              .build();
        }
      }
    }
    return getGetUserMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.supportchat.v1.ListUsersRequest,
      dev.supportchat.v1.ListUsersResponse> getListUsersMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListUsers",
      requestType = dev.supportchat.v1.ListUsersRequest.class,
      responseType = dev.supportchat.v1.ListUsersResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.supportchat.v1.ListUsersRequest,
      dev.supportchat.v1.ListUsersResponse> getListUsersMethod() {
    io.grpc.MethodDescriptor<dev.supportchat.v1.ListUsersRequest, dev.supportchat.v1.ListUsersResponse> getListUsersMethod;
    if ((getListUsersMethod = AdminServiceGrpc.getListUsersMethod) == null) {
      synchronized (AdminServiceGrpc.class) {
        if ((getListUsersMethod = AdminServiceGrpc.getListUsersMethod) == null) {
          AdminServiceGrpc.getListUsersMethod = getListUsersMethod =
              io.grpc.MethodDescriptor.<dev.supportchat.v1.ListUsersRequest, dev.supportchat.v1.ListUsersResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListUsers"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.ListUsersRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.ListUsersResponse.getDefaultInstance()))
              .build();
        }
      }
    }
    return getListUsersMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.supportchat.v1.UpdateUserRequest,
      dev.supportchat.v1.UpdateUserResponse> getUpdateUserMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "UpdateUser",
      requestType = dev.supportchat.v1.UpdateUserRequest.class,
      responseType = dev.supportchat.v1.UpdateUserResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.supportchat.v1.UpdateUserRequest,
      dev.supportchat.v1.UpdateUserResponse> getUpdateUserMethod() {
    io.grpc.MethodDescriptor<dev.supportchat.v1.UpdateUserRequest, dev.supportchat.v1.UpdateUserResponse> getUpdateUserMethod;
    if ((getUpdateUserMethod = AdminServiceGrpc.getUpdateUserMethod) == null) {
      synchronized (AdminServiceGrpc.class) {
        if ((getUpdateUserMethod = AdminServiceGrpc.getUpdateUserMethod) == null) {
          AdminServiceGrpc.getUpdateUserMethod = getUpdateUserMethod =
              io.grpc.MethodDescriptor.<dev.supportchat.v1.UpdateUserRequest, dev.supportchat.v1.UpdateUserResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "UpdateUser"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.UpdateUserRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.UpdateUserResponse.getDefaultInstance()))
              .build();
        }
      }
    }
    return getUpdateUserMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.supportchat.v1.EraseUserRequest,
      dev.supportchat.v1.EraseUserResponse> getEraseUserMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "EraseUser",
      requestType = dev.supportchat.v1.EraseUserRequest.class,
      responseType = dev.supportchat.v1.EraseUserResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.supportchat.v1.EraseUserRequest,
      dev.supportchat.v1.EraseUserResponse> getEraseUserMethod() {
    io.grpc.MethodDescriptor<dev.supportchat.v1.EraseUserRequest, dev.supportchat.v1.EraseUserResponse> getEraseUserMethod;
    if ((getEraseUserMethod = AdminServiceGrpc.getEraseUserMethod) == null) {
      synchronized (AdminServiceGrpc.class) {
        if ((getEraseUserMethod = AdminServiceGrpc.getEraseUserMethod) == null) {
          AdminServiceGrpc.getEraseUserMethod = getEraseUserMethod =
              io.grpc.MethodDescriptor.<dev.supportchat.v1.EraseUserRequest, dev.supportchat.v1.EraseUserResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "EraseUser"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.EraseUserRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.EraseUserResponse.getDefaultInstance()))
              .build();
        }
      }
    }
    return getEraseUserMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.supportchat.v1.CreateAgentRequest,
      dev.supportchat.v1.CreateAgentResponse> getCreateAgentMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "CreateAgent",
      requestType = dev.supportchat.v1.CreateAgentRequest.class,
      responseType = dev.supportchat.v1.CreateAgentResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.supportchat.v1.CreateAgentRequest,
      dev.supportchat.v1.CreateAgentResponse> getCreateAgentMethod() {
    io.grpc.MethodDescriptor<dev.supportchat.v1.CreateAgentRequest, dev.supportchat.v1.CreateAgentResponse> getCreateAgentMethod;
    if ((getCreateAgentMethod = AdminServiceGrpc.getCreateAgentMethod) == null) {
      synchronized (AdminServiceGrpc.class) {
        if ((getCreateAgentMethod = AdminServiceGrpc.getCreateAgentMethod) == null) {
          AdminServiceGrpc.getCreateAgentMethod = getCreateAgentMethod =
              io.grpc.MethodDescriptor.<dev.supportchat.v1.CreateAgentRequest, dev.supportchat.v1.CreateAgentResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "CreateAgent"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.CreateAgentRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.CreateAgentResponse.getDefaultInstance()))
              .build();
        }
      }
    }
    return getCreateAgentMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.supportchat.v1.UpdateAgentRequest,
      dev.supportchat.v1.UpdateAgentResponse> getUpdateAgentMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "UpdateAgent",
      requestType = dev.supportchat.v1.UpdateAgentRequest.class,
      responseType = dev.supportchat.v1.UpdateAgentResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.supportchat.v1.UpdateAgentRequest,
      dev.supportchat.v1.UpdateAgentResponse> getUpdateAgentMethod() {
    io.grpc.MethodDescriptor<dev.supportchat.v1.UpdateAgentRequest, dev.supportchat.v1.UpdateAgentResponse> getUpdateAgentMethod;
    if ((getUpdateAgentMethod = AdminServiceGrpc.getUpdateAgentMethod) == null) {
      synchronized (AdminServiceGrpc.class) {
        if ((getUpdateAgentMethod = AdminServiceGrpc.getUpdateAgentMethod) == null) {
          AdminServiceGrpc.getUpdateAgentMethod = getUpdateAgentMethod =
              io.grpc.MethodDescriptor.<dev.supportchat.v1.UpdateAgentRequest, dev.supportchat.v1.UpdateAgentResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "UpdateAgent"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.UpdateAgentRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.UpdateAgentResponse.getDefaultInstance()))
              .build();
        }
      }
    }
    return getUpdateAgentMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.supportchat.v1.SetAgentPasswordRequest,
      dev.supportchat.v1.SetAgentPasswordResponse> getSetAgentPasswordMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "SetAgentPassword",
      requestType = dev.supportchat.v1.SetAgentPasswordRequest.class,
      responseType = dev.supportchat.v1.SetAgentPasswordResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.supportchat.v1.SetAgentPasswordRequest,
      dev.supportchat.v1.SetAgentPasswordResponse> getSetAgentPasswordMethod() {
    io.grpc.MethodDescriptor<dev.supportchat.v1.SetAgentPasswordRequest, dev.supportchat.v1.SetAgentPasswordResponse> getSetAgentPasswordMethod;
    if ((getSetAgentPasswordMethod = AdminServiceGrpc.getSetAgentPasswordMethod) == null) {
      synchronized (AdminServiceGrpc.class) {
        if ((getSetAgentPasswordMethod = AdminServiceGrpc.getSetAgentPasswordMethod) == null) {
          AdminServiceGrpc.getSetAgentPasswordMethod = getSetAgentPasswordMethod =
              io.grpc.MethodDescriptor.<dev.supportchat.v1.SetAgentPasswordRequest, dev.supportchat.v1.SetAgentPasswordResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "SetAgentPassword"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.SetAgentPasswordRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.SetAgentPasswordResponse.getDefaultInstance()))
              .build();
        }
      }
    }
    return getSetAgentPasswordMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.supportchat.v1.CreateApiKeyRequest,
      dev.supportchat.v1.CreateApiKeyResponse> getCreateApiKeyMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "CreateApiKey",
      requestType = dev.supportchat.v1.CreateApiKeyRequest.class,
      responseType = dev.supportchat.v1.CreateApiKeyResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.supportchat.v1.CreateApiKeyRequest,
      dev.supportchat.v1.CreateApiKeyResponse> getCreateApiKeyMethod() {
    io.grpc.MethodDescriptor<dev.supportchat.v1.CreateApiKeyRequest, dev.supportchat.v1.CreateApiKeyResponse> getCreateApiKeyMethod;
    if ((getCreateApiKeyMethod = AdminServiceGrpc.getCreateApiKeyMethod) == null) {
      synchronized (AdminServiceGrpc.class) {
        if ((getCreateApiKeyMethod = AdminServiceGrpc.getCreateApiKeyMethod) == null) {
          AdminServiceGrpc.getCreateApiKeyMethod = getCreateApiKeyMethod =
              io.grpc.MethodDescriptor.<dev.supportchat.v1.CreateApiKeyRequest, dev.supportchat.v1.CreateApiKeyResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "CreateApiKey"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.CreateApiKeyRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.CreateApiKeyResponse.getDefaultInstance()))
              .build();
        }
      }
    }
    return getCreateApiKeyMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.supportchat.v1.ListApiKeysRequest,
      dev.supportchat.v1.ListApiKeysResponse> getListApiKeysMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListApiKeys",
      requestType = dev.supportchat.v1.ListApiKeysRequest.class,
      responseType = dev.supportchat.v1.ListApiKeysResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.supportchat.v1.ListApiKeysRequest,
      dev.supportchat.v1.ListApiKeysResponse> getListApiKeysMethod() {
    io.grpc.MethodDescriptor<dev.supportchat.v1.ListApiKeysRequest, dev.supportchat.v1.ListApiKeysResponse> getListApiKeysMethod;
    if ((getListApiKeysMethod = AdminServiceGrpc.getListApiKeysMethod) == null) {
      synchronized (AdminServiceGrpc.class) {
        if ((getListApiKeysMethod = AdminServiceGrpc.getListApiKeysMethod) == null) {
          AdminServiceGrpc.getListApiKeysMethod = getListApiKeysMethod =
              io.grpc.MethodDescriptor.<dev.supportchat.v1.ListApiKeysRequest, dev.supportchat.v1.ListApiKeysResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListApiKeys"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.ListApiKeysRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.ListApiKeysResponse.getDefaultInstance()))
              .build();
        }
      }
    }
    return getListApiKeysMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.supportchat.v1.RevokeApiKeyRequest,
      dev.supportchat.v1.RevokeApiKeyResponse> getRevokeApiKeyMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "RevokeApiKey",
      requestType = dev.supportchat.v1.RevokeApiKeyRequest.class,
      responseType = dev.supportchat.v1.RevokeApiKeyResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.supportchat.v1.RevokeApiKeyRequest,
      dev.supportchat.v1.RevokeApiKeyResponse> getRevokeApiKeyMethod() {
    io.grpc.MethodDescriptor<dev.supportchat.v1.RevokeApiKeyRequest, dev.supportchat.v1.RevokeApiKeyResponse> getRevokeApiKeyMethod;
    if ((getRevokeApiKeyMethod = AdminServiceGrpc.getRevokeApiKeyMethod) == null) {
      synchronized (AdminServiceGrpc.class) {
        if ((getRevokeApiKeyMethod = AdminServiceGrpc.getRevokeApiKeyMethod) == null) {
          AdminServiceGrpc.getRevokeApiKeyMethod = getRevokeApiKeyMethod =
              io.grpc.MethodDescriptor.<dev.supportchat.v1.RevokeApiKeyRequest, dev.supportchat.v1.RevokeApiKeyResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "RevokeApiKey"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.RevokeApiKeyRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.RevokeApiKeyResponse.getDefaultInstance()))
              .build();
        }
      }
    }
    return getRevokeApiKeyMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.supportchat.v1.CreateSiteRequest,
      dev.supportchat.v1.CreateSiteResponse> getCreateSiteMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "CreateSite",
      requestType = dev.supportchat.v1.CreateSiteRequest.class,
      responseType = dev.supportchat.v1.CreateSiteResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.supportchat.v1.CreateSiteRequest,
      dev.supportchat.v1.CreateSiteResponse> getCreateSiteMethod() {
    io.grpc.MethodDescriptor<dev.supportchat.v1.CreateSiteRequest, dev.supportchat.v1.CreateSiteResponse> getCreateSiteMethod;
    if ((getCreateSiteMethod = AdminServiceGrpc.getCreateSiteMethod) == null) {
      synchronized (AdminServiceGrpc.class) {
        if ((getCreateSiteMethod = AdminServiceGrpc.getCreateSiteMethod) == null) {
          AdminServiceGrpc.getCreateSiteMethod = getCreateSiteMethod =
              io.grpc.MethodDescriptor.<dev.supportchat.v1.CreateSiteRequest, dev.supportchat.v1.CreateSiteResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "CreateSite"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.CreateSiteRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.CreateSiteResponse.getDefaultInstance()))
              .build();
        }
      }
    }
    return getCreateSiteMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.supportchat.v1.GetSiteRequest,
      dev.supportchat.v1.GetSiteResponse> getGetSiteMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "GetSite",
      requestType = dev.supportchat.v1.GetSiteRequest.class,
      responseType = dev.supportchat.v1.GetSiteResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.supportchat.v1.GetSiteRequest,
      dev.supportchat.v1.GetSiteResponse> getGetSiteMethod() {
    io.grpc.MethodDescriptor<dev.supportchat.v1.GetSiteRequest, dev.supportchat.v1.GetSiteResponse> getGetSiteMethod;
    if ((getGetSiteMethod = AdminServiceGrpc.getGetSiteMethod) == null) {
      synchronized (AdminServiceGrpc.class) {
        if ((getGetSiteMethod = AdminServiceGrpc.getGetSiteMethod) == null) {
          AdminServiceGrpc.getGetSiteMethod = getGetSiteMethod =
              io.grpc.MethodDescriptor.<dev.supportchat.v1.GetSiteRequest, dev.supportchat.v1.GetSiteResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "GetSite"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.GetSiteRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.GetSiteResponse.getDefaultInstance()))
              .build();
        }
      }
    }
    return getGetSiteMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.supportchat.v1.ListSitesRequest,
      dev.supportchat.v1.ListSitesResponse> getListSitesMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListSites",
      requestType = dev.supportchat.v1.ListSitesRequest.class,
      responseType = dev.supportchat.v1.ListSitesResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.supportchat.v1.ListSitesRequest,
      dev.supportchat.v1.ListSitesResponse> getListSitesMethod() {
    io.grpc.MethodDescriptor<dev.supportchat.v1.ListSitesRequest, dev.supportchat.v1.ListSitesResponse> getListSitesMethod;
    if ((getListSitesMethod = AdminServiceGrpc.getListSitesMethod) == null) {
      synchronized (AdminServiceGrpc.class) {
        if ((getListSitesMethod = AdminServiceGrpc.getListSitesMethod) == null) {
          AdminServiceGrpc.getListSitesMethod = getListSitesMethod =
              io.grpc.MethodDescriptor.<dev.supportchat.v1.ListSitesRequest, dev.supportchat.v1.ListSitesResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListSites"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.ListSitesRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.ListSitesResponse.getDefaultInstance()))
              .build();
        }
      }
    }
    return getListSitesMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.supportchat.v1.UpdateSiteRequest,
      dev.supportchat.v1.UpdateSiteResponse> getUpdateSiteMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "UpdateSite",
      requestType = dev.supportchat.v1.UpdateSiteRequest.class,
      responseType = dev.supportchat.v1.UpdateSiteResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.supportchat.v1.UpdateSiteRequest,
      dev.supportchat.v1.UpdateSiteResponse> getUpdateSiteMethod() {
    io.grpc.MethodDescriptor<dev.supportchat.v1.UpdateSiteRequest, dev.supportchat.v1.UpdateSiteResponse> getUpdateSiteMethod;
    if ((getUpdateSiteMethod = AdminServiceGrpc.getUpdateSiteMethod) == null) {
      synchronized (AdminServiceGrpc.class) {
        if ((getUpdateSiteMethod = AdminServiceGrpc.getUpdateSiteMethod) == null) {
          AdminServiceGrpc.getUpdateSiteMethod = getUpdateSiteMethod =
              io.grpc.MethodDescriptor.<dev.supportchat.v1.UpdateSiteRequest, dev.supportchat.v1.UpdateSiteResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "UpdateSite"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.UpdateSiteRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.UpdateSiteResponse.getDefaultInstance()))
              .build();
        }
      }
    }
    return getUpdateSiteMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.supportchat.v1.RotateSiteSecretRequest,
      dev.supportchat.v1.RotateSiteSecretResponse> getRotateSiteSecretMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "RotateSiteSecret",
      requestType = dev.supportchat.v1.RotateSiteSecretRequest.class,
      responseType = dev.supportchat.v1.RotateSiteSecretResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.supportchat.v1.RotateSiteSecretRequest,
      dev.supportchat.v1.RotateSiteSecretResponse> getRotateSiteSecretMethod() {
    io.grpc.MethodDescriptor<dev.supportchat.v1.RotateSiteSecretRequest, dev.supportchat.v1.RotateSiteSecretResponse> getRotateSiteSecretMethod;
    if ((getRotateSiteSecretMethod = AdminServiceGrpc.getRotateSiteSecretMethod) == null) {
      synchronized (AdminServiceGrpc.class) {
        if ((getRotateSiteSecretMethod = AdminServiceGrpc.getRotateSiteSecretMethod) == null) {
          AdminServiceGrpc.getRotateSiteSecretMethod = getRotateSiteSecretMethod =
              io.grpc.MethodDescriptor.<dev.supportchat.v1.RotateSiteSecretRequest, dev.supportchat.v1.RotateSiteSecretResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "RotateSiteSecret"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.RotateSiteSecretRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.RotateSiteSecretResponse.getDefaultInstance()))
              .build();
        }
      }
    }
    return getRotateSiteSecretMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.supportchat.v1.CreateTeamRequest,
      dev.supportchat.v1.CreateTeamResponse> getCreateTeamMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "CreateTeam",
      requestType = dev.supportchat.v1.CreateTeamRequest.class,
      responseType = dev.supportchat.v1.CreateTeamResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.supportchat.v1.CreateTeamRequest,
      dev.supportchat.v1.CreateTeamResponse> getCreateTeamMethod() {
    io.grpc.MethodDescriptor<dev.supportchat.v1.CreateTeamRequest, dev.supportchat.v1.CreateTeamResponse> getCreateTeamMethod;
    if ((getCreateTeamMethod = AdminServiceGrpc.getCreateTeamMethod) == null) {
      synchronized (AdminServiceGrpc.class) {
        if ((getCreateTeamMethod = AdminServiceGrpc.getCreateTeamMethod) == null) {
          AdminServiceGrpc.getCreateTeamMethod = getCreateTeamMethod =
              io.grpc.MethodDescriptor.<dev.supportchat.v1.CreateTeamRequest, dev.supportchat.v1.CreateTeamResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "CreateTeam"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.CreateTeamRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.CreateTeamResponse.getDefaultInstance()))
              .build();
        }
      }
    }
    return getCreateTeamMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.supportchat.v1.UpdateTeamRequest,
      dev.supportchat.v1.UpdateTeamResponse> getUpdateTeamMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "UpdateTeam",
      requestType = dev.supportchat.v1.UpdateTeamRequest.class,
      responseType = dev.supportchat.v1.UpdateTeamResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.supportchat.v1.UpdateTeamRequest,
      dev.supportchat.v1.UpdateTeamResponse> getUpdateTeamMethod() {
    io.grpc.MethodDescriptor<dev.supportchat.v1.UpdateTeamRequest, dev.supportchat.v1.UpdateTeamResponse> getUpdateTeamMethod;
    if ((getUpdateTeamMethod = AdminServiceGrpc.getUpdateTeamMethod) == null) {
      synchronized (AdminServiceGrpc.class) {
        if ((getUpdateTeamMethod = AdminServiceGrpc.getUpdateTeamMethod) == null) {
          AdminServiceGrpc.getUpdateTeamMethod = getUpdateTeamMethod =
              io.grpc.MethodDescriptor.<dev.supportchat.v1.UpdateTeamRequest, dev.supportchat.v1.UpdateTeamResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "UpdateTeam"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.UpdateTeamRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.UpdateTeamResponse.getDefaultInstance()))
              .build();
        }
      }
    }
    return getUpdateTeamMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.supportchat.v1.DeleteTeamRequest,
      dev.supportchat.v1.DeleteTeamResponse> getDeleteTeamMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "DeleteTeam",
      requestType = dev.supportchat.v1.DeleteTeamRequest.class,
      responseType = dev.supportchat.v1.DeleteTeamResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.supportchat.v1.DeleteTeamRequest,
      dev.supportchat.v1.DeleteTeamResponse> getDeleteTeamMethod() {
    io.grpc.MethodDescriptor<dev.supportchat.v1.DeleteTeamRequest, dev.supportchat.v1.DeleteTeamResponse> getDeleteTeamMethod;
    if ((getDeleteTeamMethod = AdminServiceGrpc.getDeleteTeamMethod) == null) {
      synchronized (AdminServiceGrpc.class) {
        if ((getDeleteTeamMethod = AdminServiceGrpc.getDeleteTeamMethod) == null) {
          AdminServiceGrpc.getDeleteTeamMethod = getDeleteTeamMethod =
              io.grpc.MethodDescriptor.<dev.supportchat.v1.DeleteTeamRequest, dev.supportchat.v1.DeleteTeamResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "DeleteTeam"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.DeleteTeamRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.DeleteTeamResponse.getDefaultInstance()))
              .build();
        }
      }
    }
    return getDeleteTeamMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.supportchat.v1.CreateCannedReplyRequest,
      dev.supportchat.v1.CreateCannedReplyResponse> getCreateCannedReplyMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "CreateCannedReply",
      requestType = dev.supportchat.v1.CreateCannedReplyRequest.class,
      responseType = dev.supportchat.v1.CreateCannedReplyResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.supportchat.v1.CreateCannedReplyRequest,
      dev.supportchat.v1.CreateCannedReplyResponse> getCreateCannedReplyMethod() {
    io.grpc.MethodDescriptor<dev.supportchat.v1.CreateCannedReplyRequest, dev.supportchat.v1.CreateCannedReplyResponse> getCreateCannedReplyMethod;
    if ((getCreateCannedReplyMethod = AdminServiceGrpc.getCreateCannedReplyMethod) == null) {
      synchronized (AdminServiceGrpc.class) {
        if ((getCreateCannedReplyMethod = AdminServiceGrpc.getCreateCannedReplyMethod) == null) {
          AdminServiceGrpc.getCreateCannedReplyMethod = getCreateCannedReplyMethod =
              io.grpc.MethodDescriptor.<dev.supportchat.v1.CreateCannedReplyRequest, dev.supportchat.v1.CreateCannedReplyResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "CreateCannedReply"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.CreateCannedReplyRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.CreateCannedReplyResponse.getDefaultInstance()))
              .build();
        }
      }
    }
    return getCreateCannedReplyMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.supportchat.v1.UpdateCannedReplyRequest,
      dev.supportchat.v1.UpdateCannedReplyResponse> getUpdateCannedReplyMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "UpdateCannedReply",
      requestType = dev.supportchat.v1.UpdateCannedReplyRequest.class,
      responseType = dev.supportchat.v1.UpdateCannedReplyResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.supportchat.v1.UpdateCannedReplyRequest,
      dev.supportchat.v1.UpdateCannedReplyResponse> getUpdateCannedReplyMethod() {
    io.grpc.MethodDescriptor<dev.supportchat.v1.UpdateCannedReplyRequest, dev.supportchat.v1.UpdateCannedReplyResponse> getUpdateCannedReplyMethod;
    if ((getUpdateCannedReplyMethod = AdminServiceGrpc.getUpdateCannedReplyMethod) == null) {
      synchronized (AdminServiceGrpc.class) {
        if ((getUpdateCannedReplyMethod = AdminServiceGrpc.getUpdateCannedReplyMethod) == null) {
          AdminServiceGrpc.getUpdateCannedReplyMethod = getUpdateCannedReplyMethod =
              io.grpc.MethodDescriptor.<dev.supportchat.v1.UpdateCannedReplyRequest, dev.supportchat.v1.UpdateCannedReplyResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "UpdateCannedReply"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.UpdateCannedReplyRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.UpdateCannedReplyResponse.getDefaultInstance()))
              .build();
        }
      }
    }
    return getUpdateCannedReplyMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.supportchat.v1.DeleteCannedReplyRequest,
      dev.supportchat.v1.DeleteCannedReplyResponse> getDeleteCannedReplyMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "DeleteCannedReply",
      requestType = dev.supportchat.v1.DeleteCannedReplyRequest.class,
      responseType = dev.supportchat.v1.DeleteCannedReplyResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.supportchat.v1.DeleteCannedReplyRequest,
      dev.supportchat.v1.DeleteCannedReplyResponse> getDeleteCannedReplyMethod() {
    io.grpc.MethodDescriptor<dev.supportchat.v1.DeleteCannedReplyRequest, dev.supportchat.v1.DeleteCannedReplyResponse> getDeleteCannedReplyMethod;
    if ((getDeleteCannedReplyMethod = AdminServiceGrpc.getDeleteCannedReplyMethod) == null) {
      synchronized (AdminServiceGrpc.class) {
        if ((getDeleteCannedReplyMethod = AdminServiceGrpc.getDeleteCannedReplyMethod) == null) {
          AdminServiceGrpc.getDeleteCannedReplyMethod = getDeleteCannedReplyMethod =
              io.grpc.MethodDescriptor.<dev.supportchat.v1.DeleteCannedReplyRequest, dev.supportchat.v1.DeleteCannedReplyResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "DeleteCannedReply"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.DeleteCannedReplyRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.DeleteCannedReplyResponse.getDefaultInstance()))
              .build();
        }
      }
    }
    return getDeleteCannedReplyMethod;
  }

  /**
   * Creates a new async stub that supports all call types for the service
   */
  public static AdminServiceStub newStub(io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<AdminServiceStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<AdminServiceStub>() {
        @java.lang.Override
        public AdminServiceStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new AdminServiceStub(channel, callOptions);
        }
      };
    return AdminServiceStub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports all types of calls on the service
   */
  public static AdminServiceBlockingV2Stub newBlockingV2Stub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<AdminServiceBlockingV2Stub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<AdminServiceBlockingV2Stub>() {
        @java.lang.Override
        public AdminServiceBlockingV2Stub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new AdminServiceBlockingV2Stub(channel, callOptions);
        }
      };
    return AdminServiceBlockingV2Stub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports unary and streaming output calls on the service
   */
  public static AdminServiceBlockingStub newBlockingStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<AdminServiceBlockingStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<AdminServiceBlockingStub>() {
        @java.lang.Override
        public AdminServiceBlockingStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new AdminServiceBlockingStub(channel, callOptions);
        }
      };
    return AdminServiceBlockingStub.newStub(factory, channel);
  }

  /**
   * Creates a new ListenableFuture-style stub that supports unary calls on the service
   */
  public static AdminServiceFutureStub newFutureStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<AdminServiceFutureStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<AdminServiceFutureStub>() {
        @java.lang.Override
        public AdminServiceFutureStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new AdminServiceFutureStub(channel, callOptions);
        }
      };
    return AdminServiceFutureStub.newStub(factory, channel);
  }

  /**
   * <pre>
   * AdminService is for administrators and API keys of the role admin; the RPCs on users but EraseUser are for API keys of the role service as well. Others
   * get PERMISSION_DENIED (ROLE_REQUIRED).
   * </pre>
   */
  public interface AsyncService {

    /**
     * <pre>
     * Creates a user. Fails with INVALID_ARGUMENT, NOT_FOUND (SITE_NOT_FOUND) or ALREADY_EXISTS (EXTERNAL_ID_TAKEN).
     * </pre>
     */
    default void createUser(dev.supportchat.v1.CreateUserRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.CreateUserResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getCreateUserMethod(), responseObserver);
    }

    /**
     * <pre>
     * Returns one user. Fails with NOT_FOUND (USER_NOT_FOUND).
     * </pre>
     */
    default void getUser(dev.supportchat.v1.GetUserRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.GetUserResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getGetUserMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists users by id.
     * </pre>
     */
    default void listUsers(dev.supportchat.v1.ListUsersRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.ListUsersResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListUsersMethod(), responseObserver);
    }

    /**
     * <pre>
     * Changes a user's name or e-mail address.
     * </pre>
     */
    default void updateUser(dev.supportchat.v1.UpdateUserRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.UpdateUserResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getUpdateUserMethod(), responseObserver);
    }

    /**
     * <pre>
     * Erases what is known of a user: name, address, external id, attributes, where they were, the texts and files of all their sessions, notes about
     * them and comments of ratings included, and the texts and salts of the same in the audit log. Their open sessions are closed first, and their tokens end at once. The
     * sessions' logs keep every place, and the audit log stays verifiable. It cannot be undone; doing it again finishes what a failure has left. Only for administrators and API
     * keys of the role admin. Fails with NOT_FOUND (USER_NOT_FOUND).
     * </pre>
     */
    default void eraseUser(dev.supportchat.v1.EraseUserRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.EraseUserResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getEraseUserMethod(), responseObserver);
    }

    /**
     * <pre>
     * Creates an agent, unavailable at first. Fails with INVALID_ARGUMENT or ALREADY_EXISTS (EMAIL_TAKEN).
     * </pre>
     */
    default void createAgent(dev.supportchat.v1.CreateAgentRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.CreateAgentResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getCreateAgentMethod(), responseObserver);
    }

    /**
     * <pre>
     * Changes an agent's name, address, role or capacity, or shuts them out. An agent who is shut out loses their tokens, keys and streams at once and
     * becomes unavailable; their sessions stay assigned to them. More room is filled from the queue at once. Fails with FAILED_PRECONDITION (LAST_ADMIN) if nobody would be left to administer.
     * </pre>
     */
    default void updateAgent(dev.supportchat.v1.UpdateAgentRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.UpdateAgentResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getUpdateAgentMethod(), responseObserver);
    }

    /**
     * <pre>
     * Sets an agent's password and revokes all their tokens.
     * </pre>
     */
    default void setAgentPassword(dev.supportchat.v1.SetAgentPasswordRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.SetAgentPasswordResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getSetAgentPasswordMethod(), responseObserver);
    }

    /**
     * <pre>
     * Creates an API key. Its secret is in the response and nowhere else.
     * </pre>
     */
    default void createApiKey(dev.supportchat.v1.CreateApiKeyRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.CreateApiKeyResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getCreateApiKeyMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists API keys by id, revoked ones too, never their secrets.
     * </pre>
     */
    default void listApiKeys(dev.supportchat.v1.ListApiKeysRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.ListApiKeysResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListApiKeysMethod(), responseObserver);
    }

    /**
     * <pre>
     * Revokes an API key: it is refused from now on, and streams opened with it end within a second. Revoking it again changes nothing. Fails with NOT_FOUND (API_KEY_NOT_FOUND).
     * </pre>
     */
    default void revokeApiKey(dev.supportchat.v1.RevokeApiKeyRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.RevokeApiKeyResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getRevokeApiKeyMethod(), responseObserver);
    }

    /**
     * <pre>
     * Creates a site. Its secret, with which the site proves who its visitors are, is in the response and nowhere else. Fails with INVALID_ARGUMENT.
     * </pre>
     */
    default void createSite(dev.supportchat.v1.CreateSiteRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.CreateSiteResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getCreateSiteMethod(), responseObserver);
    }

    /**
     * <pre>
     * Returns one site. Fails with NOT_FOUND (SITE_NOT_FOUND).
     * </pre>
     */
    default void getSite(dev.supportchat.v1.GetSiteRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.GetSiteResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getGetSiteMethod(), responseObserver);
    }

    /**
     * <pre>
     * Lists sites by id.
     * </pre>
     */
    default void listSites(dev.supportchat.v1.ListSitesRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.ListSitesResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListSitesMethod(), responseObserver);
    }

    /**
     * <pre>
     * Changes a site. Pages that show the widget see it when they load it again. Fails with INVALID_ARGUMENT or NOT_FOUND (SITE_NOT_FOUND).
     * </pre>
     */
    default void updateSite(dev.supportchat.v1.UpdateSiteRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.UpdateSiteResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getUpdateSiteMethod(), responseObserver);
    }

    /**
     * <pre>
     * Makes a new secret for a site. Hashes and tokens that were made with the old one are refused from now on. Fails with NOT_FOUND (SITE_NOT_FOUND).
     * </pre>
     */
    default void rotateSiteSecret(dev.supportchat.v1.RotateSiteSecretRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.RotateSiteSecretResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getRotateSiteSecretMethod(), responseObserver);
    }

    /**
     * <pre>
     * Creates a team. Fails with INVALID_ARGUMENT, NOT_FOUND (AGENT_NOT_FOUND) or ALREADY_EXISTS (TEAM_NAME_TAKEN).
     * </pre>
     */
    default void createTeam(dev.supportchat.v1.CreateTeamRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.CreateTeamResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getCreateTeamMethod(), responseObserver);
    }

    /**
     * <pre>
     * Changes a team's name or members. What waits for the team is assigned at once if new members have room. Fails with INVALID_ARGUMENT, NOT_FOUND
     * (TEAM_NOT_FOUND, AGENT_NOT_FOUND) or ALREADY_EXISTS (TEAM_NAME_TAKEN).
     * </pre>
     */
    default void updateTeam(dev.supportchat.v1.UpdateTeamRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.UpdateTeamResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getUpdateTeamMethod(), responseObserver);
    }

    /**
     * <pre>
     * Deletes a team. What is open and was handed to it is anyone's from then on. Fails with NOT_FOUND (TEAM_NOT_FOUND).
     * </pre>
     */
    default void deleteTeam(dev.supportchat.v1.DeleteTeamRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.DeleteTeamResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getDeleteTeamMethod(), responseObserver);
    }

    /**
     * <pre>
     * Creates a canned reply. Fails with INVALID_ARGUMENT or ALREADY_EXISTS (SHORTCUT_TAKEN).
     * </pre>
     */
    default void createCannedReply(dev.supportchat.v1.CreateCannedReplyRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.CreateCannedReplyResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getCreateCannedReplyMethod(), responseObserver);
    }

    /**
     * <pre>
     * Changes a canned reply. Fails with INVALID_ARGUMENT, NOT_FOUND (CANNED_REPLY_NOT_FOUND) or ALREADY_EXISTS (SHORTCUT_TAKEN).
     * </pre>
     */
    default void updateCannedReply(dev.supportchat.v1.UpdateCannedReplyRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.UpdateCannedReplyResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getUpdateCannedReplyMethod(), responseObserver);
    }

    /**
     * <pre>
     * Deletes a canned reply. Fails with NOT_FOUND (CANNED_REPLY_NOT_FOUND).
     * </pre>
     */
    default void deleteCannedReply(dev.supportchat.v1.DeleteCannedReplyRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.DeleteCannedReplyResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getDeleteCannedReplyMethod(), responseObserver);
    }
  }

  /**
   * Base class for the server implementation of the service AdminService.
   * <pre>
   * AdminService is for administrators and API keys of the role admin; the RPCs on users but EraseUser are for API keys of the role service as well. Others
   * get PERMISSION_DENIED (ROLE_REQUIRED).
   * </pre>
   */
  public static abstract class AdminServiceImplBase
      implements io.grpc.BindableService, AsyncService {

    @java.lang.Override public final io.grpc.ServerServiceDefinition bindService() {
      return AdminServiceGrpc.bindService(this);
    }
  }

  /**
   * A stub to allow clients to do asynchronous rpc calls to service AdminService.
   * <pre>
   * AdminService is for administrators and API keys of the role admin; the RPCs on users but EraseUser are for API keys of the role service as well. Others
   * get PERMISSION_DENIED (ROLE_REQUIRED).
   * </pre>
   */
  public static final class AdminServiceStub
      extends io.grpc.stub.AbstractAsyncStub<AdminServiceStub> {
    private AdminServiceStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected AdminServiceStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new AdminServiceStub(channel, callOptions);
    }

    /**
     * <pre>
     * Creates a user. Fails with INVALID_ARGUMENT, NOT_FOUND (SITE_NOT_FOUND) or ALREADY_EXISTS (EXTERNAL_ID_TAKEN).
     * </pre>
     */
    public void createUser(dev.supportchat.v1.CreateUserRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.CreateUserResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getCreateUserMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Returns one user. Fails with NOT_FOUND (USER_NOT_FOUND).
     * </pre>
     */
    public void getUser(dev.supportchat.v1.GetUserRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.GetUserResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getGetUserMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists users by id.
     * </pre>
     */
    public void listUsers(dev.supportchat.v1.ListUsersRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.ListUsersResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListUsersMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Changes a user's name or e-mail address.
     * </pre>
     */
    public void updateUser(dev.supportchat.v1.UpdateUserRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.UpdateUserResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getUpdateUserMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Erases what is known of a user: name, address, external id, attributes, where they were, the texts and files of all their sessions, notes about
     * them and comments of ratings included, and the texts and salts of the same in the audit log. Their open sessions are closed first, and their tokens end at once. The
     * sessions' logs keep every place, and the audit log stays verifiable. It cannot be undone; doing it again finishes what a failure has left. Only for administrators and API
     * keys of the role admin. Fails with NOT_FOUND (USER_NOT_FOUND).
     * </pre>
     */
    public void eraseUser(dev.supportchat.v1.EraseUserRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.EraseUserResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getEraseUserMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Creates an agent, unavailable at first. Fails with INVALID_ARGUMENT or ALREADY_EXISTS (EMAIL_TAKEN).
     * </pre>
     */
    public void createAgent(dev.supportchat.v1.CreateAgentRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.CreateAgentResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getCreateAgentMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Changes an agent's name, address, role or capacity, or shuts them out. An agent who is shut out loses their tokens, keys and streams at once and
     * becomes unavailable; their sessions stay assigned to them. More room is filled from the queue at once. Fails with FAILED_PRECONDITION (LAST_ADMIN) if nobody would be left to administer.
     * </pre>
     */
    public void updateAgent(dev.supportchat.v1.UpdateAgentRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.UpdateAgentResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getUpdateAgentMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Sets an agent's password and revokes all their tokens.
     * </pre>
     */
    public void setAgentPassword(dev.supportchat.v1.SetAgentPasswordRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.SetAgentPasswordResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getSetAgentPasswordMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Creates an API key. Its secret is in the response and nowhere else.
     * </pre>
     */
    public void createApiKey(dev.supportchat.v1.CreateApiKeyRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.CreateApiKeyResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getCreateApiKeyMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists API keys by id, revoked ones too, never their secrets.
     * </pre>
     */
    public void listApiKeys(dev.supportchat.v1.ListApiKeysRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.ListApiKeysResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListApiKeysMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Revokes an API key: it is refused from now on, and streams opened with it end within a second. Revoking it again changes nothing. Fails with NOT_FOUND (API_KEY_NOT_FOUND).
     * </pre>
     */
    public void revokeApiKey(dev.supportchat.v1.RevokeApiKeyRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.RevokeApiKeyResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getRevokeApiKeyMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Creates a site. Its secret, with which the site proves who its visitors are, is in the response and nowhere else. Fails with INVALID_ARGUMENT.
     * </pre>
     */
    public void createSite(dev.supportchat.v1.CreateSiteRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.CreateSiteResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getCreateSiteMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Returns one site. Fails with NOT_FOUND (SITE_NOT_FOUND).
     * </pre>
     */
    public void getSite(dev.supportchat.v1.GetSiteRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.GetSiteResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getGetSiteMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Lists sites by id.
     * </pre>
     */
    public void listSites(dev.supportchat.v1.ListSitesRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.ListSitesResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListSitesMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Changes a site. Pages that show the widget see it when they load it again. Fails with INVALID_ARGUMENT or NOT_FOUND (SITE_NOT_FOUND).
     * </pre>
     */
    public void updateSite(dev.supportchat.v1.UpdateSiteRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.UpdateSiteResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getUpdateSiteMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Makes a new secret for a site. Hashes and tokens that were made with the old one are refused from now on. Fails with NOT_FOUND (SITE_NOT_FOUND).
     * </pre>
     */
    public void rotateSiteSecret(dev.supportchat.v1.RotateSiteSecretRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.RotateSiteSecretResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getRotateSiteSecretMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Creates a team. Fails with INVALID_ARGUMENT, NOT_FOUND (AGENT_NOT_FOUND) or ALREADY_EXISTS (TEAM_NAME_TAKEN).
     * </pre>
     */
    public void createTeam(dev.supportchat.v1.CreateTeamRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.CreateTeamResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getCreateTeamMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Changes a team's name or members. What waits for the team is assigned at once if new members have room. Fails with INVALID_ARGUMENT, NOT_FOUND
     * (TEAM_NOT_FOUND, AGENT_NOT_FOUND) or ALREADY_EXISTS (TEAM_NAME_TAKEN).
     * </pre>
     */
    public void updateTeam(dev.supportchat.v1.UpdateTeamRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.UpdateTeamResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getUpdateTeamMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Deletes a team. What is open and was handed to it is anyone's from then on. Fails with NOT_FOUND (TEAM_NOT_FOUND).
     * </pre>
     */
    public void deleteTeam(dev.supportchat.v1.DeleteTeamRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.DeleteTeamResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getDeleteTeamMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Creates a canned reply. Fails with INVALID_ARGUMENT or ALREADY_EXISTS (SHORTCUT_TAKEN).
     * </pre>
     */
    public void createCannedReply(dev.supportchat.v1.CreateCannedReplyRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.CreateCannedReplyResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getCreateCannedReplyMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Changes a canned reply. Fails with INVALID_ARGUMENT, NOT_FOUND (CANNED_REPLY_NOT_FOUND) or ALREADY_EXISTS (SHORTCUT_TAKEN).
     * </pre>
     */
    public void updateCannedReply(dev.supportchat.v1.UpdateCannedReplyRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.UpdateCannedReplyResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getUpdateCannedReplyMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Deletes a canned reply. Fails with NOT_FOUND (CANNED_REPLY_NOT_FOUND).
     * </pre>
     */
    public void deleteCannedReply(dev.supportchat.v1.DeleteCannedReplyRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.DeleteCannedReplyResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getDeleteCannedReplyMethod(), getCallOptions()), request, responseObserver);
    }
  }

  /**
   * A stub to allow clients to do synchronous rpc calls to service AdminService.
   * <pre>
   * AdminService is for administrators and API keys of the role admin; the RPCs on users but EraseUser are for API keys of the role service as well. Others
   * get PERMISSION_DENIED (ROLE_REQUIRED).
   * </pre>
   */
  public static final class AdminServiceBlockingV2Stub
      extends io.grpc.stub.AbstractBlockingStub<AdminServiceBlockingV2Stub> {
    private AdminServiceBlockingV2Stub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected AdminServiceBlockingV2Stub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new AdminServiceBlockingV2Stub(channel, callOptions);
    }

    /**
     * <pre>
     * Creates a user. Fails with INVALID_ARGUMENT, NOT_FOUND (SITE_NOT_FOUND) or ALREADY_EXISTS (EXTERNAL_ID_TAKEN).
     * </pre>
     */
    public dev.supportchat.v1.CreateUserResponse createUser(dev.supportchat.v1.CreateUserRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getCreateUserMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Returns one user. Fails with NOT_FOUND (USER_NOT_FOUND).
     * </pre>
     */
    public dev.supportchat.v1.GetUserResponse getUser(dev.supportchat.v1.GetUserRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getGetUserMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists users by id.
     * </pre>
     */
    public dev.supportchat.v1.ListUsersResponse listUsers(dev.supportchat.v1.ListUsersRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListUsersMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Changes a user's name or e-mail address.
     * </pre>
     */
    public dev.supportchat.v1.UpdateUserResponse updateUser(dev.supportchat.v1.UpdateUserRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getUpdateUserMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Erases what is known of a user: name, address, external id, attributes, where they were, the texts and files of all their sessions, notes about
     * them and comments of ratings included, and the texts and salts of the same in the audit log. Their open sessions are closed first, and their tokens end at once. The
     * sessions' logs keep every place, and the audit log stays verifiable. It cannot be undone; doing it again finishes what a failure has left. Only for administrators and API
     * keys of the role admin. Fails with NOT_FOUND (USER_NOT_FOUND).
     * </pre>
     */
    public dev.supportchat.v1.EraseUserResponse eraseUser(dev.supportchat.v1.EraseUserRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getEraseUserMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Creates an agent, unavailable at first. Fails with INVALID_ARGUMENT or ALREADY_EXISTS (EMAIL_TAKEN).
     * </pre>
     */
    public dev.supportchat.v1.CreateAgentResponse createAgent(dev.supportchat.v1.CreateAgentRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getCreateAgentMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Changes an agent's name, address, role or capacity, or shuts them out. An agent who is shut out loses their tokens, keys and streams at once and
     * becomes unavailable; their sessions stay assigned to them. More room is filled from the queue at once. Fails with FAILED_PRECONDITION (LAST_ADMIN) if nobody would be left to administer.
     * </pre>
     */
    public dev.supportchat.v1.UpdateAgentResponse updateAgent(dev.supportchat.v1.UpdateAgentRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getUpdateAgentMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Sets an agent's password and revokes all their tokens.
     * </pre>
     */
    public dev.supportchat.v1.SetAgentPasswordResponse setAgentPassword(dev.supportchat.v1.SetAgentPasswordRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getSetAgentPasswordMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Creates an API key. Its secret is in the response and nowhere else.
     * </pre>
     */
    public dev.supportchat.v1.CreateApiKeyResponse createApiKey(dev.supportchat.v1.CreateApiKeyRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getCreateApiKeyMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists API keys by id, revoked ones too, never their secrets.
     * </pre>
     */
    public dev.supportchat.v1.ListApiKeysResponse listApiKeys(dev.supportchat.v1.ListApiKeysRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListApiKeysMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Revokes an API key: it is refused from now on, and streams opened with it end within a second. Revoking it again changes nothing. Fails with NOT_FOUND (API_KEY_NOT_FOUND).
     * </pre>
     */
    public dev.supportchat.v1.RevokeApiKeyResponse revokeApiKey(dev.supportchat.v1.RevokeApiKeyRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getRevokeApiKeyMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Creates a site. Its secret, with which the site proves who its visitors are, is in the response and nowhere else. Fails with INVALID_ARGUMENT.
     * </pre>
     */
    public dev.supportchat.v1.CreateSiteResponse createSite(dev.supportchat.v1.CreateSiteRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getCreateSiteMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Returns one site. Fails with NOT_FOUND (SITE_NOT_FOUND).
     * </pre>
     */
    public dev.supportchat.v1.GetSiteResponse getSite(dev.supportchat.v1.GetSiteRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getGetSiteMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists sites by id.
     * </pre>
     */
    public dev.supportchat.v1.ListSitesResponse listSites(dev.supportchat.v1.ListSitesRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListSitesMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Changes a site. Pages that show the widget see it when they load it again. Fails with INVALID_ARGUMENT or NOT_FOUND (SITE_NOT_FOUND).
     * </pre>
     */
    public dev.supportchat.v1.UpdateSiteResponse updateSite(dev.supportchat.v1.UpdateSiteRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getUpdateSiteMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Makes a new secret for a site. Hashes and tokens that were made with the old one are refused from now on. Fails with NOT_FOUND (SITE_NOT_FOUND).
     * </pre>
     */
    public dev.supportchat.v1.RotateSiteSecretResponse rotateSiteSecret(dev.supportchat.v1.RotateSiteSecretRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getRotateSiteSecretMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Creates a team. Fails with INVALID_ARGUMENT, NOT_FOUND (AGENT_NOT_FOUND) or ALREADY_EXISTS (TEAM_NAME_TAKEN).
     * </pre>
     */
    public dev.supportchat.v1.CreateTeamResponse createTeam(dev.supportchat.v1.CreateTeamRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getCreateTeamMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Changes a team's name or members. What waits for the team is assigned at once if new members have room. Fails with INVALID_ARGUMENT, NOT_FOUND
     * (TEAM_NOT_FOUND, AGENT_NOT_FOUND) or ALREADY_EXISTS (TEAM_NAME_TAKEN).
     * </pre>
     */
    public dev.supportchat.v1.UpdateTeamResponse updateTeam(dev.supportchat.v1.UpdateTeamRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getUpdateTeamMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Deletes a team. What is open and was handed to it is anyone's from then on. Fails with NOT_FOUND (TEAM_NOT_FOUND).
     * </pre>
     */
    public dev.supportchat.v1.DeleteTeamResponse deleteTeam(dev.supportchat.v1.DeleteTeamRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getDeleteTeamMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Creates a canned reply. Fails with INVALID_ARGUMENT or ALREADY_EXISTS (SHORTCUT_TAKEN).
     * </pre>
     */
    public dev.supportchat.v1.CreateCannedReplyResponse createCannedReply(dev.supportchat.v1.CreateCannedReplyRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getCreateCannedReplyMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Changes a canned reply. Fails with INVALID_ARGUMENT, NOT_FOUND (CANNED_REPLY_NOT_FOUND) or ALREADY_EXISTS (SHORTCUT_TAKEN).
     * </pre>
     */
    public dev.supportchat.v1.UpdateCannedReplyResponse updateCannedReply(dev.supportchat.v1.UpdateCannedReplyRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getUpdateCannedReplyMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Deletes a canned reply. Fails with NOT_FOUND (CANNED_REPLY_NOT_FOUND).
     * </pre>
     */
    public dev.supportchat.v1.DeleteCannedReplyResponse deleteCannedReply(dev.supportchat.v1.DeleteCannedReplyRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getDeleteCannedReplyMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do limited synchronous rpc calls to service AdminService.
   * <pre>
   * AdminService is for administrators and API keys of the role admin; the RPCs on users but EraseUser are for API keys of the role service as well. Others
   * get PERMISSION_DENIED (ROLE_REQUIRED).
   * </pre>
   */
  public static final class AdminServiceBlockingStub
      extends io.grpc.stub.AbstractBlockingStub<AdminServiceBlockingStub> {
    private AdminServiceBlockingStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected AdminServiceBlockingStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new AdminServiceBlockingStub(channel, callOptions);
    }

    /**
     * <pre>
     * Creates a user. Fails with INVALID_ARGUMENT, NOT_FOUND (SITE_NOT_FOUND) or ALREADY_EXISTS (EXTERNAL_ID_TAKEN).
     * </pre>
     */
    public dev.supportchat.v1.CreateUserResponse createUser(dev.supportchat.v1.CreateUserRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getCreateUserMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Returns one user. Fails with NOT_FOUND (USER_NOT_FOUND).
     * </pre>
     */
    public dev.supportchat.v1.GetUserResponse getUser(dev.supportchat.v1.GetUserRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getGetUserMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists users by id.
     * </pre>
     */
    public dev.supportchat.v1.ListUsersResponse listUsers(dev.supportchat.v1.ListUsersRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListUsersMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Changes a user's name or e-mail address.
     * </pre>
     */
    public dev.supportchat.v1.UpdateUserResponse updateUser(dev.supportchat.v1.UpdateUserRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getUpdateUserMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Erases what is known of a user: name, address, external id, attributes, where they were, the texts and files of all their sessions, notes about
     * them and comments of ratings included, and the texts and salts of the same in the audit log. Their open sessions are closed first, and their tokens end at once. The
     * sessions' logs keep every place, and the audit log stays verifiable. It cannot be undone; doing it again finishes what a failure has left. Only for administrators and API
     * keys of the role admin. Fails with NOT_FOUND (USER_NOT_FOUND).
     * </pre>
     */
    public dev.supportchat.v1.EraseUserResponse eraseUser(dev.supportchat.v1.EraseUserRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getEraseUserMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Creates an agent, unavailable at first. Fails with INVALID_ARGUMENT or ALREADY_EXISTS (EMAIL_TAKEN).
     * </pre>
     */
    public dev.supportchat.v1.CreateAgentResponse createAgent(dev.supportchat.v1.CreateAgentRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getCreateAgentMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Changes an agent's name, address, role or capacity, or shuts them out. An agent who is shut out loses their tokens, keys and streams at once and
     * becomes unavailable; their sessions stay assigned to them. More room is filled from the queue at once. Fails with FAILED_PRECONDITION (LAST_ADMIN) if nobody would be left to administer.
     * </pre>
     */
    public dev.supportchat.v1.UpdateAgentResponse updateAgent(dev.supportchat.v1.UpdateAgentRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getUpdateAgentMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Sets an agent's password and revokes all their tokens.
     * </pre>
     */
    public dev.supportchat.v1.SetAgentPasswordResponse setAgentPassword(dev.supportchat.v1.SetAgentPasswordRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getSetAgentPasswordMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Creates an API key. Its secret is in the response and nowhere else.
     * </pre>
     */
    public dev.supportchat.v1.CreateApiKeyResponse createApiKey(dev.supportchat.v1.CreateApiKeyRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getCreateApiKeyMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists API keys by id, revoked ones too, never their secrets.
     * </pre>
     */
    public dev.supportchat.v1.ListApiKeysResponse listApiKeys(dev.supportchat.v1.ListApiKeysRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListApiKeysMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Revokes an API key: it is refused from now on, and streams opened with it end within a second. Revoking it again changes nothing. Fails with NOT_FOUND (API_KEY_NOT_FOUND).
     * </pre>
     */
    public dev.supportchat.v1.RevokeApiKeyResponse revokeApiKey(dev.supportchat.v1.RevokeApiKeyRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getRevokeApiKeyMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Creates a site. Its secret, with which the site proves who its visitors are, is in the response and nowhere else. Fails with INVALID_ARGUMENT.
     * </pre>
     */
    public dev.supportchat.v1.CreateSiteResponse createSite(dev.supportchat.v1.CreateSiteRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getCreateSiteMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Returns one site. Fails with NOT_FOUND (SITE_NOT_FOUND).
     * </pre>
     */
    public dev.supportchat.v1.GetSiteResponse getSite(dev.supportchat.v1.GetSiteRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getGetSiteMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Lists sites by id.
     * </pre>
     */
    public dev.supportchat.v1.ListSitesResponse listSites(dev.supportchat.v1.ListSitesRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListSitesMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Changes a site. Pages that show the widget see it when they load it again. Fails with INVALID_ARGUMENT or NOT_FOUND (SITE_NOT_FOUND).
     * </pre>
     */
    public dev.supportchat.v1.UpdateSiteResponse updateSite(dev.supportchat.v1.UpdateSiteRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getUpdateSiteMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Makes a new secret for a site. Hashes and tokens that were made with the old one are refused from now on. Fails with NOT_FOUND (SITE_NOT_FOUND).
     * </pre>
     */
    public dev.supportchat.v1.RotateSiteSecretResponse rotateSiteSecret(dev.supportchat.v1.RotateSiteSecretRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getRotateSiteSecretMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Creates a team. Fails with INVALID_ARGUMENT, NOT_FOUND (AGENT_NOT_FOUND) or ALREADY_EXISTS (TEAM_NAME_TAKEN).
     * </pre>
     */
    public dev.supportchat.v1.CreateTeamResponse createTeam(dev.supportchat.v1.CreateTeamRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getCreateTeamMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Changes a team's name or members. What waits for the team is assigned at once if new members have room. Fails with INVALID_ARGUMENT, NOT_FOUND
     * (TEAM_NOT_FOUND, AGENT_NOT_FOUND) or ALREADY_EXISTS (TEAM_NAME_TAKEN).
     * </pre>
     */
    public dev.supportchat.v1.UpdateTeamResponse updateTeam(dev.supportchat.v1.UpdateTeamRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getUpdateTeamMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Deletes a team. What is open and was handed to it is anyone's from then on. Fails with NOT_FOUND (TEAM_NOT_FOUND).
     * </pre>
     */
    public dev.supportchat.v1.DeleteTeamResponse deleteTeam(dev.supportchat.v1.DeleteTeamRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getDeleteTeamMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Creates a canned reply. Fails with INVALID_ARGUMENT or ALREADY_EXISTS (SHORTCUT_TAKEN).
     * </pre>
     */
    public dev.supportchat.v1.CreateCannedReplyResponse createCannedReply(dev.supportchat.v1.CreateCannedReplyRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getCreateCannedReplyMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Changes a canned reply. Fails with INVALID_ARGUMENT, NOT_FOUND (CANNED_REPLY_NOT_FOUND) or ALREADY_EXISTS (SHORTCUT_TAKEN).
     * </pre>
     */
    public dev.supportchat.v1.UpdateCannedReplyResponse updateCannedReply(dev.supportchat.v1.UpdateCannedReplyRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getUpdateCannedReplyMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Deletes a canned reply. Fails with NOT_FOUND (CANNED_REPLY_NOT_FOUND).
     * </pre>
     */
    public dev.supportchat.v1.DeleteCannedReplyResponse deleteCannedReply(dev.supportchat.v1.DeleteCannedReplyRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getDeleteCannedReplyMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do ListenableFuture-style rpc calls to service AdminService.
   * <pre>
   * AdminService is for administrators and API keys of the role admin; the RPCs on users but EraseUser are for API keys of the role service as well. Others
   * get PERMISSION_DENIED (ROLE_REQUIRED).
   * </pre>
   */
  public static final class AdminServiceFutureStub
      extends io.grpc.stub.AbstractFutureStub<AdminServiceFutureStub> {
    private AdminServiceFutureStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected AdminServiceFutureStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new AdminServiceFutureStub(channel, callOptions);
    }

    /**
     * <pre>
     * Creates a user. Fails with INVALID_ARGUMENT, NOT_FOUND (SITE_NOT_FOUND) or ALREADY_EXISTS (EXTERNAL_ID_TAKEN).
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.supportchat.v1.CreateUserResponse> createUser(
        dev.supportchat.v1.CreateUserRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getCreateUserMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Returns one user. Fails with NOT_FOUND (USER_NOT_FOUND).
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.supportchat.v1.GetUserResponse> getUser(
        dev.supportchat.v1.GetUserRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getGetUserMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists users by id.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.supportchat.v1.ListUsersResponse> listUsers(
        dev.supportchat.v1.ListUsersRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListUsersMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Changes a user's name or e-mail address.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.supportchat.v1.UpdateUserResponse> updateUser(
        dev.supportchat.v1.UpdateUserRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getUpdateUserMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Erases what is known of a user: name, address, external id, attributes, where they were, the texts and files of all their sessions, notes about
     * them and comments of ratings included, and the texts and salts of the same in the audit log. Their open sessions are closed first, and their tokens end at once. The
     * sessions' logs keep every place, and the audit log stays verifiable. It cannot be undone; doing it again finishes what a failure has left. Only for administrators and API
     * keys of the role admin. Fails with NOT_FOUND (USER_NOT_FOUND).
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.supportchat.v1.EraseUserResponse> eraseUser(
        dev.supportchat.v1.EraseUserRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getEraseUserMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Creates an agent, unavailable at first. Fails with INVALID_ARGUMENT or ALREADY_EXISTS (EMAIL_TAKEN).
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.supportchat.v1.CreateAgentResponse> createAgent(
        dev.supportchat.v1.CreateAgentRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getCreateAgentMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Changes an agent's name, address, role or capacity, or shuts them out. An agent who is shut out loses their tokens, keys and streams at once and
     * becomes unavailable; their sessions stay assigned to them. More room is filled from the queue at once. Fails with FAILED_PRECONDITION (LAST_ADMIN) if nobody would be left to administer.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.supportchat.v1.UpdateAgentResponse> updateAgent(
        dev.supportchat.v1.UpdateAgentRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getUpdateAgentMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Sets an agent's password and revokes all their tokens.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.supportchat.v1.SetAgentPasswordResponse> setAgentPassword(
        dev.supportchat.v1.SetAgentPasswordRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getSetAgentPasswordMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Creates an API key. Its secret is in the response and nowhere else.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.supportchat.v1.CreateApiKeyResponse> createApiKey(
        dev.supportchat.v1.CreateApiKeyRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getCreateApiKeyMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists API keys by id, revoked ones too, never their secrets.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.supportchat.v1.ListApiKeysResponse> listApiKeys(
        dev.supportchat.v1.ListApiKeysRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListApiKeysMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Revokes an API key: it is refused from now on, and streams opened with it end within a second. Revoking it again changes nothing. Fails with NOT_FOUND (API_KEY_NOT_FOUND).
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.supportchat.v1.RevokeApiKeyResponse> revokeApiKey(
        dev.supportchat.v1.RevokeApiKeyRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getRevokeApiKeyMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Creates a site. Its secret, with which the site proves who its visitors are, is in the response and nowhere else. Fails with INVALID_ARGUMENT.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.supportchat.v1.CreateSiteResponse> createSite(
        dev.supportchat.v1.CreateSiteRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getCreateSiteMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Returns one site. Fails with NOT_FOUND (SITE_NOT_FOUND).
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.supportchat.v1.GetSiteResponse> getSite(
        dev.supportchat.v1.GetSiteRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getGetSiteMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Lists sites by id.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.supportchat.v1.ListSitesResponse> listSites(
        dev.supportchat.v1.ListSitesRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListSitesMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Changes a site. Pages that show the widget see it when they load it again. Fails with INVALID_ARGUMENT or NOT_FOUND (SITE_NOT_FOUND).
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.supportchat.v1.UpdateSiteResponse> updateSite(
        dev.supportchat.v1.UpdateSiteRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getUpdateSiteMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Makes a new secret for a site. Hashes and tokens that were made with the old one are refused from now on. Fails with NOT_FOUND (SITE_NOT_FOUND).
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.supportchat.v1.RotateSiteSecretResponse> rotateSiteSecret(
        dev.supportchat.v1.RotateSiteSecretRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getRotateSiteSecretMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Creates a team. Fails with INVALID_ARGUMENT, NOT_FOUND (AGENT_NOT_FOUND) or ALREADY_EXISTS (TEAM_NAME_TAKEN).
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.supportchat.v1.CreateTeamResponse> createTeam(
        dev.supportchat.v1.CreateTeamRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getCreateTeamMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Changes a team's name or members. What waits for the team is assigned at once if new members have room. Fails with INVALID_ARGUMENT, NOT_FOUND
     * (TEAM_NOT_FOUND, AGENT_NOT_FOUND) or ALREADY_EXISTS (TEAM_NAME_TAKEN).
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.supportchat.v1.UpdateTeamResponse> updateTeam(
        dev.supportchat.v1.UpdateTeamRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getUpdateTeamMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Deletes a team. What is open and was handed to it is anyone's from then on. Fails with NOT_FOUND (TEAM_NOT_FOUND).
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.supportchat.v1.DeleteTeamResponse> deleteTeam(
        dev.supportchat.v1.DeleteTeamRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getDeleteTeamMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Creates a canned reply. Fails with INVALID_ARGUMENT or ALREADY_EXISTS (SHORTCUT_TAKEN).
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.supportchat.v1.CreateCannedReplyResponse> createCannedReply(
        dev.supportchat.v1.CreateCannedReplyRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getCreateCannedReplyMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Changes a canned reply. Fails with INVALID_ARGUMENT, NOT_FOUND (CANNED_REPLY_NOT_FOUND) or ALREADY_EXISTS (SHORTCUT_TAKEN).
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.supportchat.v1.UpdateCannedReplyResponse> updateCannedReply(
        dev.supportchat.v1.UpdateCannedReplyRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getUpdateCannedReplyMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Deletes a canned reply. Fails with NOT_FOUND (CANNED_REPLY_NOT_FOUND).
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.supportchat.v1.DeleteCannedReplyResponse> deleteCannedReply(
        dev.supportchat.v1.DeleteCannedReplyRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getDeleteCannedReplyMethod(), getCallOptions()), request);
    }
  }

  private static final int METHODID_CREATE_USER = 0;
  private static final int METHODID_GET_USER = 1;
  private static final int METHODID_LIST_USERS = 2;
  private static final int METHODID_UPDATE_USER = 3;
  private static final int METHODID_ERASE_USER = 4;
  private static final int METHODID_CREATE_AGENT = 5;
  private static final int METHODID_UPDATE_AGENT = 6;
  private static final int METHODID_SET_AGENT_PASSWORD = 7;
  private static final int METHODID_CREATE_API_KEY = 8;
  private static final int METHODID_LIST_API_KEYS = 9;
  private static final int METHODID_REVOKE_API_KEY = 10;
  private static final int METHODID_CREATE_SITE = 11;
  private static final int METHODID_GET_SITE = 12;
  private static final int METHODID_LIST_SITES = 13;
  private static final int METHODID_UPDATE_SITE = 14;
  private static final int METHODID_ROTATE_SITE_SECRET = 15;
  private static final int METHODID_CREATE_TEAM = 16;
  private static final int METHODID_UPDATE_TEAM = 17;
  private static final int METHODID_DELETE_TEAM = 18;
  private static final int METHODID_CREATE_CANNED_REPLY = 19;
  private static final int METHODID_UPDATE_CANNED_REPLY = 20;
  private static final int METHODID_DELETE_CANNED_REPLY = 21;

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
        case METHODID_CREATE_USER:
          serviceImpl.createUser((dev.supportchat.v1.CreateUserRequest) request,
              (io.grpc.stub.StreamObserver<dev.supportchat.v1.CreateUserResponse>) responseObserver);
          break;
        case METHODID_GET_USER:
          serviceImpl.getUser((dev.supportchat.v1.GetUserRequest) request,
              (io.grpc.stub.StreamObserver<dev.supportchat.v1.GetUserResponse>) responseObserver);
          break;
        case METHODID_LIST_USERS:
          serviceImpl.listUsers((dev.supportchat.v1.ListUsersRequest) request,
              (io.grpc.stub.StreamObserver<dev.supportchat.v1.ListUsersResponse>) responseObserver);
          break;
        case METHODID_UPDATE_USER:
          serviceImpl.updateUser((dev.supportchat.v1.UpdateUserRequest) request,
              (io.grpc.stub.StreamObserver<dev.supportchat.v1.UpdateUserResponse>) responseObserver);
          break;
        case METHODID_ERASE_USER:
          serviceImpl.eraseUser((dev.supportchat.v1.EraseUserRequest) request,
              (io.grpc.stub.StreamObserver<dev.supportchat.v1.EraseUserResponse>) responseObserver);
          break;
        case METHODID_CREATE_AGENT:
          serviceImpl.createAgent((dev.supportchat.v1.CreateAgentRequest) request,
              (io.grpc.stub.StreamObserver<dev.supportchat.v1.CreateAgentResponse>) responseObserver);
          break;
        case METHODID_UPDATE_AGENT:
          serviceImpl.updateAgent((dev.supportchat.v1.UpdateAgentRequest) request,
              (io.grpc.stub.StreamObserver<dev.supportchat.v1.UpdateAgentResponse>) responseObserver);
          break;
        case METHODID_SET_AGENT_PASSWORD:
          serviceImpl.setAgentPassword((dev.supportchat.v1.SetAgentPasswordRequest) request,
              (io.grpc.stub.StreamObserver<dev.supportchat.v1.SetAgentPasswordResponse>) responseObserver);
          break;
        case METHODID_CREATE_API_KEY:
          serviceImpl.createApiKey((dev.supportchat.v1.CreateApiKeyRequest) request,
              (io.grpc.stub.StreamObserver<dev.supportchat.v1.CreateApiKeyResponse>) responseObserver);
          break;
        case METHODID_LIST_API_KEYS:
          serviceImpl.listApiKeys((dev.supportchat.v1.ListApiKeysRequest) request,
              (io.grpc.stub.StreamObserver<dev.supportchat.v1.ListApiKeysResponse>) responseObserver);
          break;
        case METHODID_REVOKE_API_KEY:
          serviceImpl.revokeApiKey((dev.supportchat.v1.RevokeApiKeyRequest) request,
              (io.grpc.stub.StreamObserver<dev.supportchat.v1.RevokeApiKeyResponse>) responseObserver);
          break;
        case METHODID_CREATE_SITE:
          serviceImpl.createSite((dev.supportchat.v1.CreateSiteRequest) request,
              (io.grpc.stub.StreamObserver<dev.supportchat.v1.CreateSiteResponse>) responseObserver);
          break;
        case METHODID_GET_SITE:
          serviceImpl.getSite((dev.supportchat.v1.GetSiteRequest) request,
              (io.grpc.stub.StreamObserver<dev.supportchat.v1.GetSiteResponse>) responseObserver);
          break;
        case METHODID_LIST_SITES:
          serviceImpl.listSites((dev.supportchat.v1.ListSitesRequest) request,
              (io.grpc.stub.StreamObserver<dev.supportchat.v1.ListSitesResponse>) responseObserver);
          break;
        case METHODID_UPDATE_SITE:
          serviceImpl.updateSite((dev.supportchat.v1.UpdateSiteRequest) request,
              (io.grpc.stub.StreamObserver<dev.supportchat.v1.UpdateSiteResponse>) responseObserver);
          break;
        case METHODID_ROTATE_SITE_SECRET:
          serviceImpl.rotateSiteSecret((dev.supportchat.v1.RotateSiteSecretRequest) request,
              (io.grpc.stub.StreamObserver<dev.supportchat.v1.RotateSiteSecretResponse>) responseObserver);
          break;
        case METHODID_CREATE_TEAM:
          serviceImpl.createTeam((dev.supportchat.v1.CreateTeamRequest) request,
              (io.grpc.stub.StreamObserver<dev.supportchat.v1.CreateTeamResponse>) responseObserver);
          break;
        case METHODID_UPDATE_TEAM:
          serviceImpl.updateTeam((dev.supportchat.v1.UpdateTeamRequest) request,
              (io.grpc.stub.StreamObserver<dev.supportchat.v1.UpdateTeamResponse>) responseObserver);
          break;
        case METHODID_DELETE_TEAM:
          serviceImpl.deleteTeam((dev.supportchat.v1.DeleteTeamRequest) request,
              (io.grpc.stub.StreamObserver<dev.supportchat.v1.DeleteTeamResponse>) responseObserver);
          break;
        case METHODID_CREATE_CANNED_REPLY:
          serviceImpl.createCannedReply((dev.supportchat.v1.CreateCannedReplyRequest) request,
              (io.grpc.stub.StreamObserver<dev.supportchat.v1.CreateCannedReplyResponse>) responseObserver);
          break;
        case METHODID_UPDATE_CANNED_REPLY:
          serviceImpl.updateCannedReply((dev.supportchat.v1.UpdateCannedReplyRequest) request,
              (io.grpc.stub.StreamObserver<dev.supportchat.v1.UpdateCannedReplyResponse>) responseObserver);
          break;
        case METHODID_DELETE_CANNED_REPLY:
          serviceImpl.deleteCannedReply((dev.supportchat.v1.DeleteCannedReplyRequest) request,
              (io.grpc.stub.StreamObserver<dev.supportchat.v1.DeleteCannedReplyResponse>) responseObserver);
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
          getCreateUserMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.supportchat.v1.CreateUserRequest,
              dev.supportchat.v1.CreateUserResponse>(
                service, METHODID_CREATE_USER)))
        .addMethod(
          getGetUserMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.supportchat.v1.GetUserRequest,
              dev.supportchat.v1.GetUserResponse>(
                service, METHODID_GET_USER)))
        .addMethod(
          getListUsersMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.supportchat.v1.ListUsersRequest,
              dev.supportchat.v1.ListUsersResponse>(
                service, METHODID_LIST_USERS)))
        .addMethod(
          getUpdateUserMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.supportchat.v1.UpdateUserRequest,
              dev.supportchat.v1.UpdateUserResponse>(
                service, METHODID_UPDATE_USER)))
        .addMethod(
          getEraseUserMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.supportchat.v1.EraseUserRequest,
              dev.supportchat.v1.EraseUserResponse>(
                service, METHODID_ERASE_USER)))
        .addMethod(
          getCreateAgentMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.supportchat.v1.CreateAgentRequest,
              dev.supportchat.v1.CreateAgentResponse>(
                service, METHODID_CREATE_AGENT)))
        .addMethod(
          getUpdateAgentMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.supportchat.v1.UpdateAgentRequest,
              dev.supportchat.v1.UpdateAgentResponse>(
                service, METHODID_UPDATE_AGENT)))
        .addMethod(
          getSetAgentPasswordMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.supportchat.v1.SetAgentPasswordRequest,
              dev.supportchat.v1.SetAgentPasswordResponse>(
                service, METHODID_SET_AGENT_PASSWORD)))
        .addMethod(
          getCreateApiKeyMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.supportchat.v1.CreateApiKeyRequest,
              dev.supportchat.v1.CreateApiKeyResponse>(
                service, METHODID_CREATE_API_KEY)))
        .addMethod(
          getListApiKeysMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.supportchat.v1.ListApiKeysRequest,
              dev.supportchat.v1.ListApiKeysResponse>(
                service, METHODID_LIST_API_KEYS)))
        .addMethod(
          getRevokeApiKeyMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.supportchat.v1.RevokeApiKeyRequest,
              dev.supportchat.v1.RevokeApiKeyResponse>(
                service, METHODID_REVOKE_API_KEY)))
        .addMethod(
          getCreateSiteMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.supportchat.v1.CreateSiteRequest,
              dev.supportchat.v1.CreateSiteResponse>(
                service, METHODID_CREATE_SITE)))
        .addMethod(
          getGetSiteMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.supportchat.v1.GetSiteRequest,
              dev.supportchat.v1.GetSiteResponse>(
                service, METHODID_GET_SITE)))
        .addMethod(
          getListSitesMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.supportchat.v1.ListSitesRequest,
              dev.supportchat.v1.ListSitesResponse>(
                service, METHODID_LIST_SITES)))
        .addMethod(
          getUpdateSiteMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.supportchat.v1.UpdateSiteRequest,
              dev.supportchat.v1.UpdateSiteResponse>(
                service, METHODID_UPDATE_SITE)))
        .addMethod(
          getRotateSiteSecretMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.supportchat.v1.RotateSiteSecretRequest,
              dev.supportchat.v1.RotateSiteSecretResponse>(
                service, METHODID_ROTATE_SITE_SECRET)))
        .addMethod(
          getCreateTeamMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.supportchat.v1.CreateTeamRequest,
              dev.supportchat.v1.CreateTeamResponse>(
                service, METHODID_CREATE_TEAM)))
        .addMethod(
          getUpdateTeamMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.supportchat.v1.UpdateTeamRequest,
              dev.supportchat.v1.UpdateTeamResponse>(
                service, METHODID_UPDATE_TEAM)))
        .addMethod(
          getDeleteTeamMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.supportchat.v1.DeleteTeamRequest,
              dev.supportchat.v1.DeleteTeamResponse>(
                service, METHODID_DELETE_TEAM)))
        .addMethod(
          getCreateCannedReplyMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.supportchat.v1.CreateCannedReplyRequest,
              dev.supportchat.v1.CreateCannedReplyResponse>(
                service, METHODID_CREATE_CANNED_REPLY)))
        .addMethod(
          getUpdateCannedReplyMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.supportchat.v1.UpdateCannedReplyRequest,
              dev.supportchat.v1.UpdateCannedReplyResponse>(
                service, METHODID_UPDATE_CANNED_REPLY)))
        .addMethod(
          getDeleteCannedReplyMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.supportchat.v1.DeleteCannedReplyRequest,
              dev.supportchat.v1.DeleteCannedReplyResponse>(
                service, METHODID_DELETE_CANNED_REPLY)))
        .build();
  }

  private static volatile io.grpc.ServiceDescriptor serviceDescriptor;

  public static io.grpc.ServiceDescriptor getServiceDescriptor() {
    io.grpc.ServiceDescriptor result = serviceDescriptor;
    if (result == null) {
      synchronized (AdminServiceGrpc.class) {
        result = serviceDescriptor;
        if (result == null) {
          serviceDescriptor = result = io.grpc.ServiceDescriptor.newBuilder(SERVICE_NAME)
              .addMethod(getCreateUserMethod())
              .addMethod(getGetUserMethod())
              .addMethod(getListUsersMethod())
              .addMethod(getUpdateUserMethod())
              .addMethod(getEraseUserMethod())
              .addMethod(getCreateAgentMethod())
              .addMethod(getUpdateAgentMethod())
              .addMethod(getSetAgentPasswordMethod())
              .addMethod(getCreateApiKeyMethod())
              .addMethod(getListApiKeysMethod())
              .addMethod(getRevokeApiKeyMethod())
              .addMethod(getCreateSiteMethod())
              .addMethod(getGetSiteMethod())
              .addMethod(getListSitesMethod())
              .addMethod(getUpdateSiteMethod())
              .addMethod(getRotateSiteSecretMethod())
              .addMethod(getCreateTeamMethod())
              .addMethod(getUpdateTeamMethod())
              .addMethod(getDeleteTeamMethod())
              .addMethod(getCreateCannedReplyMethod())
              .addMethod(getUpdateCannedReplyMethod())
              .addMethod(getDeleteCannedReplyMethod())
              .build();
        }
      }
    }
    return result;
  }
}
