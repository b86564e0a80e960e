import type { Agent } from "@supportchat/sdk";
import { useState } from "preact/hooks";
import { presenceWord } from "../lib/presence.js";
import { putMe, rpc } from "../state/api.js";
import { faultOf } from "../state/errors.js";
import { go } from "../state/nav.js";
import { agents, loadAgents } from "../state/people.js";
import { strings } from "../strings.js";
import { Avatar } from "../ui/Avatar.js";
import { Button } from "../ui/Button.js";
import { CheckField, SelectField, TextField } from "../ui/Field.js";
import { toast } from "../ui/toasts.js";
import { back, FormDialog, ListPage, useList, useSaving } from "./resource.js";

const words = strings.agentForm;
const ROLES = [
  ["1", strings.roles.agent],
  ["2", strings.roles.admin],
] as const;

export function Agents({ id, self }: { id: number | "new" | undefined; self: Agent }) {
  const list = useList(async () => {
    await loadAgents();
    return [...agents.get()];
  });
  const edited = typeof id === "number" ? list.items?.find((agent) => agent.id === id) : undefined;
  const done = () => {
    back("agents");
    list.reload();
  };
  return (
    <ListPage
      page="agents"
      list={list}
      columns={[words.name, words.role, words.state, words.load]}
      row={(agent) => (
        <tr key={agent.id} class={agent.disabled ? "off" : ""}>
          <td>
            <span class="row">
              <Avatar name={agent.name} url={agent.avatarUrl} presence={presenceWord(agent.presence)} />
              <span class="grow">
                <span class="block cut">{agent.name}</span>
                <span class="muted small cut block">{agent.email || words.noEmail}</span>
              </span>
            </span>
          </td>
          <td>{agent.role === 2 ? strings.roles.admin : strings.roles.agent}</td>
          <td>
            {agent.disabled ? (
              <span class="badge">{words.disabled}</span>
            ) : agent.availabilityStatus === 1 ? (
              <span class="badge good">{strings.available}</span>
            ) : (
              <span class="badge">{strings.away}</span>
            )}
          </td>
          <td class="num" data-label={words.load}>
            {agent.activeSessions} / {agent.capacity}
          </td>
          <td class="end">
            <Button
              kind="quiet"
              icon="pencil"
              label={strings.editThat(agent.name)}
              onClick={() => go({ page: "admin", admin: "agents", id: agent.id })}
            />
          </td>
        </tr>
      )}
    >
      {id === "new" && <NewAgent onDone={done} />}
      {edited && <EditAgent key={edited.id} agent={edited} self={self} onDone={done} />}
    </ListPage>
  );
}

function NewAgent({ onDone }: { onDone: () => void }) {
  const [name, setName] = useState("");
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [role, setRole] = useState("1");
  const [capacity, setCapacity] = useState("5");
  const saving = useSaving();
  const save = async () => {
    const request = { name: name.trim(), email: email.trim(), password, role: Number(role), capacity: Number(capacity) || 0 };
    if (await saving.run(() => rpc().admin.createAgent(request))) {
      toast(strings.created(request.name));
      onDone();
    }
  };
  return (
    <FormDialog title={strings.adminPages.agents.add} page="agents" saving={saving} submit={strings.create} onSubmit={save}>
      <TextField
        label={words.name}
        hint={words.nameHint}
        value={name}
        onValue={setName}
        fault={faultOf(saving.error, "name")}
        autofocus
        autocomplete="off"
      />
      <TextField label={words.email} type="email" value={email} onValue={setEmail} fault={faultOf(saving.error, "email")} autocomplete="off" />
      <TextField
        label={words.password}
        hint={words.passwordHint}
        type="password"
        value={password}
        onValue={setPassword}
        fault={faultOf(saving.error, "password")}
        autocomplete="new-password"
      />
      <SelectField label={words.role} value={role} onValue={setRole} options={ROLES} fault={faultOf(saving.error, "role")} />
      <TextField
        label={words.capacity}
        hint={words.capacityHint}
        type="number"
        min={1}
        max={1000}
        value={capacity}
        onValue={setCapacity}
        fault={faultOf(saving.error, "capacity")}
      />
    </FormDialog>
  );
}

function EditAgent({ agent, self, onDone }: { agent: Agent; self: Agent; onDone: () => void }) {
  const [name, setName] = useState(agent.name);
  const [email, setEmail] = useState(agent.email);
  const [role, setRole] = useState(String(agent.role));
  const [capacity, setCapacity] = useState(String(agent.capacity));
  const [avatarUrl, setAvatarUrl] = useState(agent.avatarUrl);
  const [disabled, setDisabled] = useState(agent.disabled);
  const [password, setPassword] = useState("");
  const saving = useSaving();
  const save = async () => {
    const changed = {
      name: name.trim(),
      email: email.trim(),
      role: Number(role),
      capacity: Number(capacity) || 0,
      avatarUrl: avatarUrl.trim(),
      disabled,
    };
    const paths = (Object.keys(changed) as (keyof typeof changed)[])
      .filter((key) => changed[key] !== agent[key])
      .map((key) => (key === "avatarUrl" ? "avatar_url" : key));
    const went = await saving.run(async () => {
      if (paths.length > 0) {
        const answer = await rpc().admin.updateAgent({ agent: { id: agent.id, ...changed }, updateMask: { paths } });
        if (agent.id === self.id) putMe(answer.agent);
      }
      if (password) await rpc().admin.setAgentPassword({ id: agent.id, password });
    });
    if (!went) return;
    toast(strings.saved);
    onDone();
  };
  return (
    <FormDialog title={strings.editThat(agent.name)} page="agents" saving={saving} submit={strings.save} onSubmit={save}>
      <TextField
        label={words.name}
        hint={words.nameHint}
        value={name}
        onValue={setName}
        fault={faultOf(saving.error, "name")}
        autofocus
        autocomplete="off"
      />
      <TextField label={words.email} type="email" value={email} onValue={setEmail} fault={faultOf(saving.error, "email")} autocomplete="off" />
      <SelectField label={words.role} value={role} onValue={setRole} options={ROLES} fault={faultOf(saving.error, "role")} />
      <TextField
        label={words.capacity}
        hint={words.capacityHint}
        type="number"
        min={1}
        max={1000}
        value={capacity}
        onValue={setCapacity}
        fault={faultOf(saving.error, "capacity")}
      />
      <TextField
        label={words.avatar}
        hint={words.avatarHint}
        type="url"
        value={avatarUrl}
        onValue={setAvatarUrl}
        fault={faultOf(saving.error, "avatar_url")}
      />
      <TextField
        label={words.newPassword}
        hint={words.newPasswordHint}
        type="password"
        value={password}
        onValue={setPassword}
        fault={faultOf(saving.error, "password")}
        autocomplete="new-password"
      />
      <CheckField label={words.disable} hint={words.disableHint} checked={disabled} onChecked={setDisabled} />
    </FormDialog>
  );
}
