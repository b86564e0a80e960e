/** What happened, in plain words. */
import type { Agent, Message, Team } from "@supportchat/sdk";
import { AGENT, USER } from "../lib/log.js";
import { agentName, teamName } from "../state/people.js";
import { strings } from "../strings.js";

export interface Cast {
  readonly visitor: string;
  readonly agents: readonly Agent[];
  readonly teams: readonly Team[];
}

type Party = { type: number; id: number } | undefined;

export function nameOf(party: Party, cast: Cast): string {
  if (party?.type === USER) return cast.visitor;
  if (party?.type === AGENT) return agentName(cast.agents, party.id);
  return strings.service;
}

export function eventWords(message: Message, cast: Cast): string {
  const event = message.event?.event;
  switch (event?.case) {
    case "created":
      return strings.eventCreated(cast.visitor);
    case "assigned":
      return strings.eventAssigned(agentName(cast.agents, event.value.agentId));
    case "closed":
      return strings.eventClosed(nameOf(event.value.closedBy, cast));
    case "transferred": {
      const { agentId, teamId, transferredBy } = event.value;
      const to = agentId !== undefined ? agentName(cast.agents, agentId) : teamName(cast.teams, teamId ?? 0);
      return strings.eventTransferred(nameOf(transferredBy, cast), to);
    }
    case "requeued":
      return strings.eventRequeued(agentName(cast.agents, event.value.agentId));
    case "reopened":
      return strings.eventReopened(nameOf(event.value.reopenedBy, cast));
    case "rated":
      return strings.eventRated(cast.visitor, event.value.score, event.value.comment);
    case "tagged":
      return strings.eventTagged(nameOf(event.value.taggedBy, cast), event.value.tags);
    default:
      return strings.eventUnknown;
  }
}
