package supportchat

import (
	"context"

	pb "github.com/supportchat/supportchat/clients/go/supportchatv1"
)

// An Inbox tells of the caller's sessions: for an agent those that wait and their own, for a visitor their own.
type Inbox struct {
	line    *line
	changes chan *pb.InboxChanged
	held    *pipe[*pb.InboxChanged]
	ctx     context.Context
	cancel  context.CancelFunc
	done    chan struct{}

	// The line's mu guards what follows.
	behind bool
	err    *Error
}

// The request_id of the frame that asks for the inbox.
const inboxID = "inbox"

// Inbox opens the caller's inbox. It has to be closed.
func (c *Client) Inbox() *Inbox {
	ctx, cancel := context.WithCancel(c.line.ctx)
	inbox := &Inbox{
		ctx:     ctx,
		cancel:  cancel,
		line:    c.line,
		changes: make(chan *pb.InboxChanged),
		held:    newPipe[*pb.InboxChanged](),
		done:    make(chan struct{}),
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

// Changes is the stream of what changes in the inbox, beginning with what is in it. After the line was broken, what is in it is told again, as it is
// when the reader was so slow that more than 256 changes had come. The stream ends as [Conversation.Messages] does.
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

// put takes a change. Once there was no room for one, what comes is dropped until all is told again. mu is held.
func (i *Inbox) put(change *pb.InboxChanged) {
	if !i.behind {
		i.behind = i.held.put(change) >= mostHeld
	}
}

func (i *Inbox) deliver() {
	defer close(i.done)
	defer close(i.changes)
	i.held.run(i.ctx.Done(), func(change *pb.InboxChanged) bool {
		select {
		case i.changes <- change:
			return true
		case <-i.ctx.Done():
			return false
		}
	}, func(left int) {
		if left > mostHeld/2 {
			return
		}
		i.line.mu.Lock()
		defer i.line.mu.Unlock()
		if i.behind {
			i.behind = false
			i.line.askInbox()
		}
	})
}

// askInbox has the inbox told, from its beginning. mu is held.
func (l *line) askInbox() {
	if l.stream == nil || len(l.inboxes) == 0 {
		return
	}
	frame := &pb.ChatRequest{RequestId: inboxID, Frame: &pb.ChatRequest_SubscribeInbox{SubscribeInbox: &pb.SubscribeInbox{}}}
	l.ask(frame, func(refusal *Error) {
		if refusal.Retryable() {
			l.after(max(l.newBackoff().next(), refusal.RetryAfter), l.askInbox)
			return
		}
		for inbox := range l.inboxes {
			inbox.fail(refusal)
		}
	})
}
