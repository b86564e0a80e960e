/** New work makes itself heard: a short sound, and a notice on the desktop if the agent wants that and the browser allows it. */
import { prefs, setPrefs } from "./prefs.js";

let audio: AudioContext | undefined;
let lastSound = 0;

/** Browsers let a page make sound only after somebody has used it. */
export function unlockSound(): void {
  audio ??= new AudioContext();
  if (audio.state === "suspended") audio.resume().catch(() => {});
}

/** Two soft tones, a fifth apart, a third of a second long. */
export function playSound(): void {
  if (audio?.state !== "running" || Date.now() - lastSound < 1500) return;
  lastSound = Date.now();
  for (const [i, frequency] of [587.3, 880].entries()) {
    const at = audio.currentTime + i * 0.09;
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    tone.type = "sine";
    tone.frequency.value = frequency;
    volume.gain.setValueAtTime(0.0001, at);
    volume.gain.exponentialRampToValueAtTime(0.12, at + 0.015);
    volume.gain.exponentialRampToValueAtTime(0.0001, at + 0.26);
    tone.connect(volume).connect(audio.destination);
    tone.start(at);
    tone.stop(at + 0.3);
  }
}

export function notify(title: string, text: string, chat: number, onClick: () => void): void {
  const { sound, desktop } = prefs.get();
  if (sound) playSound();
  if (!desktop || document.hasFocus() || !("Notification" in window) || Notification.permission !== "granted") return;
  try {
    const notice = new Notification(title, { body: text.slice(0, 200), tag: `supportchat-${chat}`, silent: true });
    notice.onclick = () => {
      window.focus();
      onClick();
      notice.close();
    };
  } catch {
    // Some phones allow notices only to service workers.
  }
}

/** Asks for leave, on a click only. Says whether notices are on now. */
export async function setDesktopNotices(on: boolean): Promise<boolean> {
  if (!on || !("Notification" in window)) {
    setPrefs({ desktop: false });
    return false;
  }
  const leave = Notification.permission === "default" ? await Notification.requestPermission() : Notification.permission;
  setPrefs({ desktop: leave === "granted" });
  return leave === "granted";
}
