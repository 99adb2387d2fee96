import { Temporal } from 'temporal-polyfill';
import type { Counting } from './counting';
import type { PauseRule } from './law';

type PlainDate = Temporal.PlainDate;

/** A question by which the clock moves under this law, with its answer, as civil days. */
export interface Pause {
  rule: PauseRule;
  from: PlainDate;
  /** `null` while it is not answered. */
  to: PlainDate | null;
}

/** The state of a clock after its pauses. */
export interface PauseState {
  /** The first day of the period; it is not counted. */
  start: PlainDate;
  /** Answered pauses whose days are not counted. */
  counted: Pause[];
  open: Pause[];
  /** Asked only after the period had ended, so without effect. */
  late: Pause[];
}

/**
 * Pairs each question of the case with its answer, in the order asked; only questions that this law knows.
 */
export function pausesOf(c: Counting): Pause[] {
  const pauses = c.regime.pauses
    .filter((rule) => rule.appliesTo === 'all' || rule.appliesTo.includes(c.request.requestType))
    .flatMap((rule) => pairs(c, rule));
  return pauses.sort((a, b) => Temporal.PlainDate.compare(a.from, b.from));
}

function pairs(c: Counting, rule: PauseRule): Pause[] {
  const found: Pause[] = [];
  for (const { type, day } of c.events) {
    const last = found.at(-1);
    const open = last?.to === null ? last : undefined;
    if (type === rule.requested && !open) found.push({ rule, from: day, to: null });
    if (type === rule.answered && open) open.to = day;
  }
  return found;
}

/**
 * Applies the pauses one after another.
 *
 * @param endOf the last day of the period so far, so that a question asked after it is ignored
 */
export function applyPauses(c: Counting, endOf: (state: PauseState) => PlainDate): PauseState {
  let state: PauseState = { start: c.receivedOn, counted: [], open: [], late: [] };
  for (const pause of pausesOf(c)) {
    const late = state.open.length === 0 && Temporal.PlainDate.compare(pause.from, endOf(state)) > 0;
    state = late ? { ...state, late: [...state.late, pause] } : applyPause(state, pause);
  }
  return state;
}

function applyPause(state: PauseState, pause: Pause): PauseState {
  const { rule, from, to } = pause;
  if (rule.method === 'restartAfterDays')
    return { ...state, start: laterDay(state.start, from.add({ days: rule.days ?? 0 })) };
  if (to === null) return { ...state, open: [...state.open, pause] };
  if (rule.method === 'restart') return { ...state, start: laterDay(state.start, to) };
  return to.equals(from) ? state : { ...state, counted: [...state.counted, pause] };
}

/**
 * How many days after `start` the pauses take out; days of two pauses count once.
 *
 * @param askDayCounts count the day of asking even where the law takes out both ends
 */
export function daysOut(pauses: Pause[], start: PlainDate, askDayCounts = false): number {
  let total = 0;
  let counted = start;
  for (const pause of pauses) {
    const bothDays = pause.rule.method === 'excludeBothDays' && !askDayCounts;
    const before = laterDay(counted, bothDays ? pause.from.subtract({ days: 1 }) : pause.from);
    const days = pause.to ? before.until(pause.to).days : 0;
    if (days <= 0) continue;
    total += days;
    counted = laterDay(counted, before.add({ days }));
  }
  return total;
}

/** The later of two days. */
export function laterDay(a: PlainDate, b: PlainDate): PlainDate {
  return Temporal.PlainDate.compare(a, b) >= 0 ? a : b;
}

/** The earlier of two days. */
export function earlierDay(a: PlainDate, b: PlainDate): PlainDate {
  return Temporal.PlainDate.compare(a, b) <= 0 ? a : b;
}
