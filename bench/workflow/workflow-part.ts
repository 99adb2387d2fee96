import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { performance } from 'node:perf_hooks';
import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { listenOnLoopback } from '../../local/aws/loopback-server';
import type { DeskWalk } from '../../local/demo/desk-walk';
import { fillItems, openDynamoDb, TABLE } from '../dynamodb/bench-items';
import {
  type BenchContext,
  type BenchPart,
  type Figure,
  figureOf,
  OURS,
  type PartFindings,
  ratioGate,
} from '../machinery/bench-part';
import { interleave } from '../machinery/interleave';
import { once } from '../machinery/spread';
import { countOutgoingCalls } from './outgoing-calls';
import { askAtOnce, askForCopy, customers } from './walks';

const BARE_HTTP = 'as many bare calls by HTTP';
const PUTS = 'as many PutItem of the emulator';

export const workflowPart: BenchPart = {
  name: 'workflow',
  asks: 'How many requests does a desk carry from the form to the package, on this machine?',
  run: async (context) => measureDesk(context, await context.desk()),
};

async function measureDesk(context: BenchContext, walk: DeskWalk): Promise<PartFindings> {
  const { oneByOne, atOnce } = context.sizes.workflow;
  const emails = customers(oneByOne + 1 + 2 * atOnce);
  const counts = await countOutgoingCalls(() => askForCopy(walk, emails.pop() ?? ''));
  const calls = [...counts.values()].reduce((sum, times) => sum + times, 0);
  context.say(`${oneByOne} access requests, one after the other`);
  const one = await besideFloors(context, calls, () => askForCopy(walk, emails.pop() ?? ''));
  const crowds: Figure[] = [];
  for (const right of atOnce > 0 ? (['access', 'erasure'] as const) : [])
    crowds.push(await atOnceFigure(context, walk, { right, emails: emails.splice(0, atOnce) }));
  return {
    figures: [one, ...crowds],
    gates: [
      { what: 'calls of one access request', unit: 'calls', counted: calls, goal: 250, held: 400 },
      ratioGate(one, PUTS, { goal: 2.5, held: 8 }),
    ],
    notes: [
      `Calls to AWS of one access request over three stores: ${[...counts].map(([service, times]) => `${service} ${times}`).join(', ')}.`,
      'The desk, its services and their emulators are one process, with its tables in a thread of their own. Mails are sent, pages are opened as by a browser.',
    ],
  };
}

interface Crowd {
  readonly right: 'access' | 'erasure';
  readonly emails: readonly string[];
}

async function atOnceFigure(
  { say }: BenchContext,
  walk: DeskWalk,
  { right, emails }: Crowd,
): Promise<Figure> {
  say(`${emails.length} ${right} requests at once`);
  const began = performance.now();
  await askAtOnce(walk, right, emails);
  if (right === 'erasure') await walk.desk.moveClock({ by: 'P1DT1H' });
  const seconds = (performance.now() - began) / 1_000;
  const until =
    right === 'access' ? 'form to package' : 'form to erased, the notice of a day passed by a clock';
  return {
    ...figureOf(`${emails.length} ${right} requests at once, ${until}`, 'requests a second', {
      [OURS]: once(emails.length / seconds),
    }),
    better: 'more',
  };
}

/** One request beside what its calls take at least: bare HTTP on this machine, the emulator's own writes. */
async function besideFloors(
  { random, sizes }: BenchContext,
  calls: number,
  request: () => Promise<void>,
): Promise<Figure> {
  const server = await listenOnLoopback(createServer(answerEmpty), 0);
  const { client, stop } = await openDynamoDb();
  await fillItems(client, 0);
  const put = new PutItemCommand({ TableName: TABLE, Item: { id: { S: 'visit' }, owner: { S: 'person' } } });
  const repeated = (call: () => Promise<unknown>) => async () => {
    for (let n = 0; n < calls; n += 1) await call();
  };
  const post = async () => (await fetch(server.endpoint, { method: 'POST', body: '{}' })).text();
  try {
    const measured = await interleave(
      { [OURS]: request, [BARE_HTTP]: repeated(post), [PUTS]: repeated(() => client.send(put)) },
      { random, rounds: sizes.workflow.oneByOne, warmUps: 0 },
    );
    return figureOf('one access request, from the form to the package', 'ms', measured);
  } finally {
    await stop();
    await server.stop();
  }
}

function answerEmpty(request: IncomingMessage, response: ServerResponse): void {
  request.resume().once('end', () => response.end('{}'));
}
