import type { RowRef } from './finding';
import type { TakeoverKind } from './takeover-kinds';

/**
 * One field of a row: its value when staff looked, and the new one. Text, as a search compares it; null:
 * empty.
 */
export interface FieldChange {
  readonly field: string;
  readonly from: string | null;
  readonly to: string | null;
}

/**
 * Fields of one row that change together or not at all (Art. 16 GDPR, s 1798.106 CCPA). Personal data: only
 * in the vault and in calls to a store.
 */
export interface RowCorrection extends RowRef {
  readonly changes: readonly FieldChange[];
}

/**
 * The result for a row. `done`: by this very call. `already`: it holds what was approved. `open`: it still
 * holds the old values (only when the store was just looked at). `changed`: it holds something else by now.
 * `refused`: a rule of the store forbids it.
 */
export type CorrectedState = 'done' | 'already' | 'open' | 'changed' | 'gone' | 'refused';

export interface CorrectedRow {
  readonly state: CorrectedState;
  /** For a refusal: the store's own code, and the rule that forbids it. Never a value. */
  readonly code?: string;
  readonly constraint?: string;
}

/** One for each row asked for, in the same order. */
export interface CorrectReceipt {
  readonly rows: readonly CorrectedRow[];
}

/**
 * How staff settle one of the requester's points. `note`: the value stays, with the requester's objection
 * beside it. `accurate`: refused, because the value is right or on another ground. `by-hand`: staff correct
 * it where the desk cannot.
 */
export const pointWays = ['correct', 'note', 'accurate', 'by-hand'] as const;

export type PointWay = (typeof pointWays)[number];

/** One of the requester's points, and how it is settled. */
export interface PlannedPoint {
  /** The datum in the requester's words. */
  readonly what: string;
  readonly way: PointWay;
  /** Written by staff for the requester. */
  readonly reason?: string;
  /**
   * Grounds on which a correction is refused: ids, by the id of each law under which the refusal must hold.
   */
  readonly grounds?: Readonly<Record<string, string>>;
  /**
   * For a point that is corrected by hand: the data in it with which an account could be taken over. Absent:
   * none.
   */
  readonly takeover?: readonly TakeoverKind[];
}

/** What staff want corrected, sealed with the note of the frozen manifest and approved with it. */
export interface CorrectionPlan {
  readonly points: readonly PlannedPoint[];
  readonly rows: readonly PlannedRow[];
}

export interface PlannedRow extends RowCorrection {
  readonly storeId: string;
  /** A note that the requester disputes the record is written beside it, and the record stays as it is. */
  readonly note?: true;
  /** The points, from 1, that each changed field settles. */
  readonly answers?: Readonly<Record<string, readonly number[]>>;
}

/** A field of the map in which something was or is to be corrected. Names, never values. */
export interface CorrectedField {
  readonly storeId: string;
  readonly collection: string;
  readonly field: string;
  /** Control of this field could be used to take over the account: see `isGuarded`. */
  readonly guarded?: true;
  readonly note?: true;
}

/** Why a field was not corrected. `undone`: the store took the value and holds another one. */
export type NotCorrectedBecause = 'changed' | 'gone' | 'refused' | 'undone';

export interface NotCorrected extends CorrectedField {
  readonly because: NotCorrectedBecause;
  readonly code?: string;
  readonly constraint?: string;
}
