import type { CollectionMap } from '../domain/data-map';
import type { LocatedRow } from '../domain/finding';
import { setField } from '../domain/set-field';
import { isFilled } from '../domain/still-filled';

/**
 * What a row is located with: the facts that the map asks for, without empty ones, and whether it still holds
 * something that an anonymisation would blank.
 *
 * @param textOf - the text of a field, undefined when it is empty
 */
export function locatedFacts(
  collection: CollectionMap,
  textOf: (field: string) => string | undefined,
): Pick<LocatedRow, 'facts' | 'filled'> {
  const facts: Record<string, string> = {};
  for (const field of collection.facts) {
    const text = textOf(field);
    if (text !== undefined) setField(facts, field, text);
  }
  return isFilled(collection, textOf) ? { facts, filled: true } : { facts };
}
