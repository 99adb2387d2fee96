import type { CollectionMap, StoreMap } from '../../domain/data-map';
import type { FaultPlace } from '../../domain/store-examination';
import { StoreForbiddenError } from '../connector';
import { groupBy } from '../group-by';
import { RelationalCatalogue } from '../relational/catalogue';
import type { LooseKey, TableReference, UniqueKey } from '../relational/relation';
import type { RunSql } from '../relational/run-sql';
import {
  COLUMN_RIGHTS_SQL,
  COLUMNS_SQL,
  INDEXES_SQL,
  JSON_TEXTS_SQL,
  RANGES_SQL,
  REFERENCES_SQL,
  SCHEMAS_SQL,
  SERVER_SQL,
  TABLES_SQL,
} from './catalogue-sql';
import { readColumn } from './column-type';
import { mysqlPlace } from './mysql-place';
import { type Column, isBinary, type Relation } from './relation';
import { qualifiedName } from './sql-text';

export interface Server {
  /** The database of the connection. */
  readonly schema: string;
  /** Tables are named without regard to capitals. */
  readonly foldsNames: boolean;
  readonly isMariadb: boolean;
}

/**
 * Types that hold several values, or none that is written one way. A `float` reads back as another number
 * than it was written as.
 */
const UNSEARCHABLE_TYPES = new Set([
  ...['json', 'float', 'set', 'geometry', 'point', 'linestring', 'polygon', 'multipoint'],
  ...['multilinestring', 'multipolygon', 'geometrycollection', 'geomcollection', 'vector'],
]);

/** What MySQL or MariaDB says it holds. The schema of the connection's own database is ''. */
export class Catalogue extends RelationalCatalogue<Relation> {
  constructor(
    store: StoreMap,
    relations: readonly Relation[],
    readonly server: Server,
  ) {
    super(store, relations);
  }

  /** The tables of the databases in which the map has some. */
  static async read(run: RunSql, store: StoreMap): Promise<Catalogue> {
    const server = await readServer(run);
    return new Catalogue(store, await readRelations(run, server, schemasOf(store, server)), server);
  }

  /** All tables and views of all databases. */
  static async readAll(run: RunSql, store: StoreMap): Promise<Catalogue> {
    const server = await readServer(run);
    const { rows } = await run(SCHEMAS_SQL);
    const schemas = rows.flatMap(([schema]) => schema ?? []);
    return new Catalogue(store, await readRelations(run, server, schemas), server);
  }

  /** The databases in which the map has tables. */
  get schemas(): readonly string[] {
    return schemasOf(this.store, this.server);
  }

  protected override isIn(collection: CollectionMap, relation: Pick<Relation, 'schema' | 'table'>): boolean {
    const { schema = '', table = collection.name } = mysqlPlace(collection);
    const own = schema === this.server.schema ? '' : schema;
    const same = (one: string, other: string) =>
      one === other || (this.server.foldsNames && one.toLowerCase() === other.toLowerCase());
    return same(relation.schema, own) && same(relation.table, table);
  }

  protected override quoted(relation: Relation): string {
    return qualifiedName(relation);
  }

  protected override assertReadable(relation: Relation, name: string, place: FaultPlace): void {
    if (relation.isReadable) return;
    throw new StoreForbiddenError(`${name} may not be read whole: grant SELECT on it`, {
      ...place,
      code: '42501',
    });
  }

  override isSearchable({ base }: Column): boolean {
    return !UNSEARCHABLE_TYPES.has(base);
  }

  override isBytes(column: Column): boolean {
    return isBinary(column);
  }
}

function schemasOf({ collections }: StoreMap, server: Server): string[] {
  return [...new Set(collections.map((one) => mysqlPlace(one).schema ?? server.schema))];
}

/** The name by which the server knows a table, in one text. */
export function oidOf(schema: string, table: string): string {
  return `${schema}\0${table}`;
}

export async function readServer(run: RunSql): Promise<Server> {
  const [[schema, lowerCase, version] = []] = (await run(SERVER_SQL)).rows;
  return {
    schema: schema ?? '',
    foldsNames: lowerCase !== '0',
    isMariadb: /mariadb/i.test(version ?? ''),
  };
}

async function readRelations(run: RunSql, server: Server, schemas: readonly string[]): Promise<Relation[]> {
  const all: Relation[] = [];
  for (const schema of schemas) all.push(...(await readSchema(run, server, schema)));
  return all;
}

type Lines = ReadonlyMap<string, readonly (readonly (string | null)[])[]>;

