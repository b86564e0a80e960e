package supportchat

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	pb "github.com/supportchat/supportchat/clients/go/supportchatv1"
)

// owned says in the inbox whose a session is; the fake's agent is 2.
func owned(session, agent int64, state pb.ChatSessionStatus) *pb.ServerFrame {
	told := &pb.ChatSession{Id: session, AgentId: &agent, Status: state}
	return &pb.ServerFrame{Frame: &pb.ServerFrame_Inbox{Inbox: &pb.InboxChanged{ChatSession: told}}}
}

const (
	waiting = pb.ChatSessionStatus_CHAT_SESSION_STATUS_WAITING
	active  = pb.ChatSessionStatus_CHAT_SESSION_STATUS_ACTIVE
	over    = pb.ChatSessionStatus_CHAT_SESSION_STATUS_CLOSED
)

var listed = &pb.ServerFrame{Frame: &pb.ServerFrame_InboxListed{InboxListed: &pb.InboxListed{}}}

// serving is a client that serves the fake, once its stream is open: what it calls the handler with, and what Serve returns. A handler does what is
// sent to it, and otherwise waits until its messages end, which it tells.
type serving struct {
	client *Client
	called chan *talking
	ended  chan error
	logged *logs
	stop   context.CancelFunc
	stream *script
}

// talking is a call of the handler.
type talking struct {
	*Conversation
	ctx  context.Context
	told chan int64
	fail chan error
	done chan struct{}
}

// logs may be written and read at the same time.
type logs struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *logs) Write(text []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(text)
}

func (l *logs) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

func serve(t *testing.T, f *fake) *serving {
	t.Helper()
	s := &serving{called: make(chan *talking, 100), ended: make(chan error, 1), logged: &logs{}}
	s.client = f.client(t, APIKey("key"), WithLogger(slog.New(slog.NewTextHandler(s.logged, nil))))
	var ctx context.Context
	ctx, s.stop = context.WithCancel(t.Context())
	go func() { s.ended <- s.client.Serve(ctx, s.talk) }()
	s.opened(t, f)
	return s
}

// opened is the next stream, on which the inbox is asked for before anything else.
func (s *serving) opened(t *testing.T, f *fake) {
	t.Helper()
	s.stream = f.welcomed(t)
	for s.stream.hear(t).GetSubscribeInbox() == nil {
	}
}

func (s *serving) talk(ctx context.Context, conversation *Conversation) error {
	call := &talking{Conversation: conversation, ctx: ctx, told: make(chan int64, 100), fail: make(chan error), done: make(chan struct{})}
	defer close(call.done)
	s.called <- call
	for {
		select {
		case message, more := <-conversation.Messages():
			if !more {
				// Serve waits for it all the same.
				time.Sleep(20 * time.Millisecond)
				_, err := conversation.Send(ctx, "too late")
				return err
			}
			call.told <- message.GetSeq()
		case err := <-call.fail:
			return err
		}
	}
}

// call is the next call of the handler.
func (s *serving) call(t *testing.T) *talking {
	t.Helper()
	select {
	case call := <-s.called:
		return call
	case <-time.After(patience):
		t.Fatal("the handler was not called")
		return nil
	}
}

// calls holds that the handler is called for these sessions, in any order, and for no others.
func (s *serving) calls(t *testing.T, sessions ...int64) map[int64]*talking {
	t.Helper()
	calls := map[int64]*talking{}
	for range sessions {
		call := s.call(t)
		calls[call.SessionID()] = call
	}
	for _, session := range sessions {
		if calls[session] == nil {
			t.Fatalf("the handler was not called for %d", session)
		}
	}
	return calls
}

// hears holds that the handler was told these next.
func (c *talking) hears(t *testing.T, seqs ...int64) {
	t.Helper()
	for _, seq := range seqs {
		select {
		case told := <-c.told:
			if told != seq {
				t.Fatalf("it was told %d, not %d", told, seq)
			}
		case <-time.After(patience):
			t.Fatalf("it was not told %d", seq)
		}
	}
}

func (c *talking) ends(t *testing.T) {
	t.Helper()
	select {
	case <-c.done:
	case <-time.After(patience):
		t.Fatal("the handler did not return")
	}
}

func (s *serving) returns(t *testing.T) error {
	t.Helper()
	select {
	case err := <-s.ended:
		return err
	case <-time.After(patience):
		t.Fatal("Serve did not return")
		return nil
	}
}

func TestServingEachSessionThatIsTheirs(t *testing.T) {
	f := newFake(t)
	s := serve(t, f)
	s.stream.say(t, owned(6, 0, waiting), owned(7, 2, active), owned(8, 3, active), owned(9, 2, active), listed)
	before := s.calls(t, 7, 9)
	for range before {
		frame := s.stream.hear(t)
		if frame.GetSubscribe().GetAfterSeq() != 0 {
			t.Fatalf("the client wrote %v", frame)
		}
		s.stream.say(t, subscribed(frame))
	}
	// One that comes later, and what is told of the others brings no second.
	s.stream.say(t, entry(1), owned(7, 2, active), owned(6, 2, active), owned(9, 2, active))
	s.calls(t, 6)
	s.stream.subscribes(t, 6, 0)

	// It is closed, and comes back.
	s.stream.say(t, owned(7, 2, over))
	before[7].ends(t)
	if before[7].Err() != nil || before[7].ctx.Err() != nil {
		t.Errorf("it ended with %v", before[7].Err())
	}
	if frame := s.stream.hear(t); frame.GetUnsubscribe().GetChatSessionId() != 7 {
		t.Fatalf("the client wrote %v", frame)
	}
	s.stream.say(t, owned(7, 2, active))
	again := s.calls(t, 7)[7]
	s.stream.subscribes(t, 7, 0)
	s.stream.say(t, entry(1), entry(2))
	before[7].hears(t, 1)
	again.hears(t, 1, 2)

	// It is handed over, and another is out of sight.
	s.stream.say(t, owned(7, 3, active), changed(9, true))
	again.ends(t)
	before[9].ends(t)
	if len(s.called)+len(before[7].told)+len(again.told) > 0 || strings.Contains(s.logged.String(), "handler") {
		t.Errorf("there was more, or it logged: %s", s.logged)
	}
}

