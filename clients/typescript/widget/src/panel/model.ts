/** What the panel knows and does, apart from how it looks: the client, which page is shown, drafts, and what the embedding page is told. */

import {
  type ChatSession,
  ChatSessionStatus,
  type Conversation,
  createVisitorClient,
  indexedDbStore,
  isChatError,
  type KeyValueStore,
  type VisitInit,
  type VisitorClient,
  type VisitorIdentity,
  type VisitorUpdate,
  visitorKey,
  type Widget,
} from "@supportchat/sdk";
import type { Options, ToPanel, VisitOptions } from "../protocol.js";
import type { Start } from "./home.js";
import type { Host } from "./host.js";
import { chooseLocale, createI18n, type I18n, loadTexts, withOverrides } from "./i18n.js";
import { dress, frameCss, themeOf } from "./look.js";
import { type ProblemKind, problemOf } from "./problem.js";
import { Reporter } from "./reporter.js";

/** After this long, whether anybody is there is asked again when the panel is opened. */
const STALE_MS = 30_000;
const NEW = "new";

export type View = { readonly page: "home" } | { readonly page: "talk"; readonly conversation: Conversation };

export class Model {
  i18n: I18n;
  client: VisitorClient | undefined;
  widget: Widget | undefined;
  problem: ProblemKind | undefined;
  view: View = { page: "home" };
  opened: boolean;
  /** Grows when the focus shall go to where one writes. */
  focus = 0;

  #host: Host;
  #site: string;
  #options: Options;
  #visit: VisitOptions;
  #store: KeyValueStore;
  #drafts = new Map<string, string>();
  /** Whose drafts they are. */
  #owner = "";
  #listeners = new Set<() => void>();
  #reporter: Reporter;
  #asked = 0;
  /** Whether the visitor has chosen the page; until then an open conversation comes first. */
  #chosen = false;
  #system = matchMedia("(prefers-color-scheme: dark)");

  static async create(host: Host, site: string): Promise<Model> {
    const own = indexedDbStore(`supportchat:${site}`);
    const store = await own.list("").then(
      () => own,
      // Blocked for frames of other origins: the embedding page keeps it for us.
      () => host.store,
    );
    const model = new Model(host, site, store);
    await model.#language();
    await model.#connect();
    return model;
  }

