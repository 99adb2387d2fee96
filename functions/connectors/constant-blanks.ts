import { type Blank, isConstant } from '../domain/blank';
import { StoreShapeError } from './connector';

/**
 * The values an anonymisation writes, for a kind of store that can only write constants. Throws {@link
 * StoreShapeError} for a field that wants more.
 */
export function constantBlanks(
  blank: Readonly<Record<string, Blank>>,
): Readonly<Record<string, string | number | boolean | null>> {
  return Object.fromEntries(
    Object.entries(blank).map(([field, value]) => {
      if (!isConstant(value)) throw new StoreShapeError('this kind of store can only blank with a constant');
      return [field, value];
    }),
  );
}
