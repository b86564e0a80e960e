package supportchat

import (
	"math/rand/v2"
	"time"
)

// A backoff says how long to wait before trying again: a random time up to a ceiling that each failure doubles, so that not all clients of a
// server that comes back are there at once.
type backoff struct {
	first, max time.Duration
	failures   int
	// below is a random number from 0 to n; tests put theirs in.
	below func(n int64) int64
}

func newBackoff(first, max time.Duration) *backoff {
	return &backoff{first: first, max: max, below: func(n int64) int64 { return rand.Int64N(n + 1) }}
}

// next counts a failure and returns how long to wait.
func (b *backoff) next() time.Duration {
	ceiling := b.first
	for range b.failures {
		if ceiling *= 2; ceiling >= b.max {
			break
		}
	}
	b.failures++
	return time.Duration(b.below(int64(min(ceiling, b.max))))
}

// after counts a failure and returns how long to wait, where the service may have said how long: that, and a random part of the first ceiling more, so
// that not all that it has refused in the same instant come back in the same.
func (b *backoff) after(said time.Duration) time.Duration {
	wait := b.next()
	if said > 0 {
		wait = max(wait, said+time.Duration(b.below(int64(b.first))))
	}
	return wait
}

func (b *backoff) reset() { b.failures = 0 }
