import type { Conversation } from "@supportchat/sdk";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { millis, USER } from "../lib/log.js";
import { presenceWord } from "../lib/presence.js";
import { useRedraw, useStore } from "../lib/store.js";
import { answers, conversation, me, newest, putSession, rpc } from "../state/api.js";
import { command } from "../state/commands.js";
import { attempt, describe } from "../state/errors.js";
import { ACTIVE, CLOSED, WAITING } from "../state/lists.js";
import { openChat, side } from "../state/nav.js";
import { agentName, agents, teams, visitorName, visitors, wantVisitor } from "../state/people.js";
import { strings } from "../strings.js";
import { Avatar } from "../ui/Avatar.js";
import { Button } from "../ui/Button.js";
import { Confirm } from "../ui/Dialog.js";
import { Icon } from "../ui/Icon.js";
import { toast } from "../ui/toasts.js";
import { Composer, type ComposerHandle } from "./Composer.js";
import { Log } from "./Log.js";
import { TransferDialog } from "./TransferDialog.js";
import { type Cast, nameOf } from "./words.js";

const ADMIN = 2;
const MAX_FILE = 100 * 1024 * 1024;

/** One conversation: who, what may be done, what was said, and where to write. */
export function Chat({ chat }: { chat: number }) {
  const talk = useMemo(() => conversation(chat), [chat]);
  useRedraw((fn) => talk.on("change", fn), talk);
  const heard = useStore(answers, (all) => all.get(chat));
  const [missing, setMissing] = useState<unknown>();
  const session = newest(talk.session, heard);

  // A chat that is in no list is asked for; the answer says whether it may be seen.
  useEffect(() => {
    setMissing(undefined);
    if (talk.session) return;
    let gone = false;
    rpc()
      .chat.getChatSession({ id: chat })
      .then(
        (answer) => answer.chatSession && putSession(answer.chatSession),
        (error) => !gone && setMissing(error),
      );
    return () => {
      gone = true;
    };
  }, [chat, talk]);

  // Others see that this agent looks.
  useEffect(() => {
    const look = () => talk.viewing(document.visibilityState === "visible");
    look();
    document.addEventListener("visibilitychange", look);
    return () => {
      document.removeEventListener("visibilitychange", look);
      talk.viewing(false);
    };
  }, [talk]);

  useEffect(() => {
    if (session) wantVisitor(session.userId, true);
  }, [session?.userId, chat]);

  // The stream tells of the visitor anew: they have come or gone, or what was said here was erased.
  const profile = talk.profiles.get(`user:${session?.userId}`);
  useEffect(() => {
    if (session && profile) wantVisitor(session.userId, true);
  }, [profile]);

  // What was read before somebody erased it must not stay on the screen. Who they are may be gone before what they said is: then the stream tells of them once more.
  const erasedAt = useStore(visitors, (all) => millis(all.get(session?.userId ?? 0)?.user?.erasedAt));
  useEffect(() => {
    if (erasedAt !== 0) talk.refresh().catch(() => {});
  }, [erasedAt, profile, talk]);

  if (!session && missing)
    return (
      <div class="empty" role="alert">
        <Icon name="chat" />
        <h2>{strings.chatMissing}</h2>
        <p>{describe(missing)}</p>
        <Button onClick={() => openChat(undefined)}>{strings.backToList}</Button>
      </div>
    );
  return <Open key={chat} chat={chat} talk={talk} session={session} />;
}

