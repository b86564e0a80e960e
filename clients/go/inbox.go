package supportchat

import (
	"context"

	pb "github.com/supportchat/supportchat/clients/go/supportchatv1"
)

// An Inbox tells of the caller's sessions: for an agent those that wait and their own, for a visitor their own.
type Inbox struct {
	line    *line
	changes chan *pb.InboxChanged
	// The sessions that the reader is still to be told of, by their ids.
	held   *pipe[int64]
	ctx    context.Context
	cancel context.CancelFunc
	done   chan struct{}
	// Has something whenever all of it has been told since it was looked.
	tellings chan struct{}

	// The line's mu guards what follows.
	newest map[int64]*pb.InboxChanged
	// What is in it, as far as was told, and whether the service has named it since it began to tell all of it.
	named map[int64]bool
	err   *Error
}

// The request_id of the frame that asks for the inbox.
const inboxID = "inbox"

// Inbox opens the caller's inbox. It has to be closed.
func (c *Client) Inbox() *Inbox {
	ctx, cancel := context.WithCancel(c.line.ctx)
	inbox := &Inbox{
		ctx:      ctx,
		cancel:   cancel,
		line:     c.line,
		changes:  make(chan *pb.InboxChanged),
		held:     newPipe[int64](),
		done:     make(chan struct{}),
		tellings: make(chan struct{}, 1),
		newest:   map[int64]*pb.InboxChanged{},
		named:    map[int64]bool{},
	}
	go inbox.deliver()

	l := c.line
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.closed {
		inbox.fail(ErrClosed)
		return inbox
	}
	l.inboxes[inbox] = struct{}{}
	l.askInbox()
	l.need()
	return inbox
}

// Changes is the stream of what changes in the inbox, beginning with what is in it. After the line was broken, what is in it is told again, and what
// has left it meanwhile is told as removed. A reader who is slow gets only the newest of each session. The stream ends as [Conversation.Messages] does.
func (i *Inbox) Changes() <-chan *pb.InboxChanged { return i.changes }

// Err says why the changes have ended: an *[Error], or nil if they have not, or if the program has closed the inbox or the client.
func (i *Inbox) Err() error {
	i.line.mu.Lock()
	defer i.line.mu.Unlock()
	if i.err == nil || i.err == ErrClosed {
		return nil
	}
	return i.err
}

// Close ends the changes. Closing again changes nothing.
func (i *Inbox) Close() {
	i.cancel()
	i.line.mu.Lock()
	i.fail(ErrClosed)
	i.line.mu.Unlock()
	<-i.done
}

// fail ends the inbox. mu is held.
func (i *Inbox) fail(problem *Error) {
	if i.err == nil {
		i.err = problem
		i.held.end()
		delete(i.line.inboxes, i)
	}
}

// put takes a change, in the place of an older one of the same session, so that no more is held than there are sessions. mu is held.
func (i *Inbox) put(change *pb.InboxChanged) {
	id := change.GetChatSession().GetId()
	if i.newest[id] == nil {
		i.held.put(id)
	}
	i.newest[id] = change
	if change.GetRemoved() || change.GetChatSession().GetStatus() == pb.ChatSessionStatus_CHAT_SESSION_STATUS_CLOSED {
		// The service does not name again what is closed.
		delete(i.named, id)
	} else {
		i.named[id] = true
	}
}

// toldAnew notes that the service will name everything again. mu is held.
func (i *Inbox) toldAnew() {
	for id := range i.named {
		i.named[id] = false
	}
}

// listed notes that the service has named everything: what it has not has left the inbox. mu is held.
func (i *Inbox) listed() {
	for id, named := range i.named {
		if !named {
			i.put(&pb.InboxChanged{ChatSession: &pb.ChatSession{Id: id}, Removed: true})
		}
	}
	i.toldAnew()
	select {
	case i.tellings <- struct{}{}:
	default:
	}
}

func (i *Inbox) take(id int64) *pb.InboxChanged {
	i.line.mu.Lock()
	defer i.line.mu.Unlock()
	change := i.newest[id]
	delete(i.newest, id)
	return change
}

func (i *Inbox) deliver() {
	defer close(i.done)
	defer close(i.changes)
	i.held.run(i.ctx.Done(), func(id int64) bool {
		select {
		case i.changes <- i.take(id):
			return true
		case <-i.ctx.Done():
			return false
		}
	}, func(int) {})
}

// askInbox has the inbox told, from its beginning. mu is held.
func (l *line) askInbox() {
	if l.stream == nil || len(l.inboxes) == 0 {
		return
	}
	frame := &pb.ChatRequest{RequestId: inboxID, Frame: &pb.ChatRequest_SubscribeInbox{SubscribeInbox: &pb.SubscribeInbox{}}}
	l.ask(frame, func(refusal *Error) {
		if refusal.Retryable() {
			l.after(l.newBackoff().after(refusal.RetryAfter), l.askInbox)
			return
		}
		for inbox := range l.inboxes {
			inbox.fail(refusal)
		}
	})
}
