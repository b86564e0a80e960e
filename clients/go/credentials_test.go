package supportchat

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/types/known/timestamppb"

	pb "github.com/supportchat/supportchat/clients/go/supportchatv1"
)

func token(n int64) (*pb.Token, error) {
	return &pb.Token{
		Token: fmt.Sprint("token-", n), RefreshToken: fmt.Sprint("refresh-", n), ExpiresAt: timestamppb.New(time.Now().Add(time.Hour)),
	}, nil
}

func noToken(int64) (*pb.Token, error) {
	problem, _ := status.New(codes.Unauthenticated, "no").WithDetails(&errdetails.ErrorInfo{Reason: "INVALID_TOKEN"})
	return nil, problem.Err()
}

func get(t *testing.T, c *Client) error {
	t.Helper()
	_, err := c.Chat.GetChatSession(inTime(t), &pb.GetChatSessionRequest{Id: 7})
	return err
}

func TestOnlyOneRenewalRunsAtATime(t *testing.T) {
	f := newFake(t)
	f.visitor, f.refresh = token, func(n int64) (*pb.Token, error) {
		time.Sleep(20 * time.Millisecond)
		return token(n + 100)
	}
	var told []string
	client := f.client(t, Visitor{}, OnTokens(func(token, refresh string) { told = append(told, token+" "+refresh) }))
	all := func() {
		t.Helper()
		var group sync.WaitGroup
		for range 20 {
			group.Go(func() {
				if err := get(t, client); err != nil {
					t.Error(err)
				}
			})
		}
		group.Wait()
	}
	all()
	f.good = func(token string) bool { return token == "token-101" }
	all()
	if f.visitors.Load() != 1 || f.renews.Load() != 1 || len(told) != 2 || told[1] != "token-101 refresh-101" {
		t.Errorf("there were %d log-ins, %d renewals, %v", f.visitors.Load(), f.renews.Load(), told)
	}
}

func TestACallIsMadeOnceMoreAndNoMore(t *testing.T) {
	f := newFake(t)
	f.refresh = func(n int64) (*pb.Token, error) { return token(n) }
	f.good = func(string) bool { return false }
	fails(t, get(t, f.client(t, Tokens{"old", "refresh"})), "INVALID_TOKEN")
	if f.gets.Load() != 2 || f.renews.Load() != 1 {
		t.Errorf("there were %d calls, and %d renewals", f.gets.Load(), f.renews.Load())
	}
	fails(t, get(t, f.client(t, APIKey("revoked"))), "INVALID_TOKEN")
	if f.gets.Load() != 3 {
		t.Error("an API key was tried twice")
	}
}

func TestACallThatTheProgramCancelsIsNotToBeMadeAgain(t *testing.T) {
	f := newFake(t)
	client := f.client(t, APIKey("key"))
	ctx, cancel := context.WithCancel(t.Context())
	stream, err := client.Chat.Chat(ctx)
	if err != nil {
		t.Fatal(err)
	}
	f.welcomed(t)
	if _, err := stream.Recv(); err != nil {
		t.Fatal(err)
	}
	cancel()
	_, fromStream := stream.Recv()
	_, fromCall := client.Chat.GetChatSession(ctx, &pb.GetChatSessionRequest{Id: 7})
	for _, err := range []error{fromStream, fromCall} {
		var problem *Error
		if !errors.As(err, &problem) || problem.Retryable() || !errors.Is(err, context.Canceled) {
			t.Errorf("%#v", err)
		}
	}
}

func TestWhoCanLogsInAgain(t *testing.T) {
	f := newFake(t)
	f.visitor, f.refresh = token, noToken
	f.good = func(token string) bool { return token == "token-2" }
	if err := get(t, f.client(t, Visitor{ExternalID: "ada", IdentifierHash: "proof"})); err != nil {
		t.Error(err)
	}
	f.good = func(string) bool { return false }
	anonymous := f.client(t, Visitor{})
	fails(t, get(t, anonymous), "INVALID_TOKEN")
	if f.visitors.Load() != 3 {
		t.Error("an anonymous visitor became another")
	}
}

