// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from "vitest";

const ORIGIN = "https://chat.example.com";
type Api = ((...call: unknown[]) => unknown) & { q?: unknown[]; v?: number };
const page = window as unknown as { supportchat?: Api; visualViewport?: unknown; matchMedia: unknown; CSSStyleSheet: unknown };

/** A page that embeds the script with these data- attributes. */
async function embed(data: Record<string, string> = { site: "shop" }): Promise<Api> {
  const script = document.createElement("script");
  Object.defineProperty(script, "src", { value: `${ORIGIN}/widget.js` });
  Object.assign(script.dataset, data);
  Object.defineProperty(document, "currentScript", { value: script, configurable: true });
  vi.resetModules();
  await import("../src/loader/loader.js");
  return page.supportchat as Api;
}

const hosts = () => [...document.body.children].filter((element) => element.shadowRoot);
const launcher = () => hosts()[0]?.shadowRoot?.querySelector("button");
const frame = () => hosts()[0]?.shadowRoot?.querySelector("iframe");
const tick = () => new Promise((resolve) => setTimeout(resolve, 20));

/** Says what a panel would say; resolves with what the loader answers, if it does. */
async function hello(
  changes: Partial<{ source: unknown; origin: string; data: unknown }> = {},
): Promise<{ welcome: any; port: MessagePort } | undefined> {
  const element = frame();
  if (!element) throw new Error("there is no frame");
  const post = vi.fn();
  // Nothing is loaded here, so the frame has no window of its own.
  const window = element.contentWindow ?? Object.assign(new EventTarget(), { postMessage: post });
  Object.defineProperty(element, "contentWindow", { value: window, configurable: true });
  Object.assign(window, { postMessage: post });
  const event = Object.assign(new Event("message"), { source: window, origin: ORIGIN, data: { supportchat: 1 }, ...changes });
  globalThis.dispatchEvent(event);
  const [welcome, target, ports] = post.mock.lastCall ?? [];
  if (!welcome) return;
  expect(target).toBe(ORIGIN);
  return { welcome, port: ports[0] };
}

beforeEach(() => {
  vi.stubGlobal("visualViewport", Object.assign(new EventTarget(), { height: 600, offsetTop: 0 }));
  vi.stubGlobal("matchMedia", () => ({ matches: false }));
});
afterEach(() => {
  vi.unstubAllGlobals();
  document.body.replaceChildren();
  localStorage.clear();
  delete page.supportchat;
  vi.restoreAllMocks();
});

test("shows a launcher, and loads the panel of its site when the page is idle", async () => {
  await embed();
  expect(launcher()?.ariaLabel).toBe("Open chat");
  expect(launcher()?.ariaExpanded).toBe("false");
  await tick();
  expect(frame()?.src).toBe(`${ORIGIN}/widget/?site=shop`);
});

test("does nothing the second time", async () => {
  const first = await embed();
  expect(await embed({ site: "other" })).toBe(first);
  expect(hosts()).toHaveLength(1);
});

test("makes up for the calls that came before it", async () => {
  const opened = vi.fn();
  page.supportchat = Object.assign(() => undefined, {
    q: [
      ["on", "opened", opened],
      ["boot", { name: "Ada" }],
      ["newMessage", "Hello"],
    ],
  });
  await embed();
  expect(opened).toHaveBeenCalledTimes(1);
  expect(launcher()?.ariaExpanded).toBe("true");
  const answer = await hello();
  expect(answer?.welcome).toMatchObject({ options: { site: "shop", name: "Ada" }, opened: true });
  expect(answer?.welcome.waiting).toContainEqual({ t: "compose", text: "Hello" });
});

test("opens, closes, and hands the focus back", async () => {
  const api = await embed();
  const events: string[] = [];
  for (const name of ["opened", "closed"]) window.addEventListener(`supportchat:${name}`, () => events.push(name));
  api("show");
  api("show");
  api("toggle");
  expect(events).toEqual(["opened", "closed"]);
  expect(hosts()[0]?.shadowRoot?.activeElement).toBe(launcher());
});

test("on gives a function that ends it", async () => {
  const api = await embed();
  const fn = vi.fn();
  const stop = api("on", "opened", fn) as () => void;
  api("show");
  stop();
  api("hide");
  api("show");
  expect(fn).toHaveBeenCalledTimes(1);
});

