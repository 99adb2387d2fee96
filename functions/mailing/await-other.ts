import { TryAgainError } from '../domain/errors';

const GLANCES = 10;
const GLANCE_MS = 150;

/** Somebody else is sending this very mail: their word that it left counts, and without it this step is tried again. */
export async function awaitOther(isDone: () => Promise<boolean>): Promise<void> {
  for (let glance = 0; glance < GLANCES; glance += 1) {
    await new Promise((done) => setTimeout(done, GLANCE_MS));
    if (await isDone()) return;
  }
  throw new TryAgainError('the mail is being sent by another step');
}
