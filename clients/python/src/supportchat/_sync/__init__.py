"""The client without asyncio: supportchat.aio on an event loop in a thread, with calls that wait for it."""
