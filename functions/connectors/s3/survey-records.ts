import type { S3Client } from '@aws-sdk/client-s3';
import type { CollectionMap } from '../../domain/data-map';
import type { FieldValue } from '../connector';
import { fieldText } from '../exact-json';
import type { SurveyedCollection } from '../survey';
import { FEWEST_RECORDS, fieldsOfRecords, leftOutReasons } from '../survey-fields';
import { fieldNamesAmong } from '../telling-names';
import { usualForm } from '../value-forms';
import { type ContentForm, contentFormOf } from './s3-content-form';
import type { FileName } from './s3-folder';
import type { RecordFormat } from './s3-physical';
import type { RecordsPlace } from './s3-place';
import { readRecords } from './s3-read';

/** A place in a bucket as a collection, before it has a name. */
export type FoundPlace = Omit<SurveyedCollection, 'name'> & {
  readonly bucket: string;
  readonly prefix: string;
};

export interface DraftedPlace {
  readonly place: FoundPlace;
  /** What of it is not drafted, and why. */
  readonly reasons: readonly string[];
}

interface Group {
  readonly bucket: string;
  readonly prefix: string;
  readonly files: readonly FileName[];
  readonly rows: number;
}

export interface FoundRecords {
  readonly place?: FoundPlace;
  /** Every file may be one person's: it holds no records, or one without an address by which to find it. */
  readonly isOneEach: boolean;
  /** What else lies there, or why nothing of it is drafted. */
  readonly reasons: readonly string[];
}

type Seen = { readonly key: string; readonly form: ContentForm };
type SeenRecords = { readonly key: string; readonly form: Extract<ContentForm, { kind: 'records' }> };

/** What a group of objects holds, as far as a few of them show by their content. */
export async function recordsPlace(client: S3Client, group: Group): Promise<FoundRecords> {
  const { bucket } = group;
  const seen: Seen[] = [];
  for (const { key } of spread(group.files)) {
    const form = await contentFormOf(client, { bucket, key });
    if (form !== undefined) seen.push({ key, form });
  }
  if (seen.length === 0) return { isOneEach: false, reasons: ['no object there could be looked at'] };
  const held = seen.filter((one): one is SeenRecords => one.form.kind === 'records');
  const reasons = [...new Set(seen.flatMap(({ form }) => whyNot(form)))];
  const [first] = held;
  if (first === undefined) return { isOneEach: seen.every(({ form }) => form.kind === 'file'), reasons };
  const format = formatOf(held);
  const alike = held.filter(({ form }) => (form.physical.format === 'csv') === (format === 'csv'));
  const others = held.length === alike.length ? [] : [SEVERAL_FORMS];
  const made = await drafted(client, group, { ...first.form.physical, format }, alike);
  const isOneEach = seen.every(({ form }) => form.kind === 'file' || (form.kind === 'records' && form.isOne));
  if (made === undefined) return { isOneEach: false, reasons: [...reasons, NO_FIELDS] };
  const isFoundByField = made.place.fields.some(
    ({ forms }) => usualForm(forms) === 'email' || forms.email === alike.length,
  );
  return {
    isOneEach: isOneEach && !isFoundByField,
    place: made.place,
    reasons: [...reasons, ...others, ...made.reasons],
  };
}

export const SEVERAL_FORMS = 'objects in several forms: a collection reads one of them';
const NO_FIELDS = 'records whose fields have no names that could be shown: describe them by hand';

/** `json` reads lines as well, so that one record in an object may stand beside objects with many. */
function formatOf(held: readonly SeenRecords[]): RecordFormat {
  const [first = 'json', ...others] = held.map(({ form }) => form.physical.format);
  if (first === 'csv') return 'csv';
  return first === 'jsonl' && !others.includes('json') ? 'jsonl' : 'json';
}

/** The files of a group that are opened: from its beginning, its middle and its end. */
function spread(files: readonly FileName[]): FileName[] {
  const last = files.length - 1;
  const places = [...new Set([0, Math.floor(last / 2), last])];
  return places.flatMap((at) => files[at] ?? []);
}

function whyNot(form: ContentForm): string[] {
  if (form.kind === 'headerless')
    return ['tables whose first row is not certainly a header: describe them by hand (physical.columns)'];
  if (form.kind === 'file') return ['files that hold no records: say by hand whose they are, or skip them'];
  return form.kind === 'unreadable'
    ? [`objects that the desk does not read (${form.reason}): a person must look`]
    : [];
}

/** Undefined where the records have no field that could be named. */
async function drafted(
  client: S3Client,
  { bucket, prefix, rows }: Group,
  physical: Pick<RecordsPlace, 'format'> & { readonly encoding?: RecordsPlace['encoding'] | undefined },
  held: readonly SeenRecords[],
): Promise<DraftedPlace | undefined> {
  const { encoding } = physical;
  const place: RecordsPlace = {
    ...{ format: physical.format, bucket, prefix, collection: NO_COLLECTION },
    ...(encoding === undefined ? {} : { encoding }),
  };
  const limit = Math.max(rows, FEWEST_RECORDS);
  const records: Readonly<Record<string, FieldValue>>[] = [];
  for (const { key } of held)
    await readRecords(client, { place, name: { bucket, key } }, ({ record }) => {
      if (record !== undefined) records.push(record);
      return records.length >= limit ? 'enough' : undefined;
    });
  const { shown, left } = fieldNamesAmong(records.flatMap((record) => Object.keys(record)));
  if (shown.length === 0) return undefined;
  const fields = fieldsOfRecords(records, shown, { rows, textOf });
  const found: FoundPlace = {
    ...{ bucket, prefix, place: { bucket, prefix, ...physical }, keys: [], fields, references: [] },
    isOpenEnded: true,
    guessed: [
      `every object that begins with ${prefix === '' ? 'anything' : prefix} holds such records, as ${physical.format}`,
      ...(encoding === undefined ? [] : [`its objects are written in ${encoding}`]),
    ],
  };
  return { place: found, reasons: leftOutReasons(left) };
}

/** Stands in for the collection that is only being drafted. */
const NO_COLLECTION: CollectionMap = {
  ...{ name: 'draft', title: 'draft', primaryKey: [], fields: [], reachedBy: [], facts: [] },
  ...{ owner: 'subject', referencedBy: [], eraseAfter: [], onErasure: { action: 'erase' } },
  ...{ source: '', systemKeys: [], physical: {} },
};

function textOf(value: unknown): string | undefined {
  return fieldText(value as FieldValue | undefined);
}
