from __future__ import annotations

import contextlib
import dataclasses
import inspect
import threading
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING, Any

from supportchat import aio
from supportchat._errors import ClosedError
from supportchat._logins import Login
from supportchat._options import Options
from supportchat._sync._caller import SyncCaller
from supportchat._sync._conversation import Conversation, OnEvent
from supportchat._sync._inbox import Inbox
from supportchat._sync._loop import Loop, in_thread
from supportchat.aio._conversation import OnEvent as AsyncOnEvent
from supportchat.v1.admin_pb2_grpc import AdminServiceStub
from supportchat.v1.agent_pb2_grpc import AgentServiceStub
from supportchat.v1.audit_pb2_grpc import AuditServiceStub
from supportchat.v1.auth_pb2_grpc import AuthServiceStub
from supportchat.v1.chat_pb2_grpc import ChatServiceStub

if TYPE_CHECKING:
    from typing_extensions import Self


class Client:
    """Talks to one service as one caller, over one connection, for any number of threads.

    It has the generated services too: chat, auth, agents, admin and audit. Each of their calls gets the credential, and the deadline if it is not given a timeout, and fails with
    Error. They return what the service answers, or an iterator over it where it is a stream.

    One thread does the work of all clients; functions of the program's, such as on_event, are called on others, and may wait and use the client. Like all of gRPC, it does not survive a
    fork: make it after.
    """

    chat: ChatServiceStub
    auth: AuthServiceStub
    agents: AgentServiceStub
    admin: AdminServiceStub
    audit: AuditServiceStub

    def __init__(self, target: str, login: Login, options: Options | None = None) -> None:
        """Makes a client of the service at target, http://host:port or https://host:port. Nothing is connected before the first call.

        Raises ValueError if the target is none.
        """
        options = options or Options()
        if on_tokens := options.on_tokens:
            if inspect.iscoroutinefunction(on_tokens):
                raise TypeError("on_tokens is a coroutine function, which only supportchat.aio can call")
            told: Any = on_tokens
            options = dataclasses.replace(options, on_tokens=lambda token, refresh_token: in_thread(told, token, refresh_token))
        self._closing = threading.Lock()
        self._loop = Loop()
        try:
            self._client = self._loop.call(aio.Client, target, login, options)
        except BaseException:
            self._loop.stop()
            raise
        # To the generated code, a channel is what makes calls.
        caller: Any = SyncCaller(self._client._caller, self._loop)
        self.chat = ChatServiceStub(caller)
        self.auth = AuthServiceStub(caller)
        self.agents = AgentServiceStub(caller)
        self.admin = AdminServiceStub(caller)
        self.audit = AuditServiceStub(caller)

    def start(
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
        starting = self._client.start(user_id=user_id, agent_id=agent_id, client_session_id=client_session_id, on_event=_elsewhere(on_event), timeout=timeout)
        return Conversation(self._loop, self._loop.run(starting))

    def conversation(self, session_id: int, after_seq: int = 0, *, on_event: OnEvent | None = None) -> Conversation:
        """Opens a session that there is, to be read from behind after_seq, the last message that the program has. It returns at once; whether the session can be read, the reading says.

        on_event is called with what is not stored, one event after the other: v1.Typing, MarksChanged, PresenceChanged, QueuePosition and Viewing. Whenever the session is streamed
        anew, it gets all marks and everyone's presence as they are now. A handler that is slow misses the oldest of more than 256.
        """
        return Conversation(self._loop, self._loop.call(self._client.conversation, session_id, after_seq, on_event=_elsewhere(on_event)))

    def inbox(self) -> Inbox:
        """Opens the caller's inbox."""
        return Inbox(self._loop, self._loop.call(self._client.inbox))

    def serve(self, handler: Callable[[Conversation], None]) -> None:
        """A bot's main loop: calls handler with an open conversation for each session that is active and the agent's, each in a thread of its own.

        It makes the agent available, and again whenever the line has come back.

        The conversation is closed once the handler has returned, and when the session is the agent's no longer, so that its messages end; if the session comes back, the handler is called
        anew. What a handler raises is logged by asyncio's logger, and ends its own talk alone.

        It goes on until the client is closed, and raises Error where the caller is no agent. The conversations are closed then.
        """
        if inspect.iscoroutinefunction(handler):
            raise TypeError("handler is a coroutine function, which only supportchat.aio can call")
        # It was closed meanwhile.
        with contextlib.suppress(ClosedError):
            self._loop.run(self._client.serve(lambda conversation: in_thread(handler, Conversation(self._loop, conversation))))

    def close(self) -> None:
        """Ends the client's streams and every wait, with ClosedError, and the connection. What was sent and not acknowledged may have been stored. Closing again changes nothing."""
        with self._closing:
            # It was closed before.
            with contextlib.suppress(ClosedError):
                self._loop.run(self._client.close())
            self._loop.stop()

    def __enter__(self) -> Self:
        """The client itself; it is closed at the end."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None) -> None:
        """Closes it."""
        self.close()


def _elsewhere(on_event: OnEvent | None) -> AsyncOnEvent | None:
    """A handler that may wait is not called on the loop."""
    if on_event is None:
        return None
    if inspect.iscoroutinefunction(on_event):
        raise TypeError("on_event is a coroutine function, which only supportchat.aio can call")
    return lambda event: in_thread(on_event, event)
