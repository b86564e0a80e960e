package supportchat

import (
	"context"

	"github.com/google/uuid"
	"google.golang.org/protobuf/proto"

	pb "github.com/supportchat/supportchat/clients/go/supportchatv1"
)

const (
	// A reader who is slow holds this many messages; the session is streamed again when half of them are read.
	mostHeld = 256
	// Of events, the oldest are dropped.
	mostEvents = 256
)

// A Conversation is a session, read and written over the client's stream. It may be used by any number of goroutines.
type Conversation struct {
	line    *line
	session int64

	messages chan *pb.Message
	held     *pipe[*pb.Message]
	events   *pipe[proto.Message]
	// Ends when the program closes it, or the client.
	ctx    context.Context
	cancel context.CancelFunc
	// Nothing can be sent any more: it is closed, or has failed.
	over chan struct{}
	// The messages have ended.
	done  chan struct{}
	slots chan struct{}

	// The line's mu guards what follows.
	seq             int64
	paused          bool
	err             *Error
	outbox          outbox
	delivered, read marks
}

// conversationSettings are what the options of a conversation set.
type conversationSettings struct {
	afterSeq        int64
	event           func(proto.Message)
	userID, agentID int64
	clientSessionID string
}

// A ConversationOption changes how a conversation is opened or started.
type ConversationOption func(*conversationSettings)

// AfterSeq has a conversation read only what is behind seq, the last message that the program has. Without it, it is read from the beginning.
func AfterSeq(seq int64) ConversationOption {
	return func(s *conversationSettings) { s.afterSeq = seq }
}

// OnEvent has handle called with what is not stored, one event after the other: *supportchatv1.Typing, MarksChanged, PresenceChanged,
// QueuePosition and Viewing. Whenever the session is streamed anew, it gets all marks and everyone's presence as they are now. A handler that is
// slow misses the oldest.
func OnEvent(handle func(event proto.Message)) ConversationOption {
	return func(s *conversationSettings) { s.event = handle }
}

// ForUser says for which user [Client.Start] creates the session. An API key and an agent must say so; a visitor talks for themselves.
func ForUser(id int64) ConversationOption {
	return func(s *conversationSettings) { s.userID = id }
}

// WithAgent has [Client.Start] give the session to this agent, if they are available and have room.
func WithAgent(id int64) ConversationOption {
	return func(s *conversationSettings) { s.agentID = id }
}

// ClientSessionID is the id under which [Client.Start] creates the session: with the same one, it returns the same session. Without it, it makes
// one, at most 64 characters.
func ClientSessionID(id string) ConversationOption {
	return func(s *conversationSettings) { s.clientSessionID = id }
}

// Start creates a session and opens it. What goes wrong with the line is tried again until the context ends, or the client's deadline if the
// context has none.
func (c *Client) Start(ctx context.Context, options ...ConversationOption) (*Conversation, error) {
	s := gather(options)
	if s.clientSessionID == "" {
		s.clientSessionID = uuid.NewString()
	}
	if _, given := ctx.Deadline(); !given {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, c.deadline)
		defer cancel()
	}
	request := &pb.CreateChatSessionRequest{UserId: s.userID, AgentId: s.agentID, ClientSessionId: s.clientSessionID}
	var response *pb.CreateChatSessionResponse
	err := c.line.repeat(ctx, func() (err error) {
		response, err = c.Chat.CreateChatSession(ctx, request)
		return err
	})
	if err != nil {
		return nil, err
	}
	return c.open(response.GetChatSession().GetId(), s), nil
}

// Conversation opens a session that there is. It returns at once; whether the session can be read, [Conversation.Messages] and
// [Conversation.Err] say. It has to be closed.
func (c *Client) Conversation(session int64, options ...ConversationOption) *Conversation {
	return c.open(session, gather(options))
}

func gather(options []ConversationOption) *conversationSettings {
	s := &conversationSettings{}
	for _, option := range options {
		option(s)
	}
	return s
}

