import { clearMailWaits, mailWaitsSince, recordMailWaits } from '../casework/mail/mail-waits';
import { LAW_WITHIN } from '../domain/check-lane';
import { minusDuration } from '../domain/civil-time';
import type { DueRequest } from '../domain/ports';
import type { DetectedDamage } from './audit/detect-damage';
import { mailInOrder } from './mail-in-order';
import { QuotaMailbox } from './quota-mailbox';
import { receiveLeftovers } from './receive-leftovers';
import { rollingScan } from './rolling-scan';
import { oneAfterTheOther, sideBySide } from './side-by-side';
import { SweepRun } from './sweep-run';
import { readSweepState, saveSweepState } from './sweep-state';
import { SHARES, type TimeBudget, timeBudget } from './time-budget';
import type { WatchDeps } from './timer-done';

export interface Sweep {
  readonly checked: number;
  /** Timers. */
  readonly done: number;
  /** Requests, and items of the inbox, of which a due action failed. Their other actions were carried out. */
  readonly failed: number;
  /** Requests that the receiving function had left in the inbox. */
  readonly received: number;
  /** Due requests that there was no time for. The next sweep begins with them. */
  readonly handedOn: number;
}

export interface SweepLimits {
  /** Milliseconds that are left of the time the function has. */
  readonly remainingMs?: () => number;
}

/**
 * The scheduled sweep: first what a date of the law depends on, then what else is due, then the inbox, then a
 * part of all requests. It costs what is due. A missed run makes things late, never lost: what is due is
 * derived from each log, and stays in the index until it was looked at.
 */
export async function watchDeadlines(desk: WatchDeps, { remainingMs }: SweepLimits = {}): Promise<Sweep> {
  const mailbox = new QuotaMailbox(desk.mailbox, desk.clock);
  const lists = oneAfterTheOther();
  // The mailbox may be a lazy property, which cannot be assigned.
  const deps: WatchDeps = Object.create(desk, { mailbox: { value: mailbox }, inTurn: { value: lists } });
  const now = deps.clock.now();
  const budget = timeBudget(remainingMs);
  const noticed = await notice(deps, budget);
  const left = await readSweepState(deps.items, now);
  const state = noticed?.wentBack ? { ...left, full: 0 } : left;
  // It is found only once: a sweep that is cut short leaves it to the next.
  if (noticed?.wentBack) await saveSweepState(deps.items, state);
  const run = new SweepRun(deps, now, {
    unchecked: state.unchecked,
    leaveAlone: noticed?.leaveAlone,
    isClockWrong: noticed?.isClockWrong,
    isUnfinished: noticed?.isUnfinished,
    behind: noticed?.behind,
  });
  const due = await byUrgency(deps, now, state.from);
  const since = await mailWaitsSince(deps.items);
  const unbegun = since
    ? await mailInOrder(deps, run, [...due.law, ...due.rest], { since, mailbox, budget })
    : await checkByUrgency(run, due, budget);
  const inbox = await receiveLeftovers(deps, now, () => budget.has(SHARES.inbox));
  const after = await rollingScan(deps, run, state, () => budget.has(SHARES.scan));
  // What had to make room for the others has the rest of the time: the next sweep begins when that is over.
  const late = since ? unbegun : await checkAll(run, unbegun, () => budget.has(1));
  await noteQuota(deps, mailbox, since);
  const [from] = late.map(place);
  await saveSweepState(deps.items, { ...after, from, unchecked: run.unchecked });
  return {
    checked: run.checked,
    done: run.done,
    failed: run.failed + inbox.failed,
    received: inbox.received,
    handedOn: late.length,
  };
}

/** Unreachable evidence stops no sweep: what is due by law is done, and the failure is logged. */
async function notice(deps: WatchDeps, budget: TimeBudget): Promise<DetectedDamage | undefined> {
  try {
    const noticed = await deps.detectDamage?.((share) => budget.has(share));
    for (const error of noticed?.errors ?? []) deps.logFailure('desk', error);
    return noticed;
  } catch (error) {
    deps.logFailure('desk', error);
    return undefined;
  }
}

/** As long as a sweep meets a used-up quota, the next one goes by the order of mails. */
async function noteQuota(deps: WatchDeps, mailbox: QuotaMailbox, since?: string): Promise<void> {
  if (mailbox.isFull) await recordMailWaits(deps.items, deps.clock.now());
  else if (since) await clearMailWaits(deps.items);
}

interface Due {
  readonly law: readonly DueRequest[];
  readonly rest: readonly DueRequest[];
}

/** Oldest first. A check in the other lane that is long overdue may hide a date of the law by now. */
async function byUrgency(deps: WatchDeps, now: string, from?: string): Promise<Due> {
  const limit = minusDuration(now, LAW_WITHIN, 'UTC');
  const due = { law: [] as DueRequest[], rest: [] as DueRequest[] };
  for await (const one of deps.register.due(now))
    due[one.lane === 'law' || one.nextCheckAt <= limit ? 'law' : 'rest'].push(one);
  for (const list of [due.law, due.rest]) list.sort((a, b) => (place(a) < place(b) ? -1 : 1));
  return { law: beginningAt(due.law, from), rest: beginningAt(due.rest, from) };
}

function place({ nextCheckAt, requestId }: DueRequest): string {
  return `${nextCheckAt} ${requestId}`;
}

/**
 * Round robin: begins where the last sweep had to stop, so that requests which fail again and again let the
 * others pass.
 */
function beginningAt(due: readonly DueRequest[], from = ''): readonly DueRequest[] {
  const at = due.findIndex((one) => place(one) >= from);
  return at <= 0 ? due : [...due.slice(at), ...due.slice(0, at)];
}

/** @returns what there was no time for */
async function checkByUrgency(run: SweepRun, due: Due, budget: TimeBudget): Promise<readonly DueRequest[]> {
  const law = await checkAll(run, due.law, () => budget.has(SHARES.law));
  const rest = await checkAll(run, due.rest, () => budget.has(SHARES.rest));
  return [...law, ...rest];
}

function checkAll(
  run: SweepRun,
  due: readonly DueRequest[],
  mayGoOn: () => boolean,
): Promise<readonly DueRequest[]> {
  return sideBySide(due, mayGoOn, (one) => run.check(one));
}
