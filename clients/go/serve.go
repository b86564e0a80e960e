package supportchat

import (
	"context"
	"errors"
	"sync"

	pb "github.com/supportchat/supportchat/clients/go/supportchatv1"
)

// A Handler talks in a session for [Client.Serve]. The conversation is open from its beginning, and is closed when the handler returns. The context
// ends when Serve does.
type Handler func(ctx context.Context, conversation *Conversation) error

// Serve is a bot's main loop. It makes the agent available, again whenever the line has come back, and calls handle for each session that is active and
// theirs: for those from before first, then for each as it comes, all at the same time.
//
// When a session is theirs no longer, since it is closed or handed over, its conversation is closed: its messages end, and sends fail with
// [ErrClosed]. If it comes back, handle is called anew, and reads everything again; who gives each message a [ClientMessageID] that follows from what
// it answers says nothing twice, not even when the program was started again. Once handle has returned, it is not called again for as long as the
// session stays. An error that it returns is logged ([WithLogger]) and ends its own talk alone.
//
// Serve returns nil when the client is closed, the context's error when the context ends, and an *[Error] where the caller is no agent or something
// else has gone wrong that trying again cannot mend. Before that it closes the conversations and waits until the handlers have returned.
func (c *Client) Serve(ctx context.Context, handle Handler) error {
	me, err := c.makeAvailable(ctx)
	switch {
	case errors.Is(err, ErrClosed):
		return nil
	case ctx.Err() != nil:
		return ctx.Err()
	case err != nil:
		return err
	}
	inbox := c.Inbox()
	defer inbox.Close()
	talks := newTalks(ctx, c, handle)
	defer talks.end()
	talks.handlers.Go(func() { c.stayAvailable(talks.ctx, inbox.tellings) })
	for {
		select {
		case change, more := <-inbox.Changes():
			if !more {
				return inbox.Err()
			}
			session := change.GetChatSession()
			active := session.GetStatus() == pb.ChatSessionStatus_CHAT_SESSION_STATUS_ACTIVE
			if active && session.GetAgentId() == me.GetId() {
				talks.begin(session.GetId())
			} else {
				talks.close(session.GetId())
			}
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

func (c *Client) makeAvailable(ctx context.Context) (*pb.Agent, error) {
	available := &pb.SetAvailabilityRequest{AvailabilityStatus: pb.AvailabilityStatus_AVAILABILITY_STATUS_AVAILABLE}
	var made *pb.SetAvailabilityResponse
	err := c.line.repeat(ctx, func() (err error) {
		made, err = c.Agents.SetAvailability(ctx, available)
		return err
	})
	return made.GetAgent(), err
}

// stayAvailable makes the agent available whenever the inbox was told in full: the service makes an agent unavailable whose line was away for long.
func (c *Client) stayAvailable(ctx context.Context, tellings <-chan struct{}) {
	for {
		select {
		case <-tellings:
		case <-ctx.Done():
			return
		}
		if _, err := c.makeAvailable(ctx); err != nil && ctx.Err() == nil && !errors.Is(err, ErrClosed) {
			c.line.log.Error("the agent could not be made available again", "error", err)
		}
	}
}

// talks are the sessions that are the agent's, and the handlers that talk in them.
type talks struct {
	ctx    context.Context
	cancel context.CancelFunc
	client *Client
	handle Handler
	// Of the sessions that are the agent's now, whether or not the handler has returned.
	open     map[int64]*Conversation
	handlers sync.WaitGroup
}

func newTalks(ctx context.Context, client *Client, handle Handler) *talks {
	ctx, cancel := context.WithCancel(ctx)
	return &talks{ctx: ctx, cancel: cancel, client: client, handle: handle, open: map[int64]*Conversation{}}
}

// begin has the handler called, unless it was for this session.
func (t *talks) begin(session int64) {
	if t.open[session] != nil {
		return
	}
	conversation := t.client.Conversation(session)
	t.open[session] = conversation
	t.handlers.Go(func() {
		defer conversation.Close()
		err := t.handle(t.ctx, conversation)
		// That the session was taken from it in the middle of something is no failure.
		if err != nil && !errors.Is(err, ErrClosed) && !errors.Is(err, t.ctx.Err()) {
			t.client.line.log.Error("a handler has failed", "session", session, "error", err)
		}
	})
}

// close ends the talk of a session, if there is one.
func (t *talks) close(session int64) {
	if conversation := t.open[session]; conversation != nil {
		conversation.Close()
		delete(t.open, session)
	}
}

// end ends all talks.
func (t *talks) end() {
	t.cancel()
	for _, conversation := range t.open {
		conversation.Close()
	}
	t.handlers.Wait()
}
