import type { ChatSession } from "@supportchat/sdk";
import { useEffect, useRef, useState } from "preact/hooks";
import { rpc } from "../state/api.js";
import { wantVisitor } from "../state/people.js";

export interface Paged {
  readonly sessions: readonly ChatSession[];
  readonly state: "loading" | "ready" | "failed";
  readonly error: unknown;
  readonly more: boolean;
  next(): void;
  /** After a failure: what failed. */
  again(): void;
  /** Reads the first page again. */
  refresh(): void;
}

/** Sessions of the server, page by page: in one state, or of one visitor. The first page is read again from time to time. */
export function usePaged(filter: { status?: number; userId?: number }, everyMs?: number): Paged {
  const [held, setHeld] = useState<{ sessions: readonly ChatSession[]; token: string; state: Paged["state"]; error: unknown }>({
    sessions: [],
    token: "",
    state: "loading",
    error: undefined,
  });
  const turn = useRef(0);
  const read = async (token: string) => {
    const mine = ++turn.current;
    if (token) setHeld((old) => ({ ...old, state: "loading" }));
    try {
      const answer = await rpc().chat.listChatSessions({ status: filter.status ?? 0, userId: filter.userId ?? 0, pageSize: 50, pageToken: token });
      if (mine !== turn.current) return;
      for (const session of answer.chatSessions) wantVisitor(session.userId);
      setHeld((old) => {
        if (token) return { sessions: [...old.sessions, ...answer.chatSessions], token: answer.nextPageToken, state: "ready", error: undefined };
        // Pages that were read further down stay.
        const first = new Set(answer.chatSessions.map((session) => session.id));
        const oldest = answer.chatSessions[answer.chatSessions.length - 1]?.id ?? 0;
        const rest = answer.nextPageToken ? old.sessions.filter((session) => !first.has(session.id) && session.id < oldest) : [];
        return {
          sessions: [...answer.chatSessions, ...rest],
          token: rest.length ? old.token : answer.nextPageToken,
          state: "ready",
          error: undefined,
        };
      });
    } catch (error) {
      if (mine === turn.current) setHeld((old) => ({ ...old, state: "failed", error }));
    }
  };
  useEffect(() => {
    setHeld({ sessions: [], token: "", state: "loading", error: undefined });
    read("");
    if (!everyMs) return;
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") read("");
    }, everyMs);
    return () => clearInterval(timer);
  }, [filter.status, filter.userId, everyMs]);
  return {
    sessions: held.sessions,
    state: held.state,
    error: held.error,
    more: held.token !== "",
    next: () => {
      if (held.token && held.state !== "loading") read(held.token);
    },
    refresh: () => void (held.state === "ready" && read("")),
    again: () => void read(held.sessions.length ? held.token : ""),
  };
}
