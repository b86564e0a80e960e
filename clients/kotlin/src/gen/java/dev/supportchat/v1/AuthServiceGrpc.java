package dev.supportchat.v1;

import static io.grpc.MethodDescriptor.generateFullMethodName;

/**
 * <pre>
 * AuthService issues, renews and revokes tokens. A token goes into the header `Authorization: Bearer TOKEN`. Calls without a credential, and a visitor's
 * calls to the RPCs that need none, are counted for the address that they come from.
 * </pre>
 */
@io.grpc.stub.annotations.GrpcGenerated
public final class AuthServiceGrpc {

  private AuthServiceGrpc() {}

  public static final java.lang.String SERVICE_NAME = "supportchat.v1.AuthService";

  // Static method descriptors that strictly reflect the proto.
  private static volatile io.grpc.MethodDescriptor<dev.supportchat.v1.CreateVisitorTokenRequest,
      dev.supportchat.v1.CreateVisitorTokenResponse> getCreateVisitorTokenMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "CreateVisitorToken",
      requestType = dev.supportchat.v1.CreateVisitorTokenRequest.class,
      responseType = dev.supportchat.v1.CreateVisitorTokenResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.supportchat.v1.CreateVisitorTokenRequest,
      dev.supportchat.v1.CreateVisitorTokenResponse> getCreateVisitorTokenMethod() {
    io.grpc.MethodDescriptor<dev.supportchat.v1.CreateVisitorTokenRequest, dev.supportchat.v1.CreateVisitorTokenResponse> getCreateVisitorTokenMethod;
    if ((getCreateVisitorTokenMethod = AuthServiceGrpc.getCreateVisitorTokenMethod) == null) {
      synchronized (AuthServiceGrpc.class) {
        if ((getCreateVisitorTokenMethod = AuthServiceGrpc.getCreateVisitorTokenMethod) == null) {
          AuthServiceGrpc.getCreateVisitorTokenMethod = getCreateVisitorTokenMethod =
              io.grpc.MethodDescriptor.<dev.supportchat.v1.CreateVisitorTokenRequest, dev.supportchat.v1.CreateVisitorTokenResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "CreateVisitorToken"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.CreateVisitorTokenRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.CreateVisitorTokenResponse.getDefaultInstance()))
              .build();
        }
      }
    }
    return getCreateVisitorTokenMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.supportchat.v1.CreateAgentTokenRequest,
      dev.supportchat.v1.CreateAgentTokenResponse> getCreateAgentTokenMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "CreateAgentToken",
      requestType = dev.supportchat.v1.CreateAgentTokenRequest.class,
      responseType = dev.supportchat.v1.CreateAgentTokenResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.supportchat.v1.CreateAgentTokenRequest,
      dev.supportchat.v1.CreateAgentTokenResponse> getCreateAgentTokenMethod() {
    io.grpc.MethodDescriptor<dev.supportchat.v1.CreateAgentTokenRequest, dev.supportchat.v1.CreateAgentTokenResponse> getCreateAgentTokenMethod;
    if ((getCreateAgentTokenMethod = AuthServiceGrpc.getCreateAgentTokenMethod) == null) {
      synchronized (AuthServiceGrpc.class) {
        if ((getCreateAgentTokenMethod = AuthServiceGrpc.getCreateAgentTokenMethod) == null) {
          AuthServiceGrpc.getCreateAgentTokenMethod = getCreateAgentTokenMethod =
              io.grpc.MethodDescriptor.<dev.supportchat.v1.CreateAgentTokenRequest, dev.supportchat.v1.CreateAgentTokenResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "CreateAgentToken"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.CreateAgentTokenRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.CreateAgentTokenResponse.getDefaultInstance()))
              .build();
        }
      }
    }
    return getCreateAgentTokenMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.supportchat.v1.RefreshTokenRequest,
      dev.supportchat.v1.RefreshTokenResponse> getRefreshTokenMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "RefreshToken",
      requestType = dev.supportchat.v1.RefreshTokenRequest.class,
      responseType = dev.supportchat.v1.RefreshTokenResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.supportchat.v1.RefreshTokenRequest,
      dev.supportchat.v1.RefreshTokenResponse> getRefreshTokenMethod() {
    io.grpc.MethodDescriptor<dev.supportchat.v1.RefreshTokenRequest, dev.supportchat.v1.RefreshTokenResponse> getRefreshTokenMethod;
    if ((getRefreshTokenMethod = AuthServiceGrpc.getRefreshTokenMethod) == null) {
      synchronized (AuthServiceGrpc.class) {
        if ((getRefreshTokenMethod = AuthServiceGrpc.getRefreshTokenMethod) == null) {
          AuthServiceGrpc.getRefreshTokenMethod = getRefreshTokenMethod =
              io.grpc.MethodDescriptor.<dev.supportchat.v1.RefreshTokenRequest, dev.supportchat.v1.RefreshTokenResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "RefreshToken"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.RefreshTokenRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.RefreshTokenResponse.getDefaultInstance()))
              .build();
        }
      }
    }
    return getRefreshTokenMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.supportchat.v1.RevokeTokenRequest,
      dev.supportchat.v1.RevokeTokenResponse> getRevokeTokenMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "RevokeToken",
      requestType = dev.supportchat.v1.RevokeTokenRequest.class,
      responseType = dev.supportchat.v1.RevokeTokenResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.supportchat.v1.RevokeTokenRequest,
      dev.supportchat.v1.RevokeTokenResponse> getRevokeTokenMethod() {
    io.grpc.MethodDescriptor<dev.supportchat.v1.RevokeTokenRequest, dev.supportchat.v1.RevokeTokenResponse> getRevokeTokenMethod;
    if ((getRevokeTokenMethod = AuthServiceGrpc.getRevokeTokenMethod) == null) {
      synchronized (AuthServiceGrpc.class) {
        if ((getRevokeTokenMethod = AuthServiceGrpc.getRevokeTokenMethod) == null) {
          AuthServiceGrpc.getRevokeTokenMethod = getRevokeTokenMethod =
              io.grpc.MethodDescriptor.<dev.supportchat.v1.RevokeTokenRequest, dev.supportchat.v1.RevokeTokenResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "RevokeToken"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.RevokeTokenRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.RevokeTokenResponse.getDefaultInstance()))
              .build();
        }
      }
    }
    return getRevokeTokenMethod;
  }

  /**
   * Creates a new async stub that supports all call types for the service
   */
  public static AuthServiceStub newStub(io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<AuthServiceStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<AuthServiceStub>() {
        @java.lang.Override
        public AuthServiceStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new AuthServiceStub(channel, callOptions);
        }
      };
    return AuthServiceStub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports all types of calls on the service
   */
  public static AuthServiceBlockingV2Stub newBlockingV2Stub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<AuthServiceBlockingV2Stub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<AuthServiceBlockingV2Stub>() {
        @java.lang.Override
        public AuthServiceBlockingV2Stub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new AuthServiceBlockingV2Stub(channel, callOptions);
        }
      };
    return AuthServiceBlockingV2Stub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports unary and streaming output calls on the service
   */
  public static AuthServiceBlockingStub newBlockingStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<AuthServiceBlockingStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<AuthServiceBlockingStub>() {
        @java.lang.Override
        public AuthServiceBlockingStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new AuthServiceBlockingStub(channel, callOptions);
        }
      };
    return AuthServiceBlockingStub.newStub(factory, channel);
  }

  /**
   * Creates a new ListenableFuture-style stub that supports unary calls on the service
   */
  public static AuthServiceFutureStub newFutureStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<AuthServiceFutureStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<AuthServiceFutureStub>() {
        @java.lang.Override
        public AuthServiceFutureStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new AuthServiceFutureStub(channel, callOptions);
        }
      };
    return AuthServiceFutureStub.newStub(factory, channel);
  }

  /**
   * <pre>
   * AuthService issues, renews and revokes tokens. A token goes into the header `Authorization: Bearer TOKEN`. Calls without a credential, and a visitor's
   * calls to the RPCs that need none, are counted for the address that they come from.
   * </pre>
   */
  public interface AsyncService {

    /**
     * <pre>
     * Issues a token for a visitor of a site. Without a credential it makes a new anonymous user, or, with an external_id and the identifier_hash that proves it, or with a jwt,
     * finds or makes the site's own user. With an API key of the role service or admin and a user_id
     * it issues a token for that user: this is how an application hands its own logged-in users over. Fails with
     * NOT_FOUND (SITE_NOT_FOUND, USER_NOT_FOUND), INVALID_ARGUMENT, UNAUTHENTICATED (IDENTITY_NOT_PROVEN, VERIFICATION_REQUIRED), PERMISSION_DENIED
     * (ORIGIN_NOT_ALLOWED: a browser calls from a page of another origin than the site allows) or RESOURCE_EXHAUSTED (RATE_LIMITED).
     * </pre>
     */
    default void createVisitorToken(dev.supportchat.v1.CreateVisitorTokenRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.CreateVisitorTokenResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getCreateVisitorTokenMethod(), responseObserver);
    }

    /**
     * <pre>
     * Logs an agent in. Fails with UNAUTHENTICATED (WRONG_CREDENTIALS) whether the address or the password is wrong, and with RESOURCE_EXHAUSTED
     * (TOO_MANY_FAILED_LOGINS) after 10 failures for one address within 15 minutes.
     * </pre>
     */
    default void createAgentToken(dev.supportchat.v1.CreateAgentTokenRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.CreateAgentTokenResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getCreateAgentTokenMethod(), responseObserver);
    }

    /**
     * <pre>
     * Exchanges a refresh token for new tokens. The old refresh token is used up: used again more than 30 seconds later it is taken for stolen, and all tokens of that log-in are
     * revoked. Fails with UNAUTHENTICATED (INVALID_TOKEN).
     * </pre>
     */
    default void refreshToken(dev.supportchat.v1.RefreshTokenRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.RefreshTokenResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getRefreshTokenMethod(), responseObserver);
    }

    /**
     * <pre>
     * Logs out: revokes the caller's token and all others of the same log-in. Streams opened with them end. For visitors and agents.
     * </pre>
     */
    default void revokeToken(dev.supportchat.v1.RevokeTokenRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.RevokeTokenResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getRevokeTokenMethod(), responseObserver);
    }
  }

  /**
   * Base class for the server implementation of the service AuthService.
   * <pre>
   * AuthService issues, renews and revokes tokens. A token goes into the header `Authorization: Bearer TOKEN`. Calls without a credential, and a visitor's
   * calls to the RPCs that need none, are counted for the address that they come from.
   * </pre>
   */
  public static abstract class AuthServiceImplBase
      implements io.grpc.BindableService, AsyncService {

    @java.lang.Override public final io.grpc.ServerServiceDefinition bindService() {
      return AuthServiceGrpc.bindService(this);
    }
  }

  /**
   * A stub to allow clients to do asynchronous rpc calls to service AuthService.
   * <pre>
   * AuthService issues, renews and revokes tokens. A token goes into the header `Authorization: Bearer TOKEN`. Calls without a credential, and a visitor's
   * calls to the RPCs that need none, are counted for the address that they come from.
   * </pre>
   */
  public static final class AuthServiceStub
      extends io.grpc.stub.AbstractAsyncStub<AuthServiceStub> {
    private AuthServiceStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected AuthServiceStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new AuthServiceStub(channel, callOptions);
    }

    /**
     * <pre>
     * Issues a token for a visitor of a site. Without a credential it makes a new anonymous user, or, with an external_id and the identifier_hash that proves it, or with a jwt,
     * finds or makes the site's own user. With an API key of the role service or admin and a user_id
     * it issues a token for that user: this is how an application hands its own logged-in users over. Fails with
     * NOT_FOUND (SITE_NOT_FOUND, USER_NOT_FOUND), INVALID_ARGUMENT, UNAUTHENTICATED (IDENTITY_NOT_PROVEN, VERIFICATION_REQUIRED), PERMISSION_DENIED
     * (ORIGIN_NOT_ALLOWED: a browser calls from a page of another origin than the site allows) or RESOURCE_EXHAUSTED (RATE_LIMITED).
     * </pre>
     */
    public void createVisitorToken(dev.supportchat.v1.CreateVisitorTokenRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.CreateVisitorTokenResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getCreateVisitorTokenMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Logs an agent in. Fails with UNAUTHENTICATED (WRONG_CREDENTIALS) whether the address or the password is wrong, and with RESOURCE_EXHAUSTED
     * (TOO_MANY_FAILED_LOGINS) after 10 failures for one address within 15 minutes.
     * </pre>
     */
    public void createAgentToken(dev.supportchat.v1.CreateAgentTokenRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.CreateAgentTokenResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getCreateAgentTokenMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Exchanges a refresh token for new tokens. The old refresh token is used up: used again more than 30 seconds later it is taken for stolen, and all tokens of that log-in are
     * revoked. Fails with UNAUTHENTICATED (INVALID_TOKEN).
     * </pre>
     */
    public void refreshToken(dev.supportchat.v1.RefreshTokenRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.RefreshTokenResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getRefreshTokenMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Logs out: revokes the caller's token and all others of the same log-in. Streams opened with them end. For visitors and agents.
     * </pre>
     */
    public void revokeToken(dev.supportchat.v1.RevokeTokenRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.RevokeTokenResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getRevokeTokenMethod(), getCallOptions()), request, responseObserver);
    }
  }

  /**
   * A stub to allow clients to do synchronous rpc calls to service AuthService.
   * <pre>
   * AuthService issues, renews and revokes tokens. A token goes into the header `Authorization: Bearer TOKEN`. Calls without a credential, and a visitor's
   * calls to the RPCs that need none, are counted for the address that they come from.
   * </pre>
   */
  public static final class AuthServiceBlockingV2Stub
      extends io.grpc.stub.AbstractBlockingStub<AuthServiceBlockingV2Stub> {
    private AuthServiceBlockingV2Stub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected AuthServiceBlockingV2Stub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new AuthServiceBlockingV2Stub(channel, callOptions);
    }

    /**
     * <pre>
     * Issues a token for a visitor of a site. Without a credential it makes a new anonymous user, or, with an external_id and the identifier_hash that proves it, or with a jwt,
     * finds or makes the site's own user. With an API key of the role service or admin and a user_id
     * it issues a token for that user: this is how an application hands its own logged-in users over. Fails with
     * NOT_FOUND (SITE_NOT_FOUND, USER_NOT_FOUND), INVALID_ARGUMENT, UNAUTHENTICATED (IDENTITY_NOT_PROVEN, VERIFICATION_REQUIRED), PERMISSION_DENIED
     * (ORIGIN_NOT_ALLOWED: a browser calls from a page of another origin than the site allows) or RESOURCE_EXHAUSTED (RATE_LIMITED).
     * </pre>
     */
    public dev.supportchat.v1.CreateVisitorTokenResponse createVisitorToken(dev.supportchat.v1.CreateVisitorTokenRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getCreateVisitorTokenMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Logs an agent in. Fails with UNAUTHENTICATED (WRONG_CREDENTIALS) whether the address or the password is wrong, and with RESOURCE_EXHAUSTED
     * (TOO_MANY_FAILED_LOGINS) after 10 failures for one address within 15 minutes.
     * </pre>
     */
    public dev.supportchat.v1.CreateAgentTokenResponse createAgentToken(dev.supportchat.v1.CreateAgentTokenRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getCreateAgentTokenMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Exchanges a refresh token for new tokens. The old refresh token is used up: used again more than 30 seconds later it is taken for stolen, and all tokens of that log-in are
     * revoked. Fails with UNAUTHENTICATED (INVALID_TOKEN).
     * </pre>
     */
    public dev.supportchat.v1.RefreshTokenResponse refreshToken(dev.supportchat.v1.RefreshTokenRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getRefreshTokenMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Logs out: revokes the caller's token and all others of the same log-in. Streams opened with them end. For visitors and agents.
     * </pre>
     */
    public dev.supportchat.v1.RevokeTokenResponse revokeToken(dev.supportchat.v1.RevokeTokenRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getRevokeTokenMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do limited synchronous rpc calls to service AuthService.
   * <pre>
   * AuthService issues, renews and revokes tokens. A token goes into the header `Authorization: Bearer TOKEN`. Calls without a credential, and a visitor's
   * calls to the RPCs that need none, are counted for the address that they come from.
   * </pre>
   */
  public static final class AuthServiceBlockingStub
      extends io.grpc.stub.AbstractBlockingStub<AuthServiceBlockingStub> {
    private AuthServiceBlockingStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected AuthServiceBlockingStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new AuthServiceBlockingStub(channel, callOptions);
    }

    /**
     * <pre>
     * Issues a token for a visitor of a site. Without a credential it makes a new anonymous user, or, with an external_id and the identifier_hash that proves it, or with a jwt,
     * finds or makes the site's own user. With an API key of the role service or admin and a user_id
     * it issues a token for that user: this is how an application hands its own logged-in users over. Fails with
     * NOT_FOUND (SITE_NOT_FOUND, USER_NOT_FOUND), INVALID_ARGUMENT, UNAUTHENTICATED (IDENTITY_NOT_PROVEN, VERIFICATION_REQUIRED), PERMISSION_DENIED
     * (ORIGIN_NOT_ALLOWED: a browser calls from a page of another origin than the site allows) or RESOURCE_EXHAUSTED (RATE_LIMITED).
     * </pre>
     */
    public dev.supportchat.v1.CreateVisitorTokenResponse createVisitorToken(dev.supportchat.v1.CreateVisitorTokenRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getCreateVisitorTokenMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Logs an agent in. Fails with UNAUTHENTICATED (WRONG_CREDENTIALS) whether the address or the password is wrong, and with RESOURCE_EXHAUSTED
     * (TOO_MANY_FAILED_LOGINS) after 10 failures for one address within 15 minutes.
     * </pre>
     */
    public dev.supportchat.v1.CreateAgentTokenResponse createAgentToken(dev.supportchat.v1.CreateAgentTokenRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getCreateAgentTokenMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Exchanges a refresh token for new tokens. The old refresh token is used up: used again more than 30 seconds later it is taken for stolen, and all tokens of that log-in are
     * revoked. Fails with UNAUTHENTICATED (INVALID_TOKEN).
     * </pre>
     */
    public dev.supportchat.v1.RefreshTokenResponse refreshToken(dev.supportchat.v1.RefreshTokenRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getRefreshTokenMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Logs out: revokes the caller's token and all others of the same log-in. Streams opened with them end. For visitors and agents.
     * </pre>
     */
    public dev.supportchat.v1.RevokeTokenResponse revokeToken(dev.supportchat.v1.RevokeTokenRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getRevokeTokenMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do ListenableFuture-style rpc calls to service AuthService.
   * <pre>
   * AuthService issues, renews and revokes tokens. A token goes into the header `Authorization: Bearer TOKEN`. Calls without a credential, and a visitor's
   * calls to the RPCs that need none, are counted for the address that they come from.
   * </pre>
   */
  public static final class AuthServiceFutureStub
      extends io.grpc.stub.AbstractFutureStub<AuthServiceFutureStub> {
    private AuthServiceFutureStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected AuthServiceFutureStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new AuthServiceFutureStub(channel, callOptions);
    }

    /**
     * <pre>
     * Issues a token for a visitor of a site. Without a credential it makes a new anonymous user, or, with an external_id and the identifier_hash that proves it, or with a jwt,
     * finds or makes the site's own user. With an API key of the role service or admin and a user_id
     * it issues a token for that user: this is how an application hands its own logged-in users over. Fails with
     * NOT_FOUND (SITE_NOT_FOUND, USER_NOT_FOUND), INVALID_ARGUMENT, UNAUTHENTICATED (IDENTITY_NOT_PROVEN, VERIFICATION_REQUIRED), PERMISSION_DENIED
     * (ORIGIN_NOT_ALLOWED: a browser calls from a page of another origin than the site allows) or RESOURCE_EXHAUSTED (RATE_LIMITED).
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.supportchat.v1.CreateVisitorTokenResponse> createVisitorToken(
        dev.supportchat.v1.CreateVisitorTokenRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getCreateVisitorTokenMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Logs an agent in. Fails with UNAUTHENTICATED (WRONG_CREDENTIALS) whether the address or the password is wrong, and with RESOURCE_EXHAUSTED
     * (TOO_MANY_FAILED_LOGINS) after 10 failures for one address within 15 minutes.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.supportchat.v1.CreateAgentTokenResponse> createAgentToken(
        dev.supportchat.v1.CreateAgentTokenRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getCreateAgentTokenMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Exchanges a refresh token for new tokens. The old refresh token is used up: used again more than 30 seconds later it is taken for stolen, and all tokens of that log-in are
     * revoked. Fails with UNAUTHENTICATED (INVALID_TOKEN).
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.supportchat.v1.RefreshTokenResponse> refreshToken(
        dev.supportchat.v1.RefreshTokenRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getRefreshTokenMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Logs out: revokes the caller's token and all others of the same log-in. Streams opened with them end. For visitors and agents.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.supportchat.v1.RevokeTokenResponse> revokeToken(
        dev.supportchat.v1.RevokeTokenRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getRevokeTokenMethod(), getCallOptions()), request);
    }
  }

  private static final int METHODID_CREATE_VISITOR_TOKEN = 0;
  private static final int METHODID_CREATE_AGENT_TOKEN = 1;
  private static final int METHODID_REFRESH_TOKEN = 2;
  private static final int METHODID_REVOKE_TOKEN = 3;

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
        case METHODID_CREATE_VISITOR_TOKEN:
          serviceImpl.createVisitorToken((dev.supportchat.v1.CreateVisitorTokenRequest) request,
              (io.grpc.stub.StreamObserver<dev.supportchat.v1.CreateVisitorTokenResponse>) responseObserver);
          break;
        case METHODID_CREATE_AGENT_TOKEN:
          serviceImpl.createAgentToken((dev.supportchat.v1.CreateAgentTokenRequest) request,
              (io.grpc.stub.StreamObserver<dev.supportchat.v1.CreateAgentTokenResponse>) responseObserver);
          break;
        case METHODID_REFRESH_TOKEN:
          serviceImpl.refreshToken((dev.supportchat.v1.RefreshTokenRequest) request,
              (io.grpc.stub.StreamObserver<dev.supportchat.v1.RefreshTokenResponse>) responseObserver);
          break;
        case METHODID_REVOKE_TOKEN:
          serviceImpl.revokeToken((dev.supportchat.v1.RevokeTokenRequest) request,
              (io.grpc.stub.StreamObserver<dev.supportchat.v1.RevokeTokenResponse>) responseObserver);
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
          getCreateVisitorTokenMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.supportchat.v1.CreateVisitorTokenRequest,
              dev.supportchat.v1.CreateVisitorTokenResponse>(
                service, METHODID_CREATE_VISITOR_TOKEN)))
        .addMethod(
          getCreateAgentTokenMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.supportchat.v1.CreateAgentTokenRequest,
              dev.supportchat.v1.CreateAgentTokenResponse>(
                service, METHODID_CREATE_AGENT_TOKEN)))
        .addMethod(
          getRefreshTokenMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.supportchat.v1.RefreshTokenRequest,
              dev.supportchat.v1.RefreshTokenResponse>(
                service, METHODID_REFRESH_TOKEN)))
        .addMethod(
          getRevokeTokenMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.supportchat.v1.RevokeTokenRequest,
              dev.supportchat.v1.RevokeTokenResponse>(
                service, METHODID_REVOKE_TOKEN)))
        .build();
  }

  private static volatile io.grpc.ServiceDescriptor serviceDescriptor;

  public static io.grpc.ServiceDescriptor getServiceDescriptor() {
    io.grpc.ServiceDescriptor result = serviceDescriptor;
    if (result == null) {
      synchronized (AuthServiceGrpc.class) {
        result = serviceDescriptor;
        if (result == null) {
          serviceDescriptor = result = io.grpc.ServiceDescriptor.newBuilder(SERVICE_NAME)
              .addMethod(getCreateVisitorTokenMethod())
              .addMethod(getCreateAgentTokenMethod())
              .addMethod(getRefreshTokenMethod())
              .addMethod(getRevokeTokenMethod())
              .build();
        }
      }
    }
    return result;
  }
}
