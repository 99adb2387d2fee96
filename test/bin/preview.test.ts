import { type PreviewInput, previewManifest } from '../../bin/commands/preview';
import { manifestLines } from '../../bin/manifest-text';
import { MissingCredentialError } from '../../bin/store-credentials';
import { StoreForbiddenError, StoreShapeError } from '../../functions/connectors/connector';
import type { CollectionMap } from '../../functions/domain/data-map';
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
  it('leaves to staff what a request would, with the reason', async () => {
    const gap = {
      at: 'shop.yaml:3: profiles',
      problem: 'does not say what an erasure does here',
      remedy: 'set on_erasure',
      storeId: 'profiles',
      collection: 'profiles',
      concerns: 'erasure',
    } as const;
    const map = { ...smallMap, gaps: [gap] };

    const { manifest } = await previewManifest(inputFor(stores(), { map }));

    const treatments = manifest.stores.flatMap((s) =>
      s.collections.flatMap((c) => c.rows.map((r) => [c.collection, r.treatment.action])),
    );
    expect(treatments).toContainEqual(['profiles', 'undecided']);
    expect(treatments).toContainEqual(['customers', 'erase']);
  });

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

    expect(connectors.profiles.calls).toEqual(['probe', 'examine', 'locate', 'close']);
    expect(connectors.shop.calls[0]).toBe('probe');
    expect(connectors.shop.calls.filter((call) => call !== 'locate')).toEqual(['probe', 'examine', 'close']);
  });

  it('says in words what an erasure would do, with counts and without a key or value', async () => {
    const preview = await previewManifest(inputFor(stores()));

    const words = manifestLines(preview, smallMap);

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
      'The mailbox (mailbox): staff would be asked to search it',
      '',
      '5 records found. Nothing was changed.',
    ]);
  });

  it('groups records that one ground keeps, with the dates until which it does', async () => {
    const invoices = ['2025-01-01', '2026-01-01', '2026-12-31'].map((day, index) =>
      row('invoices', { id: `R${index}` }, { customer_id: '1', issued_on: day }),
    );
    const shop = new RowsConnector({ rows: [ada, ...invoices] });

    const preview = await previewManifest(inputFor({ shop }));

    expect(manifestLines(preview, smallMap)).toContain(
      '    3 kept until 2033-12-31 (1), 2034-12-31 (2): tax law keeps invoices (s 147 AO)',
    );
  });

  it.each([
    [
      ['2020-01-01', '2020-02-01', '2021-01-01', '2021-05-01', '2021-06-01'],
      'monthly',
      '5 kept until 2030 (2), 2031 (3)',
    ],
    [
      Array.from(
        { length: 140 },
        (_, n) => `${2018 + Math.floor(n / 20)}-03-${String((n % 20) + 1).padStart(2, '0')}`,
      ),
      'daily',
      '140 kept until 2028-03-01 to 2034-03-20 (140 on 140 dates)',
    ],
  ])('sums many dates up by year, or as a range', async (days, _, words) => {
    const invoices = days.map((day, index) =>
      row('invoices', { id: `R${index}` }, { customer_id: '1', issued_on: day }),
    );
    const map = {
      ...smallMap,
      stores: smallMap.stores.map((store) => ({
        ...store,
        collections: store.collections.map((one) =>
          one.onErasure.action === 'retain'
            ? { ...one, onErasure: { ...one.onErasure, period: 'P10Y', yearEnd: false } }
            : one,
        ),
      })),
    };

    const preview = await previewManifest(
      inputFor({ shop: new RowsConnector({ rows: [ada, ...invoices] }) }, { map }),
    );

    expect(manifestLines(preview, map)).toContain(`    ${words}: tax law keeps invoices (s 147 AO)`);
  });

  it('says so when the end of a retention is not known', async () => {
    const shop = new RowsConnector({ rows: [ada, row('invoices', { id: 'R1' }, { customer_id: '1' })] });

    const preview = await previewManifest(inputFor({ shop }));

    expect(manifestLines(preview, smallMap)).toContain(
      '    1 left for staff to decide: there is no date in issued_on, so nobody can say whether its retention is over',
    );
  });

  it('does not mention erasing for an access request', async () => {
    const preview = await previewManifest(inputFor(stores(), { right: 'access' }));

    expect(manifestLines(preview, smallMap).join('\n')).not.toMatch(/erased|anonymised|kept/);
  });

  it('says that nothing was found for an unknown person', async () => {
    const preview = await previewManifest(inputFor(stores(), { identities: { email: ['eve@example.com'] } }));

    expect(manifestLines(preview, smallMap)).toContain('The shop (shop): nothing found');
    expect(manifestLines(preview, smallMap).at(-1)).toBe('0 records found. Nothing was changed.');
  });

  it('continues without a store that is down, and says so', async () => {
    const preview = await previewManifest(inputFor(stores({ profilesDown: true })));

    expect(preview.unavailable).toEqual({ profiles: 'it did not answer: connection refused' });
    expect(manifestLines(preview, smallMap)).toContain(
      'Profiles (profiles): not searched, because it did not answer: connection refused',
    );
    expect(preview.manifest.stores[0]?.collections).toHaveLength(3);
  });

  it('continues without a store whose credentials are missing', async () => {
    const connect = async () => {
      throw new MissingCredentialError('the environment variable SHOP_URL is not set');
    };

    const preview = await previewManifest(inputFor({}, { connect }));

    expect(preview.unavailable).toEqual({ shop: 'the environment variable SHOP_URL is not set' });
  });

  it('closes the stores that it opened when one fails unexpectedly', async () => {
    const { shop } = stores();
    const broken = Object.assign(new RowsConnector({}), {
      locate: async () => {
        throw new Error('unexpected');
      },
    });

    const previewing = previewManifest(inputFor({ shop, profiles: broken }));

    await expect(previewing).rejects.toThrow('unexpected');
    expect(shop.calls.at(-1)).toBe('close');
    expect(broken.calls).toEqual(['probe', 'examine', 'close']);
  });
});

