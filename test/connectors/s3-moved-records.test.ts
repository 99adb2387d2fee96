import type { S3Client } from '@aws-sdk/client-s3';
import fc from 'fast-check';
import { locateEverything } from '../../functions/connectors/locate-everything';
import { createS3Connector } from '../../functions/connectors/s3/s3-connector';
import { MemoryBucket } from '../fakes/memory-bucket';
import { aCollection, aField, aStore, gather } from './small-map';

function open(bucket: MemoryBucket, recordId?: string) {
  const talks = aCollection('talks', [], {
    fields: [aField('email', { identity: 'email' }), aField('text'), aField('id')],
    reachedBy: [{ field: 'email', identity: 'email' }],
    facts: ['email'],
    primaryKey: ['key', 'line'],
    physical: {
      bucket: 'b',
      format: 'jsonl',
      prefix: 'talks/',
      ...(recordId ? { record_id: recordId } : {}),
    },
  });
  return createS3Connector({ store: aStore('s3', [talks]), client: bucket as unknown as S3Client });
}

const search = [{ collection: 'talks', field: 'email', values: ['ada@example.com'] }];
const ada = (n: number) => `{"email":"ada@example.com","text":"${n}","id":${n}}\n`;
const ben = '{"email":"ben@example.com","text":"b","id":9}\n';

async function found(bucket: MemoryBucket, recordId?: string) {
  return (await locateEverything(open(bucket, recordId), search)).rows;
}

function bucketWith(objects: Readonly<Record<string, string>>): MemoryBucket {
  const bucket = new MemoryBucket();
  for (const [key, body] of Object.entries(objects)) bucket.put(key, body);
  return bucket;
}

function erase(bucket: MemoryBucket, keys: readonly Readonly<Record<string, string>>[], recordId?: string) {
  return open(bucket, recordId).erase([{ collection: 'talks', keys, action: 'erase', atMost: keys.length }]);
}

describe('a record that has moved to another object of its prefix', () => {
  it.each([undefined, 'id'])(
    'is read and erased there, under the key that was approved (by %s)',
    async (id) => {
      const rows = await found(bucketWith({ 'talks/a': ada(1) + ben, 'talks/b': ada(2) }), id);
      const after = bucketWith({ 'talks/2026/ab': ada(2) + ben + ada(1), 'talks/c': ben });

      const read = await gather(open(after, id).export(rows));
      const receipt = await erase(
        after,
        rows.map(({ key }) => key),
        id,
      );

      expect(new Set(read.map(({ key }) => key))).toEqual(new Set(rows.map(({ key }) => key)));
      expect(receipt.collections[0]).toMatchObject({ erased: 2, alreadyAbsent: 0 });
      expect([after.text('talks/2026/ab'), after.text('talks/c')]).toEqual([ben, ben]);
    },
  );

  it('is not taken for one approved in that object, nor for one whose id is about somebody else', async () => {
    const rows = await found(bucketWith({ 'talks/a': ada(1), 'talks/b': ada(1) }));
    const after = bucketWith({ 'talks/b': ada(1) });
    const ids = await found(bucketWith({ 'talks/a': ada(9) }), 'id');

    expect(await gather(open(after).export(rows))).toHaveLength(1);
    expect(
      (
        await erase(
          after,
          rows.map(({ key }) => key),
        )
      ).collections[0],
    ).toMatchObject({
      erased: 1,
      alreadyAbsent: 1,
    });
    expect(await gather(open(bucketWith({ 'talks/b': ben }), 'id').export(ids))).toEqual([]);
  });

  it('never makes more go than was approved, however objects are split and joined', async () => {
    const line = fc.constantFrom(ada(1), ada(2), ben);
    const objects = fc.array(fc.array(line, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 4 });
    const named = (all: readonly (readonly string[])[], at: string) =>
      bucketWith(Object.fromEntries(all.map((lines, n) => [`talks/${at}${n}`, lines.join('')])));

    await fc.assert(
      fc.asyncProperty(objects, fc.infiniteStream(fc.nat(3)), async (before, cuts) => {
        const rows = await found(named(before, 'a'));
        const lines = before.flat().map((text) => [text, cuts.next().value] as const);
        const anew = [0, 1, 2, 3].map((at) => lines.filter(([, to]) => to === at).map(([text]) => text));
        const after = named(
          anew.filter((one) => one.length > 0),
          'z/',
        );
        if (rows.length === 0) return;

        await erase(
          after,
          rows.map(({ key }) => key),
        );

        expect(await found(after)).toEqual([]);
        const rest = after.versions.map(({ Key }) => after.text(Key)).join('');
        expect(rest).toBe(ben.repeat(before.flat().filter((text) => text === ben).length));
      }),
      { numRuns: 60 },
    );
  });
});
