from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING

import grpc

from supportchat import v1
from supportchat._errors import Error

if TYPE_CHECKING:
    from supportchat.aio._outbox import Outbox

Call = grpc.aio.StreamStreamCall[v1.ChatRequest, v1.ChatResponse]


class Stream:
    """An open Chat stream: what is still to be written to it, and who waits for an answer on it alone."""

    def __init__(self, call: Call) -> None:
        self._call = call
        self._wake = asyncio.Event()
        self._out: deque[v1.ChatRequest] = deque()
        # The outboxes that have something to send, in turn.
        self._ready: deque[Outbox] = deque()
        # What to do with the answer, a refusal or None, by request_id.
        self._asked: dict[str, Callable[[Error | None], None]] = {}

    def __len__(self) -> int:
        """How many frames wait to be written, without messages."""
        return len(self._out)

    def tell(self, frame: v1.ChatRequest) -> None:
        self._out.append(frame)
        self._wake.set()

    def ask(self, frame: v1.ChatRequest, answered: Callable[[Error | None], None]) -> None:
        """Writes a frame that is answered on this stream or never."""
        self._asked[frame.request_id] = answered
        self.tell(frame)

    def answered(self, request_id: str, refusal: Error | None) -> None:
        if answered := self._asked.pop(request_id, None):
            answered(refusal)

    def offer(self, outbox: Outbox) -> None:
        """Puts an outbox into the turn."""
        self._ready.append(outbox)
        self._wake.set()

    async def read(self) -> v1.ServerFrame:
        """The next frame; fails when the stream ends."""
        # Not with Call.read, which forgets what has come when the stream ends.
        async for response in self._call:
            return response.frame
        # That the server has ended it without a word is a fault of the line too.
        raise Error(grpc.StatusCode.UNAVAILABLE, "the server has ended the stream")

    async def write(self) -> None:
        """Writes what there is to write until the stream ends."""
        try:
            while True:
                frame = self._next()
                if frame is not None:
                    await self._call.write(frame)
                else:
                    self._wake.clear()
                    await self._wake.wait()
        except (grpc.aio.AioRpcError, asyncio.InvalidStateError):
            pass  # Why, the reader is told.

    def _next(self) -> v1.ChatRequest | None:
        if self._out:
            return self._out.popleft()
        while self._ready:
            outbox = self._ready.popleft()
            if sending := outbox.write():
                self._ready.append(outbox)
                return sending._frame
        return None
