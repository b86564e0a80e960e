"""The client for asyncio. What is not different from the other one, such as logins and errors, is in supportchat itself."""

from supportchat.aio._client import Client
from supportchat.aio._conversation import Conversation, Event
from supportchat.aio._inbox import Inbox
from supportchat.aio._outbox import Sending

__all__ = ["Client", "Conversation", "Event", "Inbox", "Sending"]
