/** The audit log as this page has read it, and what it does with it. */
import type { ApiKey, AuditFinding, AuditRecord, AuditResult, AuditStatus } from "@supportchat/sdk/agent";
import { useEffect, useRef, useState } from "preact/hooks";
import { type AuditFilter, exportName, filterQuery, filterRequest, type Names, partyOf } from "../lib/audit.js";
import { useStore } from "../lib/store.js";
import { strings } from "../strings.js";
import { rpc } from "./api.js";
import { agentName, agents, allPages, loadAgents, loadTeams, teamName, teams, visitorName, visitors, wantVisitor } from "./people.js";

const PAGE = 50;
const STATUS_EVERY_MS = 10_000;
/** More than anyone reads; the number of all is said. */
const MAX_FINDINGS = 100;

export interface Records {
  readonly records: readonly AuditRecord[];
  readonly state: "loading" | "ready" | "failed";
  readonly error: unknown;
  readonly more: boolean;
  next(): void;
  reload(): void;
}

/** The records that a filter leaves, page by page, the newest first. */
export function useRecords(filter: AuditFilter): Records {
  const [held, setHeld] = useState<{ records: readonly AuditRecord[]; token: string; state: Records["state"]; error: unknown }>({
    records: [],
    token: "",
    state: "loading",
    error: undefined,
  });
  const turn = useRef(0);
  const read = async (token: string, keep: boolean) => {
    const mine = ++turn.current;
    setHeld((old) => ({ ...(keep ? old : { records: [], token: "" }), state: "loading", error: undefined }));
    try {
      const answer = await rpc().audit.listAuditRecords({ ...filterRequest(filter), pageSize: PAGE, pageToken: token });
      if (mine !== turn.current) return;
      for (const record of answer.auditRecords) wantNames(record);
      setHeld((old) => ({
        records: token ? [...old.records, ...answer.auditRecords] : answer.auditRecords,
        token: answer.nextPageToken,
        state: "ready",
        error: undefined,
      }));
    } catch (error) {
      if (mine === turn.current) setHeld((old) => ({ ...old, state: "failed", error }));
    }
  };
  const query = filterQuery(filter);
  useEffect(() => {
    read("", false);
    return () => {
      turn.current++;
    };
  }, [query]);
  return {
    records: held.records,
    state: held.state,
    error: held.error,
    more: held.token !== "",
    next: () => {
      if (held.token && held.state !== "loading") read(held.token, true);
    },
    reload: () => void read("", true),
  };
}

function wantNames({ actor, via, object }: AuditRecord): void {
  for (const text of [actor, via, object]) {
    const { kind, id } = partyOf(text);
    if (kind === "user" && id !== undefined) wantVisitor(id);
  }
}

/** How the log stands, asked again from time to time. It is a convenience: without it, the page says nothing of it. */
export function useStatus(): { status: AuditStatus | undefined; ask: () => void } {
  const [status, setStatus] = useState<AuditStatus>();
  const gone = useRef(false);
  const ask = () =>
    void rpc()
      .audit.getAuditStatus({})
      .then(
        (answer) => !gone.current && setStatus(answer.auditStatus),
        () => {},
      );
  useEffect(() => {
    gone.current = false;
    ask();
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") ask();
    }, STATUS_EVERY_MS);
    return () => {
      gone.current = true;
      clearInterval(timer);
    };
  }, []);
  return { status, ask };
}

/** Whom the log's ids stand for. */
export function useNames(): { names: Names; keys: readonly ApiKey[] } {
  const allVisitors = useStore(visitors);
  const allAgents = useStore(agents);
  const allTeams = useStore(teams);
  const [keys, setKeys] = useState<readonly ApiKey[]>([]);
  useEffect(() => {
    let gone = false;
    loadAgents().catch(() => {});
    loadTeams().catch(() => {});
    allPages(async (pageToken) => {
      const answer = await rpc().admin.listApiKeys({ pageSize: 1000, pageToken });
      return { items: answer.apiKeys, next: answer.nextPageToken };
    }).then(
      (all) => !gone && setKeys(all),
      () => {},
    );
    return () => {
      gone = true;
    };
  }, []);
  const names: Names = {
    user: (id) => visitorName(allVisitors, id),
    agent: (id) => agentName(allAgents, id),
    team: (id) => teamName(allTeams, id),
    key: (id) => {
      const name = keys.find((key) => key.id === id)?.name;
      return name ? strings.audit.keyNamed(name) : strings.audit.keyNumber(id);
    },
  };
  return { names, keys };
}

export interface Check {
  readonly checked: number;
  readonly total: number;
  readonly findings: readonly AuditFinding[];
  /** There when it is over. */
  readonly result: AuditResult | undefined;
  readonly error: unknown;
}

/** A check of the whole log: one at a time, until it ends, is stopped, or the page is left. */
export function useCheck(): { check: Check | undefined; start: () => void; stop: () => void } {
  const [check, setCheck] = useState<Check>();
  const abort = useRef<AbortController | undefined>(undefined);
  const stop = () => {
    abort.current?.abort();
    abort.current = undefined;
    setCheck(undefined);
  };
  useEffect(() => () => abort.current?.abort(), []);
  const start = async () => {
    abort.current?.abort();
    const mine = new AbortController();
    abort.current = mine;
    setCheck({ checked: 0, total: 0, findings: [], result: undefined, error: undefined });
    const put = (change: (old: Check) => Check) => {
      if (abort.current === mine) setCheck((old) => old && change(old));
    };
    try {
      let over = false;
      for await (const { frame } of rpc().audit.verifyAuditLog({}, { signal: mine.signal })) {
        if (frame.case === "progress") put((old) => ({ ...old, checked: frame.value.checked, total: frame.value.total }));
        else if (frame.case === "finding")
          put((old) => (old.findings.length < MAX_FINDINGS ? { ...old, findings: [...old.findings, frame.value] } : old));
        else if (frame.case === "result") {
          over = true;
          put((old) => ({ ...old, result: frame.value }));
        }
      }
      if (!over) throw new Error("the check ended without a result");
    } catch (error) {
      put((old) => ({ ...old, error }));
    }
  };
  return { check, start, stop };
}

/** Reads what a filter leaves and has the browser save it. Says under which name. */
export async function exportRecords(filter: AuditFilter, progress: (bytes: number) => void, signal: AbortSignal): Promise<string> {
  const pieces: BlobPart[] = [];
  let size = 0;
  for await (const { content } of rpc().audit.exportAuditRecords(filterRequest(filter), { signal })) {
    if (!content) continue;
    pieces.push(content.data as Uint8Array<ArrayBuffer>);
    size += content.data.length;
    progress(size);
  }
  const name = exportName(filter, new Date());
  const url = URL.createObjectURL(new Blob(pieces, { type: "application/x-ndjson" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The browser has begun to save it by then.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
  return name;
}
