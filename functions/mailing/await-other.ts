import { TryAgainError } from '../domain/errors';

const GLANCES = 10;
const GLANCE_MS = 150;

/**
 * Somebody else is sending this very mail: their word that it left counts, and without it this step is tried
 * again.
 */
export async function awaitOther(isDone: () => Promise<boolean>): Promise<void> {
  if (!(await comesSoon(isDone))) throw new TryAgainError('the mail is being sent by another step');
}

/** Looks a few times within a second and a half whether another run of a step has done something. */
export async function comesSoon(isDone: () => Promise<boolean>): Promise<boolean> {
  for (let glance = 0; glance < GLANCES; glance += 1) {
    await new Promise((done) => setTimeout(done, GLANCE_MS));
    if (await isDone()) return true;
  }
  return false;
}
