import copy
import pickle
import re
import time
from pathlib import Path

import grpc
import pytest
from fake import expires_in
from google.protobuf.any_pb2 import Any
from google.protobuf.duration_pb2 import Duration
from google.rpc import error_details_pb2, status_pb2

import supportchat
from supportchat import Agent, APIKey, ClosedError, Error, FieldError, Tokens, Visitor, v1
from supportchat._errors import closed, of_call, of_frame
from supportchat._options import parse
from supportchat.aio._backoff import Backoff
from supportchat.aio._credentials import remaining
from supportchat.aio._pipe import Pipe


def test_the_version_is_the_services() -> None:
    manifest = Path(__file__).parents[3] / "Cargo.toml"
    if not manifest.exists():
        pytest.skip("this is not the repository")
    found = re.search(r'^version = "(.*)"$', manifest.read_text(), re.MULTILINE)
    assert found and found[1] == supportchat.__version__


def test_a_backoff_doubles_up_to_its_most() -> None:
    backoff = Backoff(0.25, 10, lambda: 1)
    assert [backoff.next() for _ in range(8)] == [0.25, 0.5, 1, 2, 4, 8, 10, 10]
    backoff.failures = 1_000_000
    assert backoff.next() == 10
    backoff.reset()
    assert backoff.next() == 0.25
    assert 0 <= Backoff(1, 60).next() <= 1


def test_a_backoff_keeps_to_what_the_service_asks_for_and_a_little_more() -> None:
    assert Backoff(0.25, 10, lambda: 1).next(3) == 3.25
    assert Backoff(0.25, 10, lambda: 0).next(3) == 3
    assert Backoff(8, 10, lambda: 0.5).next(0) == 4


def test_a_token_is_renewed_in_time() -> None:
    now = time.time()
    assert remaining(v1.Token(expires_at=expires_in(3600)), now) == pytest.approx(3570, abs=0.1)
    assert remaining(v1.Token(expires_at=expires_in(10)), now) == pytest.approx(9, abs=0.1)
    assert remaining(v1.Token(expires_at=expires_in(-3600)), now) is None
    assert remaining(v1.Token(), now) is None


def test_errors_say_what_the_service_says() -> None:
    info = error_details_pb2.ErrorInfo(reason="RATE_LIMITED", domain="supportchat", metadata={"a": "b"})
    retry = error_details_pb2.RetryInfo(retry_delay=Duration(seconds=1))
    request = error_details_pb2.BadRequest(field_violations=[error_details_pb2.BadRequest.FieldViolation(field="message", description="no")])
    details = [Any(), Any(), Any()]
    for detail, of in zip(details, (info, retry, request), strict=True):
        detail.Pack(of)
    text = "too many requests; slow down"
    status = status_pb2.Status(code=8, message=text, details=details).SerializeToString()
    trailers = grpc.aio.Metadata(("grpc-status-details-bin", status))
    frame = v1.FrameError(code=8, message=text, error_info=info, retry_info=retry, bad_request=request)
    call = grpc.aio.AioRpcError(grpc.StatusCode.RESOURCE_EXHAUSTED, grpc.aio.Metadata(), trailers, text)
    for error in (of_call(call), of_frame(frame)):
        for same in (error, copy.copy(error), pickle.loads(pickle.dumps(error))):
            assert same.code is grpc.StatusCode.RESOURCE_EXHAUSTED
            assert same.reason == "RATE_LIMITED"
            assert same.metadata == {"a": "b"}
            assert same.fields == (FieldError("message", "no"),)
            assert same.retry_after == 1
            assert same.retryable
            assert str(same) == "too many requests; slow down (RESOURCE_EXHAUSTED, RATE_LIMITED)"


def test_what_helps_to_try_again_is_told_apart() -> None:
    assert not closed().retryable
    assert isinstance(closed()._again(), ClosedError)
    assert Error(grpc.StatusCode.CANCELLED, "").retryable
    assert not Error(grpc.StatusCode.NOT_FOUND, "").retryable
    assert of_frame(v1.FrameError(code=999)).code is grpc.StatusCode.UNKNOWN
    torn = grpc.aio.Metadata(("grpc-status-details-bin", b"\xff\xff"))
    assert of_call(grpc.aio.AioRpcError(grpc.StatusCode.NOT_FOUND, grpc.aio.Metadata(), torn)).reason == ""


@pytest.mark.parametrize(
    ("target", "address"),
    [
        ("http://127.0.0.1:8080", "dns:///127.0.0.1:8080"),
        ("http://[::1]:8080/", "dns:///[::1]:8080"),
        ("https://chat.example.com", "tls dns:///chat.example.com:443"),
        ("http://chat.example.com", "dns:///chat.example.com:80"),
        ("https://chat.example.com:444", "tls dns:///chat.example.com:444"),
        ("127.0.0.1:8080", None),
        ("chat.example.com", None),
        ("ftp://chat.example.com", None),
        ("http://chat.example.com/path", None),
        ("http://ada@chat.example.com", None),
        ("http://chat.example.com:port", None),
        ("http://", None),
        ("", None),
    ],
)
def test_targets(target: str, address: str | None) -> None:
    if address is None:
        with pytest.raises(ValueError, match="the target is"):
            parse(target)
    else:
        found, secure = parse(target)
        assert ("tls " if secure else "") + found == address


def test_secrets_are_not_shown() -> None:
    for login in (Visitor(jwt="secret"), Visitor(identifier_hash="secret"), Agent("a@example.com", "secret"), APIKey("secret"), Tokens("secret", "secret")):
        assert "secret" not in repr(login)
    with pytest.raises(TypeError):
        Visitor(name=5)  # type: ignore[arg-type]


async def test_a_pipe_keeps_what_a_reader_has_not_taken() -> None:
    pipe: Pipe[int] = Pipe()
    for number in range(10):
        pipe.put(number)
    pipe.put_latest(10, 10)
    pipe.end()
    pipe.put(11)
    assert [await pipe.get() for _ in range(11)] == [*range(1, 11), None]
    pipe = Pipe()
    pipe.put(1)
    pipe.end(at_once=True)
    assert await pipe.get() is None
