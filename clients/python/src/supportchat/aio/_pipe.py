from __future__ import annotations

import asyncio
from collections import deque
from typing import Generic, TypeVar

T = TypeVar("T")


class Pipe(Generic[T]):
    """Leads from the line, which never waits, to a reader, who may be slow. How much it may hold is for whoever fills it."""

    def __init__(self) -> None:
        self._items: deque[T] = deque()
        self._ended = False
        self._changed = asyncio.Event()

    def __len__(self) -> int:
        return len(self._items)

    def put(self, item: T) -> None:
        if not self._ended:
            self._items.append(item)
            self._changed.set()

    def put_latest(self, item: T, most: int) -> None:
        """Where the item makes more than most of them, the oldest is dropped."""
        self.put(item)
        if len(self._items) > most:
            self._items.popleft()

    def end(self, *, at_once: bool = False) -> None:
        """Nothing more comes: the reader gets what is held, unless it ends at once, and then the end."""
        self._ended = True
        if at_once:
            self._items.clear()
        self._changed.set()

    async def get(self) -> T | None:
        """The oldest item; None at the end. A wait that is cancelled takes nothing."""
        while not self._items:
            if self._ended:
                return None
            self._changed.clear()
            await self._changed.wait()
        return self._items.popleft()
