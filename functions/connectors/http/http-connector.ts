import type { StoreMap } from '../../domain/data-map';
import type { DataPoint, Search } from '../../domain/finding';
import type { Connector, MatchAnswer } from '../connector';
import type { Transport } from '../https/https-transport';
import { locateEverything } from '../locate-everything';
import { assertField, mappedCollection } from '../mapped-collection';
import { MAX_MATCHED_ROWS, matchPoints } from '../match-points';
import { correctRows } from './http-correct';
import { eraseRows } from './http-erase';
import { describeVendor, examineVendor } from './http-examine';
import { exportRows, recordOf } from './http-export';
import { locateRows, type VendorStore } from './http-locate';
import { optOutRows } from './http-opt-out';
import type { Stopwatch } from './pacer';
import type { Vendor } from './vendor';
import { getVendorRow } from './vendor-record';
import { comparedText, type VendorRow } from './vendor-row';
import { VendorSession } from './vendor-session';

/**
 * A vendor over HTTPS, as its file describes it. Rows are found by the calls of that file and compared with
 * what was asked for, changed one by one, and only after the vendor has shown them.
 *
 * @param secrets by the names that the file gives them
 */
export function createHttpConnector({
  store,
  vendor,
  secrets,
  transport,
  stopwatch,
}: {
  store: StoreMap;
  vendor: Vendor;
  secrets: Readonly<Record<string, string>>;
  transport: Transport;
  stopwatch?: Stopwatch;
}): Connector {
  const session = new VendorSession(vendor, secrets, transport, stopwatch);
  const vendorStore: VendorStore = { session, store };
  /** For a new piece of work: what a list of names said in an earlier one may be out of date. */
  const anew = () => {
    session.forgetLists();
    return vendorStore;
  };
  const probe = async () => {
    await session.call(vendor.test, { values: {} });
  };
  const sureOf = (searches: readonly Search[], cursor?: string) =>
    locateRows(vendorStore, { searches, cursor, sure: true });
  return {
    probe,
    account: () => session.account(),
    describe: () => describeVendor(vendorStore),
    examine: () => examineVendor(vendorStore),
    rehearse: async () => ({ outcome: 'not-tried', reason: 'unsupported' }),
    match: (search, points) => matchRows(anew(), search, points),
    locate: (searches, cursor) =>
      locateRows(cursor === undefined ? anew() : vendorStore, { searches, cursor, sure: false }),
    export: (rows) => exportRows(anew(), rows),
    erase: (instructions, bounds) => eraseRows(anew(), instructions, bounds),
    confirmAbsent: async (searches) => {
      anew();
      await probe();
      return locateEverything({ locate: sureOf }, searches);
    },
    correct: (corrections, look) => correctRows(anew(), corrections, look),
    optOut: (searches, right) => optOutRows(anew(), searches, right),
    close: async () => undefined,
  };
}

async function matchRows(
  vendorStore: VendorStore,
  search: Search,
  points: readonly DataPoint[],
): Promise<MatchAnswer> {
  const collection = mappedCollection(vendorStore.store, search.collection);
  for (const { field } of points) assertField(collection, field);
  const locate = (searches: readonly Search[], cursor?: string) =>
    locateRows(vendorStore, { searches, cursor, sure: false });
  const { rows } = await locateEverything({ locate }, [search], MAX_MATCHED_ROWS);
  const texts: Record<string, string>[] = [];
  for (const { key } of rows.slice(0, MAX_MATCHED_ROWS)) {
    const row = await getVendorRow(
      vendorStore.session,
      recordOf(vendorStore, { collection: collection.name, key }),
    );
    if (row !== undefined) texts.push(pointsOf(row, points, collection.name));
  }
  return matchPoints(texts, points);
}

function pointsOf(row: VendorRow, points: readonly DataPoint[], collection: string): Record<string, string> {
  return Object.fromEntries(points.map(({ field }) => [field, comparedText(row, field, collection) ?? '']));
}
