import { useEffect, useRef, useState } from "preact/hooks";
import { useNow } from "../lib/store.js";
import { ticking } from "../lib/time.js";
import { logIn } from "../state/api.js";
import { describe, isChatError } from "../state/errors.js";
import { unlockSound } from "../state/notify.js";
import { strings } from "../strings.js";
import { Button } from "../ui/Button.js";
import { TextField } from "../ui/Field.js";
import { Icon } from "../ui/Icon.js";

const WAIT = 15 * 60_000;

/** Where an agent logs in. It says what was wrong, never whether it was the address or the password. */
export function Login() {
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<{ reason: string; text: string; until: number }>();
  const [shown, setShown] = useState(false);
  const now = useNow(1000);
  const around = useRef<HTMLFormElement>(null);
  const waits = fault !== undefined && fault.until > now;

  useEffect(() => {
    around.current?.querySelector<HTMLInputElement>("input")?.focus();
  }, []);
  const submit = async () => {
    if (busy || waits) return;
    if (!email.trim() || !password) {
      setFault({ reason: "EMPTY", text: strings.login.empty, until: 0 });
      return;
    }
    unlockSound();
    setBusy(true);
    setFault(undefined);
    try {
      await logIn(email.trim(), password);
    } catch (error) {
      const reason = isChatError(error) ? error.reason : "UNKNOWN";
      const tooMany = reason === "TOO_MANY_FAILED_LOGINS" || reason === "RATE_LIMITED";
      const wait = isChatError(error) && error.retryAfterMs ? error.retryAfterMs : reason === "TOO_MANY_FAILED_LOGINS" ? WAIT : 10_000;
      setFault({ reason, text: tooMany ? strings.login.tooMany : describe(error), until: tooMany ? Date.now() + wait : 0 });
      setBusy(false);
      if (reason === "WRONG_CREDENTIALS") {
        const field = around.current?.querySelector<HTMLInputElement>("input[name=password]");
        field?.focus();
        field?.select();
      }
    }
  };
  return (
    <main class="login">
      <form
        class="login-card"
        ref={around}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <div class="login-brand">
          <span class="logo" aria-hidden="true">
            <Icon name="chat" />
          </span>
          <div>
            <h1>{strings.login.title}</h1>
            <p class="muted">{strings.login.text}</p>
          </div>
        </div>
        <div role="alert" class={fault ? "callout bad" : ""}>
          {fault?.text}
          {waits && (
            <>
              {" "}
              <span class="num" aria-live="off">
                {strings.login.tryIn(ticking(now, fault.until))}
              </span>
            </>
          )}
        </div>
        <TextField
          label={strings.login.email}
          type="email"
          name="email"
          autocomplete="username"
          required
          value={email}
          onValue={setEmail}
          invalid={fault?.reason === "WRONG_CREDENTIALS" || undefined}
        />
        <TextField
          label={strings.login.password}
          type={shown ? "text" : "password"}
          name="password"
          autocomplete="current-password"
          required
          value={password}
          onValue={setPassword}
        />
        <label class="check">
          <input type="checkbox" checked={shown} onChange={(event) => setShown(event.currentTarget.checked)} />
          {strings.login.show}
        </label>
        <Button kind="primary" type="submit" busy={busy} disabled={waits}>
          {strings.login.submit}
        </Button>
      </form>
    </main>
  );
}
