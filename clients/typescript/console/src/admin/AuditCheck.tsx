import type { AuditResult } from "@supportchat/sdk/agent";
import { millis } from "../lib/log.js";
import { fullTime } from "../lib/time.js";
import type { Check } from "../state/audit.js";
import { describe, sentence } from "../state/errors.js";
import { strings } from "../strings.js";
import { Button } from "../ui/Button.js";
import { Icon } from "../ui/Icon.js";

const words = strings.audit;

/** How far a check is, and what came of it. */
export function AuditCheck({ check, onStop, onAgain }: { check: Check; onStop: () => void; onAgain: () => void }) {
  const { checked, total, findings, result, error } = check;
  const running = !result && error === undefined;
  const wrong = Math.max(result?.findings ?? 0, findings.length);
  const bad = wrong > 0 || error !== undefined;
  return (
    <section class={`card pad check-card ${result && !bad ? "good" : ""} ${bad ? "bad" : ""}`} aria-label={words.verifyTitle}>
      {running && (
        <div class="check-run">
          <span class="grow num">{total > 0 ? words.verifying(checked, total) : words.verifyBegins}</span>
          <Button onClick={onStop}>{strings.stop}</Button>
          <progress max={Math.max(total, 1)} value={total > 0 ? checked : undefined} aria-label={words.verifyTitle} />
        </div>
      )}
      <div role="status" class="check-said">
        {result && (
          <div class="check-head">
            <Icon name={wrong > 0 ? "warn" : "shield"} />
            <div class="grow">
              <h2>{wrong > 0 ? words.wrong(wrong) : words.intact(result.records)}</h2>
              <p>{wrong > 0 ? words.wrongHint : result.records > 0 ? heads(result) : ""}</p>
              {result.unread > 0 && <p>{words.unread(result.unread)}</p>}
            </div>
            <Button kind="quiet" icon="close" label={strings.dismiss} onClick={onStop} />
          </div>
        )}
        {error !== undefined && (
          <div class="check-head">
            <Icon name="warn" />
            <div class="grow">
              <h2>{words.verifyBroke}</h2>
              <p>{describe(error)}</p>
            </div>
            <Button onClick={onAgain}>{strings.tryAgain}</Button>
          </div>
        )}
      </div>
      {findings.length > 0 && (
        <ol class="findings">
          {findings.map((finding, i) => (
            <li key={i}>
              <span class="badge bad">{words.findings[finding.kind] ?? words.wrongSomehow}</span>
              <span>{sentence(finding.message)}.</span>
            </li>
          ))}
          {wrong > findings.length && <li class="muted">{words.moreFindings(wrong - findings.length)}</li>}
        </ol>
      )}
    </section>
  );
}

function heads(result: AuditResult): string {
  return result.heads > 0 && result.signedAt ? words.newestHead(fullTime(millis(result.signedAt)), result.heads) : words.noHeads;
}
