import type { ChatSession } from "@supportchat/sdk";
import { useState } from "preact/hooks";
import { putSession, rpc } from "../state/api.js";
import { describe } from "../state/errors.js";
import { wantVisitor } from "../state/people.js";
import { strings } from "../strings.js";
import { Button } from "../ui/Button.js";
import { Dialog } from "../ui/Dialog.js";
import { TextField } from "../ui/Field.js";
import { toast } from "../ui/toasts.js";

const words = strings.erase;

/** Erases a visitor's data, once it was said what is lost and a word was typed for it. */
export function EraseDialog({ session, name, onClose }: { session: ChatSession; name: string; onClose: () => void }) {
  const [typed, setTyped] = useState("");
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string>();
  const meant = typed.trim().toLowerCase() === words.word;
  const erase = async () => {
    if (!meant || busy) return;
    setBusy(true);
    setFault(undefined);
    try {
      const done = await rpc().admin.eraseUser({ id: session.userId });
      toast(words.done(done.chatSessions));
      onClose();
    } catch (error) {
      setBusy(false);
      setFault(describe(error));
      return;
    }
    // When it is heard that they are erased, the chat reads its log again.
    wantVisitor(session.userId, true);
    const { chatSession } = await rpc()
      .chat.getChatSession({ id: session.id })
      .catch(() => ({ chatSession: undefined }));
    if (chatSession) putSession(chatSession);
  };
  return (
    <Dialog title={words.title(name)} onClose={onClose}>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          erase();
        }}
      >
        <div class="erase-what">
          <p>{words.what}</p>
          <ul>
            {words.items.map((item) => (
              <li key={item}>{item}</li>
            ))}
          </ul>
          <p>{words.keeps}</p>
        </div>
        <p class="callout bad">{words.noUndo}</p>
        <TextField
          label={words.type(words.word)}
          value={typed}
          onValue={setTyped}
          fault={fault}
          autocomplete="off"
          spellcheck={false}
          dir="ltr"
          autofocus
        />
        <div class="dialog-foot">
          <Button onClick={onClose}>{strings.cancel}</Button>
          <Button kind="danger primary" type="submit" icon="trash" disabled={!meant} busy={busy}>
            {words.yes}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