func (c *Client) open(session int64, s *conversationSettings) *Conversation {
	ctx, cancel := context.WithCancel(c.line.ctx)
	conversation := &Conversation{
		ctx:      ctx,
		cancel:   cancel,
		line:     c.line,
		session:  session,
		seq:      s.afterSeq,
		messages: make(chan *pb.Message),
		held:     newPipe[*pb.Message](),
		over:     make(chan struct{}),
		done:     make(chan struct{}),
		slots:    make(chan struct{}, mostWaiting),
	}
	conversation.delivered, conversation.read = marks{of: conversation}, marks{of: conversation, read: true}
	if s.event != nil {
		conversation.events = newPipe[proto.Message]()
		go conversation.events.run(ctx.Done(), func(event proto.Message) bool {
			s.event(event)
			return true
		}, func(int) {})
	}
	go conversation.deliver()

	l := c.line
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.closed {
		conversation.fail(ErrClosed, true)
		return conversation
	}
	l.conversations[conversation] = struct{}{}
	l.join(conversation)
	l.need()
	return conversation
}

// SessionID is the id of the session.
func (c *Conversation) SessionID() int64 { return c.session }

// Messages is the stream of the session's messages: all behind where the conversation was opened, in order of seq, each once, whatever happens to
// the line. What the caller may not see is left out. It is one stream, however often it is asked for.
//
// It is closed when the program closes the conversation or the client, or when something has gone wrong that trying again cannot mend, such as a
// session that is not there; [Conversation.Err] says which. A session that has been closed does not end it, since it may be opened again.
//
// A reader may be slow: the client holds at most 256 messages, and asks for more when half of them are read.
func (c *Conversation) Messages() <-chan *pb.Message { return c.messages }

// Err says why the messages have ended: an *[Error], or nil if they have not, or if the program has closed the conversation or the client.
func (c *Conversation) Err() error {
	c.line.mu.Lock()
	defer c.line.mu.Unlock()
	if c.err == nil || c.err == ErrClosed {
		return nil
	}
	return c.err
}

// Close ends the messages and every wait on the conversation, with [ErrClosed]. What was sent and not acknowledged may have been stored. The
// session stays as it is; [Client.Chat] has CloseChatSession. Closing again changes nothing.
func (c *Conversation) Close() {
	c.cancel()
	c.line.mu.Lock()
	c.fail(ErrClosed, true)
	c.line.mu.Unlock()
	<-c.done
}

// fail ends the reading, the marks, and new sends. What waits to be sent ends with it, or is answered for itself. mu is held.
func (c *Conversation) fail(problem *Error, sendingsToo bool) {
	if c.err == nil {
		c.err = problem
		close(c.over)
		c.held.end()
		if c.events != nil {
			c.events.end()
		}
		c.line.leave(c)
		c.delivered.end(problem)
		c.read.end(problem)
	}
	if sendingsToo {
		c.abandon(problem)
	}
	c.forget()
}

// forget takes a conversation off the line of which nothing is left. mu is held.
func (c *Conversation) forget() {
	if c.err != nil && len(c.outbox.sendings) == 0 {
		delete(c.line.conversations, c)
	}
}

// deliver hands messages to the reader.
func (c *Conversation) deliver() {
	defer close(c.done)
	defer close(c.messages)
	c.held.run(c.ctx.Done(), func(message *pb.Message) bool {
		select {
		case c.messages <- message:
			return true
		case <-c.ctx.Done():
			return false
		}
	}, func(left int) {
		if left > mostHeld/2 {
			return
		}
		c.line.mu.Lock()
		defer c.line.mu.Unlock()
		if c.paused {
			c.paused = false
			if feed := c.line.feeds[c.session]; feed != nil {
				feed.adjust()
			}
		}
	})
}

// take takes the next message, or nil in the place of one that the caller may not see. mu is held.
func (c *Conversation) take(seq int64, message *pb.Message) {
	c.seq = seq
	if message != nil {
		c.paused = c.held.put(message) >= mostHeld
	}
}

func (c *Conversation) tell(event proto.Message) {
	if c.events != nil {
		c.events.putLatest(event, mostEvents)
	}
}
