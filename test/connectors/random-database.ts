/** A repeatable source of random numbers. */
export function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export interface RandomTable {
  readonly name: string;
  /**
   * Key columns as a map would name them; rows of a table without a unique key are identified by their
   * content.
   */
  readonly key: readonly string[];
  readonly unique: boolean;
  readonly rows: readonly string[];
  readonly action: 'erase' | 'anonymise';
  /** Approved rows, by their `uid`. */
  readonly approved: readonly string[];
}

export interface RandomDatabase {
  readonly sql: string;
  readonly tables: readonly RandomTable[];
}

const actions = ['NO ACTION', 'RESTRICT', 'CASCADE', 'SET NULL', 'SET DEFAULT'];
const keys = [
  { ddl: 'a integer PRIMARY KEY', key: ['a'], unique: true },
  { ddl: 'a integer, b text, PRIMARY KEY (a, b)', key: ['a', 'b'], unique: true },
  { ddl: 'a integer UNIQUE', key: ['a'], unique: true },
  { ddl: 'a integer', key: ['a'], unique: false },
];

/**
 * A few tables with references to each other and to themselves of every kind, a few rows, and a random choice
 * of rows to erase or blank.
 */
export function randomDatabase(seed: number): RandomDatabase {
  const next = chance(seed);
  const pick = <T>(values: readonly T[]): T => values[Math.floor(next() * values.length)] as T;
  const shapes = Array.from({ length: 2 + Math.floor(next() * 3) }, (_, n) => {
    const key = pick(keys);
    const rows = Array.from({ length: 2 + Math.floor(next() * 4) }, (_row, i) => `t${n}-${i}`);
    return { name: `t${n}`, ...key, rows, partitioned: key.key.length === 2 && next() < 0.3 };
  });
  const lines: string[] = [`DROP TABLE IF EXISTS ${['t0', 't1', 't2', 't3', 't4'].join(', ')} CASCADE;`];
  for (const { name, ddl, partitioned } of shapes) {
    const by = partitioned ? ' PARTITION BY LIST (b)' : '';
    lines.push(`CREATE TABLE ${name} (${ddl}, uid text, grp text DEFAULT 'g', note text DEFAULT 'n')${by};`);
    if (partitioned) {
      lines.push(`CREATE TABLE ${name}_x PARTITION OF ${name} FOR VALUES IN ('x');`);
      lines.push(`CREATE TABLE ${name}_rest PARTITION OF ${name} DEFAULT;`);
    }
  }
  for (const { name, key, unique, rows } of shapes) {
    rows.forEach((uid, i) => {
      const a =
        key.length === 1 &&
        (!unique || next() < 0.2) &&
        !/PRIMARY/.test(shapes.find((s) => s.name === name)?.ddl ?? '')
          ? 'NULL'
          : i;
      const b = key.length === 2 ? `, '${pick(['x', 'y'])}'` : '';
      lines.push(`INSERT INTO ${name} (a${b ? ', b' : ''}, uid) VALUES (${a}${b}, '${uid}');`);
    });
  }
  const targets = shapes.filter(({ unique }) => unique);
  const updates: string[] = [];
  let keyCount = 0;
  for (const from of shapes) {
    for (let n = Math.floor(next() * 3); n > 0 && targets.length > 0; n -= 1) {
      const to = pick(targets);
      const columns = to.key.map((column) => `f${keyCount}${column}`);
      keyCount += 1;
      const deferrable = pick(['', '', ' DEFERRABLE', ' DEFERRABLE INITIALLY DEFERRED']);
      columns.forEach((column, i) => {
        lines.push(`ALTER TABLE ${from.name} ADD COLUMN ${column} ${i === 0 ? 'integer' : 'text'};`);
      });
      lines.push(
        `ALTER TABLE ${from.name} ADD FOREIGN KEY (${columns.join(', ')}) REFERENCES ${to.name} (${to.key.join(', ')}) ON DELETE ${pick(actions)}${deferrable};`,
      );
      for (const uid of from.rows) {
        if (next() < 0.5) continue;
        const target = pick(to.rows);
        const values = `(SELECT ${to.key.join(', ')} FROM ${to.name} WHERE uid = '${target}')`;
        updates.push(`UPDATE ${from.name} SET (${columns.join(', ')}) = ${values} WHERE uid = '${uid}';`);
      }
    }
  }
  const greed = pick([0.3, 0.6, 0.9, 1]);
  return {
    sql: [...lines, ...updates].join('\n'),
    tables: shapes.map(({ name, key, unique, rows }) => ({
      name,
      key,
      unique,
      rows,
      action:
        unique &&
        next() < 0.25 &&
        !lines.some((line) => line.includes(`INSERT INTO ${name} (a, uid) VALUES (NULL`))
          ? 'anonymise'
          : 'erase',
      approved: rows.filter(() => next() < greed),
    })),
  };
}
