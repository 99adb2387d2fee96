import { isConstant } from './blank';
import type { CollectionMap } from './data-map';
import { blankValues } from './erase-instructions';

type BlankedField = readonly [field: string, blank: string | number | boolean | null];

/** Fields that an anonymisation of these rows overwrites with a constant, each with that constant. */
export function blankedFields(collection: CollectionMap): readonly BlankedField[] {
  const known = blankedBefore.get(collection) ?? blankedIn(collection);
  blankedBefore.set(collection, known);
  return known;
}

/** A collection of the map never changes, and each of its rows asks. */
const blankedBefore = new WeakMap<CollectionMap, readonly BlankedField[]>();

function blankedIn(collection: CollectionMap): BlankedField[] {
  const { action } = collection.onErasure;
  if (action !== 'anonymise' && action !== 'as-parent') return [];
  return Object.entries(blankValues(collection)).flatMap(([field, value]) =>
    isConstant(value) ? [[field, value]] : [],
  );
}

/**
 * Whether a row still holds something in a field that an anonymisation blanks. Stores say this instead of the
 * content, which may be long and is not needed to find a row or to decide on it.
 *
 * @param textOf - the text of a field, undefined when it is empty; of a long text, its beginning is enough
 */
export function isFilled(collection: CollectionMap, textOf: (field: string) => string | undefined): boolean {
  return blankedFields(collection).some(([field, blank]) => !isBlankText(textOf(field), blank));
}

/** Whether a field holds nothing, or the constant that blanks it. */
export function isBlankText(text: string | undefined, blank: string | number | boolean | null): boolean {
  return text === undefined || (blank !== null && plain(text) === plain(String(blank)));
}

/** A column formats its values in its own way: a 0 as 0.00, a day as its midnight. */
function plain(text: string): string {
  const [, day] = /^(\d{4}-\d{2}-\d{2})[T ]00:00(?::00(?:\.0+)?)?(?:Z|\+00(?::?00)?)?$/.exec(text) ?? [];
  const [, whole, fraction = ''] = /^(-?\d+)\.(\d*?)0*$/.exec(text) ?? [];
  return day ?? (whole ? `${whole}${fraction && `.${fraction}`}` : text);
}
