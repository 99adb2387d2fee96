import { gunzipSync, gzipSync } from 'node:zlib';
import type { S3Client } from '@aws-sdk/client-s3';
import fc from 'fast-check';
import { BlastRadiusError } from '../../functions/connectors/connector';
import { locateEverything } from '../../functions/connectors/locate-everything';
import { createS3Connector } from '../../functions/connectors/s3/s3-connector';
import { MemoryBucket } from '../fakes/memory-bucket';
import { aCollection, aField, aStore } from './small-map';

jest.setTimeout(60_000);

/** What the generator knows about a piece of an object: whose it is, and whether a reader can tell. */
interface Piece {
  readonly bytes: Buffer;
  readonly owner?: string;
  readonly isReadable: boolean;
}

interface Made {
  readonly pieces: readonly Piece[];
  readonly isPacked: boolean;
  readonly hasMark: boolean;
  /** Whether the piece makes the whole object unreadable. */
  readonly spoilt?: (bytes: Buffer) => Buffer;
}

const people = ['ada@example.com', 'ben@example.com', 'ada@example.com.evil.example'];
const mark = Buffer.from('\ufeff');

const escaped = (text: string, every: number) =>
  [...text]
    .map((sign, at) => (at % every === 0 ? `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}` : sign))
    .join('');

