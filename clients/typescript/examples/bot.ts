/** A bot: an agent who greets, answers, and hands the chat to a team of humans, BOT_TEAM, when the visitor asks for one. */

import { createClient, ParticipantType } from "@supportchat/sdk/node";

const { SUPPORTCHAT_URL: url = "", BOT_EMAIL: email = "", BOT_PASSWORD: password = "", BOT_TEAM } = process.env;
const client = createClient({ url, credentials: { agent: { email, password } } });
const { teams } = await client.agents.listTeams({ pageSize: 1000 });
const team = teams.find(({ id }) => String(id) === BOT_TEAM);
if (!team) throw new Error(`BOT_TEAM is ${BOT_TEAM}, and must be the id of a team`);
await client.serve(async (chat) => {
  // Each under an id of its own, so that nothing is said twice, not even by a bot that was started again.
  await chat.send('Hello! I am a bot. Write "human" to talk to a person.', { clientMessageId: "greeting" });
  for await (const { seq, sender, body } of chat) {
    if (body.case !== "message" || sender?.type !== ParticipantType.USER) continue;
    if (/human/i.test(body.value)) {
      await client.agents.transferChatSession({ id: chat.id, target: { case: "teamId", value: team.id } });
      return;
    }
    await chat.send(`You wrote: ${body.value}`, { clientMessageId: `answer-${seq}` });
  }
});