  private constructor(host: Host, site: string, store: KeyValueStore) {
    this.#host = host;
    this.#site = site;
    this.#store = store;
    this.#options = host.welcome.options;
    this.#visit = host.welcome.visit;
    this.opened = host.welcome.opened;
    this.i18n = undefined as unknown as I18n;
    this.#reporter = new Reporter(
      (name, detail) => host.say({ t: "event", name, detail }),
      (unread) => this.#unread(unread),
    );
    this.#system.addEventListener("change", () => this.#dress());
  }

  /** Begins to hear the embedding page; before that nobody renders. */
  listen(): void {
    this.#host.onMessage((message) => void this.#hear(message));
    if (this.opened) this.#open();
  }

  subscribe = (fn: () => void): (() => void) => {
    this.#listeners.add(fn);
    return () => this.#listeners.delete(fn);
  };

  #changed(): void {
    for (const fn of this.#listeners) fn();
  }

  // -- the embedding page -------------------------------------------------------------------------------------------------------------------------

  async #hear(message: ToPanel): Promise<void> {
    switch (message.t) {
      case "opened":
        this.opened = message.opened;
        if (message.opened) this.#open();
        break;
      case "visit":
        this.#visit = message.visit;
        if (this.client?.me) await this.client.update({ visit: this.#visitInit() }).catch(() => {});
        break;
      case "update":
        await this.#update(message.options);
        break;
      case "compose":
        if (!this.draft) this.setDraft(message.text);
        this.focus++;
        break;
      case "shutdown":
        await this.client?.reset().catch(() => {});
        for (const [key] of await this.#store.list("").catch(() => [])) await this.#store.delete(key);
        this.#host.say({ t: "gone" });
        break;
      case "stored":
        break;
    }
    this.#changed();
  }

  #open(): void {
    if (Date.now() - this.#asked > STALE_MS) void this.#ask();
    this.#settle();
    this.focus++;
    this.#changed();
  }

  close(): void {
    this.#host.say({ t: "close" });
  }

  async #update(options: Options): Promise<void> {
    const before = this.#options;
    this.#options = options;
    await this.#language();
    this.#dress();
    if (identityKey(before) !== identityKey(options)) {
      this.client?.close();
      await this.#connect();
      return;
    }
    const { name, email, attributes } = options;
    const changed = name !== before.name || email !== before.email || JSON.stringify(attributes) !== JSON.stringify(before.attributes);
    if (changed) await this.client?.update(cut({ name, email, attributes })).catch(() => {});
  }

  #visitInit(): VisitInit {
    return { ...this.#visit, locale: navigator.language, timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone };
  }

  #unread(unread: number): void {
    this.#host.say({ t: "unread", unread });
    this.#dress(unread);
  }

  async #language(): Promise<void> {
    const locale = chooseLocale([this.#options.locale, this.#host.welcome.lang, ...navigator.languages]);
    this.i18n = createI18n(locale, withOverrides(await loadTexts(locale), locale, this.widget?.settings?.texts ?? []));
    document.documentElement.lang = locale;
    document.documentElement.dir = this.i18n.dir;
  }

  #dress(unread = this.#reporter.unread): void {
    const theme = themeOf(this.#options.theme, this.#system.matches);
    const accent = this.widget?.settings?.accentColor ?? "";
    dress(document.documentElement, accent, theme);
    const { t, n } = this.i18n;
    document.title = t("title");
    const look = {
      css: frameCss(accent, theme, this.i18n.dir),
      title: t("title"),
      open: unread ? n("openUnread", unread) : t("open"),
      close: t("close"),
    };
    this.#host.say({ t: "look", look });
  }

  // -- the server ---------------------------------------------------------------------------------------------------------------------------------

  async #connect(): Promise<void> {
    const { name, email, attributes } = this.#options;
    const identity = identityOf(this.#options);
    this.#owner = visitorKey(identity);
    this.#drafts = new Map();
    this.problem = undefined;
    this.view = { page: "home" };
    this.#chosen = false;
    this.#dress();
    const client = createVisitorClient(
      cut({
        lazy: true,
        url: new URL("..", location.href).href.replace(/\/$/, ""),
        store: this.#store,
        site: this.#site,
        identity,
        name,
        email,
        attributes,
        visit: this.#visitInit(),
      }),
    );
    this.client = client;
    this.#reporter.watch(client);
    client.on("connection", ({ status }) => {
      if (status === "online") void this.#tellVisitor();
      this.#changed();
    });
    client.on("conversations", () => {
      this.#settle();
      this.#changed();
    });
    client.on("error", (error) => this.#fail(error));
    client.on("signedOut", () => {
      this.problem = "gone";
      this.#changed();
    });
    await this.#restoreDrafts();
    await this.#ask();
  }

  /** Asks how the widget looks and whether anybody is there. */
  async #ask(): Promise<void> {
    try {
      this.widget = await this.client?.widget();
      this.#asked = Date.now();
      if (this.problem === "error") this.problem = undefined;
      await this.#language();
      this.#dress();
      this.#reporter.ready();
    } catch (error) {
      // What was known before is still worth more than an error page.
      if (!this.widget) this.#fail(error);
    }
    this.#changed();
  }

  #fail(error: unknown): void {
    const reason = isChatError(error) ? error.reason : "UNKNOWN";
    this.problem = problemOf(reason);
    this.#host.say({ t: "event", name: "error", detail: { reason, message: error instanceof Error ? error.message : String(error) } });
    this.#changed();
  }

  async retry(): Promise<void> {
    this.problem = undefined;
    this.#changed();
    this.client?.close();
    await this.#connect();
  }

  // -- pages --------------------------------------------------------------------------------------------------------------------------------------

  /** The conversation that goes on, if there is one and the visitor has not gone elsewhere, is what they came for. */
  #settle(): void {
    if (this.#chosen || !this.client) return;
    const open = this.client.conversations.find((session) => session.status !== ChatSessionStatus.CLOSED);
    const conversation = this.client.unsent[0] ?? (open && this.client.conversation(open.id));
    if (conversation) this.#show(conversation);
  }

  #show(conversation: Conversation): void {
    this.#chosen = true;
    this.view = { page: "talk", conversation };
    this.focus++;
  }

  go(id: number): void {
    if (this.client) this.#show(this.client.conversation(id));
    this.#changed();
  }

  home(): void {
    this.#chosen = true;
    this.view = { page: "home" };
    this.focus++;
    void this.#ask();
    this.#changed();
  }

  /** Begins a conversation with its first message. */
  begin(start: Start): void {
    if (!this.client) return;
    const { name, email, attributes } = start;
    const update = cut({ name, email, attributes: Object.keys(attributes).length ? attributes : undefined });
    if (Object.keys(update).length) void this.#rememberVisitor(update);
    const conversation = this.client.newConversation();
    conversation.send(start.text);
    this.setDraft("");
    this.#show(conversation);
    this.#changed();
  }

  /** What the embedding page has said of the visitor. */
  get known(): { name?: string; email?: string } {
    const { name, email } = this.#options;
    return cut({ name, email });
  }

  unread(session: ChatSession): number {
    return this.#reporter.unreadOf(session.id);
  }

  /** What the visitor typed of themselves must not be lost because the line was down just then. */
  async #rememberVisitor(update: VisitorUpdate): Promise<void> {
    const key = `widget:visitor:${this.#owner}`;
    const kept = this.#store.set(key, JSON.stringify(update)).catch(() => {});
    const told = await this.client?.update(update).then(
      () => this.client?.me !== undefined,
      () => false,
    );
    await kept;
    if (told) await this.#store.delete(key);
  }

  async #tellVisitor(): Promise<void> {
    const kept = await this.#store.get(`widget:visitor:${this.#owner}`).catch(() => undefined);
    if (kept) await this.#rememberVisitor(JSON.parse(kept));
  }

  // -- drafts -------------------------------------------------------------------------------------------------------------------------------------

  get #draftKey(): string {
    return this.view.page === "talk" ? this.view.conversation.key : NEW;
  }

  get #draftPrefix(): string {
    return `widget:draft:${this.#owner}:`;
  }

  get draft(): string {
    return this.#drafts.get(this.#draftKey) ?? "";
  }

  setDraft(text: string): void {
    const key = this.#draftKey;
    this.#drafts.set(key, text);
    const place = `${this.#draftPrefix}${key}`;
    const kept = text ? this.#store.set(place, text) : this.#store.delete(place);
    kept.catch(() => {});
    this.#changed();
  }

  async #restoreDrafts(): Promise<void> {
    const prefix = this.#draftPrefix;
    for (const [key, text] of await this.#store.list(prefix).catch(() => [])) this.#drafts.set(key.slice(prefix.length), text);
  }
}

function identityOf({ user_id, identifier_hash, jwt }: Options): VisitorIdentity | undefined {
  if (jwt) return { jwt };
  return user_id && identifier_hash ? { userId: user_id, identifierHash: identifier_hash } : undefined;
}

function identityKey(options: Options): string {
  return JSON.stringify(identityOf(options) ?? null);
}

/** Without what is undefined: an option that is not given is left out. */
function cut<T extends object>(options: { [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as T;
}
