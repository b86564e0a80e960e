package supportchat

import (
	"context"

	pb "github.com/supportchat/supportchat/clients/go/supportchatv1"
)

// A mark waits for its answer. Marks only grow, so that writing one twice does no harm.
type mark struct {
	conversation *Conversation
	read         bool
	seq          int64

	done chan struct{}
	err  *Error
}

func (m *mark) frame(id string) *pb.ChatRequest {
	place := &pb.SessionMark{ChatSessionId: m.conversation.session, Seq: m.seq}
	if m.read {
		return &pb.ChatRequest{RequestId: id, Frame: &pb.ChatRequest_MarkRead{MarkRead: place}}
	}
	return &pb.ChatRequest{RequestId: id, Frame: &pb.ChatRequest_MarkDelivered{MarkDelivered: place}}
}

// MarkDelivered says that everything up to seq has been received, and waits until the service knows.
func (c *Conversation) MarkDelivered(ctx context.Context, seq int64) error {
	return c.mark(ctx, &mark{conversation: c, seq: seq, done: make(chan struct{})})
}

// MarkRead says that everything up to seq has been seen, and waits until the service knows.
func (c *Conversation) MarkRead(ctx context.Context, seq int64) error {
	return c.mark(ctx, &mark{conversation: c, seq: seq, read: true, done: make(chan struct{})})
}

func (c *Conversation) mark(ctx context.Context, m *mark) error {
	l := c.line
	l.mu.Lock()
	if c.err != nil {
		defer l.mu.Unlock()
		return c.err
	}
	id := l.newID()
	l.marks[id] = m
	l.tell(m.frame(id))
	l.mu.Unlock()

	select {
	case <-m.done:
	case <-ctx.Done():
		l.mu.Lock()
		delete(l.marks, id)
		l.mu.Unlock()
		return ctx.Err()
	}
	if m.err != nil {
		return m.err
	}
	return nil
}

// marked ends a mark. mu is held.
func (l *line) marked(id string, problem *Error) {
	mark := l.marks[id]
	delete(l.marks, id)
	mark.err = problem
	close(mark.done)
}

// unmark ends the marks of a conversation. mu is held.
func (l *line) unmark(c *Conversation, problem *Error) {
	for id, mark := range l.marks {
		if mark.conversation == c {
			l.marked(id, problem)
		}
	}
}

// Typing tells the others that the caller is typing, or has stopped. It is lost where there is no line. Others let it lapse after 6 seconds, so who goes on typing
// says so again before.
func (c *Conversation) Typing(stopped bool) {
	l := c.line
	l.mu.Lock()
	defer l.mu.Unlock()
	if c.err == nil && l.stream != nil && len(l.stream.out) < typingBehind {
		l.tell(&pb.ChatRequest{
			RequestId: l.newID(),
			Frame:     &pb.ChatRequest_Typing{Typing: &pb.SetTyping{ChatSessionId: c.session, Stopped: stopped}},
		})
	}
}
