package supportchat

import (
	"context"
	"crypto/tls"
	"fmt"
	"net"
	"net/url"
	"strconv"
	"time"

	"google.golang.org/grpc"
	grpcbackoff "google.golang.org/grpc/backoff"
	grpccredentials "google.golang.org/grpc/credentials"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/keepalive"

	pb "github.com/supportchat/supportchat/clients/go/supportchatv1"
)

// A Client talks to one service as one caller, over one connection. It may be used by any number of goroutines.
type Client struct {
	// The generated services. A call whose context has no deadline gets one ([WithDeadline]), and each gets the credential; what fails is an *[Error].
	Chat   pb.ChatServiceClient
	Auth   pb.AuthServiceClient
	Agents pb.AgentServiceClient
	Admin  pb.AdminServiceClient
	Audit  pb.AuditServiceClient

	conn     *grpc.ClientConn
	line     *line
	deadline time.Duration
	close    context.CancelFunc
}

// New makes a client of the service at target, http://host:port or https://host:port. Nothing is connected before the first call. It fails only if
// the target is none, or if the login is one that no call can be made with.
func New(target string, login Login, options ...Option) (*Client, error) {
	s := defaults()
	for _, option := range options {
		option(s)
	}
	address, security, err := parse(target)
	if err != nil {
		return nil, err
	}
	if err := usable(login); err != nil {
		return nil, err
	}
	conn, err := grpc.NewClient("dns:///"+address, append([]grpc.DialOption{
		grpc.WithTransportCredentials(security),
		grpc.WithUserAgent("supportchat-go/" + Version),
		// Who calls while the connection is made anew waits for it, as long as the call's deadline says.
		grpc.WithDefaultCallOptions(grpc.WaitForReady(true)),
		grpc.WithKeepaliveParams(keepalive.ClientParameters{Time: s.keepalive, Timeout: s.keepaliveWait}),
		// A delay varies by its own length, so that it is anything from nothing to twice what is said here.
		grpc.WithConnectParams(grpc.ConnectParams{
			Backoff:           grpcbackoff.Config{BaseDelay: s.firstBackoff / 2, Multiplier: 2, Jitter: 1, MaxDelay: s.backoffMost / 2},
			MinConnectTimeout: s.deadline,
		}),
	}, s.dial...)...)
	if err != nil {
		return nil, fmt.Errorf("supportchat: %w", err)
	}

	ctx, cancel := context.WithCancel(context.Background())
	holder := newCredentials(ctx, pb.NewAuthServiceClient(conn), login, s)
	caller := &caller{conn: conn, credentials: holder, deadline: s.deadline}
	return &Client{
		Chat:     pb.NewChatServiceClient(caller),
		Auth:     pb.NewAuthServiceClient(caller),
		Agents:   pb.NewAgentServiceClient(caller),
		Admin:    pb.NewAdminServiceClient(caller),
		Audit:    pb.NewAuditServiceClient(caller),
		conn:     conn,
		line:     newLine(ctx, pb.NewChatServiceClient(conn), holder, s),
		deadline: s.deadline,
		close:    cancel,
	}, nil
}

// Close ends the client's streams and every wait, with [ErrClosed], and the connection. What was sent and not acknowledged may have been stored.
// Closing again changes nothing. The error is always nil.
func (c *Client) Close() error {
	c.close()
	c.line.close()
	// It fails only if it is closed already.
	c.conn.Close()
	return nil
}

// parse splits a target into the address to connect to and whether to speak TLS.
func parse(target string) (string, grpccredentials.TransportCredentials, error) {
	problem := fmt.Errorf("supportchat: the target is %q, not http://host:port or https://host:port", target)
	at, err := url.Parse(target)
	if err != nil || at.Hostname() == "" || at.Path != "" && at.Path != "/" || at.RawQuery != "" || at.Fragment != "" || at.User != nil {
		return "", nil, problem
	}
	port := at.Port()
	if _, err := strconv.ParseUint(port, 10, 16); port != "" && err != nil {
		return "", nil, problem
	}
	switch at.Scheme {
	case "http":
		if port == "" {
			port = "80"
		}
		return net.JoinHostPort(at.Hostname(), port), insecure.NewCredentials(), nil
	case "https":
		if port == "" {
			port = "443"
		}
		return net.JoinHostPort(at.Hostname(), port), grpccredentials.NewTLS(&tls.Config{MinVersion: tls.VersionTLS12}), nil
	default:
		return "", nil, problem
	}
}
