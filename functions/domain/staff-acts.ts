import type { DataSubjectRequest } from './data-subject-request';
import type { EventData, EventType, LoggedEvent } from './events';
import { allOf, type EventOf, lastOf } from './log-entries';

/**
 * What an act of staff says of whose data, or which, leaves or is erased. `who`: who asks. `data`: whose some
 * of it is, or that it goes out after all. `none`: by this one,
 * nothing.
 */
export type Weight = 'who' | 'data' | 'none';

/** Every type of event that names somebody on the staff. */
export type StaffAct =
  | 'received'
  | {
      [T in EventType]: string extends keyof EventData[T]
        ? never
        : 'staffId' extends keyof EventData[T]
          ? T
          : never;
    }[EventType];

/**
 * What approves what is frozen, or more than was approved: `approvals.ts` and `further-word.ts` say whose it
 * takes.
 */
type Approving =
  | 'approval-given'
  | 'approval-announced'
  | 'decided'
  | 'drift-accepted'
  | 'further-word-given';

/**
 * What nothing leaves or is erased by. What a new search finds is decided anew. An erasure that goes on after
 * a pause has a notice again, and takes somebody who gave no word.
 * What was found outside the desk was in the hands of whoever brings it, and who approves sees it; what a
 * person carries out by hand is outside the desk. What the person
 * answered by letter or telephone settles nothing by itself: who decides reads it, with the name of whoever
 * wrote it down.
 */
type Harmless =
  | 'search-renewed'
  | 'erasure-resumed'
  | 'task-answered'
  | 'staff-finished'
  | 'identity-doubted'
  | 'letter-settled'
  | 'recipients-chosen'
  | 'grounds-shown'
  | 'stores-retried'
  | 'stores-given-up'
  | 'unread-settled'
  | 'preview-viewed'
  | 'question-asked'
  | 'question-answered'
  | 'extended'
  | 'handed-to-staff'
  | 'history-settled'
  | 'review-tied'
  | 'progress-written'
  | 'restriction-set'
  | 'restriction-kept'
  | 'restriction-ending';

type Word = Exclude<StaffAct, Approving | Harmless>;

type Judge<T extends EventType> = (request: DataSubjectRequest, event: EventOf<T>) => Weight;

/**
 * The words among what staff do, in one table; all of it: `docs/decisions/0050-who-must-have-said-it.md`. A
 * new act that is no word has a line above.
 */
export const staffWords: { readonly [T in Word]: Weight | Judge<T> } = {
  received: 'who',
  'identity-verified': 'who',
  'identity-doubt-settled': 'who',
  'claim-vouched': 'who',
  'details-vouched': 'who',
  // Until its reader has typed the code, where the answer goes is the word of whoever gave it.
  'address-given': ({ log }, { seq }) =>
    allOf(log, 'identity-verified').some((e) => e.seq > seq && e.data.method === 'mailbox') ? 'none' : 'who',
  'contested-settled': ({ log }, { data }) =>
    data.says !== 'unclear' && data.manifestVersion === lastOf(log, 'manifest-frozen')?.data.version
      ? 'data'
      : 'none',
  'field-classified': 'data',
  'law-chosen': (_request, { data }) => (data.as === 'show' ? 'data' : 'none'),
  withheld: (_request, { data }) => (data.given ? 'data' : 'none'),
};

function weightOf(request: DataSubjectRequest, event: LoggedEvent): Weight {
  const weight = Object.hasOwn(staffWords, event.type) ? staffWords[event.type as Word] : 'none';
  return typeof weight === 'function' ? (weight as Judge<EventType>)(request, event as never) : weight;
}

/** Ids of those behind entries of these weights, each once, in the order they spoke. */
export function saidBy(request: DataSubjectRequest, ...weights: readonly Weight[]): string[] {
  const said = request.log.flatMap((event) =>
    weights.includes(weightOf(request, event)) ? idOf(event) : [],
  );
  return [...new Set(said)];
}

function idOf({ type, data }: LoggedEvent): string | readonly [] {
  if (type === 'received') return data.enteredBy ?? [];
  return 'staffId' in data && data.staffId !== undefined ? data.staffId : [];
}
