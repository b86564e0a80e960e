import asyncio
import itertools
from collections.abc import Iterator

import grpc
import pytest
from fake import Fake, expires_in, fails, token

from supportchat import APIKey, ClosedError, Error, Tokens, Visitor, v1
from supportchat.aio import Client


async def get(client: Client, session: int = 7) -> int:
    response = await client.chat.GetChatSession(v1.GetChatSessionRequest(id=session))
    return response.chat_session.id


async def test_only_one_renewal_runs_at_a_time(fake: Fake) -> None:
    fake.refresh = lambda number: token(number + 100)
    fake.renewal_takes = 0.02
    told: list[str] = []

    async def on_tokens(token: str, refresh_token: str) -> None:
        await asyncio.sleep(0)
        told.append(f"{token} {refresh_token}")

    async with fake.client(Visitor(), on_tokens=on_tokens) as client:
        await asyncio.gather(*(get(client) for _ in range(20)))
        fake.good = lambda token: token == "token-101"
        # One of them gives up, and the others still have what it waited for.
        waits = [asyncio.create_task(get(client)) for _ in range(20)]
        await asyncio.sleep(0.015)
        waits[0].cancel()
        await asyncio.wait(waits)
        assert [wait.result() for wait in waits[1:]] == [7] * 19
    assert (fake.visitors, fake.renewals) == (1, 1)
    assert told == ["token-1 refresh-1", "token-101 refresh-101"]


async def test_a_call_is_made_once_more_and_no_more(fake: Fake) -> None:
    fake.good = lambda _token: False
    async with fake.client(Tokens("old", "refresh")) as client:
        await fails(get(client), "INVALID_TOKEN")
    assert (fake.gets, fake.renewals) == (2, 1)
    async with fake.client(APIKey("revoked")) as client:
        await fails(get(client), "INVALID_TOKEN")
    assert fake.gets == 3


async def test_who_can_logs_in_again(fake: Fake) -> None:
    fake.refresh = lambda _number: None
    fake.good = lambda token: token == "token-2"
    async with fake.client(Visitor(external_id="ada", identifier_hash="proof")) as client:
        assert await get(client) == 7
    fake.good = lambda _token: False
    async with fake.client(Visitor()) as client:
        await fails(get(client), "INVALID_TOKEN")
    # An anonymous visitor does not become another.
    assert fake.visitors == 3


async def test_a_token_that_is_about_to_end_is_renewed(fake: Fake) -> None:
    fake.visitor = lambda _number: v1.Token(token="short", refresh_token="refresh", expires_at=expires_in(0.1))
    async with fake.client(Visitor()) as client:
        await get(client)
        await asyncio.sleep(0.1)
        await get(client)
    assert fake.renewals == 1


async def test_a_token_that_cannot_be_renewed_yet_is_used(fake: Fake) -> None:
    fake.visitor = lambda _number: v1.Token(token="short", refresh_token="refresh", expires_at=expires_in(0.1))
    fake.refresh = lambda _number: None
    fake.refresh_code = grpc.StatusCode.UNAVAILABLE
    async with fake.client(Visitor()) as client:
        await get(client)
        await asyncio.sleep(0.1)
        assert await get(client) == 7
        fake.good = lambda token: token != "short"
        await fails(get(client), "INVALID_TOKEN")
    assert fake.renewals >= 2


async def test_a_token_that_is_refused_in_a_stream_is_renewed_as_often_as_need_be_and_never_in_a_busy_loop(fake: Fake) -> None:
    fake.refresh = lambda number: token(number + 100)
    waits = 0

    def wait(asked: float | None = None) -> float:
        nonlocal waits
        waits += 1
        return asked or 0

    async with fake.client(Visitor()) as client:
        client.conversation(7)
        client._line.backoff.next = wait  # type: ignore[method-assign]
        for turn in range(3):
            script = await fake.welcomed()
            script.end(grpc.StatusCode.UNAUTHENTICATED, "INVALID_TOKEN")
            # Another fault in between, and a second refusal, before anything was welcome.
            (await fake.stream()).end(grpc.StatusCode.UNAVAILABLE)
            (await fake.stream()).end(grpc.StatusCode.UNAUTHENTICATED, "INVALID_TOKEN")
            while fake.renewals < 2 * turn + 2:
                await asyncio.sleep(0.01)
        await fake.welcomed()
    assert waits == 6


