import { Client } from 'pg';
import { createPostgresConnector } from '../../functions/connectors/postgres/postgres-connector';
import type { CollectionMap, Reach } from '../../functions/domain/data-map';
import { aCollection, aField, aStore } from './small-map';
import { suiteDatabase } from './suite-database';

jest.setTimeout(30_000);

const down = (field: string, collection: string): Reach => ({
  field,
  from: { storeId: 'store', collection, field: 'id' },
  leads: 'down',
});

const accounts = aCollection('accounts', ['id', 'email'], {
  fields: [aField('id'), aField('email', { identity: 'email' })],
  reachedBy: [{ field: 'email', identity: 'email' }],
  ownRecord: true,
});
const wallets = aCollection('wallets', ['id', 'account_id'], { reachedBy: [down('account_id', 'accounts')] });
const payments = aCollection('payments', ['id', 'into_wallet', 'card_id'], {
  reachedBy: [down('into_wallet', 'wallets')],
});

const people = `CREATE TABLE accounts (id int PRIMARY KEY, email text);
  CREATE TABLE wallets (id int PRIMARY KEY, account_id int REFERENCES accounts)`;
const cardsOf = (...columns: readonly string[]) =>
  `CREATE TABLE cards (${['id int PRIMARY KEY', ...columns].join(', ')})`;
const paymentsWith = (...columns: readonly string[]) =>
  `CREATE TABLE payments (${['id int PRIMARY KEY', 'into_wallet int', ...columns].join(', ')})`;
const byCard = paymentsWith('card_id int REFERENCES cards');

