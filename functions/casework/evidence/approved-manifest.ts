import { type DataSubjectRequest, seqOf } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import { wasErasureBegun } from '../../domain/erasure-rounds';
import type { Drift, KeptCount } from '../../domain/event-facts';
import type { RowRef } from '../../domain/finding';
import { allOf, type EventOf } from '../../domain/log-entries';
import type { Manifest, ManifestCollection, ManifestRow, ManifestStore } from '../../domain/manifest';
import { rowCounts } from '../../domain/manifest-rows';
import { KeySet } from '../../domain/packed-map';
import { rowKey } from '../../domain/row-key';
import { allRows, packRows, rowsAs, rowsWhere } from '../../domain/rows';
import { waitsForDecision, withRowsUndecided } from '../../domain/undecided';
import type { HeldRow } from '../../domain/waiting-rows';
import { withAsked } from './asked-rows';
import { type ErasureRecord, erasureRecords } from './erasure-records';
import { frozenManifest } from './stored-findings';

type Deps = Pick<DeskDeps, 'objects' | 'map'>;

/**
 * What was approved: the frozen manifest, with what staff said of everything that has changed since. What a
 * vendor was told before stands whatever they say.
 */
export async function approvedManifest(deps: Deps, request: DataSubjectRequest): Promise<Manifest> {
  const frozen = await frozenManifest(deps, request);
  let manifest = frozen;
  let after = seqOf(request, 'search-renewed');
  for (const { seq, data } of allOf(request.log, 'drift-accepted').filter((e) => e.seq > after)) {
    manifest = await asSaid(deps, request, manifest, { after, before: seq, as: data.as });
    after = seq;
  }
  return withAsked(deps, request, manifest, frozen);
}

/**
 * How many rows would wait for a decision if those that stopped the erasure were left out, along with the
 * rows that depend on them.
 */
export async function countLeftOut(deps: Deps, request: DataSubjectRequest): Promise<KeptCount[]> {
  const before = await approvedManifest(deps, request);
  const after = Math.max(seqOf(request, 'search-renewed'), seqOf(request, 'drift-accepted'));
  const said = { after, before: request.log.length + 1, as: 'leave' } as const;
  const now = await withAsked(deps, request, await asSaid(deps, request, before, said), before);
  return now.stores.flatMap((store) => {
    const waiting = waitingRows(before.stores.find((s) => s.storeId === store.storeId));
    const waited = new KeySet(rowsAs(waiting, rowKey));
    const left = rowsWhere(waitingRows(store), (row) => !waited.has(rowKey(row)));
    return rowCounts(left).map((one) => ({ storeId: store.storeId, ...one }));
  });
}

function waitingRows(store: ManifestStore | undefined): Iterable<ManifestRow> {
  return rowsWhere(allRows(store?.collections ?? []), (row) => waitsForDecision(row.treatment));
}

interface Said {
  readonly after: number;
  readonly before: number;
  readonly as: EventOf<'drift-accepted'>['data']['as'];
}

async function asSaid(
  deps: Deps,
  request: DataSubjectRequest,
  manifest: Manifest,
  said: Said,
): Promise<Manifest> {
  const records = await erasureRecords(deps, request, said);
  const whole = { ...manifest, stores: manifest.stores.map((store) => withAdded(store, records)) };
  const drifts = allOf(request.log, 'erasure-drifted').filter(
    (e) => e.seq > said.after && e.seq < said.before,
  );
  const held = drifts.flatMap(({ data: { storeId, reason } }) => rowsHeld(records, storeId, reason));
  if (said.as === 'leave')
    return withRowsUndecided(whole, deps.map, held, {
      isThere: stillThere(until(request, said.before), records, held),
    });
  return said.as === 'theirs' ? withVouched(whole, held) : whole;
}

function withAdded(store: ManifestStore, records: readonly ErasureRecord[]): ManifestStore {
  const added = records.filter((r) => r.storeId === store.storeId).flatMap((r) => r.added ?? []);
  return { ...store, collections: added.reduce(joined, store.collections) };
}

/** The same row may have been found by several rounds. */
function joined(all: readonly ManifestCollection[], added: ManifestCollection): ManifestCollection[] {
  const same = all.find((c) => c.collection === added.collection);
  if (!same) return [...all, added];
  const known = new KeySet(rowsAs(same.rows, rowKey));
  const rows = rowsWhere(added.rows, (row) => !known.has(rowKey(row)));
  return all.map((c) => (c === same ? { ...c, rows: packRows(allRows([c, { rows }])) } : c));
}

function until(request: DataSubjectRequest, before: number): DataSubjectRequest {
  return { ...request, log: request.log.filter(({ seq }) => seq < before) };
}

/** In a store that had begun to erase, only the rows that its last record names were still there. */
function stillThere(
  request: DataSubjectRequest,
  records: readonly ErasureRecord[],
  held: readonly HeldRow[],
): (storeId: string, row: RowRef) => boolean {
  const last = new Map(records.map((record) => [record.storeId, record]));
  const named = new KeySet(held.map(({ storeId, row }) => placeOf(storeId, row)));
  for (const { storeId, left } of last.values())
    for (const row of allRows(left)) named.add(placeOf(storeId, row));
  return (storeId, row) => !wasErasureBegun(request, storeId) || named.has(placeOf(storeId, row));
}

function placeOf(storeId: string, row: RowRef): string {
  return JSON.stringify([storeId, rowKey(row)]);
}

const because: Partial<Readonly<Record<Drift, string>>> = {
  'new-owner': 'it changed after the approval, and may be somebody else’s by now',
  'came-anew': 'it came back after the erasure, with other content',
  'left-over': 'the store did not let go of it',
  'ends-more': 'erasing it would also end something that began after the approval',
  'now-kept': 'by what it says now, a law keeps it',
};

/** The rows at which an erasure stopped in a store, by its last record. */
function rowsHeld(records: readonly ErasureRecord[], storeId: string, drift: Drift): HeldRow[] {
  const record = records.findLast((r) => r.storeId === storeId);
  const left = drift === 'left-over' ? allRows(record?.left ?? []) : [];
  const stopped = allRows<RowRef>([{ rows: record?.driftRefs ?? [] }, { rows: left }]);
  const held = (rows: Iterable<RowRef>, reason: string) =>
    [...rows].map(({ collection, key }) => ({ storeId, row: { collection, key }, reason }));
  return [
    ...held(stopped, because[drift] ?? 'it changed after the approval'),
    ...held(allRows(record?.added ?? []), 'it came after the approval'),
  ];
}

function withVouched(manifest: Manifest, held: readonly HeldRow[]): Manifest {
  const vouched = new KeySet(held.map(({ storeId, row }) => placeOf(storeId, row)));
  return {
    ...manifest,
    stores: manifest.stores.map((store) => ({
      ...store,
      collections: store.collections.map((c) => ({
        ...c,
        rows: packRows(
          rowsAs(c.rows, (row) =>
            vouched.has(placeOf(store.storeId, row)) ? { ...row, vouched: true as const } : row,
          ),
        ),
      })),
    })),
  };
}
