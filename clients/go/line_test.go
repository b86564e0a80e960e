package supportchat

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/durationpb"

	pb "github.com/supportchat/supportchat/clients/go/supportchatv1"
)

func TestEntriesComeOnceAndInOrder(t *testing.T) {
	f := newFake(t)
	c := f.client(t, APIKey("key")).Conversation(7, AfterSeq(2))
	s := f.welcomed(t)
	s.subscribes(t, 7, 2)
	// Twice, hidden, and a gap: what follows it is asked for, and what comes until then is not of use.
	s.say(t, entry(3), entry(3), hidden(4), entry(5), entry(2), entry(7))
	again := s.hear(t)
	if again.GetSubscribe().GetAfterSeq() != 5 {
		t.Fatalf("the client wrote %v", again)
	}
	s.say(t, entry(8), entry(6), subscribed(again), entry(6), entry(7))
	reads(t, c, 3, 5, 6, 7)

	s.end <- nil
	s = f.welcomed(t)
	s.subscribes(t, 7, 7)
	s.say(t, entry(7), entry(8))
	reads(t, c, 8)
}

func TestASendIsAcknowledgedOnce(t *testing.T) {
	f := newFake(t)
	c := f.client(t, APIKey("key")).Conversation(7)
	sendings := []*Sending{submit(t, c, "a"), submit(t, c, "b"), submit(t, c, "c")}
	s := f.welcomed(t)
	s.subscribes(t, 7, 0)
	a, b := s.sends(t, "a"), s.sends(t, "b")
	s.sends(t, "c")
	s.say(t, ack(a, 1), ack(a, 1), ack(&pb.ChatRequest{RequestId: "unknown"}, 9))
	if got, err := sendings[0].Wait(inTime(t)); err != nil || got.GetSeq() != 1 {
		t.Fatal(got, err)
	}
	s.end <- status.Error(codes.Unavailable, "gone")

	s = f.welcomed(t)
	s.subscribes(t, 7, 0)
	b2, c2 := s.sends(t, "b"), s.sends(t, "c")
	if !proto.Equal(b, b2) {
		t.Errorf("it was sent as %v, and then as %v", b, b2)
	}
	// The acknowledgement of the one before the line broke would have come first.
	s.say(t, ack(a, 1), ack(c2, 3), refusal(b2, codes.FailedPrecondition, "SESSION_CLOSED", nil))
	if _, err := sendings[2].Wait(inTime(t)); err != nil {
		t.Fatal(err)
	}
	_, err := sendings[1].Wait(inTime(t))
	fails(t, err, "SESSION_CLOSED")
}

func TestWhatIsRefusedForNowIsSentAgainInOrder(t *testing.T) {
	f := newFake(t)
	c := f.client(t, APIKey("key")).Conversation(7)
	var sendings []*Sending
	for _, text := range []string{"a", "b", "c"} {
		sendings = append(sendings, submit(t, c, text))
	}
	s := f.welcomed(t)
	s.subscribes(t, 7, 0)
	later := &errdetails.RetryInfo{RetryDelay: durationpb.New(20 * time.Millisecond)}
	// All are on their way before the first is refused.
	var frames []*pb.ChatRequest
	for _, text := range []string{"a", "b", "c"} {
		frames = append(frames, s.sends(t, text))
	}
	for _, frame := range frames {
		s.say(t, refusal(frame, codes.ResourceExhausted, "RATE_LIMITED", later))
	}
	for i, text := range []string{"a", "b", "c"} {
		frame := s.sends(t, text)
		select {
		case another := <-s.in:
			t.Fatalf("%v came before the answer to the one before", another)
		case <-time.After(20 * time.Millisecond):
		}
		s.say(t, ack(frame, int64(i+1)))
		if _, err := sendings[i].Wait(inTime(t)); err != nil {
			t.Fatal(err)
		}
	}
}

