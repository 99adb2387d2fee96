import { performance } from 'node:perf_hooks';
import type { Client } from 'pg';
import type { Connector } from '../../functions/connectors/connector';
import { createPostgresConnector } from '../../functions/connectors/postgres/postgres-connector';
import type { EraseInstruction } from '../../functions/domain/erase-instruction';
import {
  type BenchContext,
  type BenchPart,
  type Figure,
  figureOf,
  type Gate,
  OURS,
  ratioGate,
  ratioTo,
} from '../machinery/bench-part';
import { interleave } from '../machinery/interleave';
import { spreadOf } from '../machinery/spread';
import {
  type BenchTable,
  benchTable,
  dropTable,
  fillTable,
  openClient,
  putBack,
  SOUGHT,
} from './bench-table';

const OTHERS = 100_000;
const ONE_DELETE = 'one DELETE by e-mail';
const BY_KEYS = 'one DELETE by keys';
const ROW_BY_ROW = 'a DELETE for each row';
/** Rows above which deleting one by one takes minutes. */
const MANY = 10_000;

export const erasePart: BenchPart = {
  name: 'erase',
  asks: "How long does it take to erase a person's rows in PostgreSQL?",
  run: async (context) => {
    const { url } = await context.database();
    const client = await openClient(url);
    try {
      const figures: Figure[] = [];
      const gates: Gate[] = [];
      for (const rows of context.sizes.eraseRows) {
        const { figure, longest } = await measureErasure(context, { url, client, rows });
        figures.push(figure, figureOf(`${figure.what}: the longest transaction`, 'ms', { [OURS]: longest }));
        gates.push(...gatesOf(figure, rows));
      }
      return { figures, gates, notes: [NOTE] };
    } finally {
      await client.end();
    }
  },
};

const NOTE =
  'Rightsdesk erases by key, in calls of at most 2,000 rows, each a transaction that counts every row that it touches and rolls back when it would touch one more than was approved.';

interface Erasure {
  readonly url: string;
  readonly client: Client;
  readonly rows: number;
}

async function measureErasure(context: BenchContext, { url, client, rows }: Erasure) {
  const table = benchTable(`bench_erase_${rows}`);
  context.say(`filling ${OTHERS.toLocaleString('en')} rows and ${rows.toLocaleString('en')} of one person`);
  await fillTable(client, table, { rows: others(context), each: 20, others: true });
  const connector = createPostgresConnector({ store: table.store, url });
  const calls: number[] = [];
  try {
    const measured = await interleave(contestants({ connector, client, table, rows, calls }), {
      random: context.random,
      rounds: context.sizes.slowRounds,
      ...(rows > MANY ? { fewer: { [ROW_BY_ROW]: 1 } } : {}),
    });
    const what = `${rows.toLocaleString('en')} rows of one person`;
    return { figure: figureOf(what, 'ms', measured), longest: spreadOf(calls) };
  } finally {
    await connector.close();
    await dropTable(client, table);
  }
}

function others({ sizes }: BenchContext): number {
  return Math.min(OTHERS, 1_000 * Math.max(...sizes.eraseRows));
}

interface Contest {
  readonly connector: Connector;
  readonly client: Client;
  readonly table: BenchTable;
  readonly rows: number;
  /** Milliseconds of the longest call of each of our erasures. */
  readonly calls: number[];
}

/** Each erases the same rows, which are put back before without being timed. */
function contestants(contest: Contest) {
  const { client, table, rows } = contest;
  const keys = Array.from({ length: rows }, (_, n) => String(n + 1));
  const timed = (work: () => Promise<unknown>) => async () => {
    await putBack(client, table, rows);
    const began = performance.now();
    await work();
    const took = performance.now() - began;
    await assertGone(client, table);
    return took;
  };
  return {
    [OURS]: timed(() => eraseByConnector(contest, keys)),
    [ONE_DELETE]: timed(() => client.query(`DELETE FROM ${table.name} WHERE email = $1`, [SOUGHT])),
    [BY_KEYS]: timed(() => client.query(`DELETE FROM ${table.name} WHERE id = ANY($1)`, [keys])),
    [ROW_BY_ROW]: timed(async () => {
      for (const key of keys) await client.query(`DELETE FROM ${table.name} WHERE id = $1`, [key]);
    }),
  };
}

async function eraseByConnector(
  { connector, table, calls }: Contest,
  keys: readonly string[],
): Promise<void> {
  let longest = 0;
  for (const call of callsOf(table, keys)) {
    const began = performance.now();
    await connector.erase(call);
    longest = Math.max(longest, performance.now() - began);
  }
  calls.push(longest);
}

/** The most keys that the desk puts into a call. */
const CALL_ROWS = 2_000;

function callsOf({ name }: BenchTable, keys: readonly string[]): EraseInstruction[][] {
  const calls: EraseInstruction[][] = [];
  for (let at = 0; at < keys.length; at += CALL_ROWS) {
    const part = keys.slice(at, at + CALL_ROWS).map((id) => ({ id }));
    calls.push([{ collection: name, action: 'erase', keys: part, atMost: part.length }]);
  }
  return calls;
}

async function assertGone(client: Client, { name }: BenchTable): Promise<void> {
  const { rows } = await client.query<{ left: string }>(
    `SELECT count(*) AS left FROM ${name} WHERE email = $1`,
    [SOUGHT],
  );
  if (rows[0]?.left !== '0') throw new Error(`${rows[0]?.left} rows are left after an erasure`);
}

function* gatesOf(figure: Figure, rows: number): Iterable<Gate> {
  yield ratioGate(figure, BY_KEYS, { goal: 6, held: 60 });
  const faster = { 20: 1 / 8, 1000: 1 / 12 }[rows] ?? 1 / 12;
  yield {
    what: `${figure.what}: Rightsdesk / ${ROW_BY_ROW}`,
    unit: 'times',
    counted: ratioTo(figure, ROW_BY_ROW),
    goal: faster,
    held: rows < 1_000 ? 6 : 1 / 4,
  };
}
