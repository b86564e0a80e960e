"""The client without asyncio: supportchat.aio on an event loop in a thread of its own, with calls that wait for it."""
