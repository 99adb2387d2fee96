import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { RawItem } from './single-table';

/** An item, whose it is, and what must become of it after that person's erasure. */
export interface KnownItem {
  readonly item: RawItem;
  readonly person: string;
  /**
   * The collection that describes it. `named`: none does, and it is in the person's partition. `hidden`: the
   * desk reports nothing about it.
   */
  readonly as: string;
  readonly fate: 'erased' | 'kept' | { readonly blanked: readonly string[] };
}

export interface Style {
  readonly sep: string;
  readonly pk: string;
  readonly sk: string;
  readonly gpk: string;
  readonly gsk: string;
  readonly person: string;
  /** Attribute that holds the kind, in addition to the form of the keys. */
  readonly type: string | undefined;
}

/** A kind of item: its part of the map, and its items for one person. */
export interface Kind {
  readonly yaml: string;
  make(person: { id: string; email: string }, nth: number): KnownItem;
  readonly crowded?: boolean;
}

export const text = (S: string): AttributeValue => ({ S });

interface Described {
  readonly name: string;
  readonly keys: readonly [string, string];
  /** The keys of the overloaded index. */
  readonly overloaded?: readonly [string, string];
  readonly inverted?: boolean;
  readonly fields: readonly string[];
  readonly treatment?: string;
  readonly skipped?: boolean;
  readonly ownRecord?: true;
}

/** A kind's part of the map. */
export function collection({ pk, sk, gpk, gsk, type }: Style, kind: Described): string {
  const indexes = [
    ...(kind.overloaded
      ? [`{ name: overloaded, keys: { ${gpk}: "${kind.overloaded[0]}", ${gsk}: "${kind.overloaded[1]}" } }`]
      : []),
    ...(kind.inverted
      ? [`{ name: inverted, keys: { ${sk}: "${kind.keys[1]}", ${pk}: "${kind.keys[0]}" } }`]
      : []),
  ];
  return `
      - name: ${kind.name}
        ${kind.skipped ? 'fides_meta: { skip_processing: true }' : ''}
        rightsdesk_meta:
          on_erasure: ${kind.treatment ?? 'erase'}
          ${kind.ownRecord ? 'own_record: true' : ''}
          physical:
            keys: { ${pk}: "${kind.keys[0]}", ${sk}: "${kind.keys[1]}" }
            ${type ? `kind: { field: ${type}, value: ${kind.name} }` : ''}
            ${indexes.length > 0 ? `indexes: [${indexes.join(', ')}]` : ''}
        fields: [${kind.fields.map((field) => `{ ${field} }`).join(', ')}]`;
}

export const customer = 'name: customer_id, data_categories: [user.unique_id]';
export const customerIdentity = `${customer}, fides_meta: { identity: customer_number }`;
export const plain = (name: string) => `name: ${name}, data_categories: [user]`;

interface Made {
  readonly style: Style;
  readonly name: string;
  readonly keys: readonly [string, string];
  readonly more?: RawItem;
}

/** An item with its keys, and the attribute of its kind if the table has one. */
export function made({ style, name, keys, more = {} }: Made): RawItem {
  return {
    [style.pk]: text(keys[0]),
    [style.sk]: text(keys[1]),
    ...(style.type ? { [style.type]: text(name) } : {}),
    ...more,
  };
}
