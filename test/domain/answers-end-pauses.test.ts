import { Temporal } from 'temporal-polyfill';
import { dueDates } from '../../functions/domain/due-dates';
import { aBook, aDesk } from '../builders/a-desk';
import { anEvent, aRequest, type Step } from './a-log';

/**
 * Staff and the requester in random orders: doubts, questions, answers on the page, letters that are recorded
 * days later. An independent reference implementation counts day by day; in every order, the desk's date is
 * between the one without any question and the one that the reference allows.
 */

const RECEIVED = Temporal.PlainDate.from('2026-03-02');
const book = aBook(
  aDesk({ laws: ['eu-gdpr', 'uk-gdpr'].map((regime) => ({ regime, applies: 'binds', because: 'x' })) }),
);
const holidays = book.calendars['DE-BE']?.holidays ?? {};

/** Days after receipt. `reached`: when the answer came; `noted`: when staff recorded or settled it. */
interface Wait {
  readonly kind: 'doubt' | 'question';
  readonly asked: number;
  readonly reached: number;
  readonly noted: number;
  readonly by: 'page' | 'page-then-settled' | 'letter' | 'settled';
}

function randomOf(seed: number) {
  let state = seed;
  return (from: number, to: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return from + (state % (to - from + 1));
  };
}

function waitsOf(seed: number): Wait[] {
  const pick = randomOf(seed * 7919 + 17);
  const waits: Wait[] = [];
  let day = pick(0, 20);
  for (let n = pick(1, 3); n > 0; n -= 1) {
    const kind = pick(0, 2) > 0 ? 'doubt' : 'question';
    const reached = day + pick(0, 15);
    const noted = reached + pick(0, 25);
    const ways =
      kind === 'doubt'
        ? (['page-then-settled', 'letter', 'settled'] as const)
        : (['page', 'letter'] as const);
    const by = ways[pick(0, ways.length - 1)] ?? 'letter';
    waits.push({ kind, asked: day, reached, noted, by });
    day = noted + pick(0, 12);
  }
  return waits;
}

const dayOf = (days: number) => RECEIVED.add({ days }).toString();
const noon = (days: number) => `${dayOf(days)}T11:00:00.000Z`;
const at = (days: number, ...event: Parameters<typeof anEvent>) => ({
  event: anEvent(...event),
  at: noon(days),
});

/** The log of these waits. */
function logOf(waits: readonly Wait[]): Step[] {
  let doubts = 0;
  return waits.flatMap((wait, n): Step[] => {
    if (wait.kind === 'question') {
      const questionId = `question-${n}`;
      const letter = { questionId, staffId: 'alma', reachedOn: dayOf(wait.reached) };
      return [
        at(wait.asked, 'question-asked', { questionId, pauses: true }),
        wait.by === 'page'
          ? at(wait.reached, 'question-answered', { questionId })
          : at(wait.noted, 'question-answered', letter),
      ];
    }
    doubts += 1;
    const answer = at(wait.reached, 'question-answered', { questionId: `doubt-${doubts}` });
    const letter = wait.by === 'letter' ? { staffId: 'alma', reachedOn: dayOf(wait.reached) } : {};
    return [
      at(wait.asked, 'identity-doubted'),
      ...(wait.by === 'page-then-settled' ? [answer] : []),
      at(wait.noted, 'identity-doubt-settled', letter),
    ];
  });
}

/** When the information had arrived: never, where staff settled the doubt by themselves. */
const endOf = (wait: Wait) => (wait.by === 'settled' ? wait.noted : wait.reached);

function worked(day: Temporal.PlainDate): Temporal.PlainDate {
  return day.dayOfWeek > 5 || holidays[day.toString()] ? worked(day.add({ days: 1 })) : day;
}

/**
 * Counts the days after `start` on which the clock is paused: those after the question and up to the answer,
 * or both days as well.
 */
function standing(waits: readonly Wait[], start: Temporal.PlainDate, both: boolean): number {
  const days = new Set<string>();
  for (const wait of waits) {
    for (let day = wait.asked + (both ? 0 : 1); day <= endOf(wait); day += 1) {
      if (Temporal.PlainDate.compare(RECEIVED.add({ days: day }), start) > 0) days.add(dayOf(day));
    }
  }
  return days.size;
}

/**
 * The last lawful day: in the United Kingdom a month from when the last doubt was answered, without the days
 * of a question; in the Union the earlier of two readings.
 */
function judge(regime: string, waits: readonly Wait[]): string {
  const counted: Wait[] = [];
  const last = () => {
    const doubts = counted.filter(({ kind }) => kind === 'doubt');
    const questions = counted.filter(({ kind }) => kind === 'question');
    const answered = RECEIVED.add({ days: Math.max(0, ...doubts.map(endOf)) });
    if (regime === 'uk-gdpr')
      return worked(answered.add({ months: 1 }).add({ days: standing(questions, answered, true) }));
    const suspended = RECEIVED.add({ months: 1 }).add({ days: standing(counted, RECEIVED, false) });
    const afresh = answered.add({ months: 1 }).add({ days: standing(questions, answered, false) });
    const isFirst = doubts.length === 0 || Temporal.PlainDate.compare(suspended, afresh) < 0;
    return worked(isFirst ? suspended : afresh);
  };
  for (const wait of waits)
    if (Temporal.PlainDate.compare(RECEIVED.add({ days: wait.asked }), last()) <= 0) counted.push(wait);
  return last().toString();
}

const seeds = Array.from({ length: 400 }, (_, n) => n);

describe.each(['uk-gdpr', 'eu-gdpr'])('random questions and answers under %s', (regime) => {
  const latest = (waits: readonly Wait[]) => {
    const receipt = anEvent('received', { right: 'access', regimes: [regime] });
    return dueDates(aRequest(receipt, ...logOf(waits)), book).latest;
  };

  it('never give a date later than the law does, nor earlier than without them', () => {
    const wrong = seeds.flatMap((seed) => {
      const waits = waitsOf(seed);
      const [date, most] = [latest(waits), judge(regime, waits)];
      return date <= most && date >= '2026-04-02' ? [] : [{ seed, date, most, waits }];
    });

    expect(wrong).toEqual([]);
  });

  it('give a date that does not move when staff look at an answer later', () => {
    const moved = seeds.filter((seed) => {
      const [first] = waitsOf(seed);
      if (!first || first.by === 'settled') return false;
      const alone = [first];
      const later = [{ ...first, noted: first.noted + 40 }];
      return latest(alone) !== latest(later);
    });

    expect(moved).toEqual([]);
  });
});
