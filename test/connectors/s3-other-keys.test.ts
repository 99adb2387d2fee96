import type { S3Client } from '@aws-sdk/client-s3';
import { locateEverything } from '../../functions/connectors/locate-everything';
import { createS3Connector } from '../../functions/connectors/s3/s3-connector';
import { MemoryBucket } from '../fakes/memory-bucket';
import { aCollection, aField, aStore } from './small-map';

async function find(prefix: string, keys: readonly string[]) {
  const bucket = new MemoryBucket();
  for (const key of keys) bucket.put(key, 'x');
  const files = aCollection('files', ['email', 'key'], {
    fields: [aField('email', { identity: 'email' }), aField('key')],
    primaryKey: ['key'],
    reachedBy: [{ field: 'email', identity: 'email' }],
    physical: { bucket: 'b', format: 'objects', prefix },
  });
  const connector = createS3Connector({
    store: aStore('s3', [files]),
    client: bucket as unknown as S3Client,
  });
  const asked = [{ collection: 'files', field: 'email', values: ['ada@example.com'] }];
  const { rows, unread = [] } = await locateEverything(connector, asked);
  return { rows: rows.map((row) => row.key.key), unread: unread.map(({ place }) => place) };
}

describe('a key in which an address is written in another way', () => {
  it.each([
    ['in the form of an address on the web', 'u/ada%40example.com/cv.pdf'],
    ['with more of it in that form', 'u/%61da%40example%2Ecom/cv.pdf'],
    ['in that form, beside a percent sign', 'u/50% ada%40example.com/cv.pdf'],
    ['in that form, beside an escape that is none', 'u/%ff ada%40example.com/cv.pdf'],
    ['as a copy', 'u/ada@example.com (1)/cv.pdf'],
    ['with a year behind it', 'u/ada@example.com-2025/cv.pdf'],
    ['with a word behind it', 'u/Ada@Example.com_old/cv.pdf'],
    ['with a name before it', 'u/Ada <ada@example.com>/cv.pdf'],
  ])('is told, and not taken for somebody else’s: %s', async (_, key) => {
    expect(await find('u/{email}/', ['u/ada@example.com/cv.pdf', key])).toEqual({
      rows: ['u/ada@example.com/cv.pdf'],
      unread: [key],
    });
  });

  it.each([
    'u/ada@example.com.au/cv.pdf',
    'u/x.ada@example.com/cv.pdf',
    'u/x.ada%40example.com/cv.pdf',
    'u/x+ada@example.com/cv.pdf',
    'u/ben@example.com/cv.pdf',
    'u/ben%40example.com/ada.pdf',
    'u/50%/cv.pdf',
  ])('is not told where it is another address: %s', async (key) => {
    expect(await find('u/{email}/', [key])).toEqual({ rows: [], unread: [] });
  });

  it('is told of a file too, also where no pattern fits it', async () => {
    const keys = ['c/ada%40example.com.json', 'c/ada@example.com (copy).json', 'c/ada%40example.com.txt'];

    const { rows, unread } = await find('c/{email}.json', keys);

    expect([rows, unread.toSorted()]).toEqual([[], keys.toSorted()]);
  });
});
