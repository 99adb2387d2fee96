import { gunzipSync, gzipSync } from 'node:zlib';
import { S3Client } from '@aws-sdk/client-s3';
import { parse } from 'csv-parse/sync';
import { groupBy } from '../../functions/connectors/group-by';
import { createS3Connector } from '../../functions/connectors/s3/s3-connector';
import { type ContractKind, connectorContract, type Member } from '../contracts/connector.contract';
import { MemoryBucket } from '../fakes/memory-bucket';

jest.setTimeout(30_000);

const columns = [
  'club',
  'id',
  'email',
  'member_number',
  'city',
  'note',
  'wants_mail',
  'joined_on',
  'room',
  'shoe_size',
] as const;

interface Format {
  readonly name: string;
  readonly physical: Readonly<Record<string, unknown>>;
  readonly holdsTexts?: true;
  write(members: readonly Member[]): Buffer;
  /** One text for each record. */
  read(body: Buffer): string[];
}

const cell = (value: unknown) => `"${String(value ?? '').replaceAll('"', '""')}"`;
const table = (members: readonly Member[]) =>
  ['', columns.join(';'), ...members.map((one) => columns.map((name) => cell(one[name])).join(';'))].join(
    '\r\n',
  );
const rowsOf = (text: string) =>
  (parse(text, { delimiter: ';', from_line: 3, bom: true }) as string[][]).map((row) => JSON.stringify(row));
const array = (members: readonly Member[]) => JSON.stringify(members, undefined, 1);
const elementsOf = (text: string) => (JSON.parse(text) as unknown[]).map((one) => JSON.stringify(one));

const formats: readonly Format[] = [
  {
    name: 'tables with semicolons',
    physical: { format: 'csv' },
    holdsTexts: true,
    write: (members) => Buffer.from(table(members)),
    read: (body) => rowsOf(body.toString()),
  },
  {
    name: 'tables in UTF-16 and gzip',
    physical: { format: 'csv', delimiter: 'semicolon' },
    holdsTexts: true,
    write: (members) => gzipSync(Buffer.from(`\ufeff${table(members)}`, 'utf16le')),
    read: (body) => rowsOf(gunzipSync(body).toString('utf16le')),
  },
  {
    name: 'arrays',
    physical: { format: 'json' },
    write: (members) => Buffer.from(array(members)),
    read: (body) => elementsOf(body.toString()),
  },
];

for (const { name, physical, write, read, ...traits } of formats) {
  describe(`the S3 connector, with ${name}`, () => {
    const kind: ContractKind = {
      kind: 's3',
      ...traits,
      physical: {
        members: { bucket: 'club', prefix: 'members/', record_id: 'member_number', ...physical },
        rooms: {},
      },
      memberKey: ['key', 'line'],
      sharing: false,
      crowd: 300,
      open: async (store, { members }) => {
        const bucket = new MemoryBucket();
        const objects = groupBy(members, ({ club, id }) => `members/${club}-${id.length}-${id.slice(-1)}`);
        for (const [key, rows] of objects) bucket.put(key, write(rows));
        const client = bucket as unknown as S3Client;
        return {
          connector: createS3Connector({ store, client }),
          unreachable: createS3Connector({ store, client: silentClient() }),
          snapshot: async () =>
            new Map(
              bucket.versions.flatMap(({ Key, body }) =>
                read(body ?? Buffer.alloc(0)).map((text) => [
                  `${Key}/${/[CMm]-[\w ]+/.exec(text)?.[0]}`,
                  text,
                ]),
              ),
            ),
          close: async () => undefined,
        };
      },
    };

    connectorContract(kind);
  });
}

function silentClient(): S3Client {
  return new S3Client({
    region: 'us-east-1',
    endpoint: 'http://127.0.0.1:1',
    credentials: { accessKeyId: 'S3RVER', secretAccessKey: 'swordfish' },
    forcePathStyle: true,
    maxAttempts: 1,
  });
}
