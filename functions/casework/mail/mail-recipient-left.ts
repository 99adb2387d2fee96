import type { DataSubjectRequest } from '../../domain/data-subject-request';
import { dueDates } from '../../domain/due-dates';
import { recipientGoneKey } from '../../domain/recipients';
import { referenceOf } from '../../domain/reference';
import { staffTrouble } from '../../emails/staff-mails';
import { mailStaff } from './mail-once';
import type { MailingDeps } from './mailing-deps';
import { approvers } from './staff-facts';

/** Requests named in one mail; the page of each says the same. */
const NAMED = 100;

/**
 * Tells approvers that a recipient was taken out of the data map before it heard of these requests, in one
 * mail for all. Each request then records it and no longer waits for that recipient.
 *
 * @param recipientId - its id in the map as it was
 */
export async function mailRecipientLeft(
  deps: MailingDeps,
  recipientId: string,
  waiting: readonly DataSubjectRequest[],
): Promise<void> {
  const [first] = waiting;
  if (!first) return;
  const key = recipientGoneKey(recipientId);
  for (const staffId of approvers(deps)) {
    const letter = { key, mail: staffTrouble, staffId, byItself: true } as const;
    await mailStaff(deps, first.requestId, letter, async (now) => ({
      ...wordsFor(recipientId, waiting),
      dueOn: dueDates(now, deps.book).latest,
    }));
  }
  for (const { requestId } of waiting)
    await deps.register.append(requestId, key, () => ({
      type: 'reminded',
      data: { what: 'recipients' },
      actor: { kind: 'desk' },
    }));
}

function wordsFor(recipientId: string, waiting: readonly DataSubjectRequest[]) {
  const named = waiting.slice(0, NAMED).map(({ requestId }) => referenceOf(requestId));
  const more = waiting.length - named.length;
  const all = [...named, ...(more > 0 ? [`${more} more`] : [])].join(', ');
  return {
    trouble: `The recipient “${recipientId}” was taken out of the data map before it heard of these requests: ${all}`,
    remedy: 'If it still has data of these people, write to it yourself. The desk does not',
  };
}
