import type { CorrectedField, NotCorrected, PointWay } from './correction';
import type { TakeoverKind } from './takeover-kinds';

/**
 * What a frozen manifest says of the corrections in it: fields by the names of the map, and how many points
 * of the person go which way.
 */
export interface FrozenCorrection {
  readonly fields: readonly CorrectedField[];
  readonly points: Readonly<Partial<Record<PointWay, number>>>;
  /**
   * Kinds of data with which an account could be taken over that somebody changes by hand, each once. Absent:
   * none.
   */
  readonly takeover?: readonly TakeoverKind[];
}

/** Events of a correction. Without personal data: what was changed into what is sealed with the manifest. */
export interface CorrectionEvents {
  /**
   * The intent, before a store is told to write: only after proof, approval of this very plan, and the notice
   * where one is due.
   */
  'correction-begun': { storeId: string; version: number };
  /**
   * What became of the approved corrections in one store, read again after they were written. `version`: of
   * the manifest that was approved. What is `left` is for
   * staff to see.
   */
  'store-corrected': {
    storeId: string;
    version: number;
    done: readonly CorrectedField[];
    /**
     * The rows that hold what was approved, by their places (from 0) among those planned for this store: a
     * field may be corrected in one row and not in another. Absent in older notes.
     */
    doneRows?: readonly number[];
    left: readonly NotCorrected[];
  };
}
