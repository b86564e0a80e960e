import type { ChatSession } from "@supportchat/sdk";
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { filterQuery, NO_FILTER } from "../lib/audit.js";
import { millis } from "../lib/log.js";
import { presenceWord } from "../lib/presence.js";
import { routeHash } from "../lib/route.js";
import { useNow, useRedraw, useStore } from "../lib/store.js";
import { fullTime, localTime } from "../lib/time.js";
import { browserInWords } from "../lib/useragent.js";
import { answers, conversation, me, newest } from "../state/api.js";
import { ACTIVE, WAITING } from "../state/lists.js";
import { chatHref, side } from "../state/nav.js";
import { visitorName, visitors, wantVisitor } from "../state/people.js";
import { strings } from "../strings.js";
import { Avatar } from "../ui/Avatar.js";
import { Button } from "../ui/Button.js";
import { Icon } from "../ui/Icon.js";
import { EraseDialog } from "./EraseDialog.js";
import { usePaged } from "./paged.js";
import { Tags } from "./Tags.js";
import { Address } from "./Text.js";

const ADMIN = 2;

/** Who the visitor is, as far as anybody knows, and what was before. */
export function VisitorPane({ chat }: { chat: number }) {
  const talk = conversation(chat);
  useRedraw((fn) => talk.on("change", fn), talk);
  const heard = useStore(answers, (all) => all.get(chat));
  const session = newest(talk.session, heard);
  return (
    <aside class="visitor" aria-label={strings.visitorPane} id="visitor">
      <header class="visitor-head">
        <h2 class="grow">{strings.details}</h2>
        <Button kind="quiet" icon="close" label={strings.closeDetails} onClick={() => side.set(false)} />
      </header>
      {session ? <Facts session={session} /> : <Skeleton />}
    </aside>
  );
}

