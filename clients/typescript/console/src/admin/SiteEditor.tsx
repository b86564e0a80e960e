import type { Site } from "@supportchat/sdk";
import { useState } from "preact/hooks";
import { rpc } from "../state/api.js";
import { attempt, faultOf } from "../state/errors.js";
import { strings } from "../strings.js";
import { Button } from "../ui/Button.js";
import { Confirm } from "../ui/Dialog.js";
import { CheckField, Field, SelectField, TextArea, TextField } from "../ui/Field.js";
import { toast } from "../ui/toasts.js";
import { back, Copyable, FormFault, SecretDialog, useSaving } from "./resource.js";
import { directives, lines, RECIPES, snippet } from "./siteValues.js";

const words = strings.siteForm;
const DEFAULT_ACCENT = "#2a5bd7";
const KINDS = [
  ["1", words.kinds.name],
  ["2", words.kinds.email],
  ["3", words.kinds.text],
] as const;
const HOUR = 3600;

interface Text {
  readonly id: number;
  readonly locale: string;
  readonly key: string;
  readonly text: string;
}

interface Question {
  readonly id: number;
  readonly kind: number;
  readonly label: string;
  readonly required: boolean;
}

let nextId = 0;
const numbered = <T extends object>(one: T): T & { id: number } => ({ ...one, id: ++nextId });