func TestServingGoesOnWhateverHappensToTheLine(t *testing.T) {
	f := newFake(t)
	s := serve(t, f)
	s.stream.say(t, owned(7, 2, active), owned(8, 2, active), listed)
	talks := s.calls(t, 7, 8)
	s.stream.end <- nil
	s.opened(t, f)
	// One of them has gone meanwhile, and comes back after that.
	s.stream.say(t, owned(7, 2, active), listed)
	talks[8].ends(t)
	s.stream.say(t, owned(8, 2, active))
	s.calls(t, 8)
	select {
	case <-talks[7].done:
		t.Error("the talk of the other has ended")
	default:
	}
}

func TestAHandlerThatHasReturnedIsNotCalledAgain(t *testing.T) {
	f := newFake(t)
	s := serve(t, f)
	s.stream.say(t, owned(7, 2, active), listed)
	talk := s.call(t)
	s.stream.subscribes(t, 7, 0)
	talk.fail <- nil
	if frame := s.stream.hear(t); frame.GetUnsubscribe().GetChatSessionId() != 7 {
		t.Fatalf("the client wrote %v", frame)
	}
	// When the other is called, this one would have been.
	s.stream.say(t, owned(7, 2, active), listed, owned(8, 2, active))
	s.calls(t, 8)
	// When this one is called, that the first is closed has been seen.
	s.stream.say(t, owned(7, 2, over), owned(9, 2, active))
	s.calls(t, 9)
	s.stream.say(t, owned(7, 2, active))
	s.calls(t, 7)
}

func TestAHandlersFailureEndsItsOwnTalkAlone(t *testing.T) {
	f := newFake(t)
	s := serve(t, f)
	s.stream.say(t, owned(7, 2, active), owned(8, 2, active))
	talks := s.calls(t, 7, 8)
	talks[8].fail <- errors.New("it does not add up")
	eventually(t, "the failure is logged", func() bool {
		return strings.Contains(s.logged.String(), `msg="a handler has failed" session=8 error="it does not add up"`)
	})
	for range 2 {
		if frame := s.stream.hear(t); frame.GetSubscribe().GetChatSessionId() == 7 {
			s.stream.say(t, subscribed(frame), entry(1))
		}
	}
	talks[7].hears(t, 1)
	s.stream.say(t, owned(9, 2, active))
	s.calls(t, 9)
}

func TestServingEnds(t *testing.T) {
	for name, end := range map[string]func(t *testing.T, s *serving){
		"the context": func(t *testing.T, s *serving) {
			s.stop()
			if err := s.returns(t); err != context.Canceled {
				t.Error(err)
			}
		},
		"the client": func(t *testing.T, s *serving) {
			s.client.Close()
			if err := s.returns(t); err != nil {
				t.Error(err)
			}
		},
		"the inbox": func(t *testing.T, s *serving) {
			s.stream.say(t, refusal(&pb.ChatRequest{RequestId: inboxID}, codes.PermissionDenied, "NOT_AN_AGENT", nil))
			fails(t, s.returns(t), "NOT_AN_AGENT")
		},
	} {
		t.Run(name, func(t *testing.T) {
			before := runtime.NumGoroutine()
			f := newFake(t)
			s := serve(t, f)
			s.stream.say(t, owned(7, 2, active), owned(8, 2, active))
			talks := s.calls(t, 7, 8)
			talks[8].fail <- nil
			end(t, s)
			// By now both have returned, and nothing can be said any more.
			for _, talk := range talks {
				select {
				case <-talk.done:
				default:
					t.Error("a handler goes on")
				}
				if _, err := talk.Submit(inTime(t), "x"); !errors.Is(err, ErrClosed) || talk.ctx.Err() == nil {
					t.Errorf("the talk has not ended: %v, %v", err, talk.ctx.Err())
				}
			}
			if strings.Contains(s.logged.String(), "a handler has failed") {
				t.Error(s.logged)
			}
			s.client.Close()
			eventually(t, "its goroutines have ended", func() bool { return runtime.NumGoroutine() <= before+3 })
		})
	}
}

func TestServingBeginsWhenItCan(t *testing.T) {
	f := newFake(t)
	answers := make(chan error, 2)
	answers <- status.Error(codes.Unavailable, "not yet")
	answers <- nil
	f.available = func() error { return <-answers }
	s := serve(t, f)
	s.stream.say(t, owned(7, 2, active))
	s.calls(t, 7)

	f.available = func() error { return status.Error(codes.PermissionDenied, "only for agents") }
	if err := s.client.Serve(inTime(t), s.talk); status.Code(err) != codes.PermissionDenied {
		t.Error(err)
	}
	f.available = func() error { return status.Error(codes.Unavailable, "never") }
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if err := s.client.Serve(ctx, s.talk); err != context.DeadlineExceeded {
		t.Error(err)
	}
	time.AfterFunc(50*time.Millisecond, func() { s.client.Close() })
	if err := s.client.Serve(inTime(t), s.talk); err != nil {
		t.Error(err)
	}
}
