import { Temporal } from 'temporal-polyfill';
import { plusDuration, toInstantText } from './civil-time';
import {
  type DataSubjectRequest,
  isDoubted,
  isWithdrawn,
  staffFinish,
  wasMailed,
} from './data-subject-request';
import { backOff } from './failed-timers';
import { lastOf } from './log-entries';
import { isQueued } from './may-end';
import { memoised } from './memoised';
import { awaitsSecondReading, openTasks } from './open-work';
import { uncheckedOffer } from './proof-of-details';
import { unaskedAddresses, unaskedMails } from './questions';
import { storePhases, storesDown } from './store-faults';
import type { Timer, TimerInput } from './timer';

/** After this silence the watch checks on a driver. */
const DRIVER_SILENCE = 'PT1H';

/** A quarter of an hour. */
const QUARTER_MS = 15 * 60_000;

export function driverTimers({ request, zone }: Pick<TimerInput, 'request' | 'zone'>): Timer[] {
  const last = request.log.at(-1);
  if (!last || !isDriven(request)) return [];
  return [{ kind: 'check-driver', key: `check-driver-${last.seq}`, at: afterSilence(last.at, zone) }];
}

/** An open request with no other timer is looked at after this time, so that none is left without a check. */
const LOOK_ANYWAY = 'P7D';

export function fallbackTimers({ request, zone }: Pick<TimerInput, 'request' | 'zone'>): Timer[] {
  const last = request.log.at(-1);
  if (!last) return [];
  return [
    { kind: 'check-driver', key: `check-driver-${last.seq}`, at: plusDuration(last.at, LOOK_ANYWAY, zone) },
  ];
}

/** Entries that the watch writes every hour while nothing happens; they delay no mail. */
const byWatch: ReadonlySet<string> = new Set(['reminded', 'timer-failed', 'overdue']);

/**
 * Asks again when a question was recorded and never mailed, or when a person who has to answer joined later;
 * each mail after a longer wait.
 */
export function questionTimers({ request, desk, zone }: TimerInput): Timer[] {
  const last = request.log.findLast(({ type }) => !byWatch.has(type));
  const [missing] = unaskedMails(request, desk);
  if (!last || missing === undefined) return [];
  const tries = request.log.filter((e) => e.commandId.startsWith(`ask-again-${missing}-`));
  const tried = tries.at(-1);
  const waits = [
    afterSilence(last.at, zone),
    ...(tried ? [plusDuration(tried.at, backOff(tries.length), zone)] : []),
  ];
  const at = waits.sort().at(-1) ?? '';
  return [{ kind: 'ask-again', key: `ask-again-${missing}-${tries.length + 1}`, at }];
}

/**
 * Mails the code again where none was sent to an address that the requester named: a crash came in between,
 * or the mail was not accepted. One retry only, since a quota may have held it up.
 */
export function addressTimers({ request, zone }: Pick<TimerInput, 'request' | 'zone'>): Timer[] {
  const given = lastOf(request.log, 'identifiers-given');
  const waits = request.status === 'locating' || request.status === 'awaiting-decision';
  if (!given || !waits || unaskedAddresses(request).length === 0) return [];
  return [{ kind: 'prove-addresses', key: `prove-addresses-${given.seq}`, at: afterSilence(given.at, zone) }];
}

/**
 * The next full quarter of an hour: otherwise each entry of a busy request would move the check, and the
 * index with it.
 */
const afterSilence = /* @__PURE__ */ memoised((at: string, zone: string): string => {
  const due = Temporal.Instant.from(plusDuration(at, DRIVER_SILENCE, zone));
  const past = due.epochMilliseconds % QUARTER_MS;
  return toInstantText(due.add({ milliseconds: (QUARTER_MS - past) % QUARTER_MS }));
});

/** Whether an execution should be running now, rather than waiting for a person, a store or a date. */
function isDriven(request: DataSubjectRequest): boolean {
  if (isWithdrawn(request) || staffFinish(request)) return true;
  if (request.status === 'awaiting-decision') return uncheckedOffer(request) !== undefined;
  if (request.status !== 'locating' && request.status !== 'fulfilling') return false;
  if (isDoubted(request) || isQueued(request)) return false;
  if (openTasks(request).length > 0 && !uncheckedOffer(request)) return false;
  const down = storePhases.some((phase) => storesDown(request, phase).length > 0);
  const betweenReadings = wasMailed(request, 'outcome') && awaitsSecondReading(request);
  return !down && !betweenReadings;
}
