import type { CollectionMap } from '../domain/data-map';
import type { LocatedRow } from '../domain/finding';
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
  const facts = collection.facts.flatMap((field) => {
    const text = textOf(field);
    return text === undefined ? [] : [[field, text] as const];
  });
  return { facts: Object.fromEntries(facts), ...(isFilled(collection, textOf) ? { filled: true } : {}) };
}
