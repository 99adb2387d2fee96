import { checkMap } from '../../bin/commands/map-check';
import { mapReportLines } from '../../bin/map-report-text';
import { MissingCredentialError } from '../../bin/store-credentials';
import { lawAnswers } from '../../functions/config/desk/law-answers';
import { parseDesk } from '../../functions/config/desk/parse-desk';
import {
  type StoreError,
  StoreForbiddenError,
  StoreRefusedError,
  type StoreShape,
  StoreShapeError,
  StoreUnavailableError,
} from '../../functions/connectors/connector';
import type { DataMap } from '../../functions/domain/data-map';
import { smallestDesk } from '../config/desk/desk-text';
import { RowsConnector } from './rows-connector';
import { smallMap as blankingMap } from './small-map';

const { desk, business } = parseDesk(smallestDesk, 'desk.yaml');
/** The same without blanks, so that nothing is worth knowing. */
const smallMap: DataMap = {
  ...blankingMap,
  stores: blankingMap.stores.map((store) => ({
    ...store,
    collections: store.collections.map((one) =>
      one.name === 'profiles' ? { ...one, onErasure: { action: 'erase' } } : one,
    ),
  })),
};
const laws = lawAnswers(desk, business);

const shapes: Record<string, StoreShape> = Object.fromEntries(
  smallMap.stores.map((store) => [
    store.storeId,
    {
      collections: store.collections.map(({ name, fields }) => ({
        name,
        fields: fields.map((field) => ({ name: field.name, type: 'text' })),
      })),
    },
  ]),
);

function check(connectors: Record<string, RowsConnector>, map: DataMap = smallMap) {
  return checkMap({ desk, map, laws, warnings: [] }, async (_, store) => {
    const connector = connectors[store.storeId];
    if (!connector) throw new MissingCredentialError('the environment variable SHOP_URL is not set');
    return connector;
  });
}

function stores(shop: StoreShape | undefined = shapes.shop) {
  return {
    shop: new RowsConnector(shop ? { shape: shop } : {}),
    profiles: new RowsConnector(shapes.profiles ? { shape: shapes.profiles } : {}),
  };
}

