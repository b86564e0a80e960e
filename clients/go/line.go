package supportchat

import (
	"context"
	"log/slog"
	"strconv"
	"sync"
	"time"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	pb "github.com/supportchat/supportchat/clients/go/supportchatv1"
)

// A stream that ended sooner than this after its welcome is not opened again at once, whatever the server says.
const shortLived = time.Second

// A line is the one Chat stream that carries a client's conversations and inboxes, opened again whenever it breaks.
//
// What is guarded by mu is changed by the program's calls, by frames as they come and by timers. Nobody waits while they hold it.
type line struct {
	ctx         context.Context
	chat        pb.ChatServiceClient
	credentials *credentials
	deadline    time.Duration
	backoff     *backoff
	newBackoff  func() *backoff
	log         *slog.Logger
	needed      chan struct{}

	mu            sync.Mutex
	running       bool
	closed        bool
	ids           uint64
	stream        *stream
	conversations map[*Conversation]struct{}
	feeds         map[int64]*feed
	inboxes       map[*Inbox]struct{}
	// What waits for an answer, by request_id, on whatever stream it comes.
	sendings map[string]*Sending
	marks    map[string]*marks
}

// newLine opens its stream with chat, which puts no credential in.
func newLine(ctx context.Context, chat pb.ChatServiceClient, credentials *credentials, s *settings) *line {
	fresh := func() *backoff { return newBackoff(s.firstBackoff, s.backoffMost) }
	return &line{
		ctx:           ctx,
		chat:          chat,
		credentials:   credentials,
		deadline:      s.deadline,
		backoff:       fresh(),
		newBackoff:    fresh,
		log:           s.log,
		needed:        make(chan struct{}, 1),
		conversations: map[*Conversation]struct{}{},
		feeds:         map[int64]*feed{},
		inboxes:       map[*Inbox]struct{}{},
		sendings:      map[string]*Sending{},
		marks:         map[string]*marks{},
	}
}

// need has the line opened, now that there is something to carry. mu is held.
func (l *line) need() {
	if !l.running {
		l.running = true
		go l.run()
	}
	signal(l.needed)
}

// close ends everything on the line.
func (l *line) close() {
	l.mu.Lock()
	l.closed = true
	conversations, inboxes := keys(l.conversations), keys(l.inboxes)
	l.mu.Unlock()
	for _, conversation := range conversations {
		conversation.Close()
	}
	for _, inbox := range inboxes {
		inbox.Close()
	}
}

// fail ends everything on the line with an error that trying again cannot mend.
func (l *line) fail(problem *Error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for conversation := range l.conversations {
		conversation.fail(problem, true)
	}
	for inbox := range l.inboxes {
		inbox.fail(problem)
	}
}

// newID makes a request_id. mu is held.
func (l *line) newID() string {
	l.ids++
	return strconv.FormatUint(l.ids, 10)
}

// after does something with mu held, unless the client is closed by then.
func (l *line) after(wait time.Duration, do func()) {
	time.AfterFunc(wait, func() {
		l.mu.Lock()
		defer l.mu.Unlock()
		if !l.closed {
			do()
		}
	})
}

// run keeps a stream open while it is needed.
func (l *line) run() {
	refused := false
	for l.awaitNeed() {
		end := l.carry()
		if l.ctx.Err() != nil {
			return
		}
		if end.lived > 0 {
			l.backoff.reset()
			refused = false
		}
		var wait time.Duration
		switch {
		case end.leave != nil:
			if end.leave.GetReason() != pb.LeaveReason_LEAVE_REASON_SERVER_STOPPING {
				// Renewed before the next stream. Where it cannot be, that stream is refused.
				l.credentials.refused(end.token)
			}
			wait = time.Duration(end.leave.GetReconnectAfterMs()) * time.Millisecond
			if end.lived < shortLived {
				wait = max(wait, l.backoff.next())
			}
			l.log.Info("the server ends the stream", "reason", end.leave.GetReason(), "wait", wait)
		case end.problem.invalidToken() && end.token != "" && !refused && l.credentials.refused(end.token):
			refused = true
			if end.lived > 0 {
				wait = l.backoff.next()
			}
		case !end.problem.Retryable():
			l.log.Error("the stream was refused", "error", end.problem)
			l.fail(end.problem)
			continue
		default:
			refused = false
			wait = l.backoff.after(end.problem.RetryAfter)
			l.log.Warn("the stream broke", "error", end.problem, "wait", wait)
		}
		select {
		case <-time.After(wait):
		case <-l.ctx.Done():
			return
		}
	}
}

// awaitNeed waits until there is something to carry; false if the client is closed first.
func (l *line) awaitNeed() bool {
	for {
		l.mu.Lock()
		needed := len(l.conversations)+len(l.inboxes) > 0
		l.mu.Unlock()
		if needed {
			return l.ctx.Err() == nil
		}
		select {
		case <-l.needed:
		case <-l.ctx.Done():
			return false
		}
	}
}

// An ending says how a stream ended: by a leave, or with a problem.
type ending struct {
	token   string
	lived   time.Duration
	leave   *pb.Leave
	problem *Error
}

// carry opens a stream and serves it to its end.
func (l *line) carry() (end ending) {
	ctx, cancel := context.WithCancel(l.ctx)
	defer cancel()
	// A server that says nothing is as good as none.
	timer := time.AfterFunc(l.deadline, cancel)
	defer timer.Stop()

	if end.token, end.problem = l.credentials.bearer(ctx); end.problem != nil {
		return end
	}
	rpc, err := l.chat.Chat(withBearer(ctx, end.token))
	if err != nil {
		end.problem = asError(err)
		return end
	}
	response, err := rpc.Recv()
	if err != nil {
		end.problem = streamError(err)
		return end
	}
	if response.GetFrame().GetWelcome() == nil {
		end.problem = ofStatus(status.New(codes.Internal, "the stream did not begin with a welcome"))
		return end
	}
	if !timer.Stop() {
		end.problem = ofStatus(status.New(codes.DeadlineExceeded, "the welcome did not come in time"))
		return end
	}

	began := time.Now()
	s := &stream{wake: make(chan struct{}, 1), asked: map[string]func(*Error){}}
	l.log.Info("the stream is open")
	l.opened(s)
	written := make(chan struct{})
	go func() {
		defer close(written)
		l.write(ctx, s, rpc)
	}()
	end.leave, end.problem = l.read(rpc)
	end.lived = max(time.Since(began), 1)
	// First the writer ends: what it takes after the loss would be on no stream.
	cancel()
	<-written
	l.lost()
	return end
}

// read takes frames until the stream ends. Nothing follows a leave.
func (l *line) read(rpc pb.ChatService_ChatClient) (*pb.Leave, *Error) {
	for {
		response, err := rpc.Recv()
		if err != nil {
			return nil, streamError(err)
		}
		if leave := response.GetFrame().GetLeave(); leave != nil {
			return leave, nil
		}
		l.receive(response.GetFrame())
	}
}

func keys[K comparable, V any](of map[K]V) []K {
	all := make([]K, 0, len(of))
	for key := range of {
		all = append(all, key)
	}
	return all
}
