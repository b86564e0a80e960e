"""A proxy in front of the server that does what lines do: it cuts, delays, refuses, and goes dead without a word."""

import asyncio


class Line:
    """One connection: the client's end and the server's."""

    def __init__(self, writers: list[asyncio.StreamWriter]):
        self.writers = writers
        self.dead = False

    def cut(self) -> None:
        for writer in self.writers:
            writer.transport.abort()


class Proxy:
    def __init__(self, server_port: int):
        self._server_port = server_port
        self._lines: set[Line] = set()
        self._listener: asyncio.Server | None = None
        self.delay = 0.0
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
        await asyncio.gather(self._carry(line, reader, server_writer), self._carry(line, server_reader, writer))
        self._lines.discard(line)

    async def _carry(self, line: Line, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        # What is delayed waits here with the time at which it is due, so that a delay is not a lower rate.
        waiting: asyncio.Queue = asyncio.Queue(256)
        passing = asyncio.create_task(self._pass_on(line, waiting, writer))
        loop = asyncio.get_running_loop()
        try:
            while data := await reader.read(64 * 1024):
                await waiting.put((loop.time() + self.delay, data))
        except OSError:
            pass
        await waiting.put((0, b""))
        await passing

    async def _pass_on(self, line: Line, waiting: asyncio.Queue, writer: asyncio.StreamWriter) -> None:
        loop = asyncio.get_running_loop()
        broken = False
        while True:
            due, data = await waiting.get()
            if not data:
                break
            if (left := due - loop.time()) > 0:
                await asyncio.sleep(left)
            if line.dead or broken:
                continue
            try:
                writer.write(data)
                await writer.drain()
            except OSError:
                broken = True
        if not line.dead:
            writer.transport.abort() if broken else writer.close()
