import { isConditionFailed } from './is-condition-failed';

/** Awaits a conditional write. False when the condition does not hold and nothing was written. */
export async function conditionHolds(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (isConditionFailed(error)) return false;
    throw error;
  }
}
