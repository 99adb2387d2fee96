import type { Client } from 'pg';
import type { Connector } from '../../functions/connectors/connector';
import { locateEverything } from '../../functions/connectors/locate-everything';
import { createPostgresConnector } from '../../functions/connectors/postgres/postgres-connector';
import { serveStore } from '../../functions/stores/serve-store';
import {
  type BenchContext,
  type BenchPart,
  type Figure,
  figureOf,
  type Gate,
  OURS,
  ratioGate,
} from '../machinery/bench-part';
import { interleave } from '../machinery/interleave';
import { type BenchTable, benchTable, dropTable, fillTable, openClient, SOUGHT } from './bench-table';

const EACH = 20;
const IN_TRANSACTION = 'pg, in a transaction';

export const locatePart: BenchPart = {
  name: 'locate',
  asks: `How long does it take to find the ${EACH} rows of a person in a table of PostgreSQL?`,
  run: async (context) => {
    const { url } = await context.database();
    const client = await openClient(url);
    try {
      const figures: Figure[] = [];
      for (const index of [true, false])
        for (const rows of context.sizes.locateRows)
          figures.push(await measureTable(context, { url, client, rows, index }));
      const indexed = figures.slice(0, context.sizes.locateRows.length);
      return { figures, gates: [...gatesOf(indexed)] };
    } finally {
      await client.end();
    }
  },
};

interface Table {
  readonly url: string;
  readonly client: Client;
  readonly rows: number;
  readonly index: boolean;
}

async function measureTable(context: BenchContext, { url, client, rows, index }: Table): Promise<Figure> {
  const table = benchTable(`bench_locate_${rows}`);
  context.say(`filling ${rows.toLocaleString('en')} rows, ${index ? 'with' : 'without'} an index`);
  await fillTable(client, table, { rows, each: EACH, index });
  const connector = createPostgresConnector({ store: table.store, url });
  try {
    const measured = await interleave(contestants(connector, client, table), {
      random: context.random,
      rounds: context.sizes.rounds,
    });
    const what = `${EACH} rows of ${rows.toLocaleString('en')}, ${index ? 'by an index' : 'no index'}`;
    return figureOf(what, 'ms', measured);
  } finally {
    await connector.close();
    await dropTable(client, table);
  }
}

/** All find the same rows; a count that differs ends the bench. */
function contestants(connector: Connector, client: Client, { name, search }: BenchTable) {
  const sql = `SELECT id, email FROM ${name} WHERE email = ANY($1)`;
  const select = async () => assertFound((await client.query(sql, [[SOUGHT]])).rows.length);
  return {
    [OURS]: async () => assertFound((await locateEverything(connector, search)).rows.length),
    'its store function, which probes first': async () => {
      const answer = await serveStore(
        { connector, write: async () => {} },
        { op: 'locate', searches: search },
      );
      assertFound('rows' in answer ? answer.rows.length : 0);
    },
    pg: select,
    [IN_TRANSACTION]: async () => {
      await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
      await select();
      await client.query('COMMIT');
    },
  };
}

function assertFound(rows: number): void {
  if (rows !== EACH) throw new Error(`${rows} rows were found of ${EACH}`);
}

function* gatesOf(indexed: readonly Figure[]): Iterable<Gate> {
  const [first, last] = [indexed[0], indexed.at(-1)];
  if (!first || !last) return;
  yield ratioGate(last, IN_TRANSACTION, { goal: 4, held: 10 });
  const [few, many] = [first, last].map((figure) => figure.measured[0]?.min ?? 0);
  if (!few || !many) return;
  yield {
    what: `${last.what}, against ${first.what}`,
    unit: 'times',
    counted: many / few,
    goal: 1.3,
    held: 2,
  };
}
