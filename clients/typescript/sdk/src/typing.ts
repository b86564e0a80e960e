/** Who is typing or looking: what others do lapses by itself, what this client does is told as seldom as it may be. */

import type { Activity } from "./types.js";

const TELL_EVERY_MS = 3000;
/** After the last key press. */
const STOPPED_AFTER_MS = 4000;
const VIEWING_EVERY_MS = 20_000;

const LAPSE_MS = { typing: 6000, "typing-note": 6000, viewing: 30_000 } as const;

/** What others do now. */
export class Activities {
  #list: readonly Activity[] = [];
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #onChange: () => void;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  get list(): readonly Activity[] {
    return this.#list;
  }

  set(participant: string, kind: Activity["kind"], stopped: boolean): void {
    const key = `${kind} ${participant}`;
    clearTimeout(this.#timers.get(key));
    this.#timers.delete(key);
    const there = this.#list.some((one) => one.participant === participant && one.kind === kind);
    if (!stopped)
      this.#timers.set(
        key,
        setTimeout(() => this.set(participant, kind, true), LAPSE_MS[kind]),
      );
    if (there !== stopped) return;
    this.#list = stopped ? this.#list.filter((one) => one.participant !== participant || one.kind !== kind) : [...this.#list, { participant, kind }];
    this.#onChange();
  }

  /** Somebody has sent what they typed. */
  sent(participant: string): void {
    this.set(participant, "typing", true);
    this.set(participant, "typing-note", true);
  }

  clear(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
    this.#list = [];
  }
}

/** Tells that this client is typing. */
export class TypingTeller {
  readonly #tell: (stopped: boolean, note: boolean) => void;
  #toldAt = 0;
  #note = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(tell: (stopped: boolean, note: boolean) => void) {
    this.#tell = tell;
  }

  typing(note: boolean): void {
    const now = Date.now();
    if (now - this.#toldAt >= TELL_EVERY_MS || note !== this.#note) {
      this.#toldAt = now;
      this.#note = note;
      this.#tell(false, note);
    }
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.sent();
      this.#tell(true, note);
    }, STOPPED_AFTER_MS);
  }

  /** What was typed has been sent, which the others see by itself. */
  sent(): void {
    clearTimeout(this.#timer);
    this.#toldAt = 0;
  }
}

/** Tells that this client looks, over and over until it does not. */
export class ViewingTeller {
  readonly #tell: (stopped: boolean) => void;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(tell: (stopped: boolean) => void) {
    this.#tell = tell;
  }

  viewing(on: boolean): void {
    if (on === (this.#timer !== undefined)) return;
    clearInterval(this.#timer);
    this.#timer = on ? setInterval(() => this.#tell(false), VIEWING_EVERY_MS) : undefined;
    this.#tell(!on);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
