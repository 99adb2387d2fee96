import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { createS3Connector } from '../../functions/connectors/s3/s3-connector';
import { s3Surveyor } from '../../functions/connectors/s3/survey-s3';
import type { LoopbackServer } from '../../local/aws/loopback-server';
import { startS3 } from '../../local/aws/s3-server';
import { draftReadBack } from '../first-map/read-back';

jest.setTimeout(60_000);

const people = ['zelda', 'quirin', 'xaver', 'ylva'];
/** Whatever of an object or its key may tell of somebody. */
const CANARY = /zelda|quirin|xaver|ylva|canary|example\.com|C-8\d|4711|Bonn/i;
const UUID = '123e4567-e89b-42d3-a456-426614174000';

const csv = (delimiter: string, rows: readonly (readonly string[])[]) =>
  `${rows.map((row) => row.join(delimiter)).join('\r\n')}\r\n`;
const person = (who: string, at: number) => ({ email: `${who}@example.com`, city: 'Bonn', points: at });
const lines = (rows: readonly object[]) => `${rows.map((row) => JSON.stringify(row)).join('\n')}\n`;

describe('a first map of S3', () => {
  const directory = mkdtempSync(join(tmpdir(), 's3-survey-'));
  let server: LoopbackServer;
  let client: S3Client;
  let nth = 0;

  const connected = () =>
    new S3Client({
      region: 'us-east-1',
      endpoint: server.endpoint,
      credentials: { accessKeyId: 'S3RVER', secretAccessKey: 'swordfish' },
      forcePathStyle: true,
      maxAttempts: 1,
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    });

  beforeAll(async () => {
    server = await startS3({ directory, buckets: ['rightsdesk-vault'] });
    client = connected();
  });

  afterAll(async () => {
    client.destroy();
    await server.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  /** A bucket of its own with these objects, surveyed and drafted. */
  async function drafted(
    objects: Readonly<Record<string, string | Buffer>>,
    { rows = 50, reader = client } = {},
  ) {
    nth += 1;
    const Bucket = `shop-${nth}`;
    await client.send(new CreateBucketCommand({ Bucket }));
    for (const [Key, Body] of Object.entries(objects))
      await client.send(
        new PutObjectCommand({ Bucket, Key, Body, Metadata: { 'original-name': 'canary.pdf' } }),
      );
    const survey = await s3Surveyor(reader).survey({ rows, buckets: [Bucket] });
    const read = draftReadBack(survey, 's3');
    const connector = createS3Connector({ store: read.store, client });
    const places = read.store.collections.map(({ name, physical, reachedBy, ownRecord }) => {
      const { bucket: _, ...place } = physical;
      const ways = reachedBy.map(({ field }) => field);
      return [name, place, ways, ...(ownRecord ? ['own'] : [])];
    });
    return {
      survey,
      ...read,
      connector,
      places,
      told: survey.notLookedAt.map((words) => words.replace(Bucket, 'b')),
    };
  }

  it('recognises records by their content, whatever their objects are called', async () => {
    const rows = people.map(person);
    const { places, told } = await drafted({
      'chats/2024/05/a.txt': lines(rows),
      'arrays/all.bin': JSON.stringify(rows),
      'packed/all.csv': gzipSync(lines(rows)),
      'tables/customers.csv': csv(';', [['email', 'city'], ...rows.map(({ email, city }) => [email, city])]),
      'tables/orders-2024-01.csv': csv(',', [
        ['order_id', 'total'],
        ['1', '5'],
        ['2', '7'],
      ]),
    });

    expect(places).toEqual(
      [
        ['arrays', { format: 'json', prefix: 'arrays/' }, ['email']],
        ['chats', { format: 'jsonl', prefix: 'chats/' }, ['email']],
        ['packed', { format: 'jsonl', prefix: 'packed/' }, ['email']],
        ['tables_customers', { format: 'csv', prefix: 'tables/customers' }, ['email']],
        ['tables_orders', { format: 'csv', prefix: 'tables/orders' }, []],
      ].sort(),
    );
    expect(told).toEqual([]);
  });

  it('takes a folder or a file for one person’s by the pattern of its key, and shows no key', async () => {
    const files = people.flatMap((who, at) => [
      [`uploads/C-8${at}/scan.pdf`, '%PDF-1.7'],
      [`cards/C-8${at}.pdf`, '%PDF-1.7'],
      [`profiles/C-8${at}.json`, JSON.stringify({ city: 'Bonn' }, null, 2)],
      [`letters/${who}@example.com/1.txt`, 'Dear canary'],
      [`users/${who}/photo.bin`, 'canary'],
      [`tokens/${UUID.replace('0', String(at))}.bin`, 'canary'],
    ]);
    const { places, text, survey, told } = await drafted(Object.fromEntries(files));
    const shape = (prefix: string) => ({ format: 'objects', prefix });

    expect(places).toEqual([
      ['letters', shape('letters/{email}/'), ['email']],
      ['cards_pdf', shape('cards/{id}.pdf'), []],
      ['profiles_json', shape('profiles/{id}.json'), []],
      ['tokens_bin', shape('tokens/{id}.bin'), []],
      ['uploads', shape('uploads/{id}/'), []],
      ['users', shape('users/{id}/'), []],
    ]);
    expect(told).toEqual([]);
    expect(text + JSON.stringify(survey)).not.toMatch(CANARY);
    expect(text).not.toContain(UUID.slice(0, 8));
    expect(text).toContain('each folder is about one person, and {email} says whom');
  });

  it('tells a few names that may identify somebody as a pattern, and goes on with the others', async () => {
    const { places, told, text } = await drafted({
      'chats/a.jsonl': lines(people.map(person)),
      'old-4711/a.jsonl': lines(people.map(person)),
      'exports/orders.csv': csv(',', [
        ['order_id', 'email'],
        ['1', 'zelda@example.com'],
      ]),
      'exports/invoices.csv': csv(',', [
        ['invoice_id', 'email'],
        ['1', 'zelda@example.com'],
      ]),
      'exports/of-zelda@example.com.csv': csv(',', [
        ['order_id', 'email'],
        ['1', 'zelda@example.com'],
      ]),
    });

    expect(places.map(([, place]) => (place as { prefix: string }).prefix)).toEqual([
      'chats/',
      'exports/invoices',
      'exports/orders',
    ]);
    expect(told.sort()).toEqual([
      's3://b/: 1 called old-{id}, which may identify a person: describe them by hand',
      's3://b/exports/: 1 called {address}, which may identify a person: describe them by hand',
    ]);
    expect(text).not.toMatch(CANARY);
  });

  it.each([
    ['a surname', ['letters/j.Canary']],
    ['a surname in other letters', ['letters/j.cañary', 'letters/j.чanary']],
    ['a domain', ['sites/export.example.com']],
    ['a surname before the kind of file', ['letters/j.canary.pdf', 'letters/x.canary.json.gz']],
    ['a surname behind a word of fields', ['letters/orders.canary', 'letters/email.canary.csv']],
    ['a folder', ['z.canary/a.jsonl', 'export.example.com/a.jsonl', 'Zelda Canary/a.jsonl']],
  ])('shows no name with dots as the kind of a file: %s', async (_, keys) => {
    const { survey, text, told, places } = await drafted(
      Object.fromEntries(keys.map((key) => [key, lines(people.map(person))])),
    );

    expect(places).toEqual([]);
    expect(text + JSON.stringify(survey)).not.toMatch(/canary|cañary|чanary|example/i);
    expect(told).toEqual([
      expect.stringContaining(
        `: ${keys.length} called {name}, which may identify a person: describe them by hand`,
      ),
    ]);
  });

  it('shows no name with dots as the kind of a file where there is one for each of many', async () => {
    const names = 'abcdefghijklmnopqrstuvwx'.split('').map((letter) => `letters/${letter}.canary${letter}`);
    const { survey, text, told } = await drafted(
      Object.fromEntries(names.map((key) => [key, 'Dear canary'])),
    );

    expect(text + JSON.stringify(survey)).not.toMatch(CANARY);
    expect(told).toEqual(['s3://b/letters/: files without an ending: say by hand whose they are']);
  });

  it.each([
    'cards/{}.PDF',
    'cards/{}.json.gz',
    'cards/{}.parquet',
    'cards/{}.eml',
    'cards/{}.JPEG',
    'cards/{}.txt.zst',
  ])('shows what kind of file it is: %s', async (key) => {
    const { places } = await drafted(
      Object.fromEntries(people.map((_, at) => [key.replace('{}', `C-8${at}`), '%PDF-1.7'])),
    );

    expect(places.map(([, place]) => place)).toEqual([
      { format: 'objects', prefix: key.replace('{}', '{id}') },
    ]);
  });

  it('finds one record an object by its address, where it holds one', async () => {
    const { places } = await drafted(
      Object.fromEntries(people.map((who, at) => [`members/C-8${at}.json`, JSON.stringify(person(who, at))])),
    );

    expect(places).toEqual([['members', { format: 'json', prefix: 'members/' }, ['email']]]);
  });

  it('names what it does not draft, without a word of it', async () => {
    const { survey, places, text, told } = await drafted({
      'lake/part-a.parquet': Buffer.concat([Buffer.from('PAR1'), Buffer.alloc(60, 1)]),
      'old/export.csv': csv(',', [
        ['zelda', 'canary', 'Bonn'],
        ['quirin', 'canary', 'Bonn'],
      ]),
      'by-person/all.json': JSON.stringify({ 'zelda@example.com': { city: 'Bonn' } }),
      'site/logo.png': Buffer.from('89504e470d0a1a0a0000', 'hex'),
      'letters/canary.txt': 'Dear zelda, dear quirin,\nhow is Bonn, and how is canary?\n',
      'open{brace}/a.json': '{}',
    });

    expect(places).toEqual([]);
    expect(told.sort()).toEqual([
      's3://b/: 1 names with braces, which no map can say',
      's3://b/by-person/: records whose fields have no names that could be shown: describe them by hand',
      's3://b/lake/: objects that the desk does not read (parquet): a person must look',
      's3://b/letters/: files that hold no records: say by hand whose they are, or skip them',
      's3://b/old/: tables whose first row is not certainly a header: describe them by hand (physical.columns)',
      's3://b/site/: files that hold no records: say by hand whose they are, or skip them',
    ]);
    expect(text + JSON.stringify(survey)).not.toMatch(CANARY);
  });

  it.each([
    [
      'streets and places',
      'Zelda;Quirin;Hauptstra\u00dfe 5;Darmstadt\nXaver;Ylva;Ringstra\u00dfe 9;Neustadt\n',
    ],
    ['words of headers in names', 'Zelda Day,Bonn City,vip\nYlva Price,Bonn State,vip\n'],
    ['an address among values', '1;zelda@example.com;Bonn\n2;ylva@example.com;Bonn\n'],
    ['names among words of headers', 'Zelda,Quirin,Bonn,phone,mail\nXaver,Ylva,Bonn,mobile,fax\n'],
    ['words that come again below', 'Zelda,phone,city\nYlva,phone,land\n'],
  ])('takes no row of values for a header: %s', async (_, body) => {
    const { survey, text, told } = await drafted({ 'old/canary.csv': body });

    expect(told.join()).toMatch(/tables whose first row is not certainly a header/);
    expect(text + JSON.stringify(survey)).not.toMatch(/zelda|quirin|bonn|darmstadt|hauptstra/i);
  });

  it.each([
    ['email,first name,Lieblingsfarbe,Vorname\nzelda@example.com,zelda,red,zelda\n'],
    ['Kundennummer;Rechnungsdatum;Gesamt\n4;1.1.;7\n'],
    ['orderNumber,created_at,x\n4,1.1.,7\n'],
  ])('takes a row of names for a header: %s', async (body) => {
    const { places } = await drafted({ 'old/canary.csv': body });

    expect(places.map(([, place]) => place)).toMatchObject([{ format: 'csv' }]);
  });

  it.each([
    ['json', JSON.stringify({ 'Zelda Bonn': { points: 3 }, 'Quirin Bonn': { points: 4 } })],
    ['jsonl', lines([{ 'zelda.bonn': 3 }, { 'quirin.bonn': 4 }])],
    ['json', JSON.stringify({ zelda: 3, quirin: 4 })],
  ])('shows no field of records that are kept under the names of people: %s', async (ending, body) => {
    const { survey, text, told } = await drafted({ [`stats/canary.${ending}`]: body });

    expect(told.join()).toMatch(/records whose fields have no names that could be shown/);
    expect(text + JSON.stringify(survey)).not.toMatch(CANARY);
  });

  it('is accepted by the store it was drafted of, and finds people in it', async () => {
    const rows = people.map(person);
    const { map, connector } = await drafted({
      'chats/log.jsonl': lines(rows),
      'exports/customers.csv': Buffer.from('id;E-Mail;Straße\r\n1;zelda@example.com;Wörthstr.\r\n', 'latin1'),
    });
    const find = (collection: string, field: string) =>
      connector.locate([{ collection, field, values: ['zelda@example.com'] }]);

    expect((await connector.examine()).problems.filter(({ blocks }) => blocks !== 'nothing')).toEqual([]);
    const [chats, exports] = [await find('chats', 'email'), await find('exports', 'E-Mail')];
    expect([chats.rows.length, chats.unread, exports.rows.length, exports.unread]).toEqual([
      1,
      undefined,
      1,
      undefined,
    ]);
    expect(new Set(map.gaps.map(({ problem }) => problem.replace(/\d+ guesses/, 'guesses')))).toEqual(
      new Set([
        'does not say what an erasure does here',
        'does not say where the data comes from',
        'no system says what it is used for',
        'holds guesses that nobody has reviewed',
      ]),
    );
  });

  /** Shows this metadata on every object beside its own. */
  function showing(more: Readonly<Record<string, string>>): S3Client {
    const reader = connected();
    reader.middlewareStack.add(
      (next) => async (args) => {
        const answer = await next(args);
        const { Metadata } = answer.output as { Metadata?: object };
        if (Metadata !== undefined) Object.assign(Metadata, more);
        return answer;
      },
      { step: 'initialize' },
    );
    return reader;
  }

  it('drafts one of two metadata that the map would call alike, and none that is called as a part of the key', async () => {
    const reader = showing({ 'user-id': 'x', user_id: 'y', id: 'z', size: 'large' });
    const { told, store } = await drafted(
      Object.fromEntries(people.map((_, at) => [`cards/C-8${at}.pdf`, '%PDF-1.7'])),
      { reader },
    );
    reader.destroy();

    expect(store.collections[0]?.fields.map(({ name }) => name).sort()).toEqual([
      'id',
      'original_name',
      'user_id',
    ]);
    expect(told).toEqual([
      's3://b/cards/: 3 fields that the map would call as it calls others: the desk reads one of each',
    ]);
  });

  it('shows no field and no metadata that is called as a person may be, and counts them', async () => {
    const reader = showing({ 'zelda bonn': 'x', user_id: 'y' });
    const { told, text, survey } = await drafted(
      {
        'stats/a.jsonl': lines([{ total: 1, 'Zelda Bonn': 2, quirin: 3 }]),
        ...Object.fromEntries(people.map((_, at) => [`cards/C-8${at}.pdf`, '%PDF-1.7'])),
      },
      { reader },
    );
    reader.destroy();

    expect(told.sort()).toEqual([
      's3://b/cards/: 2 fields whose names may be those of people: describe them by hand',
      's3://b/stats/: 2 fields whose names may be those of people: describe them by hand',
    ]);
    expect(text).toContain('name: total');
    expect(text + JSON.stringify(survey)).not.toMatch(CANARY);
  });

  it('says where there are more names than one listing shows, and drafts the others', async () => {
    const records = lines([{ email: 'zelda@example.com', points: 1 }]);
    const keys = ['1', '2', '3', '4'].flatMap((n) => [`logs/2024-05-01/${n}.jsonl`, `sales/a${n}.jsonl`]);
    const reader = connected();
    reader.middlewareStack.add((next) => (args) => next({ ...args, input: { ...args.input, MaxKeys: 3 } }), {
      step: 'initialize',
    });
    const { told, places, text } = await drafted(
      Object.fromEntries([...keys, 'sales/z/a.jsonl'].map((key) => [key, records])),
      { reader },
    );
    reader.destroy();
    const cut = 'more names than one listing shows: those behind the first 1,000 were not looked at';

    expect(told.sort()).toEqual([`s3://b/logs/: ${cut}`, `s3://b/sales/: ${cut}`]);
    expect(text).toContain('those behind the first 1,000 were not looked at');
    expect(places.map(([name]) => name)).toEqual(['logs', 'sales']);
  });

  it('proposes no erasure, no skipping and no sharing, whatever it sees', async () => {
    const { text } = await drafted({
      'countries/all.csv': csv(',', [
        ['code', 'name'],
        ['DE', 'Germany'],
        ['FR', 'France'],
      ]),
      'organisations/all.jsonl': lines([{ id: 1, name: 'Kabelhaus', email: 'zelda@example.com' }]),
    });

    expect(text).not.toMatch(/skip_processing: true \}|on_erasure|own_record|owner: shared\n/);
  });

  it('looks at all buckets but the desk’s own, and goes on behind one that cannot be listed', async () => {
    const { survey: one } = await drafted({ 'chats/a.jsonl': lines(people.map(person)) });
    const all = await s3Surveyor(client).survey({ rows: 0 });
    const some = await s3Surveyor(client).survey({ rows: 0, buckets: ['nowhere', `shop-${nth}`] });

    expect(one.collections).toHaveLength(1);
    expect(all.collections.length).toBeGreaterThan(5);
    expect(JSON.stringify(all)).not.toContain('rightsdesk-vault');
    expect(some.collections.map(({ name }) => name)).toEqual(['chats']);
    expect(some.notLookedAt).toEqual(['s3://nowhere: the bucket that the map names is not there']);
  });

  it('counts no form of a value where it may look at none', async () => {
    const { survey } = await drafted({ 'chats/a.jsonl': lines(people.map(person)) }, { rows: 0 });

    expect(survey.collections[0]?.fields.map(({ name, forms }) => [name, forms])).toEqual([
      ['email', {}],
      ['city', {}],
      ['points', {}],
    ]);
  });
});
