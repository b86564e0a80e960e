"""What a scenario takes place on: the real server, the proxy in front of it, and the agent at the other end."""

import asyncio
import itertools
import json
import os
import shutil
import signal
import socket
import tempfile
import urllib.error
import urllib.request
from pathlib import Path

from failure import Failure
from proxy import Proxy

# What a scenario sends is more than a person would.
LIMITS = {f"SUPPORTCHAT_{who}_RATE": "0" for who in ("VISITOR", "AGENT", "KEY", "ADDRESS")}


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Stage:
    def __init__(self, binary: str, log: Path):
        self._binary = binary
        self._log = log.open("ab")
        self._settings: dict | None = None
        self._directory: str | None = None
        self._server: asyncio.subprocess.Process | None = None
        self._agent_token = ""
        self._ids = itertools.count(1)
        self.port = 0
        self.demo: dict = {}
        self.proxy: Proxy | None = None

    @property
    def target(self) -> str:
        """Where clients connect: the proxy."""
        return f"http://127.0.0.1:{self.proxy.port}"

    async def begin(self, settings: dict) -> None:
        """Has a server with these settings, one from before if it has them and lives, and a proxy without faults."""
        if self.proxy:
            await self.proxy.stop()
        if settings != self._settings or self._server is None:
            await self._clear()
            # Before it is known to stand, so that one that does not is not taken for one by the next scenario.
            self._settings = None
            self._directory = tempfile.mkdtemp(prefix="supportchat-conformance-")
            self.port = free_port()
            await self.start(settings)
            await self._open_shop()
            self._settings = settings
        await self.reopen_window(0)
        self.proxy = Proxy(self.port)
        await self.proxy.start()

    async def end(self) -> None:
        if self.proxy:
            await self.proxy.stop()
        await self._clear()
        self._log.close()

    async def start(self, settings: dict | None = None) -> None:
        """Starts the server on its port, with what it had."""
        environment = {**os.environ, **LIMITS, **(settings or self._settings or {})}
        command = [self._binary, "demo", "--listen", f"127.0.0.1:{self.port}", "--data-dir", self._directory]
        self._server = await asyncio.create_subprocess_exec(*command, stdout=self._log, stderr=self._log, env=environment)
        for _ in range(600):
            if self._server.returncode is not None:
                raise Failure(f"the server ended with status {self._server.returncode} as it started")
            try:
                await self._call("GET", "/healthz")
                return
            except OSError:
                await asyncio.sleep(0.05)
        raise Failure("the server did not start within 30 s")

    async def kill(self) -> None:
        await self._signal(signal.SIGKILL)

    async def stop(self) -> None:
        await self._signal(signal.SIGTERM)

    async def agent(self, method: str, path: str, body: dict | None = None) -> dict:
        """Does something as the agent at the other end, who logs in again when their token has expired."""
        try:
            return await self._call(method, path, body, self._agent_token)
        except Failure as failure:
            if "INVALID_TOKEN" not in str(failure):
                raise
        await self.log_in()
        return await self._call(method, path, body, self._agent_token)

    async def operator(self, method: str, path: str, body: dict | None = None) -> dict:
        """Does something with the API key."""
        return await self._call(method, path, body, self.demo["api_key"])

    async def log_in(self) -> None:
        """The agent logs in, and is there."""
        login = {"email": self.demo["agent_email"], "password": self.demo["agent_password"]}
        self._agent_token = (await self._call("POST", "/agent_tokens", login))["token"]["token"]

    async def reopen_window(self, seconds: int) -> None:
        """For how many seconds after their end sessions open again when somebody writes."""
        sites = (await self.operator("GET", "/sites"))["sites"]
        await self.operator("PATCH", f"/sites/{sites[0]['id']}?update_mask=reopen_window_seconds", {"reopen_window_seconds": seconds})

    async def log_of(self, session: int, by_agent: bool) -> list[dict]:
        """Everything in a session's log that an agent may see, or else a visitor, in order of seq."""
        ask = self.agent if by_agent else self.operator
        messages: list[dict] = []
        while True:
            after = messages[-1]["seq"] if messages else 0
            page = (await ask("GET", f"/chat_sessions/{session}/messages?page_size=1000&after_seq={after}"))["messages"]
            if not page:
                return messages
            messages += page

    async def _open_shop(self) -> None:
        # The server listens before it has written it.
        demo = Path(self._directory) / "demo.json"
        for _ in range(600):
            if demo.exists():
                break
            await asyncio.sleep(0.05)
        self.demo = json.loads(demo.read_text())
        await self.log_in()
        me = self.demo["agent_id"]
        for session in (await self.agent("GET", f"/chat_sessions?agent_id={me}"))["chat_sessions"]:
            if session["status"] != "CHAT_SESSION_STATUS_CLOSED":
                await self.agent("POST", f"/chat_sessions/{session['id']}:close", {})
        await self.agent("POST", f"/agents/{me}:set_availability", {"availability_status": "AVAILABILITY_STATUS_AVAILABLE"})

    async def _signal(self, number: int) -> None:
        if self._server and self._server.returncode is None:
            self._server.send_signal(number)
            try:
                async with asyncio.timeout(20):
                    await self._server.wait()
            except TimeoutError:
                self._server.kill()
                await self._server.wait()
                raise Failure("the server did not end within 20 s") from None

    async def _clear(self) -> None:
        await self._signal(signal.SIGKILL)
        self._server = None
        if self._directory:
            shutil.rmtree(self._directory, ignore_errors=True)
            self._directory = None

    async def _call(self, method: str, path: str, body: dict | None = None, token: str = "") -> dict:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", data, method=method)
        if data is not None:
            request.add_header("Content-Type", "application/json")
        if token:
            request.add_header("Authorization", f"Bearer {token}")

        def send() -> bytes:
            with urllib.request.urlopen(request, timeout=20) as response:
                return response.read()

        try:
            answer = await asyncio.to_thread(send)
        except urllib.error.HTTPError as error:
            raise Failure(f"{method} {path} was answered with {error.code}: {error.read().decode(errors='replace')[:500]}") from None
        return json.loads(answer) if answer.startswith((b"{", b"[")) else {}
