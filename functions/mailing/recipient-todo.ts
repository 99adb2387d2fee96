import type { Right } from '../domain/rights';

/** What a recipient of the data is to do, as a clause. */
export function recipientTodo(right: Right): string {
  if (right === 'erasure') return 'erase their data';
  if (right === 'rectification') return 'correct their data as the page says';
  return right === 'opt-out-of-sale'
    ? 'stop selling and sharing their data'
    : 'stop using their data for marketing';
}
