import type { Temporal } from 'temporal-polyfill';
import type { Alternatives } from './alternatives';
import { addAskDayReading, addOtherCounts } from './alternatives';
import { addPeriod, type Counting, type DateSheet, roll, rollAloud } from './counting';
import type { DeadlineStatus } from './deadline-case';
import { inWords, periodInWords } from './explanation';
import type { PeriodRule } from './law';
import { endOf, lawReadings, rolledSpan } from './law-readings';
import { pausedClock } from './paused-clock';
import { applyPauses, daysOut, type Pause, type PauseState } from './pauses';

type PlainDate = Temporal.PlainDate;

/** The result of counting the unextended period. */
export interface AnswerPeriod {
  respondBy: PlainDate | null;
  status?: DeadlineStatus;
  unsuspended?: PlainDate;
}

/** Counts the period for the answer: start, period, pauses, one roll at the end. */
export function answerPeriod(
  c: Counting,
  respond: PeriodRule,
  out: { sheet: DateSheet; alternatives: Alternatives },
): AnswerPeriod {
  const state = applyPauses(c, (paused) => roll(c, endOf(c, lawReadings(paused), respond).earliest));
  explainPauses(c, state);
  if (state.open.length > 0)
    return {
      respondBy: null,
      ...pausedClock(c, state, (reading) => endOf(c, [reading], respond).earliest),
    };
  const span = endOf(c, lawReadings(state), respond);
  explainCount(c, respond, { state, end: span.earliest });
  const main = rollAloud(c, span.earliest, respond);
  out.sheet.set('respondBy', main);
  noteOtherPauseReading(c, out.alternatives, { main, latest: rolledSpan(c, span).latest });
  addOtherCounts(c, out.alternatives, { field: 'respondBy', start: state.start, rule: respond, main });
  addAskDayReading(c, out.alternatives, state);
  return { respondBy: main };
}

function noteOtherPauseReading(
  c: Counting,
  alternatives: Alternatives,
  days: { main: PlainDate; latest: PlainDate },
): void {
  const rule = c.regime.pauses.find((pause) => pause.method === 'suspendOrRestart');
  const words =
    'Adding the suspended days or a fresh period from the answer: not settled, so the earlier end is the date';
  const why = rule && { words, source: rule.source };
  alternatives.add('later', 'respondBy', { main: days.main, date: days.latest, ...(why && { why }) });
}

function explainPauses(c: Counting, state: PauseState): void {
  explainIdleQuestions(c);
  for (const pause of state.late) {
    c.explain.say(
      `The question of ${inWords(pause.from)} came after the period had ended: it moves nothing`,
      pause.rule.source,
    );
  }
  if (!state.start.equals(c.receivedOn)) explainStart(c, state.start);
}

/** Explains once the questions of the case that do not move the clock under this law. */
function explainIdleQuestions(c: Counting): void {
  const moving = c.regime.pauses.filter(
    (rule) => rule.appliesTo === 'all' || rule.appliesTo.includes(c.request.requestType),
  );
  const idle = c.request.events.find(
    ({ type }) => type.endsWith('_requested') && !moving.some((rule) => rule.requested === type),
  );
  const words = c.regime.noPause?.words ?? 'For this request the law lets that question move nothing';
  if (idle) c.explain.say(words, c.regime.noPause?.source ?? c.rule.source);
}

function explainStart(c: Counting, start: PlainDate): void {
  const restart = c.regime.pauses.find(
    (rule) => rule.method === 'restart' || rule.method === 'restartAfterDays',
  );
  if (restart)
    c.explain.say(
      `The period starts on ${inWords(start)}, when what was asked for had arrived`,
      restart.source,
    );
}

function explainCount(
  c: Counting,
  respond: PeriodRule,
  counted: { state: PauseState; end: PlainDate },
): void {
  const { state, end } = counted;
  const plain = addPeriod(state.start, respond, c.calendar);
  const clamped =
    respond.unit === 'months' && plain.day < state.start.day
      ? ` (no day ${state.start.day} in that month: its last day)`
      : '';
  c.explain.say(
    `${periodInWords(respond)} after ${state.start} is ${inWords(plain)}${clamped}`,
    respond.source,
    respond.overridden,
  );
  if (respond.note) c.explain.say(respond.note, respond.source);
  const days = daysOut(state.counted, state.start);
  const first = state.counted[0];
  if (first) {
    c.explain.say(countedOut(first, days, plain.add({ days })), first.rule.source);
    c.explain.say(`This holds only if: ${first.rule.conditions.join('; ')}`, first.rule.source);
  }
  if (first && !plain.add({ days }).equals(end))
    c.explain.say(`A fresh period from the answer ends earlier, ${end}: taken`, first.rule.source);
}

function countedOut(pause: Pause, days: number, end: PlainDate): string {
  return pause.rule.method === 'excludeBothDays'
    ? `${days} days from question to answer, both ends included, do not count: ${end}`
    : `${days} days between question and answer are added: ${end}`;
}
