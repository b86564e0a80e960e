import type { Site } from "@supportchat/sdk";
import { useState } from "preact/hooks";
import { rpc } from "../state/api.js";
import { faultOf } from "../state/errors.js";
import { go } from "../state/nav.js";
import { allPages } from "../state/people.js";
import { strings } from "../strings.js";
import { Button } from "../ui/Button.js";
import { TextArea, TextField } from "../ui/Field.js";
import { back, FormDialog, ListPage, SecretDialog, useList, useSaving } from "./resource.js";
import { SiteEditor } from "./SiteEditor.js";
import { lines } from "./siteValues.js";

const words = strings.siteForm;

export function Sites({ id }: { id: number | "new" | undefined }) {
  const list = useList(() =>
    allPages(async (pageToken) => {
      const answer = await rpc().admin.listSites({ pageSize: 1000, pageToken });
      return { items: answer.sites, next: answer.nextPageToken };
    }),
  );
  const [made, setMade] = useState<{ site: Site; secret: string }>();
  const edited = typeof id === "number" ? list.items?.find((site) => site.id === id) : undefined;
  if (edited) return <SiteEditor key={edited.id} site={edited} onSaved={list.reload} />;
  return (
    <ListPage
      page="sites"
      list={list}
      columns={[words.name, words.key, words.origins]}
      row={(site) => (
        <tr key={site.id}>
          <td>
            <span class="row">
              <Swatch color={site.widget?.accentColor} />
              {site.name}
            </span>
          </td>
          <td data-label={words.key}>
            <code>{site.key}</code>
          </td>
          <td class="muted" data-label={words.origins}>
            {site.allowedOrigins.join(", ")}
          </td>
          <td class="end">
            <Button
              kind="quiet"
              icon="pencil"
              label={strings.editThat(site.name)}
              onClick={() => go({ page: "admin", admin: "sites", id: site.id })}
            />
          </td>
        </tr>
      )}
    >
      {id === "new" && !made && <NewSite onMade={setMade} />}
      {made && (
        <SecretDialog
          title={words.secretTitle(made.site.name)}
          text={words.secretText}
          secret={made.secret}
          onClose={() => {
            setMade(undefined);
            list.reload().then(() => go({ page: "admin", admin: "sites", id: made.site.id }));
          }}
        />
      )}
    </ListPage>
  );
}

function Swatch({ color }: { color: string | undefined }) {
  return <span class="swatch" aria-hidden="true" style={{ background: color || "var(--accent-fill)" }} />;
}

function NewSite({ onMade }: { onMade: (made: { site: Site; secret: string }) => void }) {
  const [name, setName] = useState("");
  const [origins, setOrigins] = useState("");
  const saving = useSaving();
  const save = () =>
    saving.run(async () => {
      const { site, secret } = await rpc().admin.createSite({ site: { name: name.trim(), allowedOrigins: lines(origins) } });
      if (site) onMade({ site, secret });
      else back("sites");
    });
  return (
    <FormDialog title={strings.adminPages.sites.add} page="sites" saving={saving} submit={strings.create} onSubmit={save}>
      <TextField label={words.name} hint={words.nameHint} value={name} onValue={setName} fault={faultOf(saving.error, "name")} autofocus />
      <TextArea
        label={words.origins}
        hint={words.originsHint}
        value={origins}
        onValue={setOrigins}
        rows={3}
        dir="ltr"
        spellcheck={false}
        fault={faultOf(saving.error, "allowed_origins")}
      />
    </FormDialog>
  );
}
