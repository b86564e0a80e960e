/** The conversation as a text file, made here from everything in its log. Loaded when it is asked for. */

import { type Conversation, type Message, MessageKind, participantKey } from "@supportchat/sdk";
import { eventText } from "./events.js";
import type { I18n } from "./i18n.js";
import { isMine, sentAt } from "./timeline.js";

export function transcript(messages: readonly Message[], profiles: Conversation["profiles"], site: string, i18n: I18n): string {
  const { t, dateTime, bytes } = i18n;
  const lines = messages.flatMap((message) => {
    const when = `[${dateTime(sentAt(message))}]`;
    if (message.kind === MessageKind.EVENT) {
      const text = eventText(message, profiles, i18n);
      return text ? [`${when} ${text}`] : [];
    }
    const name = isMine(message) ? t("you") : profiles.get(participantKey(message.sender))?.name || t("support");
    const { body } = message;
    const text = message.erased
      ? t("erased")
      : body.case === "message"
        ? body.value
        : body.case === "attachment"
          ? `${t("attachment")}: ${body.value.name} (${bytes(Number(body.value.size))})`
          : t("unreadable");
    return [`${when} ${name}: ${text}`];
  });
  return `${t("transcriptTitle", { site })}\n\n${lines.join("\n")}\n`;
}

export async function downloadTranscript(conversation: Conversation, site: string, i18n: I18n): Promise<void> {
  while (conversation.hasEarlier) await conversation.loadEarlier();
  const messages = conversation.entries.flatMap((entry) => ("message" in entry ? [entry.message] : []));
  // The mark at the beginning tells editors that it is UTF-8.
  const blob = new Blob(["\ufeff", transcript(messages, conversation.profiles, site, i18n)], { type: "text/plain;charset=utf-8" });
  const url = URL.createObjectURL(blob);
  const anchor = document.createElement("a");
  anchor.href = url;
  anchor.download = `chat-${conversation.id ?? "new"}.txt`;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
