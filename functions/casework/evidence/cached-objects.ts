import type { SealedObjects } from '../../domain/ports';

/** Copies of one object up to this size are kept; a larger one is streamed each time. Characters of JSON. */
const KEPT = 1_000_000;

/** All that are kept at once: few of the many copies of a person with many rows. Characters of JSON. */
const KEPT_IN_ALL = 4_000_000;

/**
 * Caches sealed objects, which never change once written, so that each is opened once. The cache lasts for
 * one call of a step, so that no personal data stays in memory.
 */
export function cachedObjects(objects: SealedObjects): SealedObjects {
  const opened = new Map<string, Promise<unknown>>();
  const copies = new SmallCopies();
  return {
    get: (requestId, name) => {
      const key = JSON.stringify([requestId, name]);
      const known = opened.get(key) ?? objects.get(requestId, name);
      opened.set(key, known);
      return known;
    },
    lines: async function* (requestId, name) {
      const key = JSON.stringify([requestId, name]);
      const keep = (lines: readonly unknown[], size: number) => copies.keep(key, { lines, size });
      yield* copies.find(key) ?? keptWhenSmall(objects.lines(requestId, name), keep);
    },
    put: (requestId, name, content) => objects.put(requestId, name, content),
    target: (requestId, name) => objects.target(requestId, name),
    putBytes: (requestId, name, content) => objects.putBytes(requestId, name, content),
    bytes: (requestId, name) => objects.bytes(requestId, name),
  };
}

interface Copy {
  readonly lines: readonly unknown[];
  readonly size: number;
}

/** The copies read last. */
class SmallCopies {
  readonly #kept = new Map<string, Copy>();
  #size = 0;

  find(key: string): readonly unknown[] | undefined {
    return this.#kept.get(key)?.lines;
  }

  keep(key: string, copy: Copy): void {
    if (this.#kept.has(key)) return;
    this.#kept.set(key, copy);
    this.#size += copy.size;
    for (const [oldest, { size }] of this.#kept) {
      if (this.#size <= KEPT_IN_ALL) return;
      this.#kept.delete(oldest);
      this.#size -= size;
    }
  }
}

/** Passes the lines on, and keeps them if they were read to the end and are few. */
async function* keptWhenSmall(
  lines: AsyncIterable<unknown>,
  keep: (lines: readonly unknown[], size: number) => void,
): AsyncIterable<unknown> {
  let read: unknown[] = [];
  let room = KEPT;
  for await (const line of lines) {
    if (room > 0) room -= JSON.stringify(line).length;
    if (room > 0) read.push(line);
    else read = [];
    yield line;
  }
  if (room > 0) keep(read, KEPT - room);
}
