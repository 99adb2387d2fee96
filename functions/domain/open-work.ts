import type { DataMap } from './data-map';
import {
  allOf,
  type DataSubjectRequest,
  hasHappened,
  isApproved,
  isRefused,
  isWithdrawn,
  lastOf,
  seqOf,
  staffFinish,
} from './data-subject-request';
import type { EventData, EventType } from './events';
import { rights } from './rights';

type Phase = EventData['store-unavailable']['phase'];

/** What a store did in a phase, when it answered. */
const answered = {
  locate: 'store-searched',
  erase: 'store-erased',
  'second-reading': 'store-read-again',
  'opt-out': 'opted-out',
} as const satisfies Record<Phase, EventType>;

/** Every phase in which stores are asked. */
export const phases = Object.keys(answered) as readonly Phase[];

/** Stores whose last attempt in a phase failed and that were neither tried again nor given up since. */
export function storesDown(request: DataSubjectRequest, phase: Phase): string[] {
  const since = seqOf(request, 'stores-retried');
  const failed = allOf(request.log, 'store-unavailable').filter(
    (e) => e.data.phase === phase && e.seq > since,
  );
  const lastFailed = new Map(failed.map((e) => [e.data.storeId, e.seq]));
  const givenUp = storesGivenUp(request);
  const cameBack = (id: string) =>
    allOf(request.log, answered[phase]).some(
      (e) => e.data.storeId === id && e.seq > (lastFailed.get(id) ?? 0),
    );
  return [...lastFailed.keys()].filter((id) => !givenUp.includes(id) && !cameBack(id));
}

/** Stores that stayed down until the legal date came too close. */
export function storesGivenUp(request: DataSubjectRequest): string[] {
  return [...new Set(allOf(request.log, 'stores-given-up').flatMap((e) => [...e.data.storeIds]))];
}

/** Whether stores in which the desk erased are to be read once more, and the day for it has not come. What people erased by hand is not read. */
export function awaitsSecondReading(request: DataSubjectRequest): boolean {
  return hasHappened(request, 'store-erased') && !hasHappened(request, 'second-reading-due');
}

/** Tasks for people that nobody has answered. */
export function openTasks(request: DataSubjectRequest): EventData['task-asked'][] {
  const answered = new Set(allOf(request.log, 'task-answered').map((e) => e.data.taskId));
  return allOf(request.log, 'task-asked')
    .map((e) => e.data)
    .filter((task) => !answered.has(task.taskId) && !storesGivenUp(request).includes(task.storeId));
}

/**
 * How often people are asked to look into their stores: again when the person has named something new to look for. The task of each turn has an id of its own.
 */
export function manualTaskId(
  request: DataSubjectRequest,
  kind: EventData['task-asked']['kind'],
  storeId: string,
): string {
  const turn = 1 + allOf(request.log, 'identifiers-given').filter((e) => e.data.count > 0).length;
  return turn === 1 ? `${kind}-${storeId}` : `${kind}-${storeId}-${turn}`;
}

/** What the machine waits for, by the name of the wait; `undefined` while there is no answer. */
export const waits = {
  'verify-identity': (r: DataSubjectRequest) => {
    if (ended(r)) return { next: 'ended' };
    if (r.status === 'with-staff') return { next: 'by-person' };
    return r.status === 'awaiting-verification' ? undefined : { next: 'verified' };
  },
  'await-stores': (r: DataSubjectRequest) => {
    if (ended(r)) return { next: 'ended' };
    const down = phases.flatMap((phase) => storesDown(r, phase));
    return down.length > 0 ? undefined : { next: 'go-on' };
  },
  'ask-identifiers': (r: DataSubjectRequest) =>
    ended(r) ? { next: 'ended' } : r.status === 'awaiting-identifiers' ? undefined : { next: 'go-on' },
  'ask-manual-stores': (r: DataSubjectRequest) => {
    if (ended(r)) return { next: 'ended' };
    if (openTasks(r).length > 0) return undefined;
    return { next: r.status === 'with-staff' ? 'by-person' : 'go-on' };
  },
  'ask-decision': (r: DataSubjectRequest) => {
    if (ended(r)) return { next: 'ended' };
    const decision = lastOf(r.log, 'decided');
    if (r.status === 'with-staff') return { next: 'by-person' };
    if (!decision || decision.seq < seqOf(r, 'decision-asked')) return undefined;
    return { next: decision.data.decision === 'refused' ? 'refused' : 'fulfil' };
  },
  'hand-to-staff': (r: DataSubjectRequest) => {
    if (ended(r)) return { next: 'ended' };
    return staffFinish(r) || isRefused(r) ? { next: 'finished' } : undefined;
  },
  'give-notice': (r: DataSubjectRequest) => {
    if (ended(r)) return { next: 'ended' };
    if (r.status === 'with-staff') return { next: 'by-person' };
    return lastOf(r.log, 'erasure-notice-ended') ? { next: 'go-on' } : undefined;
  },
  'await-second-reading': (r: DataSubjectRequest) =>
    ended(r) ? { next: 'ended' } : awaitsSecondReading(r) ? undefined : { next: 'go-on' },
} as const satisfies Record<string, (request: DataSubjectRequest) => { next: string } | undefined>;

export type WaitName = keyof typeof waits;

function ended(request: DataSubjectRequest): boolean {
  return request.status === 'closed' || isWithdrawn(request);
}

/** Which machine drives the request from here: derived, so that a lost execution is started again in the right place. */
export function machineFor(request: DataSubjectRequest): string | undefined {
  if (request.status === 'closed') return undefined;
  if (isWithdrawn(request)) return 'answer-by-person';
  if (rights[request.right].carriedOut === 'opt-out') return 'carry-out-opt-out';
  if (request.status === 'with-staff' || isRefused(request)) return 'answer-by-person';
  if (request.status === 'awaiting-verification' && request.received.channel === 'form') return undefined;
  if (!isApproved(request)) return 'data-subject-request';
  return request.right === 'erasure' ? 'fulfil-erasure' : 'fulfil-access';
}

/** Titles for staff and mails; ids stay in the register. */
export function storeTitle(map: DataMap, storeId: string): string {
  return map.stores.find((s) => s.storeId === storeId)?.title ?? storeId;
}
