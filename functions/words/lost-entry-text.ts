import type { EventType } from '../domain/events';

/**
 * What an entry of a request's log said by its type alone, for the types that staff must know of. They read
 * it if the entry's content is lost.
 */
const words: Partial<Record<EventType, string>> = {
  decided: 'One of you decided on it',
  'question-answered': 'The person answered a question',
  withdrawn: 'The person withdrew it',
  'erasure-begun': 'The erasure was begun',
  'correction-begun': 'A correction was begun in a place',
  'store-corrected': 'Data was corrected in a place',
  'erasure-paused': 'The person paused the erasure',
  'store-erased': 'Data was erased in a place',
  'package-made': 'The copy for the person was made',
  'report-made': 'The report of an erasure was written',
  mailed: 'A mail left, to the person or to you',
  closed: 'It was closed',
};

/** "The erasure was begun". `type` is empty for an anchor from before types were recorded. */
export function lostEntryText(type: string): string {
  return new Map<string, string>(Object.entries(words)).get(type) ?? `An entry “${type}”`;
}
