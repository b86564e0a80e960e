import asyncio
import sys
from collections.abc import Awaitable

import grpc
import pytest
from fake import PATIENCE, Fake, ack, entry, fails, hidden, reads, refusal, subscribed

from supportchat import APIKey, ClosedError, v1
from supportchat.aio import Event
from supportchat.aio._conversation import MOST_HELD
from supportchat.aio._line import SHORT_LIVED
from supportchat.aio._outbox import MOST_BYTES, MOST_WAITING


async def test_entries_come_once_and_in_order(fake: Fake) -> None:
    async with fake.client(APIKey("key")) as client:
        conversation = client.conversation(7, 2)
        script = await fake.welcomed()
        await script.subscribes(7, 2)
        # Twice, hidden, and a gap: what follows it is asked for, and what comes until then is of no use.
        await script.say(entry(3), entry(3), hidden(4), entry(5), entry(2), entry(7))
        again = await script.hear()
        assert again.subscribe.after_seq == 5
        await script.say(entry(8), entry(6), subscribed(again), entry(6), entry(7))
        await reads(conversation, 3, 5, 6, 7)

        script.end()
        script = await fake.welcomed()
        await script.subscribes(7, 7)
        await script.say(entry(7), entry(8))
        await reads(conversation, 8)


async def test_a_send_is_acknowledged_once(fake: Fake) -> None:
    async with fake.client(APIKey("key")) as client:
        conversation = client.conversation(7)
        # Without an id of its own, a message that is sent again would be another one.
        sendings = [await conversation.submit(text, client_message_id="") for text in "abc"]
        assert len({sending.client_message_id for sending in sendings} - {""}) == 3
        script = await fake.welcomed()
        await script.subscribes(7, 0)
        a, b, _ = [await script.sends(text) for text in "abc"]
        await script.say(ack(a, 1), ack(a, 1), ack(v1.ChatRequest(request_id="unknown"), 9))
        assert (await sendings[0].wait()).seq == 1
        script.end(grpc.StatusCode.UNAVAILABLE)

        script = await fake.welcomed()
        await script.subscribes(7, 0)
        b2, c2 = [await script.sends(text) for text in "bc"]
        assert b2 == b
        # Acknowledgements come in any order.
        await script.say(ack(a, 1), ack(c2, 3), refusal(b2, grpc.StatusCode.FAILED_PRECONDITION, "SESSION_CLOSED"))
        assert (await sendings[2].wait()).seq == 3
        await fails(sendings[1].wait(), "SESSION_CLOSED")


async def test_what_is_refused_for_now_is_sent_again_in_order(fake: Fake) -> None:
    async with fake.client(APIKey("key")) as client:
        conversation = client.conversation(7)
        sendings = [await conversation.submit(text) for text in "abc"]
        script = await fake.welcomed()
        await script.subscribes(7, 0)
        for text in "abc":
            await script.say(refusal(await script.sends(text), grpc.StatusCode.RESOURCE_EXHAUSTED, "RATE_LIMITED", 0.02))
        for text, sending in zip("abc", sendings, strict=True):
            frame = await script.sends(text)
            await asyncio.sleep(0.02)
            assert script.heard.empty(), "another came before the answer to the one before"
            await script.say(ack(frame, 1))
            await sending.wait()


async def test_a_slow_reader_holds_up_nobody(fake: Fake) -> None:
    async with fake.client(APIKey("key")) as client:
        slow = client.conversation(7)
        script = await fake.welcomed()
        await script.subscribes(7, 0)
        await script.say(*(entry(seq) for seq in range(1, 301)))
        frame = await script.hear()
        assert frame.unsubscribe.chat_session_id == 7
        assert frame.request_id
        # Another one, from a place of its own, on the same stream; the slow one has what it has.
        other = client.conversation(7, 298)
        await script.subscribes(7, 298)
        await script.say(entry(299), entry(300))
        await reads(other, 299, 300)
        sending = await other.submit("I have not read yet")
        await script.say(ack(await script.sends("I have not read yet"), 301))
        await sending.wait()

        await reads(slow, *range(1, MOST_HELD + 1))
        await script.subscribes(7, MOST_HELD)
        await script.say(*(entry(seq) for seq in range(MOST_HELD + 1, 302)))
        await reads(slow, *range(MOST_HELD + 1, 302))
        await reads(other, 301)


