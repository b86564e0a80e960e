package supportchat

import (
	"context"
	"fmt"
	"slices"
	"time"

	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/anypb"

	pb "github.com/supportchat/supportchat/clients/go/supportchatv1"
)

// ErrClosed is what waits on a conversation, an inbox or a client end with when the program closes it.
var ErrClosed = &Error{Code: codes.Canceled, Reason: "CLOSED", Message: "it was closed by the program", status: status.New(codes.Canceled, "closed"), program: true}

// An Error is why a call or a stream has failed. Find it with [errors.As]. Where a context of the program's has ended a wait, the error is the
// context's, or an Error that [errors.Is] takes for it.
type Error struct {
	// Code is the gRPC code.
	Code codes.Code
	// Reason says what has happened, for programs, such as SESSION_CLOSED. It is empty where the service has not answered.
	Reason string
	// Message is a text for developers.
	Message string
	// Metadata is what the service says beside the reason.
	Metadata map[string]string
	// Fields are the fields of the request that are at fault.
	Fields []FieldError
	// RetryAfter is how long to wait before trying again; 0 where the service did not say.
	RetryAfter time.Duration

	status *status.Status
	// It was the program that ended it.
	program bool
}

// A FieldError is a field of a request that is at fault.
type FieldError struct {
	// Field is the path to the field, such as "message".
	Field string
	// Description says what is wrong with it, for developers.
	Description string
}

// Error implements the error interface.
func (e *Error) Error() string {
	if e.Reason == "" {
		return fmt.Sprintf("supportchat: %s (%s)", e.Message, e.Code)
	}
	return fmt.Sprintf("supportchat: %s (%s, %s)", e.Message, e.Code, e.Reason)
}

// lasting are the reasons of what is exhausted that does not come back by itself: a file or a message stays too large, and somebody has to end a session.
var lasting = []string{"ATTACHMENT_TOO_LARGE", "MESSAGE_TOO_LARGE", "TOO_MANY_SESSIONS"}

// Retryable says whether trying again can help: the fault was the line's or the service's, not the program's.
func (e *Error) Retryable() bool {
	if slices.Contains(lasting, e.Reason) {
		return false
	}
	switch e.Code {
	case codes.Unavailable, codes.DeadlineExceeded, codes.Internal, codes.Unknown, codes.Aborted, codes.ResourceExhausted:
		return true
	case codes.Canceled:
		return !e.program
	default:
		return false
	}
}

// GRPCStatus is the status that the error was made of, for [status.FromError].
func (e *Error) GRPCStatus() *status.Status { return e.status }

// Is says that a call that was cancelled is a [context.Canceled], and one that has run out of time a [context.DeadlineExceeded].
func (e *Error) Is(target error) bool {
	return target == context.Canceled && e.Code == codes.Canceled && e != ErrClosed ||
		target == context.DeadlineExceeded && e.Code == codes.DeadlineExceeded
}

// invalidToken says whether the bearer token was refused, so that a fresh one may be taken.
func (e *Error) invalidToken() bool {
	return e.Code == codes.Unauthenticated && e.Reason == "INVALID_TOKEN"
}

// asError makes an *Error of what gRPC returns; nil of nil.
func asError(err error) *Error {
	if err == nil {
		return nil
	}
	if known, ok := err.(*Error); ok {
		return known
	}
	if err == context.Canceled || err == context.DeadlineExceeded {
		return ofStatus(status.FromContextError(err))
	}
	return ofStatus(status.Convert(err))
}

func ofStatus(from *status.Status) *Error {
	e := &Error{Code: from.Code(), Message: from.Message(), status: from}
	for _, detail := range from.Details() {
		e.add(detail)
	}
	return e
}

// ofFrame makes an *Error of the frame that refuses another.
func ofFrame(frame *pb.FrameError) *Error {
	code := codes.Code(frame.GetCode())
	from := status.New(code, frame.GetMessage()).Proto()
	e := &Error{Code: code, Message: frame.GetMessage()}
	for _, detail := range []proto.Message{frame.GetErrorInfo(), frame.GetBadRequest(), frame.GetRetryInfo()} {
		if !detail.ProtoReflect().IsValid() {
			continue
		}
		e.add(detail)
		if packed, err := anypb.New(detail); err == nil {
			from.Details = append(from.Details, packed)
		}
	}
	e.status = status.FromProto(from)
	return e
}

func (e *Error) add(detail any) {
	switch detail := detail.(type) {
	case *errdetails.ErrorInfo:
		e.Reason, e.Metadata = detail.GetReason(), detail.GetMetadata()
	case *errdetails.BadRequest:
		for _, violation := range detail.GetFieldViolations() {
			e.Fields = append(e.Fields, FieldError{violation.GetField(), violation.GetDescription()})
		}
	case *errdetails.RetryInfo:
		e.RetryAfter = detail.GetRetryDelay().AsDuration()
	}
}

// invalid is an error of the program's that is found before anything is sent. The reasons are the service's own.
func invalid(field, reason, problem string) *Error {
	return &Error{
		Code:    codes.InvalidArgument,
		Reason:  reason,
		Message: problem,
		Fields:  []FieldError{{field, problem}},
		status:  status.New(codes.InvalidArgument, problem),
	}
}
