import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import {
  BlastRadiusError,
  type Connector,
  StoreShapeError,
  StoreUnavailableError,
} from '../../functions/connectors/connector';
import { locateEverything } from '../../functions/connectors/locate-everything';
import { createS3Connector } from '../../functions/connectors/s3/s3-connector';
import { aCollection, aField, aStore, gather } from './small-map';

const bucket = 'club';

const photos = aCollection('photos', ['owner', 'key', 'original_name'], {
  primaryKey: ['key'],
  facts: ['owner'],
  physical: { bucket, format: 'objects', prefix: 'photos/{owner}/' },
});
const talks = aCollection('talks', ['email', 'text', 'n'], {
  fields: [aField('email', { identity: 'email' }), aField('text'), aField('n')],
  primaryKey: ['key', 'line'],
  facts: ['email'],
  physical: { bucket, format: 'jsonl', prefix: 'talks/', record_id: 'id' },
});
const notes = aCollection('notes', ['email'], {
  primaryKey: ['key', 'line'],
  physical: { bucket, format: 'jsonl', prefix: 'notes/' },
});
const store = aStore('s3', [photos, talks, notes]);

/** What only S3 has: files in folders, records in lines. */
export function s3Particulars(client: () => S3Client): void {
  let connector: Connector;

  const put = (Key: string, Body: string | Buffer, Metadata: Record<string, string> = {}) =>
    client().send(new PutObjectCommand({ Bucket: bucket, Key, Body, Metadata, ContentType: 'text/x-test' }));
  const bytesOf = async (Key: string) => {
    const { Body } = await client().send(new GetObjectCommand({ Bucket: bucket, Key }));
    return Buffer.from((await Body?.transformToByteArray()) ?? []);
  };
  const keys = async () => {
    const { Contents = [] } = await client().send(new ListObjectsV2Command({ Bucket: bucket }));
    return Contents.map(({ Key = '' }) => Key).filter((key) => !key.startsWith('members/'));
  };
  const find = (collection: string, field: string, ...values: string[]) =>
    locateEverything(connector, [{ collection, field, values }]);
  const erase = (
    collection: string,
    rows: readonly { key: Readonly<Record<string, string>> }[],
    atMost = rows.length,
  ) => connector.erase([{ collection, keys: rows.map(({ key }) => key), action: 'erase', atMost }]);

  beforeEach(() => {
    connector = createS3Connector({ store, client: client() });
  });

  afterEach(async () => {
    for (const Key of await keys()) {
      await client().send(new DeleteObjectCommand({ Bucket: bucket, Key }));
    }
  });

  describe('files', () => {
    beforeEach(async () => {
      await put('photos/12/a b&c.png', 'one', {
        'original-name': encodeURIComponent('Größe 1.png'),
        camera: 'Lumi 3',
      });
      await put('photos/12/deep/er.png', 'two');
      await put('photos/123/a.png', 'not theirs');
      await put('photos/12', 'a file, not a folder');
    });

    it('are only in the folder of the identifier', async () => {
      const { rows, unmapped } = await find('photos', 'owner', '12');

      expect(rows).toEqual([
        { collection: 'photos', key: { key: 'photos/12/a b&c.png' }, facts: { owner: '12' } },
        { collection: 'photos', key: { key: 'photos/12/deep/er.png' }, facts: { owner: '12' } },
      ]);
      expect(unmapped).toEqual([{ collection: 'photos', field: 'camera' }]);
    });

    it.each(['12/deep', '..', '.', '12/../123', '/', '1'])('are not reached by %j', async (value) => {
      expect((await find('photos', 'owner', value)).rows).toEqual([]);
    });

    it('can be found only by the identifier in their prefix', async () => {
      expect(await find('photos', 'original_name', 'x')).toMatchObject({
        rows: [],
        unread: [{ collection: 'photos', reason: 'misfit' }],
      });
    });

    it('are exported with their name as data and their content as a stream', async () => {
      const { rows } = await find('photos', 'owner', '12');

      const records = await gather(connector.export(rows));

      expect(records.map(({ file }) => [file?.name, file?.contentType])).toEqual([
        ['Größe 1.png', 'text/x-test'],
        ['er.png', 'text/x-test'],
      ]);
      expect(records[0]?.values).toEqual({
        owner: '12',
        key: 'photos/12/a b&c.png',
        original_name: 'Größe 1.png',
        camera: 'Lumi 3',
      });
      const chunks: Uint8Array[] = [];
      for await (const chunk of records[0]?.file?.content ?? []) {
        chunks.push(chunk);
      }
      expect(Buffer.concat(chunks).toString()).toBe('one');
    });

    it('that went away before they were read fail the export', async () => {
      const { rows } = await find('photos', 'owner', '12');
      const [record] = await gather(connector.export(rows));
      await erase('photos', rows);

      const reading = (async () => {
        for await (const chunk of record?.file?.content ?? []) {
          throw new Error(`read ${chunk.byteLength} bytes`);
        }
      })();

      await expect(reading).rejects.toThrow(StoreUnavailableError);
    });

    it('are erased one by one, and nothing else is', async () => {
      const { rows } = await find('photos', 'owner', '12');

      const receipt = await erase('photos', rows);
      const again = await erase('photos', rows);

      expect(receipt.collections[0]).toMatchObject({ erased: 2, alreadyAbsent: 0 });
      expect(again.collections[0]).toMatchObject({ erased: 0, alreadyAbsent: 2 });
      expect(await keys()).toEqual(['photos/12', 'photos/123/a.png']);
    });

    it('outside the prefix are never erased, whatever a key says', async () => {
      const outside = ['talks/x.jsonl', 'photos/12', 'photos//a.png'].map((key) => ({ key: { key } }));

      for (const row of outside) {
        await expect(erase('photos', [row])).rejects.toThrow(StoreShapeError);
      }
      expect(await keys()).toHaveLength(4);
    });

    it('stay if more would be erased than were approved', async () => {
      const { rows } = await find('photos', 'owner', '12');

      await expect(erase('photos', rows, 1)).rejects.toThrow(BlastRadiusError);
      expect(await keys()).toHaveLength(4);
    });

    it('cannot be anonymised', async () => {
      const { rows } = await find('photos', 'owner', '12');
      const instruction = {
        collection: 'photos',
        keys: rows.map(({ key }) => key),
        action: 'anonymise',
        blank: { original_name: null },
        atMost: 2,
      } as const;

      await expect(connector.erase([instruction])).rejects.toThrow(StoreShapeError);
    });
  });

  describe('records in lines', () => {
    const ada = '{"id":"1","email":"ada@example.com","text":"hello"}';
    const ben = '{ "id": 2,  "email":"ben@example.com","text":"caf\u00e9 \u2028 \\u00e9" }';

    it('leave every other line unchanged, byte for byte', async () => {
      const rest = Buffer.concat([
        Buffer.from(`${ben}\r\n\n`),
        Buffer.from([0xff, 0xfe, 0x0a]),
        Buffer.from('  {"id":3}  '),
      ]);
      await put('talks/a.jsonl', Buffer.concat([Buffer.from(`${ada}\n`), rest]), { kept: 'yes' });

      const receipt = await erase('talks', (await find('talks', 'email', 'ada@example.com')).rows);

      expect(receipt.collections[0]).toMatchObject({ erased: 1 });
      expect(await bytesOf('talks/a.jsonl')).toEqual(rest);
      const head = await client().send(new HeadObjectCommand({ Bucket: bucket, Key: 'talks/a.jsonl' }));
      expect([head.ContentType, head.Metadata]).toEqual(['text/x-test', { kept: 'yes' }]);
    });

    it('make the object go with them if they were the last', async () => {
      await put('talks/a.jsonl', `${ada}\n`);
      await put('talks/b.jsonl', `${ben}\n`);

      await erase('talks', (await find('talks', 'email', 'ada@example.com')).rows);

      expect(await keys()).toEqual(['talks/b.jsonl']);
    });

    it('are recognised by content if they have no id, wherever they move', async () => {
      await put('notes/a.jsonl', '{"email":"x@example.com"}\n{"email":"ada@example.com"}\n');
      const { rows } = await find('notes', 'email', 'ada@example.com');
      await put('notes/a.jsonl', '{"email":"ada@example.com"}\n{"email":"y@example.com"}\n');

      await erase('notes', rows);

      expect((await bytesOf('notes/a.jsonl')).toString()).toBe('{"email":"y@example.com"}\n');
    });

    it('with one id are as many records as there are lines, and are erased together', async () => {
      await put('talks/a.jsonl', `${ada}\n${ada.replace('hello', 'again')}\n${ada}\n${ben}`);
      const { rows } = await find('talks', 'email', 'ada@example.com');

      expect(rows).toHaveLength(3);
      expect((await gather(connector.export(rows))).map(({ values }) => values.text)).toEqual(
        expect.arrayContaining(['hello', 'again', 'hello']),
      );
      const receipt = await erase('talks', rows);
      expect(receipt.collections[0]).toMatchObject({ erased: 3, alreadyAbsent: 0 });
      expect((await bytesOf('talks/a.jsonl')).toString()).toBe(ben);
    });

    it('that occur twice and have no id are two records', async () => {
      const line = '{"email":"ada@example.com"}\n';
      await put('notes/a.jsonl', `${line}${line}{"email":"x@example.com"}\n`);
      const { rows } = await find('notes', 'email', 'ada@example.com');

      const receipt = await erase('notes', rows);
      const again = await erase('notes', rows);

      expect(rows).toHaveLength(2);
      expect([receipt.collections[0], again.collections[0]]).toMatchObject([
        { erased: 2, alreadyAbsent: 0 },
        { erased: 0, alreadyAbsent: 2 },
      ]);
      expect((await bytesOf('notes/a.jsonl')).toString()).toBe('{"email":"x@example.com"}\n');
    });

    it('stay if there is one more of the same name than was found', async () => {
      const line = '{"email":"ada@example.com"}\n';
      await put('notes/a.jsonl', `${line}${line}`);
      const { rows } = await find('notes', 'email', 'ada@example.com');
      await put('notes/a.jsonl', line.repeat(3));

      await expect(erase('notes', rows, 100)).rejects.toThrow(BlastRadiusError);
      expect((await bytesOf('notes/a.jsonl')).toString()).toBe(line.repeat(3));
    });

    it.each([
      ['before they were found', true],
      ['since', false],
    ])('stay if their id was used for somebody else %s', async (_, before) => {
      const stranger = ada.replace('ada@', 'ben@').replace('hello', 'hallo');
      await put('talks/a.jsonl', before ? `${ada}\n${stranger}\n` : `${ada}\n`);
      const { rows } = await find('talks', 'email', 'ada@example.com');
      await put('talks/a.jsonl', before ? `${ada}\n${stranger}\n` : `${stranger}\n`);
      const held = await bytesOf('talks/a.jsonl');

      await expect(erase('talks', rows, 100)).rejects.toThrow(BlastRadiusError);
      expect(await bytesOf('talks/a.jsonl')).toEqual(held);
    });

    it('named by their id alone, as old manifests do, count as many as there are', async () => {
      await put('talks/a.jsonl', `${ada}\n${ada.replace('hello', 'again')}\n${ben}`);
      const old = [{ key: { key: 'talks/a.jsonl', line: '1' } }];

      await expect(erase('talks', old)).rejects.toThrow(BlastRadiusError);
      expect(
        await gather(connector.export(old.map((row) => ({ ...row, collection: 'talks' })))),
      ).toHaveLength(2);
      await put('talks/a.jsonl', `${ada}\n${ben}`);
      expect((await erase('talks', old)).collections[0]).toMatchObject({ erased: 1 });
    });

    it('are found by an address in other capitals, and by nothing else in the address', async () => {
      await put('talks/a.jsonl', `${ada.replace('ada@example.com', 'Ada@Example.COM')}\n${ben}`);

      expect((await find('talks', 'email', 'aDA@example.com')).rows).toHaveLength(1);
      expect((await find('talks', 'text', 'HELLO')).rows).toHaveLength(0);
    });

    it('keep numbers that JSON would round', async () => {
      await put('talks/a.jsonl', '{"id":1,"email":"ada@example.com","n":12345678901234567890}\n');
      const { rows } = await find('talks', 'email', 'ada@example.com');

      const [record] = await gather(connector.export(rows));

      expect(record?.values).toEqual({ id: 1, email: 'ada@example.com', n: '12345678901234567890' });

      const keys = rows.map(({ key }) => key);
      const blank = { email: null };
      await connector.erase([{ collection: 'talks', keys, action: 'anonymise', blank, atMost: 1 }]);
      expect((await bytesOf('talks/a.jsonl')).toString()).toBe(
        '{"id":1,"email":null,"n":12345678901234567890}\n',
      );
    });

    it('outside the prefix are never erased, whatever a key says', async () => {
      await put('notes/a.jsonl', `${ada}\n`);

      await expect(erase('talks', [{ key: { key: 'notes/a.jsonl', line: '1' } }])).rejects.toThrow(
        StoreShapeError,
      );
    });

    it('of many megabytes are rewritten in parts', async () => {
      const line = `${JSON.stringify({ id: '9', email: 'ben@example.com', text: 'x'.repeat(1_000_000) })}\n`;
      await put('talks/big.jsonl', `${line.repeat(6)}${ada}\n${line.repeat(6)}`);

      await erase('talks', (await find('talks', 'email', 'ada@example.com')).rows);

      expect((await bytesOf('talks/big.jsonl')).equals(Buffer.from(line.repeat(12)))).toBe(true);
    });
  });
}
