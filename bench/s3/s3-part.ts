import {
  DeleteObjectsCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { Connector } from '../../functions/connectors/connector';
import { locateEverything } from '../../functions/connectors/locate-everything';
import { createS3Connector } from '../../functions/connectors/s3/s3-connector';
import type { EraseInstruction } from '../../functions/domain/erase-instruction';
import {
  type BenchContext,
  type BenchPart,
  type Figure,
  figureOf,
  OURS,
  type PartFindings,
  ratioGate,
} from '../machinery/bench-part';
import { tallyS3 } from '../machinery/call-tally';
import { interleave } from '../machinery/interleave';
import { once } from '../machinery/spread';
import {
  BUCKET,
  bucketStore,
  fileSearch,
  putFiles,
  putRecords,
  recordSearch,
  type recordsIn,
  SOUGHT,
  withBucket,
} from './bench-bucket';

const BYTE_SEARCH = 'GET, search for the bytes';
const PARSE = 'GET, JSON.parse of each line';
const BOUND = 'as few as the API allows';

/** The most keys of a LIST or a DeleteObjects. */
const PAGE = 1_000;

export const s3Part: BenchPart = {
  name: 's3',
  asks: 'How fast are JSON lines in S3 searched, and how many calls do files take?',
  run: (context) =>
    withBucket(async (client) => {
      const rare = await measureRecords(context, client, 'visits');
      const everywhere = await measureRecords(context, client, 'chats');
      const files = await countFileCalls(context, client);
      return {
        figures: [...rare.figures, ...everywhere.figures, ...files.figures],
        gates: [...rare.gates, ...everywhere.gates, ...files.gates],
        notes: [
          'An object with a record of the person is searched twice: the second time for other records of the same id.',
          'The server is a process of its own; only the time of the processor that searches is counted.',
          ...(files.notes ?? []),
        ],
      };
    }),
};

async function measureRecords(
  { sizes, random, say }: BenchContext,
  client: S3Client,
  collection: keyof typeof recordsIn,
): Promise<PartFindings> {
  const { objects, megabytes } = sizes.s3;
  say(`searching ${megabytes} MB in ${objects} objects`);
  const { keys, bytes, theirs } = await putRecords(client, collection, { objects, megabytes });
  const connector = createS3Connector({ store: bucketStore, client });
  const search = recordSearch(collection);
  const perSecond = (searchAll: () => Promise<number>) => async () => {
    const before = process.cpuUsage();
    const found = await searchAll();
    const { user, system } = process.cpuUsage(before);
    if (found !== theirs) throw new Error(`${found} records were found of ${theirs}`);
    return bytes / (user + system);
  };
  const measured = await interleave(
    {
      [OURS]: perSecond(async () => (await locateEverything(connector, search, Infinity)).rows.length),
      [BYTE_SEARCH]: perSecond(() => countIn(client, keys, bytesFound)),
      [PARSE]: perSecond(() => countIn(client, keys, linesFound)),
    },
    { random, rounds: sizes.slowRounds },
  );
  const what = `${Math.round(bytes / 1e6)} MB of JSON lines in ${objects} objects, the person in ${theirs}`;
  const figure: Figure = { ...figureOf(what, 'MB for each second of processor', measured), better: 'more' };
  return {
    figures: [figure],
    gates: [
      ratioGate(figure, BYTE_SEARCH, { goal: 3, held: 8 }),
      ratioGate(figure, PARSE, { goal: 1, held: 3 }),
    ],
  };
}

/** Reads object after object, and counts the sought records in each. */
async function countIn(
  client: S3Client,
  keys: readonly string[],
  count: (content: Buffer) => number,
): Promise<number> {
  let found = 0;
  for (const Key of keys) {
    const { Body } = await client.send(new GetObjectCommand({ Bucket: BUCKET, Key }));
    found += count(Buffer.from((await Body?.transformToByteArray()) ?? []));
  }
  return found;
}

function bytesFound(content: Buffer): number {
  return content.includes(`"${SOUGHT}"`) ? 1 : 0;
}

function linesFound(content: Buffer): number {
  const lines = content.toString('utf8').trimEnd().split('\n');
  return lines.filter((line) => (JSON.parse(line) as { email: string }).email === SOUGHT).length;
}

async function countFileCalls({ sizes, say }: BenchContext, client: S3Client): Promise<PartFindings> {
  const { files } = sizes.s3;
  say(`finding and erasing ${files.toLocaleString('en')} files`);
  const tally = tallyS3(client);
  const connector = createS3Connector({ store: bucketStore, client });
  await putFiles(client, files);
  let keys: EraseInstruction['keys'] = [];
  const found = await tally.during(async () => {
    keys = await fileKeys(connector);
  });
  if (keys.length !== files) throw new Error(`${keys.length} files were found of ${files}`);
  const erased = await tally.during(() => eraseFiles(connector, keys));
  await putFiles(client, files);
  let listed: readonly string[] = [];
  const bareFound = await tally.during(async () => {
    listed = await listFiles(client);
  });
  const bareErased = await tally.during(() => deleteFiles(client, listed));
  const bound = Math.ceil(files / PAGE);
  const words = files.toLocaleString('en');
  const figure = (what: string, ours: number, least: number) =>
    figureOf(`${words} files of one person: ${what}`, 'calls', { [OURS]: once(ours), [BOUND]: once(least) });
  return {
    figures: [
      figure('to find them', found.calls, bareFound.calls),
      figure('to erase them', erased.calls, bareErased.calls),
    ],
    gates: [
      {
        what: `calls to find ${words} files`,
        unit: 'calls',
        counted: found.calls,
        // A listing for each place that the map names, and a look at the first 16 files of a page.
        goal: 18 * bound + 2,
        held: 18 * bound + 6,
      },
      {
        what: `calls to erase ${words} files`,
        unit: 'calls',
        counted: erased.calls,
        goal: 2 * bound + 1,
        held: 2 * bound + 4,
      },
    ],
    notes: [`To find the files: ${found.words}. To erase them: ${erased.words}.`],
  };
}

async function fileKeys(connector: Connector): Promise<EraseInstruction['keys']> {
  const { rows } = await locateEverything(connector, fileSearch, Infinity);
  return rows.map(({ key }) => key);
}

async function eraseFiles(connector: Connector, keys: EraseInstruction['keys']): Promise<void> {
  await connector.erase([{ collection: 'photos', action: 'erase', keys, atMost: keys.length }]);
}

async function listFiles(client: S3Client): Promise<string[]> {
  const keys: string[] = [];
  let after: string | undefined;
  do {
    const page = await client.send(
      new ListObjectsV2Command({
        Bucket: BUCKET,
        Prefix: 'photos/',
        ...(after ? { StartAfter: after } : {}),
      }),
    );
    const names = (page.Contents ?? []).flatMap(({ Key }) => Key ?? []);
    keys.push(...names);
    after = page.IsTruncated ? names.at(-1) : undefined;
  } while (after !== undefined);
  return keys;
}

async function deleteFiles(client: S3Client, keys: readonly string[]): Promise<void> {
  for (let at = 0; at < keys.length; at += PAGE) {
    const Objects = keys.slice(at, at + PAGE).map((Key) => ({ Key }));
    await client.send(new DeleteObjectsCommand({ Bucket: BUCKET, Delete: { Objects, Quiet: true } }));
  }
}
