import type { KeptVector, VectorAnswer } from '../domain/asked-vectors';
import type { CorrectReceipt, RowCorrection } from '../domain/correction';
import type { EraseInstruction } from '../domain/erase-instruction';
import type { DataPoint, RowRef, RowToCopy, Search } from '../domain/finding';
import type { SnapshotTarget } from '../domain/ports';
import type { Rehearsal, StoreExamination, StoreFault } from '../domain/store-examination';
import type { EraseBound, EraseReceipt, LocatedPage, MatchAnswer, OptOutReceipt } from './connector';
import type { RowPrint } from './row-prints';

/**
 * A request to the function of a store. Identifiers travel only in this payload, which Lambda encrypts and
 * nothing logs.
 */
export type StoreRequest =
  | { readonly op: 'locate'; readonly searches: readonly Search[]; readonly cursor?: string }
  | ({
      readonly op: 'read-again';
      readonly searches: readonly Search[];
      readonly cursor?: string;
    } & InAccount)
  /**
   * `digest`: where a digest of the copy is written as well, unless the copy is so small that reading it
   * costs no more. Absent in calls of older versions.
   */
  | {
      readonly op: 'export';
      readonly rows: readonly RowToCopy[];
      readonly target: SnapshotTarget;
      readonly digest?: SnapshotTarget;
    }
  | ({
      readonly op: 'erase';
      readonly instructions: readonly EraseInstruction[];
      readonly bounds?: readonly EraseBound[];
    } & InAccount)
  /**
   * Which of these rows are there, by their keys, each with a hash of its content under `printKey` (base64).
   */
  | ({ readonly op: 'prints'; readonly rows: readonly RowRef[]; readonly printKey: string } & InAccount)
  /** Writes the vectors of these rows into a sealed object, before they are erased. */
  | { readonly op: 'keep-vectors'; readonly rows: readonly RowRef[]; readonly target: SnapshotTarget }
  /** Searches the store with vectors. */
  | {
      readonly op: 'ask-vectors';
      readonly vectors: readonly KeptVector[];
      readonly searches: readonly Search[];
    }
  | { readonly op: 'examine' }
  | { readonly op: 'rehearse'; readonly instructions: readonly EraseInstruction[] }
  | { readonly op: 'match'; readonly search: Search; readonly points: readonly DataPoint[] }
  /** `look`: only say how the rows stand. */
  | { readonly op: 'correct'; readonly corrections: readonly RowCorrection[]; readonly look?: true }
  | { readonly op: 'opt-out'; readonly searches: readonly Search[]; readonly right: string };

/** The account in which the rows were found: in another one, nothing is done and nothing counts as absent. */
interface InAccount {
  readonly account?: string;
}

export interface StoreAnswers {
  locate: LocatedPage;
  'read-again': StoreAnswers['locate'];
  /** `digested`: a digest was written. */
  export: { records: number; digested?: true };
  erase: EraseReceipt;
  prints: { there: readonly RowPrint[] };
  'keep-vectors': { vectors: number };
  'ask-vectors': VectorAnswer;
  examine: StoreExamination;
  rehearse: Rehearsal;
  match: { answer: MatchAnswer };
  correct: CorrectReceipt;
  'opt-out': OptOutReceipt;
}

/**
 * What a store's function answers instead, when the store did not do it: an error's message may not cross,
 * its kind and place may.
 */
export interface FaultAnswer {
  readonly fault: StoreFault;
}
