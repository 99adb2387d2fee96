import { type S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { StoreUnavailableError } from '../../functions/connectors/connector';
import { createS3Connector } from '../../functions/connectors/s3/s3-connector';
import { aCollection, aStore } from './small-map';

interface Version {
  readonly Key: string;
  readonly VersionId: string;
  readonly body?: string;
}

/** A bucket in memory that keeps versions and honours If-Match, as S3 does and the local S3 does not. */
class VersionedBucket {
  versions: Version[] = [];
  calls: string[] = [];
  /** Called before each write, so that a test can be the other writer. */
  beforeChange: () => void = () => undefined;
  private next = 1;

  put(Key: string, body?: string): void {
    this.versions.push({ Key, VersionId: String(this.next), ...(body === undefined ? {} : { body }) });
    this.next += 1;
  }

  latest(Key: string): Version | undefined {
    const last = this.versions.filter((version) => version.Key === Key).at(-1);
    return last?.body === undefined ? undefined : last;
  }

  async send(command: { constructor: { name: string }; input: Record<string, string> }): Promise<unknown> {
    const { name } = command.constructor;
    const { Key = '', Prefix = '', VersionId, IfMatch } = command.input;
    this.calls.push(name);
    const latest = this.latest(Key);
    switch (name) {
      case 'GetBucketVersioningCommand':
        return { Status: 'Enabled' };
      case 'ListObjectsV2Command':
        return {
          Contents: [...new Set(this.versions.map((v) => v.Key))].flatMap((key) =>
            this.latest(key) && key.startsWith(Prefix) ? [{ Key: key }] : [],
          ),
        };
      case 'ListObjectVersionsCommand': {
        const all = this.versions
          .filter((v) => v.Key.startsWith(Prefix))
          .map((v) => ({ ...v, IsLatest: this.versions.filter((w) => w.Key === v.Key).at(-1) === v }));
        return {
          Versions: all.filter((v) => v.body !== undefined),
          DeleteMarkers: all.filter((v) => v.body === undefined),
        };
      }
      case 'HeadObjectCommand':
      case 'GetObjectCommand': {
        if (latest === undefined) {
          throw failure('NoSuchKey');
        }
        const bytes = Buffer.from(latest.body ?? '');
        return {
          ETag: latest.VersionId,
          ContentLength: bytes.length,
          Body: (async function* () {
            yield bytes;
          })(),
        };
      }
      case 'PutObjectCommand': {
        this.beforeChange();
        if (IfMatch !== this.latest(Key)?.VersionId) {
          throw failure('PreconditionFailed');
        }
        this.put(Key, String(command.input.Body));
        return {};
      }
      case 'DeleteObjectCommand':
        this.beforeChange();
        if (IfMatch !== undefined && IfMatch !== this.latest(Key)?.VersionId) {
          throw failure('PreconditionFailed');
        }
        if (VersionId === undefined) {
          this.put(Key);
        } else {
          this.versions = this.versions.filter((v) => v.Key !== Key || v.VersionId !== VersionId);
        }
        return {};
      default:
        throw new Error(`the bucket does not know ${name}`);
    }
  }
}

function failure(name: string): S3ServiceException {
  return new S3ServiceException({ name, message: name, $fault: 'client', $metadata: {} });
}

const store = aStore('s3', [
  aCollection('photos', ['owner', 'key'], {
    primaryKey: ['key'],
    physical: { bucket: 'b', format: 'objects', prefix: 'photos/{owner}/' },
  }),
  aCollection('talks', ['id', 'email'], {
    primaryKey: ['key', 'line'],
    physical: { bucket: 'b', format: 'jsonl', prefix: 'talks/', record_id: 'id' },
  }),
]);

function open(bucket: VersionedBucket) {
  const client = Object.assign(bucket, {
    config: { requestHandler: {}, endpoint: async () => ({ hostname: 'x', path: '/', protocol: 'https:' }) },
  });
  return createS3Connector({ store, client: client as unknown as S3Client });
}

const line = (id: string) => `{"id":"${id}","email":"${id}@example.com"}\n`;
const eraseAda = [
  { collection: 'talks', keys: [{ key: 'talks/a.jsonl', line: 'ada' }], action: 'erase', atMost: 1 },
] as const;

describe('a bucket that keeps versions', () => {
  it('loses every version of an erased file, and of no other', async () => {
    const bucket = new VersionedBucket();
    bucket.put('photos/1/a.png', 'old');
    bucket.put('photos/1/a.png', 'new');
    bucket.put('photos/1/a.png.bak', 'other');

    await open(bucket).erase([
      { collection: 'photos', keys: [{ key: 'photos/1/a.png' }], action: 'erase', atMost: 1 },
    ]);

    expect(bucket.versions.map((version) => version.Key)).toEqual(['photos/1/a.png.bak']);
  });

  it('loses the versions of a file that was only marked as deleted', async () => {
    const bucket = new VersionedBucket();
    bucket.put('photos/1/a.png', 'old');
    bucket.put('photos/1/a.png');

    await open(bucket).erase([
      { collection: 'photos', keys: [{ key: 'photos/1/a.png' }], action: 'erase', atMost: 1 },
    ]);

    expect(bucket.versions).toEqual([]);
  });

  it('keeps the newest version of a rewritten object only', async () => {
    const bucket = new VersionedBucket();
    bucket.put('talks/a.jsonl', line('ada') + line('ben'));

    await open(bucket).erase(eraseAda);

    expect(bucket.versions.map((version) => version.body)).toEqual([line('ben')]);
  });
});

describe('an object that others write to at the same time', () => {
  it('is read again and loses neither their record nor the erasure', async () => {
    const bucket = new VersionedBucket();
    bucket.put('talks/a.jsonl', line('ada') + line('ben'));
    let others = 2;
    bucket.beforeChange = () => {
      if (others > 0) {
        bucket.put('talks/a.jsonl', `${bucket.latest('talks/a.jsonl')?.body}${line(`c${others}`)}`);
        others -= 1;
      }
    };

    const receipt = await open(bucket).erase(eraseAda);

    expect(receipt.collections[0]).toMatchObject({ erased: 1 });
    expect(bucket.latest('talks/a.jsonl')?.body).toBe(line('ben') + line('c2') + line('c1'));
  });

  it('is not deleted with the last record that we saw', async () => {
    const bucket = new VersionedBucket();
    bucket.put('talks/a.jsonl', line('ada'));
    let others = 1;
    bucket.beforeChange = () => {
      if (others > 0) {
        others -= 1;
        bucket.put('talks/a.jsonl', line('ada') + line('ben'));
      }
    };

    await open(bucket).erase(eraseAda);

    expect(bucket.versions.map((version) => version.body)).toEqual([line('ben')]);
  });

  it('is given up in the end, and the store called unavailable', async () => {
    const bucket = new VersionedBucket();
    bucket.put('talks/a.jsonl', line('ada') + line('ben'));
    bucket.beforeChange = () => bucket.put('talks/a.jsonl', line('ada') + line('ben'));

    await expect(open(bucket).erase(eraseAda)).rejects.toThrow(StoreUnavailableError);
  });
});

describe('a connection that ends early', () => {
  it('never counts as a shorter object', async () => {
    const bucket = new VersionedBucket();
    bucket.put('talks/a.jsonl', line('ada') + line('ben'));
    const send = bucket.send.bind(bucket);
    bucket.send = async (command) => {
      const answer = (await send(command)) as { ContentLength?: number };
      return answer.ContentLength === undefined
        ? answer
        : { ...answer, ContentLength: answer.ContentLength + 1 };
    };
    const connector = open(bucket);

    const search = [{ collection: 'talks', field: 'email', values: ['ada@example.com'] }];
    await expect(connector.locate(search)).rejects.toThrow(StoreUnavailableError);
    await expect(connector.erase(eraseAda)).rejects.toThrow(StoreUnavailableError);
    expect(bucket.versions).toHaveLength(1);
  });
});
