/** The first page: who is there, earlier conversations, and the form that begins a new one. */

import { type ChatSession, ChatSessionStatus, type PreChatField, PreChatFieldKind, toDate, type Widget } from "@supportchat/sdk";
import { useEffect, useRef, useState } from "preact/hooks";
import { byteLength, MAX_BYTES } from "./composer.js";
import { Avatar, Hidden, Icon, IconButton, useI18n } from "./ui.js";

/** What the form asks; its key is the name that the site gave it, or ours. */
interface Field {
  readonly key: string;
  readonly kind: "name" | "email" | "text";
  readonly label: string;
  readonly required: boolean;
}

export interface Start {
  readonly text: string;
  readonly name?: string;
  readonly email?: string;
  readonly attributes: Record<string, string>;
}

interface HomeProps {
  readonly widget: Widget;
  readonly sessions: readonly ChatSession[];
  /** What the page has said of the visitor, so that they need not type it. */
  readonly known: { readonly name?: string; readonly email?: string };
  readonly draft: string;
  readonly focus: number;
  readonly unread: (session: ChatSession) => number;
  readonly onDraft: (text: string) => void;
  readonly onStart: (start: Start) => void;
  readonly onOpen: (id: number) => void;
  readonly onClose: () => void;
}

export function Home({ widget, sessions, known, draft, focus, unread, onDraft, onStart, onOpen, onClose }: HomeProps) {
  const { t } = useI18n();
  const [begin, setBegin] = useState(sessions.length === 0);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (sessions.length > 0 && focus > 0) heading.current?.focus();
  }, [focus]);
  const here = widget.agentsAvailable;
  return (
    <main class="home">
      <header class="hero">
        <div class="hero-bar">
          <span class="site" dir="auto">
            {widget.name}
          </span>
          <IconButton icon="close" label={t("close")} onClick={onClose} />
        </div>
        <h1 ref={heading} tabIndex={-1} dir="auto">
          {t("greeting")}
        </h1>
        <div class="presence">
          {here && widget.agents.length > 0 && (
            <ul class="faces" aria-label={t("support")}>
              {widget.agents.map((agent) => (
                <li key={agent.participant?.id}>
                  <Avatar profile={agent} size="large" />
                  <Hidden>{agent.name}</Hidden>
                </li>
              ))}
            </ul>
          )}
          <p class={`status ${here ? "here" : "gone"}`}>
            <i />
            {t(here ? "available" : "unavailable")}
          </p>
        </div>
      </header>
      <div class="cards">
        {sessions.length > 0 && (
          <section class="card list" aria-labelledby="conversations">
            <h2 id="conversations">{t("conversations")}</h2>
            <ul>
              {sessions.map((session) => (
                <Earlier key={session.id} session={session} unread={unread(session)} onOpen={() => onOpen(session.id)} />
              ))}
            </ul>
          </section>
        )}
        {begin ? (
          <StartForm widget={widget} known={known} draft={draft} focus={sessions.length > 0 ? 1 : focus} onDraft={onDraft} onStart={onStart} />
        ) : (
          <button type="button" class="primary" onClick={() => setBegin(true)}>
            <Icon name="plus" />
            {t("newConversation")}
          </button>
        )}
      </div>
    </main>
  );
}

function Earlier({ session, unread, onOpen }: { readonly session: ChatSession; readonly unread: number; readonly onOpen: () => void }) {
  const i18n = useI18n();
  const date = session.createdAt ? toDate(session.createdAt) : new Date();
  const { status } = session;
  const open = status !== ChatSessionStatus.CLOSED;
  return (
    <li>
      <button type="button" onClick={onOpen}>
        <span class={`state ${open ? "open" : ""}`} aria-hidden="true">
          <Icon name={open ? "clock" : "check"} />
        </span>
        <span class="grow">
          <strong>{i18n.dateTime(date)}</strong>
          <small>{i18n.t(status === ChatSessionStatus.WAITING ? "waiting" : open ? "online" : "closed")}</small>
        </span>
        {unread > 0 && (
          <span class="count">
            <span aria-hidden="true">{unread}</span>
            <Hidden>{i18n.n("jump", unread)}</Hidden>
          </span>
        )}
        <Icon name="next" />
      </button>
    </li>
  );
}

