import entries from './known-laws.json';
import type { Source } from './law';

/**
 * A law that is not in data yet: no date is computed under it. For the docs and `rightsdesk law news`, never
 * for a Lambda.
 */
export interface KnownLaw {
  readonly id: string;
  readonly name: string;
  /** Country, country and state, or `EU`. */
  readonly place: string;
  /** First day in force, where it is known. */
  readonly from?: string;
  /** What is known, as the end of a sentence that begins with the name. */
  readonly words: string;
  /** What a desk does until then: the careful reading. */
  readonly safe: string;
  /** What sources disagree on. */
  readonly disputed?: string;
  readonly source: Source;
}

export const KNOWN_LAWS: readonly KnownLaw[] = entries as readonly KnownLaw[];
