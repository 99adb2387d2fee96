import type { DataSubjectRequest } from './data-subject-request';
import type { EventData, EventType, LoggedEvent } from './events';
import { allOf, type EventOf, lastOf } from './log-entries';

/**
 * What an act of staff decides about data that is disclosed or erased. `who`: who asks. `data`: whose some of
 * it is, or that it is disclosed after all. `none`: this one, nothing.
 */
export type ActWeight = 'who' | 'data' | 'none';

/** Every type of event that names a member of staff. */
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
 * Acts that approve the manifest in force, or more than was approved: `approvals.ts` and `further-word.ts`
 * say who may.
 */
type Approving =
  | 'approval-given'
  | 'approval-announced'
  | 'decided'
  | 'drift-accepted'
  | 'further-word-given';

/**
 * Acts by which nothing is disclosed or erased. The result of a new search is decided again. An erasure that
 * goes on after a pause has a new notice, and takes a person who did not vouch. Files found outside the desk
 * were in the hands of the person who brings them, and the approver sees them; what a person carries out by
 * hand is outside the desk. An answer by letter or telephone settles nothing by itself: the decider reads it,
 * with the name of the person who recorded it.
 */
type NotVouching =
  | 'search-renewed'
  | 'erasure-resumed'
  | 'task-answered'
  | 'settlement-answered'
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

type VouchingAct = Exclude<StaffAct, Approving | NotVouching>;

type Judge<T extends EventType> = (request: DataSubjectRequest, event: EventOf<T>) => ActWeight;

/**
 * The acts of staff that vouch for something, in one table; the whole list is in
 * `docs/decisions/0050-who-must-have-said-it.md`. A new act that does not vouch belongs to a type above.
 */
export const vouchingActs: { readonly [T in VouchingAct]: ActWeight | Judge<T> } = {
  received: 'who',
  'identity-verified': 'who',
  'identity-doubt-settled': 'who',
  'claim-vouched': 'who',
  'details-vouched': 'who',
  // Until its reader has typed the code, the address is the word of the person who gave it.
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

function weightOf(request: DataSubjectRequest, event: LoggedEvent): ActWeight {
  const weight = Object.hasOwn(vouchingActs, event.type) ? vouchingActs[event.type as VouchingAct] : 'none';
  return typeof weight === 'function' ? (weight as Judge<EventType>)(request, event as never) : weight;
}

/** Ids of the staff behind entries of these weights, each once, in the order of the entries. */
export function staffBehind(request: DataSubjectRequest, ...weights: readonly ActWeight[]): string[] {
  const said = request.log.flatMap((event) =>
    weights.includes(weightOf(request, event)) ? idOf(event) : [],
  );
  return [...new Set(said)];
}

function idOf({ type, data }: LoggedEvent): string | readonly [] {
  if (type === 'received') return data.enteredBy ?? [];
  return 'staffId' in data && data.staffId !== undefined ? data.staffId : [];
}
