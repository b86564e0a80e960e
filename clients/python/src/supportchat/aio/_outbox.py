from __future__ import annotations

import asyncio
import enum
import math
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING

from supportchat import v1
from supportchat._errors import Error, invalid

if TYPE_CHECKING:
    from supportchat.aio._line import Line

# So many messages of a conversation wait for their acknowledgement; who sends one more waits.
MOST_WAITING = 64
# No text that the service takes makes a frame of this many bytes. What does never reaches the line, which it could end.
MOST_BYTES = 64 * 1024


class _State(enum.Enum):
    # Nobody has been told that it is admitted: until then, cancelling takes it back.
    NEW = enum.auto()
    TO_WRITE = enum.auto()
    WRITTEN = enum.auto()
    REFUSED_FOR_NOW = enum.auto()


class Sending:
    """A message that was submitted."""

    def __init__(self, outbox: Outbox, frame: v1.ChatRequest) -> None:
        loop = asyncio.get_running_loop()
        self._outbox = outbox
        self._frame = frame
        self._state = _State.NEW
        # It is one of those that wait for their acknowledgement.
        self._admitted: asyncio.Future[None] = loop.create_future()
        self._done: asyncio.Future[v1.Ack] = loop.create_future()
        # Nobody has to wait for them.
        self._admitted.add_done_callback(_seen)
        self._done.add_done_callback(_seen)

    @property
    def client_message_id(self) -> str:
        """The id under which the message is stored."""
        return self._frame.send.client_message_id

    async def wait(self) -> v1.Ack:
        """Waits until the message is durable, as Conversation.send does. Cancelling the wait does not take the message back."""
        return await asyncio.shield(self._done)


class Outbox:
    """Holds what a conversation has to send, in order."""

    def __init__(self, line: Line, emptied: Callable[[], None]) -> None:
        self._line = line
        self._emptied = emptied
        self._sendings: list[Sending] = []
        # Those for which there is no room yet, in the order of the calls.
        self._backlog: deque[Sending] = deque()
        # It is in the stream's turn.
        self._queued = False
        # The service wants to be left alone until then; what it has refused waits.
        self._held_until: float | None = None
        # After that, one is sent after the other, so that none is taken while the one before it is refused.
        self._careful = False

    def __len__(self) -> int:
        return len(self._sendings)

    def add(self, session: int, text: str, client_message_id: str) -> Sending:
        """Takes a message, which waits for room if there is none."""
        try:
            request = v1.SendMessageRequest(chat_session_id=session, message=text, client_message_id=client_message_id)
        except UnicodeError:
            # A frame that cannot be written would end the stream, again and again.
            raise invalid("message", "MALFORMED_REQUEST", "the text and the client_message_id must be Unicode") from None
        if request.ByteSize() > MOST_BYTES:
            raise invalid("message", "MESSAGE_TOO_LONG", "the text has at most 16 KiB, and the client_message_id 64 characters")
        sending = Sending(self, v1.ChatRequest(request_id=self._line.new_id(), send=request))
        self._backlog.append(sending)
        self._admit()
        return sending

    async def admitted(self, sending: Sending) -> None:
        """Waits for room. If that is cancelled, the message is not sent."""
        try:
            await sending._admitted
        except asyncio.CancelledError:
            self.withdraw(sending)
            raise
        if sending._state is _State.NEW:
            sending._state = _State.TO_WRITE
            self.offer()

    def withdraw(self, sending: Sending) -> None:
        """Takes a message back that nobody was told is admitted."""
        if sending in self._backlog:
            self._backlog.remove(sending)
        elif sending in self._sendings:
            self.answered(sending, None, None)

    def offer(self) -> None:
        """Goes into the stream's turn if there is something to write."""
        if self._line.stream is not None and not self._queued and self._next() is not None:
            self._queued = True
            self._line.stream.offer(self)

    def write(self) -> Sending | None:
        """The next message to write; after the last of them, the turn passes the outbox by."""
        sending = self._next()
        if sending is None:
            self._queued = False
            return None
        sending._state = _State.WRITTEN
        return sending

    def answered(self, sending: Sending, ack: v1.Ack | None, problem: Error | None) -> None:
        """Ends a sending."""
        self._sendings.remove(sending)
        del self._line.sendings[sending._frame.request_id]
        if ack is not None:
            sending._done.set_result(ack)
        elif problem is not None:
            sending._done.set_exception(problem)
        if not self._sendings:
            self._careful = False
        self._release()
        self._admit()
        if not self._sendings:
            self._emptied()

    def hold(self, sending: Sending, seconds: float) -> None:
        """Keeps a message that the service has refused for now. It and all behind it are written again, in order, when its time has come and the last of them is answered."""
        sending._state = _State.REFUSED_FOR_NOW
        until = self._now() + seconds
        if self._held_until is None or until > self._held_until:
            self._held_until = until
            self._line.after(seconds, lambda: self._over(until))
        else:
            self._release()

    def lost(self) -> None:
        """The stream is lost: what was not answered is written again, to the next one."""
        self._queued = False
        self._rewrite()
        self._release()

    def turn_away(self, problem: Error) -> None:
        """Ends what waits for room."""
        while self._backlog:
            admitted = self._backlog.popleft()._admitted
            # Who waited may be cancelled, and not know it yet.
            if not admitted.done():
                admitted.set_exception(problem._again())

    def abandon(self, problem: Error) -> None:
        """Ends all that waits."""
        self.turn_away(problem)
        while self._sendings:
            self.answered(self._sendings[0], None, problem._again())

    def _admit(self) -> None:
        while self._backlog and len(self._sendings) < MOST_WAITING:
            sending = self._backlog.popleft()
            self._sendings.append(sending)
            self._line.sendings[sending._frame.request_id] = sending
            if not sending._admitted.done():
                sending._admitted.set_result(None)
        self.offer()

    def _next(self) -> Sending | None:
        if self._held_until is not None or (self._careful and self._under_way()):
            return None
        sending = next((sending for sending in self._sendings if sending._state in (_State.NEW, _State.TO_WRITE)), None)
        # What is new is written in its turn, and holds up what is behind it for a moment.
        return sending if sending is not None and sending._state is _State.TO_WRITE else None

    def _under_way(self) -> bool:
        """Whether an answer may still come on this stream."""
        return any(sending._state is _State.WRITTEN for sending in self._sendings)

    def _over(self, until: float) -> None:
        """The time of a hold is over. Timers go off early by up to the clock's resolution, so it is not asked once more."""
        if self._held_until == until:
            self._held_until = -math.inf
        self._release()

    def _release(self) -> None:
        """Ends a hold that is over."""
        if self._held_until is None or self._under_way() or self._now() < self._held_until:
            return
        self._held_until, self._careful = None, True
        self._rewrite()
        self.offer()

    def _rewrite(self) -> None:
        for sending in self._sendings:
            if sending._state is not _State.NEW:
                sending._state = _State.TO_WRITE

    def _now(self) -> float:
        return asyncio.get_running_loop().time()


def _seen(future: asyncio.Future[None] | asyncio.Future[v1.Ack]) -> None:
    if not future.cancelled():
        future.exception()
