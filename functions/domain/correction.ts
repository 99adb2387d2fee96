import type { RowRef } from './finding';
import type { TakeoverKind } from './takeover-kinds';

/**
 * One field of a row: what it held when staff looked, and what it is to hold. Text, as a search compares it;
 * null: nothing.
 */
export interface FieldChange {
  readonly field: string;
  readonly from: string | null;
  readonly to: string | null;
}

/**
 * Fields of one row that change together or not at all (Art. 16 GDPR, s 1798.106 CCPA). Personal data: lives
 * in the vault and in calls to a store.
 */
export interface RowCorrection extends RowRef {
  readonly changes: readonly FieldChange[];
}

/**
 * What became of a row. `done`: by this very call. `already`: it holds what was approved. `open`: it still
 * holds the old values (only when the
 * store was just looked at). `changed`: it holds something else by now. `refused`: a rule of the store stands
 * against it.
 */
export type CorrectedState = 'done' | 'already' | 'open' | 'changed' | 'gone' | 'refused';

export interface CorrectedRow {
  readonly state: CorrectedState;
  /** Of a refusal: the store's own code, and the rule that stands against it. Never a value. */
  readonly code?: string;
  readonly constraint?: string;
}

/** One for each row asked for, in the same order. */
export interface CorrectReceipt {
  readonly rows: readonly CorrectedRow[];
}

/**
 * What staff do about one point of the person. `note`: it stays as it is, and what the person says stands
 * beside it. `accurate`: it is refused,
 * since it is right as it is or on another ground. `by-hand`: somebody corrects it where the desk cannot.
 */
export const pointWays = ['correct', 'note', 'accurate', 'by-hand'] as const;

export type PointWay = (typeof pointWays)[number];

/** One point of the person, with what is done about it. */
export interface PlannedPoint {
  /** The datum in the person's words. */
  readonly what: string;
  readonly way: PointWay;
  /** For the person to read; staff wrote it. */
  readonly reason?: string;
  /** Grounds with which a correction is refused: ids by the id of each law under which that must stand. */
  readonly grounds?: Readonly<Record<string, string>>;
  /**
   * Of a point that is corrected by hand: with what of it an account could be taken over. Absent: with
   * nothing.
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
  /** A note that the person disputes the record is written beside it, and the record stays as it is. */
  readonly note?: true;
  /** The points, from 1, that each changed field answers. */
  readonly answers?: Readonly<Record<string, readonly number[]>>;
}

/** A field of the map in which something was or is to be corrected. Names, never values. */
export interface CorrectedField {
  readonly storeId: string;
  readonly collection: string;
  readonly field: string;
  /** Whoever can change it could take over the account: see `isGuarded`. */
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
