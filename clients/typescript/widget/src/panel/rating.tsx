/** What the visitor thought of it: one of five faces, and a comment if they like. Loaded when a conversation is over. */

import { useEffect, useRef, useState } from "preact/hooks";
import { Hidden, useI18n } from "./ui.js";

export interface RatingProps {
  /** The score that was given already. */
  readonly rated: number | undefined;
  readonly onRate: (score: number, comment: string) => Promise<void>;
}

const SCORES = [1, 2, 3, 4, 5] as const;
/** The mouth of each face, from sad to glad. */
const MOUTHS = [
  "M8 17c1-2 2.400-3 4-3s3 1 4 3",
  "M8.500 16.500c1-1 2.200-1.500 3.500-1.500s2.500.5 3.500 1.500",
  "M8.500 15.500h7",
  "M8.500 15c1 1 2.200 1.500 3.500 1.500s2.500-.5 3.500-1.500",
  "M7.500 14c.8 2.200 2.400 3.300 4.500 3.300s3.700-1.100 4.500-3.300z",
];

export function Rating({ rated, onRate }: RatingProps) {
  const { t } = useI18n();
  const [score, setScore] = useState(0);
  const [comment, setComment] = useState("");
  const [state, setState] = useState<"asking" | "sending" | "failed">("asking");
  const thanks = useRef<HTMLParagraphElement>(null);
  const sent = useRef(false);
  useEffect(() => {
    if (rated && sent.current) thanks.current?.focus();
  }, [rated]);

  if (rated) {
    return (
      <p class="thanks" ref={thanks} tabIndex={-1}>
        <Face score={rated} />
        {t("thanks")}
      </p>
    );
  }
  async function send() {
    setState("sending");
    sent.current = true;
    try {
      await onRate(score, comment.trim());
    } catch {
      sent.current = false;
      setState("failed");
    }
  }
  return (
    <form
      class="rating"
      onSubmit={(event) => {
        event.preventDefault();
        if (score) void send();
      }}
    >
      <fieldset>
        <legend>{t("rateTitle")}</legend>
        <div class="scores">
          {SCORES.map((value) => (
            <label key={value} title={t(`score${value}`)}>
              <input type="radio" name="score" value={value} checked={score === value} onChange={() => setScore(value)} />
              <Face score={value} />
              <Hidden>{t(`score${value}`)}</Hidden>
            </label>
          ))}
        </div>
        <p class="muted chosen" aria-hidden="true">
          {score ? t(`score${score as 1}`) : t("rateHint")}
        </p>
      </fieldset>
      {score > 0 && (
        <>
          <textarea
            rows={2}
            maxLength={2_000}
            dir="auto"
            aria-label={t("rateComment")}
            placeholder={t("rateComment")}
            value={comment}
            onInput={({ currentTarget }) => setComment(currentTarget.value)}
          />
          {state === "failed" && (
            <p class="field-error" role="alert">
              {t("rateFailed")}
            </p>
          )}
          <button type="submit" class="primary" disabled={state === "sending"}>
            {t("rateSend")}
          </button>
        </>
      )}
    </form>
  );
}

function Face({ score }: { readonly score: number }) {
  return (
    <svg class={`face score-${score}`} viewBox="0 0 24 24" aria-hidden="true">
      <circle cx="12" cy="12" r="9.500" />
      <path d={`M8.700 9.500h.01M15.300 9.500h.01${MOUTHS[score - 1]}`} />
    </svg>
  );
}
