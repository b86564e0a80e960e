// @vitest-environment happy-dom
import { expect, test, vi } from "vitest";
import { connect, isWelcome } from "../src/panel/host.js";
import type { Welcome } from "../src/protocol.js";

const welcome: Welcome = {
  supportchat: 1,
  options: { site: "shop" },
  visit: { pageUrl: "", pageTitle: "", referrer: "" },
  lang: "",
  opened: false,
  waiting: [],
};
const parent = {};

function answer(changes: object = {}, data: unknown = welcome) {
  const { port1, port2 } = new MessageChannel();
  return { port: port2, event: { source: parent, data, ports: [port1], ...changes } as unknown as MessageEvent };
}

test("takes its parent's answer only", () => {
  expect(isWelcome(answer().event, parent)).toBe(true);
  expect(isWelcome(answer({ source: {} }).event, parent)).toBe(false);
  expect(isWelcome(answer({ source: null }).event, parent)).toBe(false);
  expect(isWelcome(answer({ ports: [] }).event, parent)).toBe(false);
  for (const data of [null, "x", {}, { ...welcome, supportchat: 2 }, { supportchat: 1 }])
    expect(isWelcome(answer({}, data).event, parent)).toBe(false);
});

async function connected() {
  const own = Object.assign(new EventTarget(), { parent: { postMessage: vi.fn() } });
  const host = connect(own as unknown as Window);
  const { port, event } = answer({ source: own.parent });
  own.dispatchEvent(Object.assign(new Event("message"), { source: event.source, data: event.data, ports: event.ports }));
  return { host: await host, port, hello: own.parent.postMessage };
}

test("says nothing of itself in its hello", async () => {
  const { hello } = await connected();
  expect(hello.mock.calls).toEqual([[{ supportchat: 1 }, "*"]]);
});

test("keeps what it has with the page around it", async () => {
  const { host, port } = await connected();
  const kept = new Map<string, string>([["supportchat:shop:b", "2"]]);
  port.onmessage = ({ data: { id, key, value } }) => {
    if (value === null) kept.delete(`supportchat:shop:${key}`);
    else if (value !== undefined) kept.set(`supportchat:shop:${key}`, value);
    port.postMessage({ t: "stored", id, pairs: [...kept] });
  };
  await host.store.set("ab", "1");
  expect(await host.store.get("ab")).toBe("1");
  expect(await host.store.get("a")).toBeUndefined();
  expect(await host.store.list("")).toEqual([
    ["ab", "1"],
    ["b", "2"],
  ]);
  await host.store.delete("ab");
  expect(await host.store.list("a")).toEqual([]);
});

test("a page without storage makes it fail, not hang", async () => {
  const { host, port } = await connected();
  port.onmessage = ({ data: { id } }) => port.postMessage({ t: "stored", id });
  await expect(host.store.get("a")).rejects.toThrow("blocked");
});

test("hears what was said before it listened", async () => {
  const { host, port } = await connected();
  port.postMessage({ t: "opened", opened: true });
  await new Promise((resolve) => setTimeout(resolve, 20));
  const heard: unknown[] = [];
  host.onMessage((message) => heard.push(message));
  expect(heard).toEqual([{ t: "opened", opened: true }]);
});
