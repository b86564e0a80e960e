package supportchat

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/types/known/durationpb"
	"google.golang.org/protobuf/types/known/timestamppb"

	"google.golang.org/genproto/googleapis/rpc/errdetails"

	pb "github.com/supportchat/supportchat/clients/go/supportchatv1"
)

func TestTheVersionIsTheServices(t *testing.T) {
	manifest, err := os.ReadFile("../../Cargo.toml")
	if err != nil {
		t.Skip("this is not the repository")
	}
	found := regexp.MustCompile(`(?m)^version = "(.*)"$`).FindSubmatch(manifest)
	if string(found[1]) != Version {
		t.Errorf("the service has version %s, the client %s", found[1], Version)
	}
}

func TestABackoffDoublesUpToItsMost(t *testing.T) {
	b := newBackoff(250*time.Millisecond, 10*time.Second)
	b.below = func(n int64) int64 { return n }
	var ceilings []time.Duration
	for range 8 {
		ceilings = append(ceilings, b.next()/time.Millisecond)
	}
	if want := []time.Duration{250, 500, 1000, 2000, 4000, 8000, 10000, 10000}; !slices.Equal(ceilings, want) {
		t.Errorf("the ceilings are %d ms", ceilings)
	}
	for range 1_000_000 {
		b.failures++
	}
	if b.next() != 10*time.Second {
		t.Error("many failures are not the most")
	}
	b.reset()
	if b.next() != 250*time.Millisecond {
		t.Error("it does not begin anew")
	}
	b.reset()
	for _, waits := range [][2]time.Duration{{0, 250}, {20, 500}, {3000, 3250}, {100, 2000}} {
		if wait := b.after(waits[0] * time.Millisecond); wait != waits[1]*time.Millisecond {
			t.Errorf("where the service says %d ms, it waits for %v", waits[0], wait)
		}
	}
	if b = newBackoff(time.Second, time.Minute); b.next() > time.Second {
		t.Error("a random wait is over its ceiling")
	}
}

func TestATokenIsRenewedInTime(t *testing.T) {
	now := time.Now()
	lives := func(life time.Duration) *pb.Token { return &pb.Token{ExpiresAt: timestamppb.New(now.Add(life))} }
	near := func(at time.Time, after time.Duration) bool { return at.Sub(now.Add(after)).Abs() < time.Millisecond }
	if at := renewAt(now, lives(time.Hour)); !near(at, time.Hour-30*time.Second) {
		t.Errorf("a long life ends after %v", at.Sub(now))
	}
	if at := renewAt(now, lives(10*time.Second)); !near(at, 9*time.Second) {
		t.Errorf("a short life ends after %v", at.Sub(now))
	}
	if !renewAt(now, lives(-time.Hour)).IsZero() || !renewAt(now, &pb.Token{}).IsZero() {
		t.Error("what cannot be known is taken for known")
	}
}

func TestErrorsSayWhatTheServiceSays(t *testing.T) {
	problem := status.New(codes.ResourceExhausted, "too many requests; slow down")
	problem, _ = problem.WithDetails(
		&errdetails.ErrorInfo{Reason: "RATE_LIMITED", Domain: "supportchat", Metadata: map[string]string{"a": "b"}},
		&errdetails.RetryInfo{RetryDelay: durationpb.New(time.Second)},
		&errdetails.BadRequest{FieldViolations: []*errdetails.BadRequest_FieldViolation{{Field: "message", Description: "no"}}},
	)
	frame := ofFrame(&pb.FrameError{
		Code: int32(codes.ResourceExhausted), Message: "too many requests; slow down",
		ErrorInfo:  &errdetails.ErrorInfo{Reason: "RATE_LIMITED", Domain: "supportchat", Metadata: map[string]string{"a": "b"}},
		RetryInfo:  &errdetails.RetryInfo{RetryDelay: durationpb.New(time.Second)},
		BadRequest: &errdetails.BadRequest{FieldViolations: []*errdetails.BadRequest_FieldViolation{{Field: "message", Description: "no"}}},
	})
	for _, e := range []*Error{asError(problem.Err()), frame} {
		if e.Code != codes.ResourceExhausted || e.Reason != "RATE_LIMITED" || e.RetryAfter != time.Second || e.Metadata["a"] != "b" ||
			!slices.Equal(e.Fields, []FieldError{{"message", "no"}}) || !e.Retryable() {
			t.Errorf("it is %#v", e)
		}
		if e.Error() != "supportchat: too many requests; slow down (ResourceExhausted, RATE_LIMITED)" {
			t.Error(e)
		}
		if len(status.Convert(e).Details()) != 3 {
			t.Errorf("its status is %v", status.Convert(e))
		}
	}
	late := error(asError(context.DeadlineExceeded))
	if !errors.Is(late, context.DeadlineExceeded) || errors.Is(late, context.Canceled) || errors.Is(ErrClosed, context.Canceled) {
		t.Error("the errors of contexts are not told apart")
	}
	if ErrClosed.Retryable() || !asError(context.Canceled).Retryable() || asError(status.Error(codes.NotFound, "")).Retryable() {
		t.Error("what helps to try again is not told apart")
	}
	if asError(nil) != nil {
		t.Error("nothing is an error")
	}
}

