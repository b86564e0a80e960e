/** A bot: an agent who greets, answers, and hands the chat to a team of humans, BOT_TEAM, when the visitor asks for one. */

import { AvailabilityStatus, ChatSessionStatus, type Conversation, createClient, ParticipantType } from "@supportchat/sdk/node";

const { SUPPORTCHAT_URL: url = "", BOT_EMAIL: email = "", BOT_PASSWORD: password = "", BOT_TEAM: team } = process.env;
const client = createClient({ url, credentials: { agent: { email, password } } });
const { agent: me } = await client.agents.setAvailability({ availabilityStatus: AvailabilityStatus.AVAILABLE });
const chats = new Map<number, Conversation>();
for await (const { chatSession: { id = 0, status, agentId } = {} } of client.inbox()) {
  if (status !== ChatSessionStatus.ACTIVE || agentId !== me?.id) {
    chats.get(id)?.close();
    chats.delete(id);
  } else if (!chats.has(id)) {
    const chat = client.conversation(id);
    chats.set(id, chat);
    talk(chat).catch(console.error);
  }
}

async function talk(chat: Conversation): Promise<void> {
  // Each under an id of its own, so that nothing is said twice, not even by a bot that was started again.
  await chat.send('Hello! I am a bot. Write "human" to talk to a person.', { clientMessageId: "greeting" });
  for await (const { seq, sender, body } of chat) {
    if (body.case !== "message" || sender?.type !== ParticipantType.USER) continue;
    if (/human/i.test(body.value)) await client.agents.transferChatSession({ id: chat.id, target: { case: "teamId", value: Number(team) } });
    else await chat.send(`You wrote: ${body.value}`, { clientMessageId: `answer-${seq}` });
  }
}
