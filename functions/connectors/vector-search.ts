import type { KeptVector, VectorAnswer } from '../domain/asked-vectors';
import type { RowRef, Search } from '../domain/finding';

/** What a connector whose store may hold vectors (embeddings) offers besides. */
export interface VectorSearch {
  /**
   * The vectors of these rows, read before they are erased. Rows that are gone, or without one, are skipped.
   */
  read(rows: readonly RowRef[]): AsyncIterable<KeptVector>;
  /**
   * Searches the whole store with vectors, in places without a collection too, for records in which one of
   * them is. A place that cannot be searched is named, and does not hide the others.
   *
   * @param searches - which say whether a record names the person
   * @throws StoreUnavailableError when the store cannot be reached
   */
  ask(vectors: readonly KeptVector[], searches: readonly Search[]): Promise<VectorAnswer>;
}
