import type { ApiKey } from "@supportchat/sdk/agent";
import { useState } from "preact/hooks";
import { millis } from "../lib/log.js";
import { useStore } from "../lib/store.js";
import { fullTime } from "../lib/time.js";
import { rpc } from "../state/api.js";
import { attempt, faultOf } from "../state/errors.js";
import { agentName, agents, allPages, loadAgents } from "../state/people.js";
import { strings } from "../strings.js";
import { Button } from "../ui/Button.js";
import { Confirm } from "../ui/Dialog.js";
import { SelectField, TextField } from "../ui/Field.js";
import { back, FormDialog, ListPage, SecretDialog, useList, useSaving } from "./resource.js";

const words = strings.keyForm;
const AGENT_KEY = 4;

export function ApiKeys({ id }: { id: number | "new" | undefined }) {
  const list = useList(async () => {
    await loadAgents();
    const keys = await allPages(async (pageToken) => {
      const answer = await rpc().admin.listApiKeys({ pageSize: 1000, pageToken });
      return { items: answer.apiKeys, next: answer.nextPageToken };
    });
    // What works comes first.
    return keys.sort((a, b) => Number(a.revokedAt !== undefined) - Number(b.revokedAt !== undefined) || b.id - a.id);
  });
  const all = useStore(agents);
  const [doomed, setDoomed] = useState<ApiKey>();
  const [secret, setSecret] = useState<string>();
  return (
    <ListPage
      page="keys"
      list={list}
      columns={[words.name, words.role, words.created, words.state]}
      row={(key) => (
        <tr key={key.id} class={key.revokedAt ? "off" : ""}>
          <td>{key.name}</td>
          <td>
            {words.roles[key.role]}
            {key.agentId !== undefined && <span class="muted"> ({agentName(all, key.agentId)})</span>}
          </td>
          <td class="muted" data-label={words.created}>
            {fullTime(millis(key.createdAt))}
          </td>
          <td>{key.revokedAt ? <span class="badge">{words.revoked}</span> : <span class="badge good">{words.works}</span>}</td>
          <td class="end">
            {!key.revokedAt && (
              <Button kind="danger" aria-label={words.revokeThat(key.name)} onClick={() => setDoomed(key)}>
                {words.revoke}
              </Button>
            )}
          </td>
        </tr>
      )}
    >
      {id === "new" && secret === undefined && <NewKey onSecret={setSecret} />}
      {secret !== undefined && (
        <SecretDialog
          title={words.secretTitle}
          text={words.secretText}
          secret={secret}
          onClose={() => {
            setSecret(undefined);
            back("keys");
            list.reload();
          }}
        />
      )}
      {doomed && (
        <Confirm
          title={words.revokeThat(doomed.name)}
          text={words.revokeText}
          yes={words.revoke}
          danger
          onClose={() => setDoomed(undefined)}
          onYes={async () => {
            if (await attempt(() => rpc().admin.revokeApiKey({ id: doomed.id }))) list.reload();
          }}
        />
      )}
    </ListPage>
  );
}

function NewKey({ onSecret }: { onSecret: (secret: string) => void }) {
  const all = useStore(agents);
  const [name, setName] = useState("");
  const [role, setRole] = useState("1");
  const [agent, setAgent] = useState("");
  const saving = useSaving();
  const save = () =>
    saving.run(async () => {
      const answer = await rpc().admin.createApiKey({
        name: name.trim(),
        role: Number(role),
        agentId: Number(role) === AGENT_KEY ? Number(agent) : 0,
      });
      onSecret(answer.secret);
    });
  return (
    <FormDialog title={strings.adminPages.keys.add} page="keys" saving={saving} submit={strings.create} onSubmit={save}>
      <TextField
        label={words.name}
        hint={words.nameHint}
        value={name}
        onValue={setName}
        fault={faultOf(saving.error, "name")}
        autofocus
        autocomplete="off"
      />
      <SelectField
        label={words.role}
        hint={words.roleHints[Number(role)]}
        value={role}
        onValue={setRole}
        options={[1, 2, 3, 4].map((one) => [String(one), words.roles[one] ?? ""] as const)}
        fault={faultOf(saving.error, "role")}
      />
      {Number(role) === AGENT_KEY && (
        <SelectField
          label={words.agent}
          value={agent}
          onValue={setAgent}
          options={[["", words.pickAgent], ...all.filter((one) => !one.disabled).map((one) => [String(one.id), one.name] as const)]}
          fault={faultOf(saving.error, "agent_id")}
        />
      )}
    </FormDialog>
  );
}
