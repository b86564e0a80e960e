package supportchat

import (
	"context"
	"io"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	pb "github.com/supportchat/supportchat/clients/go/supportchatv1"
)

// More than this is not kept for a stream that does not take it: typing is dropped then.
const typingBehind = 64

// A stream is an open Chat stream: what is still to be written to it, and who waits for an answer on it alone. The line's mu guards it.
type stream struct {
	wake chan struct{}
	out  []*pb.ChatRequest
	// The conversations that have something to send, in turn.
	ready []*Conversation
	// What to do with the answer, a refusal or nil, by request_id.
	asked map[string]func(*Error)
}

// opened begins a stream: everything is subscribed, and sent that is not acknowledged.
func (l *line) opened(s *stream) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.stream = s
	for _, feed := range l.feeds {
		feed.adjust()
	}
	if len(l.inboxes) > 0 {
		l.askInbox()
	}
	for _, marks := range l.marks {
		l.tell(marks.frame())
	}
	for conversation := range l.conversations {
		conversation.offer()
	}
}

// lost ends a stream; what it has not answered waits for the next.
func (l *line) lost() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.stream = nil
	for _, feed := range l.feeds {
		feed.live, feed.request = false, ""
	}
	for conversation := range l.conversations {
		conversation.unwritten()
	}
	for inbox := range l.inboxes {
		inbox.toldAnew()
	}
}

// tell writes a frame, if there is a stream. mu is held.
func (l *line) tell(frame *pb.ChatRequest) {
	if l.stream != nil {
		l.stream.out = append(l.stream.out, frame)
		signal(l.stream.wake)
	}
}

// ask writes a frame that is answered on this stream or never. mu is held, and there is a stream.
func (l *line) ask(frame *pb.ChatRequest, answered func(*Error)) {
	l.stream.asked[frame.GetRequestId()] = answered
	l.tell(frame)
}

// write writes what there is to write until the stream ends.
func (l *line) write(ctx context.Context, s *stream, rpc pb.ChatService_ChatClient) {
	for {
		frame := l.next(s)
		if frame == nil {
			select {
			case <-s.wake:
			case <-ctx.Done():
				return
			}
			continue
		}
		if rpc.Send(frame) != nil {
			// Why, the reader is told.
			return
		}
	}
}

func (l *line) next(s *stream) *pb.ChatRequest {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(s.out) > 0 {
		frame := s.out[0]
		s.out[0] = nil
		s.out = s.out[1:]
		return frame
	}
	for len(s.ready) > 0 {
		conversation := s.ready[0]
		s.ready = s.ready[1:]
		if sending := conversation.write(); sending != nil {
			s.ready = append(s.ready, conversation)
			return sending.frame
		}
	}
	return nil
}

// receive takes a frame.
func (l *line) receive(frame *pb.ServerFrame) {
	if refusal := frame.GetError(); refusal != nil {
		// The logger may be the program's: it is not called with mu held.
		l.log.Debug("a frame was refused", "error", ofFrame(refusal))
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	switch frame := frame.GetFrame().(type) {
	case *pb.ServerFrame_Entry:
		l.feeds[frame.Entry.GetChatSessionId()].entry(frame.Entry.GetSeq(), frame.Entry)
	case *pb.ServerFrame_Hidden:
		l.feeds[frame.Hidden.GetChatSessionId()].entry(frame.Hidden.GetSeq(), nil)
	case *pb.ServerFrame_Ack:
		if sending := l.sendings[frame.Ack.GetRequestId()]; sending != nil {
			sending.conversation.answered(sending, frame.Ack, nil)
		}
	case *pb.ServerFrame_Error:
		l.refused(frame.Error)
	case *pb.ServerFrame_Subscribed:
		l.subscribed(frame.Subscribed)
	case *pb.ServerFrame_Unsubscribed:
		if feed := l.feeds[frame.Unsubscribed.GetChatSessionId()]; feed != nil && frame.Unsubscribed.GetRequestId() == "" {
			// Why, the answer to another subscription says.
			feed.live = false
			feed.adjust()
		}
	case *pb.ServerFrame_Marks:
		if marks := l.marks[frame.Marks.GetRequestId()]; marks != nil {
			marks.answered(nil)
			return
		}
		l.feeds[frame.Marks.GetChatSessionId()].tell(frame.Marks)
	case *pb.ServerFrame_Typing:
		l.feeds[frame.Typing.GetChatSessionId()].tell(frame.Typing)
	case *pb.ServerFrame_Presence:
		l.feeds[frame.Presence.GetChatSessionId()].tell(frame.Presence)
	case *pb.ServerFrame_QueuePosition:
		l.feeds[frame.QueuePosition.GetChatSessionId()].tell(frame.QueuePosition)
	case *pb.ServerFrame_Viewing:
		l.feeds[frame.Viewing.GetChatSessionId()].tell(frame.Viewing)
	case *pb.ServerFrame_Inbox:
		for inbox := range l.inboxes {
			inbox.put(frame.Inbox)
		}
	case *pb.ServerFrame_InboxListed:
		for inbox := range l.inboxes {
			inbox.listed()
		}
	}
}

func (l *line) subscribed(frame *pb.Subscribed) {
	feed := l.feeds[frame.GetChatSessionId()]
	if frame.GetRequestId() == "" {
		// It follows by itself, since it is in the inbox. The program opens what it wants to read.
		if feed == nil {
			l.unsubscribe(frame.GetChatSessionId())
		}
		return
	}
	if answered := l.stream.asked[frame.GetRequestId()]; answered != nil {
		delete(l.stream.asked, frame.GetRequestId())
		answered(nil)
	}
	if feed == nil || !feed.live {
		return
	}
	// What has changed while there was no stream.
	for _, marks := range frame.GetMarks() {
		feed.tell(&pb.MarksChanged{ChatSessionId: feed.session, Marks: marks})
	}
	for _, profile := range frame.GetProfiles() {
		feed.tell(&pb.PresenceChanged{ChatSessionId: feed.session, Profile: profile})
	}
}

func (l *line) unsubscribe(session int64) {
	l.tell(&pb.ChatRequest{
		// Without an id, its answer would say that the session is gone.
		RequestId: l.newID(),
		Frame:     &pb.ChatRequest_Unsubscribe{Unsubscribe: &pb.Unsubscribe{ChatSessionId: session}},
	})
}

// refused takes the refusal of one frame. One that says when to try again is kept to; all others are for whoever asked.
func (l *line) refused(frame *pb.FrameError) {
	problem := ofFrame(frame)
	again := frame.GetRetryInfo() != nil && problem.Retryable()
	wait := l.newBackoff().after(problem.RetryAfter)
	id := frame.GetRequestId()
	if sending := l.sendings[id]; sending != nil {
		if again {
			sending.conversation.hold(sending, wait)
		} else {
			sending.conversation.answered(sending, nil, problem)
		}
		return
	}
	if marks := l.marks[id]; marks != nil {
		if again {
			l.after(wait, func() {
				if l.marks[id] != nil {
					l.tell(marks.frame())
				}
			})
		} else {
			marks.answered(problem)
		}
		return
	}
	if answered := l.stream.asked[id]; answered != nil {
		delete(l.stream.asked, id)
		answered(problem)
	}
}

// streamError is why a stream has ended; that the server has ended it without a word is a fault of the line too.
func streamError(err error) *Error {
	if err == io.EOF {
		return ofStatus(status.New(codes.Unavailable, "the server has ended the stream"))
	}
	return asError(err)
}
