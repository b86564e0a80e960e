package supportchat

import (
	"slices"

	"google.golang.org/grpc/codes"
	"google.golang.org/protobuf/proto"

	pb "github.com/supportchat/supportchat/clients/go/supportchatv1"
)

// A feed is a session on the line, for the conversations that read it. A stream has one cursor for it, at the place of the reader who is furthest
// behind and has room; the others drop what they have. The line's mu guards it.
type feed struct {
	line    *line
	session int64
	readers []*Conversation
	backoff *backoff

	// The seq up to which the stream has told of the session, or will begin to.
	seq int64
	// The subscription that is not answered yet, if any. What comes meanwhile belongs to the one before.
	request string
	// It is subscribed, and every entry is the next.
	live bool
	// It waits before it subscribes again.
	resting bool
}

// join begins to read a session for a conversation. mu is held.
func (l *line) join(reader *Conversation) {
	f := l.feeds[reader.session]
	if f == nil {
		f = &feed{line: l, session: reader.session, backoff: l.newBackoff()}
		l.feeds[reader.session] = f
	}
	f.readers = append(f.readers, reader)
	f.adjust()
}

// leave ends the reading for a conversation. mu is held.
func (l *line) leave(reader *Conversation) {
	f := l.feeds[reader.session]
	if f == nil {
		return
	}
	f.readers = slices.DeleteFunc(f.readers, func(other *Conversation) bool { return other == reader })
	if len(f.readers) == 0 {
		delete(l.feeds, f.session)
	}
	f.adjust()
}

// adjust subscribes, or unsubscribes, so that whoever has room gets what follows.
func (f *feed) adjust() {
	if f.line.stream == nil || f.resting {
		return
	}
	from, wanted := int64(0), false
	for _, reader := range f.readers {
		if !reader.paused && (!wanted || reader.seq < from) {
			from, wanted = reader.seq, true
		}
	}
	subscribed := f.live || f.request != ""
	switch {
	case !wanted && subscribed:
		f.live, f.request = false, ""
		f.line.unsubscribe(f.session)
	case wanted && (!subscribed || from < f.seq):
		f.subscribe(from)
	}
}

func (f *feed) subscribe(from int64) {
	id := f.line.newID()
	f.live, f.request, f.seq = false, id, from
	cursor := &pb.SessionCursor{ChatSessionId: f.session, AfterSeq: from}
	f.line.ask(&pb.ChatRequest{RequestId: id, Frame: &pb.ChatRequest_Subscribe{Subscribe: cursor}}, func(refusal *Error) {
		if f.request != id {
			return
		}
		f.request = ""
		switch {
		case refusal == nil:
			f.live = true
			f.backoff.reset()
		case refusal.Retryable():
			f.resting = true
			f.line.after(f.backoff.after(refusal.RetryAfter), func() {
				f.resting = false
				f.adjust()
			})
		default:
			// A place that the session does not have is the fault of who reads from there.
			var failed, others []*Conversation
			for _, reader := range f.readers {
				if refusal.Code == codes.InvalidArgument && reader.seq != from {
					others = append(others, reader)
				} else {
					failed = append(failed, reader)
				}
			}
			f.readers = others
			if len(others) == 0 {
				delete(f.line.feeds, f.session)
			}
			for _, reader := range failed {
				reader.fail(refusal, false)
			}
			f.adjust()
		}
	})
}

// entry takes the next message of the session, or nil for one that the caller may not see.
func (f *feed) entry(seq int64, message *pb.Message) {
	if f == nil || !f.live || seq <= f.seq {
		return
	}
	if seq > f.seq+1 {
		f.live = false
		f.adjust()
		return
	}
	f.seq = seq
	paused := false
	for _, reader := range f.readers {
		if !reader.paused && seq == reader.seq+1 {
			reader.take(seq, message)
			paused = paused || reader.paused
		}
	}
	if paused {
		f.adjust()
	}
}

// tell passes on what is not stored.
func (f *feed) tell(event proto.Message) {
	if f == nil {
		return
	}
	for _, reader := range f.readers {
		reader.tell(event)
	}
}
