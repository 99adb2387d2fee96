/** "Rows of `collection` in which `field` equals one of `values`" - the only question a connector is asked. Values are compared exactly, as text. */
export interface Search {
  readonly collection: string;
  readonly field: string;
  readonly values: readonly string[];
}

export interface DataPoint {
  readonly field: string;
  readonly value: string;
}

/** A row by its stable key: primary-key fields as text (for S3: `{ key }` or `{ key, line }` for a record inside a JSONL object - `line` is a record id field, never a line number that moves). */
export interface RowRef {
  readonly collection: string;
  readonly key: Readonly<Record<string, string>>;
}

export interface LocatedRow extends RowRef {
  /** Values, as text, of the fields that the map needs before anything is exported: links to other collections, identities, dates that retention is counted from. Empty fields are absent. */
  readonly facts: Readonly<Record<string, string>>;
  /** For a collection whose rows several people may share: the rows that point at this one. */
  readonly referrers?: readonly RowRef[];
}
