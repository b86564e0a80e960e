package supportchat

import (
	"log/slog"
	"time"

	"google.golang.org/grpc"
)

// settings are what the options set.
type settings struct {
	deadline                  time.Duration
	keepalive, keepaliveWait  time.Duration
	firstBackoff, backoffMost time.Duration
	log                       *slog.Logger
	told                      func(token, refreshToken string)
	dial                      []grpc.DialOption
}

func defaults() *settings {
	return &settings{
		deadline:      10 * time.Second,
		keepalive:     10 * time.Second,
		keepaliveWait: 5 * time.Second,
		firstBackoff:  250 * time.Millisecond,
		backoffMost:   10 * time.Second,
		log:           slog.New(slog.DiscardHandler),
	}
}

// An Option changes how a client works.
type Option func(*settings)

// WithDeadline sets how long a call may take whose context has no deadline of its own: 10 seconds if it is not set. Streams have none.
func WithDeadline(deadline time.Duration) Option {
	return func(s *settings) { s.deadline = deadline }
}

// WithLogger has the client log what becomes of its line; nil is no logger. It never logs a token or a text.
func WithLogger(log *slog.Logger) Option {
	return func(s *settings) {
		if log != nil {
			s.log = log
		}
	}
}

// WithBackoff sets how long the client waits before it connects again: a random time up to first, doubled with each failure up to most. Otherwise
// they are 250 milliseconds and 10 seconds.
func WithBackoff(first, most time.Duration) Option {
	return func(s *settings) { s.firstBackoff, s.backoffMost = first, most }
}

// WithKeepalive sets after how long a silence the line is probed, and how long the answer may take: 10 and 5 seconds if they are not set. gRPC probes
// no more often than every 10 seconds, whatever is set.
func WithKeepalive(silence, wait time.Duration) Option {
	return func(s *settings) { s.keepalive, s.keepaliveWait = silence, wait }
}

// OnTokens has told called with each new token and its refresh token, to store them for [Tokens]. The tokens are used once told has returned; the
// refresh token from before is worth nothing then.
func OnTokens(told func(token, refreshToken string)) Option {
	return func(s *settings) { s.told = told }
}

// WithDialOptions sets options of the connection, such as [grpc.WithTransportCredentials] for an authority of one's own.
func WithDialOptions(options ...grpc.DialOption) Option {
	return func(s *settings) { s.dial = append(s.dial, options...) }
}
