import { type S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import fc from 'fast-check';
import { createS3Connector } from '../../functions/connectors/s3/s3-connector';
import type { StoreAnswers, StoreRequest } from '../../functions/connectors/store-request';
import { serveStore } from '../../functions/stores/serve-store';
import { aCollection, aStore } from './small-map';

const bucket = 'club';
const store = aStore('s3', [
  aCollection('photos', ['owner', 'key'], {
    primaryKey: ['key'],
    physical: { bucket, format: 'objects', prefix: 'photos/{owner}/' },
  }),
  aCollection('talks', ['id', 'email'], {
    primaryKey: ['key', 'line'],
    physical: { bucket, format: 'jsonl', prefix: 'talks/', record_id: 'id' },
  }),
  aCollection('notes', ['id', 'email'], {
    primaryKey: ['key', 'line'],
    physical: { bucket, format: 'jsonl', prefix: 'notes/', record_id: 'id' },
  }),
  aCollection('pinned', ['id', 'email'], {
    primaryKey: ['key', 'line'],
    physical: { bucket, format: 'jsonl', prefix: 'notes/', record_id: 'id' },
  }),
]);
const searchOf = {
  photos: { collection: 'photos', field: 'owner', values: ['12'] },
  talks: { collection: 'talks', field: 'email', values: ['ada@example.com'] },
  notes: { collection: 'notes', field: 'email', values: ['ada@example.com'] },
  pinned: { collection: 'pinned', field: 'email', values: ['ada@example.com'] },
} as const;
const placeOf = (collection: string) => (collection === 'pinned' ? 'notes/' : `${collection}/`);
const names = Object.keys(searchOf) as (keyof typeof searchOf)[];

const record = (id: string) => `{"id":"${id}","email":"ada@example.com"}\n`;

/** A bucket in memory that records its requests, and may refuse to list a prefix. */
class AskedBucket {
  readonly config = {
    requestHandler: {},
    endpoint: async () => ({ hostname: 'x', path: '/', protocol: 'https:' }),
  };
  readonly asked: string[] = [];
  readonly objects = new Map<string, string>();
  refused: string | undefined;

  async send({ constructor: { name }, input }: { constructor: { name: string }; input: Asked }) {
    const what = name.replace('Command', '');
    this.asked.push(what.startsWith('List') ? `${what} ${input.Prefix}` : what);
    switch (what) {
      case 'ListObjectsV2':
        return { Contents: this.list(input) };
      case 'GetBucketVersioning':
      case 'GetObjectTagging':
        return {};
      case 'GetObject':
        return this.open(input.Key ?? '');
      case 'PutObject':
        this.objects.set(input.Key ?? '', String(input.Body));
        return {};
      case 'DeleteObject':
        this.objects.delete(input.Key ?? '');
        return {};
      default:
        throw new Error(`the bucket does not know ${what}`);
    }
  }

  private list({ Prefix = '', StartAfter = '' }: Asked) {
    if (this.refused !== undefined && Prefix.startsWith(this.refused)) throw failure('AccessDenied');
    const keys = [...this.objects.keys()].filter((key) => key.startsWith(Prefix) && key > StartAfter);
    return keys.sort().map((Key) => ({ Key }));
  }

  private open(Key: string) {
    const bytes = Buffer.from(this.objects.get(Key) ?? '');
    const Body = (async function* () {
      yield bytes;
    })();
    return { ETag: String(bytes), ContentLength: bytes.length, Body };
  }
}

interface Asked {
  readonly Key?: string;
  readonly Prefix?: string;
  readonly StartAfter?: string;
  readonly Body?: unknown;
}

function failure(name: string): S3ServiceException {
  return new S3ServiceException({ name, message: name, $fault: 'client', $metadata: {} });
}

async function ask<R extends StoreRequest>(at: AskedBucket, request: R): Promise<StoreAnswers[R['op']]> {
  const connector = createS3Connector({ store, client: at as unknown as S3Client });
  const answer = await serveStore({ connector, write: async () => undefined }, request);
  return answer as StoreAnswers[R['op']];
}

const listsOf = ({ asked }: AskedBucket) => asked.filter((what) => what.startsWith('List')).sort();

describe.each(['locate', 'read-again'] as const)('S3, asked to %s', (op) => {
  it('lists each place once, since a search that lists it proves that it can be listed', async () => {
    const at = new AskedBucket();

    await ask(at, { op, searches: [searchOf.photos, searchOf.talks, searchOf.notes, searchOf.pinned] });

    expect(listsOf(at)).toEqual([
      'ListObjectsV2 notes/',
      'ListObjectsV2 notes/',
      'ListObjectsV2 photos/12',
      'ListObjectsV2 photos/12/',
      'ListObjectsV2 talks/',
    ]);
  });

  it('lists also what is not asked for, each place once', async () => {
    const at = new AskedBucket();

    await ask(at, { op, searches: [searchOf.talks] });

    expect(listsOf(at)).toEqual(['ListObjectsV2 notes/', 'ListObjectsV2 photos/', 'ListObjectsV2 talks/']);
  });

  it('lists all files if the identifier could not be a folder, so that no other look would prove anything', async () => {
    const at = new AskedBucket();

    await ask(at, { op, searches: [{ ...searchOf.photos, values: ['..'] }] });

    expect(listsOf(at)).toContain('ListObjectsV2 photos/');
  });

  it('never calls a person absent from a place of the store that cannot be listed', async () => {
    const values = fc.constantFrom(['12'], ['..'], ['', '12/3'], ['12', '..'], []);
    const cases = fc.record({
      asked: fc.subarray(names),
      owners: values,
      refused: fc.constantFrom('photos/', 'talks/', 'notes/'),
    });

    await fc.assert(
      fc.asyncProperty(cases, async ({ asked, owners, refused }) => {
        const at = new AskedBucket();
        at.refused = refused;
        const searches = asked.map((name) =>
          name === 'photos' ? { ...searchOf.photos, values: owners } : searchOf[name],
        );

        const blind = searches.filter(
          ({ collection, values }) =>
            refused === placeOf(collection) && values.some((value: string) => value !== ''),
        );

        const { unread = [] } = await ask(at, { op, searches });
        expect([...new Set(unread.map((one) => JSON.stringify(one)))]).toEqual(
          blind.map(({ collection }) =>
            JSON.stringify({ collection, place: `club/${refused}`, reason: 'forbidden' }),
          ),
        );
      }),
    );
  });

  it('lists a long prefix a thousand objects at a time and loses none', async () => {
    const at = new AskedBucket();
    for (let n = 0; n < 700; n += 1)
      at.objects.set(`talks/${String(n).padStart(4, '0')}.jsonl`, record(`t${n}`));
    const found: string[] = [];
    let cursor: string | undefined;

    do {
      const page = await ask(at, { op, searches: [searchOf.talks], ...(cursor ? { cursor } : {}) });
      found.push(...page.rows.map(({ key }) => key.line?.split('#')[0] ?? ''));
      cursor = page.cursor;
    } while (cursor);

    expect(found).toEqual(Array.from({ length: 700 }, (_, n) => `t${n}`));
    expect(listsOf(at).filter((what) => what.endsWith('talks/'))).toHaveLength(4);
  });
});

describe('S3, asked to erase', () => {
  it('is asked once whether it keeps versions, and reads no object more often than needed', async () => {
    const at = new AskedBucket();
    for (const key of ['talks/a.jsonl', 'talks/b.jsonl', 'notes/c.jsonl'])
      at.objects.set(key, `${record('1')}${record('2')}`);
    const keys = [
      { key: 'talks/a.jsonl', line: '1' },
      { key: 'talks/b.jsonl', line: '1' },
    ];

    const receipt = await ask(at, {
      op: 'erase',
      instructions: [
        { collection: 'talks', keys, action: 'erase', atMost: 2 },
        { collection: 'notes', keys: [{ key: 'notes/c.jsonl', line: '2' }], action: 'erase', atMost: 1 },
      ],
    });

    const count = (what: string) => at.asked.filter((one) => one === what).length;
    expect(receipt.collections.map(({ erased }) => erased)).toEqual([2, 1]);
    expect([count('GetBucketVersioning'), count('PutObject'), count('GetObject')]).toEqual([1, 3, 9]);
    expect(listsOf(at)).toEqual([]);
  });
});
