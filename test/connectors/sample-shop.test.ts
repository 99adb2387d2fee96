import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { Client } from 'pg';
import { compareWithStore } from '../../functions/config/map/compare-with-store';
import { loadDataMap } from '../../functions/config/map/load-data-map';
import type { Connector } from '../../functions/connectors/connector';
import { createDynamoDbConnector } from '../../functions/connectors/dynamodb/dynamodb-connector';
import { locateEverything } from '../../functions/connectors/locate-everything';
import { createPostgresConnector } from '../../functions/connectors/postgres/postgres-connector';
import { createS3Connector } from '../../functions/connectors/s3/s3-connector';
import type { DataMap, StoreMap } from '../../functions/domain/data-map';
import { eraseInstructions } from '../../functions/domain/erase-instructions';
import type { Identities } from '../../functions/domain/finding';
import type { StoreFinding } from '../../functions/domain/found-rows';
import { freezeManifest } from '../../functions/domain/freeze-manifest';
import { planWave } from '../../functions/domain/locate-plan';
import type { Manifest } from '../../functions/domain/manifest';
import { optOutSearches } from '../../functions/domain/opt-out-searches';
import { startDynamoDb } from '../../local/aws/dynamodb-server';
import { startPostgres } from '../../local/aws/postgres-server';
import { startS3 } from '../../local/aws/s3-server';
import { people } from '../../local/sample-shop/people';
import { type ShopStores, seedShop } from '../../local/sample-shop/seed-shop';
import { shopRecords, usualScale } from '../../local/sample-shop/shop-records';
import { snapshotShop } from '../../local/sample-shop/snapshot-shop';

jest.setTimeout(60_000);

const today = '2026-03-05';
const kinds = {
  'shop-database': 'postgres',
  profiles: 'dynamodb',
  files: 's3',
  'support-mailbox': 'manual',
} as const;
const map = loadDataMap(
  ['datasets/systems.yaml'],
  Object.entries(kinds).map(([id, kind]) => ({ id, kind, title: id, datasets: [`datasets/${id}.yaml`] })),
);

interface Shop extends ShopStores {
  readonly connectors: Readonly<Record<string, Connector>>;
  close(): Promise<void>;
}

