import { contestedOpen } from '../../domain/contested-rows';
import type { MapGap } from '../../domain/data-map';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import type { ContestedCount, UnmappedField, UnreadCount } from '../../domain/event-facts';
import { allOf, lastOf } from '../../domain/log-entries';
import { unreadOpen } from '../../domain/open-work';
import { rights } from '../../domain/rights';

export type ApprovalBlocker =
  | { readonly kind: 'unclassified'; readonly field: UnmappedField }
  | { readonly kind: 'gap'; readonly gap: MapGap }
  | { readonly kind: 'unread'; readonly unread: UnreadCount }
  | { readonly kind: 'contested'; readonly contested: ContestedCount };

/**
 * What blocks an approval: fields that nobody has classified, questions about the found data that the map
 * leaves open, and places that nobody could read. Undecided rows of one collection do not keep the rest from
 * being erased: see `undecided.ts`.
 */
export function approvalBlockers(
  deps: Pick<DeskDeps, 'map'>,
  request: DataSubjectRequest,
): ApprovalBlocker[] {
  return [
    ...unclassifiedFields(request).map((field) => ({ kind: 'unclassified' as const, field })),
    ...blockingGaps(deps, request).map((gap) => ({ kind: 'gap' as const, gap })),
    ...unreadOpen(request).map((unread) => ({ kind: 'unread' as const, unread })),
    ...contestedOpen(request).map((contested) => ({ kind: 'contested' as const, contested })),
  ];
}

export function unclassifiedFields(request: DataSubjectRequest): UnmappedField[] {
  // A correction gives nothing out, and writes only fields that the map names.
  if (rights[request.right].carriedOut === 'correction') return [];
  const done = new Set(allOf(request.log, 'field-classified').map((e) => fieldKey(e.data)));
  const unmapped = lastOf(request.log, 'manifest-frozen')?.data.unmapped ?? [];
  return unmapped.filter((field) => !done.has(fieldKey(field)));
}

/**
 * Gaps that block the whole approval. For a copy they matter where something was found; for an erasure only
 * those that are not about a single collection.
 */
export function blockingGaps(deps: Pick<DeskDeps, 'map'>, request: DataSubjectRequest): MapGap[] {
  const { carriedOut } = rights[request.right];
  if (carriedOut === 'erasure') return deps.map.gaps.filter((gap) => concernsErasure(gap) && !gap.collection);
  if (carriedOut !== 'export') return [];
  const frozen = lastOf(request.log, 'manifest-frozen')?.data;
  const counts = frozen?.stores ?? [];
  const found = new Set(counts.filter((c) => c.rows > 0).map((c) => `${c.storeId}.${c.collection}`));
  const gaps = deps.map.gaps.filter(
    (gap) =>
      gap.concerns !== 'erasure' &&
      (gap.collection === undefined || found.has(`${gap.storeId ?? ''}.${gap.collection}`)),
  );
  return [...gaps, ...(frozen?.problems ?? [])];
}

function concernsErasure({ concerns }: MapGap): boolean {
  return concerns === 'erasure' || concerns === 'both';
}

function fieldKey({ storeId, collection, field }: UnmappedField): string {
  return JSON.stringify([storeId, collection, field]);
}
