from __future__ import annotations

import asyncio
import math
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeAlias

from supportchat import v1
from supportchat._errors import ClosedError
from supportchat.aio._conversation import Conversation

if TYPE_CHECKING:
    from supportchat.aio._client import Client

Handler: TypeAlias = Callable[[Conversation], Awaitable[None]]


class Talks:
    """The sessions that are the agent's, and what the handler does in each."""

    def __init__(self, client: Client, handler: Handler) -> None:
        self._client = client
        self._handler = handler
        # Of those that are the agent's now, whether or not the handler has returned.
        self._open: dict[int, Conversation] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._listed = asyncio.Event()

    async def serve(self) -> None:
        me = (await self._make_available()).id
        staying = asyncio.create_task(self._stay_available())
        try:
            async with self._client.inbox() as inbox:
                inbox._on_listed = self._listed.set
                async for change in inbox:
                    session = change.chat_session
                    if session.status == v1.CHAT_SESSION_STATUS_ACTIVE and session.agent_id == me:
                        self._begin(session.id)
                    elif conversation := self._open.pop(session.id, None):
                        await conversation.close()
        except asyncio.CancelledError:
            for task in self._tasks:
                task.cancel()
            raise
        finally:
            staying.cancel()
            for conversation in self._open.values():
                await conversation.close()
            if self._tasks:
                await asyncio.wait(self._tasks)

    async def _make_available(self) -> v1.Agent:
        request = v1.SetAvailabilityRequest(availability_status=v1.AVAILABILITY_STATUS_AVAILABLE)

        async def make(_: float) -> v1.Agent:
            return (await self._client.agents.SetAvailability(request)).agent

        return await self._client._repeat(make, math.inf)

    async def _stay_available(self) -> None:
        """The service makes an agent unavailable whose line was away for long. When the inbox is told again, it is back."""
        while True:
            await self._listed.wait()
            self._listed.clear()
            try:
                await self._make_available()
            except ClosedError:
                return
            except Exception as error:
                asyncio.get_running_loop().call_exception_handler({"message": "the agent could not be made available again", "exception": error})

    def _begin(self, session_id: int) -> None:
        if session_id not in self._open:
            conversation = self._open[session_id] = self._client.conversation(session_id)
            task = asyncio.create_task(self._talk(conversation))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _talk(self, conversation: Conversation) -> None:
        async with conversation:
            try:
                await self._handler(conversation)
            except ClosedError:
                # The session was taken from it in the middle of something.
                pass
            except Exception as error:
                problem = f"the handler of session {conversation.session_id} has failed"
                asyncio.get_running_loop().call_exception_handler({"message": problem, "exception": error})