/** Everything of one site: its look, its questions, who may embed it, and what to put into the page. */
export function SiteEditor({ site, onSaved }: { site: Site; onSaved: () => Promise<void> }) {
  const [name, setName] = useState(site.name);
  const [origins, setOrigins] = useState(site.allowedOrigins.join("\n"));
  const [accent, setAccent] = useState(site.widget?.accentColor ?? "");
  const [texts, setTexts] = useState<readonly Text[]>(() =>
    (site.widget?.texts ?? []).map(({ locale, key, text }) => numbered({ locale, key, text })),
  );
  const [questions, setQuestions] = useState<readonly Question[]>(() =>
    (site.widget?.preChatFields ?? []).map(({ kind, label, required }) => numbered({ kind, label, required })),
  );
  const [hours, setHours] = useState(String(Math.round((site.reopenWindowSeconds / HOUR) * 100) / 100));
  const [verify, setVerify] = useState(site.requireVerification);
  const [rotating, setRotating] = useState(false);
  const [secret, setSecret] = useState<string>();
  const saving = useSaving();
  const save = async () => {
    const went = await saving.run(() =>
      rpc().admin.updateSite({
        site: {
          id: site.id,
          name: name.trim(),
          allowedOrigins: lines(origins),
          widget: {
            accentColor: accent.trim(),
            texts: texts.map(({ locale, key, text }) => ({ locale: locale.trim(), key: key.trim(), text })),
            preChatFields: questions.map(({ kind, label, required }) => ({ kind, label: label.trim(), required })),
          },
          reopenWindowSeconds: Math.round((Number(hours) || 0) * HOUR),
          requireVerification: verify,
        },
        updateMask: { paths: ["name", "allowed_origins", "widget", "reopen_window_seconds", "require_verification"] },
      }),
    );
    if (!went) return;
    toast(strings.saved);
    await onSaved();
  };
  const server = location.origin;
  return (
    <div class="admin-page site">
      <header class="row">
        <Button kind="quiet" icon="back" label={words.toSites} onClick={() => back("sites")} />
        <div class="grow">
          <h1>{site.name}</h1>
          <p class="muted">
            {words.key}: <code>{site.key}</code>
          </p>
        </div>
      </header>
      <section class="card pad" aria-labelledby="embed-title">
        <h2 id="embed-title">{words.embed}</h2>
        <p class="muted">{words.embedText}</p>
        <Copyable label={words.snippet} text={snippet(server, site.key)} />
        <Copyable label={words.csp} text={directives(server)} />
        <details>
          <summary>{words.prove}</summary>
          <p class="muted">{words.proveText}</p>
          {RECIPES.map(([language, code]) => (
            <Copyable key={language} label={language} text={code} />
          ))}
        </details>
      </section>
      <form
        class="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!saving.busy) save();
        }}
      >
        <FormFault error={saving.error} />
        <section class="card pad">
          <h2>{words.general}</h2>
          <TextField label={words.name} hint={words.nameHint} value={name} onValue={setName} fault={faultOf(saving.error, "name")} />
          <TextArea
            label={words.origins}
            hint={words.originsHint}
            rows={3}
            dir="ltr"
            spellcheck={false}
            value={origins}
            onValue={setOrigins}
            fault={faultOf(saving.error, "allowed_origins")}
          />
          <TextField
            label={words.reopen}
            hint={words.reopenHint}
            type="number"
            min={0}
            max={8760}
            step="any"
            value={hours}
            onValue={setHours}
            fault={faultOf(saving.error, "reopen_window_seconds")}
          />
          <CheckField label={words.verify} hint={words.verifyHint} checked={verify} onChecked={setVerify} />
        </section>
        <section class="card pad">
          <h2>{words.look}</h2>
          <Field label={words.accent} hint={words.accentHint} fault={faultOf(saving.error, "accent_color")}>
            {(ties) => (
              <div class="row">
                <input
                  type="color"
                  aria-label={words.accentPick}
                  value={/^#[0-9a-f]{6}$/i.test(accent) ? accent : DEFAULT_ACCENT}
                  onInput={(event) => setAccent(event.currentTarget.value)}
                />
                <input
                  class="input color"
                  {...ties}
                  dir="ltr"
                  value={accent}
                  placeholder={DEFAULT_ACCENT}
                  onInput={(event) => setAccent(event.currentTarget.value)}
                />
              </div>
            )}
          </Field>
        </section>
        <section class="card pad">
          <h2>{words.questions}</h2>
          <p class="muted">{words.questionsText}</p>
          {questions.map((question, i) => {
            const set = (change: Partial<Question>) => setQuestions(questions.map((one) => (one.id === question.id ? { ...one, ...change } : one)));
            return (
              <fieldset key={question.id} class="line">
                <legend class="sr">{words.questionNumber(i + 1)}</legend>
                <SelectField label={words.kind} value={String(question.kind)} onValue={(kind) => set({ kind: Number(kind) })} options={KINDS} />
                <TextField
                  label={words.label}
                  maxLength={64}
                  value={question.label}
                  onValue={(label) => set({ label })}
                  fault={faultOf(saving.error, `pre_chat_fields[${i}].label`)}
                  placeholder={question.kind === 3 ? "" : words.ownLabel}
                />
                <CheckField label={words.required} checked={question.required} onChecked={(required) => set({ required })} />
                <Button
                  kind="quiet"
                  icon="trash"
                  label={words.removeQuestion(i + 1)}
                  onClick={() => setQuestions(questions.filter((one) => one.id !== question.id))}
                />
              </fieldset>
            );
          })}
          {questions.length < 10 && (
            <div>
              <Button
                icon="plus"
                onClick={() => setQuestions([...questions, numbered({ kind: questions.length === 0 ? 1 : 3, label: "", required: false })])}
              >
                {words.addQuestion}
              </Button>
            </div>
          )}
        </section>
        <section class="card pad">
          <h2>{words.texts}</h2>
          <p class="muted">{words.textsText}</p>
          {texts.map((text, i) => {
            const set = (change: Partial<Text>) => setTexts(texts.map((one) => (one.id === text.id ? { ...one, ...change } : one)));
            return (
              <fieldset key={text.id} class="line">
                <legend class="sr">{words.textNumber(i + 1)}</legend>
                <TextField
                  label={words.textKey}
                  maxLength={64}
                  value={text.key}
                  onValue={(key) => set({ key })}
                  placeholder="greeting"
                  dir="ltr"
                  fault={faultOf(saving.error, `texts[${i}].key`)}
                />
                <TextField
                  label={words.locale}
                  maxLength={35}
                  value={text.locale}
                  onValue={(locale) => set({ locale })}
                  placeholder={words.allLocales}
                  dir="ltr"
                  fault={faultOf(saving.error, `texts[${i}].locale`)}
                />
                <TextField
                  label={words.text}
                  maxLength={1000}
                  value={text.text}
                  onValue={(value) => set({ text: value })}
                  dir="auto"
                  fault={faultOf(saving.error, `texts[${i}].text`)}
                />
                <Button
                  kind="quiet"
                  icon="trash"
                  label={words.removeText(i + 1)}
                  onClick={() => setTexts(texts.filter((one) => one.id !== text.id))}
                />
              </fieldset>
            );
          })}
          {texts.length < 200 && (
            <div>
              <Button icon="plus" onClick={() => setTexts([...texts, numbered({ locale: "", key: "", text: "" })])}>
                {words.addText}
              </Button>
            </div>
          )}
        </section>
        <div class="form-foot">
          <Button onClick={() => back("sites")}>{strings.cancel}</Button>
          <Button kind="primary" type="submit" busy={saving.busy}>
            {strings.save}
          </Button>
        </div>
      </form>
      <section class="card pad">
        <h2>{words.secret}</h2>
        <p class="muted">{words.rotateText}</p>
        <div>
          <Button kind="danger" onClick={() => setRotating(true)}>
            {words.rotate}
          </Button>
        </div>
      </section>
      {rotating && (
        <Confirm
          title={words.rotate}
          text={words.rotateConfirm}
          yes={words.rotate}
          danger
          onClose={() => setRotating(false)}
          onYes={async () => void (await attempt(async () => setSecret((await rpc().admin.rotateSiteSecret({ id: site.id })).secret)))}
        />
      )}
      {secret !== undefined && (
        <SecretDialog title={words.secretTitle(site.name)} text={words.secretText} secret={secret} onClose={() => setSecret(undefined)} />
      )}
    </div>
  );
}
