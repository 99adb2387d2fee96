import { plusDuration } from './civil-time';
import { type DataSubjectRequest, seqOf } from './data-subject-request';
import { isPostable } from './is-postable';
import { allOf, type EventOf } from './log-entries';

type BouncedMail = EventOf<'mail-failed'> | EventOf<'mail-bounced'>;

/**
 * A mail that has not bounced after this time has arrived: SES itself retries for about half a day, and then
 * reports that it gave up.
 */
const ARRIVED_AFTER = 'P1D';

/**
 * Whether a mail to the requester's address bounced, and nothing shows that one has arrived since: a proof,
 * or a later mail that did not bounce within a day. Only then may staff name another address.
 *
 * @param now - instant
 * @see https://repost.aws/knowledge-center/ses-understand-soft-bounces
 */
export function isUnreachable(request: DataSubjectRequest, now: string): boolean {
  const back = bouncedMails(request);
  const last = back.at(-1);
  if (!last) return false;
  return !mailsSince(request, last).some(
    ({ at, data }) =>
      !back.some((one) => one.data.key === data.key) && plusDuration(at, ARRIVED_AFTER, 'UTC') <= now,
  );
}

/**
 * Whether every bounce has a transient cause, such as a full mailbox, or one of its own, so that the next
 * mail may arrive. Not after a permanent one, unless a mail has arrived since.
 */
export function mayArriveLater(request: DataSubjectRequest): boolean {
  const back = bouncedMails(request);
  const last = back.at(-1)?.seq ?? 0;
  const hasArrived = ({ seq, data }: EventOf<'mailed'>) =>
    seq < last && !back.some((one) => one.data.key === data.key);
  return last > 0 && back.every((one) => isTransient(one) || mailsSince(request, one).some(hasArrived));
}

function isTransient(back: BouncedMail): boolean {
  return back.type === 'mail-bounced' ? back.data.type !== 'Permanent' : back.data.reason === 'content';
}

/**
 * Whether SES did not try the last mail because the address is on this account's own suppression list: once
 * staff remove it, the next mail arrives. Mails that SES suppresses in this way do not count against the
 * reputation.
 *
 * @see https://docs.aws.amazon.com/ses/latest/dg/sending-email-suppression-list.html
 */
export function isSuppressedByAccount(request: DataSubjectRequest): boolean {
  const back = bouncedMails(request).at(-1);
  return back?.type === 'mail-bounced' && back.data.subtype === 'OnAccountSuppressionList';
}

/**
 * Instant at which a link to prove the mailbox is sent once more, since the last mail bounced for a transient
 * cause; undefined where another was sent in the meantime.
 */
export function proofRetryAt(request: DataSubjectRequest): string | undefined {
  const back = bouncedMails(request).at(-1);
  if (!back || !mayArriveLater(request) || isMarkedAsSpam(request)) return undefined;
  if (mailsSince(request, back).length > 0) return undefined;
  return plusDuration(back.at, ARRIVED_AFTER, 'UTC');
}

/**
 * Whether the desk can have no way to the requester: no mail reaches their address, staff do not know them,
 * and nothing was posted. Where the mail service rejected our content, the address is not at fault.
 */
export function isOutOfReach(request: DataSubjectRequest, now: string): boolean {
  const isPosted = allOf(request.log, 'mailed').some(({ data }) => data.postedOn !== undefined);
  const last = bouncedMails(request).at(-1);
  const isOurs = last !== undefined && isRefusedContent(last);
  return isUnreachable(request, now) && !isPostable(request) && !isPosted && !isOurs;
}

/** Whether the mail service rejected our content, at once or after scanning the mail. */
function isRefusedContent(back: BouncedMail): boolean {
  return back.type === 'mail-failed' ? back.data.reason === 'content' : back.data.type === 'Reject';
}

/**
 * Mails to the address that counts now which were refused, or bounced for another cause than an automatic
 * reply. Oldest first.
 */
export function bouncedMails(request: DataSubjectRequest): BouncedMail[] {
  const typed = allOf(request.log, 'identity-verified').findLast(({ data }) => data.method === 'mailbox');
  const since = Math.max(seqOf(request, 'address-given'), typed?.seq ?? 0);
  return [...allOf(request.log, 'mail-failed'), ...allOf(request.log, 'mail-bounced')]
    .filter((event) => event.data.to === 'requester' && !isOfEarlierMail(request, event, since))
    .filter((event) => event.type === 'mail-failed' || event.data.lasting)
    .sort((a, b) => a.seq - b.seq);
}

/** Feedback type of RFC 5965: the reader took the mail out of the spam folder. */
export const NOT_SPAM = 'not-spam';

/**
 * Whether the reader at the address that counts now marked mails of this request as spam; then only mails
 * that a law requires are sent there.
 */
export function isMarkedAsSpam(request: DataSubjectRequest): boolean {
  const given = seqOf(request, 'address-given');
  return allOf(request.log, 'mail-complained').some(
    (event) =>
      event.data.to === 'requester' &&
      event.data.type !== NOT_SPAM &&
      !isOfEarlierMail(request, event, given),
  );
}

/**
 * Whether this is about a mail sent before another entry, such as a new address, since bounces may be
 * reported long after. A mail that is not recorded as sent counts as sent since.
 */
export function isOfEarlierMail(
  request: DataSubjectRequest,
  { type, seq, data: { key } }: BouncedMail | EventOf<'mail-complained'>,
  since: number,
): boolean {
  if (seq <= since) return true;
  if (type === 'mail-failed') return false;
  const left = allOf(request.log, 'mailed').filter((mail) => mail.data.key === key);
  return left.length > 0 && left.every((mail) => mail.seq < since);
}

/** Mails sent since, not letters. A sending may be recorded after its bounce. */
function mailsSince(request: DataSubjectRequest, { seq, data: { key } }: BouncedMail): EventOf<'mailed'>[] {
  return allOf(request.log, 'mailed').filter(
    (mail) =>
      mail.seq > seq &&
      mail.data.to === 'requester' &&
      mail.data.key !== key &&
      mail.data.postedOn === undefined,
  );
}
