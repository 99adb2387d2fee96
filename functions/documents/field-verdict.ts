import type { CitedLaw } from '../domain/never-shown';
import type { GroundText } from './answer-facts';

export type WithheldBecause =
  | 'decision'
  | 'rights-of-others'
  | 'never-shown'
  | 'unclassified'
  /** One law forbids it, another owes it. */
  | 'conflict'
  /** It is not clear whether a law forbids it. */
  | 'unclear';

export interface FieldVerdict extends GroundText {
  readonly because: WithheldBecause;
  /** What it is, as it follows "We hold your". Absent where nobody knows that, such as of `unclear`. */
  readonly held?: string;
  /** The laws between which staff may choose. */
  readonly between?: {
    readonly forbidden: readonly CitedLaw[];
    readonly owed: readonly CitedLaw[];
    /** What they forbid, in their own words: what it is, or all that it may be. */
    readonly words: string;
  };
}
