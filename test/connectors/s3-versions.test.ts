import type { S3Client } from '@aws-sdk/client-s3';
import {
  StoreForbiddenError,
  StoreRefusedError,
  StoreUnavailableError,
} from '../../functions/connectors/connector';
import { locateEverything } from '../../functions/connectors/locate-everything';
import { createS3Connector } from '../../functions/connectors/s3/s3-connector';
import type { CollectionMap } from '../../functions/domain/data-map';
import { MemoryBucket } from '../fakes/memory-bucket';
import { aCollection, aStore, gather } from './small-map';

function open(bucket: MemoryBucket, oldVersions?: 'erase' | 'keep', more: Partial<CollectionMap> = {}) {
  const decided = oldVersions === undefined ? {} : { old_versions: oldVersions };
  const store = aStore('s3', [
    aCollection('photos', ['owner', 'key'], {
      primaryKey: ['key'],
      facts: ['owner'],
      physical: { bucket: 'b', format: 'objects', prefix: 'photos/{owner}/' },
    }),
    aCollection('talks', ['id', 'email'], {
      primaryKey: ['key', 'line'],
      reachedBy: [{ field: 'email', identity: 'email' }],
      facts: ['email'],
      physical: { bucket: 'b', format: 'jsonl', prefix: 'talks/', record_id: 'id', ...decided },
      ...more,
    }),
  ]);
  const clock = { now: () => '2026-02-01T00:00:00.000Z' };
  return createS3Connector({ store, client: bucket as unknown as S3Client, clock });
}

type Connector = ReturnType<typeof open>;
const key = 'talks/a.jsonl';
const line = (id: string) => `{"id":"${id}","email":"${id}@example.com"}\n`;
const byEmail = [{ collection: 'talks', field: 'email', values: ['ada@example.com'] }];
const byOwner = [{ collection: 'photos', field: 'owner', values: ['1'] }];
const find = (connector: Connector) => locateEverything(connector, byEmail);
const erase = async (connector: Connector, rows: Awaited<ReturnType<typeof find>>['rows']) =>
  connector.erase([
    {
      collection: rows[0]?.collection ?? 'talks',
      keys: rows.map((row) => row.key),
      action: 'erase',
      atMost: rows.length,
    },
  ]);
const bodies = (bucket: MemoryBucket) => bucket.versions.map(({ body }) => body?.toString());

describe.each(['Enabled', 'Suspended'] as const)('files in a bucket whose versions are %s', (versioning) => {
  it('lose every version and marker, and no other file loses any', async () => {
    const bucket = new MemoryBucket(versioning);
    bucket.put('photos/1/a.png', 'old');
    bucket.put('photos/1/a.png', 'new');
    bucket.put('photos/1/a.png.bak', 'other');
    const connector = open(bucket);

    const { rows } = await locateEverything(connector, byOwner);
    const receipt = await erase(
      connector,
      rows.filter((row) => row.key.key === 'photos/1/a.png'),
    );

    expect(receipt.collections[0]).toMatchObject({ erased: 1, alreadyAbsent: 0 });
    expect(bodies(bucket)).toEqual(['other']);
  });
});