describe('map check', () => {
  it('names who hears of no opt-out before staff say so, since the map does not say what for', async () => {
    const post = { id: 'post', name: 'Post', role: 'controller', contact: 'x', purpose: 'x' } as const;
    const purpose = { name: 'x', legalBasis: 'Contract', retention: '', categories: [] };
    const named = (key: string, use: string, uses?: readonly string[]) => ({
      ...{ key, title: key, transfers: [], automatedDecisions: [] },
      purposes: [{ ...purpose, use }],
      recipients: [{ ...post, name: `Post of ${key}`, ...(uses ? { uses } : {}) }],
    });
    const systems = [
      named('letters', 'marketing.communications.email'),
      named('parcels', 'essential.service'),
      named('news', 'marketing', ['marketing']),
    ];

    const report = await check(stores(), { ...smallMap, systems });

    const lines = mapReportLines(report, 'desk.yaml').join('\n');
    expect(lines).toContain('Post of letters, named by the system "letters" without data_uses');
    expect(lines).not.toContain('Post of parcels');
    expect(lines).not.toContain('Post of news');
  });

  it('is content when every store holds what the map says', async () => {
    const report = await check(stores());

    expect(mapReportLines(report, 'desk.yaml')).toEqual([
      'desk.yaml: valid',
      '',
      'eu-gdpr  binds you: Established in Germany.',
      expect.stringContaining('its own tests leave it open'),
      '',
      'shop      postgres  3 collections mapped, reached',
      'profiles  dynamodb  1 collection mapped, reached',
      'mailbox   manual    0 collections mapped, manual: searched by ada',
      '',
      'The map is complete.',
    ]);
    expect(report.ok).toBe(true);
  });

  it('names what is about people and stays when rows are blanked, and fails for none of it', async () => {
    const report = await check(stores(), blankingMap);

    expect(mapReportLines(report, 'desk.yaml').slice(-5)).toEqual([
      'Worth knowing (blocks nothing):',
      '  - profiles: an erasure blanks these rows and leaves what is about people in number',
      expect.stringContaining('set blank_with on each'),
      '',
      'The map is complete.',
    ]);
    expect(report.ok).toBe(true);
  });

  it('probes and describes each store, reads no row, and closes it', async () => {
    const connectors = stores();

    await check(connectors);

    expect(connectors.shop.calls).toEqual(['describe', 'examine', 'probe', 'close']);
  });

  it('names each column that is not in the map, with its remedy [D09]', async () => {
    const [customers, ...others] = shapes.shop?.collections ?? [];
    const fields = [...(customers?.fields ?? []), { name: 'vat_number', type: 'text' }];

    const report = await check(stores({ collections: [{ name: 'customers', fields }, ...others] }));

    const words = mapReportLines(report, 'desk.yaml');
    expect(words).toContain('  - customers.vat_number is in the store, but not in the map');
    expect(words.at(-1)).toBe('1 difference between map and stores.');
    expect(report.ok).toBe(false);
  });

  it('goes on when a store does not answer or its credentials are missing', async () => {
    const report = await check({ profiles: new RowsConnector({ down: true }) });

    expect(report.stores.map((store) => [store.state, store.note])).toEqual([
      ['not reached', 'the environment variable SHOP_URL is not set'],
      ['not reached', 'it did not answer: connection refused'],
      ['manual', 'searched by ada'],
    ]);
    expect(mapReportLines(report, 'desk.yaml').at(-1)).toBe('2 stores not reached.');
  });

  it('lists the answers that are missing from the map', async () => {
    const gap = {
      at: 'shop.yaml: dataset[shop]',
      problem: 'no source',
      remedy: 'say where the data comes from',
    };

    const report = await check(stores(), { ...smallMap, gaps: [gap] });

    expect(mapReportLines(report, 'desk.yaml').slice(-5)).toEqual([
      'Missing answers (each blocks the approval of a request that it concerns):',
      '  - shop.yaml: dataset[shop]: no source',
      '    say where the data comes from',
      '',
      '1 missing answer.',
    ]);
    expect(report.ok).toBe(false);
  });

  it('shows what is allowed and probably not meant without failing for it', async () => {
    const report = await checkMap(
      { desk, map: { ...smallMap, stores: [] }, laws, warnings: ['zone: elsewhere'] },
      () => Promise.reject(new Error('no store to open')),
    );

    expect(mapReportLines(report, 'desk.yaml')).toContain('  please check: zone: elsewhere');
    expect(report.ok).toBe(true);
  });

  it('closes a store that fails in a way nobody expects', async () => {
    const shop = Object.assign(new RowsConnector({}), {
      describe: async () => {
        throw new Error('unexpected');
      },
    });

    await expect(check({ shop })).rejects.toThrow('unexpected');
    expect(shop.calls).toEqual(['close']);
  });
});