function Facts({ session }: { session: ChatSession }) {
  const all = useStore(visitors);
  const now = useNow(30_000);
  useEffect(() => {
    const timer = setInterval(() => wantVisitor(session.userId, true), 30_000);
    return () => clearInterval(timer);
  }, [session.userId]);
  const visitor = all.get(session.userId);
  const name = visitorName(all, session.userId);
  const visit = visitor?.visit;
  const presence = presenceWord(visitor?.presence);
  const local = visit && localTime(visit.timeZone, now);
  const attributes = Object.entries(visitor?.attributes ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  return (
    <div class="scroll visitor-body">
      <div class="visitor-who">
        <Avatar name={name} size="l" presence={presence} />
        <div class="grow">
          <strong class="cut block" dir="auto">
            {name}
          </strong>
          {visitor?.user?.email && (
            <span class="cut block small" dir="ltr">
              <a href={`mailto:${encodeURIComponent(visitor.user.email).replace("%40", "@")}`} rel="noopener noreferrer">
                {visitor.user.email}
              </a>
            </span>
          )}
          {visitor && !visitor.user?.erasedAt && (
            <span class={`proof small ${visitor.verified ? "good" : ""}`}>
              <Icon name={visitor.verified ? "shield" : "info"} />
              {visitor.verified ? strings.verified : strings.notProven}
            </span>
          )}
        </div>
      </div>
      <Group title={strings.tags}>
        <Tags session={session} />
      </Group>
      {session.rating && (
        <Group title={strings.rating}>
          <p class="row">
            <span class="stars" aria-hidden="true">
              {[1, 2, 3, 4, 5].map((n) => (
                <Icon key={n} name="star" class={n <= (session.rating?.score ?? 0) ? "full" : ""} />
              ))}
            </span>
            <span>{strings.ofFive(session.rating.score)}</span>
          </p>
          {session.rating.comment && (
            <p class="quote" dir="auto">
              {session.rating.comment}
            </p>
          )}
        </Group>
      )}
      <Group title={strings.visitor}>
        <dl class="facts">
          {presence !== "unknown" && (
            <Fact name={strings.presenceTitle}>
              <span class="row">
                <span class={`dot ${presence}`} />
                {strings.presence[presence]}
              </span>
            </Fact>
          )}
          {visit?.pageUrl && (
            <Fact name={strings.page}>
              {visit.pageTitle && (
                <span class="block" dir="auto">
                  {visit.pageTitle}
                </span>
              )}
              <Address address={visit.pageUrl} />
            </Fact>
          )}
          {visit?.referrer && (
            <Fact name={strings.referrer}>
              <Address address={visit.referrer} />
            </Fact>
          )}
          {visit?.userAgent && <Fact name={strings.browser}>{browserInWords(visit.userAgent)}</Fact>}
          {visit?.locale && <Fact name={strings.language}>{languageName(visit.locale)}</Fact>}
          {local && (
            <Fact name={strings.localTime}>
              <span class="num">{local}</span> <span class="muted">({visit.timeZone})</span>
            </Fact>
          )}
          {visitor?.user?.externalId && (
            <Fact name={strings.externalId}>
              <code class="break">{visitor.user.externalId}</code>
            </Fact>
          )}
          {visitor?.user?.createdAt && <Fact name={strings.knownSince}>{fullTime(millis(visitor.user.createdAt))}</Fact>}
          <Fact name={strings.chatBegan}>{fullTime(millis(session.createdAt))}</Fact>
        </dl>
      </Group>
      {attributes.length > 0 && (
        <Group title={strings.attributes}>
          <dl class="facts">
            {attributes.map(([key, value]) => (
              <Fact key={key} name={key}>
                <span class="break" dir="auto">
                  {value}
                </span>
              </Fact>
            ))}
          </dl>
        </Group>
      )}
      <Earlier userId={session.userId} chat={session.id} />
      <Data session={session} name={name} erasedAt={millis(visitor?.user?.erasedAt)} />
    </div>
  );
}

/** The visitor's other chats. They open in place, to be read. */
function Earlier({ userId, chat }: { userId: number; chat: number }) {
  const paged = usePaged({ userId });
  const others = paged.sessions.filter((session) => session.id !== chat && session.userId === userId);
  return (
    <Group title={strings.earlierChats}>
      {others.length === 0 ? (
        <p class="muted small">
          {paged.state === "loading" ? strings.loading : paged.state === "failed" ? strings.listFailed : strings.noEarlierChats}
        </p>
      ) : (
        <ul class="earlier">
          {others.map((session) => (
            <li key={session.id}>
              <a href={chatHref(session.id)}>
                <span class="grow">{fullTime(millis(session.createdAt))}</span>
                <span class="muted small">
                  {session.rating
                    ? strings.ofFive(session.rating.score)
                    : session.status === ACTIVE
                      ? strings.open
                      : session.status === WAITING
                        ? strings.waits
                        : strings.closed}
                </span>
              </a>
            </li>
          ))}
        </ul>
      )}
      {paged.more && (
        <Button kind="link" busy={paged.state === "loading"} onClick={paged.next}>
          {strings.showMore}
        </Button>
      )}
    </Group>
  );
}

/** For administrators: what is recorded of this chat, and that the visitor may have their data erased. */
function Data({ session, name, erasedAt }: { session: ChatSession; name: string; erasedAt: number }) {
  const admin = useStore(me, (self) => self?.role === ADMIN);
  const [erasing, setErasing] = useState(false);
  if (!admin) return null;
  const query = filterQuery({ ...NO_FILTER, chat: session.id });
  return (
    <Group title={strings.erase.group}>
      <a class="small" href={routeHash({ page: "admin", admin: "audit", id: undefined, query })}>
        {strings.erase.audit}
      </a>
      {erasedAt > 0 ? (
        <p class="erased-at muted small">{strings.erase.erasedAt(fullTime(erasedAt))}</p>
      ) : (
        <Button kind="danger" icon="trash" class="erase" onClick={() => setErasing(true)}>
          {strings.erase.button}
        </Button>
      )}
      {erasing && <EraseDialog session={session} name={name} onClose={() => setErasing(false)} />}
    </Group>
  );
}

function Group({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <section class="group">
      <h3>{title}</h3>
      {children}
    </section>
  );
}

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div>
      <dt dir="auto">{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Skeleton() {
  return (
    <div class="visitor-body" role="status" aria-label={strings.loading}>
      {[0, 1, 2].map((i) => (
        <span key={i} class="skeleton line" />
      ))}
    </div>
  );
}

/** "German (Austria)" for de-AT; what is no language tag stays as it is. */
function languageName(tag: string): string {
  try {
    return new Intl.DisplayNames(undefined, { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}
