import type { ComponentChildren } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import { strings } from "../strings.js";
import { Button } from "./Button.js";

/** A dialog above the page. The browser keeps the focus in it, closes it with Escape and gives the focus back. */
export function Dialog({ title, onClose, wide, children }: { title: string; onClose: () => void; wide?: boolean; children: ComponentChildren }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useLayoutEffect(() => {
    const element = dialog.current;
    const before = document.activeElement;
    element?.showModal();
    return () => {
      element?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      class={wide ? "wide" : ""}
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onMouseDown={(event) => {
        if (event.target === dialog.current) onClose();
      }}
    >
      <div class="dialog-head">
        <h2 id={heading}>{title}</h2>
        <Button kind="quiet" icon="close" label={strings.closeDialog} onClick={onClose} />
      </div>
      <div class="dialog-body">{children}</div>
    </dialog>
  );
}

/** Asks before something that cannot be taken back. The answer that does it has the focus, so that Enter is the second press. */
export function Confirm(props: {
  title: string;
  text: string;
  yes: string;
  danger?: boolean;
  onYes: () => void | Promise<void>;
  onClose: () => void;
}) {
  return (
    <Dialog title={props.title} onClose={props.onClose}>
      <p>{props.text}</p>
      <div class="dialog-foot">
        <Button onClick={props.onClose}>{strings.cancel}</Button>
        <Button
          kind={props.danger ? "danger primary" : "primary"}
          autofocus
          onClick={async () => {
            await props.onYes();
            props.onClose();
          }}
        >
          {props.yes}
        </Button>
      </div>
    </Dialog>
  );
}
