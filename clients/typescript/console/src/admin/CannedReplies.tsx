import type { CannedReply } from "@supportchat/sdk";
import { useState } from "preact/hooks";
import { fillReply } from "../lib/canned.js";
import { rpc } from "../state/api.js";
import { attempt, faultOf } from "../state/errors.js";
import { go } from "../state/nav.js";
import { loadReplies, replies } from "../state/people.js";
import { strings } from "../strings.js";
import { Button } from "../ui/Button.js";
import { Confirm } from "../ui/Dialog.js";
import { TextArea, TextField } from "../ui/Field.js";
import { toast } from "../ui/toasts.js";
import { back, FormDialog, ListPage, useList, useSaving } from "./resource.js";

const words = strings.replyForm;

export function CannedReplies({ id }: { id: number | "new" | undefined }) {
  const list = useList(async () => {
    await loadReplies();
    return [...replies.get()].sort((a, b) => (a.shortcut < b.shortcut ? -1 : 1));
  });
  const [doomed, setDoomed] = useState<CannedReply>();
  const edited = typeof id === "number" ? list.items?.find((reply) => reply.id === id) : undefined;
  const done = () => {
    back("replies");
    list.reload();
  };
  return (
    <ListPage
      page="replies"
      list={list}
      columns={[words.shortcut, words.message]}
      row={(reply) => (
        <tr key={reply.id}>
          <td>
            <code>/{reply.shortcut}</code>
          </td>
          <td class="muted clamp" dir="auto">
            {reply.message}
          </td>
          <td class="end">
            <Button
              kind="quiet"
              icon="pencil"
              label={strings.editThat(`/${reply.shortcut}`)}
              onClick={() => go({ page: "admin", admin: "replies", id: reply.id })}
            />
            <Button kind="quiet" icon="trash" label={strings.deleteThat(`/${reply.shortcut}`)} onClick={() => setDoomed(reply)} />
          </td>
        </tr>
      )}
    >
      {(id === "new" || edited) && <ReplyForm key={id} reply={edited} onDone={done} />}
      {doomed && (
        <Confirm
          title={strings.deleteThat(`/${doomed.shortcut}`)}
          text={words.deleteText}
          yes={strings.delete}
          danger
          onClose={() => setDoomed(undefined)}
          onYes={async () => {
            if (await attempt(() => rpc().admin.deleteCannedReply({ id: doomed.id }))) list.reload();
          }}
        />
      )}
    </ListPage>
  );
}

function ReplyForm({ reply, onDone }: { reply: CannedReply | undefined; onDone: () => void }) {
  const [shortcut, setShortcut] = useState(reply?.shortcut ?? "");
  const [message, setMessage] = useState(reply?.message ?? "");
  const saving = useSaving();
  const save = async () => {
    const values = { shortcut: shortcut.trim(), message };
    const went = await saving.run(() =>
      reply
        ? rpc().admin.updateCannedReply({ cannedReply: { id: reply.id, ...values }, updateMask: { paths: ["shortcut", "message"] } })
        : rpc().admin.createCannedReply({ cannedReply: values }),
    );
    if (!went) return;
    toast(reply ? strings.saved : strings.created(`/${values.shortcut}`));
    onDone();
  };
  return (
    <FormDialog
      title={reply ? strings.editThat(`/${reply.shortcut}`) : strings.adminPages.replies.add}
      page="replies"
      saving={saving}
      submit={reply ? strings.save : strings.create}
      onSubmit={save}
    >
      <TextField
        label={words.shortcut}
        hint={words.shortcutHint}
        value={shortcut}
        onValue={(value) => setShortcut(value.replace(/^\//, ""))}
        maxLength={32}
        fault={faultOf(saving.error, "shortcut")}
        autofocus
        autocomplete="off"
        spellcheck={false}
      />
      <TextArea
        label={words.message}
        hint={words.messageHint}
        value={message}
        onValue={setMessage}
        rows={6}
        dir="auto"
        fault={faultOf(saving.error, "message")}
      />
      {/\{\{/.test(message) && (
        <div class="preview">
          <span class="legend small">{words.preview}</span>
          <p dir="auto">{fillReply(message, words.previewNames)}</p>
        </div>
      )}
    </FormDialog>
  );
}
