import type { ComponentChildren } from "preact";
import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { type Anchor, Heights } from "../lib/virtual.js";

export interface ListHandle {
  /** Brings a row into view. */
  show(row: number): void;
  toEnd(): void;
}

interface Props {
  keys: readonly string[];
  render: (row: number) => ComponentChildren;
  /** A row's height before it was measured. */
  guess: number;
  class?: string;
  label: string;
  /** Follows the end, as a log does, unless the reader has scrolled away from it. */
  stickToEnd?: boolean;
  onTop?: (() => void) | undefined;
  onAtEnd?: ((atEnd: boolean) => void) | undefined;
  onKeyDown?: (event: KeyboardEvent) => void;
  handle?: { current: ListHandle | null };
  /** What stands above the first row. */
  before?: ComponentChildren;
  focusable?: boolean;
}

const OVERSCAN = 400;
const NEAR_END = 24;

/**
 * Draws only the rows that can be seen. Rows are measured as they are drawn; what was at the upper edge stays there when rows above it turn out
 * higher or come in from the past. Rows must not have outer margins.
 */
export function VirtualList(props: Props) {
  const scroller = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const heights = useMemo(() => new Heights(props.guess), [props.guess]);
  heights.setKeys(props.keys);
  const [view, setView] = useState({ top: 0, height: 800 });
  const [, remeasured] = useState(0);
  /** Where the reader is: at the end, or at a row. */
  const place = useRef<{ end: boolean; anchor: Anchor | undefined }>({ end: props.stickToEnd ?? false, anchor: undefined });
  /** What stands above the rows and scrolls with them. */
  const offset = () => list.current?.offsetTop ?? 0;

  const end = props.stickToEnd && place.current.end;
  const { start, end: stop } = heights.range(end ? Math.max(0, heights.total - view.height) : view.top, view.height, OVERSCAN);

  const toPlace = () => {
    const element = scroller.current;
    if (!element) return;
    const { end, anchor } = place.current;
    const top = end && props.stickToEnd ? element.scrollHeight - element.clientHeight : anchor && heights.topOf(anchor);
    const wanted = top === undefined ? undefined : end && props.stickToEnd ? top : top + offset();
    if (wanted !== undefined && Math.abs(element.scrollTop - wanted) > 0.5) element.scrollTop = wanted;
  };

  const latest = useRef(props);
  latest.current = props;

  const look = () => {
    const element = scroller.current;
    if (!element || element.clientHeight === 0) return;
    const atEnd = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_END;
    const top = element.scrollTop - offset();
    if (atEnd !== place.current.end) latest.current.onAtEnd?.(atEnd);
    place.current = { end: atEnd, anchor: heights.anchorAt(top) };
    setView((old) => (old.top === top && old.height === element.clientHeight ? old : { top, height: element.clientHeight }));
    if (element.scrollTop < OVERSCAN) latest.current.onTop?.();
  };

  // One observer for all rows: text wraps anew, images arrive, the window changes.
  const observer = useMemo(
    () =>
      new ResizeObserver((changes) => {
        let changed = false;
        for (const { target } of changes) {
          if (target === scroller.current) changed = true;
          else if (target instanceof HTMLElement && target.dataset["key"] && target.isConnected)
            changed = heights.measure(target.dataset["key"], target.getBoundingClientRect().height) || changed;
        }
        if (!changed) return;
        if (scroller.current) setView((old) => ({ ...old, height: scroller.current?.clientHeight ?? old.height }));
        remeasured((n) => n + 1);
      }),
    [heights],
  );
  useLayoutEffect(() => {
    if (scroller.current) observer.observe(scroller.current);
    return () => observer.disconnect();
  }, [observer]);

  const seen = useRef(new Map<string, Element>());
  useLayoutEffect(() => {
    const now = new Map<string, Element>();
    for (const row of list.current?.children ?? []) {
      const key = row instanceof HTMLElement ? row.dataset["key"] : undefined;
      if (!key) continue;
      now.set(key, row);
      if (seen.current.get(key) === row) continue;
      observer.observe(row);
      heights.measure(key, row.getBoundingClientRect().height);
    }
    for (const [key, row] of seen.current) if (now.get(key) !== row) observer.unobserve(row);
    seen.current = now;
    const drawn = heights.range(view.top, view.height, 0);
    const rows = list.current;
    if (rows) {
      // The heights measured above may differ from the guesses this drawing used.
      rows.style.paddingBlockStart = `${heights.offsetOf(start)}px`;
      rows.style.paddingBlockEnd = `${Math.max(0, heights.total - heights.offsetOf(stop))}px`;
    }
    toPlace();
    if (scroller.current && scroller.current.scrollTop < OVERSCAN) latest.current.onTop?.();
    if (drawn.end > stop) remeasured((n) => n + 1);
  });

  if (props.handle) {
    props.handle.current = {
      show(row) {
        const element = scroller.current;
        if (!element) return;
        const from = heights.offsetOf(row) + offset();
        const to = from + heights.heightOf(row);
        if (from < element.scrollTop) element.scrollTop = from;
        else if (to > element.scrollTop + element.clientHeight) element.scrollTop = to - element.clientHeight;
        look();
      },
      toEnd() {
        place.current = { end: true, anchor: undefined };
        toPlace();
        look();
      },
    };
  }

  const rows = [];
  for (let row = start; row < stop; row++) {
    const key = props.keys[row] as string;
    rows.push(
      <li key={key} data-key={key} aria-setsize={props.keys.length} aria-posinset={row + 1}>
        {props.render(row)}
      </li>,
    );
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys come up here from the rows, which are links
    <div
      class={`scroll ${props.class ?? ""}`}
      ref={scroller}
      onScroll={look}
      onKeyDown={props.onKeyDown}
      tabIndex={props.focusable ? 0 : -1}
      {...(props.focusable ? { role: "region", "aria-label": props.label } : {})}
    >
      {props.before}
      <ul ref={list} aria-label={props.label}>
        {rows}
      </ul>
    </div>
  );
}
