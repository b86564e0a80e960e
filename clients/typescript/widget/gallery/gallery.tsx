/**
 * For development only: every state of the panel, fed with made-up props. `?state=talk&theme=dark&locale=ar&accent=%23aabbcc` shows one; without a state there is
 * a list of them.
 */

import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import {
  AttachmentSchema,
  ChatSessionSchema,
  ChatSessionStatus,
  type Connection,
  type Conversation,
  create,
  type Entry,
  type Init,
  type Marks,
  MarksSchema,
  type Message,
  MessageKind,
  MessageSchema,
  type Outgoing,
  ParticipantSchema,
  ParticipantType,
  PreChatFieldKind,
  PreChatFieldSchema,
  PresenceStatus,
  type Profile,
  ProfileSchema,
  RatingSchema,
  type SessionEvent,
  SessionEventSchema,
  type Widget,
  WidgetSchema,
  WidgetSettingsSchema,
} from "@supportchat/sdk";
import { type ComponentChildren, render } from "preact";
import { useState } from "preact/hooks";
import { Home } from "../src/panel/home.js";
import { chooseLocale, createI18n, loadTexts } from "../src/panel/i18n.js";
import { dress } from "../src/panel/look.js";
import "../src/panel/panel.css";
import { Problem, type ProblemKind } from "../src/panel/problem.js";
import { Talk } from "../src/panel/talk.js";
import { Language, Skeleton } from "../src/panel/ui.js";

const query = new URLSearchParams(location.search);
const wanted = query.get("state") ?? "";
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const nothing = () => {};
const later = async () => {};

const user = create(ParticipantSchema, { type: ParticipantType.USER, id: 1 });
const agent = create(ParticipantSchema, { type: ParticipantType.AGENT, id: 2 });
const grace = create(ProfileSchema, { participant: agent, name: "Grace Hopper", presence: PresenceStatus.ONLINE });
const faces = ["Grace Hopper", "Alan Turing", "Ada Lovelace"].map((name, i) =>
  create(ProfileSchema, { participant: { type: ParticipantType.AGENT, id: i + 2 }, name, presence: PresenceStatus.ONLINE }),
);

function widget(changes: { available?: boolean; fields?: boolean } = {}): Widget {
  return create(WidgetSchema, {
    site: "default",
    name: "Example shop",
    agentsAvailable: changes.available ?? true,
    agents: changes.available === false ? [] : faces,
    maxAttachmentBytes: 10_485_760,
    settings: create(WidgetSettingsSchema, {
      preChatFields: changes.fields
        ? [
            create(PreChatFieldSchema, { kind: PreChatFieldKind.NAME }),
            create(PreChatFieldSchema, { kind: PreChatFieldKind.EMAIL, required: true }),
            create(PreChatFieldSchema, { kind: PreChatFieldKind.TEXT, label: "Order number" }),
          ]
        : [],
    }),
  });
}

let seq = 0;
type Said = {
  by?: "user" | "agent";
  text?: string;
  ago: number;
  event?: Init<SessionEvent>;
  file?: { name: string; type: string; width?: number; height?: number };
};
function message({ by = "agent", text, ago, event, file }: Said): Message {
  seq += 1;
  return create(MessageSchema, {
    id: seq,
    seq,
    chatSessionId: 1,
    kind: event ? MessageKind.EVENT : file ? MessageKind.ATTACHMENT : MessageKind.TEXT,
    sender: event ? { type: ParticipantType.SYSTEM } : by === "user" ? user : agent,
    body: file
      ? {
          case: "attachment",
          value: create(AttachmentSchema, {
            id: seq,
            name: file.name,
            contentType: file.type,
            size: 248_213,
            width: file.width,
            height: file.height,
          }),
        }
      : text
        ? { case: "message", value: text }
        : { case: undefined },
    event: event ? create(SessionEventSchema, event) : undefined,
    createdAt: timestampFromMs(Date.now() - ago),
  });
}
const entriesOf = (list: Said[]): Entry[] => list.map((said) => ({ seq: seq + 1, message: message(said) }));

const created: Said = { ago: DAY + 40 * MINUTE, event: { event: { case: "created", value: { userId: 1 } } } };
const assigned: Said = { ago: DAY + 39 * MINUTE, event: { event: { case: "assigned", value: { agentId: 2 } } } };
const talk: Said[] = [
  created,
  { by: "user", text: "Hi! My parcel should have been here on Tuesday. Order 10482.", ago: DAY + 39 * MINUTE },
  assigned,
  { text: "Hello, I’m sorry about that. Let me look into it.", ago: DAY + 38 * MINUTE },
  { text: "It left our warehouse on Monday. You can follow it here: https://track.example.com/10482 (updates every hour).", ago: DAY + 37 * MINUTE },
  { by: "user", text: "Thank you 🙏", ago: DAY + 30 * MINUTE },
  { by: "user", text: "It still says “in transit”. This is what I see:", ago: 12 * MINUTE },
  { by: "user", ago: 12 * MINUTE, file: { name: "tracking.png", type: "image/png", width: 640, height: 360 } },
  { text: "Got it. I have asked the carrier, and here is the receipt that you need for your records.", ago: 6 * MINUTE },
  { ago: 6 * MINUTE, file: { name: "receipt-10482.pdf", type: "application/pdf" } },
  { by: "user", text: "Perfect, that’s all I needed.", ago: 4 * MINUTE },
  { by: "user", text: "When will it arrive?", ago: 3 * MINUTE },
];

