import type { CorrectionPoint } from './correction-point';

interface Asked {
  readonly message?: string | undefined;
  readonly corrections?: readonly CorrectionPoint[] | undefined;
}

/**
 * Stands for what somebody wrote in their own words, by letter or into the message, where no points were
 * asked for.
 */
const AS_WRITTEN = 'What you wrote to us';

/** The points of a correction, in the order of the form; what was only written in words is one point. */
export function correctionPoints({ corrections = [] }: Asked): CorrectionPoint[] {
  return corrections.length > 0 ? [...corrections] : [{ wish: 'change', what: AS_WRITTEN }];
}
