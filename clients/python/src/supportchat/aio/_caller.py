from __future__ import annotations

import asyncio
from collections.abc import AsyncIterable, AsyncIterator, Awaitable, Callable, Iterable, Sequence
from typing import Any

import grpc

from supportchat._errors import Error, closed, of_call
from supportchat.aio._credentials import Credentials, with_bearer
from supportchat.aio._waits import cancelled_by_program, within

Headers = Sequence[tuple[str, str | bytes]]


class Caller:
    """What the generated services take for their channel: it puts the credential and the deadline in, and fails with Error.

    Each method makes what makes calls of one kind, as grpc.aio.Channel does; its answers can be awaited or iterated over, and nothing else.
    """

    def __init__(self, channel: grpc.aio.Channel, credentials: Credentials, deadline: float) -> None:
        self._channel = channel
        self._credentials = credentials
        self._deadline = deadline

    def unary_unary(self, method: str, **codec: Any) -> Callable[..., Awaitable[Any]]:
        call = self._channel.unary_unary(method, **codec)

        async def invoke(request: Any, *, timeout: float | None = None, metadata: Headers = ()) -> Any:
            clock = asyncio.get_running_loop().time
            end = clock() + (self._deadline if timeout is None else timeout)
            again = False
            while True:
                token = self._credentials.at_hand()
                if token is None:
                    token = await within(end - clock(), self._credentials.bearer(), "a token")
                try:
                    return await call(request, timeout=end - clock(), metadata=(*metadata, *with_bearer(token)), wait_for_ready=True)
                except (grpc.aio.AioRpcError, asyncio.CancelledError) as error:
                    problem = self._problem(error)
                    # Once more, with a fresh token.
                    if again or not problem._invalid_token or not self._credentials.refused(token):
                        raise problem from error
                    again = True

        return invoke

    def unary_stream(self, method: str, **codec: Any) -> Callable[..., AsyncIterator[Any]]:
        call = self._channel.unary_stream(method, **codec)

        async def invoke(request: Any, *, timeout: float | None = None, metadata: Headers = ()) -> AsyncIterator[Any]:
            token = await self._credentials.bearer()
            responses = call(request, timeout=timeout, metadata=(*metadata, *with_bearer(token)), wait_for_ready=True)
            async for response in self._all(responses, token):
                yield response

        return invoke

    def stream_unary(self, method: str, **codec: Any) -> Callable[..., Awaitable[Any]]:
        call = self._channel.stream_unary(method, **codec)

        async def invoke(requests: AsyncIterable[Any] | Iterable[Any], *, timeout: float | None = None, metadata: Headers = ()) -> Any:
            token = await self._credentials.bearer()
            sending = call(timeout=timeout, metadata=(*metadata, *with_bearer(token)), wait_for_ready=True)
            try:
                # Not left to gRPC, which says nothing of an error of the program's in here.
                async for request in _each(requests):
                    try:
                        await sending.write(request)
                    except (grpc.aio.AioRpcError, asyncio.InvalidStateError):
                        break  # It is answered already.
                else:
                    await sending.done_writing()
                return await sending
            except (grpc.aio.AioRpcError, asyncio.CancelledError) as error:
                raise self._stream_problem(error, token) from error
            finally:
                sending.cancel()

        return invoke

    def stream_stream(self, method: str, **codec: Any) -> Callable[..., AsyncIterator[Any]]:
        call = self._channel.stream_stream(method, **codec)

        async def invoke(requests: AsyncIterable[Any] | Iterable[Any], *, timeout: float | None = None, metadata: Headers = ()) -> AsyncIterator[Any]:
            token = await self._credentials.bearer()
            responses = call(_each(requests), timeout=timeout, metadata=(*metadata, *with_bearer(token)), wait_for_ready=True)
            async for response in self._all(responses, token):
                yield response

        return invoke

    async def _all(self, responses: Any, token: str) -> AsyncIterator[Any]:
        try:
            async for response in responses:
                yield response
        except (grpc.aio.AioRpcError, asyncio.CancelledError) as error:
            raise self._stream_problem(error, token) from error
        finally:
            responses.cancel()

    def _stream_problem(self, error: grpc.aio.AioRpcError | asyncio.CancelledError, token: str) -> Error:
        """A stream is not opened again, but the next call has a fresh token."""
        problem = self._problem(error)
        if problem._invalid_token:
            self._credentials.refused(token)
        return problem

    def _problem(self, error: grpc.aio.AioRpcError | asyncio.CancelledError) -> Error:
        """What a call has failed with. When the channel is closed, gRPC cancels the calls, and it looks as if the program's task were cancelled."""
        if self._credentials.closed and not cancelled_by_program():
            return closed()
        if isinstance(error, asyncio.CancelledError):
            raise error
        return of_call(error)


async def _each(requests: AsyncIterable[Any] | Iterable[Any]) -> AsyncIterator[Any]:
    if isinstance(requests, AsyncIterable):
        async for request in requests:
            yield request
    else:
        for request in requests:
            yield request
