import { isNoticeOver } from './clearance';
import type { DataMap } from './data-map';
import {
  allOf,
  type DataSubjectRequest,
  type EventOf,
  hasHappened,
  isApproved,
  isRefused,
  isWithdrawn,
  lastOf,
  seqOf,
  staffFinish,
} from './data-subject-request';
import type { EventData, EventType, KeptCount, TaskKind, UnreadCount } from './events';
import { isQueued } from './may-end';
import { isProvenForDetails, openOffer, proofTaskId } from './proof-of-details';
import { rights } from './rights';

type Phase = EventData['store-unavailable']['phase'];

/** The event that a store's answer in a phase leads to. */
export const answered = {
  locate: 'store-searched',
  erase: 'store-erased',
  'second-reading': 'store-read-again',
  'opt-out': 'opted-out',
  correct: 'store-corrected',
} as const satisfies Record<Phase, EventType>;

/** Every phase in which stores are asked. */
export const phases = Object.keys(answered) as readonly Phase[];

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
  return allOf(log, answered[phase]).some((e) => e.data.storeId === storeId && e.seq > seq);
}

/**
 * A store that refused is tried again only when staff say that the cause is mended; one that did not answer,
 * also by the watch.
 */
function isRetried({ log }: DataSubjectRequest, failure: Failure): boolean {
  return allOf(log, 'stores-retried').some(
    ({ seq, data: { storeIds } }) =>
      seq > failure.seq && (storeIds?.includes(failure.data.storeId) ?? mayPass(failure)),
  );
}

/** Whether the fault may pass by itself; true for old logs too, which do not say. */
function mayPass({ data: { kind } }: Failure): boolean {
  return kind === undefined || kind === 'no-answer';
}

/** Stores that did not answer and may do so later, each with its last failure. */
export function silentStores(request: DataSubjectRequest): Failure[] {
  return phases.flatMap((phase) => faultsIn(request, phase)).filter(mayPass);
}

/** Stores that were reached and refused: each is a task for staff, and no retry helps before that. */
export function refusingStores(request: DataSubjectRequest): Failure[] {
  return phases.flatMap((phase) => faultsIn(request, phase)).filter((e) => !mayPass(e));
}

/** Id of the task to mend what a store refused: a new one for each refusal. */
export function refusalTaskId({ seq, data: { storeId } }: Failure): string {
  return `store-refused-${storeId}-${seq}`;
}

/** Stores that stayed down until the legal date came too close. */
export function storesGivenUp(request: DataSubjectRequest): string[] {
  return [...new Set(allOf(request.log, 'stores-given-up').flatMap((e) => [...e.data.storeIds]))];
}

/**
 * Whether stores in which the desk erased are to be read again and the day for it has not come. What people
 * erased by hand is not read.
 */
export function awaitsSecondReading(request: DataSubjectRequest): boolean {
  return hasHappened(request, 'store-erased') && !hasHappened(request, 'second-reading-due');
}

/** Tasks that nobody has answered. */
export function openTasks(request: DataSubjectRequest): EventData['task-asked'][] {
  const refusals = refusingStores(request).map(refusalTaskId);
  const over = new Set([
    ...allOf(request.log, 'task-answered').map((e) => e.data.taskId),
    ...allOf(request.log, 'stores-given-up').flatMap((e) => e.data.tasks ?? []),
  ]);
  const givenUp = storesGivenUp(request);
  return allOf(request.log, 'task-asked')
    .map((e) => e.data)
    .filter(({ taskId, kind, storeId }) => {
      if (kind === 'store-refused') return refusals.includes(taskId);
      if (kind === 'proof' && (isProvenForDetails(request) || taskId !== proofTaskId(request))) return false;
      return !over.has(taskId) && (isAboutRows(kind) || !givenUp.includes(storeId));
    });
}

/**
 * Whether a task is about rows that were found, and not about a store that must be searched or reached first.
 */
