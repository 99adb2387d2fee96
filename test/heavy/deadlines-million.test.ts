import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { bothWays } from '../domain/deadlines/both-ways';
import { deadlineCase } from '../domain/deadlines/random-cases';

/**
 * A million random cases through two implementations. Takes minutes, so it is not part of `npm test`: `npx
 * jest test/heavy/deadlines-million --testPathIgnorePatterns /node_modules/`; DEADLINE_CASES takes fewer, in
 * steps of 50,000.
 */
const CASES = Number(process.env.DEADLINE_CASES ?? 1_000_000);
const CHUNK = 50_000;

describe('a walk through the days one by one', () => {
  it.each(Array.from({ length: CASES / CHUNK }, (_, i) => i + 1))(
    `gives the engine's dates for chunk %i of ${CHUNK} random cases`,
    (seed) => {
      fc.assert(
        fc.property(deadlineCase, (request) => {
          const [engine, walker] = bothWays(request);

          if (!isDeepStrictEqual(engine, walker)) expect(engine).toEqual(walker);
        }),
        { numRuns: CHUNK, seed },
      );
    },
    600_000,
  );
});
