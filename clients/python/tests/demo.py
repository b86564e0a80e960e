"""A real server, SUPPORTCHAT_BIN, with something in it; and programs that use it."""

import json
import os
import queue
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

PATIENCE = 30.0


class Demo:
    def __init__(self) -> None:
        self._directory = tempfile.TemporaryDirectory()
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port: int = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.start()

    def start(self) -> None:
        written = Path(self._directory.name, "demo.json")
        with Path(self._directory.name, "log").open("wb") as log:
            command = [os.environ["SUPPORTCHAT_BIN"], "demo", "--listen", f"127.0.0.1:{self.port}", "--data-dir", self._directory.name]
            self._server = subprocess.Popen(command, stdout=log, stderr=log)
        end = time.monotonic() + PATIENCE
        # It is written when the server listens.
        while not (written.exists() and self._listens()):
            if time.monotonic() > end or self._server.poll() is not None:
                self.close()
                raise AssertionError("the server does not start")
            time.sleep(0.02)
        given = json.loads(written.read_text())
        self.api_key: str = given["api_key"]
        self.agent_email: str = given["agent_email"]
        self.agent_password: str = given["agent_password"]
        self.agent_id: int = given["agent_id"]

    def _listens(self) -> bool:
        with socket.socket() as line:
            return line.connect_ex(("127.0.0.1", self.port)) == 0

    def stop(self, number: signal.Signals = signal.SIGTERM) -> None:
        self._server.send_signal(number)
        self._server.wait()

    def close(self) -> None:
        self.stop(signal.SIGKILL)
        self._directory.cleanup()


class Program:
    """A program that is under way, and what it prints."""

    def __init__(self, source: Path, **environment: str) -> None:
        python = os.environ.get("SUPPORTCHAT_PYTHON")
        # An environment that the package is installed in shall use that.
        path = {} if python else {"PYTHONPATH": str(Path(__file__).parents[1] / "src")}
        everything = {**os.environ, "PYTHONUNBUFFERED": "1", **path, **environment}
        # What a shell has started in the background ignores Ctrl-C, and so does all that it starts. That is mended in the program itself: in a child of a process that uses
        # gRPC, nothing of Python may run before it.
        heeding = "import runpy, signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler); runpy.run_path(sys.argv[1], run_name='__main__')"
        command = [python or sys.executable, "-c", heeding, str(source)]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, env=everything, cwd=source.parent, text=True)
        self._lines: queue.Queue[str | None] = queue.Queue()
        self._reading = threading.Thread(target=self._read)
        self._reading.start()

    def _read(self) -> None:
        assert self._process.stdout
        with self._process.stdout as lines:
            for line in lines:
                self._lines.put(line)
        self._lines.put(None)

    def prints(self, wanted: str) -> None:
        while True:
            line = self._lines.get(timeout=PATIENCE)
            assert line is not None, f"it has ended, and not printed {wanted!r}"
            if wanted in line:
                return

    def end(self) -> int:
        """Ends it as Ctrl-C does."""
        self._process.send_signal(signal.SIGINT)
        status = self._process.wait(PATIENCE)
        self._reading.join()
        return status

    def kill(self) -> None:
        self._process.kill()
        self._reading.join()
        self._process.wait()
