/** What every component has at hand, and the smallest pieces. */

import { PresenceStatus, type Profile } from "@supportchat/sdk";
import { type ComponentChildren, createContext } from "preact";
import { useContext, useLayoutEffect, useState } from "preact/hooks";
import { en } from "../locales/en.js";
import { createI18n, type I18n } from "./i18n.js";

export const Language = createContext<I18n>(createI18n("en", en));
export const useI18n = (): I18n => useContext(Language);

/** Renders again whenever something that changes by itself says so. */
export function useChanges(subscribe: (changed: () => void) => () => void, on: unknown): void {
  const [, count] = useState(0);
  // At once: what changes between the first rendering and a later effect would not be seen.
  useLayoutEffect(() => subscribe(() => count((n) => n + 1)), [on]);
}

const ICONS = {
  close: "M6 6l12 12M18 6L6 18",
  back: "M15 5l-7 7 7 7",
  more: "M5 12h.01M12 12h.01M19 12h.01",
  send: "M12 19V5M5.5 11.5L12 5l6.5 6.5",
  attach: "M20 11.5l-7.8 7.8a5 5 0 0 1-7.1-7.1l8.200-8.200a3.400 3.400 0 0 1 4.800 4.800l-8.200 8.200a1.700 1.700 0 0 1-2.400-2.400l7.400-7.400",
  emoji: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM8.500 14.500c.8 1.200 2 1.800 3.500 1.800s2.700-.6 3.500-1.800M9 9.600h.01M15 9.600h.01",
  clock: "M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16zM12 8v4.300l2.800 1.700",
  check: "M5 12.500l4.500 4.500L19 7.500",
  checks: "M2 12.500l4.500 4.500L16 7.500M11.500 16l1 1L22 7.500",
  warn: "M12 8.500v4.500M12 16.500h.01M12 20.500a8.500 8.500 0 1 0 0-17 8.500 8.500 0 0 0 0 17z",
  file: "M13.500 3.500H7A1.500 1.500 0 0 0 5.500 5v14A1.500 1.500 0 0 0 7 20.500h10a1.500 1.500 0 0 0 1.500-1.500V8.500zM13.500 3.500v5h5",
  download: "M12 4v11M7 10.500l5 5 5-5M5 20h14",
  down: "M12 5v14M5.500 12.500L12 19l6.500-6.500",
  end: "M12 3.500a8.500 8.500 0 1 0 0 17 8.500 8.500 0 0 0 0-17zM9 9l6 6M15 9l-6 6",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20c1.3-3.500 4.100-5 7.500-5s6.200 1.500 7.500 5",
  plus: "M12 5v14M5 12h14",
  next: "M9 5l7 7-7 7",
  line: "M3 3l18 18M8.500 16.400a5 5 0 0 1 6 0M5 12.800a10 10 0 0 1 4-2.300M14.500 10.300a10 10 0 0 1 4.500 2.500M2 9a15 15 0 0 1 4.500-2.800M11 5a15 15 0 0 1 11 4M12 20h.01",
} as const;
export type IconName = keyof typeof ICONS;

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class={`icon ${name === "back" || name === "next" ? "mirrored" : ""}`} viewBox="0 0 24 24" aria-hidden="true">
      <path d={ICONS[name]} />
    </svg>
  );
}

interface IconButtonProps {
  readonly icon: IconName;
  readonly label: string;
  readonly onClick: () => void;
  readonly class?: string;
  readonly expanded?: boolean;
  readonly disabled?: boolean;
}

export function IconButton({ icon, label, onClick, class: kind = "", expanded, disabled }: IconButtonProps) {
  return (
    <button
      type="button"
      class={`icon-button ${kind}`}
      aria-label={label}
      title={label}
      aria-expanded={expanded}
      disabled={disabled}
      onClick={onClick}
    >
      <Icon name={icon} />
    </button>
  );
}

/** An agent's picture, or their initials. */
export function Avatar({
  profile,
  size = "",
}: {
  readonly profile: Pick<Profile, "name" | "avatarUrl" | "presence"> | undefined;
  readonly size?: "small" | "large" | "";
}) {
  const [broken, setBroken] = useState(false);
  const name = profile?.name.trim() ?? "";
  return (
    <span class={`avatar ${size}`} aria-hidden="true">
      {profile?.avatarUrl && !broken ? (
        <img src={profile.avatarUrl} alt="" onError={() => setBroken(true)} />
      ) : name ? (
        initials(name)
      ) : (
        <Icon name="person" />
      )}
      {profile?.presence === PresenceStatus.ONLINE && size !== "small" && <i class="dot" />}
    </span>
  );
}

export function initials(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => [...(word ?? "")][0] ?? "").join("");
  return letters.toUpperCase();
}

/** For screen readers only. */
export function Hidden({ children }: { readonly children: ComponentChildren }) {
  return <span class="visually-hidden">{children}</span>;
}

/** Lines that stand for what is being loaded. */
export function Skeleton() {
  const { t } = useI18n();
  return (
    <div class="skeleton" role="status">
      <Hidden>{t("loading")}</Hidden>
      <i />
      <i class="mine" />
      <i class="mine short" />
      <i />
    </div>
  );
}
