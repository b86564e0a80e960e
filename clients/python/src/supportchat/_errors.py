"""What goes wrong, as one type."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import grpc
from google.protobuf.message import DecodeError
from google.rpc import error_details_pb2, status_pb2

from supportchat import v1

if TYPE_CHECKING:
    from typing_extensions import Self

_CODES = {code.value[0]: code for code in grpc.StatusCode}

# Faults of the line or of the service; all others are the program's.
_RETRYABLE = {
    grpc.StatusCode.UNAVAILABLE,
    grpc.StatusCode.DEADLINE_EXCEEDED,
    grpc.StatusCode.INTERNAL,
    grpc.StatusCode.UNKNOWN,
    grpc.StatusCode.ABORTED,
    grpc.StatusCode.RESOURCE_EXHAUSTED,
    grpc.StatusCode.CANCELLED,
}

# Of what is exhausted, what does not come back by itself: a file or a message stays too large, and somebody has to end a session.
_LASTING = {"ATTACHMENT_TOO_LARGE", "MESSAGE_TOO_LARGE", "TOO_MANY_SESSIONS"}


class FieldError(NamedTuple):
    """A field of a request that is at fault."""

    field: str
    """The path to the field, such as "message"."""
    description: str
    """What is wrong with it, for developers."""


class Error(Exception):
    """Why a call or a stream has failed."""

    code: grpc.StatusCode
    """The gRPC code."""
    message: str
    """A text for developers."""
    reason: str
    """What has happened, for programs, such as "SESSION_CLOSED". It is empty where the service has not answered."""
    metadata: Mapping[str, str]
    """What the service says beside the reason."""
    fields: Sequence[FieldError]
    """The fields of the request that are at fault."""
    retry_after: float | None
    """How many seconds to wait before trying again; None where the service did not say."""

    def __init__(self, code: grpc.StatusCode, message: str, reason: str = "") -> None:
        super().__init__(code, message, reason)
        self.code = code
        self.message = message
        self.reason = reason
        self.metadata = {}
        self.fields = ()
        self.retry_after = None

    def __str__(self) -> str:
        return f"{self.message} ({self.code.name}{', ' if self.reason else ''}{self.reason})"

    @property
    def retryable(self) -> bool:
        """Whether trying again can help: the fault was the line's or the service's, not the program's."""
        return self.code in _RETRYABLE and self.reason not in _LASTING

    @property
    def _invalid_token(self) -> bool:
        """Whether the bearer token was refused, so that a fresh one may be taken."""
        return self.code is grpc.StatusCode.UNAUTHENTICATED and self.reason == "INVALID_TOKEN"

    def _again(self) -> Self:
        """A copy to raise: several may wait for the same thing, and each has a traceback of its own."""
        return copy.copy(self)

    def _add(self, info: error_details_pb2.ErrorInfo | None, request: error_details_pb2.BadRequest | None, retry: error_details_pb2.RetryInfo | None) -> None:
        if info is not None:
            self.reason, self.metadata = info.reason, dict(info.metadata)
            self.args = (self.code, self.message, self.reason)
        if request is not None:
            self.fields = tuple(FieldError(violation.field, violation.description) for violation in request.field_violations)
        if retry is not None:
            self.retry_after = retry.retry_delay.ToTimedelta().total_seconds()


class ClosedError(Error):
    """The program has closed the conversation, the inbox or the client."""

    @property
    def retryable(self) -> bool:
        """Never."""
        return False


def closed() -> ClosedError:
    return ClosedError(grpc.StatusCode.CANCELLED, "it was closed by the program", "CLOSED")


def of_call(error: grpc.aio.AioRpcError) -> Error:
    """What gRPC says of a call, as an Error."""
    made = Error(error.code(), error.details() or "")
    for key, value in error.trailing_metadata() or ():
        if key == "grpc-status-details-bin":
            try:
                status = status_pb2.Status.FromString(value if isinstance(value, bytes) else value.encode())
                for detail in status.details:
                    info, request, retry = error_details_pb2.ErrorInfo(), error_details_pb2.BadRequest(), error_details_pb2.RetryInfo()
                    made._add(
                        info if detail.Unpack(info) else None,
                        request if detail.Unpack(request) else None,
                        retry if detail.Unpack(retry) else None,
                    )
            except DecodeError:
                pass  # The code says enough.
    return made


def of_frame(frame: v1.FrameError) -> Error:
    """What the frame says that refuses another, as an Error."""
    made = Error(_CODES.get(frame.code, grpc.StatusCode.UNKNOWN), frame.message)
    made._add(
        frame.error_info if frame.HasField("error_info") else None,
        frame.bad_request if frame.HasField("bad_request") else None,
        frame.retry_info if frame.HasField("retry_info") else None,
    )
    return made


def invalid(field: str, reason: str, problem: str) -> Error:
    """An error of the program's that is found before anything is sent. The reasons are the service's own."""
    made = Error(grpc.StatusCode.INVALID_ARGUMENT, problem, reason)
    made.fields = (FieldError(field, problem),)
    return made
