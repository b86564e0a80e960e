// biome-ignore-all lint/style/noNonNullAssertion: what is asserted is so by construction, and each check would cost bytes of the 2 kB
/**
 * The script that a site embeds. It blocks nothing and stays below 2 kB: the launcher, the frame, the queue of calls, and the embedding page's side of
 * the protocol. Styles go through constructed style sheets, which a strict CSP allows; markup with style attributes would be refused.
 */
import { type EventName, type Look, type Options, type ToLoader, type ToPanel, VERSION, type VisitOptions } from "../protocol.js";
import css from "./loader.css?inline";

type Api = ((command: string, ...rest: any[]) => unknown) & {
  /** Calls from before the loader was there. */
  q?: ArrayLike<unknown>[];
  v?: number;
};

const page = window as unknown as Window & { supportchat?: Api };
const early = page.supportchat;
// A second copy of the script would be a second launcher.
if (!early?.v) {
  const doc = document;
  const root = doc.documentElement;
  const tag = doc.currentScript as HTMLScriptElement;
  const base = new URL("widget/", tag.src);
  let options: Options = { ...tag.dataset };
  const phone = matchMedia("(max-width:480px)");
  const launcher = doc.createElement("button");
  const box = doc.createElement("div");
  const sheet = new CSSStyleSheet();

  let host: HTMLElement | undefined;
  let frame: HTMLIFrameElement | undefined;
  /** To the panel, once it has said hello. */
  let port: MessagePort | undefined;
  let waiting: ToPanel[] = [];
  let look: Look = { title: "Chat", open: "Open chat", close: "Close chat", css: "" };
  let unread = 0;
  let opened = false;
  let back: Element | null;
  let seen = location.href;

  const title = () => doc.title.replace(/^\(\d+\) /, "");
  const visit = (): VisitOptions => ({
    pageUrl: seen,
    pageTitle: title(),
    referrer: doc.referrer,
  });
  const emit = (name: EventName, detail: unknown = {}) => doc.dispatchEvent(new CustomEvent(`supportchat:${name}`, { detail, bubbles: true }));
  /** Before there is a panel it waits. */
  const say = (message: ToPanel) => (port ? port.postMessage(message) : waiting.push(message));

  /** Keeps a value for this site, or forgets it, and says what there is. The page's storage may be blocked as well. */
  const keep = (name: string, value?: string | null): [string, string][] | undefined => {
    const prefix = `supportchat:${options.site}:`;
    try {
      if (value) localStorage.setItem(prefix + name, value);
      else if (value === null) localStorage.removeItem(prefix + name);
      return Object.entries<string>(localStorage).filter(([key]) => key.startsWith(prefix));
    } catch {
      return;
    }
  };

  const paint = () => {
    if (!host) return;
    const count = opened ? 0 : unread;
    sheet.replaceSync(css + look.css);
    host.className = `${opened && "open"} ${options.position}`;
    launcher.hidden = /none|false/.test(`${options.launcher}`);
    launcher.ariaLabel = opened ? look.close : look.open;
    launcher.ariaExpanded = `${opened}`;
    launcher.lastChild!.textContent = count ? `${count}` : "";
    if (frame) frame.title = look.title;
    const wanted = (count ? `(${count}) ` : "") + title();
    if (wanted !== doc.title) doc.title = wanted;
    // On a phone the panel fills what the on-screen keyboard leaves.
    const view = opened && phone.matches && visualViewport;
    box.style.cssText = view ? `height:${view.height}px;top:${view.offsetTop}px` : "";
  };

  const load = () => {
    if (frame) return;
    const mine = doc.createElement("iframe");
    frame = mine;
    frame.src = `${base}?site=${encodeURIComponent(options.site!)}`;
    box.append(frame);
    paint();
    setTimeout(() => mine === frame && !port && emit("error", { reason: "PANEL_NOT_LOADED" }), 2e4);
  };

  const toggle = (open: boolean) => {
    if (!host || open === opened) return;
    opened = open;
    load();
    if (open) back = doc.activeElement;
    if (phone.matches) root.style.overflow = open ? "hidden" : "";
    paint();
    const target: Element | null = open ? frame! : launcher.hidden ? back : launcher;
    (target as HTMLElement)?.focus();
    say({ t: "opened", opened });
    emit(open ? "opened" : "closed");
  };

  const start = () => {
    if (!host) {
      host = doc.createElement("div");
      const shadow = host.attachShadow({ mode: "open" });
      shadow.adoptedStyleSheets = [sheet];
      shadow.append(box, launcher);
      launcher.innerHTML = '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M12 3c12 0 12 16 0 16l-3-.4L4 21v-5C0 9 5 3 12 3z"/></svg><b></b>';
      launcher.onclick = () => toggle(!opened);
      launcher.onkeydown = (event) => {
        // Without a value: false would keep Enter from pressing the button.
        if (event.key === "Escape") toggle(false);
      };
      (doc.body ?? root).append(host);
      const before = keep("")?.find(([key]) => key.endsWith(":look"));
      if (before) look = JSON.parse(before[1]);
    }
    paint();
    // The page comes first. The panel is needed even while nobody opens it: for the site's colour, and for unread messages.
    (page.requestIdleCallback ?? setTimeout)(load);
  };

  const hear = (message: ToLoader) => {
    const { t } = message;
    if (t === "close") toggle(false);
    else if (t === "event") emit(message.name, message.detail);
    else if (t === "store") say({ t: "stored", id: message.id, pairs: keep(message.key, message.value) });
    else if (t === "unread") unread = message.unread;
    else if (t === "look") {
      look = message.look;
      keep("look", JSON.stringify(look));
    } else if (t === "gone") {
      for (const [key] of keep("") ?? []) localStorage.removeItem(key);
      frame!.remove();
      host!.remove();
      host = frame = port = undefined;
      unread = 0;
      options = { ...tag.dataset };
    }
    paint();
  };

  addEventListener("message", ({ source, origin, data }) => {
    // Only the frame that we made, and only while it shows the chat server: a page that it might be led to is a stranger.
    if (!frame || !source || source !== frame.contentWindow || origin !== base.origin || data?.supportchat !== VERSION) return;
    const channel = new MessageChannel();
    port = channel.port1;
    port.onmessage = (event) => hear(event.data);
    frame.contentWindow!.postMessage({ supportchat: VERSION, options, visit: visit(), lang: root.lang, opened, waiting }, origin, [channel.port2]);
    waiting = [];
  });
  visualViewport!.onresize = visualViewport!.onscroll = paint;

  // Single-page applications change the address in ways that no event tells of.
  setInterval(() => {
    if (seen === location.href) return;
    seen = location.href;
    say({ t: "visit", visit: visit() });
  }, 1e3);

  const update = (changed?: Options) => {
    Object.assign(options, changed);
    paint();
    say({ t: "update", options });
  };
  const commands: Record<string, (value: any, fn: any) => unknown> = {
    // @ts-expect-error no inherited name is a command
    __proto__: null,
    boot(changed?: Options) {
      update(changed);
      start();
    },
    update,
    show: () => toggle(true),
    hide: () => toggle(false),
    toggle: () => toggle(!opened),
    newMessage(text = "") {
      toggle(true);
      say({ t: "compose", text });
    },
    shutdown() {
      if (!host) return;
      toggle(false);
      load();
      say({ t: "shutdown" });
    },
    on(event: string, fn: (detail: unknown) => void) {
      const listener = (happened: Event) => fn((happened as CustomEvent).detail);
      doc.addEventListener(`supportchat:${event}`, listener);
      return () => doc.removeEventListener(`supportchat:${event}`, listener);
    },
  };
  const api: Api = (command, value, fn) =>
    commands[command] ? commands[command](value, fn) : console.warn(`supportchat: "${command}" is none of ${Object.keys(commands)}`);
  api.v = VERSION;
  page.supportchat = api;

  const calls = [...(early?.q ?? [])] as [string, ...unknown[]][];
  if (options.site) api("boot");
  for (const call of calls) api(...call);
}
