import type { Connector, ExportedRecord, LocatedPage } from '../../functions/connectors/connector';
import type { StoreAnswers } from '../../functions/connectors/store-request';
import type { SnapshotTarget } from '../../functions/domain/ports';
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

describe('the reply of a store function to a copy', () => {
  async function copied(count: number, text = 'x') {
    const written = new Map<string, string>();
    const write = async ({ key }: SnapshotTarget, content: AsyncIterable<Uint8Array>) => {
      const chunks: Uint8Array[] = [];
      for await (const chunk of content) chunks.push(chunk);
      written.set(key, Buffer.concat(chunks).toString());
    };
    async function* records(): AsyncGenerator<ExportedRecord> {
      for (let n = 0; n < count; n += 1)
        yield { collection: 'orders', key: { id: `${n}` }, values: { text } };
    }
    const connector = { export: records } as unknown as Connector;
    const target = (key: string) => ({ bucket: 'b', key, dataKey: '' });
    const answer = await serveStore(
      { connector, write },
      { op: 'export', rows: [], target: target('copy'), digest: target('digest') },
    );
    return { answer, written };
  }

  it('has no digest of a few small records, which are read as fast', async () => {
    const { answer, written } = await copied(200);

    expect(answer).toEqual({ records: 200 });
    expect([...written.keys()]).toEqual(['copy']);
  });

  it.each([
    ['many records', 201, 'x'],
    ['long ones', 3, 'x'.repeat(100_000)],
  ])('says that a digest of %s was written, and holds nothing of it', async (_, count, text) => {
    const { answer, written } = await copied(count, text);

    expect(answer).toEqual({ records: count, digested: true });
    expect(JSON.parse(written.get('digest') ?? '')).toMatchObject({
      collections: [{ collection: 'orders', records: count, files: 0 }],
    });
  });
});
