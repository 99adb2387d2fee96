import type { CorrectedField, NotCorrected, PointWay } from './correction';

/** What a frozen manifest says of the corrections in it: fields by the names of the map, and how many points of the person go which way. */
export interface FrozenCorrection {
  readonly fields: readonly CorrectedField[];
  readonly points: Readonly<Partial<Record<PointWay, number>>>;
}

/** Events of a correction. Without personal data: what was changed into what is sealed with the manifest. */
export interface CorrectionEvents {
  /**
   * What became of the approved corrections in one store, read again after they were written. `version`: of the manifest that was approved. What is `left` is for
   * staff to see.
   */
  'store-corrected': {
    storeId: string;
    version: number;
    done: readonly CorrectedField[];
    left: readonly NotCorrected[];
  };
}
