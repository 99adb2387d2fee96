import type { MapFault, WordedFault } from '../kind-definition';
import type { MapDraft } from '../map-draft';
import type { S3Physical } from './s3-physical';
import { canWrite } from './text-coding';

type Draft = MapDraft<S3Physical>;
type Written = 'delimiter' | 'columns' | 'encoding';

/**
 * Contradictions in what the map says of tables in text: keys that only a table has, columns by which nobody
 * could be found, a value that the encoding cannot write.
 */
export function tableFaults(draft: Draft): MapFault[] {
  const { format } = draft.physical;
  const keys = (['delimiter', 'columns', 'encoding'] as const).filter((key) => key in draft.physical);
  if (format !== 'csv') return keys.flatMap((key) => faultsAt(draft, key, [strayKey(key)]));
  return [
    ...faultsAt(draft, 'columns', columnFaults(draft)),
    ...faultsAt(draft, 'encoding', encodingFaults(draft)),
  ];
}

function faultsAt({ file, path }: Draft, key: Written, faults: readonly WordedFault[]): MapFault[] {
  return faults.map((fault) => ({ file, path: `${path}.rightsdesk_meta.physical.${key}`, ...fault }));
}

function strayKey(key: Written): WordedFault {
  return { problem: `${key} is only for tables: format: csv`, remedy: 'leave it out' };
}

function columnFaults({ physical, fields }: Draft): WordedFault[] {
  const { columns, delimiter, record_id: recordId } = physical;
  if (columns === undefined) return [];
  const twice = columns.find((name, at) => columns.indexOf(name) !== at);
  const needed = fields.filter(({ identity, references }) => identity !== undefined || references.length > 0);
  const missing = [...needed.map(({ name }) => name), ...(recordId === undefined ? [] : [recordId])].find(
    (name) => !columns.includes(name),
  );
  return [
    ...(columns.length === 0 ? [{ problem: 'no column is named', remedy: 'name all columns in order' }] : []),
    ...(twice === undefined
      ? []
      : [{ problem: `"${twice}" is there twice`, remedy: 'give each column a name of its own' }]),
    ...(missing === undefined
      ? []
      : [{ problem: `"${missing}" is not among the columns`, remedy: 'name all columns in order' }]),
    ...(columns.length > 1 && delimiter === undefined
      ? [
          {
            problem: 'without a header, nothing in the objects shows what parts the columns',
            remedy: 'add delimiter: comma, semicolon, tab or pipe',
          },
        ]
      : []),
  ];
}

/** Values that an anonymisation writes. */
function encodingFaults({ physical: { encoding }, node, fields }: Draft): WordedFault[] {
  if (encoding === undefined) return [];
  const blanks = fields.map(({ blankWith }) => blankWith);
  const strange = [...blanks, ...constantsIn(node.rightsdesk_meta?.on_erasure)].find(
    (value) => typeof value === 'string' && !canWrite(value, encoding),
  );
  if (strange === undefined) return [];
  return [
    {
      problem: `${encoding} lacks a character of what an erasure writes`,
      remedy: 'write it with characters that the encoding has',
    },
  ];
}

function constantsIn(action: unknown): unknown[] {
  return typeof action === 'object' && action !== null
    ? Object.values(action).flatMap(constantsIn)
    : [action];
}
