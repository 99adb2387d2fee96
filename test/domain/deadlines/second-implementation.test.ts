import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { bothWays } from './both-ways';
import { deadlineCase } from './random-cases';
import { workedCases } from './worked-cases';

const COMPARED = 4_000;

describe('walking the days one by one', () => {
  it(`gives the engine's dates for ${COMPARED} random cases of all laws`, () => {
    fc.assert(
      fc.property(deadlineCase, (request) => {
        const [engine, walker] = bothWays(request);

        if (!isDeepStrictEqual(engine, walker)) expect(engine).toEqual(walker);
      }),
      { numRuns: COMPARED, seed: 20261124 },
    );
  });

  it('gives the dates of every worked case [C01]', () => {
    const answers = workedCases.map((worked) => bothWays(worked));

    expect(answers.map(([engine]) => engine)).toEqual(answers.map(([, walker]) => walker));
  });
});
