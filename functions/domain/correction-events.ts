import type { CorrectedField, NotCorrected, PointWay } from './correction';
import type { TakeoverKind } from './takeover-kinds';

/**
 * The corrections in a frozen manifest: fields by the names of the map, and how many of the requester's
 * points are settled in which way.
 */
export interface FrozenCorrection {
  readonly fields: readonly CorrectedField[];
  readonly points: Readonly<Partial<Record<PointWay, number>>>;
  /**
   * Kinds of data, each once, with which an account could be taken over and which staff change by hand.
   * Absent: none.
   */
  readonly takeover?: readonly TakeoverKind[];
}

/** Events of a correction, without personal data: the old and new values are sealed with the manifest. */
export interface CorrectionEvents {
  /**
   * The intent, before a store is told to write: only after proof, approval of this very plan, and the notice
   * where one is due.
   */
  'correction-begun': { storeId: string; version: number };
  /**
   * The result of the approved corrections in one store, read again after they were written. `version`: of
   * the approved manifest. Staff look after what is `left`.
   */
  'store-corrected': {
    storeId: string;
    version: number;
    done: readonly CorrectedField[];
    /**
     * The rows that hold the approved value, by their places (from 0) among those planned for this store: a
     * field may be corrected in one row and not in another. Absent in old logs.
     */
    doneRows?: readonly number[];
    left: readonly NotCorrected[];
  };
}
