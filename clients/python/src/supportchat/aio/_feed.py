from __future__ import annotations

from typing import TYPE_CHECKING

import grpc

from supportchat import v1
from supportchat._errors import Error

if TYPE_CHECKING:
    from supportchat.aio._conversation import Conversation, Event
    from supportchat.aio._line import Line


class Feed:
    """A session on the line, for the conversations that read it.

    A stream has one cursor for it, at the place of the reader who is furthest behind and has room; the others drop what they have.
    """

    def __init__(self, line: Line, session: int) -> None:
        self._line = line
        self.session = session
        self._readers: list[Conversation] = []
        self._backoff = line.new_backoff()
        # The seq up to which the stream has told of the session, or will begin to.
        self._seq = 0
        # The subscription that is not answered yet, if any. What comes meanwhile belongs to the one before.
        self._request: str | None = None
        # It is subscribed, and every entry is the next.
        self.live = False
        # It waits before it subscribes again.
        self._resting = False

    @classmethod
    def join(cls, line: Line, reader: Conversation) -> None:
        """Begins to read a session for a conversation."""
        feed = line.feeds.setdefault(reader.session_id, cls(line, reader.session_id))
        feed._readers.append(reader)
        feed.adjust()

    @classmethod
    def leave(cls, line: Line, reader: Conversation) -> None:
        """Ends the reading for a conversation."""
        feed = line.feeds.get(reader.session_id)
        if feed is None or reader not in feed._readers:
            return
        feed._readers.remove(reader)
        if not feed._readers:
            del line.feeds[feed.session]
        feed.adjust()

    def adjust(self) -> None:
        """Subscribes, or unsubscribes, so that whoever has room gets what follows."""
        if self._line.stream is None or self._resting:
            return
        begin = min((reader._seq for reader in self._readers if not reader._paused), default=None)
        subscribed = self.live or self._request is not None
        if begin is None:
            if subscribed:
                self.live, self._request = False, None
                self._line.unsubscribe(self.session)
        elif not subscribed or begin < self._seq:
            self._subscribe(begin)

    def interrupted(self) -> None:
        """What comes next is not what follows: it is asked for again."""
        self.live = False
        self.adjust()

    def lost(self) -> None:
        self.live, self._request = False, None

    def entry(self, seq: int, message: v1.Message | None) -> None:
        """Takes the next message of the session, or None for one that the caller may not see."""
        if not self.live or seq <= self._seq:
            return
        if seq > self._seq + 1:
            self.interrupted()
            return
        self._seq = seq
        paused = False
        for reader in self._readers:
            if not reader._paused and seq == reader._seq + 1:
                reader._take(seq, message)
                paused = paused or reader._paused
        if paused:
            self.adjust()

    def tell(self, event: Event) -> None:
        """Passes on what is not stored."""
        for reader in self._readers:
            reader._tell(event)

    def _subscribe(self, begin: int) -> None:
        if self._line.stream is None:
            return
        request = self._line.new_id()
        self.live, self._request, self._seq = False, request, begin
        cursor = v1.SessionCursor(chat_session_id=self.session, after_seq=begin)
        self._line.stream.ask(v1.ChatRequest(request_id=request, subscribe=cursor), lambda refusal: self._answered(request, refusal))

    def _answered(self, request: str, refusal: Error | None) -> None:
        if self._request != request:
            return
        self._request = None
        if refusal is None:
            self.live = True
            self._backoff.reset()
        elif refusal.retryable:
            self._resting = True
            self._line.after(self._backoff.next(refusal.retry_after), self._rested)
        else:
            # A place that the session does not have is the fault of who reads from there.
            misplaced = refusal.code is grpc.StatusCode.INVALID_ARGUMENT
            failed = [reader for reader in self._readers if not misplaced or reader._seq == self._seq]
            self._readers = [reader for reader in self._readers if reader not in failed]
            if not self._readers:
                self._line.feeds.pop(self.session, None)
            for reader in failed:
                reader._fail(refusal, sendings_too=False)
            self.adjust()

    def _rested(self) -> None:
        self._resting = False
        self.adjust()
