import type { CollectionSearch } from '../mapped-collection';
import type { ChromaRecord } from './chroma-client';
import { OWN_FIELDS } from './chroma-place';
import { textOf } from './chroma-record';

/** A question to one collection: by metadata, or by ids. */
export interface ChromaQuestion {
  readonly asked: { readonly where?: unknown; readonly ids?: readonly string[] };
  readonly condition: Condition;
  /** What earlier questions of the search find is not found again. */
  readonly before: readonly Condition[];
}

type Condition = CollectionSearch['conditions'][number];

const VALUES_AT_ONCE = 100;

/**
 * The questions that together find every record in which a field equals a value, as text. Metadata has
 * types, and a filter finds only values of its own, so each value is asked as every type that writes it so.
 */
export function questionsOf({ conditions }: CollectionSearch): ChromaQuestion[] {
  const questions: ChromaQuestion[] = [];
  for (const { field, values } of conditions) {
    const askable = values.filter(isAskable);
    for (let from = 0; from < askable.length; from += VALUES_AT_ONCE) {
      const slice = askable.slice(from, from + VALUES_AT_ONCE);
      const asked = field === OWN_FIELDS.id ? { ids: slice } : { where: anyOf(field, slice) };
      const before = questions.map(({ condition }) => condition);
      questions.push({ asked, condition: { field, values: slice }, before });
    }
  }
  return questions;
}

/** JSON holds neither a NUL in SQLite's text nor half a pair. */
function isAskable(value: string): boolean {
  return !value.includes('\0') && !/\p{Surrogate}/u.test(value);
}

function anyOf(field: string, values: readonly string[]): unknown {
  const numbers = values.filter((value) => String(Number(value)) === value && Number.isFinite(Number(value)));
  const parts = [
    { [field]: { $in: values } },
    ...(numbers.length > 0 ? [{ [field]: { $in: numbers.map(Number) } }] : []),
    ...['true', 'false']
      .filter((word) => values.includes(word))
      .map((word) => ({ [field]: { $eq: word === 'true' } })),
  ];
  return parts.length === 1 ? parts[0] : { $or: parts };
}

/** Whether a record is one of those searched for, compared here once more, as text. */
export function isFound({ conditions }: Pick<CollectionSearch, 'conditions'>, record: ChromaRecord): boolean {
  return conditions.some(({ field, values }) => values.includes(textOf(record, field) ?? ''));
}

/** Whether this question is the first of its search to find the record. */
export function isFirstToFind({ condition, before }: ChromaQuestion, record: ChromaRecord): boolean {
  return isFound({ conditions: [condition] }, record) && !isFound({ conditions: before }, record);
}
