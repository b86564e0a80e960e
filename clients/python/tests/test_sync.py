"""The client without asyncio: what it adds to the other one. The test's threads call it, and the test's loop plays the service."""

import asyncio
import logging
import sys
import threading
import time
import unittest.mock
from collections.abc import Iterator

import pytest
from fake import PATIENCE, Fake, ack, entry, fails, subscribed

from supportchat import APIKey, Client, ClosedError, Error, Options, Tokens, Visitor, v1

thread = asyncio.to_thread


async def test_a_conversation(fake: Fake) -> None:
    with Client(fake.url, APIKey("key")) as client:
        conversation = client.conversation(7)
        script = await fake.welcomed()
        await script.subscribes(7, 0)
        sending = asyncio.create_task(thread(conversation.send, "Hello!", timeout=PATIENCE))
        await script.say(ack(await script.sends("Hello!"), 1), entry(1), entry(2))
        assert (await sending).seq == 1
        assert [(await thread(next, conversation)).seq for _ in range(2)] == [1, 2]
        with pytest.raises(TimeoutError):
            conversation.receive(timeout=0.01)
        submitted = conversation.submit("Submitted", client_message_id="an id")
        assert submitted.client_message_id == "an id"
        frame = await script.sends("Submitted")
        with pytest.raises(TimeoutError):
            submitted.wait(timeout=0.01)
        await script.say(ack(frame, 3))
        assert submitted.wait(timeout=PATIENCE).seq == 3
        conversation.typing()
        assert (await script.hear()).HasField("typing")
        with pytest.raises(TimeoutError):
            conversation.mark_read(1, timeout=0.01)
        assert (await script.hear()).mark_read.seq == 1


async def test_handlers_may_wait_and_use_the_client(fake: Fake) -> None:
    handled = threading.Event()

    def on_event(_event: object) -> None:
        assert client.chat.GetChatSession(v1.GetChatSessionRequest(id=7)).chat_session.id == 7
        client.close()
        handled.set()

    told: list[str] = []
    client = Client(fake.url, Visitor(), Options(on_tokens=lambda token, _refresh: told.append(token)))
    client.conversation(7, on_event=on_event)
    script = await fake.welcomed()
    await script.say(subscribed(await script.hear(), marks=[v1.Marks(read_seq=4)]))
    assert await thread(handled.wait, PATIENCE)
    assert told == ["token-1"]

    async def coroutine_function(*_: object) -> None: ...

    with Client(fake.url, APIKey("key")) as client, pytest.raises(TypeError):
        client.conversation(7, on_event=coroutine_function)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        Client(fake.url, APIKey("key"), Options(on_tokens=coroutine_function))


async def test_closing_ends_every_wait_and_the_thread(fake: Fake) -> None:
    before = set(threading.enumerate())
    client = Client(fake.url, APIKey("key"))
    conversation, inbox = client.conversation(7), client.inbox()
    waits = [
        asyncio.create_task(thread(conversation.send, "x")),
        asyncio.create_task(thread(conversation.receive)),
        asyncio.create_task(thread(inbox.receive)),
        asyncio.create_task(thread(client.chat.GetChatSession, v1.GetChatSessionRequest(id=404))),
    ]
    iterating = asyncio.create_task(thread(list, conversation))
    script = await fake.welcomed()
    for _ in range(3):
        await script.hear()
    await thread(client.close)
    client.close()
    for wait in waits:
        with pytest.raises(ClosedError):
            await wait
    assert await iterating == []
    assert list(inbox) == []
    with pytest.raises(ClosedError):
        conversation.send("x", timeout=1)
    with pytest.raises(ClosedError):
        client.conversation(8)
    conversation.close()
    inbox.close()
    assert not [other for other in set(threading.enumerate()) - before if other.name.startswith("supportchat")]
    with pytest.raises(ValueError, match="the target is"):
        Client("nowhere", APIKey("key"))


async def test_the_generated_services(fake: Fake) -> None:
    with Client(fake.url, APIKey("key")) as client:

        def all_of() -> None:
            assert [response.frame.entry.seq for response in client.chat.Subscribe(v1.SubscribeRequest(id=7))] == [1, 2, 3]
            # One that is left in the middle.
            for response in client.chat.Subscribe(v1.SubscribeRequest(id=7, inbox=True)):
                if response.frame.entry.seq == 3:
                    break

            def pieces(count: int) -> Iterator[v1.UploadAttachmentRequest]:
                request = v1.UploadAttachmentRequest(id=7)
                request.content.data = b"x" * 100
                for _ in range(count):
                    time.sleep(0.001)
                    yield request

            assert client.chat.UploadAttachment(pieces(3)).attachment.size == 300
            with pytest.raises(Error, match="ATTACHMENT_TOO_LARGE"):
                client.chat.UploadAttachment(pieces(100))

        await thread(all_of)


async def test_clients_in_many_threads(fake: Fake) -> None:
    def one() -> int:
        with Client(fake.url, APIKey("key")) as client:
            for _ in range(5):
                client.chat.GetChatSession(v1.GetChatSessionRequest(id=7))
        return 1

    async with fake.client(APIKey("key")) as other:
        doing = [asyncio.create_task(thread(one)) for _ in range(4)]
        for _ in range(20):
            await other.chat.GetChatSession(v1.GetChatSessionRequest(id=7))
        assert await asyncio.gather(*doing) == [1] * 4
        fake.good = lambda _token: False
        await fails(other.chat.GetChatSession(v1.GetChatSessionRequest(id=7)), "INVALID_TOKEN")


async def test_a_handler_that_ends_its_thread_ends_nothing_else(fake: Fake) -> None:
    handled = threading.Semaphore(0)

    def ends(*_: object) -> None:
        handled.release()
        sys.exit("the handler")

    def stops(*_: object) -> None:
        raise StopIteration

    # The complaint that is expected.
    asyncio_log = logging.getLogger("asyncio")
    with unittest.mock.patch.object(asyncio_log, "error"), Client(fake.url, Tokens("", "refresh"), Options(on_tokens=stops)) as client:
        client.conversation(7, on_event=ends)
        script = await fake.welcomed()
        await script.say(subscribed(await script.hear(), marks=[v1.Marks(read_seq=4)] * 2))
        for _ in range(2):
            assert await thread(handled.acquire, timeout=PATIENCE)
        session = await asyncio.wait_for(thread(client.chat.GetChatSession, v1.GetChatSessionRequest(id=7)), PATIENCE)
        assert session.chat_session.id == 7
