from __future__ import annotations

import asyncio
import itertools
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import grpc

from supportchat import v1
from supportchat._errors import Error, closed, of_call, of_frame
from supportchat._options import Options, silent
from supportchat.aio._backoff import Backoff
from supportchat.aio._credentials import Credentials, with_bearer
from supportchat.aio._stream import Stream
from supportchat.aio._waits import cancelled_by_program, within

if TYPE_CHECKING:
    from supportchat.aio._conversation import Conversation
    from supportchat.aio._feed import Feed
    from supportchat.aio._inbox import Inbox
    from supportchat.aio._marks import Mark
    from supportchat.aio._outbox import Sending
    from supportchat.v1.chat_pb2_grpc import ChatServiceAsyncStub

# A stream that ended sooner than this after its welcome is not opened again at once, whatever the server says.
SHORT_LIVED = 1.0
# The request_id of the frame that asks for the inbox.
INBOX_ID = "inbox"


@dataclass
class Ending:
    """How a stream ended: by a leave, or with a problem."""

    token: str = ""
    lived: float | None = None
    leave: v1.Leave | None = None
    problem: Error | None = None


class Line:
    """The one Chat stream that carries a client's conversations and inboxes, opened again whenever it breaks.

    All is done on one event loop, and nothing but the line's own task and its stream's writer ever waits: what is between two waits happens at once.
    """

    def __init__(self, chat: ChatServiceAsyncStub, credentials: Credentials, options: Options) -> None:
        """chat puts no credential in."""
        self._chat = chat
        self._credentials = credentials
        self._options = options
        self._log = options.logger or silent()
        self.backoff = self.new_backoff()
        self._ids = itertools.count(1)
        self._needed = asyncio.Event()
        self._running: asyncio.Task[None] | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._timers: set[asyncio.TimerHandle] = set()
        self.closed = False
        self.stream: Stream | None = None
        # Dictionaries, where sets have no order.
        self.conversations: dict[Conversation, None] = {}
        self.inboxes: dict[Inbox, None] = {}
        self.feeds: dict[int, Feed] = {}
        # What waits for an answer, by request_id, on whatever stream it comes.
        self.sendings: dict[str, Sending] = {}
        self.marks: dict[str, Mark] = {}

    def new_backoff(self) -> Backoff:
        return Backoff(self._options.first_backoff, self._options.most_backoff)

    def new_id(self) -> str:
        return str(next(self._ids))

    def need(self) -> None:
        """Has the line opened, now that there is something to carry."""
        if self._running is None:
            self._running = asyncio.create_task(self._run())
        self._needed.set()

    def spawn(self, doing: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Runs something that ends with the client."""
        task = asyncio.create_task(doing)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def pause(self, seconds: float) -> None:
        """Waits, and fails with ClosedError if the client is closed meanwhile."""
        await asyncio.wait({self.spawn(asyncio.sleep(seconds))})
        if self.closed:
            raise closed()

    def after(self, seconds: float, do: Callable[[], None]) -> None:
        """Does something later, unless the client is closed by then."""

        def now() -> None:
            self._timers.discard(timer)
            do()

        timer = asyncio.get_running_loop().call_later(seconds, now)
        self._timers.add(timer)

    async def close(self) -> None:
        """Ends everything on the line."""
        self.closed = True
        self._end_all(closed())
        for timer in self._timers:
            timer.cancel()
        tasks = {*self._tasks, *((self._running,) if self._running else ())} - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks)

    def _end_all(self, problem: Error) -> None:
        for conversation in list(self.conversations):
            conversation._fail(problem, sendings_too=True)
        for inbox in list(self.inboxes):
            inbox._fail(problem)

    # The line's own task.

    async def _run(self) -> None:
        """Keeps a stream open while it is needed."""
        try:
            refused = False
            while True:
                while not (self.conversations or self.inboxes):
                    self._needed.clear()
                    await self._needed.wait()
                end = await self._carry()
                if self.closed:
                    return
                if end.lived is not None:
                    self.backoff.reset()
                    refused = False
                if end.leave is not None:
                    wait = self._left(end.leave, end.lived or 0, end.token)
                else:
                    problem = end.problem or Error(grpc.StatusCode.UNKNOWN, "the stream has ended")
                    if problem._invalid_token and end.token and not refused and self._credentials.refused(end.token):
                        # The next stream has a fresh token. One that was refused in a stream is not tried again at once.
                        refused = True
                        await asyncio.sleep(0 if end.lived is None else self.backoff.next())
                        continue
                    if not problem.retryable:
                        self._log.error("the stream was refused: %s", problem)
                        self._end_all(problem)
                        continue
                    refused = False
                    wait = self.backoff.next(problem.retry_after)
                    self._log.warning("the stream broke: %s; again in %.3f s", problem, wait)
                await asyncio.sleep(wait)
        except asyncio.CancelledError:
            # With the client, or with the event loop.
            self._running = None
            self._end_all(closed())
            raise
        except Exception as error:
            # A fault in the client itself. Whoever waits shall not wait for ever.
            self._running = None
            self._end_all(Error(grpc.StatusCode.INTERNAL, f"the line has failed: {error!r}"))
            raise

    def _left(self, leave: v1.Leave, lived: float, token: str) -> float:
        """How long to wait after a leave."""
        if leave.reason != v1.LEAVE_REASON_SERVER_STOPPING:
            # Renewed before the next stream. Where it cannot be, that stream is refused.
            self._credentials.refused(token)
        wait = leave.reconnect_after_ms / 1000
        if lived < SHORT_LIVED:
            wait = max(wait, self.backoff.next())
        self._log.info("the server ends the stream: %s; again in %.3f s", v1.LeaveReason.Name(leave.reason), wait)
        return wait

    async def _carry(self) -> Ending:
        """Opens a stream and serves it to its end."""
        end = Ending()
        clock = asyncio.get_running_loop().time
        call = None
        try:
            # A server that says nothing is as good as none.
            call = await within(self._options.deadline, self._open(end), "the welcome")
            began = clock()
            self._log.info("the stream is open")
            stream = Stream(call)
            self._opened(stream)
            writing = asyncio.create_task(stream.write())
            try:
                while end.leave is None:
                    frame = await stream.read()
                    if frame.HasField("leave"):
                        # Nothing follows it.
                        end.leave = frame.leave
                    else:
                        self._receive(frame)
            finally:
                end.lived = clock() - began
                # First the writer ends: what it takes after the loss would be on no stream.
                writing.cancel()
                await asyncio.wait({writing})
                self._lost()
        except grpc.aio.AioRpcError as error:
            end.problem = of_call(error)
        except Error as error:
            end.problem = error
        except asyncio.CancelledError:
            if self.closed or cancelled_by_program():
                raise
            # The call was, and not the task.
            end.problem = Error(grpc.StatusCode.UNAVAILABLE, "the stream was cancelled")
        finally:
            if call is not None:
                call.cancel()
        return end

    async def _open(self, end: Ending) -> grpc.aio.StreamStreamCall[v1.ChatRequest, v1.ChatResponse]:
        end.token = await self._credentials.bearer()
        call = self._chat.Chat(metadata=with_bearer(end.token), wait_for_ready=True)
        try:
            frame = await Stream(call).read()
            if not frame.HasField("welcome"):
                raise Error(grpc.StatusCode.INTERNAL, "the stream did not begin with a welcome")
        except BaseException:
            call.cancel()
            raise
        return call

    def _opened(self, stream: Stream) -> None:
        """Everything is subscribed, and sent that is not acknowledged."""
        self.stream = stream
        for feed in list(self.feeds.values()):
            feed.adjust()
        self.ask_inbox()
        for request_id, mark in self.marks.items():
            stream.tell(mark.frame(request_id))
        for conversation in self.conversations:
            conversation._outbox.offer()

    def _lost(self) -> None:
        """What the stream has not answered waits for the next."""
        self.stream = None
        for feed in self.feeds.values():
            feed.lost()
        for conversation in self.conversations:
            conversation._outbox.lost()
        for inbox in self.inboxes:
            inbox._begin()

    # What is told and asked.

    def tell(self, frame: v1.ChatRequest) -> None:
        """Writes a frame, if there is a stream."""
        if self.stream is not None:
            self.stream.tell(frame)

    def unsubscribe(self, session: int) -> None:
        # Without an id, its answer would say that the session is gone.
        self.tell(v1.ChatRequest(request_id=self.new_id(), unsubscribe=v1.Unsubscribe(chat_session_id=session)))

    def ask_inbox(self) -> None:
        """Has the inbox told, from its beginning."""
        if self.stream is not None and self.inboxes:
            self.stream.ask(v1.ChatRequest(request_id=INBOX_ID, subscribe_inbox=v1.SubscribeInbox()), self._inbox_answered)

    def _inbox_answered(self, refusal: Error | None) -> None:
        if refusal is None:
            return
        if refusal.retryable:
            self.after(self.new_backoff().next(refusal.retry_after), self.ask_inbox)
            return
        for inbox in list(self.inboxes):
            inbox._fail(refusal)

    # What comes.

    def _receive(self, frame: v1.ServerFrame) -> None:
        match frame.WhichOneof("frame"):
            case "entry":
                if feed := self.feeds.get(frame.entry.chat_session_id):
                    feed.entry(frame.entry.seq, frame.entry)
            case "hidden":
                if feed := self.feeds.get(frame.hidden.chat_session_id):
                    feed.entry(frame.hidden.seq, None)
            case "ack":
                if sending := self.sendings.get(frame.ack.request_id):
                    sending._outbox.answered(sending, frame.ack, None)
            case "error":
                self._refused(frame.error)
            case "subscribed":
                self._subscribed(frame.subscribed)
            case "unsubscribed":
                if not frame.unsubscribed.request_id and (feed := self.feeds.get(frame.unsubscribed.chat_session_id)):
                    # Why, the answer to another subscription says.
                    feed.interrupted()
            case "marks":
                if mark := self.marks.get(frame.marks.request_id):
                    mark.answered(None)
                elif feed := self.feeds.get(frame.marks.chat_session_id):
                    feed.tell(frame.marks)
            case "typing":
                if feed := self.feeds.get(frame.typing.chat_session_id):
                    feed.tell(frame.typing)
            case "presence":
                if feed := self.feeds.get(frame.presence.chat_session_id):
                    feed.tell(frame.presence)
            case "queue_position":
                if feed := self.feeds.get(frame.queue_position.chat_session_id):
                    feed.tell(frame.queue_position)
            case "viewing":
                if feed := self.feeds.get(frame.viewing.chat_session_id):
                    feed.tell(frame.viewing)
            case "inbox":
                for inbox in self.inboxes:
                    inbox._put(frame.inbox)
            case "inbox_listed":
                for inbox in self.inboxes:
                    inbox._listed()

    def _subscribed(self, frame: v1.Subscribed) -> None:
        if not frame.request_id:
            # It follows by itself, since it is in the inbox. The program opens what it wants to read.
            if frame.chat_session_id not in self.feeds:
                self.unsubscribe(frame.chat_session_id)
            return
        if self.stream is not None:
            self.stream.answered(frame.request_id, None)
        feed = self.feeds.get(frame.chat_session_id)
        if feed is None or not feed.live:
            return
        # What has changed while there was no stream.
        for marks in frame.marks:
            feed.tell(v1.MarksChanged(chat_session_id=feed.session, marks=marks))
        for profile in frame.profiles:
            feed.tell(v1.PresenceChanged(chat_session_id=feed.session, profile=profile))

    def _refused(self, frame: v1.FrameError) -> None:
        """Takes the refusal of one frame. One that says when to try again is kept to; all others are for whoever asked."""
        problem = of_frame(frame)
        later = self.new_backoff().next(problem.retry_after) if problem.retryable and problem.retry_after is not None else None
        self._log.debug("a frame was refused: %s", problem)
        if sending := self.sendings.get(frame.request_id):
            if later is not None:
                sending._outbox.hold(sending, later)
            else:
                sending._outbox.answered(sending, None, problem)
        elif mark := self.marks.get(frame.request_id):
            if later is not None:
                self.after(later, lambda: mark.repeat(frame.request_id))
            else:
                mark.answered(problem)
        elif self.stream is not None:
            self.stream.answered(frame.request_id, problem)
