/** A bot: an agent who greets, answers, and hands the chat to a team of humans, BOT_TEAM, when the visitor asks for one. */

import { AvailabilityStatus, ChatSessionStatus, type Conversation, createClient, ParticipantType } from "@supportchat/sdk/node";

const { SUPPORTCHAT_URL: url = "http://127.0.0.1:8080", BOT_EMAIL: email = "", BOT_PASSWORD: password = "", BOT_TEAM: team } = process.env;
const client = createClient({ url, credentials: { agent: { email, password } } });
const { agent: me } = await client.agents.setAvailability({ availabilityStatus: AvailabilityStatus.AVAILABLE });

const chats = new Map<number, Conversation>();
for await (const { chatSession: { id = 0, status, agentId } = {} } of client.inbox()) {
  const mine = status === ChatSessionStatus.ACTIVE && agentId === me?.id;
  const chat = chats.get(id);
  if (mine && !chat) {
    const opened = client.conversation(id);
    chats.set(id, opened);
    talk(opened).catch(console.error);
  } else if (!mine && chat) {
    chat.close();
    chats.delete(id);
  }
}

/** Says each thing under an id of its own, so that nothing is said twice, not even by a bot that was started again. */
async function talk(chat: Conversation): Promise<void> {
  await chat.send('Hello! I am a bot. Write "human" to talk to a person.', { clientMessageId: "greeting" });
  for await (const { seq, sender, body } of chat) {
    if (body.case !== "message" || sender?.type !== ParticipantType.USER) continue;
    const asked = /human/i.test(body.value);
    if (asked && (await handOver(chat.id))) return;
    const answer = asked ? "I could not find anybody. Please try again later." : `You wrote: ${body.value}`;
    await chat.send(answer, { clientMessageId: `answer-${seq}` });
  }
}

async function handOver(id: number): Promise<boolean> {
  const handed = client.agents.transferChatSession({ id, target: { case: "teamId", value: Number(team) } });
  return handed.then(
    () => true,
    () => false,
  );
}
