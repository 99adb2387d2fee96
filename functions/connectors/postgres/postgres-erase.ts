import type { StoreMap } from '../../domain/data-map';
import { BlastRadiusError, type EraseInstruction, type EraseReceipt, StoreShapeError } from '../connector';
import { constantBlanks } from '../constant-blanks';
import { distinctKeys, mappedCollection } from '../mapped-collection';
import { type Catalogue, columnOf, quoted, type Table } from './postgres-catalogue';
import { BoundValues, keyEquals, keyTable } from './postgres-condition';
import type { RunSql } from './postgres-session';

export interface EraseContext {
  readonly run: RunSql;
  readonly store: StoreMap;
  readonly catalogue: Catalogue;
}

type Receipt = EraseReceipt['collections'][number];

/** Carries out one instruction inside the caller's transaction. Throws {@link BlastRadiusError} when more rows than approved would change. */
export async function eraseInTable(context: EraseContext, instruction: EraseInstruction): Promise<Receipt> {
  const collection = mappedCollection(context.store, instruction.collection);
  const table = context.catalogue.table(collection);
  const keys = distinctKeys(collection, instruction.keys);
  const present = await lockRows(context.run, table, keys);
  assertWithin(present, instruction);
  const unreferenced = await countUnreferenced(context, table, { keys, instruction });
  const changed = await change(context, table, { keys, instruction });
  assertWithin(changed, instruction);
  const erased = instruction.action === 'erase';
  return {
    collection: collection.name,
    erased: erased ? changed : 0,
    anonymised: erased ? 0 : changed,
    alreadyAbsent: keys.length - present + (unreferenced - changed),
    keptShared: present - unreferenced,
  };
}

function assertWithin(rows: number, instruction: EraseInstruction): void {
  if (rows > instruction.atMost) {
    throw new BlastRadiusError(
      `${instruction.collection}: ${rows} rows would change, ${instruction.atMost} were approved`,
    );
  }
}

interface Target {
  readonly keys: readonly (readonly string[])[];
  readonly instruction: EraseInstruction;
}

async function lockRows(run: RunSql, table: Table, keys: Target['keys']): Promise<number> {
  const bound = new BoundValues();
  const from = `${keyTable(table, keys, bound)} JOIN ${table.name} t ON ${keyEquals(table)}`;
  return (await run(`SELECT 1 FROM ${from} FOR UPDATE OF t`, bound.values)).rows.length;
}

async function countUnreferenced(context: EraseContext, table: Table, target: Target): Promise<number> {
  const bound = new BoundValues();
  const from = `${keyTable(table, target.keys, bound)} JOIN ${table.name} t ON ${keyEquals(table)}`;
  const sql = `SELECT 1 FROM ${from} WHERE ${unreferenced(context, table, target.instruction)}`;
  return (await context.run(sql, bound.values)).rows.length;
}

/** `true` when nothing may hold the row back, else that no row of the collections named points at it. */
function unreferenced(
  { store, catalogue }: EraseContext,
  table: Table,
  instruction: EraseInstruction,
): string {
  const conditions = (instruction.unlessReferencedBy ?? []).map(({ collection, field, ownField }) => {
    const other = catalogue.table(mappedCollection(store, collection));
    const [theirs, own] = [columnOf(other, field), columnOf(table, ownField)];
    const cast = theirs.type === own.type ? '' : '::text';
    return `NOT EXISTS (SELECT 1 FROM ${other.name} r WHERE r.${quoted(field)}${cast} = t.${quoted(ownField)}${cast})`;
  });
  return ['true', ...conditions].join(' AND ');
}

async function change(context: EraseContext, table: Table, target: Target): Promise<number> {
  const bound = new BoundValues();
  const { instruction } = target;
  const blank = constantBlanks(instruction.blank ?? {});
  const keys = keyTable(table, target.keys, bound);
  const rows = `${keyEquals(table)} AND ${unreferenced(context, table, instruction)}`;
  const sql =
    instruction.action === 'erase'
      ? `DELETE FROM ${table.name} t USING ${keys} WHERE ${rows}`
      : `UPDATE ${table.name} t SET ${assignments(table, blank, bound)} FROM ${keys} WHERE ${rows} AND ${differs(table, blank, bound)}`;
  return (await context.run(sql, bound.values)).rowCount;
}

export type NewValues = Readonly<Record<string, string | number | boolean | null>>;

export function assignments(table: Table, values: NewValues, bound: BoundValues): string {
  const fields = Object.entries(values);
  if (fields.length === 0) {
    throw new StoreShapeError(`nothing says what to overwrite in ${table.collection.name}`);
  }
  return fields
    .map(([field, value]) => {
      const column = columnOf(table, field);
      if (column.generated || table.collection.primaryKey.includes(field)) {
        throw new StoreShapeError(`${table.collection.name} has a field to overwrite that cannot be written`);
      }
      return `${quoted(field)} = ${bound.bind(textOrNull(value))}::${column.type}`;
    })
    .join(', ');
}

/** Whether any field has another value than the new one: what is blank already needs no second time. */
export function differs(table: Table, values: NewValues, bound: BoundValues): string {
  const conditions = Object.entries(values).map(
    ([field, value]) =>
      `t.${quoted(field)}::text IS DISTINCT FROM ${bound.bind(textOrNull(value))}::${columnOf(table, field).type}::text`,
  );
  return `(${conditions.join(' OR ')})`;
}

function textOrNull(value: string | number | boolean | null): string | null {
  return value === null ? null : String(value);
}
