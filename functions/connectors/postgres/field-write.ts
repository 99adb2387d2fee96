import type { BoundValues } from './postgres-condition';
import type { Column } from './relation';

/**
 * How one field is overwritten. Both parts name everything with its schema, so that they mean the same under
 * the shop's own search path.
 */
export interface FieldWrite {
  readonly column: Column;
  /** The new value, from the row `t`; `random`, where the field wants one, is a text made for this row. */
  readonly value: (random: string) => string;
  /** Whether the row `t` still holds something else: what is blank already needs no second time. */
  readonly differs: string;
  /** Makes the text for a row. */
  readonly random?: () => string;
  /**
   * Paths into a JSON value, each with whether the row `t` holds something on the way that has no such part.
   */
  readonly strange?: (bound: BoundValues) => readonly { readonly path: string; readonly holds: string }[];
}
