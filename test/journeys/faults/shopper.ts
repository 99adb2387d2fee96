import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { Client } from 'pg';
import type { RunningDesk } from '../../../local/desk/start-desk';
import { shopBucket } from '../../../local/sample-shop/seed-files';

/** What the shop holds on a person: all their free texts, so that a test can put a mark into each. */
export interface Shopper {
  readonly id: number;
  readonly customerNumber: string;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly phone: string;
  readonly street: string;
  readonly note: string;
  readonly giftMessage: string;
  readonly review: string;
  readonly preference: string;
  readonly lastPage: string;
  readonly objectKey: string;
  readonly objectBody: string;
  readonly chat: string;
  readonly orderedOn: string;
}

/** Ids from here on belong to people whom tests put into the shop. */
const FIRST_ID = 900_000;

export function aShopper(n: number, fields: Partial<Shopper> = {}): Shopper {
  return {
    id: FIRST_ID + n,
    customerNumber: `AL-${FIRST_ID + n}`,
    email: `shopper.${n}@example.com`,
    firstName: 'Sam',
    lastName: `Shopper${n}`,
    phone: '+49 30 5550999',
    street: `Teststr. ${n}`,
    note: 'Likes brass.',
    giftMessage: 'For you!',
    review: 'A bright lamp.',
    preference: 'brass',
    lastPage: '/lamps/floor',
    objectKey: 'photo',
    objectBody: 'not really a picture',
    chat: 'My lamp flickers.',
    orderedOn: '2025-11-03',
    ...fields,
  };
}

/** Clients that reach the stores directly, without the proxies that count or fail calls. */
export interface StraightClients {
  readonly postgresUrl: string;
  readonly dynamo: DynamoDBClient;
  readonly s3: S3Client;
}

export function straightClients({
  ports,
  environment,
}: Pick<RunningDesk, 'ports' | 'environment'>): StraightClients {
  return {
    postgresUrl: environment.SHOP_DATABASE_URL ?? '',
    dynamo: new DynamoDBClient({ endpoint: `http://127.0.0.1:${ports.dynamodb}` }),
    s3: new S3Client({ endpoint: `http://127.0.0.1:${ports.s3}`, forcePathStyle: true }),
  };
}

/** Puts a shopper into every store of the shop. */
export async function addShopper(to: StraightClients, who: Shopper): Promise<void> {
  await withDatabase(to, async (client) => {
    for (const [table, row] of rowsOf(who)) {
      const sql = `INSERT INTO ${table} SELECT * FROM json_populate_record(NULL::${table}, $1)`;
      await client.query(sql, [JSON.stringify(row)]);
    }
  });
  const documents = DynamoDBDocumentClient.from(to.dynamo);
  for (const [TableName, Item] of itemsOf(who)) await documents.send(new PutCommand({ TableName, Item }));
  for (const object of objectsOf(who))
    await to.s3.send(new PutObjectCommand({ Bucket: shopBucket, ...object }));
}

export async function withDatabase(
  { postgresUrl }: Pick<StraightClients, 'postgresUrl'>,
  act: (client: Client) => Promise<void>,
): Promise<void> {
  const client = new Client({ connectionString: postgresUrl });
  await client.connect();
  try {
    await act(client);
  } finally {
    await client.end();
  }
}

function rowsOf(who: Shopper): [string, object][] {
  const { id, email } = who;
  const name = `${who.firstName} ${who.lastName}`;
  const ids = { id, customer_number: who.customerNumber, email };
  const place = `${who.street}, 10115 Berlin, DE`;
  return [
    ['addresses', { id, street: who.street, postal_code: '10115', city: 'Berlin', country: 'DE' }],
    [
      'customers',
      {
        ...ids,
        first_name: who.firstName,
        last_name: who.lastName,
        birth_date: '1990-01-01',
        phone: who.phone,
        password_hash: 'none',
        address_id: id,
        share_with_ad_partner: true,
        staff_note: who.note,
        created_at: '2024-05-01T10:00:00Z',
      },
    ],
    [
      'newsletter',
      {
        email,
        first_name: who.firstName,
        wants_newsletter: true,
        consented_at: '2024-05-01T10:00:00Z',
        signed_up_at: 'web',
      },
    ],
    [
      'orders',
      {
        ...ids,
        order_number: `T-${id}`,
        ordered_on: who.orderedOn,
        delivery_name: name,
        delivery_address: place,
        gift_message: who.giftMessage,
        total: '10.00',
        currency: 'EUR',
      },
    ],
    [
      'order_items',
      {
        order_id: id,
        position: 1,
        product_id: 1,
        quantity: 1,
        unit_price: '10.00',
        ordered_on: who.orderedOn,
      },
    ],
    [
      'shipments',
      { id, order_id: id, tracking_number: `S-${id}`, shipped_on: who.orderedOn, received_by: name },
    ],
    [
      'invoices',
      {
        ...ids,
        invoice_number: `R-${id}`,
        billed_name: name,
        billed_address: place,
        issued_on: who.orderedOn,
        total: '10.00',
        vat: '1.60',
        lines: [{ what: 'lamp' }],
      },
    ],
    [
      'payments',
      {
        id,
        invoice_number: `R-${id}`,
        method: 'card',
        payer_name: name,
        account_ending: '1234',
        amount: '10.00',
        paid_on: who.orderedOn,
        processor_reference: `P-${id}`,
      },
    ],
    [
      'reviews',
      {
        id,
        product_id: 1,
        customer_number: who.customerNumber,
        author_name: who.firstName,
        stars: 5,
        title: 'Good',
        body: who.review,
        written_on: who.orderedOn,
      },
    ],
  ];
}

function itemsOf(who: Shopper): [string, Record<string, unknown>][] {
  const { customerNumber } = who;
  return [
    [
      'almas-lamps-profiles',
      {
        profileId: `p-${who.id}`,
        customerNumber,
        email: who.email,
        displayName: who.firstName,
        preferences: { style: who.preference, colourTemperature: 2700, rooms: ['study'] },
        loyaltyPoints: 5,
        showToAdPartner: true,
        payLaterLimit: 100,
        payLaterReason: 'always paid in time',
        payLaterDecidedAt: '2025-02-01T03:00:00Z',
      },
    ],
    [
      'almas-lamps-sessions',
      {
        sessionId: `s-${who.id}`,
        startedAt: '2026-01-05T10:00:00Z',
        customerNumber,
        ipAddress: '203.0.113.7',
        userAgent: 'Firefox 150 on Linux',
        refreshToken: 'none',
        lastPage: who.lastPage,
      },
    ],
  ];
}

function objectsOf(who: Shopper) {
  const { customerNumber, email } = who;
  const at = '2026-02-01T10:00:00Z';
  const chat = (id: string, of: object, text: string) =>
    JSON.stringify({ id, at, ...of, model: 'kirchner-assist-2', messages: [{ role: 'user', text }] });
  const lines = [
    chat(`c-other-${who.id}`, { customer_number: null, email: 'bystander@example.com' }, 'Hello'),
    chat(`c-${who.id}`, { customer_number: customerNumber, email }, who.chat),
  ];
  return [
    {
      Key: `uploads/${customerNumber}/${who.objectKey}.png`,
      Body: who.objectBody,
      ContentType: 'image/png',
      Metadata: { 'original-name': encodeURIComponent(`${who.objectKey}.png`) },
    },
    {
      Key: `chats/2026/02/shopper-${who.id}.jsonl`,
      Body: `${lines.join('\n')}\n`,
      ContentType: 'application/x-ndjson',
    },
  ];
}
