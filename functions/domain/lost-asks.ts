import type { DataSubjectRequest } from './data-subject-request';
import type { CollectionCount } from './event-facts';
import { allOf } from './log-entries';
import { settlementIn } from './settlements';

/** A call, or a part of one, by which a vendor was told to erase, and whose answer never came. */
export interface LostAsk {
  /** Instant. */
  readonly at: string;
  readonly collections: readonly CollectionCount[];
  /** Sealed object that names the rows. */
  readonly object: string;
}

/**
 * Calls to a vendor that were not answered, in all manifests. What was found gone afterwards says nothing
 * about the rest: a vendor that erases later may have taken the order for it.
 */
export function lostAsks(request: DataSubjectRequest, storeId: string): LostAsk[] {
  const { log } = request;
  const ended = settlementIn(request, storeId)?.ended?.seq ?? 0;
  const answers = allOf(log, 'erasure-acknowledged').filter(({ data }) => data.storeId === storeId);
  const answered = new Set(answers.filter(({ data }) => data.by === 'answer').map(({ data }) => data.call));
  const whole = allOf(log, 'erasure-begun').flatMap(({ at, seq, data }) => {
    const { call = '', asked: object, collections = [] } = data;
    const isOpen = data.storeId === storeId && object !== undefined && !answered.has(call) && seq > ended;
    return isOpen && object !== undefined ? [{ at, collections, object }] : [];
  });
  const parts = answers.flatMap(({ at, seq, data: { lost } }) =>
    lost && seq > ended ? [{ at, ...lost }] : [],
  );
  return [...whole, ...parts];
}
