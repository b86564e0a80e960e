import { useEffect, useState } from "preact/hooks";
import { Admin } from "./admin/Admin.js";
import { Banners } from "./desk/Banners.js";
import { Desk } from "./desk/Desk.js";
import { KeysDialog } from "./desk/KeysDialog.js";
import { TopBar } from "./desk/TopBar.js";
import { commandFor } from "./lib/keys.js";
import { neighbour } from "./lib/queue.js";
import type { ListName } from "./lib/route.js";
import { useStore } from "./lib/store.js";
import { Login } from "./login/Login.js";
import { me, putSession, rpc, signedIn } from "./state/api.js";
import { BINDINGS, command } from "./state/commands.js";
import { attempt } from "./state/errors.js";
import { mine, queue } from "./state/lists.js";
import { setAvailable } from "./state/live.js";
import { currentList, go, openChat, route, side } from "./state/nav.js";
import { unlockSound } from "./state/notify.js";
import { prefs } from "./state/prefs.js";
import { strings } from "./strings.js";
import { Icon } from "./ui/Icon.js";
import { Toasts, toast } from "./ui/toasts.js";

export function App() {
  const state = useStore(signedIn);
  const at = useStore(route);
  const self = useStore(me);
  const [help, setHelp] = useState(false);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (signedIn.get() !== "signed-in" || event.defaultPrevented || document.querySelector("dialog[open]")) return;
      if (!prefs.get().letters && event.key !== "?") return;
      const asked = commandFor(event, event.target instanceof HTMLElement ? event.target : null, BINDINGS);
      if (!asked) return;
      event.preventDefault();
      if (asked === "help") setHelp(true);
      else run(asked);
    };
    const unlock = () => unlockSound();
    document.addEventListener("keydown", onKey);
    document.addEventListener("pointerdown", unlock);
    return () => {
      document.removeEventListener("keydown", onKey);
      document.removeEventListener("pointerdown", unlock);
    };
  }, []);

  if (state === "restoring" || (state === "signed-in" && !self))
    return (
      <div class="app">
        <Banners />
        <main class="starting">
          <span role="status" aria-label={strings.loading}>
            <Icon name="spinner" class="spin" />
          </span>
        </main>
      </div>
    );
  if (state === "signed-out" || !self)
    return (
      <>
        <Login />
        <Toasts />
      </>
    );
  return (
    <div class="app">
      <button type="button" class="skip" onClick={() => skip(at.page === "chats" && at.chat !== undefined ? "[data-chat]" : "#main")}>
        {strings.skipToMain}
      </button>
      {at.page === "chats" && (
        <button type="button" class="skip" onClick={() => skip(".sidebar [tabindex='0'], .sidebar input")}>
          {strings.skipToList}
        </button>
      )}
      <TopBar onHelp={() => setHelp(true)} />
      <Banners />
      {at.page === "admin" ? <Admin at={at} self={self} /> : <Desk />}
      <Toasts />
      {help && <KeysDialog onClose={() => setHelp(false)} />}
    </div>
  );
}

/** A skip link that is a button: it moves the focus, and the address stays the route's. */
function skip(selector: string): void {
  document.querySelector<HTMLElement>(selector)?.focus();
}

/** Focuses what is there at once, so that the next key is typed into it; else what is about to be drawn. */
function focusOn(selector: string): void {
  const there = document.querySelector<HTMLElement>(selector);
  if (there) there.focus();
  else requestAnimationFrame(() => document.querySelector<HTMLElement>(selector)?.focus());
}

/** What a key does that belongs to no single chat; the rest is for the one that is open. */
function run(asked: string): void {
  const at = route.get();
  const chat = at.page === "chats" ? at.chat : undefined;
  if (asked.startsWith("list-")) {
    go({ page: "chats", chat, list: asked.slice("list-".length) as ListName }, at.page === "chats");
  } else if (asked === "search") {
    if (at.page !== "chats") go({ page: "chats", chat: undefined, list: "mine" });
    focusOn("[data-search]");
  } else if (asked === "next" || asked === "previous") {
    const to = neighbour(listed(), chat, asked === "next" ? 1 : -1);
    if (to !== undefined) openChat(to);
  } else if (asked === "availability") {
    const self = me.get();
    const on = self?.availabilityStatus !== 1;
    attempt(() => setAvailable(on)).then((done) => done && toast(on ? strings.nowAvailable : strings.nowAway));
  } else if (asked === "accept-oldest") {
    acceptOldest();
  } else if (chat === undefined) {
    return;
  } else if (asked === "details") {
    side.set(!side.get());
  } else if (asked === "tags") {
    side.set(true);
    focusOn("[data-tag-input]");
  } else {
    command.set(asked);
  }
}

function listed(): readonly number[] {
  const list = currentList();
  if (list === "mine" || list === "queue") return (list === "mine" ? mine() : queue()).map((session) => session.id);
  // Other lists are the server's pages: what is drawn of them is what there is to walk through.
  return [...document.querySelectorAll<HTMLElement>(".sidebar [data-session]")].map((row) => Number(row.dataset["session"]));
}

async function acceptOldest(): Promise<void> {
  const oldest = queue()[0];
  if (!oldest) return toast(strings.nobodyWaits);
  await attempt(async () => {
    const { chatSession } = await rpc().agent.acceptChatSession({ id: oldest.id });
    if (chatSession) putSession(chatSession);
    openChat(oldest.id, "mine");
  });
}
