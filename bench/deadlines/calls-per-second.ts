import { performance } from 'node:perf_hooks';

/** Calls between two looks at the clock. */
const BETWEEN = 100;

/** Calls a function again and again for about so many seconds. Returns how often in one second. */
export function callsPerSecond(call: (n: number) => unknown, seconds: number): number {
  const began = performance.now();
  let calls = 0;
  do {
    for (const until = calls + BETWEEN; calls < until; calls += 1) call(calls);
  } while (performance.now() - began < seconds * 1_000);
  return (calls / (performance.now() - began)) * 1_000;
}