describe('map check on a store with something wrong in it', () => {
  const placeOf = (storeId: string, collection?: string, field?: string) =>
    `maps/${storeId}.yaml:7: ${[collection, field].filter(Boolean).join('.')}`;
  const problem = (blocks: 'everything' | 'erasure' | 'nothing', collection = 'customers') => ({
    collection,
    code: 'cascade',
    problem: 'deleting a row deletes rows of orders',
    remedy: 'map orders',
    blocks,
  });
  const checking = (shop: RowsConnector) =>
    checkMap({ desk, map: smallMap, laws, warnings: [], placeOf }, async (_, store) =>
      store.storeId === 'shop' ? shop : stores().profiles,
    );
  const wordsOn = async (shop: RowsConnector) => mapReportLines(await checking(shop), 'desk.yaml');

  it.each([
    ['everything', ' (blocks every approval)', false],
    ['erasure', ' (blocks an erasure)', false],
    ['nothing', '', true],
  ] as const)('tells what the store says it would do (%s)', async (blocks, words, ok) => {
    const shop = new RowsConnector({
      ...(shapes.shop && { shape: shapes.shop }),
      examination: { problems: [problem(blocks)] },
    });

    const report = await checking(shop);

    const lines = mapReportLines(report, 'desk.yaml');
    const at = lines.indexOf(
      `  - maps/shop.yaml:7: customers: deleting a row deletes rows of orders${words}`,
    );
    expect(lines[at + 1]).toBe('    map orders');
    expect(lines[at - 1]).toMatch(blocks === 'nothing' ? 'Worth knowing (blocks nothing):' : /^shop /);
    expect(report.ok).toBe(ok);
  });

  it('names what it did not look at, and does not call the map complete without saying so', async () => {
    const shape = {
      collections: shapes.shop?.collections ?? [],
      notLookedAt: ['schema audit: no right to use it'],
    };

    const words = await wordsOn(new RowsConnector({ shape }));

    expect(words).toContain('  - shop: schema audit: no right to use it');
    expect(words.at(-1)).toBe('The map is complete for what was looked at; 1 place not looked at.');
  });

  it.each([
    [new StoreUnavailableError('time-out', { code: '57014' }), 'it did not answer: time-out (57014)'],
    [
      new StoreRefusedError('a rule says no', {
        table: 'public.orders',
        constraint: 'orders_fk',
        code: '23503',
      }),
      'it refused: a rule says no (public.orders, orders_fk, 23503)',
    ],
    [
      new StoreForbiddenError('may not read orders', {
        collection: 'invoices',
        table: 'orders',
        code: '42501',
      }),
      'a permission is missing: may not read orders (42501; maps/shop.yaml:7)',
    ],
    [new StoreShapeError('no such table'), 'it does not fit the map: no such table'],
  ] satisfies [StoreError, string][])('says in words why %s', async (fault, words) => {
    const all = new RowsConnector({ faults: { describe: fault, examine: fault, probe: fault } });
    const one = new RowsConnector({ ...(shapes.shop && { shape: shapes.shop }), faults: { probe: fault } });

    expect(await wordsOn(all)).toContain(`shop      postgres  3 collections mapped, not reached: ${words}`);
    expect(await wordsOn(one)).toContain(`  - not everything could be checked, because ${words}`);
    expect((await checking(one)).ok).toBe(false);
    expect((await wordsOn(all)).join('\n')).toContain('1 collection mapped, reached');
  });

  it('lists the differences of the other tables when one table breaks the reading', async () => {
    const [customers, ...others] = shapes.shop?.collections ?? [];
    const fault = new StoreShapeError('has no key', { collection: 'addresses' });
    const shop = new RowsConnector({
      shape: {
        collections: [
          { name: 'customers', fields: [{ name: 'vat_number', type: 'text' }, ...(customers?.fields ?? [])] },
          ...others,
        ],
      },
      faults: { examine: fault, probe: fault },
    });

    const report = await checking(shop);

    expect(report.stores[0]?.findings.map(({ kind }) => kind)).toEqual(['unmapped-field']);
    expect(report.stores[0]?.faults).toEqual([
      expect.objectContaining({ kind: 'misfit', place: { collection: 'addresses' } }),
    ]);
  });

  it('does not say twice what is wrong with a table', async () => {
    const fault = new StoreShapeError('the database has no table for addresses', { collection: 'addresses' });
    const shape = {
      collections: (shapes.shop?.collections ?? []).filter(({ name }) => name !== 'addresses'),
    };

    const words = await wordsOn(new RowsConnector({ shape, faults: { probe: fault } }));

    expect(words.filter((line) => line.includes('addresses'))).toEqual([
      '  - maps/shop.yaml:7: addresses is in the map, but not in the store',
    ]);
  });

  it('asks a store that does not answer no second question', async () => {
    const shop = new RowsConnector({ down: true });

    await checking(shop);

    expect(shop.calls).toEqual(['describe', 'close']);
  });

  it('sorts gaps by what they block, and says each once', async () => {
    const gap = (concerns: 'answer' | 'erasure' | 'both') => ({
      at: `a.yaml:1: ${concerns}`,
      problem: 'open',
      remedy: 'decide',
      concerns,
    });
    const gaps = [gap('answer'), gap('both'), gap('erasure'), gap('both')];

    const words = mapReportLines(await check(stores(), { ...smallMap, gaps }), 'desk.yaml');

    expect(words.slice(-11)).toEqual(
      [
        'Open questions (each blocks the approval of every request that it concerns):',
        '  - a.yaml:1: both: open',
        '    decide',
        '',
        'Undecided erasures (each blocks the approval of an erasure that it concerns):',
        '  - a.yaml:1: erasure: open',
        '    decide',
        '',
        'Missing answers (each blocks the approval of a request that it concerns):',
        '  - a.yaml:1: answer: open',
        '    decide',
        '',
        '2 open questions, 1 undecided erasure, 1 missing answer.',
      ].slice(-11),
    );
  });

  it('says that it is still checking while a store takes long', async () => {
    jest.useFakeTimers();
    try {
      const said: string[] = [];
      const slow = Object.assign(new RowsConnector({}), {
        describe: async () => {
          jest.advanceTimersByTime(11_000);
          return { collections: [] };
        },
      });

      await checkMap(
        { desk, map: smallMap, laws, warnings: [] },
        async () => slow,
        (line) => said.push(line),
      );

      expect(said.slice(0, 2)).toEqual(['still checking shop', 'still checking shop']);
    } finally {
      jest.useRealTimers();
    }
  });
});
