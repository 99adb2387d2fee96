import type * as relational from '../relational/relation';

export interface Column extends relational.Column {
  /** The type with its length or scale: `numeric(10,2)`. */
  readonly sized: string;
  /** Quoted with its schema: means the same under any search path. */
  readonly sqlType: string;
  /** pg_type.typcategory: S text, N number, A array, C composite ... */
  readonly category: string;
  /** pg_type.typtype below all domains: b base, e enum, r range ... */
  readonly kind: string;
  readonly domain: boolean;
  /** `OPERATOR(schema.=)` of its type. */
  readonly equality: string;
  /** False where the collation calls different texts equal. */
  readonly strictCollation: boolean;
}

export interface Relation extends relational.Relation<Column> {
  readonly indexExpressions: readonly string[];
  /** A policy applies to the desk's user. */
  readonly rowSecurity: boolean;
  /** The user may use the schema. */
  readonly usable: boolean;
  readonly selectable: boolean;
  readonly extension: string | null;
}

export type Table = relational.Table<Relation>;

type Raw = { readonly [Field in keyof Relation]: Relation[Field] | null };

/** A relation from the catalogue's JSON, in which an empty list is null. */
export function readRelation(json: string): Relation {
  const raw = JSON.parse(json) as Raw;
  return {
    ...(raw as Relation),
    parents: raw.parents ?? [],
    columns: raw.columns ?? [],
    uniqueKeys: raw.uniqueKeys ?? [],
    looselyUnique: (raw.looselyUnique ?? []).map((columns) => columns ?? []),
    indexExpressions: raw.indexExpressions ?? [],
    looseKeys: (raw.looseKeys ?? []).map((key) => ({ ...key, columns: key.columns ?? [] })),
    references: raw.references ?? [],
    rangedBy: raw.rangedBy ?? [],
  };
}
