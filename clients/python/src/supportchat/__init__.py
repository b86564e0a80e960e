"""The client of supportchat, a self-hosted support chat.

A Client is one caller: a visitor, an agent or a back end. A Conversation is one session, which is iterated over for its messages and written to with send; an Inbox tells a bot which
sessions there are. What happens to the line between is the client's business: it connects again, sends again what was not acknowledged, and misses and repeats nothing.

This is the client for programs without asyncio; supportchat.aio has the same for those with it. Messages and enums are in supportchat.v1.
"""

from supportchat._errors import ClosedError, Error, FieldError
from supportchat._logins import Agent, APIKey, Login, Tokens, Visitor
from supportchat._options import Options
from supportchat._sync._client import Client
from supportchat._sync._conversation import Conversation, Sending
from supportchat._sync._inbox import Inbox
from supportchat._version import __version__

__all__ = [
    "APIKey",
    "Agent",
    "Client",
    "ClosedError",
    "Conversation",
    "Error",
    "FieldError",
    "Inbox",
    "Login",
    "Options",
    "Sending",
    "Tokens",
    "Visitor",
    "__version__",
]
