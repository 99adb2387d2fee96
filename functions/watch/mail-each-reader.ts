import type { DataSubjectRequest } from '../domain/data-subject-request';
import type { Timer } from '../domain/timer';
import type { WatchDeps } from './timer-done';
import { isLeftToNextSweep, recordTimerFailed } from './timer-failed';

/**
 * Tells several people, each of them even when another mail fails. Throws when nobody was reached, and when
 * the next sweep may reach somebody more: mails go out once, so nobody gets one twice. A refusing mailbox is
 * recorded, and the others are told of it.
 */
export async function mailEachReader(
  deps: WatchDeps,
  request: DataSubjectRequest,
  timer: Timer,
  tells: readonly (() => Promise<void>)[],
): Promise<void> {
  const errors: unknown[] = [];
  for (const tell of tells) await tell().catch((error: unknown) => errors.push(error));
  const passing = errors.find((error) => isLeftToNextSweep(deps, timer, error));
  if (passing) throw passing;
  if (errors.length > 0 && errors.length === tells.length) throw errors[0];
  if (errors.length === 0) return;
  deps.logFailure(request.requestId, errors[0]);
  await recordTimerFailed(deps, request, timer, errors[0], true);
}
