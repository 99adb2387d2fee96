/**
 * The schedule calls the deadline watch this often. A store that did not answer is tried again by it, so this
 * is how late such a try may be; the watch's own time limit is
 * the same, so that no two sweeps run at once. Minutes; a divisor of sixty.
 */
export const SWEEP_MINUTES = 10;