func TestTargets(t *testing.T) {
	for target, want := range map[string]string{
		"http://127.0.0.1:8080":         "127.0.0.1:8080 insecure",
		"http://[::1]:8080/":            "[::1]:8080 insecure",
		"https://chat.example.com":      "chat.example.com:443 tls",
		"http://chat.example.com":       "chat.example.com:80 insecure",
		"https://chat.example.com:444":  "chat.example.com:444 tls",
		"127.0.0.1:8080":                "",
		"chat.example.com":              "",
		"ftp://chat.example.com":        "",
		"http://chat.example.com/path":  "",
		"http://":                       "",
		"http://chat.example.com:65536": "",
		"":                              "",
	} {
		address, security, err := parse(target)
		found := ""
		if err == nil {
			found = address + " " + security.Info().SecurityProtocol
		}
		if found != want {
			t.Errorf("%q is %q", target, found)
		}
	}
}

func TestAPipeKeepsWhatAReaderHasNotTaken(t *testing.T) {
	p := newPipe[int]()
	for i := range 10 {
		p.put(i)
	}
	p.putLatest(10, 10)
	p.end()
	p.put(11)
	var got, left []int
	p.run(nil, func(i int) bool { got = append(got, i); return true }, func(n int) { left = append(left, n) })
	if !slices.Equal(got, []int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}) || left[0] != 9 || left[9] != 0 {
		t.Errorf("it gave %v, and left %v", got, left)
	}
}

func TestALoginThatNoCallCanBeMadeWith(t *testing.T) {
	for want, login := range map[string]Login{
		"the login is nil":               nil,
		"empty: supportchat.APIKey":      APIKey(""),
		"empty: supportchat.Tokens":      Tokens{},
		"at its end: supportchat.APIKey": APIKey("hush\n"),
		"at its end: supportchat.Tokens": Tokens{Token: "hush\r\n"},
	} {
		if _, err := New("http://127.0.0.1:8080", login); err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "hush") {
			t.Errorf("%s: %v", want, err)
		}
	}
}

func TestALoginIsNotShown(t *testing.T) {
	for _, login := range []Login{
		APIKey("hush"), Agent{Email: "ada@example.com", Password: "hush"}, Tokens{"hush", "hush"}, Visitor{JWT: "hush", IdentifierHash: "hush"},
	} {
		var shown bytes.Buffer
		fmt.Fprintf(&shown, "%v %+v %#v %s %q %x", login, login, login, login, login, login)
		slog.New(slog.NewJSONHandler(&shown, nil)).Info("", "login", login)
		slog.New(slog.NewTextHandler(&shown, nil)).Info("", "login", login)
		if strings.Contains(shown.String(), "hush") || strings.Contains(shown.String(), fmt.Sprintf("%x", "hush")) {
			t.Error(shown.String())
		}
	}
}

func TestNoLoggerIsNone(t *testing.T) {
	s := defaults()
	WithLogger(nil)(s)
	s.log.Info("nowhere")
}
