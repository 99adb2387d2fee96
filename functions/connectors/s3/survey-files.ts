import type { S3Client } from '@aws-sdk/client-s3';
import type { SurveyedField } from '../survey';
import { isFieldName } from '../telling-names';
import { countForms } from '../value-forms';
import { areAddresses, type FileName, type Folder, listFolder } from './s3-folder';
import { headObject } from './s3-read';
import type { FoundPlace } from './survey-records';

/** Objects whose metadata is looked at. */
const MOST_OPENED = 5;

/** Folders that are called by what may identify people: each is taken for one person's, whoever that is. */
export async function foldersPlace(
  client: S3Client,
  { bucket, prefix, folders }: Folder,
  rows: number,
): Promise<FoundPlace> {
  const { files } = await listFolder(client, bucket, `${prefix}${folders[0] ?? ''}/`, true);
  return ofOneEach(client, { bucket, names: folders, files, rows, prefix, behind: '/' });
}

/** The same for files with one ending: `cards/{id}.json`. */
export async function filesPlace(
  client: S3Client,
  { bucket, prefix, files }: Folder,
  rows: number,
): Promise<FoundPlace> {
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

async function ofOneEach(client: S3Client, { names, files, rows, ...where }: OneEach): Promise<FoundPlace> {
  const { bucket, prefix, behind } = where;
  const isAddress = areAddresses(names);
  const field = isAddress ? 'email' : 'id';
  const whole = `${prefix}{${field}}${behind}`;
  const looked = names.slice(0, rows).map((name) => name.replaceAll(/%40/gi, '@'));
  const identifier: SurveyedField = { name: field, kind: 'text', isFilled: true, forms: countForms(looked) };
  const metadata = await metadataFields(client, bucket, files, rows);
  return {
    ...{
      bucket,
      prefix: whole,
      place: { bucket, format: 'objects', prefix: whole },
      keys: [],
      references: [],
    },
    fields: [identifier, ...metadata.filter(({ name }) => name !== field)],
    foundBy: isAddress ? ['email'] : [],
    isOpenEnded: true,
    holdsParts: true,
    guessed: [`each ${behind === '/' ? 'folder' : 'file'} is about one person, and {${field}} says whom`],
  };
}

/** Names of the metadata that programs set on objects. */
async function metadataFields(
  client: S3Client,
  bucket: string,
  files: readonly FileName[],
  rows: number,
): Promise<SurveyedField[]> {
  const seen: Readonly<Record<string, string>>[] = [];
  for (const { key } of files.slice(0, MOST_OPENED))
    seen.push((await headObject(client, { bucket, key }))?.metadata ?? {});
  const names = [...new Set(seen.flatMap((one) => Object.keys(one)))].filter(isFieldName);
  return names.map((name) => ({
    name: name.replaceAll('-', '_'),
    kind: 'text',
    isFilled: false,
    forms: countForms(seen.slice(0, rows).map((one) => one[name])),
  }));
}
