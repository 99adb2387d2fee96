import { Temporal } from 'temporal-polyfill';
import { lawsFor } from '../../functions/config/laws/law-library';
import { deadlines } from '../../functions/domain/deadlines/deadline';
import { workedCases } from '../../test/domain/deadlines/worked-cases';
import { type BenchPart, type Figure, figureOf, OURS, ratioGate } from '../machinery/bench-part';
import { interleave } from '../machinery/interleave';
import { callsPerSecond } from './calls-per-second';

const PLAIN = 'a month on, by Temporal';
const UTC = 'a month on, by Date.UTC';

export const deadlinesPart: BenchPart = {
  name: 'deadlines',
  asks: 'How many deadlines are computed in a second?',
  run: async ({ sizes, random, say }) => {
    say(`deadlines of ${workedCases.length} worked cases, again and again`);
    const book = lawsFor(
      [...new Set(workedCases.map((c) => c.regime))],
      [...new Set(workedCases.flatMap((c) => c.place ?? []))],
    );
    const per = (call: (n: number) => unknown) => async () => callsPerSecond(call, sizes.deadlineSeconds);
    const measured = await interleave(
      {
        [OURS]: per((n) => {
          const worked = workedCases[n % workedCases.length];
          return worked && deadlines(worked, book);
        }),
        [PLAIN]: per((n) =>
          Temporal.PlainDate.from('2026-01-31')
            .add({ months: 1 + (n % 12) })
            .toString(),
        ),
        [UTC]: per((n) => new Date(Date.UTC(2026, n % 12, 28)).toISOString()),
      },
      { random, rounds: sizes.slowRounds },
    );
    const figure: Figure = { ...figureOf('deadlines', 'calls a second', measured), better: 'more' };
    return { figures: [figure], gates: [ratioGate(figure, PLAIN, { goal: 20, held: 60 })], notes: [NOTE] };
  },
};

const NOTE =
  'Not like for like: one of our calls applies a whole law to a case (zone, pauses, extension, the roll over weekends and holidays) and explains each step; the others add a month to a date.';
