import { useState } from "preact/hooks";
import { useStore } from "../lib/store.js";
import { me } from "../state/api.js";
import { attempt } from "../state/errors.js";
import { leave, setAvailable } from "../state/live.js";
import { chatHref, currentList, route } from "../state/nav.js";
import { playSound, setDesktopNotices, unlockSound } from "../state/notify.js";
import { prefs, setPrefs, type Theme } from "../state/prefs.js";
import { strings } from "../strings.js";
import { Avatar } from "../ui/Avatar.js";
import { Icon } from "../ui/Icon.js";
import { Menu, MenuItem } from "../ui/Menu.js";
import { toast } from "../ui/toasts.js";

const ADMIN = 2;
const AVAILABLE = 1;
const THEMES: readonly Theme[] = ["system", "light", "dark"];

/** Always there: where one is, whether one takes new chats, and what one has set. */
export function TopBar({ onHelp }: { onHelp: () => void }) {
  const self = useStore(me);
  const at = useStore(route);
  const set = useStore(prefs);
  if (!self) return null;
  const notices = set.desktop && "Notification" in window && Notification.permission === "granted";
  return (
    <header class="top">
      <span class="logo" aria-hidden="true">
        <Icon name="chat" />
      </span>
      <nav class="top-nav" aria-label={strings.mainMenu}>
        <a href={chatHref(at.page === "chats" ? at.chat : undefined, currentList())} aria-current={at.page === "chats" ? "page" : undefined}>
          {strings.chats}
        </a>
        {self.role === ADMIN && (
          <a href="#/admin/agents" aria-current={at.page === "admin" ? "page" : undefined}>
            {strings.admin}
          </a>
        )}
      </nav>
      <span class="grow" />
      <Availability available={self.availabilityStatus === AVAILABLE} />
      <Menu label={strings.myMenu(self.name)} button={<Avatar name={self.name} url={self.avatarUrl} size="s" />}>
        <div class="menu-who" role="presentation">
          <strong class="cut block">{self.name}</strong>
          <span class="muted small cut block">{self.email}</span>
        </div>
        <hr />
        {THEMES.map((theme) => (
          <MenuItem
            key={theme}
            icon={theme === "light" ? "sun" : theme === "dark" ? "moon" : "panel"}
            checked={set.theme === theme}
            onClick={() => setPrefs({ theme })}
          >
            {strings.themes[theme]}
          </MenuItem>
        ))}
        <hr />
        <MenuItem
          icon="bell"
          onClick={() => {
            setPrefs({ sound: !set.sound });
            unlockSound();
            if (!set.sound) playSound();
          }}
        >
          {set.sound ? strings.soundOff : strings.soundOn}
        </MenuItem>
        <MenuItem
          icon="bell"
          onClick={async () => {
            const on = await setDesktopNotices(!notices);
            if (!notices && !on) toast(strings.noticesRefused, true);
          }}
        >
          {notices ? strings.noticesOff : strings.noticesOn}
        </MenuItem>
        <MenuItem icon="keyboard" onClick={onHelp}>
          {strings.keysTitle}
        </MenuItem>
        <hr />
        <MenuItem icon="exit" onClick={() => void attempt(leave)}>
          {strings.logOut}
        </MenuItem>
      </Menu>
    </header>
  );
}

function Availability({ available }: { available: boolean }) {
  const [busy, setBusy] = useState(false);
  return (
    <button
      type="button"
      class="switch"
      aria-label={available ? strings.availableButton : strings.awayButton}
      aria-keyshortcuts="v"
      title={available ? strings.availableHint : strings.awayHint}
      aria-busy={busy || undefined}
      disabled={busy}
      onClick={async () => {
        setBusy(true);
        await attempt(() => setAvailable(!available));
        setBusy(false);
      }}
    >
      <span class={`dot ${available ? "online" : "away"}`} />
      {available ? strings.available : strings.away}
    </button>
  );
}
