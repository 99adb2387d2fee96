import { accountedFor, type ErasureLedger, NOTHING_ERASED } from './erasure-ledger';
import type { ErasedCount } from './event-facts';
import type { EventData } from './events';

/** Rows of a collection that are gone, or no longer name the person. */
export interface DoneNow {
  readonly erased: number;
  readonly anonymised: number;
}

type Settled = Pick<EventData['erasure-acknowledged'], 'call' | 'collections'>;

/**
 * What unanswered calls did, from what the desk finds done now: rows that were there before such a call, and
 * that no answer accounts for. Never more than the call was about.
 *
 * @param doneNow - by collection, without what somebody else is known to have erased
 */
export function settledCalls(ledger: ErasureLedger, doneNow: ReadonlyMap<string, DoneNow>): Settled[] {
  const free = new Map([...doneNow].map(([name, now]) => [name, ledgerLess(ledger, name, now)]));
  return ledger.unanswered.map(({ call, collections, gone = [] }) => {
    const asked = collections ?? [...doneNow.keys()].map((collection) => ({ collection, rows: Infinity }));
    const counts = asked.map(({ collection, rows }) => {
      const before = collections ? 0 : (gone.find((g) => g.collection === collection)?.rows ?? 0);
      const left = free.get(collection) ?? { erased: 0, anonymised: 0 };
      const erased = Math.min(rows, Math.max(0, left.erased - before));
      const anonymised = Math.min(rows - erased, left.anonymised);
      free.set(collection, { erased: left.erased - erased, anonymised: left.anonymised - anonymised });
      return { ...NOTHING_ERASED, collection, erased, anonymised } satisfies ErasedCount;
    });
    return { call, collections: counts };
  });
}

function ledgerLess(ledger: ErasureLedger, collection: string, now: DoneNow): DoneNow {
  const known = ledger.done.get(collection) ?? NOTHING_ERASED;
  const rest = Math.max(0, now.erased + now.anonymised - accountedFor(ledger, collection));
  const erased = Math.min(rest, Math.max(0, now.erased - known.erased));
  return { erased, anonymised: rest - erased };
}
