import type { DataSubjectRequest } from './data-subject-request';
import type { EventData, EventType } from './events';
import { allOf, type EventOf } from './log-entries';

type Phase = EventData['store-unavailable']['phase'];

/** The event that a store's answer in a phase leads to. */
export const answerEvents = {
  locate: 'store-searched',
  erase: 'store-erased',
  'second-reading': 'store-read-again',
  'opt-out': 'opted-out',
  correct: 'store-corrected',
} as const satisfies Record<Phase, EventType>;

/** Every phase in which stores are asked. */
export const storePhases = Object.keys(answerEvents) as readonly Phase[];

/** Stores whose last attempt in a phase failed, and that were neither tried again nor given up since. */
export function storesDown(request: DataSubjectRequest, phase: Phase): string[] {
  return faultsIn(request, phase).map((e) => e.data.storeId);
}

type Failure = EventOf<'store-unavailable'>;

function faultsIn(request: DataSubjectRequest, phase: Phase): Failure[] {
  const failed = allOf(request.log, 'store-unavailable').filter((e) => e.data.phase === phase);
  const last = new Map(failed.map((e) => [e.data.storeId, e]));
  const givenUp = storesGivenUp(request);
  return [...last.values()].filter(
    (e) => !givenUp.includes(e.data.storeId) && !cameBack(request, e) && !isRetried(request, e),
  );
}

function cameBack({ log }: DataSubjectRequest, { seq, data: { storeId, phase } }: Failure): boolean {
  return allOf(log, answerEvents[phase]).some((e) => e.data.storeId === storeId && e.seq > seq);
}

/**
 * A store that refused is tried again only when staff say that the cause is mended; one that did not answer,
 * also by the watch.
 */
function isRetried({ log }: DataSubjectRequest, failure: Failure): boolean {
  return allOf(log, 'stores-retried').some(
    ({ seq, data: { storeIds } }) =>
      seq > failure.seq && (storeIds?.includes(failure.data.storeId) ?? isTransient(failure)),
  );
}

/** Whether the fault may pass by itself; true for old logs too, which do not say. */
function isTransient({ data: { kind } }: Failure): boolean {
  return kind === undefined || kind === 'no-answer';
}

/** Stores that did not answer and may do so later, each with its last failure. */
export function silentStores(request: DataSubjectRequest): Failure[] {
  return storePhases.flatMap((phase) => faultsIn(request, phase)).filter(isTransient);
}

/** Stores that were reached and refused: each is a task for staff, and no retry helps before that. */
export function refusingStores(request: DataSubjectRequest): Failure[] {
  return storePhases.flatMap((phase) => faultsIn(request, phase)).filter((e) => !isTransient(e));
}

/** Id of the task to mend what a store refused: a new one for each refusal. */
export function refusalTaskId({ seq, data: { storeId } }: Failure): string {
  return `store-refused-${storeId}-${seq}`;
}

/** Stores that stayed down until the legal date came too close. */
export function storesGivenUp(request: DataSubjectRequest): string[] {
  return [...new Set(allOf(request.log, 'stores-given-up').flatMap((e) => [...e.data.storeIds]))];
}
