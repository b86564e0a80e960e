import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

/** A value that components follow. `set` tells the followers only when the value is another one. */
export interface Store<T> {
  get(): T;
  set(value: T): void;
  update(change: (value: T) => T): void;
  subscribe(fn: () => void): () => void;
}

export function store<T>(initial: T): Store<T> {
  let value = initial;
  const followers = new Set<() => void>();
  const set = (next: T) => {
    if (Object.is(next, value)) return;
    value = next;
    for (const fn of [...followers]) fn();
  };
  return {
    get: () => value,
    set,
    update: (change) => set(change(value)),
    subscribe(fn) {
      followers.add(fn);
      return () => followers.delete(fn);
    },
  };
}

/** The value of a store, or what `pick` takes from it; the component is drawn again when that changes. */
export function useStore<T>(source: Store<T>): T;
export function useStore<T, U>(source: Store<T>, pick: (value: T) => U): U;
export function useStore<T, U>(source: Store<T>, pick?: (value: T) => U): T | U {
  const read = () => (pick ? pick(source.get()) : source.get());
  const value = read();
  const latest = useRef({ value, read });
  latest.current = { value, read };
  const [, redraw] = useState(0);
  useLayoutEffect(() => {
    const check = () => {
      if (!Object.is(latest.current.read(), latest.current.value)) redraw((n) => n + 1);
    };
    check();
    return source.subscribe(check);
  }, [source]);
  return value;
}

/** Draws the component again whenever `subscribe` calls back; for objects that replace their own fields, such as conversations. */
export function useRedraw(subscribe: ((fn: () => void) => () => void) | undefined, key: unknown): void {
  const [, redraw] = useState(0);
  useLayoutEffect(() => {
    if (!subscribe) return;
    // Many frames may arrive in one task; one drawing shows them all.
    let asked = false;
    return subscribe(() => {
      if (asked) return;
      asked = true;
      queueMicrotask(() => {
        asked = false;
        redraw((n) => n + 1);
      });
    });
  }, [key]);
}

/** The time now, again every `everyMs`; all clocks on the page tick together. */
export function useNow(everyMs = 1000): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
