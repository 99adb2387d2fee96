import { isConditionFailed } from './is-condition-failed';

/** Waits for a conditional write. False when its condition does not hold: nothing was written. */
export async function conditionHolds(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (isConditionFailed(error)) return false;
    throw error;
  }
}