async def test_a_stream_renews_its_token(fake: Fake) -> None:
    fake.refresh = lambda number: token(number + 100)
    async with fake.client(Visitor()) as client:
        conversation = client.conversation(7)
        script = await fake.welcomed()
        fake.good = lambda token: token == "token-101"
        await script.say(v1.ServerFrame(leave=v1.Leave(reason=v1.LEAVE_REASON_TOKEN_EXPIRED)))
        script = await fake.welcomed()
        await script.subscribes(7, 0)
        # This one is refused without a leave before.
        fake.good = lambda token: token == "token-102"
        script.end()
        script = await fake.welcomed()
        await script.subscribes(7, 0)
        assert fake.renewals == 2
        fake.refresh = lambda _number: None
        await script.say(v1.ServerFrame(leave=v1.Leave(reason=v1.LEAVE_REASON_CREDENTIAL_REVOKED)))
        await fails(anext(conversation), "INVALID_TOKEN")


async def test_calls_end_in_time(fake: Fake) -> None:
    fake.renewal_takes = 10
    async with fake.client(Tokens("", "refresh"), deadline=0.05) as client:
        error = await fails(get(client), "")
        assert error.code is grpc.StatusCode.DEADLINE_EXCEEDED
    async with fake.client(APIKey("key")) as client:
        with pytest.raises(Error, match="DEADLINE_EXCEEDED"):
            await client.chat.GetChatSession(v1.GetChatSessionRequest(id=404), timeout=0.05)


async def test_closing_ends_calls_and_cancelling_is_not_closing(fake: Fake) -> None:
    fake.renewal_takes = 10
    async with fake.client(APIKey("key")) as client, fake.client(Tokens("", "refresh")) as other:
        calls = [asyncio.create_task(get(client, 404)), asyncio.create_task(get(other))]
        cancelled = asyncio.create_task(get(client, 404))
        while fake.gets < 2 or fake.renewals < 1:
            await asyncio.sleep(0.01)
        cancelled.cancel()
        with pytest.raises(asyncio.CancelledError):
            await cancelled
        await client.close()
        await other.close()
        for call in calls:
            with pytest.raises(ClosedError):
                await call


async def test_streams_of_the_generated_services(fake: Fake) -> None:
    async with fake.client(APIKey("key")) as client:
        frames = [response.frame.entry.seq async for response in client.chat.Subscribe(v1.SubscribeRequest(id=7))]
        assert frames == [1, 2, 3]

        def pieces(count: int) -> Iterator[v1.UploadAttachmentRequest]:
            request = v1.UploadAttachmentRequest(id=7)
            request.content.data = b"x" * 100
            return itertools.repeat(request, count)

        assert (await client.chat.UploadAttachment(pieces(3))).attachment.size == 300
        await fails(client.chat.UploadAttachment(pieces(1000)), "ATTACHMENT_TOO_LARGE")

        def broken() -> Iterator[v1.UploadAttachmentRequest]:
            yield from pieces(1)
            raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            await client.chat.UploadAttachment(broken())
        fake.good = lambda _token: False
        with pytest.raises(Error, match="INVALID_TOKEN"):
            async for _ in client.chat.Subscribe(v1.SubscribeRequest(id=7)):
                pass


async def test_what_on_tokens_does_wrong_is_told(fake: Fake) -> None:
    told: list[dict[str, object]] = []
    asyncio.get_running_loop().set_exception_handler(lambda _loop, context: told.append(context))
    async with fake.client(Visitor(), on_tokens=lambda _token, _refresh: 1 / 0) as client:
        assert await get(client) == 7
    assert [type(context["exception"]) for context in told] == [ZeroDivisionError]


async def test_a_refused_upload_renews_the_token_for_the_next(fake: Fake) -> None:
    fake.good = lambda token: token != "old"
    async with fake.client(Tokens("old", "refresh")) as client:
        request = v1.UploadAttachmentRequest(id=7)
        await fails(client.chat.UploadAttachment(iter([request])), "INVALID_TOKEN")
        assert (await client.chat.UploadAttachment(iter([request]))).attachment.size == 0


@pytest.mark.parametrize("key", ["", "key\n", "ключ"])
def test_what_is_no_token_is_refused_at_once(key: str) -> None:
    with pytest.raises(ValueError, match=r"^key "):
        APIKey(key)
    with pytest.raises(ValueError, match=r"^token "):
        Tokens(key)
