import type { CollectionMap } from '../../domain/data-map';

type Pointer = CollectionMap['referencedBy'][number];

/** Fields of a collection that name a row together: one, or as many as the key has to which they refer. */
export interface PointerGroup {
  readonly collection: string;
  /** The one that tells most comes first. */
  readonly pairs: readonly [Pair, ...Pair[]];
}

type Pair = Pick<Pointer, 'field' | 'ownField'>;

/**
 * The fields that refer together to the key of a row. The rest of a key is in references of its own, or in
 * the referring row's own key under the same name; several fields that refer to one part make a group each.
 */
export function pointerGroups(
  pointers: readonly Pointer[],
  ownKey: readonly string[],
  keyOf: (collection: string) => readonly string[],
): PointerGroup[] {
  const isPart = ({ ownField }: Pointer) => ownKey.length > 1 && ownKey.includes(ownField);
  const alone = pointers.filter((pointer) => !isPart(pointer)).map(single);
  const collections = [...new Set(pointers.filter(isPart).map(({ collection }) => collection))];
  return [
    ...alone,
    ...collections.flatMap((collection) => {
      const own = pointers.filter((pointer) => isPart(pointer) && pointer.collection === collection);
      return together(collection, own, { ownKey, theirKey: keyOf(collection) });
    }),
  ];
}

function single({ collection, field, ownField }: Pointer): PointerGroup {
  return { collection, pairs: [{ field, ownField }] };
}

function together(
  collection: string,
  pointers: readonly Pointer[],
  { ownKey, theirKey }: { readonly ownKey: readonly string[]; readonly theirKey: readonly string[] },
): PointerGroup[] {
  let groups: Pair[][] = [[]];
  for (const ownField of [...ownKey].reverse()) {
    const declared = pointers.filter((pointer) => pointer.ownField === ownField).map(({ field }) => field);
    const fields = declared.length === 0 && theirKey.includes(ownField) ? [ownField] : declared;
    if (fields.length === 0) continue;
    groups = groups.flatMap((pairs) => fields.map((field) => [...pairs, { field, ownField }]));
  }
  return groups.flatMap(([first, ...rest]) => (first ? [{ collection, pairs: [first, ...rest] }] : []));
}
