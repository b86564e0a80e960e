package supportchat

import (
	"context"
	"io"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
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
			return c.asError(ctx, problem)
		}
		err := c.conn.Invoke(withBearer(ctx, token), method, args, reply, options...)
		if err == nil {
			return nil
		}
		problem = c.asError(ctx, err)
		if again || !problem.invalidToken() || !c.credentials.refused(token) {
			return problem
		}
	}
}

// NewStream opens a stream. It has no deadline: a stream may be long.
func (c *caller) NewStream(ctx context.Context, desc *grpc.StreamDesc, method string, options ...grpc.CallOption) (grpc.ClientStream, error) {
	token, problem := c.credentials.bearer(ctx)
	if problem != nil {
		return nil, c.asError(ctx, problem)
	}
	stream, err := c.conn.NewStream(withBearer(ctx, token), desc, method, options...)
	if err != nil {
		return nil, c.asError(ctx, err)
	}
	return &callerStream{stream, ctx, c, token}, nil
}

// asError is asError, and knows when it was the program that closed the client or cancelled the call.
func (c *caller) asError(ctx context.Context, err error) *Error {
	if c.credentials.ctx.Err() != nil {
		return ErrClosed
	}
	problem := asError(err)
	if problem.Code == codes.Canceled && ctx.Err() == context.Canceled {
		// Others may have the same problem.
		own := *problem
		own.program = true
		return &own
	}
	return problem
}

type callerStream struct {
	grpc.ClientStream
	// The program's. The stream's own ends with the stream.
	ctx    context.Context
	caller *caller
	token  string
}

// RecvMsg receives a message. A stream is not opened again where its token was refused, but the next call has a fresh one.
func (s *callerStream) RecvMsg(message any) error {
	err := s.ClientStream.RecvMsg(message)
	if err == nil || err == io.EOF {
		return err
	}
	problem := s.caller.asError(s.ctx, err)
	if problem.invalidToken() {
		s.caller.credentials.refused(s.token)
	}
	return problem
}
