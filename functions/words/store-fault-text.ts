import type { FaultKind, FaultPlace } from '../domain/store-examination';
import { remedyByCode } from './fault-remedies';
import { inSentence } from './in-sentence';

export interface LocatedFault extends FaultPlace {
  readonly kind: FaultKind | 'gone';
  /** Titles from the data map. */
  readonly store: string;
  readonly collectionTitle?: string;
}

/** Tells staff what happened where, and what to do about it. Names of the schema and codes only. */
export function storeFaultText(fault: LocatedFault): { readonly trouble: string; readonly remedy: string } {
  return {
    trouble: `${troubleOf(fault)}${placeOf(fault)}. ${outcomeOf(fault)}`,
    remedy: remedyOf(fault),
  };
}

/** A store that did not answer may have done part of what it was asked; a store that refused did nothing. */
function outcomeOf({ kind }: LocatedFault): string {
  return kind === 'no-answer' ? 'Whether it did anything is not known.' : 'That was not done.';
}

/** Codes that say more than the kind does. */
const troubleByCode: Readonly<Record<string, (where: string, fault: LocatedFault) => string>> = {
  ResourceNotFoundException: (where, { table }) =>
    table
      ? `There is no table ${table} in the region and account of ${where}`
      : `The function that reads ${where} is not there in AWS`,
  NoSuchBucket: (where, { table = '' }) => `There is no bucket ${table} for ${where}`,
  LocalRunReadsOnly: (where) =>
    `This desk runs locally and only reads ${where}: nothing can be erased or changed here`,
  'token-refused': (where) => `The vendor of ${where} no longer takes the desk’s key`,
  'twin-members': (where) =>
    `The vendor of ${where} answered with two values under one name, of which one would be lost`,
  'page-not-data': (where) => `The vendor of ${where} answered with a page for people instead of data`,
  'error-in-answer': (where) => `The vendor of ${where} answered that it could not do it`,
  'vendor-declines': (where) => `The vendor of ${where} says that it cannot erase this`,
  'no-such-call': (where) => `The vendor of ${where} does not know the call by which the desk erases`,
  'ends-more': (where) => `The erasure in ${where} would also end something that still runs there`,
  'other-account': (where) =>
    `The desk’s key for ${where} belongs to another account than when the records were found`,
  'page-without-end': (where) => `A list of the vendor of ${where} comes to no end, so it was not read`,
  'changed-since-found': (where) => `A record of ${where} has changed since it was found`,
  'out-of-time': (where) => `There was no time for all records of ${where} at once`,
  'page-repeated': (where) => `The vendor of ${where} gives the same page again and again`,
  'page-stands-still': (where) => `The vendor of ${where} gives the same page again and again`,
  NoRegion: (where) => `Nothing says in which region of AWS ${where} lies, so it could not be read`,
};

/** Codes for a file that could still be read when its records were found. */
const unreadable: Readonly<Record<string, string>> = {
  compressed: 'compressed in a way that the desk cannot unpack',
  encoding: 'in another encoding than the data map says',
  'not-records': 'no longer made of records as the data map says',
  'other-columns': 'a table without the columns by which the data map finds people',
  parquet: 'a Parquet file now',
  avro: 'an Avro file now',
  orc: 'an ORC file now',
  workbook: 'an Excel workbook now',
  broken: 'damaged or cut off',
  'too-large': 'too large in one line',
  archived: 'in an archive that has to be opened first',
  encrypted: 'encrypted with a key that the desk does not have',
};

function troubleOf(fault: LocatedFault): string {
  const { kind, store, collectionTitle, code = '' } = fault;
  const where = collectionTitle ? `“${collectionTitle}” in ${inSentence(store)}` : inSentence(store);
  if (Object.hasOwn(unreadable, code))
    return `A file of ${where} cannot be read any more: it is ${unreadable[code]}`;
  const own = Object.hasOwn(troubleByCode, code) ? troubleByCode[code] : undefined;
  if (own) return own(where, fault);
  const words: Readonly<Record<LocatedFault['kind'], string>> = {
    'no-answer': `No answer came from ${where}`,
    refused: `What the desk asked of ${where} was refused by a rule of the store itself`,
    misfit: `The data map does not fit ${where}`,
    forbidden: `The desk lacks a permission for ${where}`,
    'beyond-approval': `More would have changed in ${where} than was approved`,
    gone: `The settings no longer name ${where}`,
  };
  return words[kind];
}

function placeOf(fault: LocatedFault): string {
  const { table, field, index, constraint, code } = fault;
  const parts = [
    table && `${isInBucket(fault) ? 'bucket and beginning of the keys' : 'table'} ${table}`,
    field && `field ${field}`,
    index && `index ${index}`,
    constraint && `${isPermission(constraint) ? 'permission' : 'constraint'} ${constraint}`,
    code && `code ${code}`,
  ];
  const known = parts.filter(Boolean).join(', ');
  return known ? ` (${known})` : '';
}

function isPermission(constraint: string): boolean {
  return /^(s3|kms|dynamodb):/.test(constraint);
}

/** Buckets have no tables. */
function isInBucket({ table = '', constraint = '', code = '' }: FaultPlace): boolean {
  const isOfS3 = /^(s3|kms):|^Object Lock$/.test(constraint) || Object.hasOwn(unreadable, code);
  return isOfS3 || (table.includes('/') && ['same-id', 'more-lines'].includes(code));
}

const renamedTable =
  'Was it renamed or deleted, or does it lie in another region or account? Correct physical.table in the data map, or connection.region of the store, and deploy it; or take the collection out of the data map.';

const remedyByKind: Readonly<Record<LocatedFault['kind'], string>> = {
  'no-answer': 'Find out why it does not answer.',
  refused: 'Look at the rule that is named, and change the data map or the rows so that the rule is kept.',
  misfit:
    'What the data map says of the place that is named does not fit the store. Correct it there and deploy it; npx rightsdesk map check says file and line.',
  forbidden: 'Grant the permission that is missing.',
  'beyond-approval':
    'Look at the table that is named: either what a key of the data map names is more than one row there, or something of the store changes more than was approved.',
  gone: 'Look there by hand if it still exists, or put it back into the settings. If it is gone for good, let the request go on without it.',
};

const changedFile =
  'It was changed after the search. Put it back from a backup or an earlier version, or deal with it by hand and move it away. Then try again.';

function remedyOf({ kind, code: reported = '', constraint = '', table, index }: LocatedFault): string {
  if (kind === 'refused' && Object.hasOwn(unreadable, reported)) return changedFile;
  if (kind === 'forbidden' && isPermission(constraint))
    return `Allow ${constraint} on what is named to the role of this store, in its own policies and in that of the bucket or table.`;
  // If an index is named, that index is missing.
  const code = reported === 'no-index' && index ? 'index-key' : reported;
  // With a table, DynamoDB does not know the table; without one, Lambda does not know the function.
  if (code === 'ResourceNotFoundException' && table) return renamedTable;
  const known =
    remedyByCode.find(([whole]) => whole === code) ??
    remedyByCode.find(([beginning]) => code.startsWith(beginning));
  return kind === 'gone' || !known ? remedyByKind[kind] : known[1];
}
