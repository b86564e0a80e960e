import { useState } from "preact/hooks";

export type Presence = "online" | "away" | "offline" | "unknown";

/** The first letters of a name's first and last word. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/u).filter(Boolean);
  const letters = words.length > 1 ? [words[0], words[words.length - 1]] : [words[0]];
  return letters.map((word) => [...(word ?? "")][0]?.toLocaleUpperCase() ?? "").join("");
}

/** A picture, or the initials where there is none or it does not load. The presence is said in words elsewhere. */
export function Avatar({
  name,
  url,
  size = "",
  presence,
}: {
  name: string;
  url?: string | undefined;
  size?: "" | "s" | "l";
  presence?: Presence | undefined;
}) {
  const [broken, setBroken] = useState("");
  const shown = url?.startsWith("https://") && broken !== url;
  // The initials are drawn by the style: they are a picture of the name, not words.
  return (
    <span class={`avatar ${size}`} aria-hidden="true" data-initials={shown ? undefined : initials(name)}>
      {shown && <img src={url} alt="" referrerpolicy="no-referrer" onError={() => setBroken(url ?? "")} />}
      {presence && presence !== "unknown" && <span class={`dot ${presence}`} />}
    </span>
  );
}
