import { checkMap } from '../../bin/commands/map-check';
import { mapReportWords } from '../../bin/map-report-words';
import { MissingCredentialError } from '../../bin/store-credentials';
import type { StoreShape } from '../../functions/connectors/connector';
import { lawAnswers } from '../../functions/desk/law-answers';
import { parseDesk } from '../../functions/desk/parse-desk';
import type { DataMap } from '../../functions/domain/data-map';
import { smallestDesk } from '../desk/desk-text';
import { RowsConnector } from './rows-connector';
import { smallMap } from './small-map';

const { desk, business } = parseDesk(smallestDesk, 'desk.yaml');
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
  it('is content when every store holds what the map says', async () => {
    const report = await check(stores());

    expect(mapReportWords(report, 'desk.yaml')).toEqual([
      'desk.yaml: valid',
      '',
      'eu-gdpr  binds you: Established in Germany.',
      expect.stringContaining('its own tests leave it open'),
      '',
      'shop      postgres  3 collections mapped, reached',
      'profiles  dynamodb  1 collection mapped, reached',
      'mailbox   manual    0 collections mapped, manual: ada looks',
      '',
      'The map is complete.',
    ]);
    expect(report.ok).toBe(true);
  });

  it('probes and describes each store, reads no row, and closes it', async () => {
    const connectors = stores();

    await check(connectors);

    expect(connectors.shop.calls).toEqual(['probe', 'describe', 'close']);
  });

  it('names each column that is not in the map, with its remedy', async () => {
    const [customers, ...others] = shapes.shop?.collections ?? [];
    const fields = [...(customers?.fields ?? []), { name: 'vat_number', type: 'text' }];

    const report = await check(stores({ collections: [{ name: 'customers', fields }, ...others] }));

    const words = mapReportWords(report, 'desk.yaml');
    expect(words).toContain('  - customers.vat_number is in the store, but not in the map');
    expect(words.at(-1)).toBe('1 difference between map and stores.');
    expect(report.ok).toBe(false);
  });

  it('goes on when a store does not answer or its credentials are missing', async () => {
    const report = await check({ profiles: new RowsConnector({ down: true }) });

    expect(report.stores.map((store) => [store.state, store.note])).toEqual([
      ['not reached', 'the environment variable SHOP_URL is not set'],
      ['not reached', 'connection refused'],
      ['manual', 'ada looks'],
    ]);
    expect(mapReportWords(report, 'desk.yaml').at(-1)).toBe('2 stores not reached.');
  });

  it('lists the answers that are missing from the map', async () => {
    const gap = {
      at: 'shop.yaml: dataset[shop]',
      problem: 'no source',
      remedy: 'say where the data comes from',
    };

    const report = await check(stores(), { ...smallMap, gaps: [gap] });

    expect(mapReportWords(report, 'desk.yaml').slice(-5)).toEqual([
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

    expect(mapReportWords(report, 'desk.yaml')).toContain('  please check: zone: elsewhere');
    expect(report.ok).toBe(true);
  });

  it('closes a store that fails in a way nobody expects', async () => {
    const shop = Object.assign(new RowsConnector({}), {
      describe: async () => {
        throw new Error('unexpected');
      },
    });

    await expect(check({ shop })).rejects.toThrow('unexpected');
    expect(shop.calls).toEqual(['probe', 'close']);
  });
});
