import { contestedOpen } from '../domain/contested-rows';
import type { MapGap } from '../domain/data-map';
import { allOf, type DataSubjectRequest, lastOf } from '../domain/data-subject-request';
import type { DeskDeps } from '../domain/desk-deps';
import type { ContestedCount, UnmappedField, UnreadCount } from '../domain/events';
import { unreadOpen } from '../domain/open-work';
import { rights } from '../domain/rights';

export type Block =
  | { readonly kind: 'unclassified'; readonly field: UnmappedField }
  | { readonly kind: 'gap'; readonly gap: MapGap }
  | { readonly kind: 'unread'; readonly unread: UnreadCount }
  | { readonly kind: 'contested'; readonly contested: ContestedCount };

/**
 * What stands in the way of an approval: fields nobody has classified, answers that the data map still owes
 * about what was found, places that nobody could read. What
 * nobody has decided in one collection keeps no erasure from the rest: see `undecided.ts`.
 */
export function blocksOf(deps: Pick<DeskDeps, 'map'>, request: DataSubjectRequest): Block[] {
  return [
    ...unclassifiedFields(request).map((field) => ({ kind: 'unclassified' as const, field })),
    ...gapsOf(deps, request).map((gap) => ({ kind: 'gap' as const, gap })),
    ...unreadOpen(request).map((unread) => ({ kind: 'unread' as const, unread })),
    ...contestedOpen(request).map((contested) => ({ kind: 'contested' as const, contested })),
  ];
}

export function unclassifiedFields(request: DataSubjectRequest): UnmappedField[] {
  // Nothing leaves the house by a correction, and it writes nothing that the map does not name.
  if (rights[request.right].carriedOut === 'correction') return [];
  const done = new Set(allOf(request.log, 'field-classified').map((e) => fieldKey(e.data)));
  const unmapped = lastOf(request.log, 'manifest-frozen')?.data.unmapped ?? [];
  return unmapped.filter((field) => !done.has(fieldKey(field)));
}

/**
 * Gaps that keep all of it from being approved. For a copy they matter where something was found; for an
 * erasure only those that are about no single collection.
 */
export function gapsOf(deps: Pick<DeskDeps, 'map'>, request: DataSubjectRequest): MapGap[] {
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
