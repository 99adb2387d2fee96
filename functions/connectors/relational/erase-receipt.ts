import { BlastRadiusError, type EraseBound, type EraseReceipt } from '../connector';
import type { EraseTask } from './erase-task';

type Receipt = EraseReceipt['collections'][number];

/** What became of one instruction's rows. */
export interface EraseOutcomeCounts<P> {
  readonly present: readonly P[];
  readonly changed: number;
  /** Rows that are there and stay: others point at them, or the database did not let them go. */
  readonly kept: number;
  readonly unmoved: number;
}

/** A row that a trigger holds back is neither erased nor absent: the second reading finds it. */
export function receiptOf(
  { instruction, keys }: EraseTask,
  outcome: EraseOutcomeCounts<unknown> | undefined,
): Receipt {
  const { present = [], changed = 0, kept = 0, unmoved = 0 } = outcome ?? {};
  const erased = instruction.action === 'erase';
  return {
    collection: instruction.collection,
    erased: erased ? changed : 0,
    anonymised: erased ? 0 : changed,
    alreadyAbsent: keys.length - present.length + (present.length - kept - unmoved - changed),
    keptShared: kept,
  };
}

/** Throws {@link BlastRadiusError} when more rows changed than were approved in all. */
export function assertBounds(receipts: readonly Receipt[], bounds: readonly EraseBound[]): void {
  for (const { collection, rows } of bounds) {
    const changed = receipts
      .filter((receipt) => receipt.collection === collection)
      .reduce((all, receipt) => all + receipt.erased + receipt.anonymised, 0);
    if (changed > rows)
      throw new BlastRadiusError(
        `${collection}: ${changed} rows would change, ${rows} were approved in all`,
        {
          collection,
          code: 'too-many-rows',
        },
      );
  }
}
