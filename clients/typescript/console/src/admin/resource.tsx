import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { AdminPage } from "../lib/route.js";
import { describe, isChatError } from "../state/errors.js";
import { go } from "../state/nav.js";
import { strings } from "../strings.js";
import { Button } from "../ui/Button.js";
import { Dialog } from "../ui/Dialog.js";
import { Icon } from "../ui/Icon.js";
import { toast } from "../ui/toasts.js";

export interface List<T> {
  readonly items: readonly T[] | undefined;
  readonly error: unknown;
  reload(): Promise<void>;
}

/** All of a kind, read when the page is opened and after each change. */
export function useList<T>(load: () => Promise<T[]>): List<T> {
  const [items, setItems] = useState<readonly T[]>();
  const [error, setError] = useState<unknown>();
  const gone = useRef(false);
  const reload = async () => {
    setError(undefined);
    try {
      const all = await load();
      if (!gone.current) setItems(all);
    } catch (fault) {
      if (!gone.current) setError(fault);
    }
  };
  useEffect(() => {
    gone.current = false;
    reload();
    return () => {
      gone.current = true;
    };
  }, []);
  return { items, error, reload };
}

/** A page of the administration: a title, a way to add one, and the list or why there is none. */
export function ListPage<T>(props: {
  page: AdminPage;
  list: List<T>;
  columns: readonly string[];
  row: (item: T) => ComponentChildren;
  children?: ComponentChildren;
}) {
  const { page, list } = props;
  const words = strings.adminPages[page];
  return (
    <div class="admin-page">
      <header class="row">
        <div class="grow">
          <h1>{words.title}</h1>
          <p class="muted">{words.text}</p>
        </div>
        <Button kind="primary" icon="plus" onClick={() => go({ page: "admin", admin: page, id: "new" })}>
          {words.add}
        </Button>
      </header>
      {list.error !== undefined && !list.items ? (
        <div class="empty" role="alert">
          <Icon name="warn" />
          <h2>{strings.listFailed}</h2>
          <p>{describe(list.error)}</p>
          <Button onClick={list.reload}>{strings.tryAgain}</Button>
        </div>
      ) : !list.items ? (
        <div role="status" aria-label={strings.loading} class="card">
          {[0, 1, 2].map((i) => (
            <span key={i} class="skeleton line table" />
          ))}
        </div>
      ) : list.items.length === 0 ? (
        <div class="empty">
          <Icon name="plus" />
          <h2>{words.emptyTitle}</h2>
          <p>{words.emptyText}</p>
        </div>
      ) : (
        <div class="card table-wrap">
          <table>
            <thead>
              <tr>
                {props.columns.map((column) => (
                  <th key={column} scope="col">
                    {column}
                  </th>
                ))}
                <th scope="col">
                  <span class="sr">{strings.actions}</span>
                </th>
              </tr>
            </thead>
            <tbody>{list.items.map(props.row)}</tbody>
          </table>
        </div>
      )}
      {props.children}
    </div>
  );
}

export function back(page: AdminPage): void {
  go({ page: "admin", admin: page, id: undefined });
}

export interface Saving {
  readonly busy: boolean;
  readonly error: unknown;
  /** Does it; says whether it went well. */
  run(action: () => Promise<unknown>): Promise<boolean>;
}

/** A form that is being sent: what the server says against it stays beside the fields. */
export function useSaving(): Saving {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  return {
    busy,
    error,
    async run(action) {
      setBusy(true);
      setError(undefined);
      try {
        await action();
        return true;
      } catch (fault) {
        setError(fault);
        requestAnimationFrame(() => document.querySelector<HTMLElement>("form [aria-invalid=true]")?.focus());
        return false;
      } finally {
        setBusy(false);
      }
    },
  };
}

/** What is wrong with a form as a whole. What belongs to a field stands at the field. */
export function FormFault({ error }: { error: unknown }) {
  if (error === undefined) return null;
  // Of a row of a list, say which; plain fields have it beside them.
  const fields = isChatError(error) ? error.fields.filter(({ field }) => field.includes("[")) : [];
  return (
    <div class="callout bad" role="alert">
      {describe(error)}
      {fields.length > 0 && (
        <ul>
          {fields.map(({ field, description }) => (
            <li key={field}>
              <code>{field}</code>: {description}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

export function FormDialog(props: {
  title: string;
  page: AdminPage;
  saving: Saving;
  submit: string;
  onSubmit: () => void;
  children: ComponentChildren;
  extra?: ComponentChildren;
  wide?: boolean;
}) {
  const close = () => back(props.page);
  return (
    <Dialog title={props.title} onClose={close} wide={props.wide ?? false}>
      <form
        class="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!props.saving.busy) props.onSubmit();
        }}
      >
        <FormFault error={props.saving.error} />
        {props.children}
        <div class="dialog-foot">
          {props.extra}
          <span class="grow" />
          <Button onClick={close}>{strings.cancel}</Button>
          <Button kind="primary" type="submit" busy={props.saving.busy}>
            {props.submit}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** A text to copy, such as a snippet or a secret. */
export function Copyable({ label, text, block }: { label: string; text: string; block?: boolean }) {
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      toast(strings.copied);
    } catch {
      toast(strings.copyFailed, true);
    }
  };
  return (
    <div class={`copyable ${block ? "block" : ""}`}>
      <div class="row">
        <span class="grow legend">{label}</span>
        <Button kind="quiet" icon="copy" aria-label={strings.copyThat(label)} onClick={copy}>
          {strings.copy}
        </Button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre tabIndex={0} dir="ltr">
        {text}
      </pre>
    </div>
  );
}

/** A secret that the server says only once. */
export function SecretDialog({ title, text, secret, onClose }: { title: string; text: string; secret: string; onClose: () => void }) {
  return (
    <Dialog title={title} onClose={onClose}>
      <p class="callout">{text}</p>
      <Copyable label={strings.secret} text={secret} />
      <div class="dialog-foot">
        <Button kind="primary" onClick={onClose}>
          {strings.secretKept}
        </Button>
      </div>
    </Dialog>
  );
}
