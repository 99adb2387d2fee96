import type { CollectionMap } from './data-map';
import { fieldsOfForm, parseKeyForm } from './key-form';
import type { FoundTombstone } from './ports';

type Keyed = Pick<CollectionMap, 'primaryKey' | 'fields' | 'reachedBy' | 'physical'>;

/** What is known of a row that exists now. */
export interface PresentRow {
  readonly print?: string;
  readonly tells?: true;
}

/**
 * Whether a row is the one that was erased, or why it is not taken for it. The same key proves nothing, since
 * keys are reused. Where a key is the person's own address or number, equal content proves nothing either,
 * unless it holds an instant: two subscriptions of one person look alike, and a birthday is always the same.
 */
export function comparedRow(
  grave: FoundTombstone | undefined,
  now: PresentRow | undefined,
  collection: Keyed | undefined,
): 'same' | 'other-row' | 'not-comparable' {
  if (grave?.print === undefined || now?.print === undefined) return 'not-comparable';
  if (grave.print !== now.print) return 'other-row';
  return now.tells || !hasNaturalKey(collection) ? 'same' : 'not-comparable';
}

function hasNaturalKey(collection: Parameters<typeof comparedRow>[2]): boolean {
  if (!collection) return true;
  const byPerson = collection.reachedBy.flatMap((reach) => ('identity' in reach ? [reach.field] : []));
  return (
    isNamedByContent(collection) ||
    [...collection.primaryKey, ...fieldsInKeys(collection)].some(
      (name) => byPerson.includes(name) || collection.fields.some((f) => f.name === name && f.identity),
    )
  );
}

/** Records in files without an id of their own are identified by their content alone. */
function isNamedByContent({ physical }: Keyed): boolean {
  return ['jsonl', 'json', 'csv'].includes(String(physical.format)) && physical.record_id === undefined;
}

/** Fields from which the keys of a DynamoDB item are built. */
function fieldsInKeys({ physical }: Keyed): string[] {
  const { keys } = physical;
  if (typeof keys !== 'object' || keys === null) return [];
  return Object.values(keys).flatMap((form) => fieldsOfForm(parseKeyForm(String(form))));
}
