"""A bot: an agent who greets, answers, and hands the chat to a team of humans, BOT_TEAM, when the visitor asks for one."""

import asyncio
import os

from supportchat import Agent, v1
from supportchat.aio import Client


async def main() -> None:
    async with Client(os.environ["SUPPORTCHAT_URL"], Agent(os.environ["BOT_EMAIL"], os.environ["BOT_PASSWORD"])) as client:
        me = (await client.agents.SetAvailability(v1.SetAvailabilityRequest(availability_status=v1.AVAILABILITY_STATUS_AVAILABLE))).agent
        talks: dict[int, asyncio.Task[None]] = {}
        async for change in client.inbox():
            session = change.chat_session
            if session.status != v1.CHAT_SESSION_STATUS_ACTIVE or session.agent_id != me.id:
                if session.id in talks:
                    talks.pop(session.id).cancel()
            elif session.id not in talks:
                talks[session.id] = asyncio.create_task(talk(client, session.id))


async def talk(client: Client, session: int) -> None:
    async with client.conversation(session) as chat:
        # Each under an id of its own, so that nothing is said twice, not even by a bot that was started again.
        await chat.send('Hello! I am a bot. Write "human" to talk to a person.', client_message_id="greeting")
        async for message in chat:
            if message.sender.type == v1.PARTICIPANT_TYPE_USER and "human" in message.message.lower():
                await client.agents.TransferChatSession(v1.TransferChatSessionRequest(id=session, team_id=int(os.environ["BOT_TEAM"])))
                return
            if message.sender.type == v1.PARTICIPANT_TYPE_USER and message.message:
                await chat.send(f"You wrote: {message.message}", client_message_id=f"answer-{message.seq}")


asyncio.run(main())
