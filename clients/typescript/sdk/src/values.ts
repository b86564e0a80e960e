/** Small values: participants, times, ids. */

import { type Participant, ParticipantType } from "./gen/supportchat/v1/resources_pb.js";

/** A participant as the key of a map: "user:1", "agent:2", "system:0". */
export function participantKey(participant: Participant | undefined): string {
  const kind = participant?.type === ParticipantType.USER ? "user" : participant?.type === ParticipantType.AGENT ? "agent" : "system";
  return `${kind}:${participant?.id ?? 0}`;
}

/** A proto timestamp as a Date. */
export function toDate(time: { readonly seconds: bigint; readonly nanos: number }): Date {
  return new Date(Number(time.seconds) * 1000 + time.nanos / 1e6);
}

/** An id that nobody else makes up: 128 random bits. */
export function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