describe('files in a bucket that keeps versions', () => {
  it('are found behind a delete marker, returned in their newest version, and erased with the marker', async () => {
    const bucket = new MemoryBucket('Enabled');
    bucket.pageSize = 2;
    bucket.put('photos/1/a.png', 'old');
    bucket.put('photos/1/a.png', 'scan', { ContentType: 'image/png' });
    bucket.put('photos/1/a.png');
    bucket.put('photos/1/b.png', 'here');
    bucket.put('photos/1/gone.png');
    bucket.put('photos/12/c.png', 'not theirs');
    const connector = open(bucket);

    const { rows } = await locateEverything(connector, byOwner);
    const records = await gather(connector.export(rows));
    const contents = [];
    for (const { file } of records) {
      for await (const chunk of file?.content ?? []) contents.push(Buffer.from(chunk).toString());
    }
    await erase(connector, rows);

    expect(rows.map((row) => row.key.key)).toEqual(['photos/1/a.png', 'photos/1/b.png']);
    expect([contents, records[0]?.file?.contentType]).toEqual([['scan', 'here'], 'image/png']);
    expect(bodies(bucket)).toEqual([undefined, 'not theirs']);
    expect((await connector.confirmAbsent(byOwner)).rows).toEqual([]);
  });

  it('are kept as long as any of their versions is locked, and none is erased before that', async () => {
    const bucket = new MemoryBucket('Enabled');
    bucket.put('photos/1/a.png', 'old', { ObjectLockRetainUntilDate: new Date('2031-05-01T08:00:00Z') });
    bucket.put('photos/1/a.png', 'new');
    bucket.put('photos/1/b.png', 'x', { ObjectLockLegalHoldStatus: 'ON' });
    const connector = open(bucket);

    const { rows } = await locateEverything(connector, byOwner);

    expect(rows.map((row) => row.heldUntil)).toEqual(['2031-05-01', 'unknown']);
    await expect(erase(connector, rows)).rejects.toThrow(StoreRefusedError);
    expect(bucket.versions).toHaveLength(3);
  });

  it.each(['9999-12-31', '+010000-01-01', '+275760-09-13'])('are kept until %s', async (day) => {
    const bucket = new MemoryBucket('Enabled');
    bucket.put('photos/1/a.png', 'x', { ObjectLockRetainUntilDate: new Date(`${day}T00:00:00Z`) });

    const { rows } = await locateEverything(open(bucket), byOwner);

    expect(rows[0]?.heldUntil).toBe(day === '9999-12-31' ? day : 'unknown');
  });

  it('that a lock protects without the map saying so are refused, not called unavailable', async () => {
    const bucket = new MemoryBucket('Enabled');
    bucket.put('photos/1/a.png', 'x', { ObjectLockRetainUntilDate: new Date('2026-01-02T00:00:00Z') });
    const connector = open(bucket);
    const { rows } = await locateEverything(connector, byOwner);

    await expect(erase(connector, rows)).rejects.toMatchObject({
      kind: 'refused',
      place: { constraint: 'Object Lock' },
    });
  });

  it.each([
    ['s3:ListBucketVersions', 'ListObjectVersions'],
    ['s3:GetBucketVersioning', 'GetBucketVersioning'],
    ['s3:DeleteObjectVersion', 'DeleteObject'],
  ])('are forbidden, with the permission named, to a role without %s', async (right, call) => {
    const bucket = new MemoryBucket('Enabled');
    bucket.put('photos/1/a.png', 'x');
    const connector = open(bucket);
    const { rows } = await locateEverything(connector, byOwner);
    bucket.refuse = (name) => (name === call ? 'AccessDenied' : undefined);

    const attempt = erase(open(bucket), rows);

    await expect(attempt).rejects.toThrow(StoreForbiddenError);
    await expect(attempt).rejects.toMatchObject({
      place: { collection: 'photos', constraint: right, table: 'b/photos/' },
    });
  });

  it.each(['ListObjectVersions', 'GetBucketVersioning'])('are not read without %s', async (call) => {
    const bucket = new MemoryBucket('Enabled');
    bucket.put('photos/1/a.png', 'x');
    bucket.refuse = (name) => (name === call ? 'AccessDenied' : undefined);

    const { rows, unread = [] } = await locateEverything(open(bucket), byOwner);

    expect(rows).toEqual([]);
    expect(new Set(unread.map(({ collection, reason }) => `${collection} ${reason}`))).toEqual(
      new Set(['photos forbidden']),
    );
  });
});

describe('records in old versions', () => {
  function rewritten(): MemoryBucket {
    const bucket = new MemoryBucket('Enabled');
    bucket.put(key, line('ada') + line('ben'));
    bucket.put(key, line('ben'));
    bucket.put('talks/deleted', line('ada'));
    bucket.put('talks/deleted');
    return bucket;
  }

  it('are found and named if the map does not say what becomes of them, and cannot be erased', async () => {
    const bucket = rewritten();
    const connector = open(bucket);

    const { rows, unread } = await find(connector);

    expect(rows.map(({ heldBy, heldUntil }) => [heldBy, heldUntil])).toEqual([
      ['old-version', undefined],
      ['old-version', undefined],
    ]);
    expect(unread).toEqual([
      { collection: 'talks', place: `${key} (version v1)`, reason: 'old-version' },
      { collection: 'talks', place: 'talks/deleted (version v3)', reason: 'old-version' },
    ]);
    await expect(erase(connector, rows)).rejects.toThrow(/does not say/);
    expect(bucket.versions).toHaveLength(4);
  });

  it('are rows of their own if they may be erased, and go as whole versions', async () => {
    const bucket = rewritten();
    const connector = open(bucket, 'erase');

    const { rows } = await find(connector);
    const copies = await gather(connector.export(rows));
    const receipt = await erase(connector, rows);

    expect(rows.map((row) => [row.key.key, row.key.version])).toEqual([
      [key, 'v1'],
      ['talks/deleted', 'v3'],
    ]);
    expect(copies.map(({ values }) => values.id)).toEqual(['ada', 'ada']);
    expect(receipt.collections[0]).toMatchObject({ erased: 2, alreadyAbsent: 0 });
    expect(bodies(bucket)).toEqual([line('ben'), undefined]);
    expect(await erase(connector, rows)).toMatchObject({ collections: [{ erased: 0, alreadyAbsent: 2 }] });
    expect(await connector.confirmAbsent(byEmail)).toEqual({ rows: [], unmapped: [] });
  });

  it('are rows that the map keeps', async () => {
    const { rows } = await find(open(rewritten(), 'keep'));

    expect(rows.map((row) => [row.heldUntil, row.heldBy])).toEqual([
      ['unknown', 'old-version'],
      ['unknown', 'old-version'],
    ]);
  });

  it('stay when the current object is rewritten, and only the replaced version goes', async () => {
    const bucket = new MemoryBucket('Enabled');
    bucket.put(key, line('ada') + line('old'));
    bucket.put(key, line('ada') + line('ben'));
    const connector = open(bucket, 'erase');
    const { rows } = await find(connector);

    await erase(
      connector,
      rows.filter((row) => row.key.version === undefined),
    );

    expect(bodies(bucket)).toEqual([line('ada') + line('old'), line('ben')]);
    expect((await connector.confirmAbsent(byEmail)).rows).toHaveLength(1);
  });

  it('stay if one of them has become the current object again', async () => {
    const bucket = new MemoryBucket('Enabled');
    bucket.put(key, line('ada') + line('ben'));
    bucket.put(key);
    const connector = open(bucket, 'erase');
    const { rows } = await find(connector);
    bucket.versions = bucket.versions.filter(({ body }) => body !== undefined);

    await expect(erase(connector, rows)).rejects.toThrow(StoreRefusedError);
    expect(bodies(bucket)).toEqual([line('ada') + line('ben')]);
  });

  it('that cannot be read are also named', async () => {
    const bucket = new MemoryBucket('Enabled');
    bucket.put(key, 'no lines of JSON');
    bucket.put(key, line('ben'));

    expect((await find(open(bucket, 'erase'))).unread).toEqual([
      { collection: 'talks', place: `${key} (version v1)`, reason: 'not-records' },
    ]);
  });
});

