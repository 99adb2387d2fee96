import type { RowRef, UnreadPlace } from './finding';

/**
 * The embedding of a row that is to be erased, as the store writes it. It is sealed with the request until
 * the store has been searched with it, and then overwritten.
 */
export interface KeptVector {
  readonly collection: string;
  readonly field: string;
  readonly vector: string;
}

/** What a store answers to a search with vectors. */
export interface VectorAnswer {
  /** Vectors that were searched with. */
  readonly asked: number;
  readonly near: readonly NearVector[];
  /** `index`: also through an index for approximate search, as an application asks. */
  readonly by: readonly ('exact' | 'index')[];
  /** Places with vectors that could not be searched, in words. */
  readonly unasked: readonly string[];
}

/**
 * A record whose vector is, but for rounding, one of those asked for. `theirs`: it names the person.
 * `others`: it names somebody else, whose text may be the same. `nobody`: it names nobody, or no collection
 * describes it.
 */
export interface NearVector extends Partial<Pick<RowRef, 'key'>> {
  readonly collection: string;
  readonly place: string;
  readonly whose: 'theirs' | 'others' | 'nobody';
}

/** The outcome of all searches with the erased vectors of a store, without any vector. */
export interface AskedVectors extends Omit<VectorAnswer, 'near'> {
  /** Records of other people with the same vector. */
  readonly others: number;
  /** Places that hold such a vector and may be about the person. */
  readonly left: readonly UnreadPlace[];
}

/**
 * How far apart two vectors may be and still count as the same (cosine distance). Half precision and
 * normalised copies differ by less; two texts that differ, by far more.
 */
export const SAME_VECTOR = 1e-6;
