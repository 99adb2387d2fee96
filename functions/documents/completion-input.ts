import type { Blanking } from '../domain/blanking';
import type { EndingCount } from '../domain/ending';
import type { MissingBecause } from '../domain/missing-because';
import type {
  AnswerFacts,
  ByPerson,
  GroundText,
  Identifier,
  UnreachedStore,
  UnreadGroup,
} from './answer-facts';

/** What an erasure did, store by store, according to receipts, readings and staff. */
export interface CompletionInput {
  readonly facts: AnswerFacts;
  /** The frozen identifiers, in the clear; the report shows them masked. */
  readonly searchedBy: readonly Identifier[];
  readonly stores: readonly StoreCompletion[];
  readonly recipients: readonly RecipientCompletion[];
  /** What is to be said of the person's other requests, in sentences. Absent: nothing. */
  readonly otherRequests?: readonly string[];
  /** Places that the data map does not cover, in words: "letters on paper". */
  readonly outsideMap: readonly string[];
  /** What the desk itself keeps of this request, as it follows "We keep", and until when (plain date). */
  readonly deskKeeps?: DeskKeeps;
}

export interface DeskKeeps {
  readonly what: string;
  /** Counted from the day of the report; the request may be closed some days later. */
  readonly until: string;
  /** What stays once that record is unreadable. Absent in older reports. */
  readonly after?: {
    /** How long the record is kept once the request is closed (ISO 8601). */
    readonly recordsKept: string;
    /** Days in which its destroyed key could still be brought back from a backup. */
    readonly keyRecoveryDays: number;
    /** Earliest last day of the stub, the list of steps without a name (plain date). */
    readonly stubUntil: string;
    /** Keyed hashes of identifiers and erased records. Absent: none were written. */
    readonly hashes?: {
      /** Last day on which they count (plain date). */
      readonly until: string;
      /** Days after that within which they are gone from the table and its backups. */
      readonly goneWithinDays: number;
    };
    /**
     * Keyed hashes of the addresses and numbers that were proven, by which other requests with them are
     * found. Absent in older reports.
     */
    readonly proven?: {
      /** Last day, at the latest (plain date). */
      readonly until: string;
      /** Days after that within which they are gone from the table and its backups. */
      readonly goneWithinDays: number;
    };
    /** Last day on which what an end of a retention needs is kept under a key of its own (plain date). */
    readonly keptListUntil?: string;
  };
}

export type StoreCompletion = {
  readonly storeId: string;
  readonly title: string;
  /** Plain date until which backups still hold what was erased. */
  readonly backupsUntil?: string;
  /** Places in it that could not be read. */
  readonly unread?: readonly UnreadGroup[];
} & (
  | {
      readonly state: 'erased';
      /** Instant of the last receipt. */
      readonly erasedAt: string;
      readonly collections: readonly CollectionErasure[];
      /** Absent: not read again yet. */
      readonly secondReading?: SecondReadingFacts;
      /** What a search with the erased vectors themselves showed. Absent: none were erased. */
      readonly vectors?: VectorFacts;
      /** Why it stopped after a part. */
      readonly fault?: MissingBecause;
      /** What a person said of the records that nobody had decided on. Absent: not answered. */
      readonly rest?: RestWord;
      /** The store took the order for some of it and erases that later. Absent: it erased at once. */
      readonly order?: OrderFacts;
    }
  | ({ readonly state: 'unreached' } & Omit<UnreachedStore, 'storeId' | 'title'>)
  | { readonly state: 'by-person' /** Absent: not answered yet. */; readonly answer?: PersonsWord }
);

/** Receipts of one collection, added up over all rounds. Counts of records. */
export interface CollectionErasure {
  readonly collection: string;
  readonly title: string;
  readonly erased: number;
  readonly anonymised: number;
  /** How they were blanked, field by field. Absent: none was, or the report is older than this field. */
  readonly blanking?: Blanking;
  /** Gone when the desk came to erase: somebody else erased them. For blanked records: or already blank. */
  readonly alreadyAbsent: number;
  /** The store was told to erase them and did not respond, so it is unknown whether it did. Absent: none. */
  readonly unknown?: number;
  /**
   * The vendor was told to erase them, gave no answer, and something else was decided since: it may erase
   * them all the same. In no other count. Absent: none.
   */
  readonly mayGo?: number;
  /** The store was given up before it came to them. Absent: none. */
  readonly notDone?: number;
  /** Other people's records point at them too. */
  readonly keptShared: number;
  readonly retained: readonly RetainedGroup[];
  /** Records that should have been kept and are gone; never among those kept. Absent: none. */
  readonly keptGone?: number;
  /** Nobody has decided about them: they stay. Absent: none. */
  readonly undecided?: number;
  /** Of the undecided ones, those whose erasure would also end something. Absent: none. */
  readonly wouldEnd?: { readonly records: number; readonly ends: readonly EndingCount[] };
  /** What staff ticked that ends along with the erasure. Absent: nothing does. */
  readonly ended?: EndedAlong;
  /** They also name another person's own record: they stay. Absent: none. */
  readonly contested?: number;
  /** The store took the order to erase them, and they are still there. Absent: none. */
  readonly submitted?: number;
}

