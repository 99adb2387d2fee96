import type { SealedObjects } from '../domain/ports';

/**
 * The same objects, of which each is opened once: a finding, a manifest, a record of an erasure is never changed. For the length of one call of a step, so that
 * nothing of a person stays in memory behind it.
 */
export function rememberedObjects(objects: SealedObjects): SealedObjects {
  const opened = new Map<string, Promise<unknown>>();
  return {
    get: (requestId, name) => {
      const key = JSON.stringify([requestId, name]);
      const known = opened.get(key) ?? objects.get(requestId, name);
      opened.set(key, known);
      return known;
    },
    put: (requestId, name, content) => objects.put(requestId, name, content),
    target: (requestId, name) => objects.target(requestId, name),
    lines: (requestId, name) => objects.lines(requestId, name),
    putBytes: (requestId, name, content) => objects.putBytes(requestId, name, content),
    bytes: (requestId, name) => objects.bytes(requestId, name),
  };
}
