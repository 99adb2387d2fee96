import type { Connection, RowDataPacket } from 'mysql2/promise';
import type { Connector } from '../../functions/connectors/connector';
import { locateEverything } from '../../functions/connectors/locate-everything';
import { createMysqlConnector } from '../../functions/connectors/mysql/mysql-connector';
import { hasMariadb, startRealMariadb } from '../../test/heavy/real-mariadb';
import {
  type BenchContext,
  type BenchPart,
  type Figure,
  figureOf,
  OURS,
  ratioGate,
} from '../machinery/bench-part';
import { interleave } from '../machinery/interleave';
import { ProcessorTime } from '../machinery/processor-time';
import { SkippedError } from '../machinery/skipped-error';
import { measureMysqlErasure } from './mysql-erasure';
import { fillMysqlTable, indexMysqlTable, mysqlTable, openMysql, SOUGHT } from './mysql-table';

const EACH = 20;
const IN_TRANSACTION = 'mysql2, in a transaction';
/** Rows above which a search without an index takes seconds. */
const MANY = 200_000;

export const mysqlPart: BenchPart = {
  name: 'mysql',
  asks: `How long does it take to find the ${EACH} rows of a person in MySQL, and to erase rows?`,
  run: async (context) => {
    if (!hasMariadb())
      throw new SkippedError('MariaDB is not installed. As root: apt-get install mariadb-server.');
    const server = await startRealMariadb(undefined, 'durable');
    const client = await openMysql(server.url());
    try {
      const located: Figure[] = [];
      for (const rows of context.sizes.locateRows)
        located.push(...(await measureTable(context, { url: server.url(), client, rows })));
      const { figures, gates } = await measureMysqlErasure(context, { url: server.url(), client });
      const indexed = located.filter(({ what, unit }) => unit === 'ms' && what.endsWith('by an index'));
      const last = indexed.slice(-1).map((one) => ratioGate(one, IN_TRANSACTION, { goal: 4, held: 12 }));
      return { figures: [...located, ...figures], gates: [...last, ...gates], notes: NOTES };
    } finally {
      await client.end();
      await server.stop();
    }
  },
};

const NOTES = [
  'MariaDB of Debian, in a process of its own, which waits for the disk at each commit. Each search of ours asks in its transaction whether the tables are still those that it knows; each erasure also reads all foreign keys and triggers, and counts what the transaction has changed.',
  'Milliseconds of processor are those of the client: the waiting for the server, and other work on the machine, are not in them.',
];

interface Table {
  readonly url: string;
  readonly client: Connection;
  readonly rows: number;
}

async function measureTable(context: BenchContext, { url, client, rows }: Table): Promise<Figure[]> {
  const name = `bench_locate_${rows}`;
  context.say(`filling ${rows.toLocaleString('en')} rows in MariaDB`);
  await fillMysqlTable(client, name, { rows, each: EACH });
  const connector = createMysqlConnector({ store: mysqlTable(name).store, url });
  const figures: Figure[] = [];
  try {
    if (rows <= MANY)
      figures.push(...(await measureSearch(context, { connector, client, name, rows }, 'no index')));
    await indexMysqlTable(client, name);
    figures.push(...(await measureSearch(context, { connector, client, name, rows }, 'by an index')));
    return figures;
  } finally {
    await connector.close();
    await client.query(`DROP TABLE ${name}`);
  }
}

interface Search {
  readonly connector: Connector;
  readonly client: Connection;
  readonly name: string;
  readonly rows: number;
}

async function measureSearch(
  { random, sizes }: BenchContext,
  search: Search,
  how: 'by an index' | 'no index',
): Promise<Figure[]> {
  const processor = new ProcessorTime();
  const measured = await interleave(processor.counting(contestants(search)), {
    random,
    rounds: sizes.rounds,
  });
  const what = `${EACH} rows of ${search.rows.toLocaleString('en')}, ${how}`;
  return [figureOf(what, 'ms', measured), figureOf(what, 'ms of processor', processor.spreads())];
}

/** All find the same rows; a count that differs ends the bench. */
function contestants({ connector, client, name }: Search) {
  const select = async () => {
    const [rows] = await client.query<RowDataPacket[]>(`SELECT id, email FROM ${name} WHERE email IN (?)`, [
      [SOUGHT],
    ]);
    assertFound(rows.length);
  };
  return {
    [OURS]: async () => assertFound((await locateEverything(connector, mysqlTable(name).search)).rows.length),
    mysql2: select,
    [IN_TRANSACTION]: async () => {
      await client.query('START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY');
      await select();
      await client.query('COMMIT');
    },
  };
}

function assertFound(rows: number): void {
  if (rows !== EACH) throw new Error(`${rows} rows were found of ${EACH}`);
}
