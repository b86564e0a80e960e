"""What the steps of scenarios.toml mean."""

import asyncio
import tomllib
import uuid
from pathlib import Path

from driver import Driver
from failure import Failure
from stage import Stage

__all__ = ["Failure", "Play", "load"]

# What the driver is given of a step; the rest is for the stage.
ARGUMENTS = ("client", "conversation", "session", "after_seq", "text", "client_message_id", "count", "timeout_ms", "seq", "options")
WITHIN = 15


def load(path: Path) -> list[dict]:
    return tomllib.loads(path.read_text())["scenario"]


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
        result = await self._in_time(doing, step.get("within", WITHIN + step.get("timeout_ms", 0) / 1000))
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
                self._read_by(step, result["session"], 0)
                return result
            case "open":
                self._read_by(step, step["session"], step["after_seq"])
                return await self._ask(step)
            case _:
                return await self._ask(step)

    def _read_by(self, step: dict, session: int, after: int) -> None:
        self._sessions[step["conversation"]] = (session, after)
        self._readers[step["conversation"]] = self._logins[step["client"]]

    async def _connect(self, step: dict) -> dict:
        demo = self._stage.demo
        logins = {
            "visitor": {"visitor": {"site": demo["site"], "name": "Ada"}},
            "agent": {"agent": {"email": demo["agent_email"], "password": demo["agent_password"]}},
            "api_key": {"api_key": demo["api_key"]},
            "new_api_key": {"api_key": step.get("key", "")},
        }
        self._logins[step["client"]] = step["login"]
        return await self._ask({"do": "connect", **step, "target": self._stage.target, "login": logins[step["login"]]})

    async def _ask(self, step: dict) -> dict:
        command = {"op": step["do"], **{key: step[key] for key in (*ARGUMENTS, "target", "login") if key in step}}
        if "text_repeat" in step:
            command["text"] = step["text_repeat"]["text"] * step["text_repeat"]["count"]
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

    async def _send_many(self, step: dict) -> dict:
        """Sends all without waiting in between, and holds that they are stored in the order of the calls."""
        answers = []
        for number in range(1, step["count"] + 1):
            text = self._text(step, number)
            command = {"op": "send", "conversation": step["conversation"], "text": text, "client_message_id": f"{number}-{uuid.uuid4()}"}
            answers.append(self._driver.tell(command))
            if "every_ms" in step:
                await asyncio.sleep(step["every_ms"] / 1000)
        results = [self._result(await answer, None) for answer in answers]
        seqs = [result["seq"] for result in results]
        if seqs != sorted(set(seqs)):
            raise Failure(f"the messages were not stored in the order of the calls: {seqs}")
        return results[-1]

    def _text(self, step: dict, number: int) -> str:
        if "text_repeat" in step:
            return step["text_repeat"]["text"] * step["text_repeat"]["count"]
        return step["text"].replace("%d", str(number))

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
            case "new_api_key":
                made = await stage.operator("POST", "/api_keys", {"name": "conformance", "role": "API_KEY_ROLE_SERVICE"})
                return {"key": made["secret"], "id": made["api_key"]["id"]}
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
        if (least := expected.pop("seq_from", None)) is not None and result["seq"] < least:
            raise Failure(f"the seq is {result['seq']}")
        if (never := expected.pop("never", None)) is not None:
            self._never.add(never)
        for key, value in expected.items():
            if result.get(key) != value:
                raise Failure(f"{key} is {result.get(key)!r}, not {value!r}")

    async def _compare(self) -> None:
        """Everything that a conversation received is what the server has in its log, as far as it was read."""
        await self._stage.log_in()
        for name, received in self._received.items():
            session, after = self._sessions[name]
            by_agent = self._readers[name] == "agent"
            log = [message for message in await self._stage.log_of(session, by_agent) if message["seq"] > after]
            expected = [(message["seq"], message.get("message", "")) for message in log]
            found = [(message["seq"], message.get("text", "")) for message in received]
            if found != expected[: len(found)]:
                index = next(index for index, pair in enumerate(found) if index >= len(expected) or pair != expected[index])
                there = expected[index] if index < len(expected) else "nothing"
                raise Failure(f"{name}: message {index + 1} that came is {cut(found[index])}; in the log it is {cut(there)}")
            for text in self._never:
                if not by_agent and any(text in message.get("text", "") for message in received):
                    raise Failure(f"{name} received {text!r}")


def cut(pair) -> str:
    text = str(pair)
    return text if len(text) < 200 else text[:200] + "…"
