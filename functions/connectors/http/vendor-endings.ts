import type { LocatedRow } from '../../domain/finding';
import { vendorRows } from './vendor-pages';
import type { VendorRecord } from './vendor-record';
import type { VendorRow } from './vendor-row';
import type { VendorSession } from './vendor-session';

/**
 * What still runs at the vendor and would end with an erasure, such as a subscription: in words of its file;
 * undefined when nothing does.
 */
export async function runningEnding(
  session: VendorSession,
  { collection, endpoint, key }: VendorRecord,
): Promise<string | undefined> {
  for (const { what, rowsAt, ...call } of endpoint.erase?.alsoEnds ?? []) {
    const list = { call, rowsAt, lift: [], collection: collection.name, values: key };
    for await (const _one of vendorRows(session, list)) return what;
  }
  return undefined;
}

/** A row whose erasure would end more waits for staff. */
export async function heldByEndings(
  session: VendorSession,
  record: VendorRecord & { readonly row: VendorRow },
): Promise<Pick<LocatedRow, 'heldBy'>> {
  const mayEnd = ['erase', 'as-parent', 'retain'].includes(record.collection.onErasure.action);
  if (!mayEnd || (await runningEnding(session, record)) === undefined) return {};
  return { heldBy: 'ends-more' };
}
