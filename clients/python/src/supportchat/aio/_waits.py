"""Waits that end in time."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Coroutine
from typing import Any, TypeVar

import grpc

from supportchat._errors import Error

T = TypeVar("T")


async def within(seconds: float, doing: Coroutine[Any, Any, T], what: str) -> T:
    """Does something, and fails with DEADLINE_EXCEEDED if it takes longer. Unlike wait_for before Python 3.12, it never takes a cancellation for a result."""
    task = asyncio.ensure_future(doing)
    try:
        await asyncio.wait({task}, timeout=seconds)
        if task.done():
            return task.result()
    finally:
        if not task.done():
            task.cancel()
            await asyncio.wait({task})
    raise Error(grpc.StatusCode.DEADLINE_EXCEEDED, f"{what} did not come in time")


def cancelled_by_program() -> bool:
    """Whether the current task is being cancelled, and not only the call it waits for. Before Python 3.11 nobody knows."""
    if sys.version_info < (3, 11):
        return False
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0
