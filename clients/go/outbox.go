package supportchat

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"
	"google.golang.org/protobuf/proto"

	pb "github.com/supportchat/supportchat/clients/go/supportchatv1"
)

const (
	// So many messages of a conversation wait for their acknowledgement; who sends one more waits.
	mostWaiting = 64
	// No text that the service takes makes a frame of this many bytes. What does never reaches the line, which it could end.
	mostBytes = 64 * 1024
)

// An outbox holds what a conversation has to send, in order. The line's mu guards it.
type outbox struct {
	sendings []*Sending
	// It is in the stream's turn.
	queued bool
	// The service wants to be left alone until then; what it has refused waits.
	held  bool
	until time.Time
	// After that, one is sent after the other, so that none is taken while the one before it is refused.
	careful bool
}

// A Sending is a message that was submitted.
type Sending struct {
	conversation *Conversation
	id           string
	frame        *pb.ChatRequest
	state        sendingState

	done chan struct{}
	ack  *pb.Ack
	err  *Error
}

type sendingState int

const (
	toWrite sendingState = iota
	written
	refusedForNow
)

// A SendOption changes how a message is sent.
type SendOption func(*sendSettings)

type sendSettings struct{ clientMessageID string }

// ClientMessageID is the id under which a message is stored once, however often it is sent: 1 to 64 characters. Without it, a new UUID is one.
func ClientMessageID(id string) SendOption {
	return func(s *sendSettings) { s.clientMessageID = id }
}

// Send sends a text of 1 byte to 16 KiB and waits until it is durable. Whatever happens to the line, it is stored once.
//
// An *[Error] is the service's refusal of this message. If the context ends the wait, the message may be stored all the same, now or later; to
// find out, send it again with the same [ClientMessageID].
func (c *Conversation) Send(ctx context.Context, text string, options ...SendOption) (*pb.Ack, error) {
	sending, err := c.Submit(ctx, text, options...)
	if err != nil {
		return nil, err
	}
	return sending.Wait(ctx)
}

// Submit has a text sent and does not wait for it to be durable: [Sending.Wait] does. Messages are stored in the order in which they were submitted.
// At most 64 of a conversation may wait; then Submit waits for room. If the context ends that, the message is not sent.
func (c *Conversation) Submit(ctx context.Context, text string, options ...SendOption) (*Sending, error) {
	s := &sendSettings{}
	for _, option := range options {
		option(s)
	}
	if s.clientMessageID == "" {
		s.clientMessageID = uuid.NewString()
	}
	request := &pb.SendMessageRequest{ChatSessionId: c.session, ClientMessageId: s.clientMessageID, Body: &pb.SendMessageRequest_Message{Message: text}}
	// A frame that cannot be written would end the stream, again and again.
	if bytes, err := proto.Marshal(request); err != nil {
		return nil, invalid("message", "MALFORMED_REQUEST", "the text and the client_message_id must be UTF-8")
	} else if len(bytes) > mostBytes {
		return nil, invalid("message", "MESSAGE_TOO_LONG", "the text has at most 16 KiB, and the client_message_id 64 characters")
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	select {
	case c.slots <- struct{}{}:
	case <-c.over:
		return nil, c.ended()
	case <-ctx.Done():
		return nil, ctx.Err()
	}

	l := c.line
	l.mu.Lock()
	defer l.mu.Unlock()
	if c.err != nil {
		<-c.slots
		return nil, c.err
	}
	id := l.newID()
	sending := &Sending{
		conversation: c,
		id:           id,
		frame:        &pb.ChatRequest{RequestId: id, Frame: &pb.ChatRequest_Send{Send: request}},
		done:         make(chan struct{}),
	}
	l.sendings[id] = sending
	c.outbox.sendings = append(c.outbox.sendings, sending)
	c.offer()
	return sending, nil
}

// ClientMessageID is the id under which the message is stored.
func (s *Sending) ClientMessageID() string { return s.frame.GetSend().GetClientMessageId() }

// Wait waits until the message is durable, as [Conversation.Send] does. A context that ends the wait does not take the message back.
func (s *Sending) Wait(ctx context.Context) (*pb.Ack, error) {
	select {
	case <-s.done:
	default:
		select {
		case <-s.done:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	if s.err != nil {
		return nil, s.err
	}
	return s.ack, nil
}

// ended is why nothing can be sent any more.
func (c *Conversation) ended() error {
	c.line.mu.Lock()
	defer c.line.mu.Unlock()
	return c.err
}

// offer puts the conversation into the stream's turn if it has something to write. mu is held.
func (c *Conversation) offer() {
	if c.line.stream != nil && !c.outbox.queued && c.outbox.next() != nil {
		c.outbox.queued = true
		c.line.stream.ready = append(c.line.stream.ready, c)
		signal(c.line.stream.wake)
	}
}

// write is the next message to write; after the last of them, the turn passes the conversation by. mu is held.
func (c *Conversation) write() *Sending {
	sending := c.outbox.next()
	if sending == nil {
		c.outbox.queued = false
		return nil
	}
	sending.state = written
	return sending
}

func (o *outbox) next() *Sending {
	if o.held || o.careful && o.underWay() {
		return nil
	}
	for _, sending := range o.sendings {
		if sending.state == toWrite {
			return sending
		}
	}
	return nil
}

// underWay says whether an answer may still come on this stream.
func (o *outbox) underWay() bool {
	for _, sending := range o.sendings {
		if sending.state == written {
			return true
		}
	}
	return false
}

// answered ends a sending. mu is held.
func (c *Conversation) answered(sending *Sending, ack *pb.Ack, problem *Error) {
	o := &c.outbox
	place := slices.Index(o.sendings, sending)
	o.sendings = slices.Delete(o.sendings, place, place+1)
	delete(c.line.sendings, sending.id)
	sending.ack, sending.err = ack, problem
	close(sending.done)
	<-c.slots
	if len(o.sendings) == 0 {
		o.careful = false
	}
	c.release()
	c.offer()
	c.forget()
}

// hold keeps a message that the service has refused for now. It and all behind it are written again, in order, when its time has come and the last of
// them is answered. mu is held.
func (c *Conversation) hold(sending *Sending, wait time.Duration) {
	o := &c.outbox
	sending.state = refusedForNow
	until := time.Now().Add(wait)
	if o.held && !until.After(o.until) {
		c.release()
		return
	}
	o.held, o.until = true, until
	c.line.after(wait, func() {
		c.release()
		c.offer()
	})
}

// release ends a hold that is over. mu is held.
func (c *Conversation) release() {
	o := &c.outbox
	if !o.held || o.underWay() || time.Now().Before(o.until) {
		return
	}
	o.held, o.careful = false, true
	c.rewrite()
	c.offer()
}

// unwritten notes that the stream is lost: what was not answered is written again, to the next one. mu is held.
func (c *Conversation) unwritten() {
	c.outbox.queued = false
	c.rewrite()
	c.release()
}

func (c *Conversation) rewrite() {
	for _, sending := range c.outbox.sendings {
		sending.state = toWrite
	}
}

// abandon ends all that waits to be sent. mu is held.
func (c *Conversation) abandon(problem *Error) {
	for len(c.outbox.sendings) > 0 {
		c.answered(c.outbox.sendings[0], nil, problem)
	}
}
