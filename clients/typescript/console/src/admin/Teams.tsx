import type { Agent, Team } from "@supportchat/sdk";
import { useState } from "preact/hooks";
import { rpc } from "../state/api.js";
import { attempt, faultOf } from "../state/errors.js";
import { go } from "../state/nav.js";
import { agentName, agents, loadAgents, loadTeams, teams } from "../state/people.js";
import { strings } from "../strings.js";
import { Button } from "../ui/Button.js";
import { Confirm } from "../ui/Dialog.js";
import { CheckField, TextField } from "../ui/Field.js";
import { toast } from "../ui/toasts.js";
import { back, FormDialog, ListPage, useList, useSaving } from "./resource.js";

const words = strings.teamForm;

export function Teams({ id }: { id: number | "new" | undefined }) {
  const list = useList(async () => {
    await Promise.all([loadTeams(), loadAgents()]);
    return [...teams.get()];
  });
  const [doomed, setDoomed] = useState<Team>();
  const edited = typeof id === "number" ? list.items?.find((team) => team.id === id) : undefined;
  const done = () => {
    back("teams");
    list.reload();
  };
  return (
    <ListPage
      page="teams"
      list={list}
      columns={[words.name, words.members]}
      row={(team) => (
        <tr key={team.id}>
          <td>{team.name}</td>
          <td class="muted" data-label={words.members}>
            {team.agentIds.length ? strings.listed(team.agentIds.map((one) => agentName(agents.get(), one))) : words.nobody}
          </td>
          <td class="end">
            <Button
              kind="quiet"
              icon="pencil"
              label={strings.editThat(team.name)}
              onClick={() => go({ page: "admin", admin: "teams", id: team.id })}
            />
            <Button kind="quiet" icon="trash" label={strings.deleteThat(team.name)} onClick={() => setDoomed(team)} />
          </td>
        </tr>
      )}
    >
      {(id === "new" || edited) && list.items && (
        <TeamForm key={id} team={edited} agents={agents.get().filter((agent) => !agent.disabled)} onDone={done} />
      )}
      {doomed && (
        <Confirm
          title={strings.deleteThat(doomed.name)}
          text={words.deleteText}
          yes={strings.delete}
          danger
          onClose={() => setDoomed(undefined)}
          onYes={async () => {
            if (await attempt(() => rpc().admin.deleteTeam({ id: doomed.id }))) list.reload();
          }}
        />
      )}
    </ListPage>
  );
}

function TeamForm({ team, agents: all, onDone }: { team: Team | undefined; agents: readonly Agent[]; onDone: () => void }) {
  const [name, setName] = useState(team?.name ?? "");
  const [members, setMembers] = useState<readonly number[]>(team?.agentIds ?? []);
  const saving = useSaving();
  const save = async () => {
    const values = { name: name.trim(), agentIds: [...members].sort((a, b) => a - b) };
    const went = await saving.run(() =>
      team
        ? rpc().admin.updateTeam({ team: { id: team.id, ...values }, updateMask: { paths: ["name", "agent_ids"] } })
        : rpc().admin.createTeam({ team: values }),
    );
    if (!went) return;
    toast(team ? strings.saved : strings.created(values.name));
    onDone();
  };
  return (
    <FormDialog
      title={team ? strings.editThat(team.name) : strings.adminPages.teams.add}
      page="teams"
      saving={saving}
      submit={team ? strings.save : strings.create}
      onSubmit={save}
    >
      <TextField label={words.name} value={name} onValue={setName} maxLength={64} fault={faultOf(saving.error, "name")} autofocus />
      <fieldset>
        <legend class="legend">{words.members}</legend>
        <div class="check-list">
          {all.map((agent) => (
            <CheckField
              key={agent.id}
              label={agent.name}
              checked={members.includes(agent.id)}
              onChecked={(on) => setMembers(on ? [...members, agent.id] : members.filter((one) => one !== agent.id))}
            />
          ))}
        </div>
      </fieldset>
    </FormDialog>
  );
}
