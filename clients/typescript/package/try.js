/** Runs what README.md and examples/ have for Node.js, in the project that this is copied into, with the demo whose demo.json is named. The visitor of the quick start talks to the bot. */

import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { AvailabilityStatus, createClient } from "@supportchat/sdk/node";

const PATIENCE_MS = 30_000;
const { url, api_key: apiKey, agent_id: human } = JSON.parse(readFileSync(process.argv[2], "utf8"));
const started = [];
let waiting = "it began";
const timer = setTimeout(() => fail(`after ${PATIENCE_MS / 1000} s: ${waiting}`), PATIENCE_MS);
const operator = createClient({ url, credentials: { apiKey } });

try {
  const login = { email: "bot@example.com", password: "correct horse battery" };
  const { agent: bot } = await operator.admin.createAgent({ name: "Eliza", ...login });
  const settings = { BOT_EMAIL: login.email, BOT_PASSWORD: login.password };
  await start("out/bot.js", settings).fails("BOT_TEAM");
  await start("out/bot.js", { ...settings, BOT_TEAM: "999" }).fails("BOT_TEAM");
  const eliza = start("out/bot.js", { ...settings, BOT_TEAM: "1" });
  await until(async () => {
    const { agents } = await operator.agents.listAgents({});
    return agents.find(({ id }) => id === bot.id)?.availabilityStatus === AvailabilityStatus.AVAILABLE;
  }, "the bot is not available");

  const visitor = start("out/quickstart.js");
  await visitor.prints("USER Hello!");
  await visitor.prints("AGENT Hello! I am a bot.");
  await visitor.prints("AGENT You wrote: Hello!");
  const { chatSessions } = await operator.chat.listChatSessions({ agentId: bot.id });
  const conversation = operator.conversation(chatSessions[0].id);
  // One that is started again says nothing twice.
  eliza.kill();
  start("out/bot.js", { ...settings, BOT_TEAM: "1" });
  await conversation.send("Are you back?");
  await visitor.prints("AGENT You wrote: Are you back?");
  for (const text of ["AGENT Hello!", "AGENT You wrote: Hello!"]) if (visitor.times(text) !== 1) fail(`the visitor is told ${text} again`);
  await conversation.send("A human, please.");
  await visitor.prints("USER A human, please.");
  await until(async () => (await operator.chat.getChatSession({ id: conversation.id })).chatSession.agentId === human, "the chat is not handed over");
} catch (error) {
  fail(error);
}
clearTimeout(timer);
operator.close();
end();

/** A program with these settings, and what it prints. */
function start(program, settings = {}) {
  const child = spawn(process.execPath, [program], {
    env: { ...process.env, SUPPORTCHAT_URL: url, ...settings },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const lines = [];
  const problems = [];
  started.push({ child, problems });
  createInterface({ input: child.stdout }).on("line", (line) => lines.push(line));
  createInterface({ input: child.stderr }).on("line", (line) => problems.push(line));
  const times = (text) => lines.filter((line) => line.includes(text)).length;
  return {
    times,
    // The bot's greeting and the visitor's may come in either order.
    prints: (text) => until(() => times(text) > 0, `${program} does not print ${text}`),
    async fails(text) {
      await until(() => child.exitCode > 0 && problems.some((line) => line.includes(text)), `${program} does not fail with ${text}`);
      problems.length = 0;
    },
    kill: () => child.kill(),
  };
}

async function until(holds, problem) {
  while (!(await holds())) {
    waiting = problem;
    await sleep(50);
  }
}

function fail(problem) {
  console.error(problem);
  for (const { problems } of started) for (const line of problems) console.error(line);
  end();
  process.exit(1);
}

function end() {
  for (const { child } of started) child.kill();
}
