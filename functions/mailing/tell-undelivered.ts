import { civilDateOf, later } from '../domain/civil-time';
import type { DataSubjectRequest } from '../domain/data-subject-request';
import { wasMailed } from '../domain/data-subject-request';
import { dueDates } from '../domain/due-dates';
import { isPostable } from '../domain/is-postable';
import { nicknameOf } from '../domain/nickname';
import { keyFor } from '../domain/questions';
import { isRetold, putOffAt, putOffKey, tellKey, toTell, type Undelivered } from '../domain/undelivered';
import { staffTrouble } from '../emails/staff-mails';
import { aboutRequest, type MailingDeps, mailAddress, mailStaff } from './mail-once';
import { deciders } from './staff-facts';
import { undeliveredWords } from './undelivered-words';

/**
 * Tells people at once of each mail that did not arrive: all who decide, except whose own mailbox it is, and
 * the second address where a mail to staff is concerned or nobody
 * else could be written to. Each is told once; the watch does what a crash left out. What strangers can cause
 * without end is put off to a list after the first of a day.
 */
export async function tellUndelivered(deps: MailingDeps, requestId: string): Promise<void> {
  const request = await deps.register.load(requestId);
  for (const event of toTell(request)) {
    if (await isPutOff(deps, request, event)) continue;
    await tell(deps, request, event);
    await deps.register.append(requestId, tellKey(event), () => ({
      type: 'reminded',
      data: { what: 'undelivered' },
      actor: { kind: 'desk' },
    }));
  }
}

/**
 * Of requests that a stranger can make with any address, so many a day are told each by itself; the others
 * stand in one list the next morning.
 */
const STRANGERS_A_DAY = 5;

async function isPutOff(
  deps: MailingDeps,
  request: DataSubjectRequest,
  event: Undelivered,
): Promise<boolean> {
  const { requestId } = request;
  if (event.data.to !== 'requester' || isPostable(request)) return false;
  if (putOffAt(request, event)) return true;
  const now = deps.clock.now();
  const day = civilDateOf(now, deps.desk.zone).toString();
  const ends = later(now, 'P2D', deps.desk.zone);
  const place = `undelivered:${day}`;
  if (await deps.items.takePlace(place, `${requestId}-${event.seq}`, STRANGERS_A_DAY, ends)) return false;
  await deps.register.append(requestId, putOffKey(event), () => ({
    type: 'reminded',
    data: { what: 'undelivered-put-off' },
    actor: { kind: 'desk' },
  }));
  return true;
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
    await mailStaff(deps, requestId, { key, mail: staffTrouble, staffId, byItself: true }, async (now) =>
      factsOf(now),
    );
  const after = await deps.register.load(requestId);
  const isHeard = readers.some((staffId) => wasMailed(after, keyFor(key, staffId)));
  if (isHeard && event.data.to !== 'staff') return;
  const second = {
    key: `${key}:second`,
    mail: staffTrouble,
    address: deps.desk.escalateTo,
    to: 'staff',
    byItself: true,
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
