import type {
  CollectionCount,
  Drift,
  DriftWay,
  ErasedCount,
  KeptCount,
  KeptLeft,
  LaterReading,
  StoreErased,
} from './event-facts';

/** Events about an approved erasure, from its notice to the end of what a law kept. */
export interface ErasureEvents {
  'erasure-noticed': { endsAt: string };
  'erasure-paused': Record<string, never>;
  'erasure-resumed': { staffId: string; endsAt: string };
  'erasure-notice-ended': Record<string, never>;
  /**
   * An approved erasure waits for other requests of the same person, until `until` (instant) at the latest.
   */
  'erasure-queued': { behind: readonly string[]; until: string };
  /**
   * The wait is over. `date`: the due date came near, so the erasure begins without the requests in `behind`.
   */
  'erasure-unqueued': { because: 'free' | 'date'; behind: readonly string[] };
  'erasure-planned': { round: number; storeIds: readonly string[]; object: string };
  /**
   * The intent, recorded before each call: rows that were there then, and are gone when no answer came, went
   * by this call. `gone`: approved rows that were already gone.
   */
  'erasure-begun': {
    storeId: string;
    round: number;
    rows: number;
    gone: readonly CollectionCount[];
    /**
     * Ties the answer to the call. This and `collections` are absent in logs from when all calls of a round
     * shared one intent.
     */
    call?: string;
    collections?: readonly CollectionCount[];
    /**
     * Sealed object with the vectors of the rows, with which the store is searched afterwards. Absent: none.
     */
    vectors?: string;
    /** Sealed object that names the rows, where a store may take an order without an answer. */
    asked?: string;
  };
  /**
   * The result of a call, recorded at once: what its answer says or, without an answer, what the desk found
   * done when it looked again.
   */
  'erasure-acknowledged': {
    storeId: string;
    round: number;
    call: string;
    by: 'answer' | 'look';
    collections: readonly ErasedCount[];
    /** Plain date by which the store erases what it only submitted. Absent: it erased at once. */
    settlesBy?: string;
    /** Sealed object that names the rows that it took the order for. Absent: none, or in old logs. */
    ordered?: string;
    /** A part of the call that was not answered: its rows, and the sealed object that names them. */
    lost?: { collections: readonly CollectionCount[]; object: string };
  };
  /** `collections`: how many rows the drift is about, where they can be counted. */
  'erasure-drifted': {
    storeId: string;
    reason: Drift;
    collections?: readonly CollectionCount[];
    /** The ways in which staff may settle these rows, once they have looked. Absent in old logs. */
    ways?: readonly DriftWay[];
  };
  /**
   * A member of staff looked at what had changed since the approval and lets the erasure go on. `as`: how;
   * absent, with the rows that changed. `left`: rows that stay for now because of it.
   */
  'drift-accepted': { staffId: string; as?: DriftWay; left?: readonly KeptCount[] };
  /**
   * A member of staff says that more is to be given or erased than was approved; a second one must say the
   * same. `on`: what it is about, in ids of the log and names of the map.
   */
  'further-word-given': { on: string; says: string; staffId: string };
  'store-erased': StoreErased;
  'second-reading-due': Record<string, never>;
  /** `drift`: the store no longer holds what was approved, so staff must look. */
  /** A reading of a store goes on in another call: the object holds what was read and where to go on. */
  'reading-paused': { storeId: string; object: string };
  /** `submitted`: rows that are still there, which the store erases later. */
  'store-read-again': {
    storeId: string;
    remaining: number;
    retained: number;
    drift?: Drift;
    submitted?: number;
  };
  /** Rows that came back with a restore or a late import were erased again. */
  'erasure-replayed': { storeId: string; rows: number };
  /** A reading of the stores long after the erasure. `after`: how long after (ISO 8601 duration). */
  'read-later': { after: string; stores: readonly LaterReading[] };
  /**
   * What a law keeps, and its last day. What the end of the retention needs is sealed under a key of its own,
   * `keptId`.
   */
  'kept-until': { keptId: string; until: string; collections: readonly KeptCount[] };
  /** The end of a retention in one store: the intent before each call, and then its result. */
  'kept-end-begun': {
    keptId: string;
    storeId: string;
    call: string;
    collections: readonly CollectionCount[];
  };
  'kept-end-acknowledged': {
    keptId: string;
    storeId: string;
    call: string;
    collections: readonly ErasedCount[];
  };
  /**
   * The end of a retention: how many rows were erased, were already gone, or are left for staff to look at.
   */
  'kept-ended': {
    keptId: string;
    erased: number;
    anonymised?: number;
    gone: number;
    left: readonly KeptLeft[];
  };
  /** Staff have looked at what was left. */
  'kept-finished': { keptId: string };
  'kept-shredded': { keptId: string };
}
