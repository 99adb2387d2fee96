import { gunzipSync, gzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { lineSieve } from '../../functions/connectors/s3/line-sieve';
import { codingOf } from '../../functions/connectors/s3/object-coding';
import { textOf } from '../../functions/connectors/s3/object-records';
import { recordSearch, sievedValues } from '../../functions/connectors/s3/record-search';
import { type RecordsPlace, s3Place } from '../../functions/connectors/s3/s3-place';
import { aCollection, aField } from '../../test/connectors/small-map';
import {
  type BenchContext,
  type BenchPart,
  figureOf,
  OURS,
  type PartFindings,
  ratioGate,
} from '../machinery/bench-part';
import { interleave } from '../machinery/interleave';
import { SOUGHT } from './bench-bucket';

const CHUNK = 64 * 1024;
const COLUMNS = ['id', 'email', 'at', 'page'] as const;

type Row = Readonly<Record<(typeof COLUMNS)[number], string>>;

interface Form {
  readonly format: 'csv' | 'json' | 'jsonl';
  readonly what: string;
  readonly reader: string;
  write(rows: readonly Row[]): Buffer;
  /** How many rows of the person a bare reader finds. */
  count(content: Buffer): number;
}

const isTheirs = ({ email }: { readonly email?: string }) => email === SOUGHT;
const linesOf = (rows: readonly Row[]) => rows.map((row) => JSON.stringify(row)).join('\n');
const cells = (row: Row) => COLUMNS.map((name, at) => (at === 3 ? `"${row[name]}"` : row[name])).join(',');

const FORMS: readonly Form[] = [
  {
    format: 'csv',
    what: 'a table',
    reader: 'csv-parse',
    write: (rows) => Buffer.from([COLUMNS.join(','), ...rows.map(cells)].join('\r\n')),
    count: (content) => (parse(content) as string[][]).filter(([, email = '']) => isTheirs({ email })).length,
  },
  {
    format: 'json',
    what: 'a JSON array',
    reader: 'JSON.parse of the whole',
    write: (rows) => Buffer.from(JSON.stringify(rows)),
    count: (content) => (JSON.parse(content.toString()) as Row[]).filter(isTheirs).length,
  },
  {
    format: 'jsonl',
    what: 'JSON lines in gzip',
    reader: 'gunzip and JSON.parse of each line',
    write: (rows) => gzipSync(linesOf(rows)),
    count: (content) => {
      const lines = gunzipSync(content).toString().split('\n');
      return lines.filter((line) => isTheirs(JSON.parse(line) as Row)).length;
    },
  },
];

export const formatsPart: BenchPart = {
  name: 'formats',
  asks: 'How fast is an object of S3 searched in each format, beside a bare reader of that format?',
  run: measureForms,
};

const NOTE =
  'A bare reader parses each record and compares the same field. Both have the object in memory: the way to S3 is not in it. Only the time of the processor is counted, on all threads.';

async function measureForms({ sizes, random, say }: BenchContext): Promise<PartFindings> {
  const rows = rowsOf((sizes.s3.megabytes * 1e6) / sizes.s3.objects);
  const all: PartFindings[] = [];
  for (const form of FORMS) {
    const content = form.write(rows);
    say(`reading ${form.what}`);
    const measured = await interleave(
      {
        [OURS]: () => perSecond(rows, () => found(form, content)),
        [form.reader]: () => perSecond(rows, async () => form.count(content)),
      },
      { random, rounds: sizes.rounds, warmUps: 3 },
    );
    const what = `${form.what}, one record of the person in ${rows.length.toLocaleString('en')}`;
    const figure = {
      ...figureOf(what, 'records for each microsecond of processor', measured),
      better: 'more' as const,
    };
    all.push({ figures: [figure], gates: [ratioGate(figure, form.reader, { goal: 2, held: 4 })] });
  }
  return {
    figures: all.flatMap(({ figures }) => figures),
    gates: all.flatMap(({ gates }) => gates),
    notes: [NOTE],
  };
}

async function perSecond(rows: readonly Row[], count: () => Promise<number>): Promise<number> {
  const before = process.cpuUsage();
  if ((await count()) !== 1) throw new Error('the record of the person was not found');
  const { user, system } = process.cpuUsage(before);
  return rows.length / (user + system);
}

/** As a search does it, from the bytes of the object to the verdict on each record. */
async function found({ format }: Form, content: Buffer): Promise<number> {
  const coding = await codingOf(chunksOf(content), undefined);
  if (coding.kind === 'unreadable') throw new Error(coding.reason);
  const place = placeOf(format);
  const search = { collection: place.collection, conditions: [{ field: 'email', values: [SOUGHT] }] };
  const sieve = lineSieve(sievedValues(search, format === 'csv' ? ['email'] : []));
  const verdictOn = recordSearch(search);
  let count = 0;
  for await (const record of textOf(place, coding).records(sieve))
    if (verdictOn(record) === 'found') count += 1;
  return count;
}

function placeOf(format: Form['format']): RecordsPlace {
  const fields = COLUMNS.map((name) => aField(name, name === 'email' ? { identity: 'email' } : {}));
  const physical = { bucket: 'b', format, prefix: 'p/' };
  const place = s3Place(
    aCollection('rows', COLUMNS, { fields, physical, reachedBy: [{ field: 'email', identity: 'email' }] }),
  );
  if (place.format === 'objects') throw new Error('these are no records');
  return place;
}

async function* chunksOf(content: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < content.length; at += CHUNK) yield content.subarray(at, at + CHUNK);
}

/** Rows of about 200 bytes; the one in the middle is of the sought person. */
function rowsOf(bytes: number): Row[] {
  const many = Math.max(3, Math.round(bytes / 200));
  return Array.from({ length: many }, (_, n) => ({
    id: `${n}`,
    email: n === Math.floor(many / 2) ? SOUGHT : `person-${n}-x@example.com`,
    at: '2026-03-05T09:00:00Z',
    page: '/lamps/'.repeat(15),
  }));
}
