import { createHash } from 'node:crypto';
import type { S3Client } from '@aws-sdk/client-s3';
import type { LocatedRow, RowRef } from '../../domain/finding';
import type { ExportedRecord, LocatedPage } from '../connector';
import { fieldText, isEmpty } from '../exact-json';
import type { CollectionSearch } from '../mapped-collection';
import { type JsonlLine, jsonlLines } from './jsonl-lines';
import type { JsonlPlace } from './s3-place';
import { contentOf, listObjects, openObject } from './s3-read';
import type { ObjectName } from './s3-versions';

/** All objects that one request lists. */
const objectsAtOnce = 1_000;
/** A page ends behind the object with which it has so many rows: each goes into an answer. */
const rowsAtOnce = 200;

export interface RecordsPage {
  readonly rows: readonly LocatedRow[];
  readonly unmapped: LocatedPage['unmapped'];
  /** Key of the last object looked through, when there are more. */
  readonly after?: string;
}

/** Looks through the next objects of the prefix, line by line, for records that any condition finds. */
export async function locateRecords(
  client: S3Client,
  place: JsonlPlace,
  { search, after }: { search: CollectionSearch; after: string | undefined },
): Promise<RecordsPage> {
  const { bucket, prefix, collection } = place;
  const { objects, more } = await listObjects(client, { bucket, prefix, after, limit: objectsAtOnce });
  const rows: LocatedRow[] = [];
  const unmapped = new Set<string>();
  let last: string | undefined;
  for (const { key } of objects) {
    if (rows.length >= rowsAtOnce) {
      break;
    }
    last = key;
    if (!holdsLines(key)) {
      unmapped.add('(an object that is not JSONL)');
      continue;
    }
    await forEachLine(client, { bucket, key }, (line) => {
      if (line.record && matches(line.record, search)) {
        rows.push(locatedRecord(place, key, line));
        for (const field of unmappedFields(place, line.record)) {
          unmapped.add(field);
        }
      } else if (mentions(line, search)) {
        unmapped.add('(a line that is not a JSON record)');
      }
    });
  }
  const unseen = more || last !== objects.at(-1)?.key;
  return {
    rows: onceEach(rows),
    unmapped: [...unmapped].map((field) => ({ collection: collection.name, field })),
    ...(last !== undefined && unseen ? { after: last } : {}),
  };
}

/** Folder markers are empty and hold nothing; anything but lines of JSON cannot be looked through and has to be seen by a person. */
function holdsLines(key: string): boolean {
  return /\.(?:jsonl|ndjson)$/.test(key) || key.endsWith('/');
}

async function forEachLine(
  client: S3Client,
  name: ObjectName,
  see: (line: JsonlLine) => void,
): Promise<void> {
  const opened = await openObject(client, name);
  if (opened !== undefined) {
    for await (const line of jsonlLines(contentOf(opened))) {
      see(line);
    }
  }
}

function matches(record: NonNullable<JsonlLine['record']>, search: CollectionSearch): boolean {
  return search.conditions.some(({ field, values }) => values.includes(fieldText(record[field]) ?? ''));
}

/** A broken line that holds one of the values may be the person's. */
function mentions(line: JsonlLine, search: CollectionSearch): boolean {
  if (line.record !== undefined || line.blank) {
    return false;
  }
  return search.conditions.some(({ values }) => values.some((value) => line.bytes.includes(value)));
}

function locatedRecord(place: JsonlPlace, key: string, line: JsonlLine): LocatedRow {
  const facts = place.collection.facts.flatMap((field) => {
    const text = fieldText(line.record?.[field]);
    return text === undefined ? [] : [[field, text]];
  });
  return {
    collection: place.collection.name,
    key: { key, line: recordName(place, line) },
    facts: Object.fromEntries(facts),
  };
}

function unmappedFields(place: JsonlPlace, record: NonNullable<JsonlLine['record']>): string[] {
  const mapped = place.collection.fields.map((field) => field.name);
  return Object.keys(record).filter((field) => !mapped.includes(field) && !isEmpty(record[field]));
}

function onceEach(rows: readonly LocatedRow[]): LocatedRow[] {
  return [...new Map(rows.map((row) => [JSON.stringify(row.key), row])).values()];
}

/** What a record is called: its id where it has one, else its content, which does not move either when other lines go. */
export function recordName({ recordId }: JsonlPlace, line: JsonlLine): string {
  const id = recordId === undefined ? undefined : fieldText(line.record?.[recordId]);
  return id ?? `sha256:${createHash('sha256').update(line.bytes.toString('utf8').trim()).digest('hex')}`;
}

/** Records of one object, in the order asked for. */
export async function exportRecords(
  client: S3Client,
  place: JsonlPlace,
  rows: readonly RowRef[],
): Promise<ExportedRecord[]> {
  const wanted = new Map(rows.map((row) => [row.key.line ?? '', row]));
  const found = new Map<string, ExportedRecord[]>();
  const key = rows[0]?.key.key ?? '';
  await forEachLine(client, { bucket: place.bucket, key }, (line) => {
    const name = recordName(place, line);
    const row = wanted.get(name);
    if (line.record !== undefined && row !== undefined) {
      found.set(name, [...(found.get(name) ?? []), { ...row, values: line.record }]);
    }
  });
  return [...wanted.keys()].flatMap((name) => found.get(name) ?? []);
}
