import { expect, test } from "vitest";
import { commandFor, moveInList, sendsMessage, typesText } from "../src/lib/keys.js";
import { BINDINGS } from "../src/state/commands.js";
import { strings } from "../src/strings.js";

const press = (key: string, more = {}) => ({ key, ctrlKey: false, metaKey: false, altKey: false, isComposing: false, ...more });

test("a letter is a command on the page and a letter in a field", () => {
  expect(commandFor(press("a"), { tagName: "BODY" }, BINDINGS)).toBe("accept");
  expect(commandFor(press("A"), { tagName: "BUTTON" }, BINDINGS)).toBe("accept-oldest");
  for (const field of [
    { tagName: "TEXTAREA" },
    { tagName: "input", type: "search" },
    { tagName: "SELECT" },
    { tagName: "DIV", isContentEditable: true },
  ])
    expect(commandFor(press("a"), field, BINDINGS)).toBeUndefined();
});

test("combinations and input methods belong to others", () => {
  for (const more of [{ ctrlKey: true }, { metaKey: true }, { altKey: true }, { isComposing: true }])
    expect(commandFor(press("r", more), null, BINDINGS)).toBeUndefined();
});

test("a checkbox takes no letters", () => {
  expect(typesText({ tagName: "INPUT", type: "checkbox" })).toBe(false);
  expect(typesText({ tagName: "INPUT" })).toBe(true);
});

test("each command has one key and words in the list", () => {
  expect(new Set(BINDINGS.map(({ key }) => key)).size).toBe(BINDINGS.length);
  for (const { id } of BINDINGS) expect(strings.keys[id], id).toBeTruthy();
});

test("Enter sends, unless with Shift or while an input method composes", () => {
  const enter = { key: "Enter", shiftKey: false, isComposing: false, keyCode: 13 };
  expect(sendsMessage(enter)).toBe(true);
  expect(sendsMessage({ ...enter, shiftKey: true })).toBe(false);
  expect(sendsMessage({ ...enter, isComposing: true })).toBe(false);
  expect(sendsMessage({ ...enter, keyCode: 229 })).toBe(false);
});

test("arrow keys move in a list and stop at its ends", () => {
  expect(moveInList("ArrowDown", 0, 3)).toBe(1);
  expect(moveInList("ArrowDown", 2, 3)).toBe(2);
  expect(moveInList("ArrowUp", 0, 3)).toBe(0);
  expect(moveInList("End", 0, 3)).toBe(2);
  expect(moveInList("PageDown", 1, 100)).toBe(9);
  expect(moveInList("x", 0, 3)).toBeUndefined();
  expect(moveInList("ArrowDown", -1, 0)).toBeUndefined();
});
