import { Draws } from './seeded-random';

export interface RandomSqliteTable {
  readonly name: string;
  readonly key: readonly string[];
  readonly rows: readonly string[];
  readonly action: 'erase' | 'anonymise';
  /** Approved rows, by their `uid`. */
  readonly approved: readonly string[];
}

export interface RandomSqliteDatabase {
  readonly sql: string;
  readonly tables: readonly RandomSqliteTable[];
}

interface Shape {
  readonly name: string;
  readonly key: readonly string[];
  readonly columns: readonly string[];
  readonly options: string;
  readonly rows: readonly { readonly uid: string; readonly values: readonly string[] }[];
}

interface Reference {
  readonly from: string;
  readonly columns: readonly string[];
  readonly clause: string;
  readonly to: Shape;
}

const ACTIONS = ['NO ACTION', 'RESTRICT', 'CASCADE', 'SET NULL', 'SET DEFAULT'];

/**
 * Keys of every kind, with the value of the row at a place; the last holds numbers and texts side by side.
 */
const KEYS = [
  { columns: ['a INTEGER PRIMARY KEY'], value: (at: number) => [`${at}`], options: '' },
  {
    columns: ['a INT', 'b TEXT', 'PRIMARY KEY (a, b)'],
    value: (at: number) => [`${at % 2}`, `'k${at}'`],
    options: '',
  },
  {
    columns: ['a TEXT PRIMARY KEY COLLATE NOCASE'],
    value: (at: number) => [`'K${at}'`],
    options: ' WITHOUT ROWID',
  },
  {
    columns: ['a INT NOT NULL UNIQUE'],
    value: (at: number) => [`${9_007_199_254_740_990n + BigInt(at)}`],
    options: '',
  },
  { columns: ['a PRIMARY KEY'], value: (at: number) => [at % 2 ? `'${at}'` : `${at}`], options: '' },
];

/** Tables that refer to each other and to themselves in every way, and a random choice of rows to erase. */
export function randomSqliteDatabase(seed: number): RandomSqliteDatabase {
  const draws = new Draws(seed);
  const shapes = Array.from({ length: 2 + draws.number(3) }, (_, at) => shapeOf(draws, `t${at}`));
  const references = shapes.flatMap(({ name }) =>
    Array.from({ length: draws.number(3) }, (_, at) =>
      referenceOf(draws, `${name}f${at}`, name, draws.one(shapes)),
    ),
  );
  const greed = draws.one([30, 60, 90, 100]);
  return {
    sql: [
      ...shapes.map((one) => create(one, references)),
      ...shapes.flatMap((one) => fill(draws, one, references)),
    ].join('\n'),
    tables: shapes.map(({ name, key, rows }) => ({
      name,
      key,
      rows: rows.map(({ uid }) => uid),
      action: draws.chance(25) ? 'anonymise' : 'erase',
      approved: rows.map(({ uid }) => uid).filter(() => draws.chance(greed)),
    })),
  };
}

function shapeOf(draws: Draws, name: string): Shape {
  const { columns, value, options } = draws.one(KEYS);
  const rows = Array.from({ length: 2 + draws.number(4) }, (_, at) => ({
    uid: `${name}-${at}`,
    values: value(at),
  }));
  const key = rows[0]?.values.length === 2 ? ['a', 'b'] : ['a'];
  return { name, key, columns, options, rows };
}

function referenceOf(draws: Draws, prefix: string, from: string, to: Shape): Reference {
  const columns = to.key.map((column) => `${prefix}${column}`);
  const deferred = draws.one(['', '', ' DEFERRABLE INITIALLY DEFERRED']);
  const target = `${to.name} (${to.key.join(', ')})`;
  return {
    from,
    to,
    columns,
    clause: `FOREIGN KEY (${columns.join(', ')}) REFERENCES ${target} ON DELETE ${draws.one(ACTIONS)}${deferred}`,
  };
}

function create({ name, columns, options }: Shape, references: readonly Reference[]): string {
  const own = references.filter(({ from }) => from === name);
  const plain = [
    'uid TEXT',
    "grp TEXT DEFAULT 'g'",
    "note TEXT DEFAULT 'n'",
    ...own.flatMap((one) => one.columns),
  ];
  const constraints = [
    ...columns.filter((one) => one.startsWith('PRIMARY')),
    ...own.map(({ clause }) => clause),
  ];
  const keys = columns.filter((one) => !one.startsWith('PRIMARY'));
  return `CREATE TABLE ${name} (${[...keys, ...plain, ...constraints].join(', ')})${options};`;
}

function fill(draws: Draws, { name, key, rows }: Shape, references: readonly Reference[]): string[] {
  const own = references.filter(({ from }) => from === name);
  return rows.map(({ uid, values }) => {
    const pointed = own.filter(() => draws.chance(60)).map((one) => ({ one, row: draws.one(one.to.rows) }));
    const columns = [...key, 'uid', ...pointed.flatMap(({ one }) => one.columns)];
    const all = [...values, `'${uid}'`, ...pointed.flatMap(({ row }) => row.values)];
    return `INSERT INTO ${name} (${columns.join(', ')}) VALUES (${all.join(', ')});`;
  });
}
