import type { CorrectionPoint } from './correction-point';

interface RequestTexts {
  readonly message?: string | undefined;
  readonly corrections?: readonly CorrectionPoint[] | undefined;
}

/**
 * Title for what somebody wrote in their own words, by letter or in the message, where the form asked for no
 * points.
 */
const AS_WRITTEN = 'What you wrote to us';

/** The points of a correction, in the order of the form. Free text counts as one point. */
export function correctionPoints({ corrections = [] }: RequestTexts): CorrectionPoint[] {
  return corrections.length > 0 ? [...corrections] : [{ wish: 'change', what: AS_WRITTEN }];
}
