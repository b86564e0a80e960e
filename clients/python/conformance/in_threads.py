"""The driver with the client without asyncio: each command is a thread."""

import contextlib
import sys
import threading
import time
from collections.abc import Callable

import lines
from lines import Command, Result

from supportchat import Client, Conversation, Inbox, v1


class Driver:
    def __init__(self) -> None:
        self.clients: dict[str, Client] = {}
        self.conversations: dict[str, Conversation] = {}
        self.heard: dict[str, lines.Heard] = {}
        self.inboxes: dict[str, Inbox] = {}
        self.serving: list[threading.Thread] = []
        # The turn of the next send on a conversation: when the one before is submitted.
        self.turns: dict[str, threading.Event] = {}
        self.writing = threading.Lock()

    def begin(self, command: Command) -> Callable[[], Result | None]:
        """Does what must be done in the order of the lines, and returns the rest."""
        if command["op"] == "send":
            turn, mine = self.turns.get(command["conversation"]), threading.Event()
            self.turns[command["conversation"]] = mine
            return lambda: self.send(command, turn, mine)
        do: Callable[[Command], Result | None] = getattr(self, lines.method(command))
        return lambda: do(command)

    def carry_out(self, command: Command, do: Callable[[], Result | None]) -> None:
        try:
            result: Result | BaseException = do() or {}
        except Exception as error:
            result = error
        with self.writing:
            sys.stdout.write(lines.answer(command, result) + "\n")
            sys.stdout.flush()

    def connect(self, command: Command) -> None:
        self.clients[command["client"]] = Client(command["target"], lines.login(command), lines.options(command))

    def start(self, command: Command) -> Result:
        name = command["conversation"]
        heard = self.heard[name] = lines.Heard()
        self.conversations[name] = self.clients[command["client"]].start(on_event=heard)
        return {"session": self.conversations[name].session_id}

    def open(self, command: Command) -> None:
        name = command["conversation"]
        heard = self.heard[name] = lines.Heard()
        client = self.clients[command["client"]]
        self.conversations[name] = client.conversation(command["session"], command.get("after_seq", 0), on_event=heard)

    def send(self, command: Command, turn: threading.Event | None, mine: threading.Event) -> Result:
        if turn is not None:
            turn.wait()
        try:
            sending = self.conversations[command["conversation"]].submit(command["text"], client_message_id=command.get("client_message_id"))
        finally:
            mine.set()
        return lines.sent(sending.wait())

    def next(self, command: Command) -> Result:
        conversation, read = self.conversations[command["conversation"]], lines.Read()
        end = time.monotonic() + command["timeout_ms"] / 1000
        try:
            while len(read.messages) < command["count"]:
                read.messages.append(lines.message(conversation.receive(timeout=end - time.monotonic())))
        except Exception as error:
            return read.end(error)
        return {"messages": read.messages}

    def mark_read(self, command: Command) -> None:
        self.conversations[command["conversation"]].mark_read(command["seq"])

    def typing(self, command: Command) -> None:
        self.conversations[command["conversation"]].typing()

    def heard_so_far(self, command: Command) -> Result:
        return {**self.heard[command["conversation"]].counts}

    def inbox(self, command: Command) -> Result:
        client, told = command["client"], lines.Told()
        inbox = self.inboxes.get(client) or self.inboxes.setdefault(client, self.clients[client].inbox())
        end = time.monotonic() + command["timeout_ms"] / 1000
        with contextlib.suppress(TimeoutError):
            while len(told.sessions) < command["count"]:
                told.take(inbox.receive(timeout=end - time.monotonic()))
        return {"sessions": told.sessions}

    def serve(self, command: Command) -> None:
        def talk(conversation: Conversation) -> None:
            conversation.send(lines.GREETING[0], client_message_id=lines.GREETING[1])
            for message in conversation:
                if message.message == "Leave!":
                    return
                if lines.asks(message):
                    text, client_message_id = lines.answered(message)
                    conversation.send(text, client_message_id=client_message_id)

        serving = threading.Thread(target=self.clients[command["client"]].serve, args=(talk,))
        serving.start()
        self.serving.append(serving)

    def get_session(self, command: Command) -> Result:
        return lines.status(self.clients[command["client"]].chat.GetChatSession(v1.GetChatSessionRequest(id=command["session"])))

    def close(self, command: Command) -> None:
        self.conversations[command["conversation"]].close()

    def disconnect(self, command: Command) -> None:
        self.clients[command["client"]].close()


def main() -> None:
    driver = Driver()
    threads: list[threading.Thread] = []
    for line in sys.stdin:
        command = lines.parse(line)
        thread = threading.Thread(target=driver.carry_out, args=(command, driver.begin(command)))
        thread.start()
        threads.append(thread)
    for client in driver.clients.values():
        client.close()
    for thread in [*threads, *driver.serving]:
        thread.join()
