import type { S3Client } from '@aws-sdk/client-s3';
import { locateEverything } from '../../functions/connectors/locate-everything';
import { createS3Connector } from '../../functions/connectors/s3/s3-connector';
import { MemoryBucket } from '../fakes/memory-bucket';
import { aCollection, aField, aStore } from './small-map';

const store = aStore('s3', [
  aCollection('talks', [], {
    fields: [aField('email', { identity: 'email' }), aField('text'), aField('id')],
    reachedBy: [{ field: 'email', identity: 'email' }],
    facts: ['email'],
    primaryKey: ['key', 'line'],
    physical: { bucket: 'b', format: 'jsonl', prefix: 'talks/', record_id: 'id' },
  }),
]);
const search = [{ collection: 'talks', field: 'email', values: ['ada@example.com'] }];
const ada = (id: unknown, email = 'ada@example.com') => `${JSON.stringify({ id, email, text: 'a' })}\n`;

function open(body: string) {
  const bucket = new MemoryBucket();
  bucket.put('talks/a', body);
  bucket.put('talks/b', `{"id":2,"email":"ben@example.com"}\n`);
  return { bucket, connector: createS3Connector({ store, client: bucket as unknown as S3Client }) };
}

describe('a record id shared by more than the person', () => {
  it.each([
    ['an edit without an address', '{"id":1,"text":"edit"}\n'],
    ['a record of somebody else', '{"id":1,"email":"ben@example.com"}\n'],
    ['the id as a text', '{"id":"1","email":"ben@example.com"}\n'],
  ])('is seen by the search, and the rest can be erased: %s', async (_, other) => {
    const { bucket, connector } = open(other + ada(1) + ada(2));

    const { rows, unread } = await locateEverything(connector, search);
    const free = rows.filter(({ heldBy }) => heldBy === undefined).map(({ key }) => key);
    await connector.erase([{ collection: 'talks', keys: free, action: 'erase', atMost: free.length }]);

    expect(rows.map(({ heldBy }) => heldBy)).toEqual(['same-id', undefined]);
    expect(unread).toEqual([{ collection: 'talks', place: 'talks/a (record 1)', reason: 'same-id' }]);
    expect(bucket.text('talks/a')).toBe(other + ada(1));
  });

  it.each([
    ['her own lines, however often', ada(1) + ada(1) + ada(1, 'ADA@example.com')],
    ['lines without an id', `${ada(null)}{"email":"ben@example.com"}\n`],
  ])('is not: %s', async (_, body) => {
    const { rows, unread } = await locateEverything(open(body).connector, search);

    expect([rows.some(({ heldBy }) => heldBy), unread]).toEqual([false, undefined]);
  });
});
