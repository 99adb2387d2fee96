import type { Connector, LocatedPage } from '../../functions/connectors/connector';
import type { StoreAnswers } from '../../functions/connectors/store-request';
import { serveStore } from '../../functions/stores/serve-store';

const searches = [{ collection: 'orders', field: 'email', values: ['mia@example.com'] }];

/** A connector with this many pages of this many rows. */
function aConnector(pages: number, rowsEach: number) {
  const asked: (string | undefined)[] = [];
  const pageAt = (nth: number): LocatedPage => ({
    rows: Array.from({ length: rowsEach }, (_, n) => ({
      collection: 'orders',
      key: { id: `${nth}-${n}` },
      facts: {},
    })),
    unmapped: nth === 0 ? [{ collection: 'orders', field: 'note' }] : [],
    ...(nth + 1 < pages && { cursor: String(nth + 1) }),
  });
  const locate = async (_: unknown, cursor?: string) => {
    asked.push(cursor);
    return pageAt(Number(cursor ?? 0));
  };
  const connector = { probe: async () => undefined, locate, confirmAbsent: () => locate([]) };
  return { connector: connector as unknown as Connector, asked };
}

async function ask(connector: Connector, op: 'locate' | 'read-again', cursor?: string) {
  const request = { op, searches, ...(cursor && { cursor }) };
  const write = async () => undefined;
  return (await serveStore({ connector, write }, request)) as StoreAnswers['locate'];
}

describe.each(['locate', 'read-again'] as const)('the reply of a store function to %s', (op) => {
  it('joins small pages, since each call is charged', async () => {
    const { connector, asked } = aConnector(5, 1);

    const { rows, unmapped, cursor } = await ask(connector, op);

    expect(rows.map(({ key }) => key.id)).toEqual(['0-0', '1-0', '2-0', '3-0', '4-0']);
    expect(unmapped).toEqual([{ collection: 'orders', field: 'note' }]);
    expect([asked.length, cursor]).toEqual([5, undefined]);
  });

  it('stops long before it weighs what Lambda refuses, and continues from there', async () => {
    const { connector } = aConnector(4, 12_000);

    const first = await ask(connector, op);
    const second = await ask(connector, op, first.cursor);

    expect([first.rows.length, first.cursor]).toEqual([36_000, '3']);
    expect([second.rows.length, second.cursor]).toEqual([12_000, undefined]);
    expect(JSON.stringify(first).length).toBeLessThan(3_000_000);
  });
});
