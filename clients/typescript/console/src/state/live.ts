/** What goes on while the page is open: names are fetched, counts are kept, and new work makes itself heard. */
import { ATTACHMENT, TEXT, USER } from "../lib/log.js";
import { pageTitle } from "../lib/queue.js";
import { store } from "../lib/store.js";
import { strings } from "../strings.js";
import { answers, conversation, inbox, logOut, me, myId, onEntry, onInbox, putMe, rpc, signedIn } from "./api.js";
import { forgetDrafts } from "./drafts.js";
import { ACTIVE, mine, queue, unreadOf, WAITING } from "./lists.js";
import { openChat, route } from "./nav.js";
import { notify } from "./notify.js";
import { forgetPeople, loadDirectory, visitorName, visitors, wantVisitor } from "./people.js";
import { load, save } from "./storage.js";

export interface Counts {
  readonly waiting: number;
  readonly mine: number;
  readonly unread: number;
}

export const counts = store<Counts>({ waiting: 0, mine: 0, unread: 0 });
/** Grows with every change of a list; components that draw lists follow it. */
export const listsChanged = store(0);
/** The availability that the agent chose in this browser, to tell it from what the server made of it when they were gone. */
export const chosen = store(load<"available" | "away" | undefined>("chosen", undefined));
chosen.subscribe(() => save("chosen", chosen.get()));

const AVAILABLE = 1;
const followed = new Map<number, () => void>();
let soon = 0;

function changed(): void {
  if (soon) return;
  soon = requestFrame(() => {
    soon = 0;
    follow();
    const all = mine();
    const unread = all.reduce((sum, session) => sum + unreadOf(session), 0);
    const next = { waiting: queue().length, mine: all.length, unread };
    const old = counts.get();
    if (old.waiting !== next.waiting || old.mine !== next.mine || old.unread !== next.unread) counts.set(next);
    document.title = pageTitle(strings.product, unread, next.waiting);
    listsChanged.update((n) => n + 1);
  });
}

/** Once per task, in hidden tabs too, where animation frames do not come. */
function requestFrame(fn: () => void): number {
  return setTimeout(fn, 0) as unknown as number;
}

/** The agent's own chats are followed for what is unread in them and who types. */
function follow(): void {
  const ids = new Set(mine().map((session) => session.id));
  for (const [id, stop] of followed)
    if (!ids.has(id)) {
      stop();
      followed.delete(id);
    }
  for (const id of ids) if (!followed.has(id)) followed.set(id, conversation(id).on("change", changed));
  for (const session of inbox.get().values()) wantVisitor(session.userId);
}

export function start(): void {
  inbox.subscribe(changed);
  answers.subscribe(changed);
  visitors.subscribe(changed);
  const signed = () => {
    if (signedIn.get() === "signed-in") {
      loadDirectory();
      refreshMe();
      changed();
    } else if (signedIn.get() === "signed-out") {
      for (const stop of followed.values()) stop();
      followed.clear();
      forgetPeople();
      document.title = strings.product;
    }
  };
  signedIn.subscribe(signed);
  signed();

  // The server makes an agent unavailable who was gone; a page that comes back asks.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") refreshMe();
  });
  addEventListener("online", refreshMe);
  setInterval(() => {
    if (document.visibilityState === "visible") refreshMe();
  }, 30_000);

  onInbox(({ session, removed }) => {
    if (removed) return;
    const before = known.get(session.id);
    known.set(session.id, session.status);
    if (before === session.status || !settled()) return;
    const self = me.get()?.id;
    const name = visitorName(visitors.get(), session.userId);
    if (session.status === WAITING) notify(strings.noticeWaiting(name), "", session.id, () => openChat(session.id, "queue"));
    else if (session.status === ACTIVE && session.agentId === self)
      notify(strings.noticeAssigned(name), "", session.id, () => openChat(session.id, "mine"));
  });
  onEntry((chat, entry) => {
    if (!("message" in entry) || entry.message.sender?.type !== USER) return;
    const { kind, body } = entry.message;
    if ((kind !== TEXT && kind !== ATTACHMENT) || !settled()) return;
    const session = inbox.get().get(chat);
    if (!session || session.agentId !== me.get()?.id || session.status !== ACTIVE) return;
    const at = route.get();
    if (at.page === "chats" && at.chat === chat && document.hasFocus()) return;
    notify(visitorName(visitors.get(), session.userId), body.case === "message" ? body.value : strings.aFile, chat, () => openChat(chat, "mine"));
  });
}

const known = new Map<number, number>();
const begun = Date.now();

/** What comes in the first moments was there before and is no news. */
function settled(): boolean {
  return Date.now() - begun > 3000;
}

export async function refreshMe(): Promise<void> {
  const id = myId();
  if (id === undefined || signedIn.get() !== "signed-in") return;
  try {
    const { agent } = await rpc().agent.getAgent({ id });
    if (myId() === id) putMe(agent);
  } catch {
    // The next time will tell. A page that does not know its agent at all cannot begin, and asks sooner.
    if (!me.get()) setTimeout(refreshMe, 3000);
  }
}

export async function setAvailable(available: boolean): Promise<void> {
  const self = me.get();
  if (!self) return;
  const { agent } = await rpc().agent.setAvailability({ id: self.id, availabilityStatus: available ? AVAILABLE : 2 });
  chosen.set(available ? "available" : "away");
  putMe(agent);
}

/** Logs out. Another person may use this browser next, so that nothing of this one stays. */
export async function leave(): Promise<void> {
  await logOut();
  forgetDrafts();
  chosen.set(undefined);
}
