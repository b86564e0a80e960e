import type { Attachment, Conversation } from "@supportchat/sdk";
import { useEffect, useState } from "preact/hooks";
import { fileSize } from "../lib/files.js";
import { strings } from "../strings.js";
import { Icon } from "../ui/Icon.js";
import { toast } from "../ui/toasts.js";

const SHOWN = new Set(["image/png", "image/jpeg", "image/gif", "image/webp"]);
const MAX_WIDTH = 320;
const MAX_HEIGHT = 240;

/** A picture is shown; every other file is a chip to download. Links last ten minutes, so one is made when it is needed. */
export function AttachmentView({ attachment, conversation }: { attachment: Attachment; conversation: Conversation }) {
  const [url, setUrl] = useState<string>();
  const [broken, setBroken] = useState(false);
  const image = SHOWN.has(attachment.contentType) && !broken;
  const id = attachment.id;
  useEffect(() => {
    if (!image) return;
    let gone = false;
    conversation.link(attachment).then(
      (link) => !gone && setUrl(link),
      () => !gone && setBroken(true),
    );
    return () => {
      gone = true;
    };
  }, [id, image]);
  const open = async () => {
    // The tab is opened at once: a browser lets a click open one, an answer from afar not.
    const tab = window.open("", "_blank");
    if (tab) tab.opener = null;
    try {
      const link = await conversation.link(attachment);
      if (tab) tab.location.replace(link);
    } catch {
      tab?.close();
      toast(strings.attachmentFailed(attachment.name), true);
    }
  };
  const details = fileSize(attachment.size);
  if (image) {
    const width = attachment.width || MAX_WIDTH;
    const height = attachment.height || MAX_HEIGHT;
    const scale = Math.min(1, MAX_WIDTH / width, MAX_HEIGHT / height);
    return (
      <button
        type="button"
        class="picture"
        onClick={open}
        aria-label={strings.openImage(attachment.name)}
        style={{ aspectRatio: `${width} / ${height}`, inlineSize: `${Math.max(48, Math.round(width * scale))}px` }}
      >
        {url ? <img src={url} alt="" onError={() => setBroken(true)} /> : <span class="skeleton" />}
      </button>
    );
  }
  return (
    <button type="button" class="file" onClick={open}>
      <Icon name="file" />
      <span class="grow">
        <span class="sr">{strings.download} </span>
        <span class="cut name" dir="auto">
          {attachment.name}
        </span>
        <span class="muted small">{details}</span>
      </span>
      <Icon name="download" />
    </button>
  );
}
