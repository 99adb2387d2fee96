import * as z from 'zod/mini';
import type { DeskDeps } from '../../domain/desk-deps';
import type { RowRef } from '../../domain/finding';
import { readStored } from '../../domain/read-stored';
import { optional, rowRef, text, word } from './stored-shapes';

/**
 * What the desk needs at the end of a retention, sealed under a key of its own: the request's key may be
 * destroyed long before.
 */
export interface KeptItem {
  readonly stores: readonly KeptRowsOfStore[];
}

export interface KeptRowsOfStore {
  readonly storeId: string;
  /** Groups of collections in the order of the store's own references. */
  readonly groups?: readonly (readonly string[])[];
  /** The account in which they were found, hashed. Absent where the store has none, or in older items. */
  readonly account?: string;
  readonly collections: readonly {
    readonly collection: string;
    /** What the map said about it: the row is erased at the end only if the map still says so. */
    readonly onErasure: string;
    /**
     * `atEnd`: what happens to the row at the end; absent in older items, where the map's rule for the
     * collection applies.
     */
    readonly rows: readonly (RowRef & { readonly print?: string; readonly atEnd?: 'erase' | 'anonymise' })[];
  }[];
}

const KeptItemShape: z.ZodMiniType<KeptItem> = z.looseObject({
  stores: z.array(
    z.looseObject({
      storeId: text,
      groups: optional(z.array(z.array(text))),
      account: optional(text),
      collections: z.array(
        z.looseObject({
          collection: text,
          onErasure: text,
          rows: z.array(
            z.looseObject({
              ...rowRef,
              print: optional(text),
              atEnd: optional(word<'erase' | 'anonymise'>()),
            }),
          ),
        }),
      ),
    }),
  ),
});

const NAME = 'kept.json';

type Deps = Pick<DeskDeps, 'objects'>;

export async function saveKept(deps: Deps, keptId: string, item: KeptItem): Promise<void> {
  await deps.objects.put(keptId, NAME, item);
}

/** Throws `ShreddedError` when its key is destroyed. */
export async function findKept(deps: Deps, keptId: string): Promise<KeptItem> {
  return readStored('the list of kept rows', KeptItemShape, await deps.objects.get(keptId, NAME));
}
