import type { StoreAccess } from './kind-definition';
import type { FormCounts } from './value-forms';

/**
 * What a live store says of itself before anybody has written a map of it. A first map is drafted from it, so
 * nothing in it is a stored value: of values that were looked at, only the number of each form is kept.
 */
export interface StoreSurvey {
  readonly collections: readonly SurveyedCollection[];
  /** Schemas, tables, buckets and indexes that were not read, each in words with the reason. */
  readonly notLookedAt: readonly string[];
}

export interface SurveyedCollection {
  /** As the map may call it: without a dot, and no other collection of the store has it. */
  readonly name: string;
  /** What the map has to say under `physical` for the connector to find it; empty where the name does. */
  readonly place: Readonly<Record<string, unknown>>;
  /** Fields that keep rows apart, the primary key first. Empty: the store knows of none. */
  readonly keys: readonly SurveyedKey[];
  readonly fields: readonly SurveyedField[];
  /** Empty where rows of such a store cannot refer to one another. */
  readonly references: readonly SurveyedReference[];
  /**
   * A part of the store in which names mean the same, such as one of several databases: no reference is
   * guessed from one to another. Absent: the part that all those without one share.
   */
  readonly namespace?: string;
  /** What keeps the desk from erasing here as the store is, each in words with the remedy. */
  readonly remarks?: readonly string[];
  /**
   * Kinds of identity that the store can be asked by, where nothing but these and `references` leads to rows.
   * Absent: rows are found by any field.
   */
  readonly foundBy?: readonly string[];
  /** Other rows may hold other fields, so that what was seen cannot show that none is about people. */
  readonly isOpenEnded?: true;
  /** Several rows together are about one person, so that none of them is the record of a person. */
  readonly holdsParts?: true;
  /** What the surveyor itself guessed, each in a sentence for whoever reviews the map. */
  readonly guessed?: readonly string[];
  /** What the desk's own map of this software says: no guess. */
  readonly told?: { readonly title?: string; readonly isOwnRecord: boolean };
}

export interface SurveyedKey {
  readonly fields: readonly string[];
  readonly isPrimary: boolean;
}

export interface SurveyedField {
  readonly name: string;
  readonly kind: FieldKind;
  /** Whether the store refuses a row without a value here. */
  readonly isFilled: boolean;
  /** The store computes it from other fields: nothing can be written into it. */
  readonly isComputed?: true;
  /** How many of the values looked at had each form. */
  readonly forms: FormCounts;
  /** What the desk's own map of this software says of it: no guess. */
  readonly told?: ToldField;
}

export interface ToldField {
  readonly category: string;
  readonly isIdentity?: true;
  /** As the map writes it. */
  readonly optOut?: readonly unknown[];
}

/** What a field can hold, whatever the store calls the type. */
export type FieldKind =
  | 'text'
  | 'choice'
  | 'number'
  | 'yes-or-no'
  | 'date'
  | 'id'
  | 'address'
  | 'binary'
  | 'nested'
  | 'other';

/** A reference that the store itself keeps: each of `fields` names a field of another collection. */
export interface SurveyedReference {
  readonly fields: readonly string[];
  readonly to: string;
  readonly toFields: readonly string[];
  /** What the store does with this row when the other one is deleted. */
  readonly onDelete: 'goes-too' | 'is-cleared' | 'refuses';
}

export interface SurveyWish {
  /** How many rows of each collection may be looked at. 0: none, the structure only. */
  readonly rows: number;
  /** Names of buckets that may be looked at. Absent: all that the credentials show. */
  readonly buckets?: readonly string[];
  /** Called after each collection. */
  readonly onProgress?: (done: number, of: number) => void;
}

/**
 * Reads one store for a first map. It only reads, and it is no part of a deployed desk: the command line
 * opens it.
 */
export interface Surveyor {
  /**
   * @throws StoreUnavailableError when the store cannot be reached, StoreForbiddenError when it shows nothing
   * to the desk's user
   */
  survey(wish: SurveyWish): Promise<StoreSurvey>;
  /** Frees sockets. */
  close(): Promise<void>;
}

/** Opens what reads a store for a first map, from the same as its connector. Nothing is contacted yet. */
export type OpenSurveyor = (access: StoreAccess) => Surveyor;