func TestASlowReaderHoldsUpNobody(t *testing.T) {
	f := newFake(t)
	client := f.client(t, APIKey("key"))
	c := client.Conversation(7)
	s := f.welcomed(t)
	s.subscribes(t, 7, 0)
	for seq := range int64(300) {
		s.say(t, entry(seq+1))
	}
	if frame := s.hear(t); frame.GetUnsubscribe().GetChatSessionId() != 7 || frame.GetRequestId() == "" {
		t.Fatalf("the client wrote %v", frame)
	}
	// Another one, from a place of its own, on the same stream; the slow one has what it has.
	d := client.Conversation(7, AfterSeq(298))
	s.subscribes(t, 7, 298)
	s.say(t, entry(299), entry(300))
	reads(t, d, 299, 300)
	sending := submit(t, c, "I have not read yet")
	s.say(t, ack(s.sends(t, "I have not read yet"), 301))
	if _, err := sending.Wait(inTime(t)); err != nil {
		t.Fatal(err)
	}

	for seq := range int64(mostHeld) {
		reads(t, c, seq+1)
	}
	s.subscribes(t, 7, mostHeld)
	for seq := int64(mostHeld); seq < 300; seq++ {
		s.say(t, entry(seq+1))
	}
	s.say(t, entry(301))
	for seq := int64(mostHeld); seq <= 300; seq++ {
		reads(t, c, seq+1)
	}
	reads(t, d, 301)
}

func TestTheNextSendWaitsBehind64(t *testing.T) {
	f := newFake(t)
	c := f.client(t, APIKey("key")).Conversation(7)
	for i := range mostWaiting {
		submit(t, c, fmt.Sprint(i))
	}
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	if _, err := c.Submit(ctx, "too many"); !errors.Is(err, context.DeadlineExceeded) {
		t.Fatal(err)
	}
	s := f.welcomed(t)
	s.subscribes(t, 7, 0)
	s.say(t, ack(s.sends(t, "0"), 1))
	submit(t, c, "one more")
}

func TestClosingEndsEveryWait(t *testing.T) {
	before := runtime.NumGoroutine()
	f := newFake(t)
	client := f.client(t, APIKey("key"))
	c, d := client.Conversation(7, OnEvent(func(proto.Message) {})), client.Conversation(8)
	inbox := client.Inbox()
	errs := make(chan error, 100)
	for range mostWaiting + 10 {
		go func() {
			_, err := c.Send(inTime(t), "x")
			errs <- err
		}()
	}
	go func() { errs <- c.MarkRead(inTime(t), 1) }()
	s := f.welcomed(t)
	for range 3 + mostWaiting + 1 {
		s.hear(t)
	}
	c.Close()
	c.Close()
	for range mostWaiting + 10 + 1 {
		if err := <-errs; !errors.Is(err, ErrClosed) {
			t.Fatal(err)
		}
	}
	if _, more := <-c.Messages(); more || c.Err() != nil {
		t.Error("the messages have not ended")
	}
	if frame := s.hear(t); frame.GetUnsubscribe().GetChatSessionId() != 7 {
		t.Fatalf("the client wrote %v", frame)
	}

	go func() { errs <- d.MarkRead(inTime(t), 1) }()
	s.hear(t)
	for range 2 {
		if err := client.Close(); err != nil {
			t.Error(err)
		}
	}
	if err := <-errs; !errors.Is(err, ErrClosed) {
		t.Error(err)
	}
	if _, more := <-d.Messages(); more || d.Err() != nil {
		t.Error("the messages have not ended")
	}
	if _, more := <-inbox.Changes(); more || inbox.Err() != nil {
		t.Error("the inbox has not ended")
	}
	late := client.Conversation(9)
	if _, err := late.Send(inTime(t), "x"); !errors.Is(err, ErrClosed) {
		t.Error(err)
	}
	if _, err := client.Chat.GetChatSession(inTime(t), &pb.GetChatSessionRequest{Id: 7}); !errors.Is(err, ErrClosed) {
		t.Error(err)
	}
	if _, more := <-client.Inbox().Changes(); more {
		t.Error("a client that is closed has an inbox")
	}
	// The fake's own go as well, when their connection is gone.
	eventually(t, "its goroutines have ended", func() bool { return runtime.NumGoroutine() <= before+3 })
}

