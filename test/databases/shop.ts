import type { ForeignKey, Note, OnDelete, Person, Row, Table, TableMap, Value, Whose } from './model';
import { asker } from './model';
import { hash, type Random } from './random';

export interface TableStart {
  readonly name: string;
  readonly key: readonly string[];
  readonly keyKind?: Table['keyKind'];
  readonly columns: Table['columns'];
  readonly suffix?: string;
  readonly schema?: string;
  readonly map?: Omit<TableMap, 'key' | 'notes' | 'title'> & { readonly notes?: Record<string, Note> };
}

/** The database under construction, to which every kind of table adds its own. */
export class Shop {
  readonly tables: Table[] = [];
  #marks = 0;

  constructor(
    readonly people: readonly Person[],
    private readonly style: 'snake' | 'Pascal' | 'camel',
    readonly traits: ReadonlySet<string>,
  ) {}

  /** A name in the style of this database: `account_id`, `AccountId` or `accountId`. */
  name(snake: string): string {
    if (this.style === 'snake' || snake === 'remark') return snake;
    const words = snake.split('_').map((word) => word.charAt(0).toUpperCase() + word.slice(1));
    const joined = words.join('');
    return this.style === 'Pascal' ? joined : joined.charAt(0).toLowerCase() + joined.slice(1);
  }

  table({ map, keyKind = 'primary', schema = 'public', suffix, ...start }: TableStart): Table {
    const table: Table = {
      name: this.name(start.name),
      schema,
      key: start.key,
      keyKind,
      columns: [...start.columns, { name: 'remark', type: 'text' }],
      foreignKeys: [],
      rows: [],
      heirs: [],
      after: [],
      lostWays: [],
      ...(suffix ? { suffix } : {}),
    };
    if (map) table.map = { ...map, title: start.name, key: start.key, notes: { ...map.notes } };
    this.tables.push(table);
    return table;
  }

  add(table: Table, whose: Whose, values: Record<string, Value>): Row {
    this.#marks += 1;
    const mark = `${table.name}-${this.#marks}`;
    const row: Row = { table, mark, whose, values: { ...values, remark: mark } };
    table.rows.push(row);
    return row;
  }

  find(name: string): Table | undefined {
    return this.tables.find((table) => table.name === this.name(name));
  }

  get accounts(): Table {
    const [table] = this.tables;
    if (!table) throw new Error('accounts come first');
    return table;
  }

  /** The only key column of the accounts. */
  get accountKey(): { readonly column: string; readonly type: string } {
    const column = this.accounts.key[0] ?? '';
    return { column, type: this.accounts.columns.find(({ name }) => name === column)?.type ?? 'text' };
  }

  get asker(): Person {
    return this.people[asker] as Person;
  }
}

export const own = ({ n }: Person): Whose => ({ kind: 'own', person: n });
export const nobody: Whose = { kind: 'nobody' };
export const shared: Whose = { kind: 'shared' };

/** The owner of a row that names two people; the same person twice is its only owner. */
export function two(a: Person, b: Person): Whose {
  return a.n === b.n ? own(a) : { kind: 'two', people: [a.n, b.n] };
}

/**
 * The nth key of a type. Numbers restart in each table, so that a value looked up in the wrong table finds
 * another person.
 */
export function keyValue(type: string, n: number, table: string): Value {
  if (type === 'uuid') return uuidOf(`${table}-${n}`);
  return type === 'integer' || type === 'bigint' ? n : `${table.slice(0, 2)}${n}`;
}

function uuidOf(text: string): string {
  const hex = [0, 1, 2, 3].map((n) => (hash(`${n}${text}`) >>> 0).toString(16).padStart(8, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

export function keyType(r: Random): string {
  return r.weighed({ integer: 4, bigint: 1, uuid: 2, text: 1 });
}

/** A foreign key; `undefined` where the reference is only a convention. */
export function foreignKey(
  r: Random,
  columns: readonly string[],
  target: Table,
  more: { readonly nullable?: boolean; readonly targetColumns?: readonly string[] } = {},
): ForeignKey | undefined {
  if (r.chance(0.2)) return undefined;
  const onDelete: OnDelete = r.weighed({
    'NO ACTION': 9,
    RESTRICT: 2,
    CASCADE: 3,
    'SET NULL': more.nullable ? 3 : 0,
    'SET DEFAULT': more.nullable ? 0.3 : 0,
  });
  const deferrable =
    onDelete === 'NO ACTION' && r.chance(0.25) ? r.pick(['immediate', 'deferred'] as const) : undefined;
  return {
    columns,
    target,
    targetColumns: more.targetColumns ?? target.key,
    onDelete,
    ...(deferrable ? { deferrable } : {}),
  };
}

export function link(table: Table, key: ForeignKey | undefined): void {
  if (key) table.foreignKeys.push(key);
}

/** The map of a table, which a developer lists with this probability. */
export function placeFor(
  r: Random,
  share: number,
  map: NonNullable<TableStart['map']>,
): Pick<TableStart, 'map'> {
  return r.chance(share) ? { map } : {};
}
