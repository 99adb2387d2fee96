import { allOf, type DataSubjectRequest, lastOf } from '../domain/data-subject-request';
import { dueDates } from '../domain/due-dates';
import { storeTitle } from '../domain/open-work';
import type { Timer } from '../domain/timers';
import { staffTrouble } from '../emails/staff-mails';
import { mailStaff } from '../mailing/mail-once';
import { deciders } from '../mailing/staff-facts';
import type { WatchDeps } from './note-deed';

/** The request went on without a store: staff know which, since the person was told that somebody looks into it. */
export async function tellGivenUp(deps: WatchDeps, request: DataSubjectRequest, timer: Timer): Promise<void> {
  const now = await deps.register.load(request.requestId);
  const given = lastOf(now.log, 'stores-given-up');
  if (!given) return;
  await tell(deps, now, timer.key, {
    trouble: `The date is near, and this did not answer: ${titles(deps, given.data.storeIds)}. The request goes on without it.`,
    remedy: 'Look there by hand, and write to the person what you found. Find out why it did not answer.',
  });
}

/** A store that answers and does not fit the map, or would lose more rows than were approved, does not mend itself. */
export async function tellMisfit(deps: WatchDeps, request: DataSubjectRequest): Promise<void> {
  const misfits = allOf(request.log, 'store-unavailable').filter(
    (e) => e.data.code !== 'StoreUnavailableError',
  );
  for (const storeId of new Set(misfits.map((e) => e.data.storeId))) {
    await tell(deps, request, `store-misfit-${storeId}`, {
      trouble: `The data map does not fit ${titles(deps, [storeId])}, or more would change there than was approved. Nothing was changed.`,
      remedy: 'Run: npx rightsdesk map check. Once the map is right, the desk tries again by itself.',
    });
  }
}

async function tell(
  deps: WatchDeps,
  request: DataSubjectRequest,
  key: string,
  words: { trouble: string; remedy: string },
): Promise<void> {
  for (const staffId of deciders(deps)) {
    await mailStaff(deps, request.requestId, { key, mail: staffTrouble, staffId }, async (now) => ({
      ...words,
      dueOn: dueDates(now, deps.book).latest,
    }));
  }
}

function titles(deps: WatchDeps, storeIds: readonly string[]): string {
  return storeIds.map((id) => storeTitle(deps.map, id)).join(', ');
}
