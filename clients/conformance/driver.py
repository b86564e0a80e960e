"""One language's driver: a program that is told what to do in lines of JSON."""

import asyncio
import itertools
import json
import os
from pathlib import Path

from failure import Failure

LONGEST_LINE = 64 * 1024 * 1024


class Driver:
    def __init__(self, command: Path, environment: dict[str, str], log: Path):
        self._command = command
        self._environment = {**os.environ, **environment}
        self._log = log.open("ab")
        self._ids = itertools.count(1)
        self._waiting: dict[int, asyncio.Future] = {}
        self._process: asyncio.subprocess.Process | None = None
        self._reading: asyncio.Task | None = None

    async def start(self) -> None:
        pipe = asyncio.subprocess.PIPE
        command, environment = str(self._command), self._environment
        self._process = await asyncio.create_subprocess_exec(command, stdin=pipe, stdout=pipe, stderr=self._log, limit=LONGEST_LINE, env=environment)
        self._reading = asyncio.create_task(self._read())

    def tell(self, command: dict) -> asyncio.Future:
        """Gives it a command, and answers with what its answer will be."""
        number = next(self._ids)
        answer = asyncio.get_running_loop().create_future()
        self._waiting[number] = answer
        self._process.stdin.write(json.dumps({"id": number, **command}).encode() + b"\n")
        return answer

    async def end(self) -> None:
        """Its input ends; it has to close everything and to end as well."""
        if self._process is None:
            return
        self._process.stdin.close()
        try:
            async with asyncio.timeout(10):
                status = await self._process.wait()
        except TimeoutError:
            self._process.kill()
            await self._process.wait()
            raise Failure("the driver did not end within 10 s of the end of its input") from None
        finally:
            await self._reading
            self._log.close()
        if status != 0:
            raise Failure(f"the driver ended with status {status}")

    async def _read(self) -> None:
        async for line in self._process.stdout:
            try:
                answer = json.loads(line)
                self._waiting.pop(answer["id"]).set_result(answer)
            except (ValueError, KeyError, asyncio.InvalidStateError) as error:
                self._fail(f"the driver wrote what is no answer ({error!r}): {line[:200]!r}")
        self._fail("the driver has ended")

    def _fail(self, problem: str) -> None:
        for waiting in self._waiting.values():
            if not waiting.done():
                waiting.set_exception(Failure(problem))
        self._waiting.clear()
