import type { DataMap } from './data-map';
import {
  allOf,
  type DataSubjectRequest,
  isApproved,
  isWithdrawn,
  lastOf,
  seqOf,
  staffFinish,
} from './data-subject-request';
import type { EventData } from './events';
import { rights } from './rights';

/** Stores whose last attempt in a phase failed and that were neither tried again nor given up since. */
export function storesDown(
  request: DataSubjectRequest,
  phase: EventData['store-unavailable']['phase'],
): string[] {
  const since = Math.max(seqOf(request, 'stores-retried'), 0);
  const down = allOf(request.log, 'store-unavailable').filter((e) => e.data.phase === phase && e.seq > since);
  const givenUp = new Set(storesGivenUp(request));
  return [...new Set(down.map((e) => e.data.storeId))].filter(
    (id) => !givenUp.has(id) && !succeededAfter(request, phase, id, since),
  );
}

function succeededAfter(
  request: DataSubjectRequest,
  phase: EventData['store-unavailable']['phase'],
  storeId: string,
  since: number,
): boolean {
  const lastDown = allOf(request.log, 'store-unavailable').findLast(
    (e) => e.data.phase === phase && e.data.storeId === storeId && e.seq > since,
  );
  return request.log.some(
    (e) =>
      e.seq > (lastDown?.seq ?? 0) &&
      ((phase === 'locate' && e.type === 'store-searched' && e.data.storeId === storeId) ||
        (phase === 'erase' && e.type === 'store-erased' && e.data.storeId === storeId) ||
        (phase === 'second-reading' && e.type === 'store-read-again' && e.data.storeId === storeId) ||
        (phase === 'opt-out' && e.type === 'opted-out' && e.data.storeId === storeId)),
  );
}

/** Stores that stayed down until the legal date came too close. */
export function storesGivenUp(request: DataSubjectRequest): string[] {
  return [...new Set(allOf(request.log, 'stores-given-up').flatMap((e) => [...e.data.storeIds]))];
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
    const down = [
      ...storesDown(r, 'locate'),
      ...storesDown(r, 'erase'),
      ...storesDown(r, 'opt-out'),
      ...storesDown(r, 'second-reading'),
    ];
    return down.length > 0 ? undefined : { next: 'go-on' };
  },
  'ask-identifiers': (r: DataSubjectRequest) =>
    ended(r) ? { next: 'ended' } : r.status === 'awaiting-identifiers' ? undefined : { next: 'go-on' },
  'ask-manual-stores': (r: DataSubjectRequest) =>
    ended(r) ? { next: 'ended' } : openTasks(r).length > 0 ? undefined : { next: 'go-on' },
  'ask-decision': (r: DataSubjectRequest) => {
    if (ended(r)) return { next: 'ended' };
    const decision = lastOf(r.log, 'decided');
    if (r.status === 'with-staff') return { next: 'by-person' };
    if (!decision || decision.seq < seqOf(r, 'decision-asked')) return undefined;
    return { next: decision.data.decision === 'refused' ? 'refused' : 'fulfil' };
  },
  'hand-to-staff': (r: DataSubjectRequest) =>
    ended(r) ? { next: 'ended' } : staffFinish(r) ? { next: 'finished' } : undefined,
  'give-notice': (r: DataSubjectRequest) => {
    if (ended(r)) return { next: 'ended' };
    if (r.status === 'with-staff') return { next: 'by-person' };
    return lastOf(r.log, 'erasure-notice-ended') ? { next: 'go-on' } : undefined;
  },
  'await-second-reading': (r: DataSubjectRequest) =>
    ended(r) ? { next: 'ended' } : lastOf(r.log, 'second-reading-due') ? { next: 'go-on' } : undefined,
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
  if (request.status === 'with-staff') return 'answer-by-person';
  if (request.status === 'awaiting-verification' && request.received.channel === 'form') return undefined;
  if (!isApproved(request)) return 'data-subject-request';
  return request.right === 'erasure' ? 'fulfil-erasure' : 'fulfil-access';
}

/** Titles for staff and mails; ids stay in the register. */
export function storeTitle(map: DataMap, storeId: string): string {
  return map.stores.find((s) => s.storeId === storeId)?.title ?? storeId;
}
