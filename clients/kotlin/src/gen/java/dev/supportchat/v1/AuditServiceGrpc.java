package dev.supportchat.v1;

import static io.grpc.MethodDescriptor.generateFullMethodName;

/**
 * <pre>
 * AuditService reads the audit log. It is only for administrators and API keys of the role admin; others get PERMISSION_DENIED (ROLE_REQUIRED). The log is written
 * shortly after what it tells of; nothing in the API changes it.
 * </pre>
 */
@io.grpc.stub.annotations.GrpcGenerated
public final class AuditServiceGrpc {

  private AuditServiceGrpc() {}

  public static final java.lang.String SERVICE_NAME = "supportchat.v1.AuditService";

  // Static method descriptors that strictly reflect the proto.
  private static volatile io.grpc.MethodDescriptor<dev.supportchat.v1.ListAuditRecordsRequest,
      dev.supportchat.v1.ListAuditRecordsResponse> getListAuditRecordsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ListAuditRecords",
      requestType = dev.supportchat.v1.ListAuditRecordsRequest.class,
      responseType = dev.supportchat.v1.ListAuditRecordsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.supportchat.v1.ListAuditRecordsRequest,
      dev.supportchat.v1.ListAuditRecordsResponse> getListAuditRecordsMethod() {
    io.grpc.MethodDescriptor<dev.supportchat.v1.ListAuditRecordsRequest, dev.supportchat.v1.ListAuditRecordsResponse> getListAuditRecordsMethod;
    if ((getListAuditRecordsMethod = AuditServiceGrpc.getListAuditRecordsMethod) == null) {
      synchronized (AuditServiceGrpc.class) {
        if ((getListAuditRecordsMethod = AuditServiceGrpc.getListAuditRecordsMethod) == null) {
          AuditServiceGrpc.getListAuditRecordsMethod = getListAuditRecordsMethod =
              io.grpc.MethodDescriptor.<dev.supportchat.v1.ListAuditRecordsRequest, dev.supportchat.v1.ListAuditRecordsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ListAuditRecords"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.ListAuditRecordsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.ListAuditRecordsResponse.getDefaultInstance()))
              .build();
        }
      }
    }
    return getListAuditRecordsMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.supportchat.v1.GetAuditStatusRequest,
      dev.supportchat.v1.GetAuditStatusResponse> getGetAuditStatusMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "GetAuditStatus",
      requestType = dev.supportchat.v1.GetAuditStatusRequest.class,
      responseType = dev.supportchat.v1.GetAuditStatusResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.UNARY)
  public static io.grpc.MethodDescriptor<dev.supportchat.v1.GetAuditStatusRequest,
      dev.supportchat.v1.GetAuditStatusResponse> getGetAuditStatusMethod() {
    io.grpc.MethodDescriptor<dev.supportchat.v1.GetAuditStatusRequest, dev.supportchat.v1.GetAuditStatusResponse> getGetAuditStatusMethod;
    if ((getGetAuditStatusMethod = AuditServiceGrpc.getGetAuditStatusMethod) == null) {
      synchronized (AuditServiceGrpc.class) {
        if ((getGetAuditStatusMethod = AuditServiceGrpc.getGetAuditStatusMethod) == null) {
          AuditServiceGrpc.getGetAuditStatusMethod = getGetAuditStatusMethod =
              io.grpc.MethodDescriptor.<dev.supportchat.v1.GetAuditStatusRequest, dev.supportchat.v1.GetAuditStatusResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "GetAuditStatus"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.GetAuditStatusRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.GetAuditStatusResponse.getDefaultInstance()))
              .build();
        }
      }
    }
    return getGetAuditStatusMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.supportchat.v1.VerifyAuditLogRequest,
      dev.supportchat.v1.VerifyAuditLogResponse> getVerifyAuditLogMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "VerifyAuditLog",
      requestType = dev.supportchat.v1.VerifyAuditLogRequest.class,
      responseType = dev.supportchat.v1.VerifyAuditLogResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
  public static io.grpc.MethodDescriptor<dev.supportchat.v1.VerifyAuditLogRequest,
      dev.supportchat.v1.VerifyAuditLogResponse> getVerifyAuditLogMethod() {
    io.grpc.MethodDescriptor<dev.supportchat.v1.VerifyAuditLogRequest, dev.supportchat.v1.VerifyAuditLogResponse> getVerifyAuditLogMethod;
    if ((getVerifyAuditLogMethod = AuditServiceGrpc.getVerifyAuditLogMethod) == null) {
      synchronized (AuditServiceGrpc.class) {
        if ((getVerifyAuditLogMethod = AuditServiceGrpc.getVerifyAuditLogMethod) == null) {
          AuditServiceGrpc.getVerifyAuditLogMethod = getVerifyAuditLogMethod =
              io.grpc.MethodDescriptor.<dev.supportchat.v1.VerifyAuditLogRequest, dev.supportchat.v1.VerifyAuditLogResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "VerifyAuditLog"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.VerifyAuditLogRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.VerifyAuditLogResponse.getDefaultInstance()))
              .build();
        }
      }
    }
    return getVerifyAuditLogMethod;
  }

  private static volatile io.grpc.MethodDescriptor<dev.supportchat.v1.ExportAuditRecordsRequest,
      dev.supportchat.v1.ExportAuditRecordsResponse> getExportAuditRecordsMethod;

  @io.grpc.stub.annotations.RpcMethod(
      fullMethodName = SERVICE_NAME + '/' + "ExportAuditRecords",
      requestType = dev.supportchat.v1.ExportAuditRecordsRequest.class,
      responseType = dev.supportchat.v1.ExportAuditRecordsResponse.class,
      methodType = io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
  public static io.grpc.MethodDescriptor<dev.supportchat.v1.ExportAuditRecordsRequest,
      dev.supportchat.v1.ExportAuditRecordsResponse> getExportAuditRecordsMethod() {
    io.grpc.MethodDescriptor<dev.supportchat.v1.ExportAuditRecordsRequest, dev.supportchat.v1.ExportAuditRecordsResponse> getExportAuditRecordsMethod;
    if ((getExportAuditRecordsMethod = AuditServiceGrpc.getExportAuditRecordsMethod) == null) {
      synchronized (AuditServiceGrpc.class) {
        if ((getExportAuditRecordsMethod = AuditServiceGrpc.getExportAuditRecordsMethod) == null) {
          AuditServiceGrpc.getExportAuditRecordsMethod = getExportAuditRecordsMethod =
              io.grpc.MethodDescriptor.<dev.supportchat.v1.ExportAuditRecordsRequest, dev.supportchat.v1.ExportAuditRecordsResponse>newBuilder()
              .setType(io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING)
              .setFullMethodName(generateFullMethodName(SERVICE_NAME, "ExportAuditRecords"))
              .setSampledToLocalTracing(true)
              .setRequestMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.ExportAuditRecordsRequest.getDefaultInstance()))
              .setResponseMarshaller(io.grpc.protobuf.lite.ProtoLiteUtils.marshaller(
                  dev.supportchat.v1.ExportAuditRecordsResponse.getDefaultInstance()))
              .build();
        }
      }
    }
    return getExportAuditRecordsMethod;
  }

  /**
   * Creates a new async stub that supports all call types for the service
   */
  public static AuditServiceStub newStub(io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<AuditServiceStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<AuditServiceStub>() {
        @java.lang.Override
        public AuditServiceStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new AuditServiceStub(channel, callOptions);
        }
      };
    return AuditServiceStub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports all types of calls on the service
   */
  public static AuditServiceBlockingV2Stub newBlockingV2Stub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<AuditServiceBlockingV2Stub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<AuditServiceBlockingV2Stub>() {
        @java.lang.Override
        public AuditServiceBlockingV2Stub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new AuditServiceBlockingV2Stub(channel, callOptions);
        }
      };
    return AuditServiceBlockingV2Stub.newStub(factory, channel);
  }

  /**
   * Creates a new blocking-style stub that supports unary and streaming output calls on the service
   */
  public static AuditServiceBlockingStub newBlockingStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<AuditServiceBlockingStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<AuditServiceBlockingStub>() {
        @java.lang.Override
        public AuditServiceBlockingStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new AuditServiceBlockingStub(channel, callOptions);
        }
      };
    return AuditServiceBlockingStub.newStub(factory, channel);
  }

  /**
   * Creates a new ListenableFuture-style stub that supports unary calls on the service
   */
  public static AuditServiceFutureStub newFutureStub(
      io.grpc.Channel channel) {
    io.grpc.stub.AbstractStub.StubFactory<AuditServiceFutureStub> factory =
      new io.grpc.stub.AbstractStub.StubFactory<AuditServiceFutureStub>() {
        @java.lang.Override
        public AuditServiceFutureStub newStub(io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
          return new AuditServiceFutureStub(channel, callOptions);
        }
      };
    return AuditServiceFutureStub.newStub(factory, channel);
  }

  /**
   * <pre>
   * AuditService reads the audit log. It is only for administrators and API keys of the role admin; others get PERMISSION_DENIED (ROLE_REQUIRED). The log is written
   * shortly after what it tells of; nothing in the API changes it.
   * </pre>
   */
  public interface AsyncService {

    /**
     * <pre>
     * Lists the log's records, the newest first. Fails with INVALID_ARGUMENT.
     * </pre>
     */
    default void listAuditRecords(dev.supportchat.v1.ListAuditRecordsRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.ListAuditRecordsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getListAuditRecordsMethod(), responseObserver);
    }

    /**
     * <pre>
     * Says how long the log is, up to where it is signed, and what waits to be written.
     * </pre>
     */
    default void getAuditStatus(dev.supportchat.v1.GetAuditStatusRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.GetAuditStatusResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getGetAuditStatusMethod(), responseObserver);
    }

    /**
     * <pre>
     * Reads the whole log and says what is wrong with it: a record that was changed, removed, moved, put in or cut off, one that a session's log contradicts or lacks, and
     * a signed head that the log does not lead to. It tells how far it is as it goes, each finding when it comes upon it, and in the end the result. That it was asked for
     * is recorded.
     * </pre>
     */
    default void verifyAuditLog(dev.supportchat.v1.VerifyAuditLogRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.VerifyAuditLogResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getVerifyAuditLogMethod(), responseObserver);
    }

    /**
     * <pre>
     * Streams records as JSON lines, the oldest first: each with all that it takes to check it elsewhere, its salt too, as docs/operations/audit.md says. Over REST the
     * response's body is the file itself. That it was asked for is recorded. Fails with INVALID_ARGUMENT.
     * </pre>
     */
    default void exportAuditRecords(dev.supportchat.v1.ExportAuditRecordsRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.ExportAuditRecordsResponse> responseObserver) {
      io.grpc.stub.ServerCalls.asyncUnimplementedUnaryCall(getExportAuditRecordsMethod(), responseObserver);
    }
  }

  /**
   * Base class for the server implementation of the service AuditService.
   * <pre>
   * AuditService reads the audit log. It is only for administrators and API keys of the role admin; others get PERMISSION_DENIED (ROLE_REQUIRED). The log is written
   * shortly after what it tells of; nothing in the API changes it.
   * </pre>
   */
  public static abstract class AuditServiceImplBase
      implements io.grpc.BindableService, AsyncService {

    @java.lang.Override public final io.grpc.ServerServiceDefinition bindService() {
      return AuditServiceGrpc.bindService(this);
    }
  }

  /**
   * A stub to allow clients to do asynchronous rpc calls to service AuditService.
   * <pre>
   * AuditService reads the audit log. It is only for administrators and API keys of the role admin; others get PERMISSION_DENIED (ROLE_REQUIRED). The log is written
   * shortly after what it tells of; nothing in the API changes it.
   * </pre>
   */
  public static final class AuditServiceStub
      extends io.grpc.stub.AbstractAsyncStub<AuditServiceStub> {
    private AuditServiceStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected AuditServiceStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new AuditServiceStub(channel, callOptions);
    }

    /**
     * <pre>
     * Lists the log's records, the newest first. Fails with INVALID_ARGUMENT.
     * </pre>
     */
    public void listAuditRecords(dev.supportchat.v1.ListAuditRecordsRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.ListAuditRecordsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getListAuditRecordsMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Says how long the log is, up to where it is signed, and what waits to be written.
     * </pre>
     */
    public void getAuditStatus(dev.supportchat.v1.GetAuditStatusRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.GetAuditStatusResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncUnaryCall(
          getChannel().newCall(getGetAuditStatusMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Reads the whole log and says what is wrong with it: a record that was changed, removed, moved, put in or cut off, one that a session's log contradicts or lacks, and
     * a signed head that the log does not lead to. It tells how far it is as it goes, each finding when it comes upon it, and in the end the result. That it was asked for
     * is recorded.
     * </pre>
     */
    public void verifyAuditLog(dev.supportchat.v1.VerifyAuditLogRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.VerifyAuditLogResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncServerStreamingCall(
          getChannel().newCall(getVerifyAuditLogMethod(), getCallOptions()), request, responseObserver);
    }

    /**
     * <pre>
     * Streams records as JSON lines, the oldest first: each with all that it takes to check it elsewhere, its salt too, as docs/operations/audit.md says. Over REST the
     * response's body is the file itself. That it was asked for is recorded. Fails with INVALID_ARGUMENT.
     * </pre>
     */
    public void exportAuditRecords(dev.supportchat.v1.ExportAuditRecordsRequest request,
        io.grpc.stub.StreamObserver<dev.supportchat.v1.ExportAuditRecordsResponse> responseObserver) {
      io.grpc.stub.ClientCalls.asyncServerStreamingCall(
          getChannel().newCall(getExportAuditRecordsMethod(), getCallOptions()), request, responseObserver);
    }
  }

  /**
   * A stub to allow clients to do synchronous rpc calls to service AuditService.
   * <pre>
   * AuditService reads the audit log. It is only for administrators and API keys of the role admin; others get PERMISSION_DENIED (ROLE_REQUIRED). The log is written
   * shortly after what it tells of; nothing in the API changes it.
   * </pre>
   */
  public static final class AuditServiceBlockingV2Stub
      extends io.grpc.stub.AbstractBlockingStub<AuditServiceBlockingV2Stub> {
    private AuditServiceBlockingV2Stub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected AuditServiceBlockingV2Stub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new AuditServiceBlockingV2Stub(channel, callOptions);
    }

    /**
     * <pre>
     * Lists the log's records, the newest first. Fails with INVALID_ARGUMENT.
     * </pre>
     */
    public dev.supportchat.v1.ListAuditRecordsResponse listAuditRecords(dev.supportchat.v1.ListAuditRecordsRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getListAuditRecordsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Says how long the log is, up to where it is signed, and what waits to be written.
     * </pre>
     */
    public dev.supportchat.v1.GetAuditStatusResponse getAuditStatus(dev.supportchat.v1.GetAuditStatusRequest request) throws io.grpc.StatusException {
      return io.grpc.stub.ClientCalls.blockingV2UnaryCall(
          getChannel(), getGetAuditStatusMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Reads the whole log and says what is wrong with it: a record that was changed, removed, moved, put in or cut off, one that a session's log contradicts or lacks, and
     * a signed head that the log does not lead to. It tells how far it is as it goes, each finding when it comes upon it, and in the end the result. That it was asked for
     * is recorded.
     * </pre>
     */
    @io.grpc.ExperimentalApi("https://github.com/grpc/grpc-java/issues/10918")
    public io.grpc.stub.BlockingClientCall<?, dev.supportchat.v1.VerifyAuditLogResponse>
        verifyAuditLog(dev.supportchat.v1.VerifyAuditLogRequest request) {
      return io.grpc.stub.ClientCalls.blockingV2ServerStreamingCall(
          getChannel(), getVerifyAuditLogMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Streams records as JSON lines, the oldest first: each with all that it takes to check it elsewhere, its salt too, as docs/operations/audit.md says. Over REST the
     * response's body is the file itself. That it was asked for is recorded. Fails with INVALID_ARGUMENT.
     * </pre>
     */
    @io.grpc.ExperimentalApi("https://github.com/grpc/grpc-java/issues/10918")
    public io.grpc.stub.BlockingClientCall<?, dev.supportchat.v1.ExportAuditRecordsResponse>
        exportAuditRecords(dev.supportchat.v1.ExportAuditRecordsRequest request) {
      return io.grpc.stub.ClientCalls.blockingV2ServerStreamingCall(
          getChannel(), getExportAuditRecordsMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do limited synchronous rpc calls to service AuditService.
   * <pre>
   * AuditService reads the audit log. It is only for administrators and API keys of the role admin; others get PERMISSION_DENIED (ROLE_REQUIRED). The log is written
   * shortly after what it tells of; nothing in the API changes it.
   * </pre>
   */
  public static final class AuditServiceBlockingStub
      extends io.grpc.stub.AbstractBlockingStub<AuditServiceBlockingStub> {
    private AuditServiceBlockingStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected AuditServiceBlockingStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new AuditServiceBlockingStub(channel, callOptions);
    }

    /**
     * <pre>
     * Lists the log's records, the newest first. Fails with INVALID_ARGUMENT.
     * </pre>
     */
    public dev.supportchat.v1.ListAuditRecordsResponse listAuditRecords(dev.supportchat.v1.ListAuditRecordsRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getListAuditRecordsMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Says how long the log is, up to where it is signed, and what waits to be written.
     * </pre>
     */
    public dev.supportchat.v1.GetAuditStatusResponse getAuditStatus(dev.supportchat.v1.GetAuditStatusRequest request) {
      return io.grpc.stub.ClientCalls.blockingUnaryCall(
          getChannel(), getGetAuditStatusMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Reads the whole log and says what is wrong with it: a record that was changed, removed, moved, put in or cut off, one that a session's log contradicts or lacks, and
     * a signed head that the log does not lead to. It tells how far it is as it goes, each finding when it comes upon it, and in the end the result. That it was asked for
     * is recorded.
     * </pre>
     */
    public java.util.Iterator<dev.supportchat.v1.VerifyAuditLogResponse> verifyAuditLog(
        dev.supportchat.v1.VerifyAuditLogRequest request) {
      return io.grpc.stub.ClientCalls.blockingServerStreamingCall(
          getChannel(), getVerifyAuditLogMethod(), getCallOptions(), request);
    }

    /**
     * <pre>
     * Streams records as JSON lines, the oldest first: each with all that it takes to check it elsewhere, its salt too, as docs/operations/audit.md says. Over REST the
     * response's body is the file itself. That it was asked for is recorded. Fails with INVALID_ARGUMENT.
     * </pre>
     */
    public java.util.Iterator<dev.supportchat.v1.ExportAuditRecordsResponse> exportAuditRecords(
        dev.supportchat.v1.ExportAuditRecordsRequest request) {
      return io.grpc.stub.ClientCalls.blockingServerStreamingCall(
          getChannel(), getExportAuditRecordsMethod(), getCallOptions(), request);
    }
  }

  /**
   * A stub to allow clients to do ListenableFuture-style rpc calls to service AuditService.
   * <pre>
   * AuditService reads the audit log. It is only for administrators and API keys of the role admin; others get PERMISSION_DENIED (ROLE_REQUIRED). The log is written
   * shortly after what it tells of; nothing in the API changes it.
   * </pre>
   */
  public static final class AuditServiceFutureStub
      extends io.grpc.stub.AbstractFutureStub<AuditServiceFutureStub> {
    private AuditServiceFutureStub(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      super(channel, callOptions);
    }

    @java.lang.Override
    protected AuditServiceFutureStub build(
        io.grpc.Channel channel, io.grpc.CallOptions callOptions) {
      return new AuditServiceFutureStub(channel, callOptions);
    }

    /**
     * <pre>
     * Lists the log's records, the newest first. Fails with INVALID_ARGUMENT.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.supportchat.v1.ListAuditRecordsResponse> listAuditRecords(
        dev.supportchat.v1.ListAuditRecordsRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getListAuditRecordsMethod(), getCallOptions()), request);
    }

    /**
     * <pre>
     * Says how long the log is, up to where it is signed, and what waits to be written.
     * </pre>
     */
    public com.google.common.util.concurrent.ListenableFuture<dev.supportchat.v1.GetAuditStatusResponse> getAuditStatus(
        dev.supportchat.v1.GetAuditStatusRequest request) {
      return io.grpc.stub.ClientCalls.futureUnaryCall(
          getChannel().newCall(getGetAuditStatusMethod(), getCallOptions()), request);
    }
  }

  private static final int METHODID_LIST_AUDIT_RECORDS = 0;
  private static final int METHODID_GET_AUDIT_STATUS = 1;
  private static final int METHODID_VERIFY_AUDIT_LOG = 2;
  private static final int METHODID_EXPORT_AUDIT_RECORDS = 3;

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
        case METHODID_LIST_AUDIT_RECORDS:
          serviceImpl.listAuditRecords((dev.supportchat.v1.ListAuditRecordsRequest) request,
              (io.grpc.stub.StreamObserver<dev.supportchat.v1.ListAuditRecordsResponse>) responseObserver);
          break;
        case METHODID_GET_AUDIT_STATUS:
          serviceImpl.getAuditStatus((dev.supportchat.v1.GetAuditStatusRequest) request,
              (io.grpc.stub.StreamObserver<dev.supportchat.v1.GetAuditStatusResponse>) responseObserver);
          break;
        case METHODID_VERIFY_AUDIT_LOG:
          serviceImpl.verifyAuditLog((dev.supportchat.v1.VerifyAuditLogRequest) request,
              (io.grpc.stub.StreamObserver<dev.supportchat.v1.VerifyAuditLogResponse>) responseObserver);
          break;
        case METHODID_EXPORT_AUDIT_RECORDS:
          serviceImpl.exportAuditRecords((dev.supportchat.v1.ExportAuditRecordsRequest) request,
              (io.grpc.stub.StreamObserver<dev.supportchat.v1.ExportAuditRecordsResponse>) responseObserver);
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
          getListAuditRecordsMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.supportchat.v1.ListAuditRecordsRequest,
              dev.supportchat.v1.ListAuditRecordsResponse>(
                service, METHODID_LIST_AUDIT_RECORDS)))
        .addMethod(
          getGetAuditStatusMethod(),
          io.grpc.stub.ServerCalls.asyncUnaryCall(
            new MethodHandlers<
              dev.supportchat.v1.GetAuditStatusRequest,
              dev.supportchat.v1.GetAuditStatusResponse>(
                service, METHODID_GET_AUDIT_STATUS)))
        .addMethod(
          getVerifyAuditLogMethod(),
          io.grpc.stub.ServerCalls.asyncServerStreamingCall(
            new MethodHandlers<
              dev.supportchat.v1.VerifyAuditLogRequest,
              dev.supportchat.v1.VerifyAuditLogResponse>(
                service, METHODID_VERIFY_AUDIT_LOG)))
        .addMethod(
          getExportAuditRecordsMethod(),
          io.grpc.stub.ServerCalls.asyncServerStreamingCall(
            new MethodHandlers<
              dev.supportchat.v1.ExportAuditRecordsRequest,
              dev.supportchat.v1.ExportAuditRecordsResponse>(
                service, METHODID_EXPORT_AUDIT_RECORDS)))
        .build();
  }

  private static volatile io.grpc.ServiceDescriptor serviceDescriptor;

  public static io.grpc.ServiceDescriptor getServiceDescriptor() {
    io.grpc.ServiceDescriptor result = serviceDescriptor;
    if (result == null) {
      synchronized (AuditServiceGrpc.class) {
        result = serviceDescriptor;
        if (result == null) {
          serviceDescriptor = result = io.grpc.ServiceDescriptor.newBuilder(SERVICE_NAME)
              .addMethod(getListAuditRecordsMethod())
              .addMethod(getGetAuditStatusMethod())
              .addMethod(getVerifyAuditLogMethod())
              .addMethod(getExportAuditRecordsMethod())
              .build();
        }
      }
    }
    return result;
  }
}