func TestALeaveIsCountedOnce(t *testing.T) {
	f := newFake(t)
	client := f.client(t, APIKey("key"))
	client.Conversation(7)
	s := f.welcomed(t)
	// Longer than this a stream has to live to be opened again at once.
	time.Sleep(shortLived + 50*time.Millisecond)
	began := time.Now()
	leave := &pb.Leave{Reason: pb.LeaveReason_LEAVE_REASON_SERVER_STOPPING, ReconnectAfterMs: 150}
	s.say(t, &pb.ServerFrame{Frame: &pb.ServerFrame_Leave{Leave: leave}})
	s.end <- status.Error(codes.Unavailable, "stopped")
	f.stream(t)
	if took := time.Since(began); took < 150*time.Millisecond || client.line.backoff.failures != 0 {
		t.Errorf("it came back after %v, with %d failures", took, client.line.backoff.failures)
	}
}

func TestAStreamWithoutAWelcomeIsGivenUp(t *testing.T) {
	f := newFake(t)
	client := f.client(t, APIKey("key"), WithDeadline(500*time.Millisecond))
	c := client.Conversation(7)
	s := f.stream(t)
	select {
	case <-s.stream.Context().Done():
	case <-time.After(patience):
		t.Fatal("the client waits for ever")
	}
	s = f.welcomed(t)
	s.subscribes(t, 7, 0)
	// Welcomed, it may be silent for as long as it likes.
	time.Sleep(600 * time.Millisecond)
	s.say(t, entry(1))
	reads(t, c, 1)
}

func TestASessionThatIsNotThereEndsItsConversationAlone(t *testing.T) {
	f := newFake(t)
	client := f.client(t, APIKey("key"))
	c := client.Conversation(7)
	s := f.welcomed(t)
	s.subscribes(t, 7, 0)
	s.say(t, entry(1))
	sending := submit(t, c, "on its way")
	sent := s.sends(t, "on its way")
	s.say(t, &pb.ServerFrame{Frame: &pb.ServerFrame_Unsubscribed{Unsubscribed: &pb.Unsubscribed{ChatSessionId: 7}}})
	s.say(t, refusal(s.hear(t), codes.NotFound, "SESSION_NOT_FOUND", nil))
	reads(t, c, 1)
	if _, more := <-c.Messages(); more {
		t.Fatal("the messages have not ended")
	}
	fails(t, c.Err(), "SESSION_NOT_FOUND")
	_, err := c.Submit(inTime(t), "too late")
	fails(t, err, "SESSION_NOT_FOUND")
	s.say(t, ack(sent, 2))
	if _, err := sending.Wait(inTime(t)); err != nil {
		t.Error(err)
	}
	client.Conversation(8)
	s.subscribes(t, 8, 0)
}

func TestASubscriptionThatFailsForNowIsTriedAgain(t *testing.T) {
	f := newFake(t)
	c := f.client(t, APIKey("key")).Conversation(7)
	s := f.welcomed(t)
	s.say(t, refusal(s.hear(t), codes.Unavailable, "UNAVAILABLE", nil))
	s.say(t, refusal(s.hear(t), codes.Internal, "INTERNAL", nil))
	s.subscribes(t, 7, 0)
	s.say(t, entry(1))
	reads(t, c, 1)
}