describe('a table that refers to people through a table outside the map', () => {
  const databaseUrl = suiteDatabase();

  async function world(
    schema: readonly string[],
    mapped: CollectionMap = payments,
    more: { readonly ignored?: readonly string[]; readonly others?: readonly CollectionMap[] } = {},
  ) {
    const { ignored = [], others = [accounts, wallets] } = more;
    const client = new Client({ connectionString: databaseUrl() });
    await client.connect();
    await client.query(
      `DROP SCHEMA public CASCADE; DROP SCHEMA IF EXISTS bank CASCADE; CREATE SCHEMA public; CREATE SCHEMA bank;
       ${[people, ...schema].join('; ')}`,
    );
    await client.end();
    const store = { ...aStore('postgres', [...others, mapped]), ignored };
    return createPostgresConnector({ store, url: databaseUrl() });
  }

  const search = { collection: 'payments', field: 'into_wallet', values: ['1'] };

  async function toldOf(...args: Parameters<typeof world>) {
    const connector = await world(...args);
    const { unread = [] } = await connector.locate([search]);
    const { problems } = await connector.examine();
    await connector.close();
    const codes = problems.filter(
      ({ code, collection }) => code === 'unmapped-way' && collection === 'payments',
    );
    return { unread, codes };
  }

  it.each([
    ['directly', [cardsOf('wallet_id int REFERENCES wallets'), byCard]],
    [
      'through several',
      [
        'CREATE TABLE bank.boxes (id int PRIMARY KEY, owner int REFERENCES accounts)',
        cardsOf('box int REFERENCES bank.boxes'),
        byCard,
      ],
    ],
    [
      'in partitions',
      [
        'CREATE TABLE cards (id int PRIMARY KEY, wallet_id int REFERENCES wallets) PARTITION BY RANGE (id)',
        'CREATE TABLE cards_1 PARTITION OF cards DEFAULT',
        'CREATE TABLE payments (id int PRIMARY KEY, into_wallet int, card_id int REFERENCES cards) PARTITION BY RANGE (id)',
        'CREATE TABLE payments_1 PARTITION OF payments DEFAULT',
      ],
    ],
    [
      'in a table that inherits',
      [
        cardsOf('wallet_id int REFERENCES wallets'),
        paymentsWith('card_id int'),
        'CREATE TABLE old_payments (FOREIGN KEY (card_id) REFERENCES cards) INHERITS (payments)',
      ],
    ],
    ['in a ring', [cardsOf('wallet_id int REFERENCES wallets', 'twin int REFERENCES cards'), byCard]],
    [
      'back to its own rows',
      [
        cardsOf('first_payment int'),
        byCard,
        'ALTER TABLE cards ADD FOREIGN KEY (first_payment) REFERENCES payments',
      ],
    ],
  ])('is told as not wholly searched: %s', async (_, schema) => {
    const { unread, codes } = await toldOf(schema);

    expect(unread).toEqual([
      {
        collection: 'payments',
        place: 'payments (rows found only by card_id through cards)',
        reason: 'unsearched',
      },
    ]);
    expect(codes).toEqual([expect.objectContaining({ field: 'card_id', table: 'cards', blocks: 'nothing' })]);
  });

  it('is told once where several columns refer so, alone or together', async () => {
    const { unread, codes } = await toldOf([
      'CREATE TABLE cards (bank int, no int, wallet_id int REFERENCES wallets, PRIMARY KEY (bank, no))',
      'CREATE TABLE bank.boxes (id int PRIMARY KEY, owner int REFERENCES accounts)',
      paymentsWith(
        'box int REFERENCES bank.boxes',
        'bank_id int',
        'card_id int',
        'FOREIGN KEY (bank_id, card_id) REFERENCES cards',
      ),
    ]);

    expect(unread.map(({ place }) => place)).toEqual([
      'payments (rows found only by bank_id and card_id through cards, or by box through bank.boxes)',
    ]);
    expect(codes).toHaveLength(2);
  });

  const cards = cardsOf('wallet_id int REFERENCES wallets');
  const byHolder = (column: string) => [
    cards,
    paymentsWith('card_id int REFERENCES cards', `holder_id ${column}`),
  ];
  const held = aCollection('payments', ['id', 'into_wallet', 'card_id', 'holder_id'], {
    reachedBy: [down('into_wallet', 'wallets'), down('holder_id', 'accounts')],
  });

  it.each<[string, ...Parameters<typeof world>]>([
    ['it leads to nobody', [cardsOf('colour text'), byCard]],
    ['the table holds nothing about people', [cards, byCard], payments, { ignored: ['cards'] }],
    [
      'a table on the way holds nothing about people',
      [
        'CREATE TABLE bank.boxes (id int PRIMARY KEY, owner int REFERENCES accounts)',
        cardsOf('box int REFERENCES bank.boxes'),
        byCard,
      ],
      payments,
      { ignored: ['bank.boxes'] },
    ],
    [
      'it leads only to rows that several people share',
      [cards, byCard],
      payments,
      { others: [{ ...wallets, owner: 'shared' }] },
    ],
    ['each row names its person itself', byHolder('int NOT NULL REFERENCES accounts'), held],
    [
      'rows are found by the column itself',
      [cards, byCard],
      { ...payments, reachedBy: [...payments.reachedBy, { field: 'card_id', identity: 'card' }] },
    ],
    ['it is people’s own record', [cards, byCard], { ...payments, ownRecord: true }],
    ['its rows are shared', [cards, byCard], { ...payments, owner: 'shared' }],
  ])('is wholly searched if %s', async (_, ...args) => {
    expect(await toldOf(...args)).toEqual({ unread: [], codes: [] });
  });

  it.each([
    ['may be empty', 'int REFERENCES accounts'],
    ['may name nobody', 'int NOT NULL DEFAULT 0'],
  ])('is not wholly searched if the column that names its person %s', async (_, column) => {
    expect((await toldOf(byHolder(column), held)).unread).toHaveLength(1);
  });

  it('is not told again by searches that only ask who else is named', async () => {
    const connector = await world([cards, byCard]);

    expect((await connector.locate([{ ...search, check: true }])).unread).toBeUndefined();
    await connector.close();
  });
});
