import type { SealedObjects } from '../../domain/ports';

/** Copies of one object up to this size are kept; a larger one is streamed each time. Characters of JSON. */
const KEPT = 1_000_000;

/**
 * Caches sealed objects, which never change once written, so that each is opened once. The cache lasts for
 * one call of a step, so that no personal data stays in memory.
 */
export function cachedObjects(objects: SealedObjects): SealedObjects {
  const opened = new Map<string, Promise<unknown>>();
  const copies = new Map<string, readonly unknown[]>();
  return {
    get: (requestId, name) => {
      const key = JSON.stringify([requestId, name]);
      const known = opened.get(key) ?? objects.get(requestId, name);
      opened.set(key, known);
      return known;
    },
    lines: async function* (requestId, name) {
      const key = JSON.stringify([requestId, name]);
      const keep = (lines: readonly unknown[]) => copies.set(key, lines);
      yield* copies.get(key) ?? keptWhenSmall(objects.lines(requestId, name), keep);
    },
    put: (requestId, name, content) => objects.put(requestId, name, content),
    target: (requestId, name) => objects.target(requestId, name),
    putBytes: (requestId, name, content) => objects.putBytes(requestId, name, content),
    bytes: (requestId, name) => objects.bytes(requestId, name),
  };
}

/** Passes the lines on, and keeps them if they were read to the end and are few. */
async function* keptWhenSmall(
  lines: AsyncIterable<unknown>,
  keep: (lines: readonly unknown[]) => void,
): AsyncIterable<unknown> {
  let read: unknown[] = [];
  let room = KEPT;
  for await (const line of lines) {
    if (room > 0) room -= JSON.stringify(line).length;
    if (room > 0) read.push(line);
    else read = [];
    yield line;
  }
  if (room > 0) keep(read);
}
