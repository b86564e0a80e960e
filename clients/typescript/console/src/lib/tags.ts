export const MAX_TAGS = 20;
export const MAX_TAG_LENGTH = 50;

/** The tags with one more, in order; undefined if nothing changes. */
export function addTag(tags: readonly string[], typed: string): string[] | undefined {
  const tag = typed.trim().replace(/\s+/gu, " ");
  if (!tag || tags.includes(tag) || tags.length >= MAX_TAGS || [...tag].length > MAX_TAG_LENGTH) return undefined;
  return [...tags, tag].sort();
}
