"""A proxy in front of the server that does what lines do: it cuts, delays, refuses, goes dead without a word, and loses answers."""

import asyncio


class Line:
    """One connection: the client's end and the server's."""

    def __init__(self, writers: list[asyncio.StreamWriter]):
        self.writers = writers
        self.dead = False
        self.mute = False

    def cut(self) -> None:
        for writer in self.writers:
            writer.transport.abort()


class Calls:
    """Counts the calls in what a client sends: HTTP/2's frames of headers."""

    def __init__(self):
        self.count = 0
        self._rest = b""
        # What is to be passed over: first HTTP/2's own greeting, then what the frames have in them.
        self._over = 24

    def feed(self, data: bytes) -> None:
        self._rest += data
        while len(self._rest) >= self._over + 9:
            head = self._rest[self._over : self._over + 9]
            self._rest = self._rest[self._over + 9 :]
            self._over = int.from_bytes(head[:3], "big")
            self.count += head[3] == 1


class Proxy:
    def __init__(self, server_port: int):
        self._server_port = server_port
        self._lines: set[Line] = set()
        self._listener: asyncio.Server | None = None
        self.delay = 0.0
        # How many bytes the server's answers had.
        self.answered = 0
        self._calls: list[Calls] = []
        self.refusing = False
        self.port = 0

    async def start(self) -> None:
        self._listener = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = self._listener.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        self.cut()
        self._listener.close()

    def cut(self) -> None:
        """Closes everything that is connected, also what is dead."""
        for line in list(self._lines):
            line.cut()

    def half_open(self) -> None:
        """What is connected stays so, and nothing comes through any more."""
        for line in self._lines:
            line.dead = True

    def mute(self) -> None:
        """What is connected stays so, and the server hears all, and nothing that it answers comes through."""
        for line in self._lines:
            line.mute = True

    @property
    def calls(self) -> int:
        """How many calls clients have made."""
        return sum(calls.count for calls in self._calls)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.refusing:
            writer.transport.abort()
            return
        try:
            server_reader, server_writer = await asyncio.open_connection("127.0.0.1", self._server_port)
        except OSError:
            writer.transport.abort()
            return
        line = Line([writer, server_writer])
        self._lines.add(line)
        calls = Calls()
        self._calls.append(calls)
        await asyncio.gather(self._carry(line, reader, server_writer, calls), self._carry(line, server_reader, writer))
        self._lines.discard(line)

    async def _carry(self, line: Line, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, calls: Calls | None = None) -> None:
        # What is delayed waits here with the time at which it is due, so that a delay is not a lower rate.
        waiting: asyncio.Queue = asyncio.Queue(256)
        passing = asyncio.create_task(self._pass_on(line, waiting, writer, calls is None))
        loop = asyncio.get_running_loop()
        try:
            while data := await reader.read(64 * 1024):
                if calls:
                    calls.feed(data)
                await waiting.put((loop.time() + self.delay, data))
        except OSError:
            pass
        await waiting.put((0, b""))
        await passing

    async def _pass_on(self, line: Line, waiting: asyncio.Queue, writer: asyncio.StreamWriter, answers: bool) -> None:
        loop = asyncio.get_running_loop()
        broken = False
        while True:
            due, data = await waiting.get()
            if not data:
                break
            if (left := due - loop.time()) > 0:
                await asyncio.sleep(left)
            if line.dead or broken or (answers and line.mute):
                continue
            if answers:
                self.answered += len(data)
            try:
                writer.write(data)
                await writer.drain()
            except OSError:
                broken = True
        if not line.dead:
            writer.transport.abort() if broken else writer.close()
