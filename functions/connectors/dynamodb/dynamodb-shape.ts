import type { KeySchemaElement, TableDescription } from '@aws-sdk/client-dynamodb';
import type { CollectionMap } from '../../domain/data-map';
import { isWholeKey } from '../../domain/key-form';
import type { StoreProblem } from '../../domain/store-examination';
import { type KeyPair, pairsOf, sidesOf, type TablePlace } from '../../domain/table-place';

/** What keeps a collection from being read as the map says. `passing`: it will be over by itself. */
export interface ShapeProblem extends Pick<StoreProblem, 'code' | 'problem' | 'remedy'> {
  readonly passing?: true;
  readonly index?: string;
}

/**
 * Checks the description of a table against the map: its state, its key, the indexes that the map names, the
 * types of all keys.
 */
export function shapeProblems(
  collection: CollectionMap,
  place: TablePlace,
  table: TableDescription,
): ShapeProblem[] {
  return [
    ...tableState(place, table),
    ...keyProblems(collection, place, table),
    ...place.indexes.flatMap((pair) =>
      indexProblems(collection, pair, table).map((problem) => ({ ...problem, index: pair.index })),
    ),
    ...typeProblems(collection, place, table),
  ];
}

function tableState(
  { table: name }: TablePlace,
  { TableStatus = 'ACTIVE' }: TableDescription,
): ShapeProblem[] {
  switch (TableStatus) {
    case 'CREATING':
      return [
        {
          code: 'table-state',
          problem: `the table ${name} is still being made`,
          remedy: 'Wait until it is active.',
          passing: true,
        },
      ];
    case 'DELETING':
    case 'ARCHIVING':
    case 'ARCHIVED':
    case 'INACCESSIBLE_ENCRYPTION_CREDENTIALS':
      return [
        {
          code: 'table-state',
          problem: `the table ${name} cannot be read: its state is ${TableStatus}`,
          remedy: 'Bring it back, or take it out of the map.',
        },
      ];
    default:
      return [];
  }
}

function keyProblems(
  { name, primaryKey }: CollectionMap,
  { table: tableName }: TablePlace,
  { KeySchema }: TableDescription,
): ShapeProblem[] {
  const real = keyFields(KeySchema);
  if (real.join('\n') === primaryKey.join('\n')) return [];
  return [
    {
      code: 'key',
      problem: `the primary key in the map of ${name} is not the table's key: the key of ${tableName} is ${real.join(', ')}`,
      remedy: 'Name these attributes in physical.keys, the partition key first, or mark them as primary_key.',
    },
  ];
}

export function keyFields(schema: readonly KeySchemaElement[] | undefined): string[] {
  const ordered = [...(schema ?? [])].sort((a) => (a.KeyType === 'HASH' ? -1 : 1));
  return ordered.map((part) => part.AttributeName ?? '');
}

function indexProblems(collection: CollectionMap, pair: KeyPair, table: TableDescription): ShapeProblem[] {
  const global = table.GlobalSecondaryIndexes?.find(({ IndexName }) => IndexName === pair.index);
  const index = global ?? table.LocalSecondaryIndexes?.find(({ IndexName }) => IndexName === pair.index);
  const about = `index ${pair.index} of ${collection.name}`;
  if (index === undefined || global?.IndexStatus === 'DELETING')
    return [
      {
        code: 'no-index',
        problem: `${about} is not there`,
        remedy: 'Make it, or name another in physical.indexes.',
      },
    ];
  if (global?.IndexStatus === 'CREATING')
    return [
      {
        code: 'index-state',
        problem: `${about} is still being built, and shows only a part of the items`,
        remedy: 'Wait until it is active.',
        passing: true,
      },
    ];
  return indexKeyProblems(collection, pair, { about, real: keyFields(index.KeySchema) });
}

/**
 * An index shows only items that have all its key attributes; a sort key of which the map says nothing may be
 * absent.
 */
function indexKeyProblems(
  { primaryKey }: CollectionMap,
  pair: KeyPair,
  { about, real }: { readonly about: string; readonly real: readonly string[] },
): ShapeProblem[] {
  const [hash = '', range] = real;
  if (hash !== pair.hash.attribute)
    return [
      {
        code: 'index-key',
        problem: `${about} has another partition key than the map says: ${hash}`,
        remedy: `Write keys: { ${real.map((one) => `${one}: ...`).join(', ')} } for it in physical.indexes.`,
      },
    ];
  if (pair.range !== undefined && pair.range.attribute !== range)
    return [
      {
        code: 'index-key',
        problem: `${about} has another sort key than the map says: ${range ?? 'none'}`,
        remedy: 'Correct its keys in physical.indexes.',
      },
    ];
  if (range === undefined || pair.range !== undefined || primaryKey.includes(range)) return [];
  return [
    {
      code: 'index-sparse',
      problem: `${about} leaves out items without its sort key, so that absence would prove nothing`,
      remedy: `If every item of ${about.replace(/^.* of /, '')} has ${range}, say so by its form: keys: { ${hash}: ..., ${range}: ... }. Else name another index.`,
    },
  ];
}

/** A composed key is text, and what is searched for is text or a number. */
function typeProblems({ name }: CollectionMap, place: TablePlace, table: TableDescription): ShapeProblem[] {
  const types = new Map(
    (table.AttributeDefinitions ?? []).map((one) => [one.AttributeName ?? '', one.AttributeType ?? '']),
  );
  return pairsOf(place).flatMap((pair) =>
    sidesOf(pair).flatMap((side): ShapeProblem[] => {
      const type = types.get(side.attribute) ?? 'S';
      const searched = side === pair.hash || (!isWholeKey(side.form) && pair.declared);
      if (type === 'S' || !searched || (type === 'N' && isWholeKey(side.form))) return [];
      return [
        {
          code: 'key-type',
          problem: `${name} has a ${type === 'B' ? 'binary' : 'number'} key, ${side.attribute}, which cannot be searched by text`,
          remedy:
            'Name an index whose partition key is text, or look through this table by hand (kind: manual).',
        },
      ];
    }),
  );
}
