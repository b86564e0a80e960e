import type { AuditStatus } from "@supportchat/sdk/agent";
import { useEffect, useRef, useState } from "preact/hooks";
import { type AuditFilter, filterQuery, isFiltered, NO_FILTER, parseFilter } from "../lib/audit.js";
import { fileSize } from "../lib/files.js";
import { millis } from "../lib/log.js";
import { useNow } from "../lib/store.js";
import { fullTime, ticking } from "../lib/time.js";
import { exportRecords, useCheck, useNames, useRecords, useStatus } from "../state/audit.js";
import { attempt, describe } from "../state/errors.js";
import { go } from "../state/nav.js";
import { strings } from "../strings.js";
import { Button } from "../ui/Button.js";
import { Icon } from "../ui/Icon.js";
import { toast } from "../ui/toasts.js";
import { AuditCheck } from "./AuditCheck.js";
import { AuditFilters } from "./AuditFilters.js";
import { AuditRow } from "./AuditRow.js";

const words = strings.audit;
const page = strings.adminPages.audit;
/** What waits for less than this is only on its way. */
const WAITS_TOO_LONG_MS = 30_000;

/** What happened, who did it, and the proof that nobody has changed it since. */
export function AuditLog({ query }: { query: string | undefined }) {
  const filter = parseFilter(query);
  const list = useRecords(filter);
  const { status, ask } = useStatus();
  const { names, keys } = useNames();
  const { check, start, stop } = useCheck();
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set());
  const filtered = isFiltered(filter);
  const narrow = (next: AuditFilter) => go({ page: "admin", admin: "audit", id: undefined, query: filterQuery(next) }, true);
  // On a phone the filters are out of the way until they are wanted.
  const [choosing, setChoosing] = useState(filtered);
  const [cleared, setCleared] = useState(0);
  const clear = () => {
    setCleared((n) => n + 1);
    narrow(NO_FILTER);
  };
  const reload = () => {
    list.reload();
    ask();
  };
  // Only of all records is it known how many there are.
  const unseen = !filtered && status && list.state === "ready" ? status.lastId - (list.records[0]?.id ?? 0) : 0;
  const toggle = (id: number) =>
    setOpen((old) => {
      const next = new Set(old);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  return (
    <div class="admin-page audit">
      <header class="row">
        <div class="grow">
          <h1>{page.title}</h1>
          <p class="muted">{page.text}</p>
        </div>
        <div class="row">
          <ExportButton filter={filter} filtered={filtered} />
          <Button kind="primary" icon="shield" onClick={start}>
            {words.verify}
          </Button>
        </div>
      </header>
      {check && <AuditCheck check={check} onStop={stop} onAgain={start} />}
      <section class="card audit-card" aria-label={page.title}>
        <AuditFilters key={cleared} filter={filter} names={names} keys={keys} onFilter={narrow} shown={choosing} />
        <div class="audit-bar row small">
          <Standing status={status} />
          <Button icon="search" class="choose" aria-expanded={choosing} onClick={() => setChoosing(!choosing)}>
            {words.filters}
          </Button>
          {filtered && (
            <Button kind="link" icon="close" onClick={clear}>
              {words.clear}
            </Button>
          )}
          <span class="spring" />
          {unseen > 0 ? (
            <Button kind="link" icon="reopen" onClick={reload}>
              {words.showNew(unseen)}
            </Button>
          ) : (
            <Button kind="quiet" icon="reopen" label={words.refresh} onClick={reload} />
          )}
        </div>
        <p class="sr" role="status">
          {list.state === "ready" ? words.listed(list.records.length) : ""}
        </p>
        {list.records.length > 0 && (
          <div class="table-wrap">
            <table class="audit-table">
              <thead>
                <tr>
                  {[words.when, words.who, words.what, words.object].map((column) => (
                    <th key={column} scope="col">
                      {column}
                    </th>
                  ))}
                  <th scope="col">
                    <span class="sr">{strings.details}</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {list.records.map((record) => (
                  <AuditRow key={record.id} record={record} names={names} open={open.has(record.id)} onToggle={() => toggle(record.id)} />
                ))}
              </tbody>
            </table>
          </div>
        )}
        {list.state === "failed" ? (
          <div class={list.records.length > 0 ? "audit-foot" : "empty"} role="alert">
            {list.records.length === 0 && <Icon name="warn" />}
            <h2>{strings.listFailed}</h2>
            <p>{describe(list.error)}</p>
            <Button onClick={list.records.length > 0 && list.more ? list.next : reload}>{strings.tryAgain}</Button>
          </div>
        ) : list.state === "loading" && list.records.length === 0 ? (
          <div role="status" aria-label={strings.loading}>
            {[0, 1, 2, 3, 4, 5].map((i) => (
              <span key={i} class="skeleton line table" />
            ))}
          </div>
        ) : list.records.length === 0 ? (
          <div class="empty">
            <Icon name={filtered ? "search" : "shield"} />
            <h2>{filtered ? words.nothingFits : page.emptyTitle}</h2>
            <p>{filtered ? words.nothingFitsHint : page.emptyText}</p>
            {filtered && <Button onClick={clear}>{words.clear}</Button>}
          </div>
        ) : (
          list.more && (
            <div class="audit-foot">
              <Button busy={list.state === "loading"} onClick={list.next}>
                {strings.showMore}
              </Button>
            </div>
          )
        )}
      </section>
    </div>
  );
}

/** How many records there are, up to where they are signed, and whether the writing lags behind. */
function Standing({ status }: { status: AuditStatus | undefined }) {
  const now = useNow(10_000);
  if (!status) return <span class="grow" />;
  const since = millis(status.waitingSince);
  const late = status.waiting > 0 && since > 0 && now - since > WAITS_TOO_LONG_MS;
  return (
    <div class="grow">
      <span class="muted">
        {words.count(status.lastId)}
        {status.lastId > 0 && `, ${status.signedAt ? words.signed(status.signedId, fullTime(millis(status.signedAt))) : words.unsigned}`}
      </span>
      {late && (
        <p class="row late">
          <Icon name="clock" />
          {words.waiting(ticking(since, now))}
        </p>
      )}
    </div>
  );
}

function ExportButton({ filter, filtered }: { filter: AuditFilter; filtered: boolean }) {
  const [bytes, setBytes] = useState<number>();
  const abort = useRef<AbortController | undefined>(undefined);
  useEffect(() => () => abort.current?.abort(), []);
  const run = async () => {
    const mine = new AbortController();
    abort.current = mine;
    setBytes(0);
    let name = "";
    const done = await attempt(async () => {
      name = await exportRecords(filter, setBytes, mine.signal);
    });
    setBytes(undefined);
    if (done) toast(words.exported(name));
  };
  return (
    <Button icon="download" busy={bytes !== undefined} onClick={run}>
      {bytes !== undefined ? words.exporting(fileSize(bytes)) : filtered ? words.exportFiltered : words.export}
    </Button>
  );
}
