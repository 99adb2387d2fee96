import { type DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import { deskTables } from '../../local/desk/create-tables';
import { withDynamoDb } from '../dynamodb/bench-items';
import {
  type BenchContext,
  type BenchPart,
  type Figure,
  figureOf,
  type Gate,
  OURS,
} from '../machinery/bench-part';
import { type CallTally, tallyDynamoDb } from '../machinery/call-tally';
import { interleave } from '../machinery/interleave';
import { once } from '../machinery/spread';
import { fillRegister, NOW } from './open-requests';

const SCAN = 'a Scan of the register';

export const watchPart: BenchPart = {
  name: 'watch',
  asks: 'What does it cost to find the requests that are due, among more and more that are open?',
  run: async (context) => {
    const figures: Figure[] = [];
    const swept: Sweep[] = [];
    for (const open of context.sizes.watch.open) {
      const sweep = await withDynamoDb((client) => measureSweep(context, client, open));
      swept.push(sweep);
      figures.push(...sweep.figures);
    }
    return { figures, gates: [...gatesOf(swept)], notes: [NOTE] };
  },
};

const NOTE =
  'Each open request is a summary and one entry here. A real one has about twenty entries, so that a Scan costs several times as much, and the index the same.';

interface Sweep {
  readonly open: number;
  readonly items: number;
  readonly tally: CallTally;
  readonly figures: readonly Figure[];
}

async function measureSweep(
  { sizes, random, say }: BenchContext,
  client: DynamoDBClient,
  open: number,
): Promise<Sweep> {
  const { due } = sizes.watch;
  say(`${open.toLocaleString('en')} open requests, ${due} of them due`);
  const register = await fillRegister(client, { open, due });
  const tally = tallyDynamoDb(client);
  let items = 0;
  const sweep = async () => {
    items = 0;
    for await (const _due of register.due(NOW)) items += 1;
  };
  const asked = await tally.during(sweep);
  const scanned = await tally.during(() => scan(client));
  const took = await interleave(
    { [OURS]: sweep, [SCAN]: () => scan(client) },
    { random, rounds: sizes.rounds, fewer: { [SCAN]: 3 } },
  );
  const what = `${due} due of ${open.toLocaleString('en')} open`;
  const both = (of: (tally: CallTally) => number) => ({ [OURS]: once(of(asked)), [SCAN]: once(of(scanned)) });
  const figures = [
    figureOf(
      what,
      'read units',
      both(({ units }) => units),
    ),
    figureOf(
      what,
      'calls',
      both(({ calls }) => calls),
    ),
    figureOf(what, 'ms', took),
  ];
  return { open, items, tally: asked, figures };
}

async function scan(client: DynamoDBClient): Promise<void> {
  for await (const _page of paginateScan({ client }, { TableName: deskTables.REGISTER_TABLE }));
}

function* gatesOf(swept: readonly Sweep[]): Iterable<Gate> {
  const [few, many] = [swept[0], swept.at(-1)];
  if (!few || !many) return;
  const what = `${many.open.toLocaleString('en')} open, against ${few.open.toLocaleString('en')}`;
  yield { what: `items read: ${what}`, unit: 'times', counted: many.items / few.items, goal: 1 };
  yield {
    what: `read units: ${what}`,
    unit: 'times',
    counted: many.tally.units / few.tally.units,
    goal: 1.05,
  };
  yield { what: `calls: ${what}`, unit: 'times', counted: many.tally.calls / few.tally.calls, goal: 1.05 };
}
