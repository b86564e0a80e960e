/** Says that the line is down, when the next attempt is, and lets the visitor not wait for it. */

import type { Connection } from "@supportchat/sdk";
import { useEffect, useState } from "preact/hooks";
import { Icon, useI18n } from "./ui.js";

/** A line that comes back within this was hardly away: saying so would only worry. */
const PATIENCE_MS = 1_500;

interface BannerProps {
  readonly connection: Connection;
  readonly onRetry: () => void;
}

export function Banner({ connection, onRetry }: BannerProps) {
  const { t, n } = useI18n();
  const [now, setNow] = useState(Date.now());
  const [down, setDown] = useState(false);
  const offline = connection.status === "offline";

  useEffect(() => {
    if (connection.status === "online") {
      setDown(false);
      return;
    }
    const timer = setTimeout(() => setDown(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [connection.status === "online"]);
  useEffect(() => {
    if (!offline) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, [offline, offline && connection.retryAt]);

  if (!down) return null;
  const seconds = offline ? Math.max(0, Math.ceil((connection.retryAt - now) / 1_000)) : 0;
  return (
    <div class="banner">
      <Icon name="line" />
      <div>
        <p role="status">{t("lineDown")}</p>
        {/* Not announced each second. */}
        <p class="muted">{seconds > 0 ? n("reconnectIn", seconds) : t("reconnecting")}</p>
      </div>
      {seconds > 0 && (
        <button type="button" class="link" onClick={onRetry}>
          {t("retryNow")}
        </button>
      )}
    </div>
  );
}
