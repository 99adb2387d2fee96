import { performance } from 'node:perf_hooks';
import type { Connection, RowDataPacket } from 'mysql2/promise';
import type { Connector } from '../../functions/connectors/connector';
import { createMysqlConnector } from '../../functions/connectors/mysql/mysql-connector';
import { type BenchContext, figureOf, OURS, type PartFindings, ratioGate } from '../machinery/bench-part';
import { interleave } from '../machinery/interleave';
import {
  fillMysqlTable,
  indexMysqlTable,
  mysqlTable,
  openMysql,
  putBackInMysql,
  SOUGHT,
} from './mysql-table';

const OTHERS = 100_000;
/** More of one person take minutes, row by row. */
const MOST = 1_000;
const BY_KEYS = 'one DELETE by keys';
const ROW_BY_ROW = 'a DELETE for each row';

interface Server {
  readonly url: string;
  readonly client: Connection;
}

/** How long it takes to erase a person's rows, beside what the driver needs. */
export async function measureMysqlErasure(context: BenchContext, server: Server): Promise<PartFindings> {
  const all: PartFindings[] = [];
  for (const rows of context.sizes.eraseRows.filter((many) => many <= MOST))
    all.push(await measureRows(context, server, rows));
  return {
    figures: all.flatMap(({ figures }) => figures),
    gates: all.flatMap(({ gates }) => gates),
  };
}

async function measureRows(
  { sizes, random, say }: BenchContext,
  { url, client }: Server,
  rows: number,
): Promise<PartFindings> {
  const name = `bench_erase_${rows}`;
  say(`erasing ${rows.toLocaleString('en')} rows of one person in MariaDB`);
  await fillMysqlTable(client, name, { rows: Math.min(OTHERS, 100 * rows), each: 20, others: true });
  await indexMysqlTable(client, name);
  const connector = createMysqlConnector({ store: mysqlTable(name).store, url });
  const other = await openMysql(url);
  try {
    const measured = await interleave(contestants({ connector, client: other, name, rows }), {
      random,
      rounds: sizes.slowRounds,
    });
    const figure = figureOf(`${rows.toLocaleString('en')} rows of one person, erased`, 'ms', measured);
    return { figures: [figure], gates: [ratioGate(figure, BY_KEYS, { goal: 6, held: 60 })] };
  } finally {
    await connector.close();
    await other.end();
    await client.query(`DROP TABLE ${name}`);
  }
}

interface Contest {
  readonly connector: Connector;
  readonly client: Connection;
  readonly name: string;
  readonly rows: number;
}

/** Each erases the same rows, which are put back before without being timed. */
function contestants({ connector, client, name, rows }: Contest) {
  const ids = Array.from({ length: rows }, (_, n) => n + 1);
  const keys = ids.map((id) => ({ id: String(id) }));
  const timed = (work: () => Promise<unknown>) => async () => {
    await putBackInMysql(client, name, rows);
    const began = performance.now();
    await work();
    const took = performance.now() - began;
    await assertGone(client, name);
    return took;
  };
  return {
    [OURS]: timed(() => connector.erase([{ collection: name, action: 'erase', keys, atMost: rows }])),
    [BY_KEYS]: timed(() => client.query(`DELETE FROM ${name} WHERE id IN (?)`, [ids])),
    [ROW_BY_ROW]: timed(async () => {
      for (const id of ids) await client.query(`DELETE FROM ${name} WHERE id = ?`, [id]);
    }),
  };
}

async function assertGone(client: Connection, name: string): Promise<void> {
  const [rows] = await client.query<RowDataPacket[]>(`SELECT id FROM ${name} WHERE email = ?`, [SOUGHT]);
  if (rows.length > 0) throw new Error(`${rows.length} rows are left after an erasure`);
}
