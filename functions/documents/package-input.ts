import type { ExportedRecord } from '../connectors/connector';
import type { DataMap } from '../domain/data-map';
import type { AnswerFacts, Identifier, UnreachedStore, UnreadGroup } from './answer-facts';
import type { DeskRecords } from './desk-records';
import type { DisclosureDecision } from './disclosure-decision';
import type { DisclosureGrounds } from './disclosure-rules';
import type { ManualAnswer } from './manual-answer';
import type { OmittedPart } from './omitted-parts';

/** Everything that the answer to an access or portability request is made of. */
export interface PackageInput {
  readonly facts: AnswerFacts;
  readonly searchedBy: readonly Identifier[];
  readonly map: DataMap;
  /**
   * The approved records of one collection, in a stable order. Iterated up to three times (JSON, CSV,
   * stored files), so each call starts afresh; the content of a record's `file` must be opened only when it
   * is iterated.
   */
  readonly records: (storeId: string, collection: string) => AsyncIterable<ExportedRecord>;
  readonly decision: DisclosureDecision;
  readonly grounds: DisclosureGrounds;
  /** One for each manual store that has answered; a manual store without one is said to be still open. */
  readonly manualAnswers: readonly ManualAnswer[];
  readonly unreached: readonly UnreachedStore[];
  /** What could not be read in stores that were searched. */
  readonly unread: readonly UnreadGroup[];
  /** The desk's form, at which further rights are used. */
  readonly formUrl?: string;
  /**
   * `categories`: the answer names the kinds of data and holds no value: no record, no file, no identifier,
   * no words of a person who looked (11 CCR 7024(a)). Absent: `all`.
   */
  readonly pieces?: 'all' | 'categories';
  /** Why only the categories are given, in a sentence for the person. */
  readonly piecesBecause?: string;
  /** What the desk itself holds on the person. Absent: it is not part of this answer. */
  readonly deskRecords?: {
    readonly records: DeskRecords;
    readonly recordsKept: string;
    readonly stubKept: string;
  };
  /** What is to be said of the person's other requests, in sentences. Absent: nothing. */
  readonly otherRequests?: readonly string[];
}

/** Counts and digest of a written package: fit for the register, nothing in it is personal data. */
export interface PackageSummary {
  /** Entries of the zip. */
  readonly entries: number;
  readonly bytes: number;
  /** Of the whole zip, hexadecimal. */
  readonly sha256: string;
  /** Files given, from automatic and manual stores together. */
  readonly files: number;
  /**
   * Kinds of data that it names and does not show; in an answer of kinds alone: those that it would not show
   * with any proof.
   */
  readonly described: number;
  readonly collections: readonly CollectionSummary[];
  /** In words, for the mail; nothing in an answer of the kinds alone. */
  readonly leftOut: readonly OmittedPart[];
}

export interface CollectionSummary {
  readonly storeId: string;
  readonly collection: string;
  /** Records that are in the package. */
  readonly records: number;
  /** Records left out as a whole. */
  readonly withheldRecords: number;
  /** Values left out of the records given, secrets not counted. */
  readonly withheldValues: number;
  /**
   * Values left out because the map does not know their field and nobody decided: above zero, someone must
   * look.
   */
  readonly unclassifiedValues: number;
}
