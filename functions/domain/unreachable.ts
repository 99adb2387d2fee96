import { later } from './civil-time';
import { allOf, type DataSubjectRequest, type EventOf, seqOf } from './data-subject-request';
import { isPostable } from './is-postable';

type Back = EventOf<'mail-failed'> | EventOf<'mail-bounced'>;

/**
 * What did not come back for so long has arrived: SES itself tries again for about half a day, and says then
 * that it gave up.
 */
const ARRIVES = 'P1D';

/**
 * Whether a mail to the person's address did not get there, and nothing shows that one has since: a proof, or
 * a later mail that did not come back for a day. Only then may
 * staff name another address.
 *
 * @param now - instant
 * @see https://repost.aws/knowledge-center/ses-understand-soft-bounces
 */
export function isUnreachable(request: DataSubjectRequest, now: string): boolean {
  const back = comeBack(request);
  const last = back.at(-1);
  if (!last) return false;
  return !mailsSince(request, last).some(
    ({ at, data }) => !back.some((one) => one.data.key === data.key) && later(at, ARRIVES, 'UTC') <= now,
  );
}

/**
 * Whether the mails came back for a cause that may pass, such as a full mailbox, or one of their own: the
 * next one may arrive. Not where one of them came back for good, and none
 * has arrived since.
 */
export function mayArriveLater(request: DataSubjectRequest): boolean {
  const back = comeBack(request);
  const last = back.at(-1)?.seq ?? 0;
  const hasArrived = ({ seq, data }: EventOf<'mailed'>) =>
    seq < last && !back.some((one) => one.data.key === data.key);
  return last > 0 && back.every((one) => mayPass(one) || mailsSince(request, one).some(hasArrived));
}

function mayPass(back: Back): boolean {
  return back.type === 'mail-bounced' ? back.data.type !== 'Permanent' : back.data.reason === 'content';
}

/**
 * Whether SES did not try the last mail, since the address is on the suppression list of this very account:
 * once staff take it off, the next one arrives. What SES holds back
 * so harms no reputation.
 *
 * @see https://docs.aws.amazon.com/ses/latest/dg/sending-email-suppression-list.html
 */
export function isOnOwnList(request: DataSubjectRequest): boolean {
  const back = comeBack(request).at(-1);
  return back?.type === 'mail-bounced' && back.data.subtype === 'OnAccountSuppressionList';
}

/**
 * When a link to prove the mailbox goes once more, since the last mail came back for a cause that may pass;
 * nothing where another has left meanwhile. Instant.
 */
export function triedAgainAt(request: DataSubjectRequest): string | undefined {
  const back = comeBack(request).at(-1);
  if (!back || !mayArriveLater(request) || isUnwanted(request)) return undefined;
  if (mailsSince(request, back).length > 0) return undefined;
  return later(back.at, ARRIVES, 'UTC');
}

/**
 * Whether nobody here can have a way to the person: no mail reaches their address, nobody on the staff knows
 * them, and nothing was posted. Where the mail service did not take
 * our own words, the fault is not in the address.
 */
export function isOutOfReach(request: DataSubjectRequest, now: string): boolean {
  const isPosted = allOf(request.log, 'mailed').some(({ data }) => data.postedOn !== undefined);
  const last = comeBack(request).at(-1);
  const isOurs = last !== undefined && isRefusedContent(last);
  return isUnreachable(request, now) && !isPostable(request) && !isPosted && !isOurs;
}

/** Whether the mail service did not take our words, at once or when it looked into the mail. */
function isRefusedContent(back: Back): boolean {
  return back.type === 'mail-failed' ? back.data.reason === 'content' : back.data.type === 'Reject';
}

/**
 * Mails to the address that counts now which were refused, or came back for another cause than an automatic
 * reply. Oldest first.
 */
export function comeBack(request: DataSubjectRequest): Back[] {
  const typed = allOf(request.log, 'identity-verified').findLast(({ data }) => data.method === 'mailbox');
  const since = Math.max(seqOf(request, 'address-given'), typed?.seq ?? 0);
  return [...allOf(request.log, 'mail-failed'), ...allOf(request.log, 'mail-bounced')]
    .filter((event) => event.data.to === 'requester' && !isOfBefore(request, event, since))
    .filter((event) => event.type === 'mail-failed' || event.data.lasting)
    .sort((a, b) => a.seq - b.seq);
}

/** Feedback type of RFC 5965: the reader took the mail out of the junk. */
export const WANTED = 'not-spam';

/**
 * Whether the reader at the address that counts now called mails of this request unwanted: what no law wants
 * is not sent there any more.
 */
export function isUnwanted(request: DataSubjectRequest): boolean {
  const given = seqOf(request, 'address-given');
  return allOf(request.log, 'mail-complained').some(
    (event) =>
      event.data.to === 'requester' && event.data.type !== WANTED && !isOfBefore(request, event, given),
  );
}

/**
 * Whether this tells of a mail that left before another entry, such as a new address: it may be told long
 * after. A mail that is not noted as sent counts as one since.
 */
export function isOfBefore(
  request: DataSubjectRequest,
  { type, seq, data: { key } }: Back | EventOf<'mail-complained'>,
  since: number,
): boolean {
  if (seq <= since) return true;
  if (type === 'mail-failed') return false;
  const left = allOf(request.log, 'mailed').filter((mail) => mail.data.key === key);
  return left.length > 0 && left.every((mail) => mail.seq < since);
}

/** Mails that left since, by mail and not by post. That a mail left may be noted after it came back. */
function mailsSince(request: DataSubjectRequest, { seq, data: { key } }: Back): EventOf<'mailed'>[] {
  return allOf(request.log, 'mailed').filter(
    (mail) =>
      mail.seq > seq &&
      mail.data.to === 'requester' &&
      mail.data.key !== key &&
      mail.data.postedOn === undefined,
  );
}
