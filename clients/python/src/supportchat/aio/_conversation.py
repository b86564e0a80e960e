from __future__ import annotations

import asyncio
import inspect
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from types import TracebackType
from typing import TYPE_CHECKING, TypeAlias

from supportchat import v1
from supportchat._errors import ClosedError, Error, closed
from supportchat.aio._feed import Feed
from supportchat.aio._marks import Mark
from supportchat.aio._outbox import Outbox, Sending
from supportchat.aio._pipe import Pipe

if TYPE_CHECKING:
    from typing_extensions import Self

    from supportchat.aio._line import Line

# A reader who is slow holds this many messages; the session is streamed again when half of them are read.
MOST_HELD = 256
# Of events, the oldest are dropped.
MOST_EVENTS = 256
# More than this is not kept for a stream that does not take it: typing is dropped then.
TYPING_BEHIND = 64

Event: TypeAlias = v1.Typing | v1.MarksChanged | v1.PresenceChanged | v1.QueuePosition | v1.Viewing
"""What happens in a session and is not stored."""

OnEvent: TypeAlias = Callable[[Event], Awaitable[None] | None]


class Conversation(AsyncIterator[v1.Message]):
    """A session, read and written over the client's stream.

    It is a stream of the session's messages: all behind where it was opened, in order of seq, each once, whatever happens to the line. What the caller may not see is left
    out. It ends when the program closes the conversation or the client, and fails with an Error that trying again cannot mend, such as a session that is not there. A session
    that has been closed does not end it, since it may be opened again.

    A reader may be slow: the client holds at most 256 messages, and asks for more when half of them are read.
    """

    def __init__(self, line: Line, session_id: int, after_seq: int, on_event: OnEvent | None) -> None:
        # What the service could not be asked for is found here.
        v1.SessionCursor(chat_session_id=session_id, after_seq=after_seq)
        self._line = line
        self._session_id = session_id
        self._seq = after_seq
        self._held: Pipe[v1.Message] = Pipe()
        self._paused = False
        self._problem: Error | None = None
        self._outbox = Outbox(line, self._forget)
        self._events: Pipe[Event] | None = None
        if line.closed:
            self._fail(closed(), sendings_too=True)
            return
        if on_event is not None:
            self._events = Pipe()
            line.spawn(self._hand_on(self._events, on_event))
        line.conversations[self] = None
        Feed.join(line, self)
        line.need()

    @property
    def session_id(self) -> int:
        """The id of the session."""
        return self._session_id

    async def receive(self) -> v1.Message:
        """The next message, for who does not iterate. Raises ClosedError at the end. A wait that is cancelled takes nothing."""
        message = await self._held.get()
        if message is None:
            raise (self._problem or closed())._again()
        if self._paused and len(self._held) <= MOST_HELD // 2:
            self._paused = False
            if feed := self._line.feeds.get(self._session_id):
                feed.adjust()
        return message

    async def __anext__(self) -> v1.Message:
        """The next message."""
        try:
            return await self.receive()
        except ClosedError:
            raise StopAsyncIteration from None

    async def send(self, text: str, *, client_message_id: str | None = None) -> v1.Ack:
        """Sends a text of 1 byte to 16 KiB and waits until it is durable. Whatever happens to the line, it is stored once, under its client_message_id: at most 64 characters; without one, a new UUID.

        Messages are stored in the order of the calls. An Error is the service's refusal of this message. If the wait is cancelled, the message may be stored all the same, now or
        later; to find out, send it again with the same client_message_id.
        """
        sending = await self.submit(text, client_message_id=client_message_id)
        return await sending.wait()

    async def submit(self, text: str, *, client_message_id: str | None = None) -> Sending:
        """Has a text sent and does not wait for it to be durable: Sending.wait does.

        At most 64 of a conversation may wait; then this waits for room. If that wait is cancelled, the message is not sent.
        """
        if self._problem is not None:
            raise self._problem._again()
        # Not an empty one either: the service would make one each time that it is sent.
        sending = self._outbox.add(self._session_id, text, client_message_id or str(uuid.uuid4()))
        await self._outbox.admitted(sending)
        return sending

    async def mark_delivered(self, seq: int) -> None:
        """Says that everything up to seq has been received, and waits until the service knows."""
        await self._mark(seq, read=False)

    async def mark_read(self, seq: int) -> None:
        """Says that everything up to seq has been seen, and waits until the service knows."""
        await self._mark(seq, read=True)

    def typing(self, *, stopped: bool = False) -> None:
        """Tells the others that the caller is typing, or has stopped. It is lost where there is no line. Others let it lapse after 6 seconds, so who goes on typing says so again before."""
        stream = self._line.stream
        if self._problem is None and stream is not None and len(stream) < TYPING_BEHIND:
            frame = v1.SetTyping(chat_session_id=self._session_id, stopped=stopped)
            stream.tell(v1.ChatRequest(request_id=self._line.new_id(), typing=frame))

    async def close(self) -> None:
        """Ends the messages and every wait on the conversation, with ClosedError. What was sent and not acknowledged may have been stored.

        The session stays as it is; Client.chat has CloseChatSession. Closing again changes nothing.
        """
        self._fail(closed(), sendings_too=True)
        self._held.end(at_once=True)

    async def __aenter__(self) -> Self:
        """The conversation itself; it is closed at the end."""
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None) -> None:
        """Closes it."""
        await self.close()

    async def _mark(self, seq: int, *, read: bool) -> None:
        if self._problem is not None:
            raise self._problem._again()
        place = v1.SessionMark(chat_session_id=self._session_id, seq=seq)
        await Mark(self._line, self, place, read=read).make()

    def _fail(self, problem: Error, *, sendings_too: bool) -> None:
        """Ends the reading, the marks, and new sends. What waits to be acknowledged ends with it, or is answered for itself."""
        if self._problem is None:
            self._problem = problem
            self._held.end(at_once=isinstance(problem, ClosedError))
            if self._events is not None:
                self._events.end(at_once=isinstance(problem, ClosedError))
            Feed.leave(self._line, self)
            self._outbox.turn_away(problem)
            # There may be no line any more to answer them.
            for mark in [mark for mark in self._line.marks.values() if mark.conversation is self]:
                mark.answered(problem)
        if sendings_too:
            self._outbox.abandon(problem)
        self._forget()

    def _forget(self) -> None:
        """Takes a conversation off the line of which nothing is left."""
        if self._problem is not None and not self._outbox:
            self._line.conversations.pop(self, None)

    def _take(self, seq: int, message: v1.Message | None) -> None:
        """Takes the next message, or None in the place of one that the caller may not see."""
        self._seq = seq
        if message is not None:
            self._held.put(message)
            self._paused = len(self._held) >= MOST_HELD

    def _tell(self, event: Event) -> None:
        if self._events is not None:
            self._events.put_latest(event, MOST_EVENTS)

    async def _hand_on(self, events: Pipe[Event], on_event: OnEvent) -> None:
        while (event := await events.get()) is not None:
            try:
                handled = on_event(event)
                if inspect.isawaitable(handled):
                    await handled
            except Exception as error:
                asyncio.get_running_loop().call_exception_handler({"message": "on_event has failed", "exception": error})
