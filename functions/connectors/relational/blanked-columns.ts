import { blankedFields } from '../../domain/still-filled';
import type { Table } from './relation';

/** A column that an anonymisation blanks with a constant, and how long a text can be that equals it. */
export interface BlankedColumn {
  readonly field: string;
  /** Bytes. */
  readonly longest: number;
}

/** Room for another form of the same value: a midnight behind a day, zeros behind a number. */
const SPARE = 200;

/** Columns of which a search only says whether they still hold something, without those it returns anyway. */
export function blankedColumns({ collection, columns }: Table, facts: readonly string[]): BlankedColumn[] {
  return blankedFields(collection)
    .filter(([field]) => !facts.includes(field) && columns.some(({ name }) => name === field))
    .map(([field, blank]) => ({ field, longest: Buffer.byteLength(String(blank)) + SPARE }));
}
