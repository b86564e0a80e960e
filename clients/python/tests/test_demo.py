"""The client with the real server."""

import contextlib
import os
import queue
import random
import re
import signal
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from demo import PATIENCE, Demo, Program

from supportchat import Agent, APIKey, Client, Conversation, Error, Options, Tokens, Visitor, v1

ROOT = Path(__file__).parents[1]

pytestmark = pytest.mark.skipif("SUPPORTCHAT_BIN" not in os.environ, reason="SUPPORTCHAT_BIN does not name a server")


@pytest.fixture
def demo() -> Iterator[Demo]:
    made = Demo()
    yield made
    made.close()


def reads(conversation: Conversation) -> str:
    """The next text that a message of the conversation has."""
    while True:
        if text := conversation.receive(timeout=PATIENCE).message:
            return text


def quick_starts() -> list[str]:
    return [code for code in re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(), re.DOTALL) if "Hello!" in code]


@pytest.mark.parametrize("number", [0, 1])
def test_quick_start(demo: Demo, tmp_path: Path, number: int) -> None:
    source = tmp_path / "quick_start.py"
    source.write_text(quick_starts()[number])
    with Client(demo.url, Agent(demo.agent_email, demo.agent_password)) as grace:
        inbox = grace.inbox()
        visitor = Program(source, SUPPORTCHAT_URL=demo.url)
        try:
            visitor.prints("PARTICIPANT_TYPE_USER Hello!")
            session = next(change.chat_session.id for change in inbox if change.chat_session.id != 123)
            conversation = grace.conversation(session)
            assert reads(conversation) == "Hello!"
            conversation.send("Good morning.", timeout=PATIENCE)
            visitor.prints("PARTICIPANT_TYPE_AGENT Good morning.")
            assert visitor.end() in (-signal.SIGINT, 128 + signal.SIGINT)
        finally:
            visitor.kill()


@pytest.fixture
def eliza(demo: Demo) -> Agent:
    """A bot's account."""
    with Client(demo.url, APIKey(demo.api_key)) as admin:
        admin.admin.CreateAgent(v1.CreateAgentRequest(name="Eliza", email="bot@example.com", password="correct horse battery"))
    return Agent("bot@example.com", "correct horse battery")


def until_available(demo: Demo) -> None:
    """Waits until the newest agent is."""
    with Client(demo.url, APIKey(demo.api_key)) as admin:
        while admin.agents.ListAgents(v1.ListAgentsRequest()).agents[-1].availability_status != v1.AVAILABILITY_STATUS_AVAILABLE:
            time.sleep(0.05)


def test_serving(demo: Demo, eliza: Agent, caplog: pytest.LogCaptureFixture) -> None:
    ended: queue.Queue[int] = queue.Queue()

    def answers(conversation: Conversation) -> None:
        conversation.send("Hello!", client_message_id="greeting")
        for message in conversation:
            if message.message == "Fail!":
                raise ValueError(message.message)
            if message.message and message.sender.type == v1.PARTICIPANT_TYPE_USER:
                conversation.send(f"You wrote: {message.message}", client_message_id=f"answer-{message.seq}")
        ended.put(conversation.session_id)

    def hears(conversation: Conversation, *texts: str) -> None:
        for text in texts:
            assert reads(conversation) == text

    with Client(demo.url, APIKey(demo.api_key)) as admin, Client(demo.url, Visitor(name="Ada")) as ada, Client(demo.url, eliza) as bot:
        reopens = v1.UpdateSiteRequest(site=v1.Site(id=admin.admin.ListSites(v1.ListSitesRequest()).sites[0].id, reopen_window_seconds=3600))
        reopens.update_mask.paths.append("reopen_window_seconds")
        admin.admin.UpdateSite(reopens)
        me = bot.agents.SetAvailability(v1.SetAvailabilityRequest(availability_status=v1.AVAILABILITY_STATUS_AVAILABLE)).agent.id
        # One that is theirs before they serve, one that comes later, and one that goes wrong.
        first = ada.start(agent_id=me)
        first.send("Are you there?", timeout=PATIENCE)
        serving = threading.Thread(target=bot.serve, args=(answers,))
        serving.start()
        hears(first, "Are you there?", "Hello!", "You wrote: Are you there?")
        bad, second = ada.start(agent_id=me), ada.start(agent_id=me)
        bad.send("Fail!", timeout=PATIENCE)
        bad.send("Nobody hears this.", timeout=PATIENCE)
        second.send("Hello.", timeout=PATIENCE)
        assert {reads(second), reads(second)} == {"Hello!", "Hello."}
        hears(second, "You wrote: Hello.")

        admin.chat.CloseChatSession(v1.CloseChatSessionRequest(id=first.session_id))
        assert ended.get(timeout=PATIENCE) == first.session_id
        first.send("One thing more.", timeout=PATIENCE)
        hears(first, "One thing more.", "You wrote: One thing more.")
        assert ended.empty()
        bot.close()
        serving.join(PATIENCE)
        assert not serving.is_alive()
        assert {ended.get(timeout=PATIENCE), ended.get(timeout=PATIENCE)} == {first.session_id, second.session_id}
        assert f"the handler of session {bad.session_id} has failed" in caplog.text
        texts = [message.message for message in ada.chat.ListMessages(v1.ListMessagesRequest(id=bad.session_id)).messages if message.message]
        assert sorted(texts) == ["Fail!", "Hello!", "Nobody hears this."]


