/** A kind of store, and the suite that holds it to the contract. */
export interface ContractColumn {
  readonly kind: string;
  readonly title: string;
  /** From the root of the project. */
  readonly suite: string;
  /** What the names of its tests begin with, where a suite holds several. */
  readonly within?: string;
}

/** In the order of the table. */
export const contractColumns: readonly ContractColumn[] = [
  { kind: 'postgres', title: 'PostgreSQL', suite: 'test/connectors/postgres-connector.test.ts' },
  { kind: 'mysql', title: 'MariaDB', suite: 'test/heavy/mysql-connector.test.ts' },
  { kind: 'sqlite', title: 'SQLite', suite: 'test/connectors/sqlite-connector.test.ts' },
  { kind: 'dynamodb', title: 'DynamoDB', suite: 'test/connectors/dynamodb-connector.test.ts' },
  { kind: 's3', title: 'S3, JSON lines', suite: 'test/connectors/s3-connector.test.ts' },
  {
    kind: 's3',
    title: 'S3, CSV',
    suite: 'test/connectors/s3-formats.test.ts',
    within: 'the S3 connector, with tables with semicolons',
  },
  {
    kind: 's3',
    title: 'S3, JSON arrays',
    suite: 'test/connectors/s3-formats.test.ts',
    within: 'the S3 connector, with arrays',
  },
  { kind: 'http', title: 'HTTP', suite: 'test/connectors/http-connector.test.ts' },
  { kind: 'chroma', title: 'Chroma', suite: 'test/connectors/chroma-connector.test.ts' },
];

/** One test that ran. */
export interface RanCase {
  readonly suite: string;
  /** Names of the blocks around it, then its own. */
  readonly path: readonly string[];
  readonly passed: boolean;
}

/** Rows of the contract that are several tests, each with another value. */
const SEVERAL: readonly (readonly [RegExp, string])[] = [
  [/^compares exactly: /, 'compares exactly: near, odd and empty values find nobody'],
  [/^refuses a search outside the map: /, 'refuses a search outside the map'],
  [/^changes nothing where /, 'changes nothing where the database would change more by itself'],
  [/^compares .* as every store does$/, 'compares what a person typed as every store does'],
];

/** Cases of a store in which the desk writes corrections; the others refuse them. */
const CORRECTIONS = [
  'corrects a value',
  'changes no row in which',
  'removes one value',
  'refuses a field that the map does not call',
];
const REFUSES_CORRECTIONS = 'leaves a correction to a person';

/** The row of the table in which a test of the contract is counted. */
export function rowOf(name: string): string {
  const plain = name.replace(/ \[[A-Z]\d\d(, [A-Z]\d\d)*\]$/, '');
  return SEVERAL.find(([pattern]) => pattern.test(plain))?.[1] ?? plain;
}

/**
 * Kinds of store by cases of the contract, in Markdown: `passed` with the number of tests, `refused` where
 * the connector refuses such work and a test holds it to that, `n/a` where the store has nothing of the sort.
 */
export function contractTable(cases: readonly RanCase[]): string {
  const columns = contractColumns.map((column) => ({ column, rows: rowsOf(column, cases) }));
  const names = [...new Set(columns.flatMap(({ rows }) => [...rows.keys()]))];
  return [
    `| every connector | ${columns.map(({ column }) => column.title).join(' | ')} |`,
    `|---|${columns.map(() => '---').join('|')}|`,
    ...names.map((name) => `| ${name} | ${columns.map(({ rows }) => cell(name, rows)).join(' | ')} |`),
  ].join('\n');
}

function rowsOf(
  { suite, within }: ContractColumn,
  cases: readonly RanCase[],
): ReadonlyMap<string, { passed: number; failed: number }> {
  const rows = new Map<string, { passed: number; failed: number }>();
  for (const { suite: ranIn, path, passed } of cases) {
    const isContract = ['reading', 'changing', 'what a change sets off'].includes(path.at(-2) ?? '');
    if (ranIn !== suite || !isContract || !path.some((part) => part.startsWith(within ?? ''))) continue;
    const row = rowOf(path.at(-1) ?? '');
    const count = rows.get(row) ?? { passed: 0, failed: 0 };
    rows.set(row, {
      passed: count.passed + (passed ? 1 : 0),
      failed: count.failed + (passed ? 0 : 1),
    });
  }
  return rows;
}

function cell(name: string, rows: ReadonlyMap<string, { passed: number; failed: number }>): string {
  const count = rows.get(name);
  if (count) return count.failed > 0 ? '**failed**' : count.passed > 1 ? `passed, ${count.passed}` : 'passed';
  const isCorrection = CORRECTIONS.some((begin) => name.startsWith(begin));
  return isCorrection && rows.has(REFUSES_CORRECTIONS) ? 'refused' : 'n/a';
}
