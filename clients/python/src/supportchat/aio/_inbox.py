from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from types import TracebackType
from typing import TYPE_CHECKING

from supportchat import v1
from supportchat._errors import ClosedError, Error, closed
from supportchat.aio._pipe import Pipe

if TYPE_CHECKING:
    from typing_extensions import Self

    from supportchat.aio._line import Line


class Inbox(AsyncIterator[v1.InboxChanged]):
    """Tells of the caller's sessions: for an agent those that wait and their own, for a visitor their own.

    It is a stream of what changes, beginning with what is there. After the line was broken, what is there is told again, and what has left it meanwhile is told as removed. A reader who
    is slow gets only the newest of each session. It ends as a Conversation does.
    """

    def __init__(self, line: Line) -> None:
        self._line = line
        # The sessions that the reader is still to be told of, and the newest change of each: no more is held than there are sessions.
        self._held: Pipe[int] = Pipe()
        self._newest: dict[int, v1.InboxChanged] = {}
        # What is in it, as far as it was told; and what was named since the service began to tell all of it.
        self._there: set[int] = set()
        self._named: set[int] = set()
        self._problem: Error | None = None
        # Is called when all of it has been told.
        self._on_listed: Callable[[], None] | None = None
        if line.closed:
            self._fail(closed())
            return
        line.inboxes[self] = None
        line.ask_inbox()
        line.need()

    async def receive(self) -> v1.InboxChanged:
        """The next change, for who does not iterate. Raises ClosedError at the end. A wait that is cancelled takes nothing."""
        session = await self._held.get()
        if session is None:
            raise (self._problem or closed())._again()
        return self._newest.pop(session)

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
        """Takes a change, in the place of an older one of the same session."""
        session = change.chat_session.id
        if session not in self._newest:
            self._held.put(session)
        self._newest[session] = change
        self._named.add(session)
        # The service does not name again what is closed.
        if change.removed or change.chat_session.status == v1.CHAT_SESSION_STATUS_CLOSED:
            self._there.discard(session)
        else:
            self._there.add(session)

    def _begin(self) -> None:
        """What was named before was named by another stream."""
        self._named.clear()

    def _listed(self) -> None:
        """All that is there has been named: what was not has gone."""
        for session in self._there - self._named:
            self._put(v1.InboxChanged(chat_session=v1.ChatSession(id=session), removed=True))
        self._named.clear()
        if self._on_listed is not None:
            self._on_listed()
