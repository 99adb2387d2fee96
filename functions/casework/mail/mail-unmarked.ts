import { dueDates } from '../../domain/due-dates';
import { storeTitle } from '../../domain/store-title';
import { staffTrouble } from '../../emails/staff-mails';
import { mailStaff } from './mail-once';
import type { MailingDeps } from './mailing-deps';
import { approvers } from './staff-facts';

/**
 * Tells approvers that the desk could not set or remove the mark of a restriction in a store, so that
 * somebody does it by hand.
 */
export async function mailUnmarked(
  deps: MailingDeps,
  requestId: string,
  { storeId, on }: { readonly storeId: string; readonly on: boolean },
): Promise<void> {
  for (const staffId of approvers(deps)) {
    const letter = { key: `unmarked-${on ? 'on' : 'off'}-${storeId}`, mail: staffTrouble, staffId } as const;
    await mailStaff(deps, requestId, letter, async (now) => {
      const store = storeTitle(deps.map, storeId, now);
      return {
        trouble: on
          ? `The records of this person could not be marked as restricted in: ${store}. None was found, or the store did not take it.`
          : `The mark of a restriction that has ended could not be taken away in: ${store}`,
        remedy: on
          ? 'See to it by hand that nobody uses them. The person is told that one of you does'
          : 'Take it away by hand',
        dueOn: dueDates(now, deps.book).latest,
      };
    });
  }
}
