import type { S3Client } from '@aws-sdk/client-s3';
import { StoreUnavailableError } from '../../functions/connectors/connector';
import { locateEverything } from '../../functions/connectors/locate-everything';
import { createS3Connector } from '../../functions/connectors/s3/s3-connector';
import type { CollectionMap } from '../../functions/domain/data-map';
import { MemoryBucket } from '../fakes/memory-bucket';
import { aCollection, aField, aStore } from './small-map';

const ada = 'ada@example.com';
const talks = (more: Partial<CollectionMap> = {}) =>
  aCollection('talks', [], {
    fields: [aField('email', { identity: 'email' })],
    reachedBy: [{ field: 'email', identity: 'email' }],
    primaryKey: ['key', 'line'],
    physical: { bucket: 'b', format: 'jsonl', prefix: 'talks/' },
    ...more,
  });
const cards = (physical: CollectionMap['physical'], more: Partial<CollectionMap> = {}) =>
  talks({ name: 'cards', title: 'cards', primaryKey: ['key'], physical, ...more });
const files = { bucket: 'other', format: 'objects', prefix: 'cards/{email}/' };
const records = { bucket: 'other', format: 'jsonl', prefix: 'cards/' };
const searches = ['talks', 'cards'].map((collection) => ({ collection, field: 'email', values: [ada] }));

/** One good bucket, and a bucket under any other name that answers every call with one error. */
function open(error: string, ...collections: CollectionMap[]) {
  const bucket = new MemoryBucket();
  bucket.put('talks/1.jsonl', `{"email":"${ada}"}\n`);
  const client = {
    destroy: () => undefined,
    send: async (command: { input: { Bucket?: string } }) => {
      if (command.input.Bucket !== 'b') throw Object.assign(new Error(ada), { name: error });
      return bucket.send(command as never);
    },
  };
  return createS3Connector({ store: aStore('s3', collections), client: client as unknown as S3Client });
}

describe.each([
  ['is not there', 'NoSuchBucket', 'misfit', files],
  ['is not there, with records', 'NoSuchBucket', 'misfit', records],
  ['may not be listed', 'AccessDenied', 'forbidden', files],
  ['may not be listed, with records', 'AccessDenied', 'forbidden', records],
  ['is addressed wrongly', 'NoSuchBucket', 'misfit', { ...files, prefix: 'cards/' }],
])('a bucket that %s', (_, error, reason, physical) => {
  it('is named, and does not hide the others', async () => {
    const connector = open(error, talks(), cards(physical));

    await connector.probe();
    await connector.probe(searches);
    const found = await locateEverything(connector, searches);

    expect(found.rows.map(({ collection }) => collection)).toEqual(['talks']);
    expect(found.unread).toEqual([{ collection: 'cards', place: expect.any(String), reason }]);
    expect(await connector.confirmAbsent(searches)).toEqual(found);
    expect(JSON.stringify(found.unread)).not.toContain(ada);
  });

  it('blocks an erasure in itself, and nowhere else', async () => {
    const { problems } = await open(error, talks(), cards(physical)).examine();

    expect(problems.filter(({ blocks }) => blocks !== 'nothing').map(({ collection }) => collection)).toEqual(
      ['cards'],
    );
  });

  it('stops the search if it holds people’s own records, or is the only one', async () => {
    const own = open(error, talks(), cards(physical, { ownRecord: true }));

    await expect(locateEverything(own, searches)).rejects.toMatchObject({ kind: reason });
    await expect(open(error, cards(physical)).probe()).rejects.toMatchObject({ kind: reason });
  });

  it('yields no result of a comparison, and no setting', async () => {
    const connector = open(error, talks(), cards(physical));
    const [, search = { collection: '', field: '', values: [] }] = searches;

    await expect(connector.match(search, [])).rejects.toMatchObject({ kind: reason });
  });
});

it.each(['SlowDown', 'InternalError', 'ExpiredToken'])(
  'a bucket that answers %s is asked again',
  async (error) => {
    const connector = open(error, talks(), cards(files));

    await expect(locateEverything(connector, searches)).rejects.toThrow(StoreUnavailableError);
    await expect(connector.probe()).rejects.toThrow(StoreUnavailableError);
  },
);
