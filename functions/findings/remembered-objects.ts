import type { SealedObjects } from '../domain/ports';

/** Copies of one object up to this size are kept; a larger one is streamed each time. Characters of JSON. */
const KEPT = 1_000_000;

/**
 * The same objects, of which each is opened once: a finding, a manifest, a copy is never changed. For the
 * length of one call of a step, so that nothing of a
 * person stays in memory behind it.
 */
export function rememberedObjects(objects: SealedObjects): SealedObjects {
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

/** Hands the lines on, and keeps them when they were read to their end and are few. */
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
