import { readS3Prefix } from '../../domain/s3-prefix';
import type { MapFault, WordedFault } from '../kind-definition';
import { hasField, type MapDraft, type MapDraftField } from '../map-draft';
import { holdsRecords, type S3Physical } from './s3-physical';
import { tableFaults } from './s3-table-faults';

type Draft = MapDraft<S3Physical>;

/**
 * Contradictions in what the map says of collections in S3: a prefix that would reach other people's files, a
 * file that is to be anonymised, `old_versions` for objects that do not hold records of several people, and
 * what {@link tableFaults} finds.
 */
export function s3MapFaults(drafts: readonly Draft[]): MapFault[] {
  return drafts.flatMap((draft) => [
    ...(draft.store.kind === 's3' ? [...blankedFile(draft), ...prefixFault(draft)] : []),
    ...strayOldVersions(draft),
    ...tableFaults(draft),
  ]);
}

function blankedFile(draft: Draft): MapFault[] {
  const written = draft.node.rightsdesk_meta?.on_erasure;
  const isBlanked =
    written === 'anonymise' || (typeof written === 'object' && written !== null && 'mark' in written);
  if (!isBlanked || draft.physical.format !== 'objects') return [];
  return [
    {
      file: draft.file,
      path: `${draft.path}.rightsdesk_meta.on_erasure`,
      problem: 'a file cannot be anonymised, only erased or kept',
      remedy: 'write erase, or retain with its ground',
    },
  ];
}

function prefixFault(draft: Draft): MapFault[] {
  const { format, prefix } = draft.physical;
  if (prefix === undefined) return [];
  const fault = holdsRecords(format) ? recordsPrefixFault(prefix) : objectPrefixFault(draft, prefix);
  if (fault === undefined) return [];
  return [{ file: draft.file, path: `${draft.path}.rightsdesk_meta.physical.prefix`, ...fault }];
}

function strayOldVersions({ physical, file, path }: Draft): MapFault[] {
  if (physical.old_versions === undefined || holdsRecords(physical.format)) return [];
  return [
    {
      file,
      path: `${path}.rightsdesk_meta.physical.old_versions`,
      problem: 'old_versions is only for objects in S3 that hold records: jsonl, json or csv',
      remedy: 'leave it out; a file of one person goes with all its versions',
    },
  ];
}

function recordsPrefixFault(prefix: string): WordedFault | undefined {
  if (!/[{}]/.test(prefix)) return undefined;
  return {
    problem: 'a prefix of objects that hold records has no braces',
    remedy: 'records are found by their fields; write only the beginning of the keys',
  };
}

/** Each part of a key between slashes holds one identifier, so that 12 never finds the files of 123. */
function objectPrefixFault(draft: Draft, prefix: string): WordedFault | undefined {
  const read = readS3Prefix(prefix);
  if (read === undefined)
    return {
      problem: `"${prefix}" does not hold identifiers in braces, one in a folder or file name, with text behind the last`,
      remedy:
        'write it like uploads/{customer_number}/ or tenants/{tenant}/users/{number}/ for folders, or like cards/{customer_number}.json for one object each',
    };
  const unknown = read.fields.find((field) => !hasField(draft, field));
  if (unknown !== undefined)
    return { problem: `"${unknown}" is not a field of this collection`, remedy: 'add it to fields' };
  return pairFault(draft, read.fields);
}

/** A number that is only unique within a tenant names nobody without the tenant of the same row. */
function pairFault(draft: Draft, fields: readonly string[]): WordedFault | undefined {
  const leading = draft.fields.filter(
    ({ name, identity, references }) =>
      fields.includes(name) && (identity !== undefined || waysIn(references).length > 0),
  );
  if (leading.length < 2) return undefined;
  const sources = new Set(leading.flatMap(({ references }) => waysIn(references).map(collectionNamed)));
  const fromOneRow = sources.size === 1 && leading.every(({ references }) => waysIn(references).length === 1);
  if (fromOneRow && leading.every(({ identity }) => identity === undefined)) return undefined;
  return {
    problem: `${leading.map(({ name }) => name).join(' and ')} lead to the person, and nothing says that their values belong together`,
    remedy:
      'let one of them lead to the person if it means one person alone, else let each refer to its field of one and the same collection and mark none as an identity',
  };
}

function waysIn(references: MapDraftField['references']): MapDraftField['references'] {
  return references.filter(({ direction }) => direction !== 'to');
}

function collectionNamed({ dataset, field }: { readonly dataset: string; readonly field: string }): string {
  return `${dataset}.${field.split('.')[0]}`;
}
