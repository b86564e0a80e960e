import { store, useStore } from "../lib/store.js";
import { strings } from "../strings.js";
import { Button } from "./Button.js";
import { Icon } from "./Icon.js";

interface Toast {
  readonly id: number;
  readonly text: string;
  readonly bad: boolean;
}

const toasts = store<readonly Toast[]>([]);
let last = 0;

/** Says what happened. Good news goes by itself; bad news stays until it is read. */
export function toast(text: string, bad = false): void {
  const id = ++last;
  toasts.update((all) => [...all.filter((one) => one.text !== text).slice(-3), { id, text, bad }]);
  if (!bad) setTimeout(() => dismiss(id), 4000);
}

function dismiss(id: number): void {
  toasts.update((all) => all.filter((one) => one.id !== id));
}

export function Toasts() {
  const all = useStore(toasts);
  return (
    <section class="toasts" aria-label={strings.notices}>
      <div aria-live="polite">
        {all.map((one) => (
          <div key={one.id} class={`toast ${one.bad ? "bad" : ""}`}>
            <Icon name={one.bad ? "warn" : "check"} />
            <span class="grow">{one.text}</span>
            <Button kind="quiet" icon="close" label={strings.dismiss} onClick={() => dismiss(one.id)} />
          </div>
        ))}
      </div>
    </section>
  );
}