async def test_the_next_send_waits_behind_64(fake: Fake) -> None:
    async with fake.client(APIKey("key")) as client:
        conversation = client.conversation(7)
        for number in range(MOST_WAITING):
            await conversation.submit(str(number))
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(conversation.submit("too many"), 0.02)
        later = asyncio.create_task(conversation.submit("one more"))
        script = await fake.welcomed()
        await script.subscribes(7, 0)
        await script.say(ack(await script.sends("0"), 1))
        await later
        for number in range(1, MOST_WAITING):
            await script.sends(str(number))
        await script.sends("one more")


async def test_closing_ends_every_wait(fake: Fake) -> None:
    before = asyncio.all_tasks()
    async with fake.client(APIKey("key")) as client:
        c, d = client.conversation(7, on_event=lambda _event: None), client.conversation(8)
        inbox = client.inbox()
        waits = [asyncio.create_task(c.send("x")) for _ in range(MOST_WAITING + 10)]
        marking, reading = asyncio.create_task(c.mark_read(1)), asyncio.create_task(anext(c, "the end"))
        script = await fake.welcomed()
        for _ in range(3 + MOST_WAITING + 1):
            await script.hear()
        await c.close()
        await c.close()
        assert await reading == "the end"
        for wait in (*waits, marking):
            with pytest.raises(ClosedError):
                await wait
        assert (await script.hear()).unsubscribe.chat_session_id == 7

        marking = asyncio.create_task(d.mark_read(1))
        await script.hear()
        await client.close()
        await client.close()
        ended: list[Awaitable[object]] = [marking, d.receive(), inbox.receive(), client.conversation(9).send("x"), client.inbox().receive()]
        for end in ended:
            with pytest.raises(ClosedError):
                await end
        with pytest.raises(ClosedError):
            await client.chat.GetChatSession(v1.GetChatSessionRequest(id=7))
    await fake.stop()
    assert {task for task in asyncio.all_tasks() - before if "supportchat" in str(task.get_coro())} == set()


async def test_a_leave_is_counted_once(fake: Fake) -> None:
    async with fake.client(APIKey("key")) as client:
        client.conversation(7)
        script = await fake.welcomed()
        # Longer than this a stream has to live to be opened again at once.
        await asyncio.sleep(SHORT_LIVED + 0.05)
        clock = asyncio.get_running_loop().time
        began = clock()
        await script.say(v1.ServerFrame(leave=v1.Leave(reason=v1.LEAVE_REASON_SERVER_STOPPING, reconnect_after_ms=150)))
        script.end(grpc.StatusCode.UNAVAILABLE)
        await fake.stream()
        assert clock() - began >= 0.15
        assert client._line.backoff.failures == 0


async def test_a_stream_without_a_welcome_is_given_up(fake: Fake) -> None:
    async with fake.client(APIKey("key"), deadline=1) as client:
        conversation = client.conversation(7)
        await fake.stream()
        script = await fake.welcomed()
        await script.subscribes(7, 0)
        # Welcomed, it may be silent for as long as it likes.
        await asyncio.sleep(1.1)
        await script.say(entry(1))
        await reads(conversation, 1)
    # A client is closed while it connects.
    async with fake.client(APIKey("key")) as client:
        client.conversation(7)
        await fake.stream()


async def test_a_session_that_is_not_there_ends_its_conversation_alone(fake: Fake) -> None:
    async with fake.client(APIKey("key")) as client:
        conversation = client.conversation(7)
        script = await fake.welcomed()
        await script.subscribes(7, 0)
        await script.say(entry(1))
        sending = await conversation.submit("on its way")
        sent = await script.sends("on its way")
        await script.say(v1.ServerFrame(unsubscribed=v1.Unsubscribed(chat_session_id=7)))
        await script.say(refusal(await script.hear(), grpc.StatusCode.NOT_FOUND, "SESSION_NOT_FOUND"))
        await reads(conversation, 1)
        await fails(anext(conversation), "SESSION_NOT_FOUND")
        await fails(conversation.submit("too late"), "SESSION_NOT_FOUND")
        await script.say(ack(sent, 2))
        assert (await sending.wait()).seq == 2
        client.conversation(8)
        await script.subscribes(8, 0)


