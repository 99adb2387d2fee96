/**
 * How often the schedule calls the deadline watch. It also tries stores again that did not answer, so this is
 * how late such a retry may be; the watch's own time limit is the same, so that no two sweeps run at once.
 * Minutes; a divisor of sixty.
 */
export const SWEEP_MINUTES = 10;
