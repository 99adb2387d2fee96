import { gzipSync } from 'node:zlib';
import type { S3Client } from '@aws-sdk/client-s3';
import fc from 'fast-check';
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

/** As it may stand in a line, and what it is. */
const spelledIds = [
  ['1', 'number 1'],
  ['"1"', 'number 1'],
  ['1.0', 'number 1'],
  ['12', 'number 12'],
  ['"a-1"', 'a-1'],
  ['"\\u0061-1"', 'a-1'],
  ['"A-1"', 'A-1'],
  ['"a/1"', 'a/1'],
  ['"a\\/1"', 'a/1'],
  ['"é"', 'é'],
  ['"\\u00e9"', 'é'],
  ['"q\\"1"', 'q"1'],
  ['[1]', 'list'],
] as const;
const people = ['ada@example.com', 'ben@example.com', ''] as const;

const aLine = fc
  .record({
    id: fc.constantFrom(...spelledIds),
    owner: fc.constantFrom(...people),
    before: fc.constantFrom('', '"text":"x",', '"text":"1",', '"deep":{"id":1},'),
  })
  .map(({ id: [spelled, id], owner, before }) => ({
    id,
    owner,
    text: `{${before}"id":${spelled}${owner === '' ? '' : `,"email":"${owner}"`}}\n`,
  }));

it('is seen in whatever form an id is written, and a plain object is read once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(aLine, { maxLength: 8 }), fc.boolean(), async (lines, isPacked) => {
      const body = Buffer.from(lines.map(({ text }) => text).join(''));
      const { bucket, connector } = open('');
      bucket.put('talks/a', isPacked ? gzipSync(body) : body);
      const others = new Set(lines.filter(({ owner }) => owner !== people[0]).map(({ id }) => id));
      const theirs = lines.filter(({ owner }) => owner === people[0]);

      const { rows } = await locateEverything(connector, search);

      const held = rows.map(({ heldBy }) => heldBy);
      expect(held.filter((by) => by === 'same-id')).toHaveLength(
        theirs.filter(({ id }) => others.has(id)).length,
      );
      expect(held).toHaveLength(theirs.length);
      const isTold = theirs.every(({ id }) => /^[\w .-]+$/.test(id) && id !== 'list');
      const reads = bucket.calls.filter(({ name, input }) => name === 'GetObject' && input.Key === 'talks/a');
      if (isTold) expect(reads.length).toBeLessThanOrEqual(1);
    }),
    { numRuns: 300 },
  );
});

it('is seen in an object that is too large to be kept while it is read', async () => {
  const { bucket, connector } = open('');
  const line = (n: number) => `{"id":${n},"email":"n${n}@example.com","text":"${'x'.repeat(1_000_000)}"}\n`;
  const lines = Array.from({ length: 40 }, (_, n) => line(n));
  bucket.put('talks/a', gzipSync(ada(39) + ada(41) + lines.join('')));

  const { rows } = await locateEverything(connector, search);

  expect(rows.map(({ heldBy }) => heldBy)).toEqual(['same-id', undefined]);
  expect(bucket.count('GetObject')).toBe(3);
});
