/** What is shown in place of the chat when there cannot be one, with a way out. */

import type { TextKey } from "../locales/en.js";
import { Icon, IconButton, useI18n } from "./ui.js";

export type ProblemKind = "error" | "siteGone" | "notAllowed" | "verify" | "tooMany" | "gone";

/** The problem behind an error's reason. */
export function problemOf(reason: string): ProblemKind {
  switch (reason) {
    case "SITE_NOT_FOUND":
      return "siteGone";
    case "ORIGIN_NOT_ALLOWED":
      return "notAllowed";
    case "VERIFICATION_REQUIRED":
    case "IDENTITY_NOT_PROVEN":
      return "verify";
    case "RATE_LIMITED":
      return "tooMany";
    default:
      return "error";
  }
}

const FINAL: ReadonlySet<ProblemKind> = new Set(["siteGone", "notAllowed"]);

interface ProblemProps {
  readonly kind: ProblemKind;
  readonly onRetry: () => void;
  readonly onClose: () => void;
}

export function Problem({ kind, onRetry, onClose }: ProblemProps) {
  const { t } = useI18n();
  const text = (part: "Title" | "Hint") => t(`${kind}${part}` as TextKey);
  return (
    <main class="problem">
      <IconButton icon="close" label={t("close")} onClick={onClose} />
      <div role="alert">
        <Icon name={kind === "error" ? "line" : "warn"} />
        <h1>{text("Title")}</h1>
        <p class="muted">{text("Hint")}</p>
      </div>
      {FINAL.has(kind) ? (
        <button type="button" class="primary" onClick={onClose}>
          {t("close")}
        </button>
      ) : (
        <button type="button" class="primary" onClick={onRetry}>
          {t(kind === "gone" ? "startOver" : "tryAgain")}
        </button>
      )}
    </main>
  );
}