async function readSchema(run: RunSql, server: Server, schema: string): Promise<Relation[]> {
  const lines = async (sql: string): Promise<Lines> =>
    groupBy((await run(sql, [schema])).rows, ([table]) => table ?? '');
  const tables = (await run(TABLES_SQL, [schema])).rows;
  const isParted = tables.some(([, , , options]) => /partitioned/i.test(options ?? ''));
  const read = {
    columns: await lines(COLUMNS_SQL),
    indexes: await lines(INDEXES_SQL),
    references: await lines(REFERENCES_SQL),
    ranges: isParted ? await lines(RANGES_SQL) : new Map(),
    jsonTexts: server.isMariadb ? await lines(JSON_TEXTS_SQL) : new Map(),
  };
  const hidden = await partlyHidden(run, schema);
  return tables
    .filter(([, type]) => type !== 'SEQUENCE')
    .map(([table = '', type, engine]) => {
      const name = table ?? '';
      return {
        ...relationOf(read, server, { schema, table: name }),
        kind: /VIEW/.test(type ?? '') ? 'v' : 'r',
        engine: engine ?? null,
        isVersioned: type === 'SYSTEM VERSIONED',
        isReadable: isReadable(read.columns.get(name) ?? []) && !hidden.has(name),
      };
    });
}

function isReadable(columns: readonly (readonly (string | null)[])[]): boolean {
  return columns.length > 0 && columns.every((line) => /\bselect\b/.test(line[10] ?? ''));
}

interface ReadLines {
  readonly columns: Lines;
  readonly indexes: Lines;
  readonly references: Lines;
  readonly ranges: Lines;
  readonly jsonTexts: Lines;
}

function relationOf(read: ReadLines, server: Server, { schema, table }: Pick<Relation, 'schema' | 'table'>) {
  const own = schema === server.schema ? '' : schema;
  const json = new Set((read.jsonTexts.get(table) ?? []).map(([, , clause]) => clause));
  const columns = (read.columns.get(table) ?? []).map((line) => readColumn(line, json));
  return {
    oid: oidOf(own, table),
    schema: own,
    table,
    isPartition: false,
    parents: [],
    columns,
    ...keysOf(read.indexes.get(table) ?? []),
    references: referencesOf(server, read.references.get(table) ?? []),
    rangedBy: (read.ranges.get(table) ?? []).flatMap(([, expression]) =>
      columns.map(({ name }) => name).filter((name) => namesColumn(expression ?? '', name)),
    ),
    deletable: true,
  };
}

function namesColumn(expression: string, name: string): boolean {
  return expression.includes(`\`${name}\``) || expression.split(/[^\w$]+/).includes(name);
}

function keysOf(lines: readonly (readonly (string | null)[])[]) {
  const unique = [...groupBy(lines, ([, index]) => index ?? '')].filter(([, parts]) => parts[0]?.[2] === '0');
  const whole = ([, parts]: (typeof unique)[number]) => parts.every(([, , , column]) => column !== null);
  const columnsOf = (parts: (typeof unique)[number][1]) => parts.flatMap(([, , , column]) => column ?? []);
  const uniqueKeys: UniqueKey[] = unique.filter(whole).map(([name, parts]) => ({
    name,
    columns: columnsOf(parts),
    primary: name === 'PRIMARY',
    nullsEqual: false,
  }));
  const looseKeys: LooseKey[] = unique
    .filter((one) => !whole(one))
    .map(([name, parts]) => ({ name, width: parts.length, columns: columnsOf(parts) }));
  return { uniqueKeys, looseKeys, looselyUnique: looseKeys.map(({ columns }) => columns) };
}

function referencesOf(server: Server, lines: readonly (readonly (string | null)[])[]): TableReference[] {
  return [...groupBy(lines, ([, constraint]) => constraint ?? '')].map(([constraint, parts]) => {
    const [, , , schema = '', table = ''] = parts[0] ?? [];
    return {
      constraint,
      to: oidOf(schema === server.schema ? '' : (schema ?? ''), table ?? ''),
      columns: parts.map(([, , own, , , theirs]) => ({ own: own ?? '', theirs: theirs ?? '' })),
    };
  });
}

/** Rights to single columns leave others out of the catalogue, so the table itself is asked. */
async function partlyHidden(run: RunSql, schema: string): Promise<Set<string>> {
  const hidden = new Set<string>();
  for (const [table = ''] of (await run(COLUMN_RIGHTS_SQL, [schema])).rows) {
    try {
      await run(`SELECT * FROM ${qualifiedName({ schema, table: table ?? '' })} LIMIT 0`);
    } catch {
      hidden.add(table ?? '');
    }
  }
  return hidden;
}
