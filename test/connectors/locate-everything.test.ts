import type { LocatedPage } from '../../functions/connectors/connector';
import { locateEverything } from '../../functions/connectors/locate-everything';

const row = (id: string) => ({ collection: 'c', key: { id }, facts: {} });
const pages: Record<string, LocatedPage> = {
  first: { rows: [row('1')], unmapped: [{ collection: 'c', field: 'x' }], cursor: 'second' },
  second: { rows: [], unmapped: [{ collection: 'c', field: 'x' }], cursor: 'third' },
  third: { rows: [row('2'), row('3')], unmapped: [] },
};
const connector = { locate: async (_: unknown, cursor = 'first') => pages[cursor] as LocatedPage };

describe('all pages of a search', () => {
  it('are gathered into one, also over pages without rows, with each field named once', async () => {
    const page = await locateEverything(connector, []);

    expect(page.rows.map(({ key }) => key.id)).toEqual(['1', '2', '3']);
    expect(page.unmapped).toEqual([{ collection: 'c', field: 'x' }]);
    expect(page.cursor).toBeUndefined();
  });

  it('end with a cursor if there are very many rows', async () => {
    const page = await locateEverything(connector, [], 1);

    expect(page.rows.map(({ key }) => key.id)).toEqual(['1']);
    expect(page.cursor).toBe('second');
  });
});
