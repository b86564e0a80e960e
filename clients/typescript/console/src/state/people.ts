/** Visitors, agents, teams and canned replies, as far as this page has asked for them. */
import type { Agent, CannedReply, Team, Visitor } from "@supportchat/sdk";
import { store } from "../lib/store.js";
import { strings } from "../strings.js";
import { me, rpc } from "./api.js";

export const visitors = store<ReadonlyMap<number, Visitor>>(new Map());
export const agents = store<readonly Agent[]>([]);
export const teams = store<readonly Team[]>([]);
export const replies = store<readonly CannedReply[]>([]);

const FRESH_FOR = 60_000;
const asked = new Map<number, number>();
let wanted = new Set<number>();

/** Asks for a visitor, together with all others that are wanted in the same moment. What is known is asked again after a minute at the earliest, unless `now`. */
export function wantVisitor(userId: number, now = false): void {
  if (userId <= 0 || (!now && Date.now() - (asked.get(userId) ?? 0) < FRESH_FOR)) return;
  asked.set(userId, Date.now());
  if (wanted.size === 0) setTimeout(fetchWanted, 20);
  wanted.add(userId);
}

async function fetchWanted(): Promise<void> {
  const ids = [...wanted];
  wanted = new Set();
  for (let at = 0; at < ids.length; at += 100) {
    const some = ids.slice(at, at + 100);
    try {
      const answer = await rpc().agent.batchGetVisitors({ userIds: some });
      visitors.update((old) => {
        const all = new Map(old);
        for (const visitor of answer.visitors) if (visitor.user) all.set(visitor.user.id, visitor);
        return all;
      });
    } catch {
      // The name is a convenience: the row says "Visitor 12" and asks again later.
      for (const id of some) asked.set(id, Date.now() - FRESH_FOR + 5000);
    }
  }
}

export function visitorName(all: ReadonlyMap<number, Visitor>, userId: number): string {
  return all.get(userId)?.user?.name || strings.visitorNumber(userId);
}

export function agentName(all: readonly Agent[], id: number): string {
  const self = me.get();
  if (self && self.id === id) return self.name;
  return all.find((agent) => agent.id === id)?.name || strings.agentNumber(id);
}

export function teamName(all: readonly Team[], id: number): string {
  return all.find((team) => team.id === id)?.name || strings.teamNumber(id);
}

/** Reads all pages of a list. */
export async function allPages<T>(page: (pageToken: string) => Promise<{ items: T[]; next: string }>): Promise<T[]> {
  const all: T[] = [];
  for (let token = ""; ; ) {
    const { items, next } = await page(token);
    all.push(...items);
    if (!next) return all;
    token = next;
  }
}

export async function loadAgents(): Promise<void> {
  agents.set(
    await allPages(async (pageToken) => {
      const answer = await rpc().agent.listAgents({ pageSize: 1000, pageToken });
      return { items: answer.agents, next: answer.nextPageToken };
    }),
  );
}

export async function loadTeams(): Promise<void> {
  teams.set(
    await allPages(async (pageToken) => {
      const answer = await rpc().agent.listTeams({ pageSize: 1000, pageToken });
      return { items: answer.teams, next: answer.nextPageToken };
    }),
  );
}

export async function loadReplies(): Promise<void> {
  replies.set(
    await allPages(async (pageToken) => {
      const answer = await rpc().agent.listCannedReplies({ pageSize: 1000, pageToken });
      return { items: answer.cannedReplies, next: answer.nextPageToken };
    }),
  );
}

/** What every chat needs. Each is a convenience: without it, numbers stand for names. */
export async function loadDirectory(): Promise<void> {
  await Promise.allSettled([loadAgents(), loadTeams(), loadReplies()]);
}

export function forgetPeople(): void {
  asked.clear();
  visitors.set(new Map());
  agents.set([]);
  teams.set([]);
  replies.set([]);
}