async def test_a_subscription_that_fails_for_now_is_tried_again(fake: Fake) -> None:
    async with fake.client(APIKey("key")) as client:
        conversation = client.conversation(7)
        script = await fake.welcomed()
        await script.say(refusal(await script.hear(), grpc.StatusCode.UNAVAILABLE, "UNAVAILABLE"))
        await script.say(refusal(await script.hear(), grpc.StatusCode.INTERNAL, "INTERNAL"))
        await script.subscribes(7, 0)
        await script.say(entry(1))
        await reads(conversation, 1)


async def test_the_inbox_is_told_again(fake: Fake) -> None:
    async with fake.client(APIKey("key")) as client:
        inbox = client.inbox()
        change = v1.ServerFrame(inbox=v1.InboxChanged(chat_session=v1.ChatSession(id=7)))
        for _ in range(2):
            script = await fake.welcomed()
            assert (await script.hear()).HasField("subscribe_inbox")
            # A session that follows by itself is not wanted.
            await script.say(change, v1.ServerFrame(subscribed=v1.Subscribed(chat_session_id=7)), entry(1))
            assert (await anext(inbox)).chat_session.id == 7
            assert (await script.hear()).unsubscribe.chat_session_id == 7
            script.end()
        script = await fake.welcomed()
        assert (await script.hear()).HasField("subscribe_inbox")


async def test_what_has_left_the_inbox_while_the_line_was_broken_is_told(fake: Fake) -> None:
    def changed(session: int, status: v1.ChatSessionStatus.ValueType = v1.CHAT_SESSION_STATUS_ACTIVE) -> v1.ServerFrame:
        return v1.ServerFrame(inbox=v1.InboxChanged(chat_session=v1.ChatSession(id=session, status=status)))

    listed = v1.ServerFrame(inbox_listed=v1.InboxListed())
    async with fake.client(APIKey("key")) as client:
        inbox = client.inbox()
        script = await fake.welcomed()
        await script.hear()
        # The last came after all was told, and the one that is closed is not missed.
        await script.say(changed(1), changed(2), changed(3), listed, changed(3, v1.CHAT_SESSION_STATUS_CLOSED), changed(4))
        while (await asyncio.wait_for(anext(inbox), PATIENCE)).chat_session.id != 4:
            pass
        script.end()
        script = await fake.welcomed()
        await script.hear()
        await script.say(changed(2), listed, changed(5))
        told = [await asyncio.wait_for(anext(inbox), PATIENCE) for _ in range(4)]
        assert [(change.chat_session.id, change.removed) for change in told] == [(2, False), (1, True), (4, True), (5, False)]


async def test_a_slow_reader_of_the_inbox_misses_nothing(fake: Fake) -> None:
    def changed(session: int, *, removed: bool = False) -> v1.ServerFrame:
        return v1.ServerFrame(inbox=v1.InboxChanged(chat_session=v1.ChatSession(id=session), removed=removed))

    async with fake.client(APIKey("key")) as client:
        inbox = client.inbox()
        script = await fake.welcomed()
        await script.hear()
        for _ in range(2):
            await script.say(*(changed(session) for session in range(1, 401)))
        await script.say(changed(1, removed=True))
        # When this is there, all of that is.
        conversation = client.conversation(7)
        await script.subscribes(7, 0)
        await script.say(entry(1))
        await reads(conversation, 1)
        told = [await asyncio.wait_for(anext(inbox), PATIENCE) for _ in range(400)]
        assert [change.chat_session.id for change in told] == list(range(1, 401))
        assert [change.removed for change in told] == [True] + [False] * 399
        await script.say(changed(1))
        assert not (await asyncio.wait_for(anext(inbox), PATIENCE)).removed


