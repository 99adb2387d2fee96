import { type PreviewInput, previewManifest } from '../../bin/commands/preview';
import { manifestWords } from '../../bin/manifest-words';
import { MissingCredentialError } from '../../bin/store-credentials';
import type { LocatedRow } from '../../functions/domain/finding';
import { RowsConnector } from './rows-connector';
import { smallMap } from './small-map';

const row = (
  collection: string,
  key: Record<string, string>,
  facts = {},
  referrers?: LocatedRow['referrers'],
) => ({
  collection,
  key,
  facts,
  ...(referrers && { referrers }),
});

const ada = row('customers', { id: '1' }, { email: 'ada@example.com', number: 'K1', address_id: '7' });
const bo = row('customers', { id: '2' }, { email: 'bo@example.com', number: 'K2', address_id: '7' });

function stores(more: { profilesDown?: boolean } = {}) {
  const shop = new RowsConnector({
    rows: [
      ada,
      bo,
      row('invoices', { id: 'R1' }, { customer_id: '1', issued_on: '2026-02-03' }),
      row('invoices', { id: 'R2' }, { customer_id: '1', issued_on: '2010-02-03' }),
      row('invoices', { id: 'R3' }, { customer_id: '2', issued_on: '2026-02-03' }),
      row('addresses', { id: '7' }, {}, [ada, bo]),
    ],
    unmapped: [{ collection: 'customers', field: 'vat_number' }],
  });
  const profiles = new RowsConnector({
    rows: [row('profiles', { number: 'K1' }), row('profiles', { number: 'K2' })],
    down: more.profilesDown ?? false,
  });
  return { shop, profiles };
}

function inputFor(connectors: Record<string, RowsConnector>, more: Partial<PreviewInput> = {}): PreviewInput {
  return {
    map: smallMap,
    right: 'erasure',
    identities: { email: ['ada@example.com'] },
    today: '2026-11-24',
    connect: async (storeId) => connectors[storeId] ?? new RowsConnector({ down: true }),
    ...more,
  };
}

describe('a preview', () => {
  it('follows what it finds from store to store and stops at one person', async () => {
    const { manifest } = await previewManifest(inputFor(stores()));

    const found = manifest.stores.map((s) => [
      s.storeId,
      s.state,
      s.collections.map((c) => [c.collection, c.rows.length]),
    ]);
    expect(found).toEqual([
      [
        'shop',
        'searched',
        [
          ['customers', 1],
          ['invoices', 2],
          ['addresses', 1],
        ],
      ],
      ['profiles', 'searched', [['profiles', 1]]],
      ['mailbox', 'manual', []],
    ]);
  });

  it('only probes and reads, opens each store once and closes it', async () => {
    const connectors = stores();

    await previewManifest(inputFor(connectors));

    expect(connectors.profiles.calls).toEqual(['probe', 'locate', 'close']);
    expect(connectors.shop.calls[0]).toBe('probe');
    expect(connectors.shop.calls.filter((call) => call !== 'locate')).toEqual(['probe', 'close']);
  });

  it('says in words what an erasure would do, with counts and without a key or value', async () => {
    const preview = await previewManifest(inputFor(stores()));

    const words = manifestWords(preview, smallMap);

    expect(words).toEqual([
      'The shop (shop): found',
      '  Your customers: 1 record',
      '    1 to be erased',
      '    not in the map, and blocks an approval: vat_number',
      '  Your invoices: 2 records',
      '    1 kept until 2034-12-31: tax law keeps invoices (s 147 AO)',
      '    1 to be erased',
      '  Your addresses: 1 record',
      '    1 kept: records of other people point at it',
      'Profiles (profiles): found',
      '  Your profiles: 1 record',
      '    1 to be anonymised',
      'The mailbox (mailbox): a person would be asked to look',
      '',
      '5 records found. Nothing was changed.',
    ]);
  });

  it('puts records that one ground keeps together, with the dates until which it does', async () => {
    const invoices = ['2025-01-01', '2026-01-01', '2026-12-31'].map((day, index) =>
      row('invoices', { id: `R${index}` }, { customer_id: '1', issued_on: day }),
    );
    const shop = new RowsConnector({ rows: [ada, ...invoices] });

    const preview = await previewManifest(inputFor({ shop }));

    expect(manifestWords(preview, smallMap)).toContain(
      '    3 kept until 2033-12-31 (1), 2034-12-31 (2): tax law keeps invoices (s 147 AO)',
    );
  });

  it('says so when a record that is kept has no date to count from', async () => {
    const shop = new RowsConnector({ rows: [ada, row('invoices', { id: 'R1' }, { customer_id: '1' })] });

    const preview = await previewManifest(inputFor({ shop }));

    expect(manifestWords(preview, smallMap)).toContain(
      '    1 kept until somebody gives it a date to count from: tax law keeps invoices (s 147 AO)',
    );
  });

  it('does not speak of erasing when the request is for access', async () => {
    const preview = await previewManifest(inputFor(stores(), { right: 'access' }));

    expect(manifestWords(preview, smallMap).join('\n')).not.toMatch(/erased|anonymised|kept/);
  });

  it('says nothing found for someone unknown', async () => {
    const preview = await previewManifest(inputFor(stores(), { identities: { email: ['eve@example.com'] } }));

    expect(manifestWords(preview, smallMap)).toContain('The shop (shop): nothing found');
    expect(manifestWords(preview, smallMap).at(-1)).toBe('0 records found. Nothing was changed.');
  });

  it('goes on without a store that is down, and says so', async () => {
    const preview = await previewManifest(inputFor(stores({ profilesDown: true })));

    expect(preview.unavailable).toEqual({ profiles: 'connection refused' });
    expect(manifestWords(preview, smallMap)).toContain(
      'Profiles (profiles): not searched, connection refused',
    );
    expect(preview.manifest.stores[0]?.collections).toHaveLength(3);
  });

  it('goes on without a store whose credentials are missing', async () => {
    const connect = async () => {
      throw new MissingCredentialError('the environment variable SHOP_URL is not set');
    };

    const preview = await previewManifest(inputFor({}, { connect }));

    expect(preview.unavailable).toEqual({ shop: 'the environment variable SHOP_URL is not set' });
  });

  it('closes the stores it opened when one fails in a way nobody expects', async () => {
    const { shop } = stores();
    const broken = Object.assign(new RowsConnector({}), {
      locate: async () => {
        throw new Error('unexpected');
      },
    });

    const previewing = previewManifest(inputFor({ shop, profiles: broken }));

    await expect(previewing).rejects.toThrow('unexpected');
    expect(shop.calls.at(-1)).toBe('close');
    expect(broken.calls).toEqual(['probe', 'close']);
  });
});
