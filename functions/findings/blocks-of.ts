import type { MapGap } from '../domain/data-map';
import { allOf, type DataSubjectRequest, lastOf } from '../domain/data-subject-request';
import type { DeskDeps } from '../domain/desk-deps';
import type { UnmappedField } from '../domain/events';
import { rights } from '../domain/rights';

export type Block =
  | { readonly kind: 'unclassified'; readonly field: UnmappedField }
  | { readonly kind: 'gap'; readonly gap: MapGap };

/** What stands in the way of an approval: fields nobody has classified, and answers that the data map still owes about what was found. */
export function blocksOf(deps: Pick<DeskDeps, 'map'>, request: DataSubjectRequest): Block[] {
  const fields = unclassifiedFields(request).map((field) => ({ kind: 'unclassified' as const, field }));
  return [...fields, ...gapsOf(deps, request).map((gap) => ({ kind: 'gap' as const, gap }))];
}

export function unclassifiedFields(request: DataSubjectRequest): UnmappedField[] {
  const done = new Set(allOf(request.log, 'field-classified').map((e) => fieldKey(e.data)));
  const unmapped = lastOf(request.log, 'manifest-frozen')?.data.unmapped ?? [];
  return unmapped.filter((field) => !done.has(fieldKey(field)));
}

/** Gaps matter where something was found, and only for an answer that must say these things. */
export function gapsOf(deps: Pick<DeskDeps, 'map'>, request: DataSubjectRequest): MapGap[] {
  if (rights[request.right].carriedOut !== 'export') return [];
  const counts = lastOf(request.log, 'manifest-frozen')?.data.stores ?? [];
  const found = new Set(counts.filter((c) => c.rows > 0).map((c) => `${c.storeId}.${c.collection}`));
  return deps.map.gaps.filter(
    (gap) => gap.collection === undefined || found.has(`${gap.storeId ?? ''}.${gap.collection}`),
  );
}

function fieldKey({ storeId, collection, field }: UnmappedField): string {
  return JSON.stringify([storeId, collection, field]);
}
