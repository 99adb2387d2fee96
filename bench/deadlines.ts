import { performance } from 'node:perf_hooks';
import { lawsFor } from '../functions/config/laws/law-library';
import { deadlines } from '../functions/domain/deadlines/deadline';
import { workedCases } from '../test/domain/deadlines/worked-cases';

/**
 * One measurement: how many calls per second the engine makes over the worked cases, explanations included.
 */
export interface DeadlinesBench {
  calls: number;
  seconds: number;
  callsPerSecond: number;
}

/** Runs the worked cases repeatedly for about `seconds`, after a warm-up of one round. */
export function benchDeadlines(seconds = 2): DeadlinesBench {
  const regimes = [...new Set(workedCases.map((c) => c.regime))];
  const places = [...new Set(workedCases.flatMap((c) => c.place ?? []))];
  const book = lawsFor(regimes, places);
  const round = () => {
    for (const worked of workedCases) deadlines(worked, book);
  };
  round();
  const start = performance.now();
  let rounds = 0;
  while (performance.now() - start < seconds * 1000) {
    round();
    rounds += 1;
  }
  const took = (performance.now() - start) / 1000;
  const calls = rounds * workedCases.length;
  return { calls, seconds: took, callsPerSecond: Math.round(calls / took) };
}

if (require.main === module) {
  const { calls, seconds, callsPerSecond } = benchDeadlines();
  process.stdout.write(
    `deadlines: ${calls} calls in ${seconds.toFixed(2)} s, ${callsPerSecond} calls a second\n`,
  );
}
