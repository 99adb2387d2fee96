import { type S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import fc from 'fast-check';
import { type LocatedPage, StoreUnavailableError } from '../../functions/connectors/connector';
import { locateEverything } from '../../functions/connectors/locate-everything';
import { writeCursor } from '../../functions/connectors/page-cursor';
import { createS3Connector } from '../../functions/connectors/s3/s3-connector';
import { aCollection, aField, aStore, gather } from './small-map';

jest.setTimeout(120_000);

const MIB = 1024 * 1024;
const store = aStore('s3', [
  aCollection('talks', [], {
    fields: [aField('email', { identity: 'email' }), aField('id'), aField('text')],
    reachedBy: [{ field: 'email', identity: 'email' }],
    primaryKey: ['key', 'line'],
    physical: { bucket: 'b', format: 'jsonl', prefix: 'talks/', record_id: 'id' },
  }),
]);
const searches = [{ collection: 'talks', field: 'email', values: ['ada@example.com'] }];

/** The same mebibyte again and again is the content of an object of many. */
interface Made {
  readonly chunk: Buffer;
  readonly times: number;
}
const small = (text: string): Made => ({ chunk: Buffer.from(text), times: 1 });
const large = (mebibytes: number): Made => ({
  chunk: Buffer.from(`{"text":"${'x'.repeat(MIB - 12)}"}\n`),
  times: mebibytes,
});
const adas = (id: string) => `{"id":"${id}","email":"ada@example.com"}\n`;

/** A bucket whose objects are made while they are read; it counts what it is asked. */
class MadeBucket {
  readonly config = {
    requestHandler: {},
    endpoint: async () => ({ hostname: 'x', path: '/', protocol: 'https:' }),
  };
  readonly opened: string[] = [];
  lists = 0;
  bytes = 0;
  open = 0;
  openAtOnce = 0;
  turns = (_key: string) => 1;
  fails: (key: string) => string | undefined = () => undefined;

  constructor(readonly objects: ReadonlyMap<string, Made>) {}

  async send({ constructor: { name }, input }: { constructor: { name: string }; input: Asked }) {
    if (name === 'ListObjectsV2Command') return this.list(input);
    if (name === 'GetObjectCommand') return this.get(input.Key ?? '');
    if (name === 'GetBucketVersioningCommand') return {};
    throw new Error(`the bucket does not know ${name}`);
  }

  private list({ StartAfter = '' }: Asked) {
    this.lists += 1;
    const all = [...this.objects].filter(([key]) => key > StartAfter).sort(([a], [b]) => (a < b ? -1 : 1));
    const page = all.slice(0, 1_000);
    return {
      Contents: page.map(([Key, { chunk, times }]) => ({ Key, Size: chunk.length * times })),
      IsTruncated: page.length < all.length,
    };
  }

  private async get(Key: string) {
    this.opened.push(Key);
    this.open += 1;
    this.openAtOnce = Math.max(this.openAtOnce, this.open);
    for (let turn = 0; turn < this.turns(Key); turn += 1) await new Promise(setImmediate);
    const { chunk, times } = this.objects.get(Key) ?? small('');
    const Body = this.body(Key, { chunk, times });
    return { ETag: 'x', ContentLength: chunk.length * times, Body };
  }

  private async *body(key: string, { chunk, times }: Made) {
    try {
      for (let n = 0; n < times; n += 1) {
        this.bytes += chunk.length;
        yield chunk;
        const name = this.fails(key);
        if (name !== undefined)
          throw new S3ServiceException({ name, message: name, $fault: 'server', $metadata: {} });
      }
    } finally {
      this.open -= 1;
    }
  }
}

interface Asked {
  readonly Key?: string;
  readonly StartAfter?: string;
}

function bucketOf(objects: readonly Made[]): MadeBucket {
  return new MadeBucket(new Map(objects.map((made, n) => [`talks/${String(n).padStart(5, '0')}`, made])));
}

const open = (bucket: MadeBucket) => createS3Connector({ store, client: bucket as unknown as S3Client });

async function pagesOf(bucket: MadeBucket): Promise<LocatedPage[]> {
  const pages: LocatedPage[] = [];
  for (let cursor: string | undefined, more = true; more; ) {
    const page = await open(bucket).locate(searches, cursor);
    pages.push(page);
    cursor = page.cursor;
    more = cursor !== undefined;
  }
  return pages;
}

const idsOf = (pages: readonly LocatedPage[]) =>
  pages.flatMap(({ rows }) => rows.map(({ key }) => key.line?.split('#')[0]));

describe('a search of a long prefix', () => {
  it('hands back a cursor once it has read 256 MB, rows or not, and goes on from there', async () => {
    const bucket = bucketOf([...Array.from({ length: 9 }, () => large(64)), small(adas('1'))]);

    const pages = await pagesOf(bucket);

    expect(pages.map(({ rows, cursor }) => [rows.length, cursor !== undefined])).toEqual([
      [0, true],
      [0, true],
      [1, false],
    ]);
    expect(bucket.opened).toHaveLength(10);
    expect(new Set(bucket.opened).size).toBe(10);
  });

  it('reads no more than that to confirm an absence, and says where it stands', async () => {
    const bucket = bucketOf(Array.from({ length: 9 }, () => large(64)));

    const { rows, cursor } = await open(bucket).confirmAbsent(searches);

    expect([rows, cursor !== undefined, bucket.bytes / MIB]).toEqual([[], true, 256]);
  });

  it('is not taken for whole by a caller that wants it whole', async () => {
    const bucket = bucketOf([...Array.from({ length: 5 }, () => large(64)), small(adas('1'))]);

    const { rows, cursor } = await locateEverything(open(bucket), searches);

    expect([rows.length, cursor]).toEqual([1, undefined]);
  });

  it('goes on from the cursor of an earlier release', async () => {
    const bucket = bucketOf([1, 2, 3, 4].map((n) => small(adas(String(n)))));

    const page = await open(bucket).locate(searches, writeCursor({ question: 0, after: 'talks/00001' }));

    expect([idsOf([page]), page.cursor]).toEqual([['3', '4'], undefined]);
  });

  it('lists once for a thousand objects, and opens each once', async () => {
    const bucket = bucketOf(Array.from({ length: 2_500 }, () => small('{"email":"ben@example.com"}\n')));

    await locateEverything(open(bucket), searches);

    expect([bucket.lists, bucket.opened.length]).toEqual([3, 2_500]);
  });
});

describe('a copy', () => {
  it('reads an object once for two hundred of its records', async () => {
    const lines = Array.from({ length: 450 }, (_, n) => adas(String(n))).join('');
    const bucket = bucketOf([small(`{"id":"x","email":"ben@example.com"}\n${lines}`)]);
    const { rows } = await locateEverything(open(bucket), searches);
    bucket.opened.length = 0;

    const records = await gather(open(bucket).export(rows));

    expect(records.map(({ values }) => values.id)).toEqual(Array.from({ length: 450 }, (_, n) => String(n)));
    expect(bucket.opened).toHaveLength(3);
  });
});

describe('objects of a prefix', () => {
  it('are opened side by side, sixteen at most', async () => {
    const bucket = bucketOf(Array.from({ length: 200 }, () => small('{"email":"ben@example.com"}\n')));

    await locateEverything(open(bucket), searches);

    expect(bucket.openAtOnce).toBe(16);
  });

  it('are opened one at a time if they are so large that nothing is won by more', async () => {
    const bucket = bucketOf(Array.from({ length: 8 }, () => large(17)));

    await locateEverything(open(bucket), searches);

    expect(bucket.openAtOnce).toBe(1);
  });

  it('give their rows in the order of their keys, whichever is read first, each once', async () => {
    const counts = fc.array(fc.integer({ min: 0, max: 260 }), { minLength: 1, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(counts, fc.array(fc.nat({ max: 9 }), { minLength: 1 }), async (rows, turns) => {
        const made = rows.map((count, n) =>
          small(Array.from({ length: count }, (_, nth) => adas(`${n}-${nth}`)).join('')),
        );
        const bucket = bucketOf(made);
        bucket.turns = (key) => turns[Number(key.slice(-5)) % turns.length] ?? 0;

        const pages = await pagesOf(bucket);

        const all = rows.flatMap((count, n) => Array.from({ length: count }, (_, nth) => `${n}-${nth}`));
        expect(idsOf(pages)).toEqual(all);
        // Twice for the ids of others, and perhaps in vain at the end of a page.
        expect(bucket.opened.length).toBeLessThanOrEqual(4 * rows.length);
      }),
      { numRuns: 15 },
    );
  });

  it.each(['SlowDown', 'InternalError'])(
    'of which one fails with %s in the middle give no page',
    async (name) => {
      const bucket = bucketOf([small(adas('1')), small(adas('2')), large(2), small(adas('3'))]);
      bucket.fails = (key) => (key === 'talks/00002' ? name : undefined);

      await expect(open(bucket).locate(searches)).rejects.toThrow(StoreUnavailableError);
    },
  );
});
