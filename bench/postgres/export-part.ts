import { join } from 'node:path';
import type { Client } from 'pg';
import * as z from 'zod';
import {
  type BenchContext,
  type BenchPart,
  type Figure,
  figureOf,
  type Gate,
  OURS,
  ratioGate,
} from '../machinery/bench-part';
import { bundleScript, runScript, type ScriptBundle } from '../machinery/child-process';
import { type Contestant, interleave } from '../machinery/interleave';
import { spreadOf } from '../machinery/spread';
import { benchTable, dropTable, fillTable, openClient } from './bench-table';

export type ExportWay = 'ours' | 'copy' | 'inMemory';

export interface ScriptInput {
  readonly way: ExportWay;
  readonly url: string;
  readonly table: string;
}

const scriptOutput = z.object({ milliseconds: z.number(), bytes: z.number(), megabytes: z.number() });
export type ScriptOutput = z.infer<typeof scriptOutput>;

const COPY = 'COPY of row_to_json, gzip';
const IN_MEMORY = 'all rows in memory, gzip';
const names: Record<ExportWay, string> = { ours: OURS, copy: COPY, inMemory: IN_MEMORY };

/** Rows above which nobody should hold them all in memory on a small machine. */
const TOO_MANY = 200_000;

export const exportPart: BenchPart = {
  name: 'export',
  asks: "How long does it take to copy a person's rows out of PostgreSQL, and in how much memory?",
  run: async (context) => {
    const { url } = await context.database();
    const client = await openClient(url);
    const script = bundleScript(join(__dirname, 'export-script.ts'));
    try {
      const bundle = await script;
      const figures: Figure[] = [];
      for (const rows of context.sizes.exportRows)
        figures.push(...(await measureExport(context, { url, client, rows, bundle })));
      return { figures, gates: [...gatesOf(figures)], notes: [NOTE] };
    } finally {
      (await script).remove();
      await client.end();
    }
  },
};

const NOTE =
  'Each way runs in a process of its own and writes JSON lines through gzip, of rows of about 200 bytes. Rightsdesk finds the rows page by page, and reads each page by key while it looks for the next, exactly: no number is rounded. Sealing and upload are not in it.';

interface Export {
  readonly url: string;
  readonly client: Client;
  readonly rows: number;
  readonly bundle: ScriptBundle;
}

async function measureExport(
  context: BenchContext,
  { url, client, rows, bundle }: Export,
): Promise<Figure[]> {
  const table = benchTable(`bench_export_${rows}`);
  context.say(`copying ${rows.toLocaleString('en')} rows`);
  await fillTable(client, table, { rows, each: rows });
  const memory = new Map<string, number[]>();
  const ways: ExportWay[] = rows > TOO_MANY ? ['ours', 'copy'] : ['ours', 'copy', 'inMemory'];
  const contestants = ways.map((way): [string, Contestant] => [
    names[way],
    async () => {
      const output = scriptOutput.parse(await runScript(bundle, { way, url, table: table.name }));
      if (output.bytes === 0) throw new Error(`${names[way]} copied nothing`);
      memory.set(names[way], [...(memory.get(names[way]) ?? []), output.megabytes]);
      return output.milliseconds;
    },
  ]);
  try {
    const { random, sizes } = context;
    const took = await interleave(Object.fromEntries(contestants), {
      random,
      rounds: sizes.slowRounds,
      warmUps: 0,
    });
    const what = `${rows.toLocaleString('en')} rows of one person`;
    const held = Object.fromEntries(ways.map((way) => [names[way], spreadOf(memory.get(names[way]) ?? [])]));
    return [figureOf(what, 'ms', took), figureOf(`${what}: memory at the most`, 'MB', held)];
  } finally {
    await dropTable(client, table);
  }
}

function* gatesOf(figures: readonly Figure[]): Iterable<Gate> {
  const times = figures.filter(({ unit }) => unit === 'ms');
  for (const figure of times) yield ratioGate(figure, COPY, { goal: 2, held: 7 });
  const memory = figures.filter(({ unit }) => unit === 'MB');
  for (const figure of memory) yield ratioGate(figure, COPY, { goal: 2, held: 4 });
}
