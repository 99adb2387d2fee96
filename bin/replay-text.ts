import type { Replayed } from '../functions/casework/replay/replay-erasures';
import type { LeftBecause } from '../functions/domain/event-facts';

const because: Readonly<Record<LeftBecause, string>> = {
  'other-row': 'same key, other content: the person may have come back as a customer',
  'not-comparable': 'nothing was kept of the erased row, so it cannot be compared',
  submitted: 'which the store was asked to erase and erases later: look whether they go',
  'new-account':
    'an account under the same address or number is new since the erasure: find out whose the rows are',
  'by-person': 'somebody finished this erasure by hand, and may have left it on purpose',
  'not-erased-then': 'belongs to this person, but was not among what was erased: it came later',
};

/** What was done in one store for one request, line by line; empty where nothing had come back. */
export function replayLines({ requestId, storeId, rows, left, fault }: Replayed): string[] {
  const about = `${requestId}  ${storeId}`;
  return [
    ...(fault ? [`${about}  NOT DONE: the store answered ${fault}. Run this again once that is fixed.`] : []),
    ...(rows > 0 ? [`${about}  ${rows} rows erased again`] : []),
    ...left.map((one) => `${about}  ${one.collection}: ${one.rows} left for staff. ${because[one.because]}`),
  ];
}

/** The totals at the end of the list. */
export function summaryLine(all: readonly Replayed[]): string[] {
  const erased = all.reduce((sum, { rows }) => sum + Math.max(0, rows), 0);
  const left = all.flatMap((one) => one.left).reduce((sum, { rows }) => sum + rows, 0);
  const unreadable = all.filter(({ rows }) => rows < 0).length;
  return [
    `${erased} rows had come back and are gone again.`,
    ...(left > 0 ? [`${left} rows were left alone: look at them, and erase by hand what may go.`] : []),
    ...(unreadable > 0
      ? [`${unreadable} erasures can no longer be replayed: their keys were destroyed.`]
      : []),
  ];
}
