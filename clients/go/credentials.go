package supportchat

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"

	pb "github.com/supportchat/supportchat/clients/go/supportchatv1"
)

// A token is renewed when it has less than this to live, or less than a tenth of its life.
const (
	renewBefore     = 30 * time.Second
	renewBeforePart = 10
)

// The credentials hold the token that calls are made with, and get the next one in time. Whoever needs one while it is being renewed waits for
// the renewal that is under way.
type credentials struct {
	ctx      context.Context
	auth     pb.AuthServiceClient
	login    Login
	deadline time.Duration
	told     func(token, refreshToken string)
	log      *slog.Logger

	mu      sync.Mutex
	token   string
	refresh string
	// The time from which the token is to be renewed; zero where that is not known.
	renewAt time.Time
	renewal *renewal
}

type renewal struct {
	done  chan struct{}
	token string
	err   *Error
}

// newCredentials calls auth without a credential.
func newCredentials(ctx context.Context, auth pb.AuthServiceClient, login Login, s *settings) *credentials {
	c := &credentials{ctx: ctx, auth: auth, login: login, deadline: s.deadline, told: s.told, log: s.log}
	if token := login.begin(); token != nil {
		c.token, c.refresh = token.GetToken(), token.GetRefreshToken()
	}
	return c
}

// bearer returns a token that is good as far as the client knows.
func (c *credentials) bearer(ctx context.Context) (string, *Error) {
	c.mu.Lock()
	if c.token != "" && (c.renewAt.IsZero() || time.Now().Before(c.renewAt)) {
		defer c.mu.Unlock()
		return c.token, nil
	}
	under := c.renewal
	if under == nil {
		under = &renewal{done: make(chan struct{})}
		c.renewal = under
		// On nobody's context: others may wait for it too.
		go c.renew(under)
	}
	c.mu.Unlock()
	select {
	case <-under.done:
		return under.token, under.err
	case <-ctx.Done():
		if c.ctx.Err() != nil {
			return "", ErrClosed
		}
		return "", asError(ctx.Err())
	}
}

// refused says that the service has refused a token. It returns whether there may be another one to try.
func (c *credentials) refused(token string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.token == token {
		if c.refresh == "" && !c.login.repeats() {
			return false
		}
		c.token = ""
	}
	return true
}

func (c *credentials) renew(under *renewal) {
	ctx, cancel := context.WithTimeout(c.ctx, c.deadline)
	defer cancel()
	c.mu.Lock()
	refresh := c.refresh
	c.mu.Unlock()

	token, err := c.buy(ctx, refresh)
	if err != nil && c.ctx.Err() != nil {
		err = ErrClosed
	}
	if err == nil && c.told != nil {
		// Before it is used: the old refresh token is worth nothing any more.
		c.told(token.GetToken(), token.GetRefreshToken())
	}

	// The logger may be the program's: it is not called with mu held.
	if err == nil {
		c.log.Debug("a token was renewed")
	} else {
		c.log.Warn("a token was not renewed", "error", err)
	}

	c.mu.Lock()
	defer c.mu.Unlock()
	if err == nil {
		c.token, c.refresh = token.GetToken(), token.GetRefreshToken()
		c.renewAt = renewAt(time.Now(), token)
	} else if err.Retryable() && c.token != "" {
		// It was early: the service takes the old one for a while yet.
		err = nil
	}
	under.token, under.err = c.token, err
	c.renewal = nil
	close(under.done)
}

// buy gets a token for the refresh token, or else by logging in.
func (c *credentials) buy(ctx context.Context, refresh string) (*pb.Token, *Error) {
	var refusal *Error
	if refresh != "" {
		response, err := c.auth.RefreshToken(ctx, &pb.RefreshTokenRequest{RefreshToken: refresh})
		if err == nil {
			return response.GetToken(), nil
		}
		refusal = asError(err)
		if refusal.Code != codes.Unauthenticated || !c.login.repeats() {
			return nil, refusal
		}
	}
	token, err := c.login.logIn(ctx, c.auth)
	if err != nil {
		return nil, asError(err)
	}
	if token == nil {
		return nil, ofStatus(status.New(codes.Unauthenticated, "there is no token, and nothing to get one with"))
	}
	return token, nil
}

// renewAt is the time from which a token that has just come is to be renewed. A token that is over as it comes says that the clocks differ; then
// nothing is known, and the service's refusal is waited for.
func renewAt(now time.Time, token *pb.Token) time.Time {
	if token.GetExpiresAt() == nil {
		return time.Time{}
	}
	life := token.GetExpiresAt().AsTime().Sub(now)
	if life <= 0 {
		return time.Time{}
	}
	return now.Add(life - min(renewBefore, life/renewBeforePart))
}

// withBearer puts a token into the headers of a call.
func withBearer(ctx context.Context, token string) context.Context {
	return metadata.AppendToOutgoingContext(ctx, "authorization", "Bearer "+token)
}
