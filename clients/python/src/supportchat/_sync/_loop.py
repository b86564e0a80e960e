from __future__ import annotations

import asyncio
import concurrent.futures
import contextlib
import threading
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from supportchat._errors import closed

T = TypeVar("T")


class Loop:
    """An event loop in a thread of its own."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._stopped = False
        self._started = threading.Event()
        # A program that forgets to close its client ends all the same.
        self._thread = threading.Thread(target=lambda: asyncio.run(self._run()), name="supportchat", daemon=True)
        self._thread.start()
        self._started.wait()

    def run(self, doing: Coroutine[Any, Any, T], timeout: float | None = None) -> T:
        """Does something on the loop, and waits until it is done. What ends the wait, such as a timeout or Ctrl-C, ends the doing."""
        if threading.current_thread() is self._thread:
            doing.close()
            raise RuntimeError("the client's own thread cannot wait for itself")
        future = self.begin(doing, timeout)
        try:
            return future.result()
        except concurrent.futures.CancelledError:
            raise closed() from None
        except BaseException:
            future.cancel()
            raise

    def begin(self, doing: Coroutine[Any, Any, T], timeout: float | None = None) -> concurrent.futures.Future[T]:
        """Does something on the loop, and does not wait. What is begun first is first."""
        with self._lock:
            if self._stopped:
                doing.close()
                raise closed()
            return asyncio.run_coroutine_threadsafe(doing if timeout is None else _in_time(doing, timeout), self._loop)

    def call(self, do: Callable[..., T], *args: Any, **named: Any) -> T:
        """Calls something on the loop that does not wait itself."""

        async def doing() -> T:
            return do(*args, **named)

        return self.run(doing())

    def stop(self) -> None:
        """Ends the loop and its thread. What still runs on it is cancelled."""
        with self._lock:
            if not self._stopped:
                self._stopped = True
                self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()

    async def _run(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._stop = asyncio.Event()
        self._started.set()
        await self._stop.wait()


async def _in_time(doing: Coroutine[Any, Any, T], timeout: float) -> T:
    """Does something, and fails with TimeoutError, which Python 3.10 has two of, if it takes longer."""
    try:
        return await asyncio.wait_for(doing, timeout)
    except asyncio.TimeoutError:
        raise TimeoutError(f"it was not done within {timeout} s") from None


async def in_thread(do: Callable[..., T], *args: Any) -> T:
    """Calls what may wait, such as a function of the program's, in a thread of its own, which does not hold up the end of the program."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[T] = loop.create_future()

    def tell(result: T | None, error: BaseException | None) -> None:
        if done.done():
            return
        if error is not None:
            done.set_exception(error)
        else:
            done.set_result(result)  # type: ignore[arg-type]

    def run() -> None:
        result, error = None, None
        try:
            result = do(*args)
        except BaseException as problem:
            error = problem
        # The loop may have ended meanwhile.
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(tell, result, error)

    threading.Thread(target=run, name="supportchat-call", daemon=True).start()
    return await done
