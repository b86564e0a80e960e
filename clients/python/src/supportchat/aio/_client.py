from __future__ import annotations

import asyncio
import contextlib
import uuid
from collections.abc import Awaitable, Callable
from types import TracebackType
from typing import TYPE_CHECKING, Any, TypeVar

from supportchat import v1
from supportchat._errors import ClosedError, Error
from supportchat._logins import Login
from supportchat._options import Options, open_channel
from supportchat.aio._caller import Caller
from supportchat.aio._conversation import Conversation, OnEvent
from supportchat.aio._credentials import Credentials
from supportchat.aio._inbox import Inbox
from supportchat.aio._line import Line
from supportchat.aio._serve import Handler, Talks
from supportchat.v1.admin_pb2_grpc import AdminServiceStub
from supportchat.v1.agent_pb2_grpc import AgentServiceStub
from supportchat.v1.audit_pb2_grpc import AuditServiceStub
from supportchat.v1.auth_pb2_grpc import AuthServiceStub
from supportchat.v1.chat_pb2_grpc import ChatServiceStub

if TYPE_CHECKING:
    from typing_extensions import Self

    from supportchat.v1.admin_pb2_grpc import AdminServiceAsyncStub
    from supportchat.v1.agent_pb2_grpc import AgentServiceAsyncStub
    from supportchat.v1.audit_pb2_grpc import AuditServiceAsyncStub
    from supportchat.v1.auth_pb2_grpc import AuthServiceAsyncStub
    from supportchat.v1.chat_pb2_grpc import ChatServiceAsyncStub

T = TypeVar("T")


class Client:
    """Talks to one service as one caller, over one connection, for any number of tasks of one event loop.

    It has the generated services too: chat, auth, agents, admin and audit. Each of their calls gets the credential, and the deadline if it is not given a timeout, and fails with
    Error. What they return can be awaited, or iterated over where it is a stream, and nothing else.
    """

    chat: ChatServiceAsyncStub
    auth: AuthServiceAsyncStub
    agents: AgentServiceAsyncStub
    admin: AdminServiceAsyncStub
    audit: AuditServiceAsyncStub

    def __init__(self, target: str, login: Login, options: Options | None = None) -> None:
        """Makes a client of the service at target, http://host:port or https://host:port, inside a running event loop. Nothing is connected before the first call.

        Raises ValueError if the target is none.
        """
        asyncio.get_running_loop()
        options = options or Options()
        self._deadline = options.deadline
        self._channel = open_channel(target, options)
        self._credentials = Credentials(AuthServiceStub(self._channel), login, options)
        self._line = Line(ChatServiceStub(self._channel), self._credentials, options)
        # To the generated code, a channel is what makes calls.
        self._caller = Caller(self._channel, self._credentials, options.deadline)
        caller: Any = self._caller
        self.chat = ChatServiceStub(caller)
        self.auth = AuthServiceStub(caller)
        self.agents = AgentServiceStub(caller)
        self.admin = AdminServiceStub(caller)
        self.audit = AuditServiceStub(caller)

    async def start(
        self,
        *,
        user_id: int = 0,
        agent_id: int = 0,
        client_session_id: str | None = None,
        on_event: OnEvent | None = None,
        timeout: float | None = None,
    ) -> Conversation:
        """Creates a session and opens it.

        user_id is whose it is: an API key and an agent must say so, a visitor talks for themselves. It goes to the agent with agent_id, if they are available and have room. With
        the same client_session_id, of at most 64 characters, it is the same session; without one, it is a new one. on_event is as in conversation().

        What goes wrong with the line is tried again for as many seconds as timeout says, or else the client's deadline.
        """
        request = v1.CreateChatSessionRequest(user_id=user_id, agent_id=agent_id, client_session_id=client_session_id or str(uuid.uuid4()))

        async def create(timeout: float) -> v1.ChatSession:
            return (await self.chat.CreateChatSession(request, timeout=timeout)).chat_session

        session = await self._repeat(create, self._deadline if timeout is None else timeout)
        return self.conversation(session.id, on_event=on_event)

    def conversation(self, session_id: int, after_seq: int = 0, *, on_event: OnEvent | None = None) -> Conversation:
        """Opens a session that there is, to be read from behind after_seq, the last message that the program has. It returns at once; whether the session can be read, the reading says.

        on_event is called with what is not stored, one event after the other: v1.Typing, MarksChanged, PresenceChanged, QueuePosition and Viewing. Whenever the session is streamed
        anew, it gets all marks and everyone's presence as they are now. A handler that is slow misses the oldest of more than 256.
        """
        return Conversation(self._line, session_id, after_seq, on_event)

    def inbox(self) -> Inbox:
        """Opens the caller's inbox."""
        return Inbox(self._line)

    async def serve(self, handler: Handler) -> None:
        """A bot's main loop: calls handler with an open conversation for each session that is active and the agent's, all at the same time.

        It makes the agent available, and again whenever the line has come back.

        The conversation is closed once the handler has returned, and when the session is the agent's no longer, so that its messages end; if the session comes back, the handler is called
        anew. What a handler raises is told to the event loop's exception handler, which logs it, and ends its own talk alone.

        It goes on until the client is closed or the wait is cancelled, and raises Error where the caller is no agent. The conversations are closed then, and the handlers have returned.
        """
        # It was closed at the beginning.
        with contextlib.suppress(ClosedError):
            await Talks(self, handler).serve()

    async def _repeat(self, call: Callable[[float], Awaitable[T]], patience: float) -> T:
        """Makes a call again while trying again can help, for so many seconds. It is told how many are left."""
        clock = asyncio.get_running_loop().time
        end = clock() + patience
        backoff = self._line.new_backoff()
        while True:
            try:
                return await call(end - clock())
            except Error as problem:
                wait = backoff.next(problem.retry_after)
                if not problem.retryable or clock() + wait >= end:
                    raise
                await self._line.pause(wait)

    async def close(self) -> None:
        """Ends the client's streams and every wait, with ClosedError, and the connection. What was sent and not acknowledged may have been stored. Closing again changes nothing."""
        if self._credentials.closed:
            return
        await self._credentials.close()
        await self._line.close()
        await self._channel.close()
        # gRPC tells of what was cancelled a moment later. To an event loop that is closed by then it could not, and would complain to the next one.
        await asyncio.sleep(0.01)

    async def __aenter__(self) -> Self:
        """The client itself; it is closed at the end."""
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None) -> None:
        """Closes it."""
        await self.close()
