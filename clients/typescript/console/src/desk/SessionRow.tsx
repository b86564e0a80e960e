import type { ChatSession } from "@supportchat/sdk";
import { ATTACHMENT, millis, NOTE, TEXT } from "../lib/log.js";
import { presenceWord } from "../lib/presence.js";
import { badge } from "../lib/queue.js";
import { ago, ticking } from "../lib/time.js";
import { conversation } from "../state/api.js";
import { ACTIVE, CLOSED, unreadOf, WAITING, waitingSince } from "../state/lists.js";
import { chatHref } from "../state/nav.js";
import { agentName, agents, teamName, teams, visitorName, visitors } from "../state/people.js";
import { strings } from "../strings.js";
import { Avatar } from "../ui/Avatar.js";

interface Props {
  session: ChatSession;
  me: number;
  now: number;
  current: boolean;
  /** Whether Tab comes here; the others are reached by the arrow keys. */
  tabbable: boolean;
  /** Instead of what stands below the name. */
  preview?: string | undefined;
  name?: string | undefined;
}

/** A chat in a list: who, since when, and what needs the agent. */
export function SessionRow({ session, me, now, current, tabbable, preview, name: given }: Props) {
  const all = visitors.get();
  const name = given || visitorName(all, session.userId);
  const mine = session.status === ACTIVE && session.agentId === me;
  const unread = mine ? unreadOf(session) : 0;
  const below = preview ?? belowName(session, mine);
  const typing = mine && conversation(session.id).activities.some((one) => one.kind === "typing" && one.participant.startsWith("user:"));
  const time =
    session.status === WAITING
      ? ticking(waitingSince(session), now)
      : ago(mine ? lastTime(session) : millis(session.closedAt ?? session.createdAt), now);
  return (
    <a
      class={`session ${unread ? "unread" : ""}`}
      href={chatHref(session.id)}
      aria-current={current ? "page" : undefined}
      tabIndex={tabbable ? 0 : -1}
      data-session={session.id}
    >
      <Avatar name={name} presence={presenceWord(all.get(session.userId)?.presence)} />
      <span class="grow">
        <span class="row">
          <strong class="cut grow" dir="auto">
            {name}
          </strong>
          <span class={`num small when ${session.status === WAITING ? "ticking" : ""}`}>
            {session.status === WAITING && <span class="sr">{strings.waitingFor} </span>}
            {time}
          </span>
        </span>
        <span class="row">
          <span class={`cut grow small ${typing ? "typing" : "muted"}`} dir="auto">
            {typing ? strings.typing : below}
          </span>
          {unread > 0 && (
            <span class="badge accent">
              {badge(unread)}
              <span class="sr"> {strings.unread}</span>
            </span>
          )}
        </span>
        {session.tags.length > 0 && (
          <span class="chips">
            {session.tags.slice(0, 3).map((tag) => (
              <span key={tag} class="chip" dir="auto">
                {tag}
              </span>
            ))}
          </span>
        )}
      </span>
    </a>
  );
}

function lastTime(session: ChatSession): number {
  const last = lastMessage(session);
  return last ? millis(last.createdAt) : millis(session.createdAt);
}

function lastMessage(session: ChatSession) {
  const { entries } = conversation(session.id);
  for (let i = entries.length - 1; i >= 0; i--) {
    const entry = entries[i];
    if (entry && "message" in entry && (entry.message.kind === TEXT || entry.message.kind === ATTACHMENT || entry.message.kind === NOTE))
      return entry.message;
  }
  return undefined;
}

function belowName(session: ChatSession, mine: boolean): string {
  if (session.status === WAITING) return session.teamId !== undefined ? strings.waitsFor(teamName(teams.get(), session.teamId)) : strings.waits;
  if (session.status === CLOSED) return session.rating ? strings.closedRated(session.rating.score) : strings.closed;
  if (!mine) return session.agentId === undefined ? "" : strings.withAgent(agentName(agents.get(), session.agentId));
  const last = lastMessage(session);
  if (!last) return strings.noMessageYet;
  const words = last.erased
    ? strings.erase.message
    : last.body.case === "message"
      ? last.body.value
      : last.body.case === "attachment"
        ? strings.fileNamed(last.body.value.name)
        : strings.encrypted;
  if (last.kind === NOTE) return strings.noteLine(words);
  return last.sender?.type === 3 ? strings.youLine(words) : words;
}