async def test_a_reader_without_a_place_ends_no_other(fake: Fake) -> None:
    async with fake.client(APIKey("key")) as client:
        first = client.conversation(7)
        script = await fake.welcomed()
        await script.subscribes(7, 0)
        # This one waits for its reader.
        await script.say(*(entry(seq) for seq in range(1, MOST_HELD + 1)))
        await script.hear()
        misplaced = client.conversation(7, 1000)
        await script.say(refusal(await script.hear(), grpc.StatusCode.INVALID_ARGUMENT, "OUT_OF_RANGE"))
        await fails(anext(misplaced), "OUT_OF_RANGE")
        await reads(first, *range(1, MOST_HELD + 1))
        await script.subscribes(7, MOST_HELD)
        await script.say(entry(MOST_HELD + 1))
        await reads(first, MOST_HELD + 1)


async def test_a_mark_ends_with_its_conversation_and_a_start_with_its_client(fake: Fake) -> None:
    client = fake.client(APIKey("key"))
    conversation = client.conversation(7)
    script = await fake.welcomed()
    subscribing = await script.hear()
    marking = asyncio.create_task(conversation.mark_read(1))
    await script.hear()
    await script.say(refusal(subscribing, grpc.StatusCode.NOT_FOUND, "SESSION_NOT_FOUND"))
    await fails(marking, "SESSION_NOT_FOUND")

    fake.create_code = grpc.StatusCode.UNAVAILABLE
    starting = asyncio.create_task(client.start(timeout=PATIENCE))
    while fake.creations < 3:
        await asyncio.sleep(0.01)
    await client.close()
    with pytest.raises(ClosedError):
        await asyncio.wait_for(starting, PATIENCE)


async def test_events_go_to_their_function(fake: Fake) -> None:
    events: asyncio.Queue[Event] = asyncio.Queue()
    async with fake.client(APIKey("key")) as client:
        conversation = client.conversation(7, on_event=events.put)
        script = await fake.welcomed()
        await script.say(subscribed(await script.hear(), marks=[v1.Marks(read_seq=4)]))
        await script.say(v1.ServerFrame(typing=v1.Typing(chat_session_id=7, stopped=True)))
        marks, typing = [await asyncio.wait_for(events.get(), PATIENCE) for _ in range(2)]
        assert isinstance(marks, v1.MarksChanged)
        assert marks.marks.read_seq == 4
        assert isinstance(typing, v1.Typing)
        assert typing.stopped
        conversation.typing(stopped=True)
        assert (await script.hear()).typing.stopped

        marking = asyncio.create_task(conversation.mark_delivered(3))
        assert (await script.hear()).mark_delivered.seq == 3
        script.end()
        script = await fake.welcomed()
        mark = next(frame for frame in [await script.hear(), await script.hear()] if frame.HasField("mark_delivered"))
        await script.say(v1.ServerFrame(marks=v1.MarksChanged(chat_session_id=7, request_id=mark.request_id)))
        await marking


async def test_what_would_end_the_stream_is_not_sent(fake: Fake) -> None:
    async with fake.client(APIKey("key")) as client:
        conversation = client.conversation(7)
        await fails(conversation.send("\ud800"), "MALFORMED_REQUEST")
        await fails(conversation.send("x" * MOST_BYTES), "MESSAGE_TOO_LONG")
        with pytest.raises(ValueError):
            await conversation.mark_read(1 << 64)
        with pytest.raises(TypeError):
            client.conversation("7")  # type: ignore[arg-type]


async def test_nothing_is_left_behind_on_a_lost_stream(fake: Fake) -> None:
    messages = 600
    async with fake.client(APIKey("key")) as client:
        conversation = client.conversation(7)
        sendings = [asyncio.create_task(conversation.send(str(number))) for number in range(messages)]
        acknowledged = 0
        while acknowledged < messages:
            script = await fake.welcomed()
            await script.subscribes(7, 0)
            # The stream ends while the client is writing.
            for _ in range(20):
                await script.say(ack(await script.sends(str(acknowledged)), acknowledged + 1))
                acknowledged += 1
            script.end()
        assert [(await sending).seq for sending in sendings] == list(range(1, messages + 1))