def test_only_agents_serve(demo: Demo) -> None:
    async def coroutine_function(_: Conversation) -> None: ...

    with Client(demo.url, Visitor(name="Ada")) as ada:
        with pytest.raises(Error, match="PERMISSION_DENIED"):
            ada.serve(lambda _: None)
        with pytest.raises(TypeError):
            ada.serve(coroutine_function)  # type: ignore[arg-type]


def test_the_bot(demo: Demo, eliza: Agent) -> None:
    with (
        Client(demo.url, APIKey(demo.api_key)) as admin,
        Client(demo.url, Agent(demo.agent_email, demo.agent_password)) as grace,
        Client(demo.url, Visitor(name="Ada")) as ada,
    ):
        bot = Program(ROOT / "examples/bot.py", SUPPORTCHAT_URL=demo.url, BOT_EMAIL=eliza.email, BOT_PASSWORD=eliza.password, BOT_TEAM="1")
        try:
            until_available(demo)
            conversation = ada.start()

            def says(text: str) -> None:
                conversation.send(text, timeout=PATIENCE)
                assert reads(conversation) == text

            assert "I am a bot" in reads(conversation)
            says("Where is my order?")
            assert reads(conversation) == "You wrote: Where is my order?"
            says("A human, please.")
            session = v1.GetChatSessionRequest(id=conversation.session_id)
            while admin.chat.GetChatSession(session).chat_session.agent_id != demo.agent_id:
                time.sleep(0.05)
            grace.conversation(conversation.session_id).send("I am Grace.", timeout=PATIENCE)
            assert reads(conversation) == "I am Grace."
        finally:
            bot.kill()


def test_the_server_is_killed(demo: Demo) -> None:
    """And comes back, which costs nobody anything but time."""
    tokens: list[str] = []
    with Client(demo.url, Visitor(name="Ada"), Options(on_tokens=lambda _token, refresh: tokens.append(refresh))) as client:
        conversation = client.start()
        sendings = []
        for number in range(30):
            if number == 10:
                demo.stop(signal.SIGKILL)
            sendings.append(conversation.submit(str(number)))
        demo.start()
        for number, sending in enumerate(sendings):
            sending.wait(timeout=PATIENCE)
            assert reads(conversation) == str(number)
    # Who has stored the tokens is the same visitor later.
    with Client(demo.url, Tokens("worn out", tokens[-1])) as later:
        assert reads(later.conversation(conversation.session_id, 2))


def test_a_line_that_is_cut(demo: Demo) -> None:
    """Several conversations over a line that is cut all the time."""
    conversations, messages = 4, 100
    cutter = Cutter(demo.port)
    problems: list[str] = []

    def play(client: Client) -> None:
        conversation = client.start(user_id=1, timeout=PATIENCE)

        def write() -> None:
            for number in range(messages):
                conversation.submit(str(number), timeout=PATIENCE)
                time.sleep(random.uniform(0, 0.02))

        writing = threading.Thread(target=write)
        writing.start()
        seq = 0
        found: list[str] = []
        while len(found) < messages:
            message = conversation.receive(timeout=PATIENCE)
            if message.seq <= seq:
                problems.append(f"{message.seq} came after {seq}")
            seq = message.seq
            if message.message:
                found.append(message.message)
        writing.join()
        if found != [str(number) for number in range(messages)]:
            problems.append(f"they came as {found}")

    with Client(f"http://127.0.0.1:{cutter.port}", APIKey(demo.api_key), Options(first_backoff=0.001, most_backoff=0.05)) as client:
        threads = [threading.Thread(target=play, args=(client,)) for _ in range(conversations)]
        for thread in threads:
            thread.start()
        while any(thread.is_alive() for thread in threads):
            time.sleep(random.uniform(0.05, 0.3))
            cutter.cut()
    cutter.close()
    assert not problems


class Cutter:
    """A proxy that closes what goes through it."""

    def __init__(self, server: int) -> None:
        self._server = server
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._lines: set[socket.socket] = set()
        self._threads = [threading.Thread(target=self._accept)]
        self._threads[0].start()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            far = socket.create_connection(("127.0.0.1", self._server))
            self._lines |= {near, far}
            for pair in ((near, far), (far, near)):
                self._threads.append(threading.Thread(target=self._carry, args=pair))
                self._threads[-1].start()

    def _carry(self, source: socket.socket, sink: socket.socket) -> None:
        try:
            while data := source.recv(65536):
                sink.sendall(data)
        except OSError:
            pass
        shut(sink)
        shut(source)

    def cut(self) -> None:
        for line in list(self._lines):
            shut(line)

    def close(self) -> None:
        shut(self._listener)
        self._listener.close()
        self.cut()
        for thread in self._threads:
            thread.join()
        for line in self._lines:
            line.close()


def shut(line: socket.socket) -> None:
    with contextlib.suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)
