import { TryAgainError } from '../../domain/errors';

const POLLS = 10;
const POLL_MS = 150;

/** Waits while another step sends this mail. If that is not finished in time, the step is tried again. */
export async function awaitOtherSender(isDone: () => Promise<boolean>): Promise<void> {
  if (!(await pollBriefly(isDone))) throw new TryAgainError('the mail is being sent by another step');
}

/** Polls for a second and a half whether another run of a step has done something. */
export async function pollBriefly(isDone: () => Promise<boolean>): Promise<boolean> {
  for (let poll = 0; poll < POLLS; poll += 1) {
    await new Promise((done) => setTimeout(done, POLL_MS));
    if (await isDone()) return true;
  }
  return false;
}
