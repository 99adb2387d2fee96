import { isCutOff, isPartlyCutOff } from './cut-off';
import type { Note, Table, TableMap } from './model';
import type { Random } from './random';
import type { Shop } from './shop';

interface Omission {
  readonly name: string;
  readonly make: () => void;
}

/** In some cases, leaves out what a hasty developer would. Returns the names of what was left out. */
export function omissions(shop: Shop, r: Random, wanted: (name: string) => boolean): string[] {
  const doubts = [
    ...shop.tables.flatMap((table) => (table.doubt ? [`${table.doubt}:${table.name}`] : [])),
    ...shop.tables.flatMap(constants),
    ...shop.tables.filter(followsBlanked).map(({ name }) => `nothing-to-blank:${name}`),
    ...shop.tables.filter(namesTwo).map(({ name }) => `two-identities:${name}`),
  ];
  if (!r.chance(0.3)) return doubts;
  const all = shop.tables.flatMap((table) =>
    table.map && !table.map.skip ? possible(shop, table, table.map) : [],
  );
  const count = r.chance(0.7) ? 1 : 2;
  const chosen = Array.from({ length: Math.min(count, all.length) }, () => r.pick(all));
  const made = [...new Map(chosen.map((one) => [one.name, one])).values()].filter(({ name }) => wanted(name));
  for (const { make } of made) make();
  return [...doubts, ...made.map(({ name }) => name)];
}

/** Blanks with one constant for all rows, which a unique column refuses, or which is one address for many. */
function constants(table: Table): string[] {
  if (table.map?.onErasure?.action !== 'anonymise') return [];
  return Object.entries(table.map.notes).flatMap(([name, { blank, identity }]) => {
    if (typeof blank !== 'string') return [];
    const isUnique = table.columns.find((column) => column.name === name)?.unique;
    if (isUnique) return [`constant-for-a-unique-column:${table.name}`];
    return identity ? [`constant-for-an-identity:${table.name}`] : [];
  });
}

/** Whether the table follows its parent, which is anonymised, without blanks of its own. */
function followsBlanked({ map }: Table): boolean {
  const treatment = map?.onErasure;
  const parent = treatment?.action === 'as-parent' ? treatment.parent.map?.onErasure : undefined;
  const blanks = Object.values(map?.notes ?? {}).filter(({ blank }) => blank !== undefined);
  return parent?.action === 'anonymise' && blanks.length === 0;
}

/** Whether the map does not say which of two addresses in a row may be another person's. */
function namesTwo({ map }: Table): boolean {
  return (
    Object.values(map?.notes ?? {}).filter(({ identity }) => identity !== undefined).length > 1 &&
    !map?.ownRecord
  );
}

function possible(shop: Shop, table: Table, map: TableMap): Omission[] {
  const omission = (kind: string, make: () => void): Omission => ({
    name: `${kind}:${table.name}`,
    make: () => {
      make();
      doubtBelow(shop, table, kind);
      if (kind === 'no-identity' && table === shop.accounts) doubtAll(shop);
    },
  });
  const isAccount = table === shop.accounts;
  return [
    omission('no-on-erasure', () => {
      map.onErasure = undefined;
    }),
    ...(map.owner === 'shared' ? [omission('shared-as-own', () => (map.owner = undefined))] : []),
    ...(isAccount ? [] : [{ name: `table-not-in-the-map:${table.name}`, make: () => leaveOut(shop, table) }]),
    ...(table.key.length > 0 ? [omission('no-key', () => (map.key = []))] : []),
    ...(isAccount ? ownRecordOmission(shop, map) : []),
    omission('wrong-key', () => (map.key = [table.columns.at(1)?.name ?? 'remark'])),
    { name: `column-not-in-the-map:${table.name}`, make: () => (map.unlisted = ['remark']) },
    ...fieldOmissions(table, map, omission),
  ];
}

function ownRecordOmission(shop: Shop, map: TableMap): Omission[] {
  const make = () => {
    delete map.ownRecord;
    doubtAll(shop);
  };
  return [{ name: `no-own-record:${shop.accounts.name}`, make }];
}

/** Marks all tables as in doubt, since without an account no identifier leads to them. */
function doubtAll(shop: Shop): void {
  for (const table of shop.tables) if (table !== shop.accounts) table.doubt ??= 'nothing-learned';
}

/**
 * Removes a table from the map, with every reference to it. What it alone led to is cut off; where another
 * way is left, rows that lack that one cannot be found, nor can it be seen whom they name as well.
 */
function leaveOut(shop: Shop, table: Table): void {
  table.map = undefined;
  table.doubt ??= 'table-not-in-the-map';
  for (const other of shop.tables)
    for (const [column, note] of Object.entries(other.map?.notes ?? {})) {
      if (note.ref?.table !== table) continue;
      if (note.ref.direction !== 'to') other.lostWays.push({ column, to: table });
      delete note.ref;
    }
  for (const other of shop.tables.filter(isCutOff(shop.tables))) other.doubt ??= 'cut-off';
  for (const other of shop.tables.filter(isPartlyCutOff(shop.accounts))) other.doubt ??= 'partly-cut-off';
}

function fieldOmissions(
  table: Table,
  map: TableMap,
  omission: (kind: string, make: () => void) => Omission,
): Omission[] {
  const notes = Object.entries(map.notes);
  const withRef = notes.flatMap(([, note]) => (note.ref ? [note] : []));
  const identities = notes.flatMap(([, note]) => (note.identity ? [note] : []));
  return [
    ...withRef.map((note) => omission('no-direction', () => undirected(note))),
    ...(table.doubt ? [] : identities.map((note) => omission('no-identity', () => delete note.identity))),
  ];
}

function undirected(note: Note): void {
  if (note.ref) note.ref = { ...note.ref, direction: undefined };
}

/** Marks everything that is found through the table as in doubt. */
function doubtBelow(shop: Shop, table: Table, kind: string): void {
  table.doubt ??= kind;
  for (const below of shop.tables) {
    const hangs = Object.values(below.map?.notes ?? {}).some((note) => note.ref?.table === table);
    if (hangs && !below.doubt) doubtBelow(shop, below, `below-${kind.replace('below-', '')}`);
  }
}
