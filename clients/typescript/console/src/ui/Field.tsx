import type { ComponentChildren, InputHTMLAttributes, TextareaHTMLAttributes } from "preact";
import { useId } from "preact/hooks";
import { Icon } from "./Icon.js";

interface Around {
  label: string;
  hint?: string | undefined;
  fault?: string | undefined;
}

/** What a field says about itself to a screen reader. */
export interface Ties {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": boolean | undefined;
}

/** A label, a field, a hint and what is wrong with it. */
export function Field({ label, hint, fault, children }: Around & { children: (ties: Ties) => ComponentChildren }) {
  const id = useId();
  const described = [hint && `${id}-hint`, fault && `${id}-fault`].filter(Boolean).join(" ") || undefined;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children({ id, "aria-describedby": described, "aria-invalid": fault ? true : undefined })}
      {hint && (
        <span class="hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      {fault && (
        <span class="fault" id={`${id}-fault`}>
          <Icon name="warn" />
          {fault}
        </span>
      )}
    </div>
  );
}

/** What of an input a form here sets; the type of an input decides what else it may have, which only confuses the compiler. */
type InputProps = Around &
  Pick<
    InputHTMLAttributes<HTMLInputElement>,
    "autofocus" | "name" | "required" | "maxLength" | "min" | "max" | "step" | "placeholder" | "dir" | "spellcheck" | "autocomplete"
  > & {
    type?: "text" | "email" | "password" | "url" | "number";
    invalid?: boolean | undefined;
    value: string;
    onValue: (value: string) => void;
  };

export function TextField({ label, hint, fault, value, onValue, invalid, type = "text", ...rest }: InputProps) {
  return (
    <Field label={label} hint={hint} fault={fault}>
      {(ties) => {
        const attributes = { ...rest, ...ties, type } as InputHTMLAttributes<HTMLInputElement>;
        return (
          <input
            class="input"
            {...attributes}
            aria-invalid={ties["aria-invalid"] ?? invalid}
            value={value}
            onInput={(event) => onValue(event.currentTarget.value)}
          />
        );
      }}
    </Field>
  );
}

export function TextArea({
  label,
  hint,
  fault,
  value,
  onValue,
  ...rest
}: Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, "onInput" | "label"> & Around & { value: string; onValue: (value: string) => void }) {
  return (
    <Field label={label} hint={hint} fault={fault}>
      {(ties) => <textarea class="input" {...rest} {...ties} value={value} onInput={(event) => onValue(event.currentTarget.value)} />}
    </Field>
  );
}

export function SelectField({
  label,
  hint,
  fault,
  value,
  onValue,
  options,
}: Around & { value: string; onValue: (value: string) => void; options: readonly (readonly [value: string, words: string])[] }) {
  return (
    <Field label={label} hint={hint} fault={fault}>
      {(ties) => (
        <select class="input" {...ties} value={value} onChange={(event) => onValue(event.currentTarget.value)}>
          {options.map(([key, words]) => (
            <option key={key} value={key}>
              {words}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

export function CheckField({
  label,
  hint,
  checked,
  onChecked,
}: {
  label: string;
  hint?: string;
  checked: boolean;
  onChecked: (on: boolean) => void;
}) {
  return (
    <label class="check">
      <input type="checkbox" checked={checked} onChange={(event) => onChecked(event.currentTarget.checked)} />
      <span>
        {label}
        {hint && <span class="muted small"> {hint}</span>}
      </span>
    </label>
  );
}
