/**
 * A text in which `%40` and the like are the signs that they stand for (RFC 3986); whatever is no such escape
 * stays as it is.
 */
export function percentDecoded(text: string): string {
  return text.replaceAll(/(?:%[0-9a-f]{2})+/gi, (escapes) => {
    try {
      return decodeURIComponent(escapes);
    } catch {
      return escapes;
    }
  });
}
