package supportchat

import (
	"context"
	"errors"
	"net"
	"runtime"
	"sync/atomic"
	"testing"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"

	"google.golang.org/genproto/googleapis/rpc/errdetails"

	pb "github.com/supportchat/supportchat/clients/go/supportchatv1"
)

const patience = 10 * time.Second

// A fake is a service of which the test plays the part.
type fake struct {
	pb.UnimplementedChatServiceServer
	pb.UnimplementedAuthServiceServer
	pb.UnimplementedAgentServiceServer
	url     string
	streams chan *script
	// Whether bearer tokens are good; nil means all are.
	good func(token string) bool
	// What the services answer.
	visitor, refresh  func(n int64) (*pb.Token, error)
	create, available func() error
	visitors, renews  atomic.Int64
	gets              atomic.Int64
}

func newFake(t *testing.T) *fake {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	f := &fake{url: "http://" + listener.Addr().String(), streams: make(chan *script, 100)}
	server := grpc.NewServer()
	pb.RegisterChatServiceServer(server, f)
	pb.RegisterAuthServiceServer(server, f)
	pb.RegisterAgentServiceServer(server, f)
	go server.Serve(listener)
	t.Cleanup(server.Stop)
	return f
}

// client is a client of the fake that is closed at the end.
func (f *fake) client(t *testing.T, login Login, options ...Option) *Client {
	t.Helper()
	c, err := New(f.url, login, append([]Option{WithBackoff(time.Millisecond, 10*time.Millisecond)}, options...)...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return c
}

func (f *fake) check(ctx context.Context) error {
	headers, _ := metadata.FromIncomingContext(ctx)
	if values := headers.Get("authorization"); len(values) != 1 || f.good != nil && !f.good(values[0][len("Bearer "):]) {
		problem, _ := status.New(codes.Unauthenticated, "the token is not valid").WithDetails(&errdetails.ErrorInfo{Reason: "INVALID_TOKEN"})
		return problem.Err()
	}
	return nil
}

func (f *fake) CreateVisitorToken(context.Context, *pb.CreateVisitorTokenRequest) (*pb.CreateVisitorTokenResponse, error) {
	token, err := f.visitor(f.visitors.Add(1))
	return &pb.CreateVisitorTokenResponse{VisitorToken: &pb.VisitorToken{Token: token}}, err
}

func (f *fake) RefreshToken(context.Context, *pb.RefreshTokenRequest) (*pb.RefreshTokenResponse, error) {
	token, err := f.refresh(f.renews.Add(1))
	return &pb.RefreshTokenResponse{Token: token}, err
}

func (f *fake) GetChatSession(ctx context.Context, r *pb.GetChatSessionRequest) (*pb.GetChatSessionResponse, error) {
	f.gets.Add(1)
	return &pb.GetChatSessionResponse{ChatSession: &pb.ChatSession{Id: r.GetId()}}, f.check(ctx)
}

func (f *fake) CreateChatSession(context.Context, *pb.CreateChatSessionRequest) (*pb.CreateChatSessionResponse, error) {
	return &pb.CreateChatSessionResponse{ChatSession: &pb.ChatSession{Id: 7}}, f.create()
}

func (f *fake) SetAvailability(context.Context, *pb.SetAvailabilityRequest) (*pb.SetAvailabilityResponse, error) {
	if f.available != nil {
		if err := f.available(); err != nil {
			return nil, err
		}
	}
	return &pb.SetAvailabilityResponse{Agent: &pb.Agent{Id: 2}}, nil
}

func (f *fake) Chat(stream grpc.BidiStreamingServer[pb.ChatRequest, pb.ChatResponse]) error {
	if err := f.check(stream.Context()); err != nil {
		return err
	}
	s := &script{stream: stream, in: make(chan *pb.ChatRequest, 10000), end: make(chan error, 1)}
	go func() {
		defer close(s.in)
		for {
			frame, err := stream.Recv()
			if err != nil {
				return
			}
			s.in <- frame
		}
	}()
	f.streams <- s
	select {
	case err := <-s.end:
		return err
	case <-stream.Context().Done():
		return stream.Context().Err()
	}
}

// A script is one stream, as the service sees it.
type script struct {
	stream grpc.BidiStreamingServer[pb.ChatRequest, pb.ChatResponse]
	in     chan *pb.ChatRequest
	end    chan error
}

// stream is the next stream that the client opens, not yet welcomed.
func (f *fake) stream(t *testing.T) *script {
	t.Helper()
	select {
	case s := <-f.streams:
		return s
	case <-time.After(patience):
		t.Fatal("the client opened no stream")
		return nil
	}
}

// welcomed is the next stream, welcomed.
func (f *fake) welcomed(t *testing.T) *script {
	t.Helper()
	s := f.stream(t)
	s.say(t, &pb.ServerFrame{Frame: &pb.ServerFrame_Welcome{Welcome: &pb.Welcome{}}})
	return s
}

func (s *script) say(t *testing.T, frames ...*pb.ServerFrame) {
	t.Helper()
	for _, frame := range frames {
		if err := s.stream.Send(&pb.ChatResponse{Frame: frame}); err != nil {
			t.Fatal(err)
		}
	}
}

// hear is the client's next frame.
func (s *script) hear(t *testing.T) *pb.ChatRequest {
	t.Helper()
	select {
	case frame, ok := <-s.in:
		if !ok {
			t.Fatal("the client has ended the stream")
		}
		return frame
	case <-time.After(patience):
		t.Fatal("the client wrote nothing")
		return nil
	}
}

// subscribes answers a subscription of a session from a seq on.
func (s *script) subscribes(t *testing.T, session, after int64) {
	t.Helper()
	frame := s.hear(t)
	if got := frame.GetSubscribe(); got.GetChatSessionId() != session || got.GetAfterSeq() != after {
		t.Fatalf("the client wrote %v", frame)
	}
	s.say(t, subscribed(frame))
}

func subscribed(frame *pb.ChatRequest) *pb.ServerFrame {
	return &pb.ServerFrame{Frame: &pb.ServerFrame_Subscribed{Subscribed: &pb.Subscribed{
		ChatSessionId: frame.GetSubscribe().GetChatSessionId(), RequestId: frame.GetRequestId(),
	}}}
}

// sends is a message that the client sends, with this text.
func (s *script) sends(t *testing.T, text string) *pb.ChatRequest {
	t.Helper()
	frame := s.hear(t)
	if frame.GetSend().GetMessage() != text {
		t.Fatalf("the client wrote %v, not the text %q", frame, text)
	}
	return frame
}

func entry(seq int64) *pb.ServerFrame {
	return &pb.ServerFrame{Frame: &pb.ServerFrame_Entry{Entry: &pb.Message{ChatSessionId: 7, Seq: seq}}}
}

func hidden(seq int64) *pb.ServerFrame {
	return &pb.ServerFrame{Frame: &pb.ServerFrame_Hidden{Hidden: &pb.Hidden{ChatSessionId: 7, Seq: seq}}}
}

func changed(session int64, removed bool) *pb.ServerFrame {
	return &pb.ServerFrame{Frame: &pb.ServerFrame_Inbox{Inbox: &pb.InboxChanged{ChatSession: &pb.ChatSession{Id: session}, Removed: removed}}}
}

func ack(frame *pb.ChatRequest, seq int64) *pb.ServerFrame {
	return &pb.ServerFrame{Frame: &pb.ServerFrame_Ack{Ack: &pb.Ack{
		RequestId: frame.GetRequestId(), ChatSessionId: 7, ClientMessageId: frame.GetSend().GetClientMessageId(), Seq: seq,
	}}}
}

func refusal(frame *pb.ChatRequest, code codes.Code, reason string, again *errdetails.RetryInfo) *pb.ServerFrame {
	return &pb.ServerFrame{Frame: &pb.ServerFrame_Error{Error: &pb.FrameError{
		RequestId: frame.GetRequestId(), Code: int32(code), ErrorInfo: &errdetails.ErrorInfo{Reason: reason}, RetryInfo: again,
	}}}
}

// reads holds that the next messages have these seqs.
func reads(t *testing.T, c *Conversation, seqs ...int64) {
	t.Helper()
	for _, seq := range seqs {
		select {
		case message, more := <-c.Messages():
			if !more {
				t.Fatalf("the messages have ended: %v", c.Err())
			}
			if message.GetSeq() != seq {
				t.Fatalf("%d came, not %d", message.GetSeq(), seq)
			}
		case <-time.After(patience):
			t.Fatalf("%d did not come", seq)
		}
	}
}

// fails holds that an error has a reason.
func fails(t *testing.T, err error, reason string) {
	t.Helper()
	var problem *Error
	if !errors.As(err, &problem) || problem.Reason != reason {
		t.Fatalf("it is %v, not %s", err, reason)
	}
}

func inTime(t *testing.T) context.Context {
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	t.Cleanup(cancel)
	return ctx
}

func submit(t *testing.T, c *Conversation, text string) *Sending {
	t.Helper()
	sending, err := c.Submit(inTime(t), text)
	if err != nil {
		t.Fatal(err)
	}
	return sending
}

func eventually(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for end := time.Now().Add(patience); !holds(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			stacks := make([]byte, 1<<20)
			t.Fatalf("it never came to this: %s\n%s", what, stacks[:runtime.Stack(stacks, true)])
		}
	}
}
