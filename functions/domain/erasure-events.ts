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
   * An approved erasure waits for other requests of the same person; at the latest until `until` (instant).
   */
  'erasure-queued': { behind: readonly string[]; until: string };
  /**
   * The wait is over. `date`: the date came near, and the erasure begins without the requests in `behind`.
   */
  'erasure-unqueued': { because: 'free' | 'date'; behind: readonly string[] };
  'erasure-planned': { round: number; storeIds: readonly string[]; object: string };
  /**
   * The intent, before each call: what was there then and is absent when no answer came went by this. `gone`:
   * approved rows that were not there any more.
   */
  'erasure-begun': {
    storeId: string;
    round: number;
    rows: number;
    gone: readonly CollectionCount[];
    /**
     * Names the call, for its answer. This and `collections` are absent in logs from when the calls of a
     * round had one intent.
     */
    call?: string;
    collections?: readonly CollectionCount[];
  };
  /**
   * What became of a call, at once: what its answer says, or, where none came, what was found done when the
   * desk looked again.
   */
  'erasure-acknowledged': {
    storeId: string;
    round: number;
    call: string;
    by: 'answer' | 'look';
    collections: readonly ErasedCount[];
  };
  /** `collections`: how many rows it is about, where that can be counted. */
  'erasure-drifted': {
    storeId: string;
    reason: Drift;
    collections?: readonly CollectionCount[];
    /** What somebody who has looked may say of just these rows. Absent in old logs. */
    ways?: readonly DriftWay[];
  };
  /**
   * Somebody looked at what had changed since the approval, and lets the erasure go on: with it, or as `as`
   * says. `left`: what stays for now by that.
   */
  'drift-accepted': { staffId: string; as?: DriftWay; left?: readonly KeptCount[] };
  /**
   * Somebody says that more is given or erased than was approved, and it takes one more who says the same.
   * `on`: what it is about, in ids of the log and names of the map.
   */
  'further-word-given': { on: string; says: string; staffId: string };
  'store-erased': StoreErased;
  'second-reading-due': Record<string, never>;
  /** `drift`: what was found is no longer what was approved, so a person must look. */
  'store-read-again': { storeId: string; remaining: number; retained: number; drift?: Drift };
  /** After a restore or a late import: rows that had come back are gone again. */
  'erasure-replayed': { storeId: string; rows: number };
  /** A reading of the stores long after the erasure, named by how long (ISO 8601). */
  'read-later': { after: string; stores: readonly LaterReading[] };
  /** What a law keeps, and the last day; what its end needs is sealed under a key of its own, `keptId`. */
  'kept-until': { keptId: string; until: string; collections: readonly KeptCount[] };
  /** The end of a retention in one store: the intent before each call, and what came of it. */
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
  /** The end of a retention: what was erased, what was gone, and what a person has to look at. */
  'kept-ended': {
    keptId: string;
    erased: number;
    anonymised?: number;
    gone: number;
    left: readonly KeptLeft[];
  };
  /** A person has looked at what was left. */
  'kept-finished': { keptId: string };
  'kept-shredded': { keptId: string };
}