test("an unknown command says what there is", async () => {
  const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
  const api = await embed();
  for (const command of ["open", "constructor", "__proto__", "hasOwnProperty"]) api(command);
  expect(warn).toHaveBeenCalledTimes(4);
  expect(warn.mock.calls[0]?.[0]).toMatch(/"open".*boot.*shutdown/);
});

test.each([
  ["another origin", { origin: "https://evil.example" }],
  ["another window", { source: window }],
  ["no window", { source: null }],
  ["another version", { data: { supportchat: 2 } }],
  ["another message", { data: "hello" }],
  ["nothing", { data: null }],
])("says nothing to %s", async (_, changes) => {
  await embed();
  await tick();
  expect(await hello(changes)).toBeUndefined();
  expect(await hello()).toBeDefined();
});

test("says nothing to a window without a frame", async () => {
  await embed();
  const event = Object.assign(new Event("message"), { source: undefined, origin: ORIGIN, data: { supportchat: 1 } });
  expect(() => globalThis.dispatchEvent(event)).not.toThrow();
});

test("hears the panel: unread, look, events", async () => {
  document.title = "Shop";
  const api = await embed();
  await tick();
  const { port } = (await hello()) ?? {};
  const ready = vi.fn();
  api("on", "ready", ready);
  port?.postMessage({ t: "look", look: { css: ".x{}", title: "Chat", open: "Open chat, 2 unread messages", close: "Close chat" } });
  port?.postMessage({ t: "unread", unread: 2 });
  port?.postMessage({ t: "event", name: "ready", detail: { a: 1 } });
  await tick();
  expect(ready).toHaveBeenCalledWith({ a: 1 });
  expect(launcher()?.ariaLabel).toBe("Open chat, 2 unread messages");
  expect(launcher()?.textContent).toBe("2");
  expect(document.title).toBe("(2) Shop");
  api("show");
  expect(document.title).toBe("Shop");
});

test("keeps the panel's pairs for its site only, and forgets them all at the end", async () => {
  localStorage.setItem("theirs", "1");
  localStorage.setItem("supportchat:other:token", "2");
  await embed();
  await tick();
  const { port } = (await hello()) ?? {};
  const answers: any[] = [];
  if (port) port.onmessage = ({ data }) => answers.push(data);
  port?.postMessage({ t: "store", id: 1, key: "token", value: "secret" });
  port?.postMessage({ t: "store", id: 2, key: "token" });
  port?.postMessage({ t: "store", id: 3, key: "token", value: null });
  await tick();
  expect(answers.map(({ id, pairs }) => [id, pairs])).toEqual([
    [1, [["supportchat:shop:token", "secret"]]],
    [2, [["supportchat:shop:token", "secret"]]],
    [3, []],
  ]);
  port?.postMessage({ t: "store", id: 4, key: "token", value: "secret" });
  port?.postMessage({ t: "gone" });
  await tick();
  expect(Object.keys(localStorage).sort()).toEqual(["supportchat:other:token", "theirs"]);
  expect(hosts()).toHaveLength(0);
});

test("without storage it works all the same", async () => {
  vi.stubGlobal("localStorage", undefined);
  await embed();
  await tick();
  const { port } = (await hello()) ?? {};
  const answer = new Promise<any>((resolve) => port?.addEventListener("message", ({ data }) => resolve(data)));
  port?.start();
  port?.postMessage({ t: "store", id: 1, key: "token", value: "secret" });
  expect((await answer).pairs).toBeUndefined();
});

test("the launcher can be left out", async () => {
  const api = await embed({ site: "shop", launcher: "none" });
  expect(launcher()?.hidden).toBe(true);
  api("update", { launcher: true });
  expect(launcher()?.hidden).toBe(false);
});

test("after a shutdown it waits for boot", async () => {
  const api = await embed();
  await tick();
  const { port } = (await hello()) ?? {};
  const heard: any[] = [];
  if (port) port.onmessage = ({ data }) => heard.push(data.t);
  api("update", { user_id: "7", identifier_hash: "ab" });
  api("shutdown");
  await tick();
  expect(heard).toContain("shutdown");
  port?.postMessage({ t: "gone" });
  await tick();
  api("show");
  expect(hosts()).toHaveLength(0);
  api("boot");
  await tick();
  expect((await hello())?.welcome.options).toEqual({ site: "shop" });
});
