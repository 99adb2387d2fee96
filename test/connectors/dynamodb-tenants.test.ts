import { createDynamoDbConnector } from '../../functions/connectors/dynamodb/dynamodb-connector';
import type { StoreMap } from '../../functions/domain/data-map';
import { rowsOfPerson } from '../../functions/domain/locate-plan';
import { startDynamoDb } from '../../local/aws/dynamodb-server';
import type { LoopbackServer } from '../../local/aws/loopback-server';
import { gapsOf, loadText } from '../config/map/written-map';
import { clientAt, locatePerson, makeTable, put } from './single-table';

jest.setTimeout(30_000);

const refersTo = (field: string) =>
  `fides_meta: { references: [{ dataset: shop, field: members.${field}, direction: from }] }`;
const written = (no = refersTo('no')) => `
dataset:
  - fides_key: shop
    rightsdesk_meta: { store: { kind: dynamodb }, source: from you, systems: [office] }
    collections:
      - name: members
        rightsdesk_meta: { on_erasure: erase, own_record: true, physical: { indexes: [{ name: byMail, field: email }] } }
        fields:
          - { name: tenant, data_categories: [user], fides_meta: { primary_key: true } }
          - { name: no, data_categories: [user], fides_meta: { primary_key: true } }
          - { name: email, data_categories: [user.contact.email], fides_meta: { identity: email } }
      - name: orders
        rightsdesk_meta: { on_erasure: erase, physical: { keys: { pk: "T#{tenant}#C#{no}", sk: "O#{oid}" } } }
        fields:
          - { name: tenant, data_categories: [user], ${refersTo('tenant')} }
          - { name: no, data_categories: [user], ${no} }
          - { name: oid, data_categories: [user] }
system:
  - fides_key: office
    privacy_declarations:
      - { name: To sell, data_categories: [user], data_use: essential.service, legal_basis_for_processing: Contract, retention_period: a while }
`;

describe('items whose partition key holds a tenant and a number', () => {
  let server: LoopbackServer;

  beforeAll(async () => {
    server = await startDynamoDb({});
    const client = clientAt(server.endpoint);
    await makeTable(client, { name: 'members', key: ['tenant', 'no'], indexes: { byMail: ['email'] } });
    await makeTable(client, { name: 'orders', key: ['pk', 'sk'] });
    const member = (tenant: string, no: string, email: string) => ({
      tenant: { S: tenant },
      no: { S: no },
      email: { S: email },
    });
    await put(client, 'members', [
      member('a', '1', 'ida@x.example'),
      member('b', '2', 'ida@x.example'),
      member('a', '2', 'bo@x.example'),
      member('b', '1', 'bo@x.example'),
      member('a#C#3', '9', 'cy@x.example'),
    ]);
    const order = (pk: string) => ({ pk: { S: pk }, sk: { S: 'O#1' } });
    await put(client, 'orders', ['T#a#C#1', 'T#a#C#2', 'T#b#C#1', 'T#b#C#2', 'T#a#C#3#C#9'].map(order));
    client.destroy();
  });

  afterAll(async () => {
    await server.stop();
  });

  it.each([
    ['ida@x.example', ['T#a#C#1', 'T#b#C#2']],
    ['bo@x.example', ['T#a#C#2', 'T#b#C#1']],
    ['cy@x.example', []],
  ])('are found by both values of one record, and not by a mixture: %s', async (email, keys) => {
    const map = loadText(written());
    const connector = createDynamoDbConnector({
      store: map.stores[0] as StoreMap,
      client: clientAt(server.endpoint),
    });

    const identities = { email: [email] };
    const { findings } = await locatePerson(map, connector, identities);
    const isTheirs = rowsOfPerson(map, { identities, findings }, 'shop');
    const orders = findings
      .flatMap(({ rows }) => [...rows])
      .filter((row) => row.collection === 'orders' && isTheirs(row));

    expect(gapsOf(map)).toEqual([]);
    expect(orders.map(({ key }) => key.pk).sort()).toEqual(keys);
  });

  it('are a gap if one of the two values does not say whose it is', () => {
    expect(gapsOf(loadText(written('fides_meta: {}'))).join()).toContain('no key finds rows by "tenant"');
  });
});
