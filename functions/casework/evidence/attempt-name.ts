import { randomUUID } from 'node:crypto';

/**
 * Name of a sealed object that one attempt of a step writes. A retry that runs while the first attempt still
 * does writes another object, so that the log entry which came first keeps its own record. Readers take the
 * name from the log.
 *
 * @param place - what it is about: `erased/shop/1`
 */
export function attemptName(place: string, ending: 'json' | 'jsonl' = 'json'): string {
  return `${place}-${randomUUID()}.${ending}`;
}