func TestTheInboxIsToldAgain(t *testing.T) {
	f := newFake(t)
	client := f.client(t, APIKey("key"))
	inbox := client.Inbox()
	for range 2 {
		s := f.welcomed(t)
		if frame := s.hear(t); frame.GetSubscribeInbox() == nil {
			t.Fatalf("the client wrote %v", frame)
		}
		// A session that follows by itself is not wanted.
		s.say(t, changed(7, false), &pb.ServerFrame{Frame: &pb.ServerFrame_Subscribed{Subscribed: &pb.Subscribed{ChatSessionId: 7}}}, entry(1))
		if got := <-inbox.Changes(); got.GetChatSession().GetId() != 7 {
			t.Fatal(got)
		}
		if frame := s.hear(t); frame.GetUnsubscribe().GetChatSessionId() != 7 {
			t.Fatalf("the client wrote %v", frame)
		}
		s.end <- nil
	}
	s := f.welcomed(t)
	if frame := s.hear(t); frame.GetSubscribeInbox() == nil {
		t.Fatalf("the client wrote %v", frame)
	}
}

func TestEventsGoToTheirFunction(t *testing.T) {
	f := newFake(t)
	events := make(chan proto.Message, 100)
	c := f.client(t, APIKey("key")).Conversation(7, OnEvent(func(event proto.Message) { events <- event }))
	s := f.welcomed(t)
	request := s.hear(t)
	frame := subscribed(request)
	frame.GetSubscribed().Marks = []*pb.Marks{{ReadSeq: 4}}
	s.say(t, frame, &pb.ServerFrame{Frame: &pb.ServerFrame_Typing{Typing: &pb.Typing{ChatSessionId: 7, Stopped: true}}})
	if marks := (<-events).(*pb.MarksChanged); marks.GetMarks().GetReadSeq() != 4 {
		t.Error(marks)
	}
	if typing := (<-events).(*pb.Typing); !typing.GetStopped() {
		t.Error(typing)
	}
	c.Typing(true)
	if frame := s.hear(t); !frame.GetTyping().GetStopped() {
		t.Errorf("the client wrote %v", frame)
	}
	marked := make(chan error)
	go func() { marked <- c.MarkDelivered(inTime(t), 3) }()
	mark := s.hear(t)
	if mark.GetMarkDelivered().GetSeq() != 3 {
		t.Errorf("the client wrote %v", mark)
	}
	s.end <- nil
	s = f.welcomed(t)
	var frames []*pb.ChatRequest
	frames = append(frames, s.hear(t), s.hear(t))
	mark = frames[slices.IndexFunc(frames, func(frame *pb.ChatRequest) bool { return frame.GetMarkDelivered() != nil })]
	s.say(t, &pb.ServerFrame{Frame: &pb.ServerFrame_Marks{Marks: &pb.MarksChanged{ChatSessionId: 7, RequestId: mark.GetRequestId()}}})
	if err := <-marked; err != nil {
		t.Error(err)
	}
}

func TestWhatWouldEndTheStreamIsNotSent(t *testing.T) {
	f := newFake(t)
	c := f.client(t, APIKey("key")).Conversation(7)
	_, err := c.Send(inTime(t), "\xff")
	fails(t, err, "MALFORMED_REQUEST")
	_, err = c.Send(inTime(t), strings.Repeat("x", mostBytes))
	fails(t, err, "MESSAGE_TOO_LONG")
}

func TestNothingIsLeftBehindOnALostStream(t *testing.T) {
	const messages = 3000
	f := newFake(t)
	c := f.client(t, APIKey("key")).Conversation(7)
	go func() {
		for i := range messages {
			c.Submit(t.Context(), fmt.Sprint(i))
		}
	}()
	for acknowledged := 0; acknowledged < messages; {
		s := f.welcomed(t)
		s.subscribes(t, 7, 0)
		// The stream ends while the client is writing.
		for range min(20, messages-acknowledged) {
			s.say(t, ack(s.sends(t, fmt.Sprint(acknowledged)), int64(acknowledged+1)))
			acknowledged++
		}
		s.end <- nil
	}
}

