"""A service of which the test plays the part."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from typing import Any

import grpc
from google.protobuf.any_pb2 import Any as AnyMessage
from google.protobuf.timestamp_pb2 import Timestamp
from google.rpc import error_details_pb2, status_pb2

from supportchat import Error, Login, Options, v1
from supportchat.aio import Client, Conversation
from supportchat.v1.auth_pb2_grpc import AuthServiceServicer, add_AuthServiceServicer_to_server
from supportchat.v1.chat_pb2_grpc import ChatServiceServicer, add_ChatServiceServicer_to_server

PATIENCE = 10.0


class Script:
    """One stream, as the service sees it."""

    def __init__(self, context: Any) -> None:
        self._context = context
        self.heard: asyncio.Queue[v1.ChatRequest | None] = asyncio.Queue()
        self._end: asyncio.Future[tuple[grpc.StatusCode, str]] = asyncio.get_running_loop().create_future()

    async def play(self, requests: AsyncIterator[v1.ChatRequest]) -> None:
        async def hear() -> None:
            async for request in requests:
                self.heard.put_nowait(request)
            self.heard.put_nowait(None)

        hearing = asyncio.create_task(hear())
        try:
            code, reason = await self._end
        finally:
            hearing.cancel()
        if reason:
            await refuse(self._context, reason, code)
        if code is not grpc.StatusCode.OK:
            await self._context.abort(code, "the test ends it")

    def end(self, code: grpc.StatusCode = grpc.StatusCode.OK, reason: str = "") -> None:
        self._end.set_result((code, reason))

    async def say(self, *frames: v1.ServerFrame) -> None:
        for frame in frames:
            await self._context.write(v1.ChatResponse(frame=frame))

    async def hear(self) -> v1.ChatRequest:
        """The client's next frame."""
        frame = await asyncio.wait_for(self.heard.get(), PATIENCE)
        assert frame is not None, "the client has ended the stream"
        return frame

    async def subscribes(self, session: int, after: int) -> None:
        """Answers a subscription of a session from a seq on."""
        frame = await self.hear()
        assert (frame.subscribe.chat_session_id, frame.subscribe.after_seq) == (session, after), frame
        await self.say(subscribed(frame))

    async def sends(self, text: str) -> v1.ChatRequest:
        """A message that the client sends, with this text."""
        frame = await self.hear()
        assert frame.send.message == text, frame
        return frame


class Fake(ChatServiceServicer, AuthServiceServicer):
    def __init__(self) -> None:
        self.streams: asyncio.Queue[Script] = asyncio.Queue()
        # Whether a bearer token is good.
        self.good: Callable[[str], bool] = lambda _token: True
        # What the services answer to the nth request; None is a refusal.
        self.visitor: Callable[[int], v1.Token | None] = token
        self.refresh: Callable[[int], v1.Token | None] = token
        # The code of such a refusal of a renewal; and that of a session, which is never created.
        self.refresh_code = self.create_code = grpc.StatusCode.UNAUTHENTICATED
        self.visitors = self.renewals = self.gets = self.creations = 0
        self.renewal_takes = 0.0

    async def start(self) -> None:
        self._server = grpc.aio.server()
        add_ChatServiceServicer_to_server(self, self._server)
        add_AuthServiceServicer_to_server(self, self._server)
        self.url = f"http://127.0.0.1:{self._server.add_insecure_port('127.0.0.1:0')}"
        await self._server.start()

    async def stop(self) -> None:
        await self._server.stop(None)

    def client(self, login: Login, **options: Any) -> Client:
        return Client(self.url, login, Options(**{"first_backoff": 0.001, "most_backoff": 0.01, **options}))

    async def stream(self) -> Script:
        """The next stream that the client opens, not yet welcomed."""
        return await asyncio.wait_for(self.streams.get(), PATIENCE)

    async def welcomed(self) -> Script:
        script = await self.stream()
        await script.say(v1.ServerFrame(welcome=v1.Welcome()))
        return script

    async def _check(self, context: Any) -> None:
        bearer = dict(context.invocation_metadata()).get("authorization", "")
        if not bearer.startswith("Bearer ") or not self.good(bearer.removeprefix("Bearer ")):
            await refuse(context, "INVALID_TOKEN")

    async def Chat(self, request_iterator: Any, context: Any) -> None:  # type: ignore[override]
        await self._check(context)
        script = Script(context)
        self.streams.put_nowait(script)
        await script.play(request_iterator)

    async def CreateVisitorToken(self, request: v1.CreateVisitorTokenRequest, context: Any) -> v1.CreateVisitorTokenResponse:
        self.visitors += 1
        made = self.visitor(self.visitors) or await refuse(context, "INVALID_TOKEN")
        return v1.CreateVisitorTokenResponse(visitor_token=v1.VisitorToken(token=made))

    async def RefreshToken(self, request: v1.RefreshTokenRequest, context: Any) -> v1.RefreshTokenResponse:
        self.renewals += 1
        await asyncio.sleep(self.renewal_takes)
        return v1.RefreshTokenResponse(token=self.refresh(self.renewals) or await refuse(context, "INVALID_TOKEN", self.refresh_code))

    async def GetChatSession(self, request: v1.GetChatSessionRequest, context: Any) -> v1.GetChatSessionResponse:
        self.gets += 1
        await self._check(context)
        if request.id == 404:
            await asyncio.sleep(PATIENCE)
        return v1.GetChatSessionResponse(chat_session=v1.ChatSession(id=request.id))

    async def CreateChatSession(self, request: v1.CreateChatSessionRequest, context: Any) -> v1.CreateChatSessionResponse:
        self.creations += 1
        return await refuse(context, "", self.create_code)  # type: ignore[no-any-return]

    async def UploadAttachment(self, request_iterator: Any, context: Any) -> v1.UploadAttachmentResponse:
        await self._check(context)
        size = 0
        async for request in request_iterator:
            size += len(request.content.data)
            if size > 1000:
                await refuse(context, "ATTACHMENT_TOO_LARGE", grpc.StatusCode.RESOURCE_EXHAUSTED)
        return v1.UploadAttachmentResponse(attachment=v1.Attachment(size=size))

    async def Subscribe(self, request: v1.SubscribeRequest, context: Any) -> AsyncIterator[v1.SubscribeResponse]:
        await self._check(context)
        for seq in range(1, 4):
            yield v1.SubscribeResponse(frame=entry(seq))
        if request.inbox:
            await asyncio.sleep(PATIENCE)