async function openShop(): Promise<Shop> {
  const directory = mkdtempSync(join(tmpdir(), 'shop-'));
  const [postgres, dynamodb, files] = await Promise.all([
    startPostgres({ directory: join(directory, 'postgres') }),
    startDynamoDb({}),
    startS3({ directory: join(directory, 's3'), buckets: [] }),
  ]);
  const account = { region: 'us-east-1', credentials: { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' } };
  const dynamo = new DynamoDBClient({ ...account, endpoint: dynamodb.endpoint });
  const s3 = new S3Client({
    ...account,
    endpoint: files.endpoint,
    forcePathStyle: true,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
  const postgresUrl = postgres.connectionString;
  const connectors = {
    'shop-database': createPostgresConnector({ store: storeOf('shop-database'), url: postgresUrl }),
    profiles: createDynamoDbConnector({ store: storeOf('profiles'), client: dynamo }),
    files: createS3Connector({ store: storeOf('files'), client: s3 }),
  };
  const close = async () => {
    await Promise.all(Object.values(connectors).map((connector) => connector.close()));
    await Promise.all([postgres.stop(), dynamodb.stop(), files.stop()]);
    rmSync(directory, { recursive: true, force: true });
  };
  return { postgresUrl, dynamo, s3, connectors, close };
}

function storeOf(storeId: string): StoreMap {
  const store = map.stores.find((candidate) => candidate.storeId === storeId);
  if (store === undefined) throw new Error(`the map has no store ${storeId}`);
  return store;
}

/** Wave after wave, until nothing new is found. */
async function findPerson({ connectors }: Shop, identities: Identities): Promise<StoreFinding[]> {
  const findings: StoreFinding[] = [];
  for (
    let wave = planWave(map, identities, findings, []);
    wave.length > 0;
    wave = planWave(map, identities, findings, [])
  ) {
    for (const { storeId, searches } of wave) {
      const connector = connectors[storeId] as Connector;
      const found = await locateEverything(connector, searches, Infinity);
      findings.push({ storeId, searches, ...found });
    }
  }
  return findings;
}

function freeze(dataMap: DataMap, findings: readonly StoreFinding[], identities?: Identities): Manifest {
  const who = identities ? { identities } : {};
  return freezeManifest({
    map: dataMap,
    right: 'erasure',
    version: 1,
    findings,
    ...who,
    unavailable: [],
    today,
  });
}

async function inDatabase({ postgresUrl }: Shop, statement: string): Promise<void> {
  const client = new Client({ connectionString: postgresUrl });
  await client.connect();
  await client.query(statement);
  await client.end();
}

/** `store.collection: treatment` with the number of rows. */
function counts(manifest: Manifest): Record<string, number> {
  const rows = manifest.stores.flatMap(({ storeId, collections }) =>
    collections.flatMap((one) =>
      one.rows.map((row) => `${storeId}.${row.collection}: ${row.treatment.action}`),
    ),
  );
  return Object.fromEntries(
    [...new Set(rows)].sort().map((name) => [name, rows.filter((row) => row === name).length]),
  );
}

async function eraseAll({ connectors }: Shop, manifest: Manifest): Promise<void> {
  for (const { storeId, collections } of manifest.stores) {
    const instructions = eraseInstructions(storeOf(storeId), collections);
    if (instructions.length > 0) await connectors[storeId]?.erase(instructions);
  }
}

const changed = (before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>) =>
  [...new Set([...before.keys(), ...after.keys()])]
    .filter((name) => before.get(name) !== after.get(name))
    .sort();

describe('the people of the sample shop', () => {
  const records = shopRecords(usualScale);

  it('are the same each time', () => {
    expect(JSON.stringify(shopRecords(usualScale).tables)).toBe(JSON.stringify(records.tables));
  });

  it('are at least 300, all at example.com, with an address each of their own', () => {
    const emails = records.customers.map((customer) => customer.email);

    expect(emails.length).toBeGreaterThanOrEqual(300);
    expect(new Set(emails).size).toBe(emails.length);
    expect(emails.filter((email) => !/^[a-z0-9.]+@example\.com$/.test(email))).toEqual([]);
  });
});

describe('the sample shop', () => {
  let shop: Shop;
  let before: Map<string, string>;

  beforeAll(async () => {
    shop = await openShop();
    await seedShop(shop);
    before = await snapshotShop(shop);
  });

  afterAll(() => shop.close());

  it.each(['shop-database', 'profiles', 'files'])('is mapped completely: %s', async (storeId) => {
    const shape = await shop.connectors[storeId]?.describe();

    expect(compareWithStore(map, storeId, shape ?? { collections: [] })).toEqual([]);
  });

  it('shows everything it holds on a person who is known by one address', async () => {
    const lena = { email: [people.lena.email] };
    const findings = await findPerson(shop, lena);

    expect(findings.flatMap((finding) => finding.unmapped)).toEqual([]);
    expect(counts(freeze(map, findings, lena))).toEqual({
      'files.chats: erase': expect.any(Number),
      'files.uploads: erase': 2,
      'profiles.profiles: erase': 1,
      'profiles.sessions: erase': expect.any(Number),
      'profiles.taste_vectors: erase': 1,
      'shop-database.addresses: keep-shared': 1,
      'shop-database.customers: erase': 1,
      'shop-database.invoices: retain': expect.any(Number),
      'shop-database.newsletter: erase': 1,
      'shop-database.order_items: retain': expect.any(Number),
      'shop-database.orders: retain': expect.any(Number),
      'shop-database.payments: retain': expect.any(Number),
      'shop-database.reviews: anonymise': 1,
      'shop-database.shipments: erase': expect.any(Number),
    });
  });

  it('shows the guest order only to someone who names its address', async () => {
    const without = await findPerson(shop, { email: [people.lena.email] });
    const both = await findPerson(shop, { email: [people.lena.email, people.lena.guestEmail] });

    const orders = (findings: readonly StoreFinding[]) =>
      counts(freeze(map, findings))['shop-database.orders: retain'];
    expect(orders(both)).toBe((orders(without) ?? 0) + 1);
  });

  it('gives nobody an account because one of its orders names their address', async () => {
    const stranger = { email: ['stranger@example.org'] };
    const of = `customer_number = '${people.lena.customerNumber}'`;
    await inDatabase(shop, 'CREATE TABLE spare AS SELECT id, email FROM orders');
    await inDatabase(
      shop,
      `UPDATE orders SET email = 'stranger@example.org' WHERE id = (SELECT min(id) FROM orders WHERE ${of})`,
    );

    const found = counts(freeze(map, await findPerson(shop, stranger), stranger));
    const lena = { email: [people.lena.email] };
    const hers = counts(freeze(map, await findPerson(shop, lena), lena));
    await inDatabase(shop, 'UPDATE orders SET email = spare.email FROM spare WHERE spare.id = orders.id');
    await inDatabase(shop, 'DROP TABLE spare');

    expect(Object.keys(found).filter((name) => !name.endsWith(': contested'))).toEqual([]);
    expect(found['shop-database.orders: contested']).toBe(1);
    expect(hers['shop-database.customers: erase']).toBe(1);
    expect(Object.keys(hers).filter((name) => name.endsWith(': contested'))).toEqual([]);
  });

  it('keeps people of the same name apart', async () => {
    const berlin = await findPerson(shop, { email: [people.mehmetInKreuzberg.email] });
    const hamburg = await findPerson(shop, { email: [people.mehmetInHamburg.email] });

    const rows = (findings: readonly StoreFinding[]) =>
      findings.flatMap((finding) =>
        finding.rows.map((row) => JSON.stringify([finding.storeId, row.collection, row.key])),
      );
    expect(rows(berlin).length).toBeGreaterThan(0);
    expect(rows(hamburg).length).toBeGreaterThan(0);
    expect(rows(berlin).filter((row) => rows(hamburg).includes(row))).toEqual([]);
  });

  it('finds all 5,000 orders of one customer, and everything that belongs to them', async () => {
    const found = counts(freeze(map, await findPerson(shop, { email: [people.ottilie.email] })));

    expect(found).toMatchObject({
      'shop-database.orders: retain': 5_000,
      'shop-database.shipments: erase': 5_000,
    });
  });

  it('erases an order whose retention has ended and keeps its invoice', async () => {
    const found = counts(freeze(map, await findPerson(shop, { email: [people.gerhard.email] })));

    expect(found).toMatchObject({
      'shop-database.orders: erase': 1,
      'shop-database.order_items: erase': expect.any(Number),
      'shop-database.invoices: retain': 1,
    });
  });

  it('knows a newsletter reader only by the newsletter, and a stranger not at all', async () => {
    const ines = await findPerson(shop, { email: [people.ines.email] });
    const nobody = await findPerson(shop, { email: [people.nobody.email] });

    expect(counts(freeze(map, ines))).toEqual({ 'shop-database.newsletter: erase': 1 });
    expect(counts(freeze(map, nobody))).toEqual({});
  });

  it('finds every profile through its index', async () => {
    const values = shopRecords(usualScale).customers.map((customer) => customer.email);

    const { rows } = await locateEverything(shop.connectors.profiles as Connector, [
      { collection: 'profiles', field: 'email', values },
    ]);

    expect(rows).toHaveLength(values.length);
  });

  it('changes only the consents that a right is about', async () => {
    const right = 'marketing-objection';
    for (const [storeId, connector] of Object.entries(shop.connectors)) {
      await connector.optOut(optOutSearches(storeOf(storeId), right, { email: [people.ines.email] }), right);
    }

    const after = await snapshotShop(shop);

    expect(changed(before, after)).toEqual([`shop-database/newsletter/${people.ines.email}`]);
    expect(after.get(`shop-database/newsletter/${people.ines.email}`)).toContain(',f,');
    before = after;
  });

  it.each([
    ['lena', people.lena],
    ['amina', people.amina],
    ['gerhard', people.gerhard],
  ])('forgets %s and leaves everyone else’s data unchanged, byte for byte', async (_, person) => {
    const findings = await findPerson(shop, { email: [person.email] });
    const manifest = freeze(map, findings);

    await eraseAll(shop, manifest);

    const after = await snapshotShop(shop);
    const gone = changed(before, after);
    const expected = Object.entries(counts(manifest)).filter(([name]) => /: (erase|anonymise)$/.test(name));
    const emptied = gone.filter((name) => /\.jsonl$/.test(name));
    expect(gone.length - emptied.length).toBe(expected.reduce((sum, [, rows]) => sum + rows, 0));
    const left = freeze(
      map,
      await findPerson(shop, { email: [person.email], 'customer-number': [person.customerNumber] }),
    );
    expect(Object.keys(counts(left)).filter((name) => !name.endsWith(': retain'))).toEqual([]);
    expect(
      [...after.entries()].filter(
        ([name, line]) => !/invoices|orders|payments/.test(name) && line.includes(person.email),
      ),
    ).toEqual([]);
    before = after;
  });

  it('leaves the address row that two people shared', () => {
    expect(before.get('shop-database/addresses/1')).toContain('Lindenstraße 12');
    expect(before.get('shop-database/customers/2')).toContain(people.tariq.email);
  });

  it('erases 5,000 parcels of one customer and keeps the orders', async () => {
    const manifest = freeze(map, await findPerson(shop, { email: [people.ottilie.email] }));

    await eraseAll(shop, manifest);

    const after = await snapshotShop(shop);
    expect(changed(before, after).filter((name) => name.startsWith('shop-database/shipments/'))).toHaveLength(
      5_000,
    );
    expect(changed(before, after).filter((name) => name.startsWith('shop-database/orders/'))).toEqual([]);
  });
});
