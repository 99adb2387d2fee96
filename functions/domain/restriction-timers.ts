import { Temporal } from 'temporal-polyfill';
import { letterReadOn } from './by-post';
import { civilDateOf, startOfDay } from './civil-time';
import { lastOf } from './log-entries';
import { endingDelivery, type Restriction, restrictionOf } from './restriction';
import { marksToLift } from './restriction-marks';
import { MORNING, type Timer, type TimerInput } from './timer';

type Ending = NonNullable<Restriction['ending']>;

/**
 * The minimum number of days between the notice and the end of a restriction, so that the requester can
 * object.
 */
export const NOTICE_DAYS = 3;

/**
 * The day on which it ends if the requester is notified on `told` (both plain dates): never before the
 * minimum number of days.
 */
export function restrictionEndsOn({ data }: Ending, told: string): string {
  const soonest = Temporal.PlainDate.from(told).add({ days: NOTICE_DAYS }).toString();
  return data.endsOn > soonest ? data.endsOn : soonest;
}

/** The plain date on which the requester had the notice, as far as is known; a letter takes its days. */
export function noticeReadOn(
  { request, zone }: Pick<TimerInput, 'request' | 'zone'>,
  ending: Ending,
): string | undefined {
  const told = endingDelivery(request, ending);
  if (!told) return undefined;
  const { postedOn } = told.data;
  return postedOn === undefined ? civilDateOf(told.at, zone).toString() : letterReadOn(postedOn);
}

/** Days after which staff are asked again, until they say how it goes on. */
const ASK_AGAIN = 7;

/**
 * Staff look again on the day that they named, and are asked every week until they say how it goes on. The
 * requester is notified of an end before it comes.
 */
export function restrictionTimers(t: Pick<TimerInput, 'request' | 'zone'>): Timer[] {
  const { request, zone } = t;
  const restriction = restrictionOf(request);
  if (!restriction) return liftingTimers(request);
  const { ending, lookAgainOn, saidIn } = restriction;
  if (!ending) {
    return [askStaff(t, `look-at-restriction-${saidIn}`, lookAgainOn)];
  }
  const told = noticeReadOn(t, ending);
  if (!told) {
    const key = `tell-restriction-ending-${ending.seq}`;
    const first = civilDateOf(ending.at, zone).add({ days: ASK_AGAIN }).toString();
    return [
      { kind: 'tell-restriction-ending', key, at: ending.at },
      askStaff(t, `untold-restriction-${ending.seq}`, first),
    ];
  }
  const end = restrictionEndsOn(ending, told);
  return [
    { kind: 'end-restriction', key: `end-restriction-${ending.seq}`, at: startOfDay(end, zone, MORNING) },
  ];
}

/** On the plain date `first`, and every week after it. */
function askStaff(
  { request, zone }: Pick<TimerInput, 'request' | 'zone'>,
  key: string,
  first: string,
): Timer {
  const before = request.log.filter(({ commandId }) => commandId === key || commandId.startsWith(`${key}-`));
  const last = before.at(-1);
  const day = last ? civilDateOf(last.at, zone).add({ days: ASK_AGAIN }).toString() : first;
  const turn = before.length > 0 ? `${key}-${before.length}` : key;
  return { kind: 'look-at-restriction', key: turn, at: startOfDay(day, zone, MORNING) };
}

/** The state of a restriction, for staff. */
export interface RestrictionState {
  readonly how: 'look-again' | 'untold' | 'ends';
  /** Plain date: when to look again, when it was to end, or when it ends. */
  readonly on: string;
  /** Staff must say how it goes on. */
  readonly isOpen: boolean;
}

/** @param today - plain date */
export function restrictionState(
  t: Pick<TimerInput, 'request' | 'zone'>,
  today: string,
): RestrictionState | undefined {
  const restriction = t.request.status === 'closed' ? restrictionOf(t.request) : undefined;
  if (!restriction) return undefined;
  const { ending, lookAgainOn } = restriction;
  if (!ending) return { how: 'look-again', on: lookAgainOn, isOpen: lookAgainOn <= today };
  const told = noticeReadOn(t, ending);
  if (!told) return { how: 'untold', on: ending.data.endsOn, isOpen: true };
  return { how: 'ends', on: restrictionEndsOn(ending, told), isOpen: false };
}

/** Marks that are to be removed with a restriction that is over. */
function liftingTimers(request: TimerInput['request']): Timer[] {
  const ended = lastOf(request.log, 'restriction-ended');
  if (!ended || marksToLift(request).length === 0) return [];
  return [{ kind: 'lift-marks', key: `lift-marks-${ended.seq}`, at: ended.at }];
}