func TestATokenThatIsAboutToEndIsRenewed(t *testing.T) {
	f := newFake(t)
	f.visitor = func(n int64) (*pb.Token, error) {
		return &pb.Token{Token: "short", RefreshToken: "refresh", ExpiresAt: timestamppb.New(time.Now().Add(100 * time.Millisecond))}, nil
	}
	f.refresh = token
	client := f.client(t, Visitor{})
	get(t, client)
	time.Sleep(100 * time.Millisecond)
	if err := get(t, client); err != nil || f.renews.Load() != 1 {
		t.Error(err, f.renews.Load())
	}
}

func TestAStreamRenewsItsToken(t *testing.T) {
	f := newFake(t)
	f.visitor, f.refresh = token, func(n int64) (*pb.Token, error) { return token(n + 100) }
	c := f.client(t, Visitor{}).Conversation(7)
	s := f.welcomed(t)
	f.good = func(token string) bool { return token == "token-101" }
	s.say(t, &pb.ServerFrame{Frame: &pb.ServerFrame_Leave{Leave: &pb.Leave{Reason: pb.LeaveReason_LEAVE_REASON_TOKEN_EXPIRED}}})
	s = f.welcomed(t)
	s.subscribes(t, 7, 0)
	// This one is refused without a leave before.
	f.good = func(token string) bool { return token == "token-102" }
	s.end <- nil
	s = f.welcomed(t)
	s.subscribes(t, 7, 0)
	if f.renews.Load() != 2 {
		t.Errorf("there were %d renewals", f.renews.Load())
	}
	f.refresh = noToken
	s.say(t, &pb.ServerFrame{Frame: &pb.ServerFrame_Leave{Leave: &pb.Leave{Reason: pb.LeaveReason_LEAVE_REASON_CREDENTIAL_REVOKED}}})
	if _, more := <-c.Messages(); more {
		t.Error("a message came")
	}
	fails(t, c.Err(), "INVALID_TOKEN")
}

func TestATokenIsUsedWhileItCannotBeRenewed(t *testing.T) {
	f := newFake(t)
	f.visitor = token
	f.refresh = func(int64) (*pb.Token, error) { return nil, status.Error(codes.Unavailable, "busy") }
	client := f.client(t, Visitor{})
	if err := get(t, client); err != nil {
		t.Fatal(err)
	}
	holder := client.line.credentials
	holder.mu.Lock()
	holder.renewAt = time.Now()
	holder.mu.Unlock()
	if err := get(t, client); err != nil || f.renews.Load() != 1 {
		t.Error(err, f.renews.Load())
	}
	// Nor is it the end when the service takes it no longer.
	f.good = func(string) bool { return false }
	if err := get(t, client); status.Code(err) != codes.Unavailable {
		t.Error(err)
	}
	f.good, f.refresh = nil, func(n int64) (*pb.Token, error) { return token(n) }
	if err := get(t, client); err != nil {
		t.Error(err)
	}
}

func TestAStreamRenewsItsTokenOnBothSidesOfAFault(t *testing.T) {
	f := newFake(t)
	f.visitor, f.refresh = token, func(n int64) (*pb.Token, error) { return token(n + 100) }
	var good atomic.Value
	good.Store("token-101")
	f.good = func(token string) bool { return token == good.Load() }
	f.client(t, Visitor{}).Conversation(7)
	s := f.stream(t)
	good.Store("token-102")
	s.end <- status.Error(codes.Unavailable, "away")
	s = f.welcomed(t)
	s.subscribes(t, 7, 0)
}

func TestATokenThatIsRefusedAfterAWelcomeIsNotRenewedAllTheTime(t *testing.T) {
	f := newFake(t)
	f.visitor, f.refresh = token, func(n int64) (*pb.Token, error) { return token(n + 100) }
	f.client(t, Visitor{}, WithBackoff(200*time.Millisecond, time.Second)).Conversation(7)
	began := time.Now()
	for range 9 {
		s := f.welcomed(t)
		_, refused := noToken(0)
		s.end <- refused
	}
	// These are eight waits of up to 200 milliseconds.
	if took := time.Since(began); took < 100*time.Millisecond {
		t.Errorf("there were %d renewals in %v", f.renews.Load(), took)
	}
}
