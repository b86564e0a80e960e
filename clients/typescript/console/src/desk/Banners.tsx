import { useEffect, useState } from "preact/hooks";
import { useNow, useStore } from "../lib/store.js";
import { connection, me } from "../state/api.js";
import { attempt } from "../state/errors.js";
import { chosen, setAvailable } from "../state/live.js";
import { route } from "../state/nav.js";
import { strings } from "../strings.js";
import { Button } from "../ui/Button.js";
import { Icon } from "../ui/Icon.js";

/** A moment without a line is nothing to worry anybody with. */
const PATIENCE = 2000;

/** What the agent must know whatever they look at: the line is down, or the server took them for gone. */
export function Banners() {
  const line = useStore(connection);
  const self = useStore(me);
  const choice = useStore(chosen);
  const { page } = useStore(route);
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    setSlow(false);
    if (line.status !== "connecting") return;
    const timer = setTimeout(() => setSlow(true), PATIENCE);
    return () => clearTimeout(timer);
  }, [line.status]);
  return (
    <div role="status" class="banners">
      {line.status === "offline" ? <Offline retryAt={line.retryAt} /> : slow && <Line words={strings.connecting} />}
      {line.status === "online" && self?.availabilityStatus === 2 && choice !== "away" && page === "chats" && (
        <div class="banner">
          <Icon name="warn" />
          <span class="grow">{strings.youAreAway}</span>
          <Button onClick={() => void attempt(() => setAvailable(true))}>{strings.becomeAvailable}</Button>
          <Button kind="quiet" onClick={() => chosen.set("away")}>
            {strings.stayAway}
          </Button>
        </div>
      )}
    </div>
  );
}

function Offline({ retryAt }: { retryAt: number }) {
  const now = useNow(1000);
  const seconds = Math.max(0, Math.ceil((retryAt - now) / 1000));
  return <Line words={strings.offline} more={seconds > 0 ? strings.retryIn(seconds) : strings.connecting} />;
}

function Line({ words, more }: { words: string; more?: string }) {
  return (
    <div class="banner bad">
      <Icon name="offline" />
      <span class="grow">
        {words}{" "}
        <span class="muted num" aria-live="off">
          {more}
        </span>
      </span>
    </div>
  );
}
