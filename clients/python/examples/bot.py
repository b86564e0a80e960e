"""A bot: an agent who greets, answers, and hands the chat to a team of humans, BOT_TEAM, when the visitor asks for one."""

import os

from supportchat import Agent, Client, Conversation, v1

TEAM = int(os.environ["BOT_TEAM"])


def talk(chat: Conversation) -> None:
    # Each under an id of its own, so that nothing is said twice, not even by a bot that was started again.
    chat.send('Hello! I am a bot. Write "human" to talk to a person.', client_message_id="greeting")
    for message in chat:
        if message.sender.type != v1.PARTICIPANT_TYPE_USER or not message.message:
            continue
        if "human" in message.message.lower():
            client.agents.TransferChatSession(v1.TransferChatSessionRequest(id=chat.session_id, team_id=TEAM))
            return
        chat.send(f"You wrote: {message.message}", client_message_id=f"answer-{message.seq}")


with Client(os.environ["SUPPORTCHAT_URL"], Agent(os.environ["BOT_EMAIL"], os.environ["BOT_PASSWORD"])) as client:
    client.serve(talk)
