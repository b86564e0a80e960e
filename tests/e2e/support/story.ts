/** What a story has of its own: a server, a line to it that can break, pages of companies. At its end everybody leaves, and all of it is closed. */

import { test as base } from "@playwright/test";

import { Host, type HostPage } from "./host.ts";
import { freePort } from "./ports.ts";
import { Proxy } from "./proxy.ts";
import { Server } from "./server.ts";

export { expect } from "@playwright/test";

interface Story {
  readonly server: Server;
  /** Another way to the server. */
  readonly line: Proxy;
  /** Starts a company's site. */
  readonly site: (page: HostPage) => Promise<Host>;
}

export const test = base.extend<Story>({
  server: async ({ browser }, use) => {
    const server = await Server.start();
    await use(server);
    await Promise.all(browser.contexts().map((context) => context.close()));
    await server.close();
  },
  line: async ({ server }, use) => {
    const line = await Proxy.start(await freePort(), server.url);
    await use(line);
    await line.cut();
  },
  site: async ({}, use) => {
    const hosts: Host[] = [];
    await use(async (page) => {
      const host = await Host.start(page);
      hosts.push(host);
      return host;
    });
    await Promise.all(hosts.map((host) => host.close()));
  },
});