async def refuse(context: Any, reason: str, code: grpc.StatusCode = grpc.StatusCode.UNAUTHENTICATED) -> Any:
    info = AnyMessage()
    info.Pack(error_details_pb2.ErrorInfo(reason=reason, domain="supportchat"))
    status = status_pb2.Status(code=code.value[0], message="no", details=[info])
    await context.abort(code, "no", (("grpc-status-details-bin", status.SerializeToString()),))


def expires_in(seconds: float) -> Timestamp:
    stamp = Timestamp()
    stamp.FromNanoseconds(round((time.time() + seconds) * 1e9))
    return stamp


def token(number: int) -> v1.Token:
    return v1.Token(token=f"token-{number}", refresh_token=f"refresh-{number}", expires_at=expires_in(3600))


def subscribed(request: v1.ChatRequest, **also: Any) -> v1.ServerFrame:
    return v1.ServerFrame(subscribed=v1.Subscribed(chat_session_id=request.subscribe.chat_session_id, request_id=request.request_id, **also))


def entry(seq: int) -> v1.ServerFrame:
    return v1.ServerFrame(entry=v1.Message(chat_session_id=7, seq=seq))


def hidden(seq: int) -> v1.ServerFrame:
    return v1.ServerFrame(hidden=v1.Hidden(chat_session_id=7, seq=seq))


def ack(request: v1.ChatRequest, seq: int) -> v1.ServerFrame:
    return v1.ServerFrame(ack=v1.Ack(request_id=request.request_id, chat_session_id=7, client_message_id=request.send.client_message_id, seq=seq))


def refusal(request: v1.ChatRequest, code: grpc.StatusCode, reason: str, retry: float | None = None) -> v1.ServerFrame:
    error = v1.FrameError(request_id=request.request_id, code=code.value[0], error_info=error_details_pb2.ErrorInfo(reason=reason))
    if retry is not None:
        error.retry_info.retry_delay.FromNanoseconds(round(retry * 1e9))
    return v1.ServerFrame(error=error)


async def reads(conversation: Conversation, *seqs: int) -> None:
    """Holds that the next messages have these seqs."""
    for seq in seqs:
        message = await asyncio.wait_for(anext(conversation), PATIENCE)
        assert message.seq == seq


async def fails(doing: Any, reason: str) -> Error:
    """Holds that something fails for a reason."""
    try:
        result = await asyncio.wait_for(doing, PATIENCE)
    except Error as error:
        assert error.reason == reason, error
        return error
    raise AssertionError(f"it did not fail, but returned {result}")
