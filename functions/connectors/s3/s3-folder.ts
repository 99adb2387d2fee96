import { ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import { defined } from '../../domain/defined';
import { groupBy } from '../group-by';
import { isAddressName, isDateName, mayIdentify } from '../telling-names';
import { fileEnding } from './file-ending';
import { s3Call } from './s3-failure';

/** One level of a bucket, as far as one listing shows it. */
export interface Folder {
  readonly bucket: string;
  /** Empty for the bucket itself, else with a slash at its end. */
  readonly prefix: string;
  /** Names without the slash. */
  readonly folders: readonly string[];
  readonly files: readonly FileName[];
  /** There is more than one listing shows. */
  readonly isCut: boolean;
}

export interface FileName {
  readonly key: string;
  /** `customers` of `exports/customers.csv.gz`. */
  readonly base: string;
  /** `.csv.gz`; empty where the name says no kind of file. */
  readonly ending: string;
}

/** @param deep everything below, and no folders */
export async function listFolder(
  client: S3Client,
  bucket: string,
  prefix: string,
  deep = false,
): Promise<Folder> {
  const answer = await s3Call({ right: 's3:ListBucket', bucket }, () =>
    client.send(
      new ListObjectsV2Command({
        ...{ Bucket: bucket, Prefix: prefix },
        ...defined({ Delimiter: deep ? undefined : '/' }),
      }),
    ),
  );
  const folders = (answer?.CommonPrefixes ?? []).map(({ Prefix = '' }) => Prefix.slice(prefix.length, -1));
  const keys = (answer?.Contents ?? []).flatMap(({ Key = '', Size = 0 }) =>
    Size === 0 || Key.endsWith('/') ? [] : [Key],
  );
  return { bucket, prefix, folders, files: keys.map(fileName), isCut: answer?.IsTruncated === true };
}

function fileName(key: string): FileName {
  const name = key.slice(key.lastIndexOf('/') + 1);
  const ending = fileEnding(name);
  return { key, base: name.slice(0, name.length - ending.length), ending };
}

/** More folders or names than this at one place may be one for each person, whatever they are called. */
const MOST_SHOWN = 20;

/** What is kept under such a name is kept for each of the people apart. */
const OF_PEOPLE =
  /(?:^|[^a-z])(?:users?|customers?|clients?|members?|patients?|people|persons?|subscribers?|accounts?|contacts?|kunden?|mitglieder|benutzer|nutzer)\/$/i;

/**
 * Whether folders or files of one place are called by whom they are about, so that what is said of them is a
 * pattern: most of them may identify a person, or there are many, or they are kept for people.
 */
export function areTelling(prefix: string, names: readonly string[]): boolean {
  const undated = names.filter((name) => !isDateName(name));
  return (
    new Set(undated.map(stemOf)).size > MOST_SHOWN ||
    undated.filter(mayIdentify).length * 2 > undated.length ||
    (undated.length > 0 && OF_PEOPLE.test(prefix))
  );
}

/** Whether every one of them is a date, as where records are kept by day. */
export function areDates(names: readonly string[]): boolean {
  return names.length > 0 && names.every(isDateName);
}

/** Whether every one of them is an e-mail address. */
export function areAddresses(names: readonly string[]): boolean {
  return names.length > 0 && names.every(isAddressName);
}

/** Files that are called alike but for dates and numbers, as programs write them. */
export interface FileGroup {
  /** What all their keys begin with. */
  readonly prefix: string;
  readonly files: readonly FileName[];
}

/**
 * Files of one folder that belong together, each group by a beginning that no other group has: `exports/`
 * where there is nothing else, `exports/customers` and `exports/orders` where there are several.
 */
export function groupsOf({ prefix, files, folders }: Folder): FileGroup[] {
  const byStem = [...groupBy(files, ({ base }) => stemOf(base))];
  if (byStem.length <= 1 && folders.length === 0)
    return byStem.map(([, group]) => ({ prefix, files: group }));
  const names = [...byStem.map(([stem]) => stem), ...folders];
  return byStem.map(([stem, group]) => ({ prefix: prefix + beginningOf(stem, names, group), files: group }));
}

/** The name up to its first date or number. */
function stemOf(base: string): string {
  return (/^\D*/.exec(base)?.[0] ?? '').replace(/[^\p{L}]+$/u, '');
}

/** With the sign behind it where another name begins alike: `order.` beside `orders`. */
function beginningOf(stem: string, names: readonly string[], files: readonly FileName[]): string {
  const whole = files.map(({ base, ending }) => `${base}${ending}`);
  if (stem === '') return commonBeginning(whole);
  const isAmbiguous = names.some((other) => other !== stem && other.startsWith(stem));
  const next = commonBeginning(whole).slice(0, stem.length + 1);
  return isAmbiguous && next.startsWith(stem) ? next : stem;
}

/** What all of the names begin with. */
export function commonBeginning([first = '', ...others]: readonly string[]): string {
  let length = first.length;
  for (const other of others) while (!other.startsWith(first.slice(0, length))) length -= 1;
  return first.slice(0, length);
}