function Open({ chat, talk, session }: { chat: number; talk: Conversation; session: ReturnType<typeof newest> }) {
  const self = useStore(me);
  const allVisitors = useStore(visitors);
  const allAgents = useStore(agents);
  const allTeams = useStore(teams);
  const sideShown = useStore(side);
  const [dialog, setDialog] = useState<"transfer" | "close">();
  const [busy, setBusy] = useState(false);
  const [dropping, setDropping] = useState(false);
  const composer = useRef<ComposerHandle | null>(null);

  const userId = session?.userId ?? 0;
  const profile = talk.profiles.get(`user:${userId}`);
  // A profile is as it was when the stream began.
  const erased = allVisitors.get(userId)?.user?.erasedAt !== undefined;
  const name = (!erased && profile?.name) || (userId ? visitorName(allVisitors, userId) : "…");
  const presence = presenceWord(erased ? undefined : (profile?.presence ?? allVisitors.get(userId)?.presence));
  const cast: Cast = useMemo(() => ({ visitor: name, agents: allAgents, teams: allTeams }), [name, allAgents, allTeams]);
  const admin = self?.role === ADMIN;
  const mine = session?.status === ACTIVE && session.agentId === self?.id;
  const can = {
    accept: session?.status === WAITING,
    transfer: session !== undefined && session.status !== CLOSED && (mine || admin || session.status === WAITING),
    close: session !== undefined && session.status !== CLOSED && (mine || admin),
    reopen: session?.status === CLOSED && !erased && (admin || session.agentId === self?.id || talk.profiles.has(`agent:${self?.id}`)),
  };

  const run = async (call: () => Promise<{ chatSession?: NonNullable<typeof session> | undefined }>, done: string) => {
    setBusy(true);
    const went = await attempt(async () => {
      const answer = await call();
      if (answer.chatSession) putSession(answer.chatSession);
    });
    setBusy(false);
    if (went) toast(done);
    return went;
  };
  const accept = async () => {
    if (await run(() => rpc().agent.acceptChatSession({ id: chat }), strings.accepted)) {
      openChat(chat, "mine");
      requestAnimationFrame(() => composer.current?.focus("reply"));
    }
  };
  const reopen = async () => {
    if (await run(() => rpc().agent.reopenChatSession({ id: chat }), strings.reopened)) openChat(chat, "mine");
  };
  const close = () => run(() => rpc().chat.closeChatSession({ id: chat }), strings.closedDone);
  const sendFiles = (files: readonly File[]) => {
    if (!mine) return;
    for (const file of files) {
      if (file.size > MAX_FILE) toast(strings.fileTooLarge(file.name), true);
      else if (file.size === 0) toast(strings.fileEmpty(file.name), true);
      else talk.sendFile(file);
    }
  };

  const asked = useStore(command);
  // Before the next key is heard: what is typed after "n" belongs in the note.
  useLayoutEffect(() => {
    if (!asked) return;
    command.set(undefined);
    if (asked === "accept" && can.accept) accept();
    else if (asked === "transfer" && can.transfer) setDialog("transfer");
    else if (asked === "close" && can.close) setDialog("close");
    else if (asked === "reopen" && can.reopen) reopen();
    else if (asked === "reply") composer.current?.focus("reply");
    else if (asked === "note") composer.current?.focus("note");
  }, [asked]);

  const notesOnly =
    !session || mine
      ? undefined
      : session.status === WAITING
        ? strings.acceptFirst
        : session.status === CLOSED
          ? strings.isClosed
          : strings.othersChat(agentName(allAgents, session.agentId ?? 0));
  const others = talk.activities.filter((one) => one.participant !== `agent:${self?.id}`);
  const words = (participant: string) => {
    const [kind, id] = participant.split(":");
    return nameOf({ type: kind === "user" ? USER : 3, id: Number(id) }, cast);
  };
  // Whoever was typing when the chat was closed types no more.
  const typing = others.filter((one) => one.kind !== "viewing" && (session?.status !== CLOSED || one.kind === "typing-note"));
  const viewing = others.filter((one) => one.kind === "viewing" && !typing.some((other) => other.participant === one.participant));

  return (
    <section
      class={`chat ${dropping ? "dropping" : ""}`}
      aria-label={strings.chatWith(name)}
      data-chat
      tabIndex={-1}
      onDragOver={(event) => {
        if (!mine || !event.dataTransfer?.types.includes("Files")) return;
        event.preventDefault();
        setDropping(true);
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node)) setDropping(false);
      }}
      onDrop={(event) => {
        if (!event.dataTransfer?.types.includes("Files")) return;
        event.preventDefault();
        setDropping(false);
        sendFiles([...event.dataTransfer.files]);
      }}
    >
      <header class="chat-head">
        <Button kind="quiet" icon="back" label={strings.backToList} class="to-list" onClick={() => openChat(undefined)} />
        <Avatar name={name} presence={presence} />
        <div class="grow">
          <h1 class="cut" dir="auto">
            {name}
          </h1>
          <p class="cut muted small">{session ? subtitle(session, presence, cast, mine) : strings.loading}</p>
        </div>
        <div class="row actions" role="toolbar" aria-label={strings.actions}>
          {can.accept && (
            <Button kind="primary" icon="check" shortcut="a" busy={busy} onClick={accept}>
              {strings.accept}
            </Button>
          )}
          {can.reopen && (
            <Button icon="reopen" shortcut="o" busy={busy} onClick={reopen}>
              {strings.reopen}
            </Button>
          )}
          {can.transfer && <Button icon="transfer" label={strings.transfer} shortcut="t" onClick={() => setDialog("transfer")} />}
          {can.close && <Button icon="archive" label={strings.close} shortcut="e" onClick={() => setDialog("close")} />}
          <Button kind="quiet" icon="panel" label={strings.details} shortcut="i" aria-pressed={sideShown} onClick={() => side.set(!side.get())} />
        </div>
      </header>
      <Log conversation={talk} me={self?.id ?? 0} cast={cast} userId={userId} reads={mine} />
      <div class="activity small muted">
        {typing.length > 0 ? (
          <span class="row">
            <span class="typing-dots" aria-hidden="true">
              <i />
              <i />
              <i />
            </span>
            {typing[0]?.kind === "typing-note"
              ? strings.isTypingNote(words(typing[0].participant))
              : strings.isTyping(words(typing[0]?.participant ?? ""))}
          </span>
        ) : viewing.length > 0 ? (
          <span class="row">
            <Icon name="eye" />
            {strings.isLooking(viewing.map((one) => words(one.participant)))}
          </span>
        ) : null}
      </div>
      {notesOnly !== undefined && (
        <div class="notes-only">
          <span class="grow">{notesOnly}</span>
          {can.accept && (
            <Button kind="primary" busy={busy} onClick={accept}>
              {strings.acceptChat}
            </Button>
          )}
        </div>
      )}
      <Composer
        conversation={talk}
        chat={chat}
        me={self?.id ?? 0}
        names={{ visitor: name, agent: self?.name ?? "" }}
        notesOnly={notesOnly}
        handle={composer}
        onFiles={sendFiles}
      />
      {dropping && <div class="drop-here">{strings.dropHere}</div>}
      {dialog === "transfer" && session && <TransferDialog session={session} onClose={() => setDialog(undefined)} />}
      {dialog === "close" && (
        <Confirm
          title={strings.closeTitle}
          text={strings.closeText(name)}
          yes={strings.closeYes}
          onYes={async () => void (await close())}
          onClose={() => setDialog(undefined)}
        />
      )}
    </section>
  );
}

function subtitle(session: NonNullable<ReturnType<typeof newest>>, presence: keyof typeof strings.presence, cast: Cast, mine: boolean): string {
  const state =
    session.status === WAITING
      ? strings.waits
      : session.status === CLOSED
        ? strings.closed
        : mine
          ? ""
          : session.agentId !== undefined
            ? strings.withAgent(agentName(cast.agents, session.agentId))
            : "";
  return [state, presence === "unknown" ? "" : strings.visitorPresence[presence], strings.chatNumber(session.id)].filter(Boolean).join(" · ");
}