const record = fc
  .record({
    owner: fc.constantFrom(...people),
    every: fc.constantFrom(1, 2, 3, 99),
    capitals: fc.boolean(),
    id: fc.constantFrom('', '"id":"1",', '"id":"2",', '"id":3,'),
    text: fc.oneof(
      fc.constantFrom('\ue000', 'to ada@example.com', '}{', '{"email":"ada@example.com"}'),
      fc.string(),
    ),
    n: fc.constantFrom('1', '9007199254740993', '1.50', '1e400'),
    space: fc.constantFrom('', ' ', '\t'),
    end: fc.constantFrom('\n', '\r\n', '\n\n', '\n  \n'),
  })
  .map(({ owner, every, capitals, id, text, n, space, end }): Piece => {
    const spelled = capitals ? owner.replace(/^./, (letter) => letter.toUpperCase()) : owner;
    // An id belongs to one person, unless its first character makes it anybody's.
    const own = id === '' ? '' : id.replace(/(\d)("?),$/, `$1${people.indexOf(owner)}$2,`);
    const line = `${space}{${own}${space}"email":"${escaped(spelled, every)}","text":${JSON.stringify(text)},"n":${n}}`;
    return { bytes: Buffer.from(`${line}${end}`), owner, isReadable: true };
  });

const broken = fc
  .constantFrom(
    '{"email":"ada@example.com"\n',
    '{"email":"ada@example.com"}{"email":"ben@example.com"}\n',
    '"ada@example.com"\n',
    'ada@example.com,hello\n',
    '["ada@example.com"]\n',
  )
  .map((text): Piece => ({ bytes: Buffer.from(text), isReadable: false }));

const latin: fc.Arbitrary<Piece> = fc.constant({
  bytes: Buffer.from('{"email":"ada@example.com","text":"J\u00f6rg"}\n', 'latin1'),
  isReadable: false,
});

const unreadableEncodings = fc.constantFrom<NonNullable<Made['spoilt']>>(
  (bytes) => gzipSync(Buffer.concat([bytes, Buffer.alloc(9, 'x')])).subarray(0, -6),
  (bytes) => gzipSync(gzipSync(bytes)),
  (bytes) => Buffer.from(bytes.toString(), 'utf16le'),
  (bytes) => Buffer.concat([Buffer.from('28b52ffd', 'hex'), bytes]),
  (bytes) => Buffer.concat([Buffer.from('[\n'), bytes, Buffer.from('\n]')]),
);

const object: fc.Arbitrary<Made> = fc.record(
  {
    pieces: fc.array(
      fc.oneof(
        { weight: 12, arbitrary: record },
        { weight: 1, arbitrary: broken },
        { weight: 1, arbitrary: latin },
      ),
      { minLength: 1, maxLength: 6 },
    ),
    isPacked: fc.boolean(),
    hasMark: fc.boolean(),
    spoilt: fc.option(unreadableEncodings, { nil: undefined, freq: 6 }),
  },
  { requiredKeys: ['pieces', 'isPacked', 'hasMark'] },
) as fc.Arbitrary<Made>;

/** Lines repeat, as in a delivery at least once. */
const repeated = fc
  .tuple(object, fc.boolean())
  .map(([made, twice]) => (twice ? { ...made, pieces: [...made.pieces, ...made.pieces.slice(0, 2)] } : made));

function contentOf({ pieces, hasMark }: Made, keep: (piece: Piece) => boolean = () => true): Buffer {
  return Buffer.concat([...(hasMark ? [mark] : []), ...pieces.filter(keep).map(({ bytes }) => bytes)]);
}

function stored(made: Made): Buffer {
  const content = contentOf(made);
  if (made.spoilt) return made.spoilt(content);
  return made.isPacked ? gzipSync(content) : content;
}

function open(bucket: MemoryBucket, recordId: boolean) {
  const store = aStore('s3', [
    aCollection('talks', [], {
      fields: [aField('email', { identity: 'email' }), ...['id', 'text', 'n'].map((name) => aField(name))],
      reachedBy: [{ field: 'email', identity: 'email' }],
      facts: ['email'],
      primaryKey: ['key', 'line'],
      physical: { bucket: 'b', format: 'jsonl', prefix: 'talks/', ...(recordId ? { record_id: 'id' } : {}) },
    }),
  ]);
  return createS3Connector({ store, client: bucket as unknown as S3Client });
}

const search = [{ collection: 'talks', field: 'email', values: ['ada@example.com'] }];
const isHers = ({ owner }: Piece) => owner === 'ada@example.com';

describe('any content under a prefix of lines', () => {
  it('is found or named, and an erasure removes the lines of the person and no other byte', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(repeated, { minLength: 1, maxLength: 3 }),
        fc.boolean(),
        async (all, recordId) => {
          const bucket = new MemoryBucket();
          for (const [n, made] of all.entries()) bucket.put(`talks/${n}`, stored(made));
          const connector = open(bucket, recordId);

          const { rows, unread = [] } = await locateEverything(connector, search);
          for (const [n, made] of all.entries()) {
            const found = rows.filter((row) => row.key.key === `talks/${n}`).length;
            expect(found).toBe(made.spoilt ? 0 : made.pieces.filter(isHers).length);
            const isWhole = !made.spoilt && made.pieces.every(({ isReadable }) => isReadable);
            expect(unread.some(({ place }) => place === `talks/${n}`)).toBe(!isWhole);
          }

          const keys = rows.map((row) => row.key);
          const instruction = { collection: 'talks', keys, action: 'erase', atMost: keys.length } as const;
          const receipt = await connector.erase([instruction]);
          expect(receipt.collections[0]).toMatchObject({ erased: keys.length, alreadyAbsent: 0 });

          for (const [n, made] of all.entries()) expectOnlyHersGone(bucket.latest(`talks/${n}`)?.body, made);
          expect((await connector.confirmAbsent(search)).rows).toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('never loses a line when an approved id has become somebody else\u2019s', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(record, { minLength: 1, maxLength: 5 }), async (pieces) => {
        const bucket = new MemoryBucket();
        const made: Made = { pieces, isPacked: false, hasMark: false };
        bucket.put('talks/0', stored(made));
        const connector = open(bucket, true);
        const { rows } = await locateEverything(connector, search);
        const before = bucket.text('talks/0') ?? '';
        const changed = before.replaceAll(/"email":"[^"]*"/g, '"email":"carl@example.com"');
        bucket.put('talks/0', changed);

        const keys = rows.map((row) => row.key);
        const outcome = await connector
          .erase([{ collection: 'talks', keys, action: 'erase', atMost: 99 }])
          .catch((error: unknown) => error);

        const refused = outcome instanceof BlastRadiusError;
        const withIds = rows.some((row) => !row.key.line?.startsWith('sha256:'));
        expect([refused, bucket.text('talks/0')]).toEqual([withIds, changed]);
      }),
    );
  });
});

/** An object with nothing left is deleted. */
function expectOnlyHersGone(now: Buffer | undefined, made: Made): void {
  const untouched = made.spoilt !== undefined || !made.pieces.some(isHers);
  if (untouched) {
    expect(now?.equals(stored(made))).toBe(true);
    return;
  }
  if (made.pieces.every(isHers)) {
    expect(now).toBeUndefined();
    return;
  }
  const text = now && made.isPacked ? gunzipSync(now) : now;
  expect(text && withoutEmptyLines(text)).toBe(withoutEmptyLines(contentOf(made, (piece) => !isHers(piece))));
}

/** An empty line after a record does not belong to it, and stays. */
function withoutEmptyLines(bytes: Buffer): string {
  return bytes
    .toString('latin1')
    .replaceAll(/\n[ \r\n]*\n/g, '\n')
    .replace(/^(\u00ef\u00bb\u00bf)?\s+/, '$1');
}
