import type { DataSubjectRequest } from '../domain/data-subject-request';
import { wasMailed } from '../domain/data-subject-request';
import { dueDates } from '../domain/due-dates';
import { nicknameOf } from '../domain/nickname';
import { keyFor } from '../domain/questions';
import { isRetold, tellKey, toTell, type Undelivered } from '../domain/undelivered';
import { staffTrouble } from '../emails/staff-mails';
import { aboutRequest, type MailingDeps, mailAddress, mailStaff } from './mail-once';
import { deciders } from './staff-facts';
import { undeliveredWords } from './undelivered-words';

/**
 * Tells people at once of each mail that did not arrive: all who decide, except whose own mailbox it is, and the second address where a mail to staff is concerned or nobody
 * else could be written to. Each is told once; the watch does what a crash left out.
 */
export async function tellUndelivered(deps: MailingDeps, requestId: string): Promise<void> {
  const request = await deps.register.load(requestId);
  for (const event of toTell(request)) {
    await tell(deps, request, event);
    await deps.register.append(requestId, tellKey(event), () => ({
      type: 'reminded',
      data: { what: 'undelivered' },
      actor: { kind: 'desk' },
    }));
  }
}

async function tell(deps: MailingDeps, request: DataSubjectRequest, event: Undelivered): Promise<void> {
  const { requestId } = request;
  const key = tellKey(event);
  const readers = deciders(deps).filter(
    (staffId) => !isRetold(event) && !event.data.key.endsWith(`:${staffId}`),
  );
  const factsOf = (now: DataSubjectRequest) => ({
    ...undeliveredWords(event),
    dueOn: dueDates(now, deps.book).latest,
    link: lettersUrl(deps, requestId),
  });
  for (const staffId of readers)
    await mailStaff(deps, requestId, { key, mail: staffTrouble, staffId }, async (now) => factsOf(now));
  const after = await deps.register.load(requestId);
  const isHeard = readers.some((staffId) => wasMailed(after, keyFor(key, staffId)));
  if (isHeard && event.data.to !== 'staff') return;
  const second = {
    key: `${key}:second`,
    mail: staffTrouble,
    address: deps.desk.escalateTo,
    to: 'staff',
  } as const;
  await mailAddress(deps, requestId, second, async (now) => ({
    ...aboutRequest(deps, now),
    nickname: nicknameOf(now),
    ...factsOf(now),
  }));
}

/** The page, behind the sign-in of staff, on which undelivered letters are printed and settled. */
export function lettersUrl({ desk }: Pick<MailingDeps, 'desk'>, requestId: string): string {
  return `${desk.baseUrl}/s/letters/${requestId}`;
}
