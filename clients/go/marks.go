package supportchat

import (
	"context"

	pb "github.com/supportchat/supportchat/clients/go/supportchatv1"
)

// marks are a conversation's marks of one kind. They only grow: writing one twice does no harm, and those that come while one is under way become
// one, so that no more than two wait, however long the line is away. The line's mu guards them.
type marks struct {
	of   *Conversation
	read bool
	// The one that is under way has this request_id.
	id             string
	underWay, next *mark
}

// A mark waits for its answer.
type mark struct {
	seq  int64
	done chan struct{}
	err  *Error
}

// MarkDelivered says that everything up to seq has been received, and waits until the service knows. A context that ends the wait does not take it back.
func (c *Conversation) MarkDelivered(ctx context.Context, seq int64) error {
	return c.mark(ctx, &c.delivered, seq)
}

// MarkRead says that everything up to seq has been seen, and waits until the service knows. A context that ends the wait does not take it back.
func (c *Conversation) MarkRead(ctx context.Context, seq int64) error {
	return c.mark(ctx, &c.read, seq)
}

func (c *Conversation) mark(ctx context.Context, marks *marks, seq int64) error {
	c.line.mu.Lock()
	if c.err != nil {
		defer c.line.mu.Unlock()
		return c.err
	}
	mark := marks.add(seq)
	c.line.mu.Unlock()

	select {
	case <-mark.done:
	case <-ctx.Done():
		return ctx.Err()
	}
	if mark.err != nil {
		return mark.err
	}
	return nil
}

// add returns the mark that says so.
func (m *marks) add(seq int64) *mark {
	if m.next == nil {
		m.next = &mark{seq: seq, done: make(chan struct{})}
	}
	mark := m.next
	mark.seq = max(mark.seq, seq)
	if m.underWay == nil {
		m.write()
	}
	return mark
}

// write has the next mark under way, if there is one.
func (m *marks) write() {
	m.underWay, m.next = m.next, nil
	if m.underWay != nil {
		l := m.of.line
		m.id = l.newID()
		l.marks[m.id] = m
		l.tell(m.frame())
	}
}

func (m *marks) frame() *pb.ChatRequest {
	place := &pb.SessionMark{ChatSessionId: m.of.session, Seq: m.underWay.seq}
	if m.read {
		return &pb.ChatRequest{RequestId: m.id, Frame: &pb.ChatRequest_MarkRead{MarkRead: place}}
	}
	return &pb.ChatRequest{RequestId: m.id, Frame: &pb.ChatRequest_MarkDelivered{MarkDelivered: place}}
}

// answered ends the mark that is under way.
func (m *marks) answered(problem *Error) {
	delete(m.of.line.marks, m.id)
	m.underWay.end(problem)
	m.write()
}

// end ends all of them.
func (m *marks) end(problem *Error) {
	if m.next != nil {
		m.next.end(problem)
		m.next = nil
	}
	if m.underWay != nil {
		m.answered(problem)
	}
}

func (m *mark) end(problem *Error) {
	m.err = problem
	close(m.done)
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
