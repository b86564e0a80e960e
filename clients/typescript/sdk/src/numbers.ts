/** Makes received messages what the generated types say: int64 as number. protobuf-es decodes them as bigint; all of ours are below 2^53. */

/** Replaces every bigint of a message in place. Google's own types, such as Timestamp, keep theirs, as their types say. */
export function useNumbers<T>(value: T): T {
  if (typeof value !== "object" || value === null || value instanceof Uint8Array) return value;
  const record = value as Record<string, unknown>;
  if (typeof record["$typeName"] === "string" && record["$typeName"].startsWith("google.protobuf.")) return value;
  for (const key of Object.keys(record)) {
    const field = record[key];
    if (typeof field === "bigint") record[key] = Number(field);
    else if (typeof field === "object") useNumbers(field);
  }
  return value;
}
