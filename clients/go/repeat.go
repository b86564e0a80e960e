package supportchat

import (
	"context"
	"errors"
	"time"
)

// repeat makes a call until it succeeds or fails with an error that trying again cannot mend, or until the context or the client ends.
func (l *line) repeat(ctx context.Context, call func() error) error {
	backoff := l.newBackoff()
	for {
		err := call()
		var problem *Error
		if !errors.As(err, &problem) || !problem.Retryable() || ctx.Err() != nil {
			return err
		}
		wait := backoff.after(problem.RetryAfter)
		l.log.Warn("a call has failed", "error", problem, "wait", wait)
		select {
		case <-time.After(wait):
		case <-ctx.Done():
			return err
		case <-l.ctx.Done():
			return ErrClosed
		}
	}
}
