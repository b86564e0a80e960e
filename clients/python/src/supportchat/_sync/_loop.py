from __future__ import annotations

import asyncio
import atexit
import concurrent.futures
import contextlib
import threading
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from supportchat._errors import closed

T = TypeVar("T")


class _Runner:
    """One event loop for all clients, and a thread that runs it while there are any.

    The loop stays when its thread ends, for the next one: gRPC never lets go of an event loop that it has met.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._users = 0
        self._loop: asyncio.AbstractEventLoop | None = None
        self.thread: threading.Thread | None = None

    def enter(self) -> asyncio.AbstractEventLoop:
        with self._lock:
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                self._loop.set_exception_handler(_complain)
                atexit.register(self._end, self._loop)
            if self._users == 0:
                # A program that forgets to close its client ends all the same.
                self.thread = threading.Thread(target=self._run, args=(self._loop,), name="supportchat", daemon=True)
                self.thread.start()
            self._users += 1
            return self._loop

    def leave(self) -> None:
        with self._lock:
            self._users -= 1
            if self._users == 0 and self._loop is not None and self.thread is not None:
                self._loop.call_soon_threadsafe(self._loop.stop)
                self.thread.join()

    @staticmethod
    def _run(loop: asyncio.AbstractEventLoop) -> None:
        loop.run_forever()
        # Nobody is left who waits for it.
        tasks = asyncio.all_tasks(loop)
        for task in tasks:
            task.cancel()
        loop.run_until_complete(asyncio.wait(tasks) if tasks else asyncio.sleep(0))

    @staticmethod
    def _end(loop: asyncio.AbstractEventLoop) -> None:
        if not loop.is_running():
            loop.close()


_runner = _Runner()


class Loop:
    """A client's part of the event loop."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._stopped = False
        self._loop = _runner.enter()

    def run(self, doing: Coroutine[Any, Any, T], timeout: float | None = None) -> T:
        """Does something on the loop, and waits until it is done. What ends the wait, such as a timeout or Ctrl-C, ends the doing."""
        if threading.current_thread() is _runner.thread:
            doing.close()
            raise RuntimeError("the clients' own thread cannot wait for itself")
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
        """Ends the client's part, and the thread if this is the last."""
        with self._lock:
            if self._stopped:
                return
            self._stopped = True
        _runner.leave()


def _complain(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Passes over what gRPC's poller says where there are several event loops: that another was faster, or is closed."""
    poller = "PollerCompletionQueue" in repr(context.get("handle"))
    if not (poller and isinstance(context.get("exception"), (BlockingIOError, RuntimeError))):
        loop.default_exception_handler(context)


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
            if isinstance(problem, StopIteration) or not isinstance(problem, Exception):
                # On the loop, SystemExit would end it for all clients, and a future refuses StopIteration.
                error = RuntimeError(f"the function has raised {problem!r}")
                error.__cause__ = problem
        # The loop may have ended meanwhile.
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(tell, result, error)

    threading.Thread(target=run, name="supportchat-call", daemon=True).start()
    return await done