async def test_a_server_that_is_away_is_not_asked_all_the_time(fake: Fake) -> None:
    await fake.stop()
    async with fake.client(APIKey("key"), deadline=0.05, first_backoff=0.1, most_backoff=0.1) as client:
        conversation = client.conversation(7)
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(conversation.send("x"), 0.5)
        assert 1 <= client._line.backoff.failures <= 12


async def test_a_cancelled_submit_is_not_sent(fake: Fake) -> None:
    async with fake.client(APIKey("key")) as client:
        conversation = client.conversation(7)
        sendings = [await conversation.submit(str(number)) for number in range(MOST_WAITING)]
        script = await fake.welcomed()
        await script.subscribes(7, 0)
        frames = [await script.sends(str(number)) for number in range(MOST_WAITING)]
        for frame, cancelled_first in zip(frames, (True, False), strict=False):
            later = asyncio.create_task(conversation.submit("never"))
            await asyncio.sleep(0)
            # Both happen before the task hears of either.
            if cancelled_first:
                later.cancel()
            client._line._receive(ack(frame, 1))
            later.cancel()
            with pytest.raises(asyncio.CancelledError):
                await later
            sendings.append(await conversation.submit("and then"))
            await script.sends("and then")

        # The same with the end of the conversation.
        later = asyncio.create_task(conversation.submit("never"))
        await asyncio.sleep(0)
        later.cancel()
        await conversation.close()
        with pytest.raises(ClosedError):
            await asyncio.wait_for(sendings[-1].wait(), PATIENCE)


async def test_an_empty_id_is_none(fake: Fake) -> None:
    async with fake.client(APIKey("key")) as client:
        sending = await client.conversation(7).submit("x", client_message_id="")
        assert sending.client_message_id


async def test_a_hold_ends_though_its_timer_is_early(fake: Fake) -> None:
    # Some clocks tick that slowly.
    asyncio.get_running_loop()._clock_resolution = 0.1  # type: ignore[attr-defined]
    async with fake.client(APIKey("key")) as client:
        conversation = client.conversation(7)
        sending = await conversation.submit("a")
        script = await fake.welcomed()
        await script.subscribes(7, 0)
        await script.say(refusal(await script.sends("a"), grpc.StatusCode.RESOURCE_EXHAUSTED, "RATE_LIMITED", 0.2))
        clock = asyncio.get_running_loop().time
        end = clock() + 0.3
        while clock() < end and script.heard.empty():
            await asyncio.sleep(0)
        await script.say(ack(await script.sends("a"), 1))
        await sending.wait()


async def test_a_mark_does_not_wait_for_a_line_that_nobody_needs(fake: Fake) -> None:
    async with fake.client(APIKey("key")) as client:
        conversation = client.conversation(7)
        script = await fake.welcomed()
        await script.subscribes(7, 0)
        marking = asyncio.create_task(conversation.mark_read(1))
        await script.hear()
        await script.say(v1.ServerFrame(unsubscribed=v1.Unsubscribed(chat_session_id=7)))
        await script.say(refusal(await script.hear(), grpc.StatusCode.NOT_FOUND, "SESSION_NOT_FOUND"))
        await fails(anext(conversation), "SESSION_NOT_FOUND")
        script.end(grpc.StatusCode.UNAVAILABLE)
        await fails(marking, "SESSION_NOT_FOUND")


@pytest.mark.skipif(sys.version_info < (3, 11), reason="nobody knows who cancels")
async def test_a_client_that_is_not_closed_ends_with_its_loop(fake: Fake) -> None:
    client = fake.client(APIKey("key"))
    conversation = client.conversation(7)
    script = await fake.welcomed()
    await script.subscribes(7, 0)
    running = client._line._running
    assert running
    # As asyncio.run does at its end.
    running.cancel()
    await asyncio.wait({running}, timeout=PATIENCE)
    assert running.cancelled()
    with pytest.raises(ClosedError):
        await asyncio.wait_for(conversation.receive(), PATIENCE)
    await client.close()
