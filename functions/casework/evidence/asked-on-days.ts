import { civilDateOf } from '../../domain/civil-time';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import { allOf } from '../../domain/log-entries';
import { lostAsks } from '../../domain/lost-asks';
import type { ManifestRow } from '../../domain/manifest';
import { readStored } from '../../domain/read-stored';
import { rowKey } from '../../domain/row-key';
import { submittedOrders } from '../../domain/submitted-rows';
import { AskedRows, OrderedRows } from './stored-shapes';

/** Records for which a vendor was told to erase on one day. */
export interface AskedOn {
  /** Plain date. */
  readonly on: string;
  readonly records: number;
  /** The vendor took the order, and erases them by this day (plain date). Absent: its answer was lost. */
  readonly settlesBy?: string;
}

/** When a row was asked for: see {@link AskedOn}. */
type Asked = Omit<AskedOn, 'records'>;

/** For each row that a store was told to erase and that has not ended, when, by {@link rowKey}. */
export async function daysAsked(
  { objects }: Pick<DeskDeps, 'objects'>,
  request: DataSubjectRequest,
  storeId: string,
): Promise<ReadonlyMap<string, Asked>> {
  const { requestId, received } = request;
  const dayOf = (at: string) => civilDateOf(at, received.zone).toString();
  const days = new Map<string, Asked>();
  for (const { at, object } of lostAsks(request, storeId))
    for (const row of readStored('asked rows', AskedRows, await objects.get(requestId, object)))
      days.set(rowKey(row), { on: dayOf(at) });
  const { named = [] } = submittedOrders(request, storeId) ?? {};
  for (const { at, data } of allOf(request.log, 'erasure-acknowledged')) {
    const { ordered, settlesBy } = data;
    if (ordered === undefined || settlesBy === undefined || !named.includes(ordered)) continue;
    for (const row of readStored('ordered rows', OrderedRows, await objects.get(requestId, ordered)))
      days.set(rowKey(row), { on: dayOf(at), settlesBy });
  }
  return days;
}

/** How many of these rows were asked for on which day. */
export function askedOnDays(rows: Iterable<ManifestRow>, days: ReadonlyMap<string, Asked>): AskedOn[] {
  const groups = new Map<string, AskedOn>();
  for (const row of rows) {
    const asked = days.get(rowKey(row));
    if (!asked) continue;
    const key = JSON.stringify(asked);
    groups.set(key, { ...asked, records: (groups.get(key)?.records ?? 0) + 1 });
  }
  return [...groups.values()];
}
