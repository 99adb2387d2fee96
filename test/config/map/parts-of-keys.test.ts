import type { StoreKind } from '../../../functions/domain/data-map';
import { gapsOf, loadText } from './written-map';

type Fields = Readonly<Record<string, string>>;

const from = (field: string) =>
  `fides_meta: { references: [{ dataset: shop, field: ${field}, direction: from }] }`;
const key = 'fides_meta: { primary_key: true }';
const number = 'fides_meta: { identity: customer_number }';
const unique = 'rightsdesk_meta: { unique: true }';

function collection(name: string, physical: string, fields: Fields, more = ''): string {
  const lines = Object.entries(fields).map(
    ([field, meta]) =>
      `          - { name: ${field}, data_categories: [user.unique_id]${meta && `, ${meta}`} }`,
  );
  return `
      - name: ${name}
        rightsdesk_meta: { on_erasure: erase, physical: { ${physical} }${more} }
        fields:
${lines.join('\n')}`;
}

/** Customers by number, their orders, and lines that refer to an order. */
function shop(kind: StoreKind, orders: string, lines: string, customers: string): string {
  const own = collection(
    'customers',
    customers,
    { cid: `${number.slice(0, -2)}, primary_key: true }`, email: 'fides_meta: { identity: email }' },
    ', own_record: true',
  );
  return `
dataset:
  - fides_key: shop
    rightsdesk_meta: { store: { kind: ${kind} }, source: from you, systems: [office] }
    collections:${own}${orders}${lines}
system:
  - fides_key: office
    name: Office
    privacy_declarations:
      - name: To sell
        data_categories: [user]
        data_use: essential.service
        legal_basis_for_processing: Contract
        retention_period: a year
`;
}

const asked = (name: string, keys: string) => `table: ${name}, keys: { ${keys} }`;
const formed = (orders: Fields, lines: Fields, keys = 'pk: "ORDER#{oid}", sk: "LINE#{n}"') =>
  shop(
    'dynamodb',
    collection('orders', asked('shop', 'pk: "CUST#{cid}", sk: "ORDER#{oid}"'), { cid: number, ...orders }),
    collection('lines', asked('shop', keys), { ...lines, n: '' }),
    `${asked('shop', 'pk: "CUST#{cid}", sk: PROFILE')}, indexes: [{ name: MAILS, field: email }]`,
  );
const plain = (orders: Fields, lines: Fields) =>
  shop(
    'dynamodb',
    collection('orders', 'table: orders', { cid: `${number.slice(0, -2)}, primary_key: true }`, ...orders }),
    collection('lines', 'table: lines, indexes: [{ name: BYORDER, field: oid }]', { n: key, ...lines }),
    'table: customers, indexes: [{ name: MAILS, field: email }]',
  );
const jsonl = (prefix: string) => `bucket: shop-data, format: jsonl, prefix: ${prefix}/`;
const records = (orders: Fields, lines: Fields) =>
  shop(
    's3',
    collection('orders', jsonl('orders'), { cid: `${number.slice(0, -2)}, primary_key: true }`, ...orders }),
    collection('lines', jsonl('lines'), { n: key, ...lines }),
    jsonl('customers'),
  );

const gap =
  "dataset[shop].collections[lines].fields[oid]: refers to orders.oid, which is only a part of the key (cid, oid): other people's rows may hold the same value";

describe('a reference to a part of a key', () => {
  const oid = from('orders.oid');

  it.each([
    ['the form of a DynamoDB key', formed({ oid: '' }, { oid })],
    ['key fields of a DynamoDB table', plain({ oid: key }, { oid })],
    ['key fields of records in S3', records({ oid: key }, { oid })],
  ])('is a gap if the key is written as %s, with a safe remedy', (_, text) => {
    const loaded = loadText(text);

    expect(gapsOf(loaded)).toEqual([gap]);
    expect(loaded.gaps[0]).toMatchObject({
      collection: 'lines',
      concerns: 'both',
      remedy: expect.stringMatching(
        /^set rightsdesk_meta.unique: true on orders.oid only if no two rows, of whichever person, hold/,
      ),
    });
  });

  it.each([
    ['the form of a DynamoDB key', formed({ oid: unique }, { oid })],
    ['key fields of a DynamoDB table', plain({ oid: `${key}, ${unique}` }, { oid })],
    ['key fields of records in S3', records({ oid: `${key}, ${unique}` }, { oid })],
  ])('is no gap if the part is unique by itself: %s', (_, text) => {
    expect(gapsOf(loadText(text))).toEqual([]);
  });

  it('is no gap if the referring rows hold every part, each in a reference', () => {
    const cid = from('orders.cid');
    const index = ', indexes: [{ name: BYCUSTOMER, field: cid }]';
    const text = formed({ oid: '' }, { oid, cid }).replace('sk: "LINE#{n}" }', `sk: "LINE#{n}" }${index}`);

    expect(gapsOf(loadText(text))).toEqual([]);
  });

  it('is a gap if only a name is the same, since only a database knows what it refers to', () => {
    const keys = 'pk: "ORDER#{oid}", sk: "BY#{cid}#LINE#{n}"';

    expect(gapsOf(loadText(formed({ oid: '' }, { oid, cid: '' }, keys)))).toEqual([gap]);
  });

  it('is no gap if the part is the identity of a person', () => {
    const text = formed({ oid: '' }, { cid: from('orders.cid') }, 'pk: "OF#{cid}", sk: "LINE#{n}"');

    expect(gapsOf(loadText(text))).toEqual([]);
  });

  it('is a gap even if it is not a key, and nobody could check who else has the same value', () => {
    const text = (more: string) =>
      formed({ oid: '', code: '' }, { code: from('orders.code') }, 'pk: "OF#{code}", sk: "LINE#{n}"').replace(
        'sk: "ORDER#{oid}" }',
        `sk: "ORDER#{oid}" }${more}`,
      );

    expect(gapsOf(loadText(text('')))).toEqual([
      "dataset[shop].collections[lines].fields[code]: refers to orders.code, which is no key, and which no index finds: other people's rows may hold the same value",
    ]);
    expect(gapsOf(loadText(text(', indexes: [{ name: BYCODE, field: code }]')))).toEqual([]);
  });
});
