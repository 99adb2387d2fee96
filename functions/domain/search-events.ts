import type { FrozenCorrection } from './correction-events';
import type { MapGap } from './data-map';
import type {
  ContestedCount,
  ContestedSays,
  ManualSays,
  StoreCount,
  StoreRehearsal,
  TaskKind,
  UnmappedField,
  UnreadCount,
  UnreadSays,
} from './event-facts';
import type { FaultKind, FaultPlace } from './store-examination';
import type { CollectionEndings } from './ticked-endings';

/** Events about the search of the stores and the manifest that it leads to. */
export interface SearchEvents {
  'search-started': { wave: number };
  'person-ambiguous': { storeId: string };
  'store-searched': {
    storeId: string;
    wave: number;
    rows: number;
    object: string;
    /** It is not finished: the object holds what was read and where to go on. */
    more?: true;
    /** The sealed list of the copies with their digest; see `StoredFinding`. */
    copies?: string;
    /** The map's title of the store, kept for when no map has it any more. Absent in old logs. */
    title?: string;
  };
  'store-unavailable': {
    storeId: string;
    phase: 'locate' | 'erase' | 'opt-out' | 'second-reading' | 'correct';
    code: string;
    /** Absent in logs from before kinds of faults were distinguished. */
    kind?: FaultKind;
    place?: FaultPlace;
    title?: string;
  };
  /**
   * `storeIds`: staff say that the cause is mended in these. Absent: the watch tries again the stores that
   * did not answer.
   */
  'stores-retried': { storeIds?: readonly string[]; staffId?: string };
  /** `staffId`: staff let the request go on without them. `tasks`: open tasks that nobody did in time. */
  'stores-given-up': { storeIds: readonly string[]; staffId?: string; tasks?: readonly string[] };
  'identifiers-asked': Record<string, never>;
  /** `addresses`: how many are e-mail addresses, to which a code can be mailed. Absent in old logs. */
  'identifiers-given': { count: number; addresses?: number };
  /**
   * The code mailed to a named address was typed. `given`: the entry (`seq`) that named the address. `index`:
   * its place among the addresses there.
   */
  'identifier-proven': { given: number; index: number };
  /** A member of staff knows that the identifiers named are the requester's; their reason is sealed. */
  'claim-vouched': { staffId: string };
  'identifiers-lapsed': Record<string, never>;
  'task-asked': { taskId: string; kind: TaskKind; storeId: string; owner: string };
  'task-answered': {
    taskId: string;
    answer: ManualSays;
    staffId: string;
    uploads: number;
    until?: string;
    /** For `submitted`: when somebody else was asked to erase, and by when they confirm it (plain dates). */
    askedOn?: string;
    confirmBy?: string;
  };
  'manifest-frozen': {
    version: number;
    hash: string;
    object: string;
    rows: number;
    stores: readonly StoreCount[];
    unmapped: readonly UnmappedField[];
    unavailable: readonly string[];
    sensitive: boolean;
    /** How many places could not be read; the places are sealed. Absent: none, or an old log. */
    unread?: readonly UnreadCount[];
    /** For a copy: why a store cannot give out a collection in full. */
    problems?: readonly MapGap[];
    /** How the rehearsal of the erasure ended in each store. Absent where nothing was rehearsed. */
    rehearsals?: readonly StoreRehearsal[];
    /**
     * What an erasure would also end, by collection, and who ticked that it may. Absent: nothing would end,
     * or an old log.
     */
    endings?: readonly CollectionEndings[];
    /** What staff want corrected. Absent: nothing yet, or another right. */
    correction?: FrozenCorrection;
  };
  /**
   * After the map or a store was mended, or a drift looked at, staff let the desk search and freeze again.
   */
  'search-renewed': { staffId: string };
  /** What staff found in the places that the desk could not read; their note is sealed. */
  'unread-settled': UnreadCount & { manifestVersion: number; says: UnreadSays; staffId: string };
  /**
   * Whose the contested rows of a collection are, said before a copy is approved or in the task about them.
   * The note is sealed.
   */
  'contested-settled': ContestedCount & { manifestVersion: number; says: ContestedSays; staffId: string };
}
