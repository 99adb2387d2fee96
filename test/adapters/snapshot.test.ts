import fc from 'fast-check';
import { readLines } from '../../functions/adapters/read-lines';
import type { ExportedRecord } from '../../functions/connectors/connector';
import { DigestWriter } from '../../functions/connectors/copy-digest';
import { fromSnapshot, toSnapshot } from '../../functions/connectors/snapshot';

jest.setTimeout(60_000);

interface Plain {
  readonly collection: string;
  readonly key: Record<string, string>;
  readonly values: Record<string, string | number | boolean | null>;
  readonly file?: { readonly name: string; readonly contentType?: string; readonly content: Buffer };
}

async function* records(list: readonly Plain[], piece = 1_000_000): AsyncIterable<ExportedRecord> {
  for (const { file, ...record } of list)
    yield { ...record, ...(file ? { file: { ...file, content: inPieces(file.content, piece) } } : {}) };
}

async function* inPieces(bytes: Buffer, size: number): AsyncIterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function whole(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/**
 * Written, cut into pieces of any size as a network would, and read again; `look` says whether a file's
 * content is read.
 */
async function throughSnapshot(
  list: readonly Plain[],
  piece: number,
  look: (n: number) => boolean,
): Promise<Plain[]> {
  const counted = new DigestWriter();
  const bytes = await whole(toSnapshot(records(list, piece), counted));
  const again: Plain[] = [];
  for await (const { file, ...record } of fromSnapshot(readLines(inPieces(bytes, piece)))) {
    const content = file && look(again.length) ? await whole(file.content) : Buffer.alloc(0);
    again.push({ ...record, ...(file ? { file: { ...file, content } } : {}) } as Plain);
  }
  expect(counted.records).toBe(list.length);
  return again;
}

const file = fc.record(
  {
    name: fc.string({ unit: 'grapheme' }),
    contentType: fc.constantFrom('image/png', 'text/plain'),
    content: fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  },
  { requiredKeys: ['name', 'content'] },
);
const record: fc.Arbitrary<Plain> = fc.record(
  {
    collection: fc.constantFrom('orders', 'files'),
    key: fc.dictionary(fc.constantFrom('id', 'line'), fc.string(), { noNullPrototype: true }),
    values: fc.dictionary(
      fc.string({ minLength: 1 }).filter((name) => name !== '__proto__'),
      fc.oneof(fc.string({ unit: 'grapheme' }), fc.integer(), fc.boolean(), fc.constant(null)),
      { noNullPrototype: true },
    ),
    file,
  },
  { requiredKeys: ['collection', 'key', 'values'] },
);

describe('a snapshot of records', () => {
  it('gives back every record with its file, in whatever pieces it comes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(record, { maxLength: 6 }),
        fc.integer({ min: 1, max: 70 }),
        async (list, piece) => {
          expect(await throughSnapshot(list, piece, () => true)).toEqual(list);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('skips the content of a file that nobody reads, and none of the records', async () => {
    const one = (id: string): Plain => ({
      collection: 'files',
      key: { id },
      values: {},
      file: { name: `${id}.bin`, content: Buffer.alloc(200_000, id) },
    });
    const list = [one('a'), one('b'), one('c')];

    const again = await throughSnapshot(list, 50_000, (n) => n === 1);

    expect(again.map((r) => r.key.id)).toEqual(['a', 'b', 'c']);
    expect(again.map((r) => r.file?.content.length)).toEqual([0, 200_000, 0]);
    expect(again[1]?.file?.content.equals(list[1]?.file?.content ?? Buffer.alloc(0))).toBe(true);
  });

  it('keeps a file that is larger than one line in lines of a bounded size', async () => {
    const list = [
      {
        collection: 'f',
        key: { id: '1' },
        values: {},
        file: { name: 'big', content: Buffer.alloc(500_000, 7) },
      },
    ];

    const text = (await whole(toSnapshot(records(list), new DigestWriter()))).toString();

    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThan(70_000);
  });

  it('is written while the records are read, whatever their number', async () => {
    let read = 0;
    async function* many(): AsyncIterable<ExportedRecord> {
      for (; read < 100_000; read += 1)
        yield { collection: 'notes', key: { id: `${read}` }, values: { body: 'x'.repeat(200) } };
    }

    for await (const chunk of toSnapshot(many(), new DigestWriter())) {
      expect(chunk.byteLength).toBeLessThan(128 * 1024);
      break;
    }

    expect(read).toBeLessThan(1_000);
  });

  it('reads half a file and goes on with the next record', async () => {
    const list = ['a', 'b'].map((id) => ({
      collection: 'f',
      key: { id },
      values: {},
      file: { name: id, content: Buffer.alloc(200_000, id) },
    }));
    const bytes = await whole(toSnapshot(records(list), new DigestWriter()));
    const seen: string[] = [];
    for await (const { key, file: stored } of fromSnapshot(readLines(inPieces(bytes, 9_999)))) {
      for await (const _first of stored?.content ?? []) break;
      seen.push(key.id ?? '');
    }

    expect(seen).toEqual(['a', 'b']);
  });
});
