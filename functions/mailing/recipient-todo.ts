import type { Right } from '../domain/rights';

/** What a recipient of the data is to do, as a clause. */
export function recipientTodo(right: Right): string {
  if (right === 'erasure') return 'erase their data';
  if (right === 'opt-out-of-profiling' || right === 'admt-opt-out')
    return 'stop profiling them, and deciding about them by machine';
  return right === 'opt-out-of-sale'
    ? 'stop selling and sharing their data'
    : 'stop using their data for marketing';
}
