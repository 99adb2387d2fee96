import { type CombSettings, changesSomething } from './comb';
import type { Run } from './sweep';

/** A client gives up after three tries; then its caller must try again. */
const BURST = 5;
const STRIDE = 9;
const BURST_STRIDE = 40;
const CRASH_STRIDE = 30;

/**
 * Combs that together hit each call of a clean run in each mode: an error instead of the effect, an error
 * after it, a lost reply; five failing calls in a row; and a crash after each call that changes something.
 *
 * @param every - one in this many of the bursts and crashes, which take long
 */
export function combsFor(clean: Run, every = 1): readonly CombSettings[] {
  const modes = ['fail-before', 'fail-after', 'drop-answer'] as const;
  const most = Math.ceil(clean.changing / CRASH_STRIDE);
  return [
    ...modes.flatMap((mode) => upTo(STRIDE).map((offset) => ({ mode, stride: STRIDE, offset }))),
    ...upTo(Math.ceil(clean.calls / BURST_STRIDE), every).map((n) => ({
      mode: 'fail-before' as const,
      stride: clean.calls * 10,
      offset: n * BURST_STRIDE,
      length: BURST,
    })),
    ...upTo(CRASH_STRIDE, every).map((offset) => ({
      mode: 'crash-after' as const,
      stride: CRASH_STRIDE,
      offset,
      most,
      among: changesSomething,
    })),
  ];
}

function upTo(end: number, step = 1): number[] {
  return Array.from({ length: Math.ceil(end / step) }, (_, n) => n * step);
}

export function nameOf({ kind, comb, struck }: Run): string {
  return `${kind}, ${comb?.mode ?? 'clean'}${comb?.length ? ' (a burst)' : ''} at ${comb?.offset ?? 0}: ${struck.length} calls struck`;
}