type Changes = Partial<{ -readonly [K in keyof Conversation]: Conversation[K] }> & {
  status?: ChatSessionStatus;
  score?: number;
  read?: number;
  mine?: number;
};
function conversation(list: Said[], changes: Changes = {}): Conversation {
  const entries = entriesOf(list);
  const last = entries.at(-1)?.seq ?? 0;
  const { status = ChatSessionStatus.ACTIVE, score, read = last, mine = last } = changes;
  const marks = new Map<string, Marks>([
    ["agent:2", create(MarksSchema, { participant: agent, deliveredSeq: last, readSeq: read })],
    ["user:1", create(MarksSchema, { participant: user, deliveredSeq: last, readSeq: mine })],
  ]);
  return {
    key: "1",
    id: 1,
    session: create(ChatSessionSchema, {
      id: 1,
      userId: 1,
      agentId: status === ChatSessionStatus.WAITING ? undefined : 2,
      status,
      rating: score ? create(RatingSchema, { score }) : undefined,
    }),
    entries,
    outgoing: [],
    marks,
    profiles: new Map<string, Profile>([["agent:2", grace]]),
    activities: [],
    queuePosition: undefined,
    hasEarlier: false,
    loaded: true,
    followed: true,
    loadEarlier: later,
    refresh: later,
    send: () => sending("waiting"),
    sendNote: () => sending("waiting"),
    sendFile: () => sending("waiting"),
    retry: nothing,
    discard: () => undefined,
    markRead: nothing,
    typing: nothing,
    viewing: nothing,
    link: async ({ name }) => picture(name),
    on: () => nothing,
    ...changes,
  };
}

