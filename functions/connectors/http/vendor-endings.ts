import type { Ending } from '../../domain/ending';
import type { EraseInstruction } from '../../domain/erase-instruction';
import type { LocatedRow } from '../../domain/finding';
import { StoreRefusedError } from '../connector';
import { fieldText } from '../exact-json';
import { atPath } from './at-path';
import type { VendorEnding } from './vendor';
import { vendorRows } from './vendor-pages';
import type { VendorRecord } from './vendor-record';
import { isGone, type VendorRow } from './vendor-row';
import type { VendorSession } from './vendor-session';

/** More than this hangs on no ordinary customer, and nobody would read it before a tick. */
const MOST = 100;

/**
 * What an erasure of the row would end besides, such as a running subscription.
 *
 * @returns `unclear` where there is more than staff could look through, or one that has no name of its own
 */
async function endingsOf(session: VendorSession, record: VendorRecord): Promise<Ending[] | 'unclear'> {
  const found: Ending[] = [];
  const lists = record.endpoint.erase?.alsoEnds ?? [];
  for (const ending of lists) {
    for await (const one of runningIn(session, record, ending)) {
      const id = fieldText(atPath(one, ending.key));
      if (id === undefined || found.length >= MOST) return 'unclear';
      found.push(asEnding(ending, lists.length > 1 ? idInList(ending, id) : id, one));
    }
  }
  return found;
}

/** A vendor may number its lists alike: order 7 is not subscription 7. */
function idInList({ what }: VendorEnding, id: string): string {
  return JSON.stringify([what, id]);
}

async function* runningIn(
  session: VendorSession,
  { collection, key }: VendorRecord,
  {
    rowsAt,
    paging,
    overWhen,
    what: _what,
    several: _several,
    key: _key,
    shows: _shows,
    ...call
  }: VendorEnding,
): AsyncIterable<VendorRow> {
  const list = { call, rowsAt, lift: [], collection: collection.name, values: key };
  const paged = paging === undefined ? list : { ...list, paging };
  for await (const one of vendorRows(session, paged)) if (!isGone(overWhen, one)) yield one;
}

function asEnding({ what, several, shows }: VendorEnding, id: string, row: VendorRow): Ending {
  const shown = shows.flatMap((field) => fieldText(atPath(row, field)) ?? []);
  return {
    ...{ what, id },
    ...(several === undefined ? {} : { several }),
    ...(shown.length > 0 ? { shown: shown.join(', ').slice(0, LONGEST) } : {}),
  };
}

/** Characters of what staff see of one ending. */
const LONGEST = 200;

/** A row whose erasure would end more waits for staff, with all that would end. */
export async function heldByEndings(
  session: VendorSession,
  record: VendorRecord,
): Promise<Pick<LocatedRow, 'heldBy' | 'ends'>> {
  const mayEnd = ['erase', 'as-parent', 'retain'].includes(record.collection.onErasure.action);
  const ends = mayEnd ? await endingsOf(session, record) : [];
  if (ends === 'unclear') return { heldBy: 'ends-more' };
  return ends.length === 0 ? {} : { heldBy: 'ends-more', ends };
}

/** Ids of what staff said may end with this row. */
export function approvedEndings(
  { collection, key }: VendorRecord,
  { mayEnd = [] }: Pick<EraseInstruction, 'mayEnd'>,
): ReadonlySet<string> {
  const isOfRow = (one: { readonly key: VendorRecord['key'] }) =>
    collection.primaryKey.every((field) => one.key[field] === key[field]);
  return new Set(mayEnd.filter(isOfRow).flatMap(({ ids }) => ids));
}

/**
 * Asked right before the call that erases: something may have begun to run since staff decided.
 *
 * @param approved ids of what staff said may end with it
 * @throws StoreRefusedError where anything else would end
 */
export async function refuseMore(
  session: VendorSession,
  record: VendorRecord,
  approved: ReadonlySet<string>,
): Promise<void> {
  const ends = await endingsOf(session, record);
  if (ends !== 'unclear' && ends.every(({ id }) => approved.has(id))) return;
  throw new StoreRefusedError('the erasure would also end what still runs at the vendor', {
    collection: record.collection.name,
    code: 'ends-more',
  });
}
