import type { FieldMap, StoreKind } from '../domain/data-map';

/**
 * A collection while the data map is read from YAML, as far as a kind of store has to know it.
 *
 * @typeParam Place - what `physical` says: where the store holds the collection
 */
export interface MapDraft<Place extends object = Readonly<Record<string, unknown>>> {
  readonly store: { readonly storeId: string; readonly kind: StoreKind };
  /** As written. */
  readonly node: {
    readonly name: string;
    readonly fields: readonly WrittenField[];
    readonly rightsdesk_meta?: { readonly on_erasure?: unknown } | null | undefined;
  };
  readonly file: string;
  readonly path: string;
  readonly fields: readonly MapDraftField[];
  /** Categories of the dataset and the collection. */
  readonly inherited: readonly string[];
  readonly owner: 'subject' | 'shared';
  readonly primaryKey: readonly string[];
  readonly physical: Place;
}

export interface MapDraftField extends FieldMap {
  readonly path: string;
  readonly references: readonly {
    readonly dataset: string;
    readonly field: string;
    readonly direction?: string;
  }[];
}

interface WrittenField {
  readonly name: string;
  readonly fides_meta?: { readonly primary_key?: boolean | null | undefined } | null | undefined;
  readonly fidesops_meta?: { readonly primary_key?: boolean | null | undefined } | null | undefined;
  readonly rightsdesk_meta?: { readonly identity?: string | undefined } | null | undefined;
}

/** A reference between two collections: values found in `from` lead to rows of `to`. */
export interface MapReference {
  readonly from: MapReferenceEnd;
  readonly to: MapReferenceEnd;
  /** Which end the other hangs on. */
  readonly parent: MapReferenceEnd;
  readonly where?: Readonly<Record<string, string>>;
}

interface MapReferenceEnd {
  readonly collection: MapDraft;
  readonly field: string;
}

/** Whether the collection has a field of this name. */
export function hasField(draft: Pick<MapDraft, 'fields'>, name: string): boolean {
  return draft.fields.some((field) => field.name === name);
}

/** Names of the fields that the YAML marks as `primary_key`. */
export function writtenKey({ node }: Pick<MapDraft, 'node'>): string[] {
  return node.fields
    .filter((field) => (field.fides_meta ?? field.fidesops_meta)?.primary_key)
    .map(({ name }) => name);
}