export function isAboutRows(kind: TaskKind): boolean {
  return kind === 'rest' || kind === 'contested' || kind === 'proof';
}

/**
 * Id of the task about what an erasure left in a store; the next manifest has its own, and so has what is
 * left out later.
 */
export function restTaskId(request: DataSubjectRequest, storeId: string): string {
  const id = `rest-${storeId}-${lastOf(request.log, 'manifest-frozen')?.data.version ?? 0}`;
  const times = leftOut(request).filter((left) => left.some((one) => one.storeId === storeId)).length;
  return times === 0 ? id : `${id}-${times}`;
}

/** What staff left out of the erasure each time it had stopped. */
function leftOut(request: DataSubjectRequest): (readonly KeptCount[])[] {
  const since = seqOf(request, 'search-renewed');
  return allOf(request.log, 'drift-accepted').flatMap(({ seq, data }) =>
    seq > since && data.left ? [data.left] : [],
  );
}

/** The answer to the task about what an erasure left in a store, for the manifest in force. */
export function restAnswer(
  request: DataSubjectRequest,
  storeId: string,
): EventOf<'task-answered'> | undefined {
  const taskId = restTaskId(request, storeId);
  return allOf(request.log, 'task-answered').find((e) => e.data.taskId === taskId);
}

/** Stores in which an approved erasure leaves something for staff. */
export function storesWithRest(request: DataSubjectRequest): string[] {
  if (request.right !== 'erasure') return [];
  const frozen = lastOf(request.log, 'manifest-frozen')?.data;
  const waiting = (frozen?.stores ?? []).filter((c) => (c.undecided ?? 0) + (c.contested ?? 0) > 0);
  const unread = unreadSettled(request).filter(({ says }) => says === 'to-do');
  return [...new Set([...waiting, ...unread, ...leftOut(request).flat()].map(({ storeId }) => storeId))];
}

/** Of these, the ones whose task is not answered. */
export function storesWithOpenRest(request: DataSubjectRequest): string[] {
  const answered = new Set(allOf(request.log, 'task-answered').map((e) => e.data.taskId));
  return storesWithRest(request).filter((storeId) => !answered.has(restTaskId(request, storeId)));
}

/**
 * What staff said about the places that could not be read, for the manifest in force; the last answer for
 * each counts.
 */
export function unreadSettled(request: DataSubjectRequest): EventData['unread-settled'][] {
  const version = lastOf(request.log, 'manifest-frozen')?.data.version;
  const said = allOf(request.log, 'unread-settled').filter((e) => e.data.manifestVersion === version);
  return [...new Map(said.map(({ data }) => [`${data.storeId}/${data.reason}`, data])).values()];
}

/** Places about which staff have not said yet what is in them. */
export function unreadOpen(request: DataSubjectRequest): UnreadCount[] {
  const settled = unreadSettled(request);
  return (lastOf(request.log, 'manifest-frozen')?.data.unread ?? []).filter(
    (u) => !settled.some((s) => s.storeId === u.storeId && s.reason === u.reason),
  );
}

/** Whether a task about what was left in a store must still be opened. */
export function mustAskAboutRest(request: DataSubjectRequest): boolean {
  const asked = new Set(allOf(request.log, 'task-asked').map((e) => e.data.taskId));
  return storesWithRest(request).some((storeId) => !asked.has(restTaskId(request, storeId)));
}