func TestNotAllThatIsRefusedAtOnceComesBackAtOnce(t *testing.T) {
	f := newFake(t)
	client := f.client(t, APIKey("key"))
	client.line.newBackoff = func() *backoff {
		b := newBackoff(200*time.Millisecond, time.Second)
		b.below = func(n int64) int64 { return n }
		return b
	}
	c := client.Conversation(7)
	s := f.welcomed(t)
	s.subscribes(t, 7, 0)
	later := &errdetails.RetryInfo{RetryDelay: durationpb.New(50 * time.Millisecond)}
	for what, begin := range map[string]func(){
		"a message": func() { submit(t, c, "a") },
		"a mark":    func() { go c.MarkRead(inTime(t), 1) },
		"a session": func() { client.Conversation(8) },
		"the inbox": func() { client.Inbox() },
	} {
		begin()
		frame, began := s.hear(t), time.Now()
		s.say(t, refusal(frame, codes.ResourceExhausted, "RATE_LIMITED", later))
		again := s.hear(t)
		if took := time.Since(began); took < 250*time.Millisecond || !proto.Equal(frame.GetSend(), again.GetSend()) {
			t.Errorf("%s came back after %v, as %v", what, took, again)
		}
	}
}

func TestTwoMarksWaitHoweverLongTheLineIsAway(t *testing.T) {
	f := newFake(t)
	c := f.client(t, APIKey("key")).Conversation(7)
	late, cancel := context.WithCancel(t.Context())
	cancel()
	for seq := range int64(100) {
		if err := c.MarkRead(late, seq+1); err != context.Canceled {
			t.Fatal(err)
		}
	}
	c.MarkDelivered(late, 200)
	c.line.mu.Lock()
	waits := c.read.add(50)
	c.line.mu.Unlock()
	s := f.welcomed(t)
	marks := map[int64]*pb.ChatRequest{}
	for range 3 {
		frame := s.hear(t)
		marks[frame.GetMarkRead().GetSeq()+frame.GetMarkDelivered().GetSeq()] = frame
	}
	answers := func(frame *pb.ChatRequest) *pb.ServerFrame {
		return &pb.ServerFrame{Frame: &pb.ServerFrame_Marks{Marks: &pb.MarksChanged{ChatSessionId: 7, RequestId: frame.GetRequestId()}}}
	}
	s.say(t, answers(marks[1]), answers(marks[200]))
	last := s.hear(t)
	if marks[200].GetMarkDelivered() == nil || last.GetMarkRead().GetSeq() != 100 {
		t.Fatalf("the client wrote %v", last)
	}
	s.say(t, answers(last))
	<-waits.done
	c.Typing(false)
	if frame := s.hear(t); frame.GetTyping() == nil {
		t.Errorf("the client wrote %v", frame)
	}
}

func TestAMarkEndsWithItsConversation(t *testing.T) {
	f := newFake(t)
	c := f.client(t, APIKey("key")).Conversation(7)
	s := f.welcomed(t)
	request := s.hear(t)
	marked := make(chan error)
	for range 2 {
		go func() { marked <- c.MarkRead(inTime(t), 1) }()
	}
	s.hear(t)
	s.say(t, refusal(request, codes.NotFound, "SESSION_NOT_FOUND", nil))
	fails(t, <-marked, "SESSION_NOT_FOUND")
	fails(t, <-marked, "SESSION_NOT_FOUND")
}

func TestAReaderWithoutAPlaceEndsNoOther(t *testing.T) {
	f := newFake(t)
	client := f.client(t, APIKey("key"))
	c := client.Conversation(7)
	s := f.welcomed(t)
	s.subscribes(t, 7, 0)
	// This one waits for its reader.
	for seq := range int64(mostHeld) {
		s.say(t, entry(seq+1))
	}
	s.hear(t)
	d := client.Conversation(7, AfterSeq(1000))
	s.say(t, refusal(s.hear(t), codes.InvalidArgument, "OUT_OF_RANGE", nil))
	if _, more := <-d.Messages(); more {
		t.Fatal("the messages have not ended")
	}
	fails(t, d.Err(), "OUT_OF_RANGE")
	for seq := range int64(mostHeld) {
		reads(t, c, seq+1)
	}
	s.subscribes(t, 7, mostHeld)
	s.say(t, entry(mostHeld+1))
	reads(t, c, mostHeld+1)
}