function fieldsOf(widget: Widget, known: HomeProps["known"], t: (key: "name" | "email") => string): Field[] {
  const kinds: Partial<Record<PreChatFieldKind, Field["kind"]>> = {
    [PreChatFieldKind.NAME]: "name",
    [PreChatFieldKind.EMAIL]: "email",
    [PreChatFieldKind.TEXT]: "text",
  };
  const fields = (widget.settings?.preChatFields ?? []).flatMap((field: PreChatField): Field[] => {
    const kind = kinds[field.kind];
    // The page has said it already.
    if (!kind || (kind !== "text" && known[kind])) return [];
    return [{ key: kind === "text" ? field.label : kind, kind, label: field.label || (kind === "text" ? "" : t(kind)), required: field.required }];
  });
  if (widget.agentsAvailable || known.email) return fields;
  // Nobody is there: without an address there is no way to answer.
  const others = fields.filter(({ kind }) => kind !== "email");
  const asked = fields.find(({ kind }) => kind === "email");
  return [...others, { key: "email", kind: "email", label: asked?.label ?? t("email"), required: true }];
}

interface StartFormProps extends Pick<HomeProps, "widget" | "known" | "draft" | "focus" | "onDraft" | "onStart"> {}

function StartForm({ widget, known, draft, focus, onDraft, onStart }: StartFormProps) {
  const { t } = useI18n();
  const form = useRef<HTMLFormElement>(null);
  const [values, setValues] = useState<Record<string, string>>({});
  const [tried, setTried] = useState(false);
  const fields = fieldsOf(widget, known, t);
  const here = widget.agentsAvailable;

  useEffect(() => {
    if (focus > 0) form.current?.querySelector<HTMLElement>("input, textarea")?.focus({ preventScroll: true });
  }, [focus]);

  function wrong(field: Field): string | undefined {
    const value = (values[field.key] ?? "").trim();
    if (!value) return field.required ? t("required") : undefined;
    if (field.kind === "email" && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/u.test(value)) return t("invalidEmail");
    return value.length > 255 ? t("tooLong") : undefined;
  }
  const wrongMessage = !draft.trim() ? t("required") : byteLength(draft.trim()) > MAX_BYTES ? t("tooLong") : undefined;

  function submit() {
    setTried(true);
    const bad = fields.findIndex(wrong);
    if (bad >= 0 || wrongMessage) {
      const inputs = form.current?.querySelectorAll<HTMLElement>("input, textarea");
      inputs?.[bad >= 0 ? bad : fields.length]?.focus();
      return;
    }
    const given = (kind: Field["kind"]) => values[fields.find((field) => field.kind === kind)?.key ?? ""]?.trim() || undefined;
    const attributes = Object.fromEntries(
      fields.filter(({ kind, key }) => kind === "text" && values[key]?.trim()).map(({ key }) => [key, values[key]?.trim() ?? ""]),
    );
    onStart({ text: draft.trim(), name: given("name"), email: given("email"), attributes });
  }

  return (
    <form
      class="card start"
      ref={form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {(!here || fields.length > 0) && <h2>{t(here ? "formTitle" : "leaveMessage")}</h2>}
      <p class="muted">{t(here ? "startHint" : "unavailableHint")}</p>
      {fields.map((field, i) => {
        const error = tried ? wrong(field) : undefined;
        return (
          <div key={field.key} class="field">
            <label for={`field-${i}`}>
              <span dir="auto">{field.label}</span>
              {!field.required && <small> ({t("optional")})</small>}
            </label>
            <input
              id={`field-${i}`}
              // Not type email: it takes addresses with letters beyond ASCII apart.
              inputMode={field.kind === "email" ? "email" : "text"}
              autocomplete={field.kind === "text" ? "off" : field.kind}
              dir="auto"
              required={field.required}
              aria-invalid={Boolean(error)}
              aria-describedby={error ? `field-${i}-error` : undefined}
              value={values[field.key] ?? ""}
              onInput={({ currentTarget }) => setValues({ ...values, [field.key]: currentTarget.value })}
            />
            <FieldError id={`field-${i}-error`} text={error} />
          </div>
        );
      })}
      <div class="field">
        <label for="message">{t("message")}</label>
        <textarea
          id="message"
          rows={3}
          dir="auto"
          required
          placeholder={t("write")}
          aria-invalid={tried && Boolean(wrongMessage)}
          aria-describedby={tried && wrongMessage ? "message-error" : undefined}
          value={draft}
          onInput={({ currentTarget }) => onDraft(currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
            event.preventDefault();
            submit();
          }}
        />
        <FieldError id="message-error" text={tried ? wrongMessage : undefined} />
      </div>
      <button type="submit" class="primary">
        {t(here ? "start" : "leaveMessage")}
        <Icon name="next" />
      </button>
    </form>
  );
}

function FieldError({ id, text }: { readonly id: string; readonly text: string | undefined }) {
  return text ? (
    <span class="field-error" id={id} role="alert">
      <Icon name="warn" />
      {text}
    </span>
  ) : null;
}