/**
 * Id of the task to look into a manual store: a new one for each round, since people are asked again when the
 * requester named something new to look for.
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
    if (isQueued(r)) return undefined;
    const down = phases.flatMap((phase) => storesDown(r, phase));
    return down.length > 0 ? undefined : { next: 'go-on' };
  },
  'ask-identifiers': (r: DataSubjectRequest) =>
    ended(r) ? { next: 'ended' } : r.status === 'awaiting-identifiers' ? undefined : { next: 'go-on' },
  'ask-manual-stores': (r: DataSubjectRequest) => {
    if (ended(r)) return { next: 'ended' };
    if (r.status === 'fulfilling' && openOffer(r)) return { next: 'go-on' };
    if (openTasks(r).length > 0) return undefined;
    return { next: r.status === 'with-staff' ? 'by-person' : 'go-on' };
  },
  'ask-decision': (r: DataSubjectRequest) => {
    if (ended(r)) return { next: 'ended' };
    const decision = lastOf(r.log, 'decided');
    if (r.status === 'with-staff') return { next: 'by-person' };
    if (seqOf(r, 'search-renewed') > seqOf(r, 'decision-asked')) return { next: 'search-again' };
    if (!decision || decision.seq < seqOf(r, 'decision-asked'))
      return openOffer(r) ? { next: 'check-proof' } : undefined;
    return { next: decision.data.decision === 'refused' ? 'refused' : 'fulfil' };
  },
  'hand-to-staff': (r: DataSubjectRequest) => {
    if (ended(r)) return { next: 'ended' };
    return staffFinish(r) || isRefused(r) ? { next: 'finished' } : undefined;
  },
  'give-notice': (r: DataSubjectRequest) => {
    if (ended(r)) return { next: 'ended' };
    if (r.status === 'with-staff') return { next: 'by-person' };
    return isNoticeOver(r) ? { next: 'go-on' } : undefined;
  },
  'await-second-reading': (r: DataSubjectRequest) =>
    ended(r) ? { next: 'ended' } : awaitsSecondReading(r) ? undefined : { next: 'go-on' },
} as const satisfies Record<string, (request: DataSubjectRequest) => { next: string } | undefined>;

export type WaitName = keyof typeof waits;

function ended(request: DataSubjectRequest): boolean {
  return request.status === 'closed' || isWithdrawn(request);
}

/**
 * Which machine drives the request from here: derived, so that a lost execution is restarted in the right
 * place.
 */
export function machineFor(request: DataSubjectRequest): string | undefined {
  if (request.status === 'closed' || request.received.unread) return undefined;
  if (isWithdrawn(request)) return 'answer-by-person';
  if (rights[request.right].carriedOut === 'opt-out') return 'carry-out-opt-out';
  if (request.status === 'with-staff' || isRefused(request)) return 'answer-by-person';
  if (request.status === 'awaiting-verification' && request.received.channel === 'form') return undefined;
  if (!isApproved(request)) return 'data-subject-request';
  if (rights[request.right].carriedOut === 'correction') return 'fulfil-rectification';
  return request.right === 'erasure' ? 'fulfil-erasure' : 'fulfil-access';
}

/**
 * Titles for staff and mails, from the log when the store is in no map any more; ids stay in the register.
 */
export function storeTitle(map: DataMap, storeId: string, request?: DataSubjectRequest): string {
  const known = map.stores.find((s) => s.storeId === storeId)?.title;
  return known ?? rememberedTitle(request, storeId) ?? 'a place that is no longer connected';
}

function rememberedTitle(request: DataSubjectRequest | undefined, storeId: string): string | undefined {
  const named = [
    ...allOf(request?.log ?? [], 'store-searched'),
    ...allOf(request?.log ?? [], 'store-unavailable'),
  ];
  return named.find((e) => e.data.storeId === storeId && e.data.title)?.data.title;
}

/**
 * Stores of the request that were taken out of the settings, unless everything had been done in them before.
 */
export function storesGone(map: DataMap, request: DataSubjectRequest): string[] {
  const met = [...allOf(request.log, 'store-searched'), ...allOf(request.log, 'store-unavailable')];
  const done = [...allOf(request.log, 'store-erased').filter((e) => e.data.remaining === 0)];
  const wasDone = (id: string) => done.some((e) => e.data.storeId === id);
  return [...new Set(met.map((e) => e.data.storeId))].filter(
    (id) => !map.stores.some((s) => s.storeId === id) && !wasDone(id),
  );
}
