import { Temporal } from 'temporal-polyfill';
import { civilDateOf, startOfDay } from './due-dates';
import { type EventOf, lastOf } from './log-entries';
import { MORNING } from './morning';
import { restrictionOf, toldAt } from './restriction';
import { marksToLift } from './restriction-marks';
import type { Timer, TimerInput } from './timers';

/** Days that a person has at least between the notice and the end of a restriction, so that they can speak up. */
export const NOTICE_DAYS = 3;

/** The day on which it ends, if the person is told on `told` (both plain dates): never before they had the days to speak up. */
export function endsOn({ data }: EventOf<'restriction-ending'>, told: string): string {
  const soonest = Temporal.PlainDate.from(told).add({ days: NOTICE_DAYS }).toString();
  return data.endsOn > soonest ? data.endsOn : soonest;
}

/** Staff look again on the day they named; an end is told first, and comes only when it was. */
export function restrictionTimers({ request, zone }: TimerInput): Timer[] {
  const restriction = restrictionOf(request);
  if (!restriction) return liftingTimers(request);
  const { ending, lookAgainOn, saidIn } = restriction;
  if (!ending) {
    const at = startOfDay(lookAgainOn, zone, MORNING);
    return [{ kind: 'look-at-restriction', key: `look-at-restriction-${saidIn}`, at }];
  }
  const told = toldAt(request, ending);
  if (!told)
    return [{ kind: 'tell-restriction-ending', key: `tell-restriction-ending-${ending.seq}`, at: ending.at }];
  const end = endsOn(ending, civilDateOf(told, zone).toString());
  return [
    { kind: 'end-restriction', key: `end-restriction-${ending.seq}`, at: startOfDay(end, zone, MORNING) },
  ];
}

/** Marks that are to go with a restriction which is over. */
function liftingTimers(request: TimerInput['request']): Timer[] {
  const ended = lastOf(request.log, 'restriction-ended');
  if (!ended || marksToLift(request).length === 0) return [];
  return [{ kind: 'lift-marks', key: `lift-marks-${ended.seq}`, at: ended.at }];
}
