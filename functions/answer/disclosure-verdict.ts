import type { LawSays } from '../domain/never-shown';
import type { Ground } from './answer-facts';

export type Because =
  | 'decision'
  | 'rights-of-others'
  | 'never-shown'
  | 'unclassified'
  /** One law forbids it, another owes it. */
  | 'conflict'
  /** It is not clear whether a law forbids it. */
  | 'unclear';

export interface Verdict extends Ground {
  readonly because: Because;
  /** What it is, as it follows "We hold your". Absent where nobody knows that, such as of `unclear`. */
  readonly held?: string;
  /** The laws between which staff may choose. */
  readonly between?: {
    readonly forbidden: readonly LawSays[];
    readonly owed: readonly LawSays[];
    /** What they forbid, in their own words: what it is, or all that it may be. */
    readonly words: string;
  };
}