/** A picture from nowhere. */
function picture(name: string): string {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="360"><rect width="640" height="360" fill="#dfe7f3"/><path d="M0 280 200 140l140 100 90-60 210 140v40H0z" fill="#9fb4d4"/><circle cx="500" cy="90" r="36" fill="#fff"/><title>${name}</title></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

let ids = 0;
function sending(state: Outgoing["state"], text = "And could you check the other order, too?"): Outgoing {
  return { clientMessageId: `${++ids}`, kind: "text", text, state, createdAt: Date.now() };
}
const uploading: Outgoing = {
  ...sending("sending"),
  kind: "attachment",
  file: { name: "invoice.pdf", size: 1_840_000, type: "application/pdf", progress: 0.6 },
};
const refused: Outgoing = {
  ...sending("failed", "One more thing …"),
  error: Object.assign(new Error("The session is closed."), {
    reason: "SESSION_CLOSED",
    code: 9,
    fields: [],
    retryAfterMs: undefined,
    metadata: {},
    retryable: false,
  }),
};

/** What a longer conversation needs to scroll; pages come as they would from the server. */
function long(count: number): Conversation {
  const words = "Sed ut perspiciatis unde omnis iste natus error sit voluptatem accusantium doloremque laudantium totam rem aperiam".split(" ");
  const all = entriesOf(
    Array.from({ length: count }, (_, i) => ({
      by: i % 5 < 2 ? "user" : "agent",
      ago: (count - i) * MINUTE,
      text: `${i + 1}: ${words.slice(0, (i % words.length) + 1).join(" ")}`,
    })),
  );
  const listeners = new Set<() => void>();
  let from = count - 50;
  const self: Changes = conversation([], { mine: seq, read: seq });
  const result = Object.assign(self, {
    entries: all.slice(from),
    hasEarlier: true,
    async loadEarlier() {
      await new Promise((resolve) => setTimeout(resolve, 10));
      from = Math.max(0, from - 200);
      self.entries = all.slice(from);
      self.hasEarlier = from > 0;
      for (const fn of listeners) fn();
    },
    on(event: string, fn: () => void) {
      if (event === "change") listeners.add(fn);
      return () => listeners.delete(fn);
    },
  });
  return result as unknown as Conversation;
}

const online: Connection = { status: "online" };

function Chat({ of, connection = online, away, draft: first = "" }: { of: Conversation; connection?: Connection; away?: boolean; draft?: string }) {
  const [draft, setDraft] = useState(first);
  return (
    <Talk
      conversation={of}
      connection={connection}
      site="Example shop"
      agentsAvailable={!away}
      maxAttachmentBytes={10_485_760}
      visible
      draft={draft}
      focus={0}
      onDraft={setDraft}
      onBack={nothing}
      onClose={nothing}
      onNew={nothing}
      onEnd={later}
      onRate={later}
      onReconnect={nothing}
    />
  );
}

function Start({ of, sessions = false }: { of: Widget; sessions?: boolean }) {
  const [draft, setDraft] = useState("");
  const list = [
    create(ChatSessionSchema, { id: 3, status: ChatSessionStatus.ACTIVE, agentId: 2, createdAt: timestampFromMs(Date.now() - 20 * MINUTE) }),
    create(ChatSessionSchema, { id: 2, status: ChatSessionStatus.CLOSED, agentId: 2, createdAt: timestampFromMs(Date.now() - 9 * DAY) }),
    create(ChatSessionSchema, { id: 1, status: ChatSessionStatus.CLOSED, agentId: 2, createdAt: timestampFromMs(Date.now() - 90 * DAY) }),
  ];
  return (
    <Home
      widget={of}
      sessions={sessions ? list : []}
      known={{}}
      draft={draft}
      focus={0}
      unread={(session) => (session.id === 3 ? 2 : 0)}
      onDraft={setDraft}
      onStart={nothing}
      onOpen={nothing}
      onClose={nothing}
    />
  );
}
const problem = (kind: ProblemKind) => <Problem kind={kind} onRetry={nothing} onClose={nothing} />;

const STATES: Record<string, () => ComponentChildren> = {
  first: () => <Start of={widget()} />,
  fields: () => <Start of={widget({ fields: true })} />,
  nobody: () => <Start of={widget({ available: false })} />,
  earlier: () => <Start of={widget()} sessions />,
  waiting: () => (
    <Chat
      of={conversation([created, { by: "user", text: "Hi! My parcel should have been here on Tuesday.", ago: MINUTE }], {
        status: ChatSessionStatus.WAITING,
        queuePosition: 3,
        read: 0,
      })}
    />
  ),
  away: () => (
    <Chat
      away
      of={conversation([created, { by: "user", text: "Hi! My parcel should have been here on Tuesday.", ago: MINUTE }], {
        status: ChatSessionStatus.WAITING,
        read: 0,
      })}
    />
  ),
  talk: () => <Chat of={conversation(talk)} draft="Sounds" />,
  typing: () => <Chat of={conversation(talk.slice(0, 6), { activities: [{ participant: "agent:2", kind: "typing" }] })} />,
  unread: () => (
    <Chat
      of={conversation([...talk, { text: "On Thursday before noon.", ago: 2 * MINUTE }, { text: "Anything else?", ago: MINUTE }], { mine: 12 })}
    />
  ),
  unsent: () => (
    <Chat
      connection={{ status: "offline", since: Date.now() - 9e3, retryAt: Date.now() + 12e3 }}
      of={conversation(talk.slice(0, 6), { outgoing: [sending("waiting"), sending("waiting", "Order 10483.")] })}
    />
  ),
  sending: () => <Chat of={conversation(talk.slice(0, 6), { outgoing: [sending("sending"), uploading, refused] })} draft={"x".repeat(16_500)} />,
  ended: () => (
    <Chat
      of={conversation([...talk.slice(0, 6), { ago: MINUTE, event: { event: { case: "closed", value: { closedBy: agent } } } }], {
        status: ChatSessionStatus.CLOSED,
      })}
    />
  ),
  rated: () => (
    <Chat
      of={conversation([...talk.slice(0, 6), { ago: MINUTE, event: { event: { case: "closed", value: { closedBy: agent } } } }], {
        status: ChatSessionStatus.CLOSED,
        score: 5,
      })}
    />
  ),
  links: () => (
    <Chat
      of={conversation([
        created,
        assigned,
        {
          text: "<script>alert(1)</script> javascript:alert(1) data:text/html,x http://example.com/a_(b). «www.example.org» ada@example.com",
          ago: MINUTE,
        },
        { by: "user", text: "مرحبا، أين طلبي؟ https://example.com/طلب", ago: MINUTE },
        { text: "👍", ago: MINUTE },
      ])}
    />
  ),
  loading: () => <Skeleton />,
  long: () => <Chat of={long(10_000)} />,
  error: () => problem("error"),
  gone: () => problem("siteGone"),
  verify: () => problem("verify"),
};

const locale = chooseLocale([query.get("locale") ?? "en"]);
const i18n = createI18n(locale, await loadTexts(locale));
document.documentElement.lang = locale;
document.documentElement.dir = i18n.dir;
dress(document.documentElement, query.get("accent") ?? "", query.get("theme") === "dark" ? "dark" : "light");
const root = document.getElementById("app");
const state = STATES[wanted];
if (root) {
  render(
    <Language.Provider value={i18n}>
      {state
        ? state()
        : Object.keys(STATES).map((name) => (
            <p key={name}>
              <a href={`?state=${name}`}>{name}</a>
            </p>
          ))}
    </Language.Provider>,
    root,
  );
}
