import type { ChatSession } from "@supportchat/sdk";
import { useEffect, useRef, useState } from "preact/hooks";
import { moveInList } from "../lib/keys.js";
import { presenceWord } from "../lib/presence.js";
import { useStore } from "../lib/store.js";
import { putSession, rpc } from "../state/api.js";
import { describe } from "../state/errors.js";
import { agents, loadAgents, loadTeams, teams } from "../state/people.js";
import { strings } from "../strings.js";
import { Avatar } from "../ui/Avatar.js";
import { Dialog } from "../ui/Dialog.js";
import { Icon } from "../ui/Icon.js";
import { toast } from "../ui/toasts.js";

type Target = { case: "agentId" | "teamId"; value: number; name: string };

/** To whom a chat is handed: agents with what they do now, and teams. */
export function TransferDialog({ session, onClose }: { session: ChatSession; onClose: () => void }) {
  const allAgents = useStore(agents);
  const allTeams = useStore(teams);
  const [filter, setFilter] = useState("");
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string>();
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The load of everyone may be another than when the page was opened.
    Promise.all([loadAgents(), loadTeams()]).catch((error) => setFault(describe(error)));
  }, []);
  const wanted = filter.trim().toLocaleLowerCase();
  const fits = (name: string) => name.toLocaleLowerCase().includes(wanted);
  const people = allAgents.filter((agent) => !agent.disabled && agent.id !== session.agentId && fits(agent.name));
  people.sort((a, b) => free(b) - free(a) || a.activeSessions - b.activeSessions || (a.name < b.name ? -1 : 1));
  const groups = allTeams.filter((team) => fits(team.name));

  const handOver = async (target: Target) => {
    setBusy(true);
    setFault(undefined);
    try {
      const answer = await rpc().agent.transferChatSession({ id: session.id, target: { case: target.case, value: target.value } });
      if (answer.chatSession) putSession(answer.chatSession);
      toast(strings.transferred(target.name));
      onClose();
    } catch (error) {
      setFault(describe(error));
      setBusy(false);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const all = [...(list.current?.querySelectorAll<HTMLButtonElement>("button:not([disabled])") ?? [])];
    const at = all.indexOf(document.activeElement as HTMLButtonElement);
    const to = moveInList(event.key, at, all.length);
    if (to === undefined || (at < 0 && event.key !== "ArrowDown")) return;
    event.preventDefault();
    all[to]?.focus();
  };
  return (
    <Dialog title={strings.transferTitle} onClose={onClose}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: keys come up here from the field and the buttons */}
      <div class="transfer" onKeyDown={onKeyDown}>
        <input
          class="input"
          type="search"
          aria-label={strings.findPerson}
          placeholder={strings.findPerson}
          value={filter}
          autofocus
          onInput={(event) => setFilter(event.currentTarget.value)}
        />
        {fault && (
          <p class="callout bad" role="alert">
            {fault}
          </p>
        )}
        <div ref={list} class="pick-list">
          {groups.length > 0 && <h3>{strings.teams}</h3>}
          {groups.map((team) => {
            const there = allAgents.filter((agent) => free(agent) && team.agentIds.some((id) => id === agent.id)).length;
            return (
              <button
                key={String(team.id)}
                type="button"
                class="pick"
                disabled={busy}
                onClick={() => handOver({ case: "teamId", value: team.id, name: team.name })}
              >
                <span class="avatar" aria-hidden="true">
                  <Icon name="people" />
                </span>
                <span class="grow cut">{team.name}</span>
                <span class="muted small">{strings.teamFree(there)}</span>
              </button>
            );
          })}
          {people.length > 0 && <h3>{strings.agents}</h3>}
          {people.map((agent) => {
            const presence = presenceWord(agent.presence);
            const can = free(agent) === 1;
            return (
              <button
                key={String(agent.id)}
                type="button"
                class="pick"
                disabled={busy || !can}
                onClick={() => handOver({ case: "agentId", value: agent.id, name: agent.name })}
              >
                <Avatar name={agent.name} url={agent.avatarUrl} presence={presence} />
                <span class="grow">
                  <span class="cut block">{agent.name}</span>
                  <span class="muted small">
                    {agent.availabilityStatus === 1 ? strings.presence.online : strings.presence[presence === "online" ? "away" : presence]}
                  </span>
                </span>
                <span class="load small num" title={strings.load(agent.activeSessions, agent.capacity)}>
                  {agent.activeSessions} / {agent.capacity}
                </span>
              </button>
            );
          })}
          {people.length + groups.length === 0 && <p class="muted">{wanted ? strings.nobodyFound : strings.nobodyElse}</p>}
        </div>
      </div>
    </Dialog>
  );
}

function free(agent: { availabilityStatus: number; activeSessions: number; capacity: number }): number {
  return agent.availabilityStatus === 1 && agent.activeSessions < agent.capacity ? 1 : 0;
}
