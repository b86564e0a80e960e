from __future__ import annotations

from collections.abc import AsyncIterator
from types import TracebackType
from typing import TYPE_CHECKING

from supportchat import v1
from supportchat._errors import ClosedError, Error, closed
from supportchat.aio._conversation import MOST_HELD
from supportchat.aio._pipe import Pipe

if TYPE_CHECKING:
    from typing_extensions import Self

    from supportchat.aio._line import Line


class Inbox(AsyncIterator[v1.InboxChanged]):
    """Tells of the caller's sessions: for an agent those that wait and their own, for a visitor their own.

    It is a stream of what changes, beginning with what is there. After the line was broken, what is there is told again, as it is when the reader was so slow that 256 changes
    had come. It ends as a Conversation does.
    """

    def __init__(self, line: Line) -> None:
        self._line = line
        self._held: Pipe[v1.InboxChanged] = Pipe()
        self._behind = False
        self._problem: Error | None = None
        if line.closed:
            self._fail(closed())
            return
        line.inboxes[self] = None
        line.ask_inbox()
        line.need()

    async def receive(self) -> v1.InboxChanged:
        """The next change, for who does not iterate. Raises ClosedError at the end. A wait that is cancelled takes nothing."""
        change = await self._held.get()
        if change is None:
            raise (self._problem or closed())._again()
        if self._behind and len(self._held) <= MOST_HELD // 2:
            self._behind = False
            self._line.ask_inbox()
        return change

    async def __anext__(self) -> v1.InboxChanged:
        """The next change."""
        try:
            return await self.receive()
        except ClosedError:
            raise StopAsyncIteration from None

    async def close(self) -> None:
        """Ends it. Closing again changes nothing."""
        self._fail(closed())
        self._held.end(at_once=True)

    async def __aenter__(self) -> Self:
        """The inbox itself; it is closed at the end."""
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None) -> None:
        """Closes it."""
        await self.close()

    def _fail(self, problem: Error) -> None:
        if self._problem is None:
            self._problem = problem
            self._held.end(at_once=isinstance(problem, ClosedError))
            self._line.inboxes.pop(self, None)

    def _put(self, change: v1.InboxChanged) -> None:
        """Takes a change. Once there was no room for one, what comes is dropped until all is told again."""
        if not self._behind:
            self._held.put(change)
            self._behind = len(self._held) >= MOST_HELD
