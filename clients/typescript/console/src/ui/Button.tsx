import type { ButtonHTMLAttributes, ComponentChildren, Ref } from "preact";
import { Icon, type IconName } from "./Icon.js";

type Props = Omit<ButtonHTMLAttributes<HTMLButtonElement>, "icon" | "label"> & {
  kind?: "primary" | "quiet" | "danger" | "danger primary" | "link" | undefined;
  icon?: IconName | undefined;
  /** The name of a button that shows only its icon. */
  label?: string | undefined;
  /** The key that does the same, as the list of keys shows it. */
  shortcut?: string | undefined;
  busy?: boolean | undefined;
  type?: "button" | "submit";
  disabled?: boolean | undefined;
  children?: ComponentChildren;
  buttonRef?: Ref<HTMLButtonElement>;
};

export function Button({ kind, icon, label, shortcut, busy, children, class: extra, type = "button", disabled, buttonRef, ...rest }: Props) {
  const iconOnly = !children;
  const tip = label && shortcut ? `${label} (${shortcut})` : shortcut ? `(${shortcut})` : iconOnly ? label : undefined;
  return (
    <button
      ref={buttonRef}
      type={type}
      class={`btn ${kind ?? ""} ${iconOnly ? "icon" : ""} ${extra ?? ""}`}
      aria-label={iconOnly ? label : undefined}
      aria-keyshortcuts={shortcut}
      aria-busy={busy || undefined}
      title={tip}
      disabled={disabled || busy}
      {...rest}
    >
      {busy ? (
        <Icon name="spinner" class="spin" />
      ) : (
        icon && <Icon name={icon} class={icon === "back" || icon === "next" || icon === "send" ? "flip" : ""} />
      )}
      {children}
    </button>
  );
}
