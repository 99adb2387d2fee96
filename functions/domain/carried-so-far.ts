import { isCorrected, mayBeCorrected } from './begun-correction';
import type { DataSubjectRequest } from './data-subject-request';
import { erasureLedger } from './erasure-ledger';
import type { ErasedCount } from './event-facts';
import { manualErasures } from './hosted-stores';
import { allOf } from './log-entries';
import { lostAsks } from './lost-asks';

/**
 * How far the log shows a correction or an erasure to have gone. `something`: a store or its owner confirmed
 * a change or an erasure, or took the order for one. `perhaps`: a store was told to, and the result is
 * unknown. `nothing`: no store was told to, or each said that it changed nothing.
 */
export type CarriedSoFar = 'nothing' | 'perhaps' | 'something';

export function carriedSoFar(request: DataSubjectRequest): CarriedSoFar {
  if (isCorrected(request) || isErased(request)) return 'something';
  return mayBeCorrected(request) || mayBeErased(request) ? 'perhaps' : 'nothing';
}

function isErased(request: DataSubjectRequest): boolean {
  const rounds = allOf(request.log, 'store-erased').map(({ data }) => data);
  const calls = allOf(request.log, 'erasure-acknowledged').flatMap(({ data }) => data.collections);
  const isByHand = manualErasures(request).some(({ answer }) => answer === 'done');
  return isByHand || [...rounds, ...calls].some(removes);
}

function removes({
  erased,
  anonymised,
  submitted = 0,
}: Pick<ErasedCount, 'erased' | 'anonymised' | 'submitted'>): boolean {
  return erased + anonymised + submitted > 0;
}

function mayBeErased(request: DataSubjectRequest): boolean {
  const stores = new Set(allOf(request.log, 'erasure-begun').map(({ data }) => data.storeId));
  return [...stores].some(
    (storeId) =>
      erasureLedger(request, storeId).unanswered.length > 0 || lostAsks(request, storeId).length > 0,
  );
}
