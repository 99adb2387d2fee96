import { randomUUID } from 'node:crypto';

/**
 * Name of a sealed object that one attempt of a step writes. Another attempt of the same step, a retry while
 * the first still runs, writes another object, so that the
 * log entry which came first keeps the record it was made from. Readers take the name from the log.
 *
 * @param place - what it is about: `erased/shop/1`
 */
export function attemptName(place: string, ending: 'json' | 'jsonl' = 'json'): string {
  return `${place}-${randomUUID()}.${ending}`;
}
