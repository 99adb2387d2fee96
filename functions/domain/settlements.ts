import { civilDateOf } from './civil-time';
import { type DataSubjectRequest, isWithdrawn } from './data-subject-request';
import { OUTCOME_KEY } from './held-mails';
import { allOf, type EventOf } from './log-entries';

/** An erasure that somebody else was asked for: whoever runs a manual store, or a store that erases later. */
export interface Settlement {
  /** Names it together with its turn: each later date that is promised begins another one. */
  readonly settlementId: string;
  readonly storeId: string;
  /** Who says how far it is: a person, or the store when it is read. */
  readonly by: 'person' | 'store';
  /** Owner of the task that began it; empty where a store did. */
  readonly owner: string;
  /** Plain date. */
  readonly askedOn: string;
  /** Plain date of the last promise. */
  readonly confirmBy: string;
  /** Entry (`seq`, `at`) that began it. */
  readonly since: { readonly seq: number; readonly at: string };
  /** How many rows it is about; 0 where a person does not count them. */
  readonly rows: number;
  readonly state: 'open' | 'done' | 'kept';
  /** Of one that has ended: the entry, and the day on which it was done (plain date). */
  readonly ended?: { readonly seq: number; readonly at: string; readonly on: string };
  /** What staff said in the end; absent while open, and where a store showed it. */
  readonly answer?: EventOf<'settlement-answered'>;
}

/** All erasures that were asked for and are to be confirmed, in the order in which they began. */
export function settlementsOf(request: DataSubjectRequest): Settlement[] {
  if (isWithdrawn(request)) return [];
  return [...askedByPeople(request), ...submittedToStores(request)].sort((a, b) => a.since.seq - b.since.seq);
}

export function openSettlements(request: DataSubjectRequest): Settlement[] {
  return settlementsOf(request).filter(({ state }) => state === 'open');
}

/** The settlement of a store, if one was begun; the last of several. */
export function settlementIn(request: DataSubjectRequest, storeId: string): Settlement | undefined {
  return settlementsOf(request).findLast((one) => one.storeId === storeId);
}

/**
 * Whether a store has not shown the end of what it took the order for: what is there has not come back. It is
 * read for itself until then, and no more after it was refused.
 */
export function isLeftToStore(request: DataSubjectRequest, storeId: string): boolean {
  const one = settlementIn(request, storeId);
  return one?.by === 'store' && one.state !== 'done';
}

/** Whether nothing is open any more of what was open when the person was answered. */
export function isToFollowUp(request: DataSubjectRequest): boolean {
  return openSettlements(request).length === 0 && settlementsToTell(request).length > 0;
}

/** Those that have ended since the person was answered. */
export function settlementsToTell(request: DataSubjectRequest): Settlement[] {
  const answered = allOf(request.log, 'mailed').find((e) => e.data.key === OUTCOME_KEY)?.seq;
  if (answered === undefined) return [];
  return settlementsOf(request).filter(({ ended }) => ended !== undefined && ended.seq > answered);
}

/** Command id of the entry that the person was told the end of everything that was open. */
export const FOLLOW_UP_KEY = 'follow-up';

/** Whether the record of the request is still needed to end something that was asked for. */
export function isSettling(request: DataSubjectRequest): boolean {
  if (openSettlements(request).length > 0) return true;
  return isToFollowUp(request) && !request.log.some(({ commandId }) => commandId === FOLLOW_UP_KEY);
}

function askedByPeople(request: DataSubjectRequest): Settlement[] {
  const tasks = new Map(allOf(request.log, 'task-asked').map(({ data }) => [data.taskId, data]));
  return allOf(request.log, 'task-answered').flatMap((e) => {
    const { answer, taskId, askedOn, confirmBy } = e.data;
    const task = tasks.get(taskId);
    if (answer !== 'submitted' || !task || !askedOn || !confirmBy) return [];
    const { storeId, owner } = task;
    return [
      lastTurn(request, {
        name: taskId,
        storeId,
        owner,
        by: 'person',
        rows: 0,
        askedOn,
        confirmBy,
        since: e,
      }),
    ];
  });
}

/**
 * By the last receipt of each store in which it took an order; an earlier one is part of it. A later round
 * may find nothing to order, and the order stands all the same.
 */
function submittedToStores(request: DataSubjectRequest): Settlement[] {
  const { zone } = request.received;
  const orders = allOf(request.log, 'store-erased').filter(({ data }) => (data.submitted ?? 0) > 0);
  const receipts = new Map(orders.map((e) => [e.data.storeId, e]));
  return [...receipts.values()].flatMap((e) => {
    const { storeId, submitted = 0, settlesBy } = e.data;
    if (submitted === 0 || settlesBy === undefined) return [];
    const askedOn = civilDateOf(e.at, zone).toString();
    const begun = {
      name: `read-${storeId}`,
      storeId,
      owner: '',
      by: 'store',
      rows: submitted,
      askedOn,
      since: e,
    } as const;
    const turn = lastTurn(request, { ...begun, confirmBy: settlesBy });
    const settled = allOf(request.log, 'erasure-settled').find(
      (one) => one.data.storeId === storeId && one.seq > e.seq,
    );
    return [settled ? { ...turn, state: 'done' as const, ended: endOf(request, settled) } : turn];
  });
}

interface Begun
  extends Pick<Settlement, 'storeId' | 'owner' | 'by' | 'rows' | 'askedOn' | 'confirmBy' | 'since'> {
  readonly name: string;
}

/** Follows the answers of staff, each of which is about one turn. */
function lastTurn(request: DataSubjectRequest, { name, since, confirmBy, ...begun }: Begun): Settlement {
  const answers = new Map(allOf(request.log, 'settlement-answered').map((e) => [e.data.settlementId, e]));
  const start = { seq: since.seq, at: since.at };
  let by = confirmBy;
  for (let turn = 1; ; turn += 1) {
    const settlementId = `settle-${turn}-${name}`;
    const one = { ...begun, settlementId, confirmBy: by, since: start };
    const answer = answers.get(settlementId);
    if (!answer) return { ...one, state: 'open' };
    if (answer.data.says !== 'not-yet')
      return { ...one, state: answer.data.says, answer, ended: endOf(request, answer) };
    by = answer.data.confirmBy ?? by;
  }
}

function endOf(
  { received }: DataSubjectRequest,
  { seq, at, data }: EventOf<'settlement-answered'> | EventOf<'erasure-settled'>,
): NonNullable<Settlement['ended']> {
  const on = 'on' in data ? data.on : undefined;
  return { seq, at, on: on ?? civilDateOf(at, received.zone).toString() };
}
