import type { DataSubjectRequest } from './data-subject-request';
import type { EventData, EventType, LoggedEvent } from './events';
import { allOf, type EventOf, lastOf } from './log-entries';

/**
 * What an act of staff is for the question whose data, or which, leaves or is erased. `who`: a word on who asks. `data`: a word on whose some of it is, or that it goes out
 * after all. `approval`: of what is frozen. `further`: more goes than was approved. `none`: by itself nothing leaves or is erased by it.
 */
export type Weight = 'who' | 'data' | 'approval' | 'further' | 'none';

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

type Judge<T extends EventType> = (request: DataSubjectRequest, event: EventOf<T>) => Weight;

/** The one table of who must have said what; in words in `docs/decisions/0050-who-must-have-said-it.md`. */
export const staffActs: { readonly [T in StaffAct]: Weight | Judge<T> } = {
  received: 'who',
  'identity-verified': 'who',
  'identity-doubt-settled': 'who',
  'claim-vouched': 'who',
  // Until its reader has typed the code, where the answer goes is the word of whoever gave it.
  'address-given': ({ log }, { seq }) =>
    allOf(log, 'identity-verified').some((e) => e.seq > seq && e.data.method === 'mailbox') ? 'none' : 'who',
  'contested-settled': ({ log }, { data }) =>
    data.says !== 'unclear' && data.manifestVersion === lastOf(log, 'manifest-frozen')?.data.version
      ? 'data'
      : 'none',
  'field-classified': 'data',
  withheld: (_request, { data }) => ((data.given ?? 0) > 0 ? 'data' : 'none'),
  'approval-given': 'approval',
  'approval-announced': 'approval',
  decided: (_request, { data }) => (data.decision.startsWith('approved') ? 'approval' : 'none'),
  'drift-accepted': (_request, { data }) => (data.as === 'leave' ? 'none' : 'further'),
  // It counts once somebody else says the same.
  'further-word-given': 'none',
  // Approved rows only; the person has a notice again, and can stop it again. Whoever gave their word does not press it: see `resumeBlock`.
  'erasure-resumed': 'none',
  // What is found then is decided anew.
  'search-renewed': 'none',
  'identity-doubted': 'none',
  'letter-settled': 'none',
  'stores-retried': 'none',
  'stores-given-up': 'none',
  // What was found outside the desk, and was in the hands of whoever brings it; who approves sees it.
  'task-answered': 'none',
  'unread-settled': 'none',
  'preview-viewed': 'none',
  'question-asked': 'none',
  extended: 'none',
  'handed-to-staff': 'none',
  // A person carries it out, outside the desk.
  'staff-finished': 'none',
  'history-settled': 'none',
};

/** What an entry of the log is by the table; nothing where the person, a recipient or the desk is behind it. */
export function weightOf(request: DataSubjectRequest, event: LoggedEvent): Weight {
  const weight = Object.hasOwn(staffActs, event.type) ? staffActs[event.type as StaffAct] : 'none';
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
