import { endOfDay, plusDuration, startOfDay } from './civil-time';
import { isWithdrawn } from './data-subject-request';
import { allOf } from './log-entries';
import { FOLLOW_UP_KEY, isToFollowUp, openSettlements, type Settlement, settlementsOf } from './settlements';
import { MORNING, type Timer, type TimerInput } from './timer';

/** Staff are asked on the day of the promise, and again so long after it. */
const ASKED_AGAIN_AFTER = ['P7D', 'P14D'] as const;

/** Then all approvers hear of it: first after three weeks, then each month for a year. */
const ALARM_AFTER = 'P21D';
const ALARMS = 12;

/** How often the desk reads a store that erases later. */
const CHECK_EVERY = 'P7D';

/** A store that could not be read is read again the next day, this many times in a row. */
const SOON_AGAIN = 3;

type Input = Pick<TimerInput, 'request' | 'zone'>;

/** Questions to staff about erasures that somebody else was asked for. */
export function settlementTimers({ request, zone }: Input): Timer[] {
  if (isWithdrawn(request)) return [];
  const asked = openSettlements(request).flatMap((one) => [...questions(one, zone), ...alarms(one, zone)]);
  return asked.filter(({ key }) => !request.log.some((event) => event.commandId === key));
}

/** Keys of the questions about a settlement, in their order. */
export function settlementQuestions({ settlementId }: Pick<Settlement, 'settlementId'>): string[] {
  return ['', ...ASKED_AGAIN_AFTER.map((_, turn) => `-again-${turn + 1}`)].map(
    (end) => `ask-${settlementId}${end}`,
  );
}

/** Keys of the alarms about a settlement, in their order. */
export function settlementAlarms({ settlementId }: Pick<Settlement, 'settlementId'>): string[] {
  return Array.from({ length: ALARMS }, (_, month) => `overdue-${settlementId}-${month + 1}`);
}

/** A store is read at the end of its day, so staff are asked the morning after. */
function firstAsked({ by, confirmBy }: Settlement, zone: string): string {
  const day = startOfDay(confirmBy, zone, MORNING);
  return by === 'person' ? day : plusDuration(day, 'P1D', zone);
}

function questions(one: Settlement, zone: string): Timer[] {
  const first = firstAsked(one, zone);
  const times = [first, ...ASKED_AGAIN_AFTER.map((wait) => plusDuration(first, wait, zone))];
  return settlementQuestions(one).map((key, turn) => ({
    kind: 'ask-settlement',
    key,
    at: times[turn] ?? first,
  }));
}

function alarms(one: Settlement, zone: string): Timer[] {
  const first = plusDuration(firstAsked(one, zone), ALARM_AFTER, zone);
  return settlementAlarms(one).map((key, month) => ({
    kind: 'tell-settlement',
    key,
    at: month === 0 ? first : plusDuration(first, `P${month}M`, zone),
  }));
}

/** The person's last mail, once the request and everything that it left open has ended. */
export function followUpTimers({ request }: Pick<Input, 'request'>): Timer[] {
  if (!isToFollowUp(request)) return [];
  const ends = settlementsOf(request).flatMap(({ ended }) => ended?.at ?? []);
  return [
    { kind: 'tell-settled', key: FOLLOW_UP_KEY, at: ends.sort().at(-1) ?? request.received.receivedAt },
  ];
}

/** When the stores that erase later are read again, once the request has ended. */
export function settlementChecks({ request, zone }: Input): Timer[] {
  return openSettlements(request)
    .filter(({ by }) => by === 'store')
    .map(({ storeId, since, confirmBy }) => {
      const checks = allOf(request.log, 'settlement-checked').filter(
        (e) => e.data.storeId === storeId && e.seq > since.seq,
      );
      const last = checks.at(-1)?.at ?? since.at;
      const inARow = checks.length - 1 - checks.findLastIndex((e) => e.data.fault === undefined);
      const next = plusDuration(last, inARow > 0 && inARow <= SOON_AGAIN ? 'P1D' : CHECK_EVERY, zone);
      const promised = endOfDay(confirmBy, zone);
      return {
        kind: 'check-settled',
        key: `check-settled-${storeId}-${since.seq}-${checks.length + 1}`,
        at: last < promised && promised < next ? promised : next,
      };
    });
}
