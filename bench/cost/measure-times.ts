/**
 * Measures how long a desk's functions use a processor, and writes `cost/measured-times.json`: `npx tsx
 * bench/cost/measure-times.ts`, on a quiet machine.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Temporal } from 'temporal-polyfill';
import { type CallKind, type MeasuredTimes, writeMeasuredTimes } from '../../cost/measured-times';
import type { DeskWalk } from '../../local/demo/desk-walk';
import { staff } from '../../local/demo/story';
import type { RunningDesk } from '../../local/desk/start-desk';
import { shopRecords, usualScale } from '../../local/sample-shop/shop-records';
import { thisMachine } from '../machinery/machine';
import { withBenchDesk } from '../workflow/bench-desk';
import { countOutgoingCalls } from '../workflow/outgoing-calls';
import { askForCopy, customers } from '../workflow/walks';
import { ProcessorShares, type Share } from './processor-shares';

const STEPS = join(__dirname, '../../functions/steps');

/** Requests of each right. */
const REQUESTS = 5;

/** The last customers of the sample shop, of whom nothing is peculiar. */
const ORDINARY = 200;

type Times = Pick<MeasuredTimes, 'requests' | 'calls' | 'callsAnOrder'>;

/**
 * The mean time of a call, by kind of function, of requests for access and erasure; and how an erasure grows
 * with a person's orders.
 */
export async function measureTimes(requests: number): Promise<Times> {
  return withBenchDesk({}, async (walk) => {
    const { few, many } = byOrders();
    const emails = customers(2 * requests + 4).filter((email) => email !== few.email && email !== many.email);
    // The first requests also load the code and read what a desk reads once, so they are not counted.
    await walkBoth(walk, [emails.pop() ?? '', emails.pop() ?? '']);
    const [less, more] = [await callsOfErasure(walk, few.email), await callsOfErasure(walk, many.email)];
    const shares = new ProcessorShares(Number(new URL(walk.desk.url).port));
    wrapFunctions(walk.desk, shares);
    await shares.during(async () => {
      for (let n = 0; n < requests; n += 1) await walkBoth(walk, [emails.pop() ?? '', emails.pop() ?? '']);
    });
    const { page, step, store, package: made } = shares.shares;
    return {
      requests: 2 * requests,
      callsAnOrder: tenth(Math.max(0, (more - less) / (many.orders - few.orders))),
      calls: { page: meanOf(page), step: meanOf(step), store: meanOf(store), package: meanOf(made) },
    };
  });
}

/** One person asks for a copy, another for erasure, until the end of each request. */
async function walkBoth(walk: DeskWalk, [asks, goes]: readonly [string, string]): Promise<void> {
  await askForCopy(walk, asks);
  await eraseAll(walk, goes);
}

async function eraseAll(walk: DeskWalk, goes: string): Promise<void> {
  await walk.ask({ right: 'erasure', email: goes });
  await walk.prove(goes);
  await walk.approve(staff.decides);
  await walk.desk.moveClock({ by: 'P1DT1H' });
  await walk.desk.moveClock({ by: 'P2D' });
}

async function callsOfErasure(walk: DeskWalk, email: string): Promise<number> {
  const counts = await countOutgoingCalls(() => eraseAll(walk, email));
  return counts.get('dynamodb') ?? 0;
}

/** Two ordinary customers of the shop, one with few orders and one with as many as there are. */
function byOrders() {
  const { customers: all, tables } = shopRecords(usualScale);
  const orders = tables.orders as readonly { readonly customer_number: string }[];
  const counted = all
    .slice(-ORDINARY)
    .map(({ email, customer_number: number }) => ({
      email,
      orders: orders.filter((order) => order.customer_number === number).length,
    }))
    .sort((a, b) => a.orders - b.orders);
  const [few, many] = [counted[0], counted.at(-1)];
  if (!few || !many || few.orders === many.orders) throw new Error('no two customers differ in their orders');
  return { few, many };
}

function wrapFunctions({ aws: { functions }, data }: RunningDesk, shares: ProcessorShares): void {
  const steps = readdirSync(STEPS).map((name): [string, CallKind] => [
    name,
    name === 'assemble-package' ? 'package' : 'step',
  ]);
  const stores = data.desk.stores.map(({ id }): [string, CallKind] => [`store-${id}`, 'store']);
  for (const [name, kind] of [...steps, ...stores].filter(([name]) => functions.has(`rightsdesk-${name}`))) {
    const { handler, timeoutSeconds, memoryMb } = functions.find(`rightsdesk-${name}`);
    functions.register(`rightsdesk-${name}`, shares.wrap(kind, handler), { timeoutSeconds, memoryMb });
  }
}

function meanOf({ calls, processorMs, awsCalls }: Share): MeasuredTimes['calls'][CallKind] {
  const mean = (sum: number) => tenth(sum / Math.max(1, calls));
  return { processorMs: mean(processorMs), awsCalls: mean(awsCalls) };
}

function tenth(value: number): number {
  return Math.round(10 * value) / 10;
}

async function main(): Promise<void> {
  const measured = Temporal.Now.plainDateISO().toString();
  const { node, cpu } = thisMachine();
  const times = await measureTimes(REQUESTS);
  writeMeasuredTimes({ measured, node, cpu, ...times });
  console.log(JSON.stringify(times, null, 2));
}

// A desk leaves timers of the SDK behind.
if (require.main === module)
  main().then(
    () => process.exit(),
    (error: Error) => {
      console.error(`rightsdesk: the times were not measured: ${error.message}`);
      process.exit(1);
    },
  );
