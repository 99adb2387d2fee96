import { createReadStream, createWriteStream, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { peakMegabytes } from '../../bench/machinery/peak-memory';
import { s3SealedObjects, writeSealed } from '../../functions/adapters/s3-sealed-objects';
import { buildCompletionInput } from '../../functions/casework/evidence/build-completion-input';
import { completionReport } from '../../functions/documents/completion-report';
import type { DataMap } from '../../functions/domain/data-map';
import { lastOf } from '../../functions/domain/log-entries';
import { assemblePackage } from '../../functions/steps/assemble-package/assemble-package';
import { searchStores } from '../../functions/steps/search-stores/search-stores';
import { aCollection, aField, aMap } from '../builders/a-map';
import { aForm, aWorld, verified, type World } from '../builders/a-world';
import { anEvent } from '../domain/a-log';
import { memoryStores } from '../fakes/memory-stores';
import { eraseRounds, readAndClose } from '../steps/erasure-saga';
import { type ManyRows, manyRowsConnector } from './many-rows';

/*
 * A request of a person with very many rows, in a process of its own, so that its memory can be measured:
 * `tsx large-person.ts FOLDER RIGHT VISITS ORDERS`. Prints one line of JSON for each part of the path.
 */

const [folder = '', right = '', visits = '0', orders = '0'] = process.argv.slice(2);

const toCustomer = {
  field: 'customer_id',
  from: { storeId: 'shop', collection: 'customers', field: 'id' },
  leads: 'down',
} as const;
const toOrder = {
  field: 'order_id',
  from: { storeId: 'shop', collection: 'orders', field: 'id' },
  leads: 'down',
} as const;

function mapOfLargeShop(): DataMap {
  const id = aField('id', 'Number');
  const customers = aCollection('customers', 'Customers', {
    fields: [id, aField('email', 'Mail', { identity: 'email' }), aField('note', 'Note')],
    ownRecord: true,
    facts: ['id', 'email'],
    reachedBy: [{ field: 'email', identity: 'email' }],
    eraseAfter: ['visits', 'orders'],
  });
  const visited = aCollection('visits', 'Visits', {
    fields: [id, aField('customer_id', 'Customer'), aField('at', 'Time'), aField('note', 'Note')],
    facts: ['customer_id', 'at'],
    reachedBy: [toCustomer],
  });
  const ordered = aCollection('orders', 'Orders', {
    fields: [id, aField('customer_id', 'Customer'), aField('note', 'Note')],
    facts: ['customer_id'],
    reachedBy: [toCustomer],
    eraseAfter: ['items'],
  });
  const items = aCollection('items', 'Items', {
    fields: [id, aField('order_id', 'Order'), aField('note', 'Note')],
    facts: ['order_id'],
    reachedBy: [toOrder],
  });
  const store = { storeId: 'shop', title: 'the shop', kind: 'postgres' } as const;
  return { ...aMap(), stores: [{ ...store, collections: [customers, visited, ordered, items] }] };
}

function rowsOfLargePerson(): ManyRows[] {
  const all = (count: number) => Array.from({ length: count }, (_, at) => at).values();
  const [visitCount, orderCount] = [Number(visits), Number(orders)];
  const numbered = (prefix: string) => (key: Readonly<Record<string, string>>) =>
    Number((key.id ?? '').slice(prefix.length));
  const one = { key: { id: 'c-1' }, facts: { id: 'c-1', email: aForm().email } };
  const ofCustomer = (count: number) => (_: string, values: readonly string[]) =>
    values.includes('c-1') ? all(count) : [];
  return [
    {
      collection: 'customers',
      count: 1,
      row: () => one,
      numberOf: () => 0,
      holding: (_, values) => (values.includes(aForm().email) ? [0] : []),
    },
    {
      collection: 'visits',
      count: visitCount,
      row: (at) => ({
        key: { id: `v-${at}` },
        facts: { customer_id: 'c-1', at: new Date(1.6e12 + 61_000 * at).toISOString() },
      }),
      numberOf: numbered('v-'),
      holding: ofCustomer(visitCount),
    },
    {
      collection: 'orders',
      count: orderCount,
      row: (at) => ({ key: { id: `o-${at}` }, facts: { customer_id: 'c-1' } }),
      numberOf: numbered('o-'),
      holding: ofCustomer(orderCount),
    },
    {
      collection: 'items',
      count: 2 * orderCount,
      row: (at) => ({ key: { id: `i-${at}` }, facts: { order_id: `o-${Math.floor(at / 2)}` } }),
      numberOf: numbered('i-'),
      *holding(_, values) {
        for (const value of values) {
          const at = 2 * Number(value.slice('o-'.length));
          yield* [at, at + 1];
        }
      },
    },
  ];
}

/** Sealed objects on disk, as they are in S3: compressed and encrypted. */
function worldOnDisk(): World {
  const world = aWorld({ map: mapOfLargeShop(), rows: {} });
  const fileOf = (key: string) => join(folder, key.replaceAll('/', '~'));
  const storage = {
    read: async (_: string, key: string) => createReadStream(fileOf(key)),
    write: async (_: string, key: string, content: Readable) => {
      mkdirSync(dirname(fileOf(key)), { recursive: true });
      await pipeline(content, createWriteStream(fileOf(key)));
    },
  };
  const objects = s3SealedObjects({ storage, bucket: 'b', vault: world.vault }) as World['objects'];
  const stores = memoryStores({ shop: manyRowsConnector(rowsOfLargePerson()) }, (target, content) =>
    writeSealed(storage, target, content),
  );
  const packages = {
    ...world.packages,
    write: (object: string) => {
      const stream = createWriteStream(fileOf(object));
      return { stream, done: new Promise<void>((resolve) => stream.on('finish', resolve)) };
    },
  } as unknown as World['packages'];
  // A table elsewhere: what is written there takes no memory here, and is not read in this walk.
  const tombstones = {
    put: async () => undefined,
    find: async (asked: readonly unknown[]) => asked.map(() => undefined),
  } as unknown as World['tombstones'];
  return { ...world, objects, stores, packages, tombstones };
}

let began = performance.now();

function tell(part: string, facts: object): void {
  const seconds = Math.round((performance.now() - began) / 100) / 10;
  const megabytes = Math.round(peakMegabytes());
  console.log(JSON.stringify({ part, seconds, megabytes, ...facts }));
  began = performance.now();
}

async function main(): Promise<void> {
  const world = worldOnDisk();
  tell('start', {});
  const requestId = await verified(world, aForm({ right: right as 'access' }));
  const { next } = await searchStores(world, { requestId });
  const frozen = lastOf((await world.register.load(requestId)).log, 'manifest-frozen');
  tell('search', { next, rows: frozen?.data.rows });
  await world.register.append(requestId, 'ask', () => anEvent('decision-asked'));
  await world.register.append(requestId, 'decide', () =>
    anEvent('decided', { manifestHash: frozen?.data.hash ?? '' }),
  );
  if (right === 'access') {
    await assemblePackage(world, { requestId });
    const made = lastOf((await world.register.load(requestId)).log, 'package-made');
    tell('package', { records: made?.data.records });
    return;
  }
  let calls = 1;
  while ((await eraseRounds(world, requestId)) === 'again') calls += 1;
  tell('erase', { calls });
  const ended = await readAndClose(world, requestId);
  const erased = ended.log.flatMap((e) => (e.type === 'store-erased' ? [e.data] : []));
  tell('read again', { erased: erased.map((one) => one.erased), remaining: erased.at(-1)?.remaining });
  const report = completionReport(await buildCompletionInput(world, ended));
  tell('report', { totals: report.json.totals });
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
