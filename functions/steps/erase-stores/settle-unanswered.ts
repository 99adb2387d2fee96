import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import { erasureLedger } from '../../domain/erasure-ledger';
import { roundBeforeSearch } from '../../domain/erasure-rounds';
import type { ManifestRow } from '../../domain/manifest';
import { isToErase } from '../../domain/manifest-rows';
import type { KeyedRows, Keys } from '../../domain/packed-map';
import { type DoneNow, settledCalls } from '../../domain/unanswered-calls';

type Deps = Pick<DeskDeps, 'register'>;

/** What the look found, by {@link rowKey}. */
export interface Looked {
  readonly approved: KeyedRows<ManifestRow>;
  readonly there: Keys;
  /** Rows that a search still finds unchanged. */
  readonly left: Keys;
  readonly accepted: Keys;
}

/**
 * Records, once and for all, what calls whose answer was lost have done, by what is in the store now.
 *
 * @returns the request with that recorded
 */
export async function settleUnanswered(
  { register }: Deps,
  request: DataSubjectRequest,
  { storeId, round }: { readonly storeId: string; readonly round: number },
  looked: Looked,
): Promise<DataSubjectRequest> {
  let now = request;
  // The rows of this manifest say nothing about calls for an earlier one.
  const ledger = erasureLedger(request, storeId, { after: roundBeforeSearch(request) });
  for (const settled of settledCalls(ledger, doneNow(looked))) {
    now = await register.append(request.requestId, `acknowledge-${settled.call}-${storeId}`, () => ({
      type: 'erasure-acknowledged',
      data: { storeId, round, by: 'look', ...settled },
      actor: { kind: 'desk' },
    }));
  }
  return now;
}

function doneNow({ approved, there, left, accepted }: Looked): Map<string, DoneNow> {
  const counts = new Map<string, DoneNow>();
  for (const [key, row] of approved) {
    if (!isToErase(row) || accepted.has(key)) continue;
    const { erased, anonymised } = counts.get(row.collection) ?? { erased: 0, anonymised: 0 };
    const isBlanked = row.treatment.action === 'anonymise' && !left.has(key);
    const isErased = row.treatment.action === 'erase' && !there.has(key);
    counts.set(row.collection, {
      erased: erased + (isErased ? 1 : 0),
      anonymised: anonymised + (isBlanked ? 1 : 0),
    });
  }
  return counts;
}