/** Something that ran at a vendor, such as a subscription, and that the vendor ends with a record. */
export interface EndedAlong {
  readonly ends: readonly EndingCount[];
  /**
   * `ended`: all these records were erased by the desk, or by the vendor on its order. `ordered`: the vendor
   * erases them later. `unknown`: some were not erased, or by somebody else, so it may go on.
   */
  readonly state: 'ended' | 'ordered' | 'unknown';
}

/** An erasure that others were asked for and confirm later. Plain dates. */
export interface OrderFacts {
  readonly askedOn: string;
  /** The day that was promised last. */
  readonly confirmBy: string;
  /** Absent: not confirmed. */
  readonly confirmedOn?: string;
  /** It was not carried out: why, and until when. Absent: it was, or it is open. */
  readonly kept?: GroundText & { readonly until?: string };
}

/** Kept by a law, or by the storage alone: then there is no article ({@link isByLaw}). */
export interface RetainedGroup extends GroundText {
  /** Plain date, the last day; `unknown` where no end is set. */
  readonly until: string;
  readonly records: number;
}

/** The store, probed and searched once more by the same identifiers, after the erasure. */
export interface SecondReadingFacts {
  readonly readAt: string;
  /** Collections in which something was found; empty when nothing was. */
  readonly found: readonly {
    readonly collection: string;
    readonly title: string;
    readonly records: number;
    /**
     * Found, and neither kept on a ground nor shared: these should be gone. Compared by key, not by number.
     */
    readonly unexplained: number;
  }[];
}

/** A search with the vectors (embeddings) of erased records, after the erasure. */
export interface VectorFacts {
  /** Vectors that were searched with. */
  readonly asked: number;
  /** Compared record by record, or also through an index for approximate search. */
  readonly by: readonly ('exact' | 'index')[];
  /** Records of other people that hold the same. */
  readonly others: number;
  /** Places that still hold one and may be about the person; they are among those unread. */
  readonly left: number;
  /** Places with vectors that could not be searched. */
  readonly unasked: number;
}

/** What a person said of a store that only people can search. */
export interface PersonsWord {
  readonly by: ByPerson;
  /** `submitted`: whoever runs it was asked to erase, and confirms it later; see `order`. */
  readonly outcome: 'done' | 'nothing-held' | 'kept' | 'submitted';
  /** Absent: nobody else was asked. Stays once it is confirmed (`done`) or refused (`kept`). */
  readonly order?: OrderFacts;
  /** Needed when something is kept. */
  readonly kept?: GroundText & { readonly until?: string };
}

/** What a person said of the records that an erasure had left to somebody. */
export interface RestWord extends PersonsWord {
  /**
   * Records that are surely the person's and that the store still holds, read after the word was given.
   * Absent: not read.
   */
  readonly stillThere?: number;
  /** The same for records that may be another person's: whoever looked left them. */
  readonly othersThere?: number;
}

export interface HostedStore {
  readonly title: string;
  /** Plain date until which its backups still hold what was erased. */
  readonly backupsUntil?: string;
}

/** Someone who received the data (Art. 19 GDPR, s 1798.105(c) CCPA). */
export interface RecipientCompletion {
  readonly name: string;
  /**
   * `not-told`: not yet; `told`: sent; `confirmed`: a person there says it is done; `spared`: only hosts
   * stores, in which we erased ourselves; `promised`: says that it will be done by `by`.
   */
  readonly status: 'not-told' | 'told' | 'confirmed' | 'spared' | 'promised';
  /** Plain date that it promised; for `promised`. */
  readonly by?: string;
  /** The stores it keeps for us; for `spared`. */
  readonly keeps?: readonly HostedStore[];
  /** Plain date of that status. */
  readonly on?: string;
}
