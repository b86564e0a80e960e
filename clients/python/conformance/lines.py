"""What the lines of JSON say, for both drivers."""

import json
import logging
import sys
from typing import Any

from supportchat import Agent, APIKey, ClosedError, Error, Login, Options, Tokens, Visitor, v1

Command = dict[str, Any]
Result = dict[str, Any]


def parse(line: str | bytes) -> Command:
    command: Command = json.loads(line)
    return command


def method(command: Command) -> str:
    """The method that carries a command out."""
    return "heard_so_far" if command["op"] == "heard" else str(command["op"])


def answer(command: Command, result: Result | BaseException) -> str:
    if isinstance(result, BaseException):
        return json.dumps({"id": command["id"], "error": described(result)})
    return json.dumps({"id": command["id"], "result": result})


def described(error: BaseException) -> Result:
    if not isinstance(error, Error):
        return {"code": "UNKNOWN", "reason": "", "message": repr(error), "fields": [], "retryable": False}
    fields = [field.field for field in error.fields]
    return {"code": error.code.name, "reason": error.reason, "message": error.message, "fields": fields, "retryable": error.retryable}


def login(command: Command) -> Login:
    match command["login"]:
        case {"visitor": given}:
            return Visitor(**given)
        case {"agent": given}:
            return Agent(**given)
        case {"api_key": key}:
            return APIKey(key)
        case {"tokens": given}:
            return Tokens(**given)
    raise ValueError("this is no login")


def options(command: Command) -> Options:
    names = {"deadline_ms": "deadline", "keepalive_ms": "keepalive", "keepalive_timeout_ms": "keepalive_timeout"}
    given: dict[str, Any] = {names[name]: value / 1000 for name, value in command.get("options", {}).items()}
    logging.basicConfig(stream=sys.stderr, level=logging.DEBUG, format="%(asctime)s %(name)s %(levelname)s %(message)s")
    logging.getLogger("asyncio").setLevel(logging.WARNING)
    logging.getLogger("grpc").setLevel(logging.WARNING)
    return Options(logger=logging.getLogger(command["client"]), **given)


def message(of: v1.Message) -> Result:
    return {
        "seq": of.seq,
        "kind": v1.MessageKind.Name(of.kind).removeprefix("MESSAGE_KIND_"),
        "text": of.message,
        "sender": v1.ParticipantType.Name(of.sender.type).removeprefix("PARTICIPANT_TYPE_"),
        "client_message_id": of.client_message_id,
    }


def sent(ack: v1.Ack) -> Result:
    return {"seq": ack.seq, "message_id": ack.message_id, "client_message_id": ack.client_message_id}


def status(response: v1.GetChatSessionResponse) -> Result:
    return {"status": v1.ChatSessionStatus.Name(response.chat_session.status).removeprefix("CHAT_SESSION_STATUS_")}


class Heard:
    """Counts what is not stored."""

    def __init__(self) -> None:
        self.counts = {"typing": 0, "marks": 0}

    def __call__(self, event: object) -> None:
        if isinstance(event, v1.Typing):
            self.counts["typing"] += 1
        elif isinstance(event, v1.MarksChanged):
            self.counts["marks"] += 1


class Read:
    """What a `next` has so far, and how it ends."""

    def __init__(self) -> None:
        self.messages: list[Result] = []

    def end(self, error: Exception) -> Result:
        if isinstance(error, ClosedError):
            return {"messages": self.messages, "ended": True}
        if isinstance(error, Error) and not self.messages:
            raise error
        return {"messages": self.messages}


class Told:
    """The different sessions that an inbox has told of."""

    def __init__(self) -> None:
        self.sessions: list[int] = []

    def take(self, change: v1.InboxChanged) -> None:
        if not change.removed and change.chat_session.id not in self.sessions:
            self.sessions.append(change.chat_session.id)


GREETING = ("Hello!", "greeting")


def asks(message: v1.Message) -> bool:
    """Whether the handler of `serve` has something to do."""
    return message.sender.type == v1.PARTICIPANT_TYPE_USER and bool(message.message)


def answered(asked: v1.Message) -> tuple[str, str]:
    """What it answers, and under which id; or it fails."""
    if asked.message == "Fail!":
        raise ValueError("the handler was told to fail")
    return f"You wrote: {asked.message}", f"answer-{asked.seq}"
