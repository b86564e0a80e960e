"""A bot: an agent who greets, answers, and hands the chat to a team of humans, BOT_TEAM, when the visitor asks for one."""

import asyncio
import os

from supportchat import Agent, Error, v1
from supportchat.aio import Client


async def main() -> None:
    url = os.environ.get("SUPPORTCHAT_URL", "http://127.0.0.1:8080")
    talks: dict[int, asyncio.Task[None]] = {}
    async with Client(url, Agent(os.environ["BOT_EMAIL"], os.environ["BOT_PASSWORD"])) as client:
        available = v1.SetAvailabilityRequest(availability_status=v1.AVAILABILITY_STATUS_AVAILABLE)
        me = (await client.agents.SetAvailability(available)).agent
        async for change in client.inbox():
            session = change.chat_session
            if session.status != v1.CHAT_SESSION_STATUS_ACTIVE or session.agent_id != me.id:
                talks.pop(session.id, None)
            elif session.id not in talks:
                talks[session.id] = asyncio.create_task(talk(client, session.id))


async def talk(client: Client, session: int) -> None:
    """Says each thing under an id of its own, so that nothing is said twice, not even by a bot that was started again."""
    async with client.conversation(session) as chat:
        try:
            await chat.send('Hello! I am a bot. Write "human" to talk to a person.', client_message_id="greeting")
            async for message in chat:
                answer = f"answer-{message.seq}"
                if message.event.HasField("closed"):
                    return
                if message.sender.type != v1.PARTICIPANT_TYPE_USER or not message.message:
                    continue
                if "human" not in message.message.lower():
                    await chat.send(f"You wrote: {message.message}", client_message_id=answer)
                elif await hand_over(client, session):
                    return
                else:
                    await chat.send("I could not find anybody. Please try again later.", client_message_id=answer)
        except Error as error:
            print(f"session {session}: {error}")


async def hand_over(client: Client, session: int) -> bool:
    request = v1.TransferChatSessionRequest(id=session, team_id=int(os.environ.get("BOT_TEAM", "1")))
    try:
        await client.agents.TransferChatSession(request)
    except Error:
        return False
    return True


asyncio.run(main())