describe('a preview of a store with something wrong in it', () => {
  const words = async (shop: RowsConnector, more: Partial<PreviewInput> = {}) => {
    const input = inputFor({ shop }, more);
    return manifestLines(await previewManifest(input), input.map);
  };

  it('searches the other tables when one cannot be read, and names it with its place in the map', async () => {
    const { shop } = stores();
    const locate = shop.locate.bind(shop);
    shop.locate = async (searches, cursor) => {
      if (searches.some(({ collection }) => collection === 'invoices'))
        throw new StoreForbiddenError('may not be read', { table: 'public.invoices', code: '42501' });
      return locate(searches, cursor);
    };

    const lines = await words(shop, { placeOf: (_, collection) => `shop.yaml:9: ${collection}` });

    expect(lines.slice(0, 4)).toEqual([
      'The shop (shop): found',
      '  not fully searched, because a permission is missing: may not be read (public.invoices, 42501; shop.yaml:9)',
      '  Your customers: 1 record',
      '    1 to be erased',
    ]);
    expect(lines).toContain('  Your addresses: 1 record');
  });

  it('names what no search can reach, with file and line of all that is not read', async () => {
    const island = { ...smallMap.stores[0]?.collections[0], name: 'visits', title: 'Visits', reachedBy: [] };
    const map = {
      ...smallMap,
      stores: smallMap.stores.map((store) =>
        store.storeId === 'shop'
          ? { ...store, collections: [...store.collections, island as CollectionMap] }
          : store,
      ),
    };
    const view = [{ collection: 'invoices', place: 'public.invoices', reason: 'view' }] as const;
    const shop = new RowsConnector({ rows: [ada], unread: view });

    const lines = await words(shop, { map, placeOf: (_, collection) => `shop.yaml:9: ${collection}` });

    expect(lines).toContain(
      '  not read in Visits: 1 place (1 no known identifier leads there, or only to a part of it), shop.yaml:9',
    );
    expect(lines.find((line) => line.includes('a view of other tables'))).toContain('shop.yaml:9');
  });

  it('does not say "nothing found" when something could not be read', async () => {
    const fault = new StoreShapeError('has no key', { collection: 'invoices' });
    const unread = [
      { collection: 'customers', place: 'secret/ada.gz', reason: 'compressed' },
      { collection: 'customers', place: 'secret/bo.gz', reason: 'compressed' },
      { collection: 'customers', place: 'secret/x', reason: 'broken' },
    ] as const;
    const someone = row('customers', { id: '9' }, { email: 'ada@example.com' });

    const [first, second] = await words(new RowsConnector({ faults: { probe: fault } }));
    expect(first).toBe('The shop (shop): nothing found in what could be read');
    expect(second).toBe('  not fully searched, because it does not fit the map: has no key (invoices)');

    const lines = await words(new RowsConnector({ rows: [someone], unread }));
    expect(lines).toContain('  not read in Your customers: 3 places (2 compressed, 1 broken)');
    expect(lines.join()).not.toContain('secret/');
  });

  it('shows what the store itself would block, where something was found or nothing could be', async () => {
    const problem = (collection: string, blocks: 'everything' | 'erasure' | 'nothing') => ({
      collection,
      blocks,
      code: 'x',
      problem: `${collection} ${blocks}`,
      remedy: 'Do it.',
    });
    const problems = [
      problem('customers', 'erasure'),
      problem('customers', 'nothing'),
      problem('invoices', 'erasure'),
      problem('invoices', 'everything'),
    ];
    const shop = () => new RowsConnector({ rows: [ada], examination: { problems } });
    const blocked = (lines: readonly string[]) =>
      lines.filter((line) => line.includes('blocks an approval in'));

    const erasing = await words(shop());

    expect(erasing).toContain('    1 left for staff to decide: customers erasure. Do it.');
    expect(erasing.join()).not.toContain('to be erased');
    expect(blocked(erasing)).toEqual([
      '  the store itself blocks an approval in Your invoices: invoices everything. Do it.',
    ]);
    expect(blocked(await words(shop(), { right: 'access' }))).toEqual([
      '  the store itself blocks an approval in Your invoices: invoices everything. Do it.',
    ]);
  });

  it.each([
    [
      'access',
      ['answer', 'both'].map((open) => `    open in the map, and blocks an approval: ${open}; decide`),
    ],
    ['erasure', ['    1 left for staff to decide: erasure. decide. both. decide.']],
  ] as const)('names what the map leaves open for %s where something was found', async (right, open) => {
    const gaps = (['answer', 'erasure', 'both'] as const).flatMap((concerns) =>
      ['customers', 'addresses'].map((collection) => ({
        at: 'a',
        storeId: 'shop',
        collection,
        concerns,
        problem: concerns,
        remedy: 'decide',
      })),
    );

    const lines = await words(new RowsConnector({ rows: [ada] }), { map: { ...smallMap, gaps }, right });

    expect(lines.filter((line) => /open in the map|to decide|to be erased/.test(line))).toEqual(open);
  });
});
