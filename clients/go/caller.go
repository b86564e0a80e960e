package supportchat

import (
	"context"
	"io"
	"time"

	"google.golang.org/grpc"
)

// A caller is the connection that the generated services use: with the credential and the deadline put in, and errors as *[Error].
type caller struct {
	conn        *grpc.ClientConn
	credentials *credentials
	deadline    time.Duration
}

// Invoke makes a call, and once more with a fresh token where the first was refused.
func (c *caller) Invoke(ctx context.Context, method string, args, reply any, options ...grpc.CallOption) error {
	if _, given := ctx.Deadline(); !given {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, c.deadline)
		defer cancel()
	}
	for again := false; ; again = true {
		token, problem := c.credentials.bearer(ctx)
		if problem != nil {
			return problem
		}
		err := c.conn.Invoke(withBearer(ctx, token), method, args, reply, options...)
		if err == nil {
			return nil
		}
		problem = c.asError(err)
		if again || !problem.invalidToken() || !c.credentials.refused(token) {
			return problem
		}
	}
}

// NewStream opens a stream. It has no deadline: a stream may be long.
func (c *caller) NewStream(ctx context.Context, desc *grpc.StreamDesc, method string, options ...grpc.CallOption) (grpc.ClientStream, error) {
	token, problem := c.credentials.bearer(ctx)
	if problem != nil {
		return nil, problem
	}
	stream, err := c.conn.NewStream(withBearer(ctx, token), desc, method, options...)
	if err != nil {
		return nil, c.asError(err)
	}
	return &callerStream{stream, c, token}, nil
}

// asError is asError, and knows when it was the program that closed the client.
func (c *caller) asError(err error) *Error {
	if c.credentials.ctx.Err() != nil {
		return ErrClosed
	}
	return asError(err)
}

type callerStream struct {
	grpc.ClientStream
	caller *caller
	token  string
}

// RecvMsg receives a message. A stream is not opened again where its token was refused, but the next call has a fresh one.
func (s *callerStream) RecvMsg(message any) error {
	err := s.ClientStream.RecvMsg(message)
	if err == nil || err == io.EOF {
		return err
	}
	problem := s.caller.asError(err)
	if problem.invalidToken() {
		s.caller.credentials.refused(s.token)
	}
	return problem
}
