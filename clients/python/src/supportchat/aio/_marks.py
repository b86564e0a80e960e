from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from supportchat import v1
from supportchat._errors import Error

if TYPE_CHECKING:
    from supportchat.aio._conversation import Conversation
    from supportchat.aio._line import Line


class Mark:
    """Waits for its answer. Marks only grow, so that writing one twice does no harm."""

    def __init__(self, line: Line, conversation: Conversation, place: v1.SessionMark, *, read: bool) -> None:
        self._line = line
        self.conversation = conversation
        self._place = place
        self._read = read
        self._done: asyncio.Future[Error | None] = asyncio.get_running_loop().create_future()

    def frame(self, request_id: str) -> v1.ChatRequest:
        if self._read:
            return v1.ChatRequest(request_id=request_id, mark_read=self._place)
        return v1.ChatRequest(request_id=request_id, mark_delivered=self._place)

    async def make(self) -> None:
        """Has it written, and waits until the service knows."""
        request_id = self._line.new_id()
        self._line.marks[request_id] = self
        self._line.tell(self.frame(request_id))
        try:
            problem = await self._done
        finally:
            del self._line.marks[request_id]
        if problem is not None:
            raise problem._again()

    def repeat(self, request_id: str) -> None:
        if self._line.marks.get(request_id) is self:
            self._line.tell(self.frame(request_id))

    def answered(self, problem: Error | None) -> None:
        if not self._done.done():
            self._done.set_result(problem)
