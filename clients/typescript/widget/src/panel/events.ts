/** What happened to a session, in plain words. */

import { type Conversation, type Message, ParticipantType, participantKey } from "@supportchat/sdk";
import type { I18n } from "./i18n.js";

/** Undefined for what is of no interest to a visitor. */
export function eventText(message: Message, profiles: Conversation["profiles"], { t }: I18n): string | undefined {
  const agent = (id: number) => profiles.get(`agent:${id}`)?.name || t("support");
  const event = message.event?.event;
  switch (event?.case) {
    case "created":
      return t("created");
    case "assigned":
      return t("assigned", { name: agent(event.value.agentId) });
    case "closed": {
      const by = event.value.closedBy;
      if (by?.type === ParticipantType.USER) return t("closedByYou");
      return by?.type === ParticipantType.AGENT
        ? t("closedBy", { name: profiles.get(participantKey(by))?.name || t("support") })
        : t("closedBySystem");
    }
    case "transferred":
      return t("transferred");
    case "requeued":
      return t("requeued", { name: agent(event.value.agentId) });
    case "reopened":
      return t("reopened");
    case "rated":
      return t("rated", { score: event.value.score });
    default:
      return;
  }
}
