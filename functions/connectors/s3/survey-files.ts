import type { S3Client } from '@aws-sdk/client-s3';
import type { SurveyedField } from '../survey';
import { fieldsOfRecords, leftOutReasons, withoutNamesakes } from '../survey-fields';
import { fieldNamesAmong } from '../telling-names';
import { countForms } from '../value-forms';
import { areAddresses, type FileName, type Folder, listFolder } from './s3-folder';
import { headObject } from './s3-read';
import type { DraftedPlace, FoundPlace } from './survey-records';

/** Objects whose metadata is looked at. */
const MOST_OPENED = 5;

/** Folders that are called by what may identify people: each is taken for one person's, whoever that is. */
export async function foldersPlace(
  client: S3Client,
  { bucket, prefix, folders }: Folder,
  rows: number,
): Promise<DraftedPlace> {
  const { files } = await listFolder(client, bucket, `${prefix}${folders[0] ?? ''}/`, true);
  return ofOneEach(client, { bucket, names: folders, files, rows, prefix, behind: '/' });
}

/** The same for files with one ending: `cards/{id}.json`. */
export async function filesPlace(
  client: S3Client,
  { bucket, prefix, files }: Folder,
  rows: number,
): Promise<DraftedPlace> {
  const names = files.map(({ base }) => base);
  return ofOneEach(client, { bucket, names, files, rows, prefix, behind: files[0]?.ending ?? '' });
}

interface OneEach {
  readonly bucket: string;
  readonly prefix: string;
  readonly behind: string;
  /** What stands where the identifier does. */
  readonly names: readonly string[];
  readonly files: readonly FileName[];
  readonly rows: number;
}

async function ofOneEach(client: S3Client, { names, files, rows, ...where }: OneEach): Promise<DraftedPlace> {
  const { bucket, prefix, behind } = where;
  const isAddress = areAddresses(names);
  const field = isAddress ? 'email' : 'id';
  const whole = `${prefix}{${field}}${behind}`;
  const looked = names.slice(0, rows).map((name) => name.replaceAll(/%40/gi, '@'));
  const identifier: SurveyedField = { name: field, kind: 'text', isFilled: true, forms: countForms(looked) };
  const { fields, reasons } = await metadataFields(client, { bucket, files, rows, field });
  const place: FoundPlace = {
    ...{
      bucket,
      prefix: whole,
      place: { bucket, format: 'objects', prefix: whole },
      keys: [],
      references: [],
    },
    fields: [identifier, ...fields],
    foundBy: isAddress ? ['email'] : [],
    isOpenEnded: true,
    holdsParts: true,
    guessed: [`each ${behind === '/' ? 'folder' : 'file'} is about one person, and {${field}} says whom`],
  };
  return { place, reasons };
}

/** Facts of every object, which the desk reads under these names. */
const OF_EVERY_OBJECT = ['key', 'size', 'last_modified', 'content_type'];

/** Names of the metadata that programs set on objects. */
async function metadataFields(
  client: S3Client,
  { bucket, files, rows, field }: Pick<OneEach, 'bucket' | 'files' | 'rows'> & { readonly field: string },
): Promise<{ readonly fields: readonly SurveyedField[]; readonly reasons: readonly string[] }> {
  const seen: Readonly<Record<string, string>>[] = [];
  for (const { key } of files.slice(0, MOST_OPENED))
    seen.push((await headObject(client, { bucket, key }))?.metadata ?? {});
  const { shown, left } = fieldNamesAmong(seen.flatMap((one) => Object.keys(one)));
  const textOf = (value: unknown) => (typeof value === 'string' ? value : undefined);
  const found = fieldsOfRecords(seen, shown, { rows, textOf });
  const called = found.map((one) => ({ ...one, name: one.name.replaceAll('-', '_') }));
  const { fields, reasons } = withoutNamesakes(called, [field, ...OF_EVERY_OBJECT]);
  return { fields, reasons: [...leftOutReasons(left), ...reasons] };
}
