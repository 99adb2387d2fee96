import type { ByPerson, GroundText } from './answer-facts';
import type { FieldVerdict } from './field-verdict';

/** What a person found in a store that only people can search. */
export interface ManualAnswer {
  readonly storeId: string;
  readonly by: ByPerson;
  readonly outcome: 'given' | 'nothing-held' | 'withheld';
  readonly files: readonly UploadedFile[];
  /** Needed when something found there is withheld. */
  readonly withheld?: GroundText;
  readonly note?: string;
  /**
   * Kinds of data that are held there and may only be named, each with the law that says so. Absent: none.
   */
  readonly named?: readonly NamedKind[];
}

/** A kind of data that a law lets an answer only name, as a person found it. */
export interface NamedKind extends FieldVerdict {
  /** What it is in the map's terms. Absent: not known. */
  readonly categories?: readonly string[];
}

export interface UploadedFile {
  readonly name: string;
  readonly contentType?: string;
  readonly content: AsyncIterable<Uint8Array>;
}
