import type { Clock } from '../../domain/clock';
import { TryAgainError } from '../../domain/errors';

/** Milliseconds before each look; a second and a half in all. Mostly the other run is done within a few. */
const WAITS = [6, 12, 24, 48, 96, 192, 384, 768];

/** Waits while another step sends this mail. If that is not finished in time, the step is tried again. */
export async function awaitOtherSender(clock: Clock, isDone: () => Promise<boolean>): Promise<void> {
  if (!(await pollBriefly(clock, isDone))) throw new TryAgainError('the mail is being sent by another step');
}

/** Polls for a second and a half whether another run of a step has done something. */
export async function pollBriefly(clock: Clock, isDone: () => Promise<boolean>): Promise<boolean> {
  for (const wait of WAITS) {
    await (clock.pause?.(wait) ?? new Promise((done) => setTimeout(done, wait)));
    if (await isDone()) return true;
  }
  return false;
}
