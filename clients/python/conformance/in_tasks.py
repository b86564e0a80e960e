"""The driver with the client for asyncio: each command is a task."""

import asyncio
import contextlib
import sys
from collections.abc import Awaitable, Callable

import lines
from lines import Command, Result

from supportchat import v1
from supportchat.aio import Client, Conversation, Inbox

LONGEST_LINE = 64 * 1024 * 1024


class Driver:
    def __init__(self) -> None:
        self.clients: dict[str, Client] = {}
        self.conversations: dict[str, Conversation] = {}
        self.heard: dict[str, lines.Heard] = {}
        self.inboxes: dict[str, Inbox] = {}
        self.serving: set[asyncio.Task[None]] = set()

    async def carry_out(self, command: Command) -> None:
        try:
            do: Callable[[Command], Awaitable[Result | None]] = getattr(self, lines.method(command))
            result: Result | BaseException = await do(command) or {}
        except Exception as error:
            result = error
        sys.stdout.write(lines.answer(command, result) + "\n")
        sys.stdout.flush()

    async def connect(self, command: Command) -> None:
        self.clients[command["client"]] = Client(command["target"], lines.login(command), lines.options(command))

    async def start(self, command: Command) -> Result:
        name = command["conversation"]
        heard = self.heard[name] = lines.Heard()
        self.conversations[name] = await self.clients[command["client"]].start(on_event=heard)
        return {"session": self.conversations[name].session_id}

    async def open(self, command: Command) -> None:
        name = command["conversation"]
        heard = self.heard[name] = lines.Heard()
        client = self.clients[command["client"]]
        self.conversations[name] = client.conversation(command["session"], command.get("after_seq", 0), on_event=heard)

    async def send(self, command: Command) -> Result:
        # Tasks begin in the order in which they are made, and sends are stored in the order in which they begin.
        conversation = self.conversations[command["conversation"]]
        return lines.sent(await conversation.send(command["text"], client_message_id=command.get("client_message_id")))

    async def next(self, command: Command) -> Result:
        conversation, read = self.conversations[command["conversation"]], lines.Read()

        async def reading() -> None:
            while len(read.messages) < command["count"]:
                read.messages.append(lines.message(await conversation.receive()))

        try:
            await asyncio.wait_for(reading(), command["timeout_ms"] / 1000)
        except Exception as error:
            return read.end(error)
        return {"messages": read.messages}

    async def mark_read(self, command: Command) -> None:
        await self.conversations[command["conversation"]].mark_read(command["seq"])

    async def typing(self, command: Command) -> None:
        self.conversations[command["conversation"]].typing()

    async def heard_so_far(self, command: Command) -> Result:
        return {**self.heard[command["conversation"]].counts}

    async def inbox(self, command: Command) -> Result:
        client, told = command["client"], lines.Told()
        inbox = self.inboxes.get(client) or self.inboxes.setdefault(client, self.clients[client].inbox())

        async def telling() -> None:
            while len(told.sessions) < command["count"]:
                told.take(await inbox.receive())

        with contextlib.suppress(asyncio.TimeoutError):
            await asyncio.wait_for(telling(), command["timeout_ms"] / 1000)
        return {"sessions": told.sessions}

    async def serve(self, command: Command) -> None:
        async def talk(conversation: Conversation) -> None:
            await conversation.send(lines.GREETING[0], client_message_id=lines.GREETING[1])
            async for message in conversation:
                if message.message == "Leave!":
                    return
                if lines.asks(message):
                    text, client_message_id = lines.answered(message)
                    await conversation.send(text, client_message_id=client_message_id)

        self.serving.add(asyncio.create_task(self.clients[command["client"]].serve(talk)))

    async def get_session(self, command: Command) -> Result:
        return lines.status(await self.clients[command["client"]].chat.GetChatSession(v1.GetChatSessionRequest(id=command["session"])))

    async def close(self, command: Command) -> None:
        await self.conversations[command["conversation"]].close()

    async def disconnect(self, command: Command) -> None:
        await self.clients[command["client"]].close()


async def main() -> None:
    driver = Driver()
    commands = asyncio.StreamReader(limit=LONGEST_LINE)
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(commands), sys.stdin)
    tasks: set[asyncio.Task[None]] = set()
    async for line in commands:
        task = asyncio.create_task(driver.carry_out(lines.parse(line)))
        tasks.add(task)
        task.add_done_callback(tasks.discard)
    for client in driver.clients.values():
        await client.close()
    if left := tasks | driver.serving:
        await asyncio.wait(left)
