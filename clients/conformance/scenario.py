"""What the steps of scenarios.toml mean."""

import asyncio
import time
import tomllib
import uuid
from pathlib import Path

from driver import Driver
from failure import Failure
from stage import Stage

__all__ = ["Failure", "Play", "load"]

# What the driver is given of a step; the rest is for the stage.
ARGUMENTS = ("client", "conversation", "session", "after_seq", "text", "client_message_id", "count", "timeout_ms", "seq", "options")
# What a step may have besides.
KEYS = {*ARGUMENTS, "do", "stage", "wait", "save", "background", "within", "not_within", "expect", "error", "login", "key", "token", "refresh_token"}
KEYS |= {"text_repeat", "texts", "in_order", "every_ms", "seconds", "ms", "id", "since"}
WITHIN = 15
# In "expect", what a name may end in.
BOUNDS = {"from": lambda value, least: value >= least, "to": lambda value, most: value <= most, "with": lambda values, one: one in values}


def load(path: Path) -> list[dict]:
    """The scenarios; a word in them that means nothing would check nothing."""
    scenarios = tomllib.loads(path.read_text())["scenario"]
    for scenario in scenarios:
        unknown = {key for step in scenario["steps"] for key in step} - KEYS | scenario.keys() - {"name", "server", "steps"}
        if unknown:
            raise ValueError(f"{path.name}: {scenario['name']}: what is {', '.join(sorted(unknown))}?")
    return scenarios


