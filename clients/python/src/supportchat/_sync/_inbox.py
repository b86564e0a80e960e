from __future__ import annotations

import contextlib
from collections.abc import Iterator
from types import TracebackType
from typing import TYPE_CHECKING

from supportchat import aio, v1
from supportchat._errors import ClosedError
from supportchat._sync._loop import Loop

if TYPE_CHECKING:
    from typing_extensions import Self


class Inbox(Iterator[v1.InboxChanged]):
    """Tells of the caller's sessions: for an agent those that wait and their own, for a visitor their own.

    It is a stream of what changes, beginning with what is there. After the line was broken, what is there is told again. A slow reader gets the newest of each session. It
    ends as a Conversation does.
    """

    def __init__(self, loop: Loop, inbox: aio.Inbox) -> None:
        self._loop = loop
        self._inbox = inbox

    def receive(self, *, timeout: float | None = None) -> v1.InboxChanged:
        """The next change, for who does not iterate. Raises TimeoutError if none comes in so many seconds, and ClosedError at the end."""
        return self._loop.run(self._inbox.receive(), timeout)

    def __next__(self) -> v1.InboxChanged:
        """The next change."""
        try:
            return self.receive()
        except ClosedError:
            raise StopIteration from None

    def close(self) -> None:
        """Ends it. Closing again changes nothing."""
        # The client was closed before.
        with contextlib.suppress(ClosedError):
            self._loop.run(self._inbox.close())

    def __enter__(self) -> Self:
        """The inbox itself; it is closed at the end."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None) -> None:
        """Closes it."""
        self.close()