describe('a record in an object that is locked', () => {
  it('is kept, and stops the erasure before anything is written', async () => {
    const bucket = new MemoryBucket('Enabled');
    bucket.put(key, line('ada') + line('ben'), {
      ObjectLockRetainUntilDate: new Date('2031-05-01T00:00:00Z'),
    });
    const connector = open(bucket);
    const { rows } = await find(connector);

    expect(rows[0]?.heldUntil).toBe('2031-05-01');
    await expect(erase(connector, rows)).rejects.toThrow(StoreRefusedError);
    expect(bucket.versions).toHaveLength(1);
  });
});

describe('a bucket whose versions are suspended', () => {
  it('keeps the object that replaced its own version', async () => {
    const bucket = new MemoryBucket('Suspended');
    bucket.put(key, line('ada') + line('ben'));
    const connector = open(bucket);

    await erase(connector, (await find(connector)).rows);

    expect(bodies(bucket)).toEqual([line('ben')]);
  });
});

describe('an object that others write to at the same time', () => {
  it('is read again, so that neither their record nor the erasure is lost', async () => {
    const bucket = new MemoryBucket('Enabled');
    bucket.put(key, line('ada') + line('ben'));
    const connector = open(bucket);
    const { rows } = await find(connector);
    let others = 2;
    bucket.beforeChange = () => {
      if (others > 0) {
        bucket.put(key, `${bucket.text(key)}${line(`c${others}`)}`);
        others -= 1;
      }
    };

    const receipt = await erase(connector, rows);

    expect(receipt.collections[0]).toMatchObject({ erased: 1 });
    expect(bucket.text(key)).toBe(line('ben') + line('c2') + line('c1'));
  });

  it('is not deleted along with the last record that we saw', async () => {
    const bucket = new MemoryBucket('Enabled');
    bucket.put(key, line('ada'));
    const connector = open(bucket);
    const { rows } = await find(connector);
    let others = 1;
    bucket.beforeChange = () => {
      if (others > 0) {
        others -= 1;
        bucket.put(key, line('ada') + line('ben'));
      }
    };

    await erase(connector, rows);

    expect(bodies(bucket)).toEqual([line('ben')]);
  });

  it('is given up in the end, and the store is called unavailable', async () => {
    const bucket = new MemoryBucket('Enabled');
    bucket.put(key, line('ada') + line('ben'));
    const connector = open(bucket);
    const { rows } = await find(connector);
    let n = 0;
    bucket.beforeChange = () => {
      n += 1;
      bucket.put(key, line('ada') + line(`ben${n}`));
    };

    await expect(erase(connector, rows)).rejects.toThrow(StoreUnavailableError);
  });
});

describe('a connection that ends early', () => {
  it('never counts as a shorter object', async () => {
    const bucket = new MemoryBucket('Enabled');
    bucket.put(key, line('ada') + line('ben'));
    const { rows } = await find(open(bucket));
    const send = bucket.send.bind(bucket);
    bucket.send = async (command) => {
      const answer = (await send(command)) as { ContentLength?: number };
      return answer.ContentLength === undefined
        ? answer
        : { ...answer, ContentLength: answer.ContentLength + 1 };
    };
    const connector = open(bucket);

    await expect(connector.locate(byEmail)).rejects.toThrow(StoreUnavailableError);
    await expect(erase(connector, rows)).rejects.toThrow(StoreUnavailableError);
    expect(bucket.versions).toHaveLength(1);
  });
});