func TestWhatHasLeftTheInboxWhileTheLineWasBrokenIsTold(t *testing.T) {
	f := newFake(t)
	inbox := f.client(t, APIKey("key")).Inbox()
	tells := func(session int64, removed bool) {
		t.Helper()
		select {
		case change := <-inbox.Changes():
			if change.GetChatSession().GetId() != session || change.GetRemoved() != removed {
				t.Fatalf("it told %v, not of %d", change, session)
			}
		case <-time.After(patience):
			t.Fatalf("it told nothing of %d", session)
		}
	}
	s := f.welcomed(t)
	s.hear(t)
	s.say(t, changed(1, false), changed(2, false), listed, changed(3, false), changed(4, false))
	for _, session := range []int64{1, 2, 3, 4} {
		tells(session, false)
	}
	// What is closed is not missed, and what was removed is not told so twice. One is named again by a stream that is of no account for the next.
	s.say(t, owned(3, 2, over), changed(4, true), changed(1, false))
	tells(3, false)
	tells(4, true)
	tells(1, false)
	s.end <- nil
	s = f.welcomed(t)
	s.hear(t)
	s.say(t, changed(2, false), listed, changed(5, false))
	tells(2, false)
	tells(1, true)
	tells(5, false)
}

func TestASlowReaderOfTheInboxMissesNothing(t *testing.T) {
	const sessions = 400
	f := newFake(t)
	client := f.client(t, APIKey("key"))
	inbox := client.Inbox()
	s := f.welcomed(t)
	s.hear(t)
	for range 2 {
		for id := range int64(sessions) {
			s.say(t, changed(id+1, false))
		}
	}
	s.say(t, changed(1, true))
	// When this is there, all of that is.
	c := client.Conversation(7)
	s.subscribes(t, 7, 0)
	s.say(t, entry(1))
	reads(t, c, 1)

	told, count := map[int64]*pb.InboxChanged{}, 0
	for ; len(told) < sessions || !told[1].GetRemoved(); count++ {
		select {
		case change := <-inbox.Changes():
			told[change.GetChatSession().GetId()] = change
		case <-time.After(patience):
			t.Fatalf("%d changes came, of %d sessions, the first as %v", count, len(told), told[1])
		}
	}
	// One may have been in hand before it changed.
	if count > sessions+1 {
		t.Errorf("%d changes came", count)
	}
}

func TestClosingEndsAStart(t *testing.T) {
	f := newFake(t)
	asked := make(chan struct{}, 1)
	f.create = func() error {
		asked <- struct{}{}
		problem, _ := status.New(codes.ResourceExhausted, "no").WithDetails(&errdetails.RetryInfo{RetryDelay: durationpb.New(time.Minute)})
		return problem.Err()
	}
	client := f.client(t, APIKey("key"))
	ended := make(chan error)
	go func() {
		_, err := client.Start(inTime(t))
		ended <- err
	}()
	<-asked
	// So that the answer is there, and it waits.
	time.Sleep(100 * time.Millisecond)
	client.Close()
	fails(t, <-ended, "CLOSED")
}

// A calling is a logger's handler that calls the client.
type calling struct {
	slog.Handler
	call func()
}

func (calling) Enabled(context.Context, slog.Level) bool { return true }

func (c calling) Handle(context.Context, slog.Record) error {
	c.call()
	return nil
}

func TestALoggerMayCallTheClient(t *testing.T) {
	f := newFake(t)
	f.visitor = token
	var client *Client
	log := slog.New(calling{slog.DiscardHandler, func() {
		client.Conversation(8).Close()
		client.line.credentials.refused("another")
	}})
	client = f.client(t, Visitor{}, WithLogger(log))
	client.Conversation(7)
	s := f.welcomed(t)
	for {
		frame := s.hear(t)
		if frame.GetSubscribe().GetChatSessionId() == 7 {
			s.say(t, refusal(frame, codes.Internal, "INTERNAL", nil))
			break
		}
	}
	for s.hear(t).GetSubscribe().GetChatSessionId() != 7 {
	}
}
