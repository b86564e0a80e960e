/** The conformance driver: carries out the commands of ../../conformance/README.md with the built package. */

import { createInterface } from "node:readline";
import { ChatSessionStatus, Code, createClient, MessageKind, ParticipantType } from "@supportchat/sdk/node";

const clients = new Map();
/** By name: the conversation, its iterator, what was asked of that and not taken, and what it heard. */
const conversations = new Map();

const operations = {
  connect({ client, target, login, options = {} }) {
    clients.set(
      client,
      createClient({
        url: target,
        credentials: credentials(login),
        ...defined({ deadlineMs: options.deadline_ms, keepAliveMs: options.keepalive_ms, keepAliveTimeoutMs: options.keepalive_timeout_ms }),
        onLog: (line) => console.error(`${new Date().toISOString()} ${client}: ${line}`),
      }),
    );
    return {};
  },
  async start({ client, conversation }) {
    const heard = { typing: 0, marks: 0 };
    const started = await of(clients, client).start({ onEvent: counting(heard) });
    keep(conversation, started, heard);
    return { session: started.id };
  },
  open({ client, conversation, session, after_seq }) {
    const heard = { typing: 0, marks: 0 };
    const options = { onEvent: counting(heard), ...defined({ afterSeq: after_seq }) };
    keep(conversation, of(clients, client).conversation(session, options), heard);
    return {};
  },
  async send({ conversation, text, client_message_id }) {
    const sent = await of(conversations, conversation).conversation.send(text, defined({ clientMessageId: client_message_id }));
    return { seq: sent.seq, message_id: sent.messageId, client_message_id: sent.clientMessageId };
  },
  async next({ conversation, count, timeout_ms }) {
    const kept = of(conversations, conversation);
    const messages = [];
    let timer;
    const late = new Promise((resolve) => {
      timer = setTimeout(resolve, timeout_ms);
    });
    try {
      while (messages.length < count) {
        // What the time was too short for is the first of the next command.
        kept.pending ??= kept.iterator.next();
        const result = await Promise.race([kept.pending, late]);
        if (!result) break;
        kept.pending = undefined;
        if (result.done) return { messages, ended: true };
        messages.push(shown(result.value));
      }
    } catch (error) {
      kept.pending = undefined;
      if (messages.length === 0) throw error;
    } finally {
      clearTimeout(timer);
    }
    return { messages };
  },
  async mark_read({ conversation, seq }) {
    await of(conversations, conversation).conversation.markRead(seq);
    return {};
  },
  typing({ conversation }) {
    of(conversations, conversation).conversation.typing();
    return {};
  },
  heard: ({ conversation }) => of(conversations, conversation).heard,
  async inbox({ client, count, timeout_ms }) {
    const inbox = of(clients, client).inbox();
    const timer = setTimeout(() => inbox.close(), timeout_ms);
    const sessions = new Set();
    for await (const { chatSession, removed } of inbox) {
      if (!removed) sessions.add(chatSession.id);
      if (sessions.size >= count) break;
    }
    clearTimeout(timer);
    inbox.close();
    return { sessions: [...sessions] };
  },
  serve({ client }) {
    of(clients, client)
      .serve(talk)
      .catch((error) => console.error(`${client} serves no more: ${error}`));
    return {};
  },
  async get_session({ client, session }) {
    const { chatSession } = await of(clients, client).chat.getChatSession({ id: session });
    return { status: ChatSessionStatus[chatSession.status] };
  },
  close({ conversation }) {
    of(conversations, conversation).conversation.close();
    return {};
  },
  disconnect({ client }) {
    of(clients, client).close();
    return {};
  },
};

/** What `serve` does in a session. */
async function talk(conversation) {
  await conversation.send("Hello!", { clientMessageId: "greeting" });
  for await (const { seq, sender, body } of conversation) {
    const { value: text } = body;
    if (body.case !== "message" || sender?.type !== ParticipantType.USER || text === "") continue;
    if (text === "Fail!") throw new Error("the handler was told to fail");
    if (text === "Leave!") return;
    await conversation.send(`You wrote: ${text}`, { clientMessageId: `answer-${seq}` });
  }
}

function credentials({ visitor, agent, api_key, tokens }) {
  if (tokens) return { tokens: { token: tokens.token, refreshToken: tokens.refresh_token } };
  return defined({ visitor, agent, apiKey: api_key });
}

function keep(name, conversation, heard) {
  conversations.set(name, { conversation, iterator: conversation[Symbol.asyncIterator](), pending: undefined, heard });
}

function counting(heard) {
  return ({ case: kind }) => {
    if (kind in heard) heard[kind]++;
  };
}

function shown({ seq, kind, body, sender, clientMessageId }) {
  const text = body.case === "message" ? body.value : "";
  return { seq, kind: MessageKind[kind], text, sender: ParticipantType[sender?.type ?? 0], client_message_id: clientMessageId };
}

function of(map, name) {
  const found = map.get(name);
  if (!found) throw new Error(`there is no ${name}`);
  return found;
}

function defined(values) {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

function failed({ code, reason, message, fields = [], retryable = false }) {
  const name = code === undefined ? "UNKNOWN" : Code[code].replace(/(?<=[a-z])[A-Z]/g, "_$&").toUpperCase();
  return { code: name === "CANCELED" ? "CANCELLED" : name, reason, message, fields: fields.map(({ field }) => field), retryable };
}

async function carryOut({ id, op, ...args }) {
  let answer;
  try {
    if (!operations[op]) throw new Error(`there is no operation ${op}`);
    answer = { result: await operations[op](args) };
  } catch (error) {
    answer = { error: failed(error) };
  }
  process.stdout.write(`${JSON.stringify({ id, ...answer })}\n`);
}

for await (const line of createInterface({ input: process.stdin })) void carryOut(JSON.parse(line));
for (const client of clients.values()) client.close();
