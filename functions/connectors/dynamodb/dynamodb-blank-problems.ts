import type { TableDescription } from '@aws-sdk/client-dynamodb';
import { type Blank, isConstant } from '../../domain/blank';
import type { CollectionMap } from '../../domain/data-map';
import type { StoreProblem } from '../../domain/store-examination';
import { composedFields, type TablePlace } from '../../domain/table-place';

/**
 * Fields that the map overwrites and DynamoDB would refuse to change: a part of a key, or the key of an index
 * with a value that no key can have.
 */
export function dynamoDbBlankProblems(
  collection: CollectionMap,
  place: TablePlace,
  table: TableDescription,
): StoreProblem[] {
  if (collection.onErasure.action !== 'anonymise') return [];
  const composed = composedFields(place);
  const types = new Map(
    (table.AttributeDefinitions ?? []).map((one) => [one.AttributeName ?? '', one.AttributeType ?? '']),
  );
  return collection.fields.flatMap(({ name: field, blankWith }): StoreProblem[] => {
    if (blankWith === undefined) return [];
    const problem = problemWith(field, blankWith, {
      isKey: collection.primaryKey.includes(field) || composed.has(field),
      index: composed.get(field)?.index,
      type: types.get(field),
    });
    if (problem === undefined) return [];
    return [{ collection: collection.name, table: place.table, field, ...problem, blocks: 'erasure' }];
  });
}

interface Where {
  readonly isKey: boolean;
  readonly index: string | undefined;
  /** Of an attribute that is a key of the table or of any index. */
  readonly type: string | undefined;
}

function problemWith(
  field: string,
  blank: Blank,
  { isKey, index, type }: Where,
): Pick<StoreProblem, 'code' | 'problem' | 'remedy'> | undefined {
  if (isKey)
    return {
      code: 'key',
      problem: `${field} is a part of the key${index ? ` of index ${index}` : ''}, and keys cannot be overwritten`,
      remedy: 'Erase these items, or keep them with their ground (on_erasure: retain).',
    };
  if (type === undefined || fits(blank, type)) return undefined;
  return {
    code: 'key-type',
    problem: `${field} is the key of an index, which cannot hold what blank_with says`,
    remedy: 'Write blank_with: null, which takes the item out of that index.',
  };
}

function fits(blank: Blank, type: string): boolean {
  if (blank === null) return true;
  if (isConstant(blank))
    return type === 'S' ? typeof blank === 'string' && blank !== '' : typeof blank === 'number';
  return type === 'S' && !('inside' in blank);
}
