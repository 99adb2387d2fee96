import type { CollectionMap } from '../domain/data-map';
import type { FaultPlace } from '../domain/store-examination';
import { StoreRefusedError } from './connector';

/**
 * The refusal of an `inside` blank whose path meets a text, a number or a list where it needs an object: the
 * value to be erased may be there in another form, so a person has to look.
 *
 * @param field the field with the path behind it, as `details.address.street`
 * @param which what holds it, in words, such as `2 rows`
 */
export function unexpectedShape(
  { name }: Pick<CollectionMap, 'name'>,
  field: string,
  which: string,
  place: FaultPlace = {},
): StoreRefusedError {
  const words = `${which} hold something of another form on the way to ${field}, and nothing was changed`;
  return new StoreRefusedError(`${name}: ${words}`, {
    collection: name,
    ...place,
    field,
    code: 'other-shape',
  });
}