class Play:
    """One scenario with one driver."""

    def __init__(self, scenario: dict, stage: Stage, driver: Driver):
        self._steps = scenario["steps"]
        self._stage = stage
        self._driver = driver
        self._saved: dict[str, dict] = {}
        self._background: dict[str, asyncio.Task] = {}
        # By conversation: its session, from where on it is read, by whom, and what it received.
        self._sessions: dict[str, tuple[int, int]] = {}
        self._readers: dict[str, str] = {}
        self._received: dict[str, list[dict]] = {}
        # The conversations that were closed, or have failed as they should; by conversation, its client.
        self._over: set[str] = set()
        self._clients: dict[str, str] = {}
        # By session: what was acknowledged, and how many texts the agent said. Of the unsure, what was sent as they were closed may be stored.
        self._acks: dict[int, list[dict]] = {}
        self._said: dict[int, int] = {}
        self._unsure: set[int] = set()
        # Whether a bot serves: what it says is not counted.
        self._served = False
        # By client: how it logged in.
        self._logins: dict[str, str] = {}
        # What nobody but agents may receive.
        self._never: set[str] = set()

    async def run(self) -> None:
        await self._connect({"client": "v", "login": "visitor"})
        try:
            for number, step in enumerate(self._steps, 1):
                try:
                    await self._step(step)
                except Failure as failure:
                    raise Failure(f"step {number} ({step.get('do') or step.get('stage') or 'wait'}): {failure}") from None
            await self._compare()
        finally:
            for task in self._background.values():
                task.cancel()
            await asyncio.gather(*self._background.values(), return_exceptions=True)
            for session in {session for session, _ in self._sessions.values()}:
                try:
                    await self._stage.agent("POST", f"/chat_sessions/{session}:close", {})
                except (Failure, OSError):
                    pass  # It is closed already.

    async def _step(self, step: dict) -> None:
        step = {key: self._value(value) for key, value in step.items()}
        if "wait" in step:
            task = self._background.pop(step["wait"])
            result = await self._in_time(task, step.get("within", 30))
            self._check(step, result)
            return
        doing = self._on_stage(step) if "stage" in step else self._by_driver(step)
        if "background" in step:
            self._background[step["background"]] = asyncio.create_task(doing)
            # What is told first is begun first.
            await asyncio.sleep(0)
            return
        began = time.monotonic()
        result = await self._in_time(doing, step.get("within", WITHIN + step.get("timeout_ms", 0) / 1000))
        if (took := time.monotonic() - began) < step.get("not_within", 0):
            raise Failure(f"it was done within {took:.1f} s, which is too soon")
        if "save" in step:
            self._saved[step["save"]] = result
        self._check(step, result)

    async def _in_time(self, doing, seconds: float):
        try:
            async with asyncio.timeout(seconds):
                return await doing
        except TimeoutError:
            raise Failure(f"it was not done within {seconds} s") from None

    def _value(self, value):
        """What stands for something that was saved, or received, becomes that."""
        if isinstance(value, dict):
            return {key: self._value(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [self._value(inner) for inner in value]
        if value == "$last":
            return max(message["seq"] for received in self._received.values() for message in received)
        if isinstance(value, str) and value.startswith("$"):
            name, _, field = value[1:].partition(".")
            return self._saved[name][field]
        return value

    # The driver's part.

    async def _by_driver(self, step: dict) -> dict:
        match step["do"]:
            case "connect":
                return await self._connect(step)
            case "send_many":
                return await self._send_many(step)
            case "receive":
                return await self._receive(step)
            case "start":
                result = await self._ask(step)
                if "error" not in step:
                    self._read_by(step, result["session"], 0)
                return result
            case "open":
                self._read_by(step, step["session"], step["after_seq"])
                return await self._ask(step)
            case "send":
                return await self._say(step, self._text(step, 1))
            case "next":
                if "error" in step:
                    self._over.add(step["conversation"])
                return await self._ask(step)
            case "heard":
                return await self._until(step, lambda: self._ask(step))
            case "serve":
                self._served = True
                return await self._ask(step)
            case "close" | "disconnect":
                self._over |= {name for name, client in self._clients.items() if name == step.get("conversation") or client == step.get("client")}
                return await self._ask(step)
            case _:
                return await self._ask(step)

    def _read_by(self, step: dict, session: int, after: int) -> None:
        self._sessions[step["conversation"]] = (session, after)
        self._readers[step["conversation"]] = self._logins[step["client"]]
        self._clients[step["conversation"]] = step["client"]

    async def _connect(self, step: dict) -> dict:
        demo = self._stage.demo
        logins = {
            "visitor": {"visitor": {"site": demo["site"], "name": "Ada"}},
            "agent": {"agent": {"email": demo["agent_email"], "password": demo["agent_password"]}},
            "api_key": {"api_key": demo["api_key"]},
            "new_api_key": {"api_key": step.get("key", "")},
            "tokens": {"tokens": {key: step.get(key, "") for key in ("token", "refresh_token")}},
        }
        self._logins[step["client"]] = step["login"]
        return await self._ask({"do": "connect", **step, "target": self._stage.target, "login": logins[step["login"]]})

    async def _ask(self, step: dict) -> dict:
        command = {"op": step["do"], **{key: step[key] for key in (*ARGUMENTS, "target", "login") if key in step}}
        return self._result(await self._driver.tell(command), step.get("error"))

    def _result(self, answer: dict, expected: dict | None) -> dict:
        error = answer.get("error")
        if expected is None:
            if error is not None:
                raise Failure(f"it was refused: {error}")
            if "result" not in answer:
                raise Failure(f"the answer has neither a result nor an error: {answer}")
            return answer["result"]
        if error is None:
            raise Failure(f"it was not refused with {expected}, but: {answer.get('result')}")
        expected = dict(expected)
        field = expected.pop("field", None)
        wrong = {key: error.get(key) for key, value in expected.items() if error.get(key) != value}
        if wrong or (field and not any(name.split(".")[-1] == field for name in error.get("fields", []))):
            raise Failure(f"the error is {error}, not {expected}" + (f" with the field {field}" if field else ""))
        return {}

    def _say(self, step: dict, text: str, **given: str):
        """Begins a send at once, and keeps what it is acknowledged with."""
        command = {"op": "send", "conversation": step["conversation"], "text": text, **given}
        if "client_message_id" in step:
            command["client_message_id"] = step["client_message_id"]
        answer = self._driver.tell(command)

        async def acknowledged() -> dict:
            session, _ = self._sessions[step["conversation"]]
            told = await answer
            if told.get("error", {}).get("code") == "CANCELLED":
                self._unsure.add(session)
            result = self._result(told, step.get("error"))
            if "error" not in step:
                self._acks.setdefault(session, []).append({**result, "text": text})
                if result["client_message_id"] != command.get("client_message_id", result["client_message_id"]):
                    raise Failure(f"what was sent as {command['client_message_id']} is acknowledged as {result['client_message_id']}")
            return result

        return acknowledged()

    async def _send_many(self, step: dict) -> dict:
        """Sends all without waiting in between, and holds that they are stored in the order of the calls."""
        answers = []
        for number in range(1, step["count"] + 1):
            answers.append(asyncio.ensure_future(self._say(step, self._text(step, number), client_message_id=f"{number}-{uuid.uuid4()}")))
            if "every_ms" in step:
                await asyncio.sleep(step["every_ms"] / 1000)
        results = await asyncio.gather(*answers)
        if "error" in step:
            return {}
        seqs = [result["seq"] for result in results]
        if seqs != sorted(set(seqs)):
            raise Failure(f"the messages were not stored in the order of the calls: {seqs}")
        return results[-1]

    def _text(self, step: dict, number: int) -> str:
        if "text_repeat" in step:
            return step["text_repeat"]["text"] * step["text_repeat"]["count"]
        return step["text"].replace("%d", str(number))

    async def _until(self, step: dict, ask) -> dict:
        """Asks until it is as expected."""
        while True:
            result = await ask()
            try:
                self._check(step, result)
                return result
            except Failure:
                await asyncio.sleep(0.05)

    async def _receive(self, step: dict) -> dict:
        """Reads until so many texts (and notes) came. What the conversation tells of itself comes between them."""
        name = step["conversation"]
        received = self._received.setdefault(name, [])
        texts: list[dict] = []
        while len(texts) < step["texts"]:
            missing = step["texts"] - len(texts)
            answer = await self._driver.tell({"op": "next", "conversation": name, "count": missing, "timeout_ms": 1000})
            result = self._result(answer, None)
            if result.get("ended"):
                raise Failure(f"the stream ended after {len(texts)} of {step['texts']} texts")
            messages = result["messages"]
            if len(messages) > missing:
                raise Failure(f"{missing} messages were asked for and {len(messages)} came")
            received += messages
            texts += [message for message in messages if message["kind"] in ("TEXT", "NOTE")]
        if "in_order" in step:
            before, after = step["in_order"].split("%d")
            numbers = [int(text["text"][len(before) :]) for text in texts if text["text"].startswith(before) and text["text"].endswith(after)]
            if numbers != list(range(1, len(numbers) + 1)) or not numbers:
                raise Failure(f"the texts came as {numbers}")
        return {"last": texts[-1]["text"], "sender": texts[-1]["sender"], "texts": [text["text"] for text in texts]}

    # The stage's part.

    async def _on_stage(self, step: dict) -> dict:
        stage, session = self._stage, step.get("session")
        match step["stage"]:
            case "agent_sends" | "agent_notes":
                numbers = iter(range(1, step.get("count", 1) + 1))
                at_once = 1 if "every_ms" in step else min(8, step.get("count", 1))
                await asyncio.gather(*(self._agent_says(step, numbers) for _ in range(at_once)))
            case "agent_closes":
                await stage.agent("POST", f"/chat_sessions/{session}:close", {})
            case "reopen_window":
                await stage.reopen_window(step["seconds"])
            case "stored" | "availability" if "within" in step:
                return await self._until(step, lambda: self._on_stage({key: value for key, value in step.items() if key != "within"}))
            case "stored":
                return {"texts": len(texts_of(await stage.log_of(session, False)))}
            case "availability":
                agent = await stage.operator("GET", f"/agents/{stage.demo['agent_id']}")
                return {"status": agent["availability_status"].removeprefix("AVAILABILITY_STATUS_")}
            case "calls":
                return {"calls": stage.proxy.calls, "more": stage.proxy.calls - step.get("since", 0)}
            case "answered":
                return {"kib": stage.proxy.answered // 1024}
            case "new_api_key":
                made = await stage.operator("POST", "/api_keys", {"name": "conformance", "role": "API_KEY_ROLE_SERVICE"})
                return {"key": made["secret"], "id": made["api_key"]["id"]}
            case "new_tokens":
                return (await stage.operator("POST", "/visitor_tokens", {"site": stage.demo["site"], "name": "Ada"}))["token"]
            case "revoke_api_key":
                await stage.operator("POST", f"/api_keys/{step['id']}:revoke", {})
            case "kill":
                await stage.kill()
            case "stop":
                await stage.stop()
            case "start":
                await stage.start()
            case "cut":
                stage.proxy.cut()
            case "half_open":
                stage.proxy.half_open()
            case "mute":
                stage.proxy.mute()
            case "refuse" | "allow":
                stage.proxy.refusing = step["stage"] == "refuse"
            case "delay":
                stage.proxy.delay = step["ms"] / 1000
            case "sleep":
                await asyncio.sleep(step["seconds"])
            case unknown:
                raise Failure(f"the stage knows no {unknown}")
        return {}

    async def _agent_says(self, step: dict, numbers) -> None:
        session = step["session"]
        for number in numbers:
            body = {"message": self._text(step, number), "client_message_id": str(uuid.uuid4())}
            if step["stage"] == "agent_sends":
                await self._patiently("/messages", {"chat_session_id": session, **body})
                self._said[session] = self._said.get(session, 0) + 1
            else:
                await self._patiently(f"/chat_sessions/{session}/notes", body)
            if "every_ms" in step:
                await asyncio.sleep(step["every_ms"] / 1000)

    async def _patiently(self, path: str, body: dict) -> None:
        """The agent's own line is good; only the server may be away for a while."""
        for _ in range(100):
            try:
                await self._stage.agent("POST", path, body)
                return
            except OSError:
                await asyncio.sleep(0.1)
        raise Failure("the agent could not send")

    # What must be true.

    def _check(self, step: dict, result: dict) -> None:
        expected = dict(step.get("expect", {}))
        if (never := expected.pop("never", None)) is not None:
            self._never.add(never)
        for key, value in expected.items():
            name, _, bound = key.rpartition("_")
            if name and bound in BOUNDS:
                if not BOUNDS[bound](result[name], value):
                    raise Failure(f"{name} is {result[name]!r}, and it must be {bound} {value!r}")
            elif result.get(key) != value:
                raise Failure(f"{key} is {result.get(key)!r}, not {value!r}")

    async def _compare(self) -> None:
        """Everything that the server has in its log is received by each conversation that is open, once and in order; one that is over has received the first part of it."""
        await self._stage.log_in()
        await asyncio.gather(*(self._read_out(name) for name in self._sessions if name not in self._over))
        for name, received in self._received.items():
            found, expected = [shown(message) for message in received], await self._expected(name)
            if found != (expected[: len(found)] if name in self._over else expected):
                index = next((index for index, pair in enumerate(found) if index >= len(expected) or pair != expected[index]), len(found))
                came = found[index] if index < len(found) else "nothing"
                there = expected[index] if index < len(expected) else "nothing"
                raise Failure(f"{name}: message {index + 1} that came is {cut(came)}; in the log it is {cut(there)}")
            for text in self._never:
                if self._readers[name] != "agent" and any(text in message.get("text", "") for message in received):
                    raise Failure(f"{name} received {text!r}")
        for session in self._acks.keys() | self._said.keys():
            await self._compare_acks(session)

    async def _read_out(self, name: str) -> None:
        """Reads what the steps have left, and whether more comes than there is."""
        received = self._received.setdefault(name, [])
        ask = {"op": "next", "conversation": name}
        for _ in range(WITHIN):
            if (missing := len(await self._expected(name)) - len(received)) <= 0:
                break
            received += self._result(await self._driver.tell({**ask, "count": missing, "timeout_ms": 1000}), None)["messages"]
        received += self._result(await self._driver.tell({**ask, "count": 1, "timeout_ms": 300}), None)["messages"]

    async def _expected(self, name: str) -> list[tuple]:
        session, after = self._sessions[name]
        return [in_log(message) for message in await self._stage.log_of(session, self._readers[name] == "agent") if message["seq"] > after]

    async def _compare_acks(self, session: int) -> None:
        """What was acknowledged is in the log as it was acknowledged, and nothing else that was said is."""
        texts = {message["seq"]: message for message in texts_of(await self._stage.log_of(session, False))}
        acks = self._acks.get(session, [])
        for ack in acks:
            there = texts.get(ack["seq"], {})
            if (there.get("id"), there.get("client_message_id"), there.get("message")) != (ack["message_id"], ack["client_message_id"], ack["text"]):
                raise Failure(f"acknowledged was {cut(ack)}; in the log is {cut(there)}")
        said = len({ack["seq"] for ack in acks}) + self._said.get(session, 0)
        if len(texts) != said and session not in self._unsure and not self._served:
            raise Failure(f"{said} texts were said, and {len(texts)} are in the log")


def texts_of(log: list[dict]) -> list[dict]:
    return [message for message in log if message["kind"] == "MESSAGE_KIND_TEXT"]


def shown(message: dict) -> tuple:
    """What a driver tells of a message."""
    return message["seq"], message["kind"], message.get("text", ""), message.get("sender"), message.get("client_message_id", "")


def in_log(message: dict) -> tuple:
    """The same, of a message as REST has it."""
    sender = message.get("sender", {}).get("type", "PARTICIPANT_TYPE_UNSPECIFIED")
    kind = message["kind"].removeprefix("MESSAGE_KIND_")
    return message["seq"], kind, message.get("message", ""), sender.removeprefix("PARTICIPANT_TYPE_"), message.get("client_message_id", "")


def cut(pair) -> str:
    text = str(pair)
    return text if len(text) < 200 else text[:200] + "…"
