/**
 * Takes the place of a missing value in a key: the content of the row, and its number among rows of the same
 * content.
 */
const CONTENT_MARK = /^~row:([0-9a-f]{64}):(\d+)$/;

export function contentMark(hash: string, nth: string): string {
  return `~row:${hash}:${nth}`;
}

export function readContentMark(
  key: readonly string[],
): { readonly hash: string; readonly nth: string } | undefined {
  for (const value of key) {
    const [, hash, nth] = (value.startsWith('~row:') && CONTENT_MARK.exec(value)) || [];
    if (hash !== undefined && nth !== undefined) return { hash, nth };
  }
  return undefined;
}
