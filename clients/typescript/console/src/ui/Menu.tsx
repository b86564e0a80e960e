import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { moveInList } from "../lib/keys.js";
import { Button } from "./Button.js";
import type { IconName } from "./Icon.js";

/** A button that opens a list of further buttons. Arrow keys move in it; Escape and a press elsewhere close it. */
export function Menu({ label, icon, button, children }: { label: string; icon?: IconName; button?: ComponentChildren; children: ComponentChildren }) {
  const [open, setOpen] = useState(false);
  const around = useRef<HTMLDivElement>(null);
  const items = () => [...(around.current?.querySelectorAll<HTMLElement>(".menu-list [role^=menuitem]") ?? [])];
  const shut = (focusBack: boolean) => {
    setOpen(false);
    if (focusBack) around.current?.querySelector<HTMLElement>("button")?.focus();
  };
  useEffect(() => {
    if (!open) return;
    items()[0]?.focus();
    const elsewhere = (event: MouseEvent) => {
      if (!around.current?.contains(event.target as Node)) setOpen(false);
    };
    document.addEventListener("mousedown", elsewhere);
    return () => document.removeEventListener("mousedown", elsewhere);
  }, [open]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (!open) return;
    if (event.key === "Escape" || event.key === "Tab") {
      if (event.key === "Escape") event.preventDefault();
      event.stopPropagation();
      shut(event.key === "Escape");
      return;
    }
    const all = items();
    const to = moveInList(event.key, all.indexOf(document.activeElement as HTMLElement), all.length);
    if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    all[to]?.focus();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys come up here from the buttons
    <div class="menu" ref={around} onKeyDown={onKeyDown}>
      <Button
        kind="quiet"
        {...(button ? { "aria-label": label } : { label })}
        {...(icon ? { icon } : {})}
        aria-haspopup="menu"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {button}
      </Button>
      {open && (
        // biome-ignore lint/a11y/useKeyWithClickEvents: Enter on an item clicks it, and the click comes up here
        <div class="menu-list" role="menu" aria-label={label} onClick={() => shut(true)}>
          {children}
        </div>
      )}
    </div>
  );
}

export function MenuItem(props: { icon?: IconName; onClick: () => void; children: ComponentChildren; checked?: boolean }) {
  return (
    <Button
      kind="quiet"
      role={props.checked === undefined ? "menuitem" : "menuitemradio"}
      aria-checked={props.checked}
      tabIndex={-1}
      icon={props.checked ? "check" : props.icon}
      onClick={props.onClick}
    >
      {props.children}
    </Button>
  );
}
