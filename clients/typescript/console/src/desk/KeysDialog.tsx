import { useStore } from "../lib/store.js";
import { BINDINGS } from "../state/commands.js";
import { prefs, setPrefs } from "../state/prefs.js";
import { strings } from "../strings.js";
import { Dialog } from "../ui/Dialog.js";
import { CheckField } from "../ui/Field.js";

/** Every key, and a switch for those who speak or scan and would set them off by accident. */
export function KeysDialog({ onClose }: { onClose: () => void }) {
  const { letters } = useStore(prefs);
  const rows: readonly (readonly [keys: readonly string[], words: string])[] = [
    ...BINDINGS.map(({ id, key }) => [[key === "A" ? "Shift" : "", key === "A" ? "a" : key].filter(Boolean), strings.keys[id] ?? id] as const),
    [["Enter"], strings.keyEnter],
    [["Shift", "Enter"], strings.keyShiftEnter],
    [["/"], strings.keySlash],
    [["Esc"], strings.keyEscape],
    [["↑", "↓"], strings.keyArrows],
  ];
  return (
    <Dialog title={strings.keysTitle} onClose={onClose} wide>
      <CheckField label={strings.lettersOn} checked={letters} onChecked={(on) => setPrefs({ letters: on })} />
      <dl class="keys">
        {rows.map(([keys, words]) => (
          <div key={words}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
