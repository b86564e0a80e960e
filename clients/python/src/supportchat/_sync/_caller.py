from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from typing import Any

from supportchat._errors import ClosedError
from supportchat._sync._loop import Loop, in_thread
from supportchat.aio._caller import Caller

_END = object()


class SyncCaller:
    """What the generated services take for their channel, for those who wait in a thread."""

    def __init__(self, caller: Caller, loop: Loop) -> None:
        self._caller = caller
        self._loop = loop

    def unary_unary(self, method: str, **codec: Any) -> Callable[..., Any]:
        return self._waiting(self._caller.unary_unary(method, **codec))

    def unary_stream(self, method: str, **codec: Any) -> Callable[..., Iterator[Any]]:
        return self._iterating(self._caller.unary_stream(method, **codec))

    def stream_unary(self, method: str, **codec: Any) -> Callable[..., Any]:
        invoke = self._waiting(self._caller.stream_unary(method, **codec))
        return lambda requests, **options: invoke(_each(requests), **options)

    def stream_stream(self, method: str, **codec: Any) -> Callable[..., Iterator[Any]]:
        invoke = self._iterating(self._caller.stream_stream(method, **codec))
        return lambda requests, **options: invoke(_each(requests), **options)

    def _waiting(self, invoke: Callable[..., Any]) -> Callable[..., Any]:
        return lambda request, **options: self._loop.run(invoke(request, **options))

    def _iterating(self, invoke: Callable[..., AsyncIterator[Any]]) -> Callable[..., Iterator[Any]]:
        def iterate(request: Any, **options: Any) -> Iterator[Any]:
            responses: Any = invoke(request, **options)

            # On the loop, since an asynchronous generator belongs to the thread that first asks it.
            async def following() -> Any:
                return await anext(responses, _END)

            async def end() -> None:
                await responses.aclose()

            try:
                while (response := self._loop.run(following())) is not _END:
                    yield response
            finally:
                with contextlib.suppress(ClosedError):
                    # Without a wait: any thread may come upon an iterator that was forgotten.
                    self._loop.begin(end())

        return iterate


async def _each(requests: Iterable[Any]) -> AsyncIterator[Any]:
    """The program's iterator may wait."""
    iterator = iter(requests)
    while (request := await in_thread(next, iterator, _END)) is not _END:
        yield request
