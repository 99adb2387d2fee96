import { type DataSubjectRequest, hasHappened, seqOf } from './data-subject-request';
import { isDelivered } from './delivered-mail';
import type { EventData, LoggedEvent } from './events';
import { isPostable } from './is-postable';
import { allOf, type EventOf } from './log-entries';
import { proofLinkKinds } from './proof-links';
import { bouncedMails, isMarkedAsSpam, isOfEarlierMail, isUnreachable, NOT_SPAM } from './unreachable';

/** An entry about a mail that did not reach its reader, or that they marked as spam. */
export type Undelivered = EventOf<'mail-failed'> | EventOf<'mail-bounced'> | EventOf<'mail-complained'>;

/** Key of the mails to staff about undelivered mails; about these no further mail is sent. */
const REPORT_KEY = 'undelivered';

/**
 * Whether the mail service refused a mail of this key, so that a retry is useless until there is another
 * address.
 */
export function wasRefused(request: DataSubjectRequest, key: string): boolean {
  const since = seqOf(request, 'address-given');
  return allOf(request.log, 'mail-failed').some(
    ({ seq, data }) => data.key === key && (seq > since || data.to !== 'requester'),
  );
}

/**
 * What staff must be notified of: all except a temporary delay, an address that was only named, a link to an
 * address that staff have replaced, and these very mails.
 */
export function undeliveredToReport(request: DataSubjectRequest): Undelivered[] {
  return request.log.filter(isUndelivered).filter((event) => {
    if (event.data.to === 'named' || (isAboutUndelivered(event) && !isReportable(event))) return false;
    if (event.type === 'mail-bounced' && !event.data.lasting) return false;
    if (isRepeated(request, event) || isRepeatedCode(request, event) || isReplaced(request, event))
      return false;
    return !request.log.some(({ commandId }) => commandId === undeliveredMailKey(event));
  });
}

/**
 * Whether another link did not arrive at the same address, or any mail to a requester whom staff cannot know:
 * they were notified and can do no more. Of mails that staff caused they are always notified, since they rely
 * on them.
 */
function isRepeated(request: DataSubjectRequest, { type, seq, data }: Undelivered): boolean {
  if (data.to !== 'requester' || type === 'mail-complained') return false;
  const isByStaff = !proofLinkKinds.includes(data.kind) && hasStaffActed(request, seq);
  const isOwn = data.kind !== 'verify-reminder' && (isPostable(request) || isByStaff);
  return bouncedMails(request).some(
    (earlier) => earlier.seq < seq && (!isOwn || earlier.data.key === data.key),
  );
}

function hasStaffActed({ log }: DataSubjectRequest, before: number): boolean {
  return log.some(({ seq, data }) => seq < before && 'staffId' in data);
}

/** Whether a link went to an address that staff replaced in the meantime, so that it is no longer needed. */
function isReplaced(request: DataSubjectRequest, event: Undelivered): boolean {
  const given = seqOf(request, 'address-given');
  return proofLinkKinds.includes(event.data.kind) && isOfEarlierMail(request, event, given);
}

/**
 * Mails with no content to post, which anybody with a link of the request can have sent several times a day.
 */
const codeKinds = new Set(['download-code', 'withdraw-code', 'proof-code', 'access-reminder']);

/**
 * Whether one of these bounced after the one before had bounced too, with no mail sent in between: staff
 * already know of the address.
 */
function isRepeatedCode(request: DataSubjectRequest, { type, seq, at, data }: Undelivered): boolean {
  if (data.to !== 'requester' || type === 'mail-complained' || !codeKinds.has(data.kind)) return false;
  const isOwn = (event: LoggedEvent) => event.type === 'mailed' && event.data.key === data.key;
  const log = request.log.filter((event) => event.seq < seq && !isOwn(event));
  return isUnreachable({ ...request, log }, at);
}

/** Whether it is itself a mail about an undelivered one. */
export function isAboutUndelivered({ data }: Undelivered): boolean {
  return data.key.startsWith(`${REPORT_KEY}-`);
}

/** One to a member of staff that bounced goes to the second address; after that nobody is left to notify. */
function isReportable({ type, data }: Undelivered): boolean {
  return type === 'mail-bounced' && !data.key.endsWith(':second');
}

/** Key of the mails to staff about one of these, and the command id that records that they were sent. */
export function undeliveredMailKey({ seq }: Pick<LoggedEvent, 'seq'>): string {
  return `${REPORT_KEY}-${seq}`;
}

/** Command id that records that it goes into the list of the next morning. */
export function deferredKey(event: Pick<LoggedEvent, 'seq'>): string {
  return `${undeliveredMailKey(event)}-put-off`;
}

/** When that was recorded (instant). */
export function deferredAt({ log }: DataSubjectRequest, event: Pick<LoggedEvent, 'seq'>): string | undefined {
  return log.find(({ commandId }) => commandId === deferredKey(event))?.at;
}

/** Refused, bounced or marked as spam; a reader who took a mail out of the spam folder is no problem. */
export function isUndelivered(event: LoggedEvent): event is Undelivered {
  if (event.type === 'mail-complained') return event.data.type !== NOT_SPAM;
  return event.type === 'mail-failed' || event.type === 'mail-bounced';
}

/** Mails that only work by mail and are replaced by a later one: a code is not posted. */
const unpostableKinds = new Set([
  'verify-reminder',
  'download-code',
  'withdraw-code',
  'proof-code',
  'access-reminder',
]);

/**
 * Mails that the requester should have and does not: each is posted, or staff say that it is settled. None
 * once the key to their text is destroyed.
 */
export function openLetters(
  request: DataSubjectRequest,
): (EventOf<'mail-failed'> | EventOf<'mail-bounced'>)[] {
  if (hasHappened(request, 'shredded')) return [];
  const lost = [...allOf(request.log, 'mail-failed'), ...allOf(request.log, 'mail-bounced')]
    .filter(({ data }) => data.to === 'requester' && !unpostableKinds.has(data.kind))
    .filter((event) => event.type === 'mail-failed' || event.data.lasting)
    .filter((event) => !isSettled(request, event));
  const newest = new Map(lost.sort((a, b) => a.seq - b.seq).map((event) => [event.data.key, event]));
  return [...newest.values()];
}

/**
 * A mail that only asked for a proof is settled by the proof, too. A sending that was recorded after the
 * bounce settles nothing.
 */
function isSettled(request: DataSubjectRequest, event: Undelivered): boolean {
  const { log } = request;
  const { key, kind } = event.data;
  const asksForProof = proofLinkKinds.includes(kind);
  const isTold = allOf(log, 'mailed').some(
    (mail) =>
      mail.data.key === key &&
      (mail.seq > event.seq || mail.data.postedOn !== undefined) &&
      isDelivered(log, mail),
  );
  if (isTold || isReplaced(request, event)) return true;
  return log.some(
    (later) =>
      later.seq > event.seq &&
      (later.type === 'address-given' ||
        (asksForProof && later.type === 'identity-verified' && later.data.method === 'mailbox') ||
        (later.type === 'letter-settled' && later.data.key === key)),
  );
}

/**
 * What links and codes depend on besides the request: those for an address that did not work prove nothing
 * about the next one.
 */
export function addressRevision(request: DataSubjectRequest): string | undefined {
  const given = seqOf(request, 'address-given');
  return given > 0 ? `address-${given}` : undefined;
}

/** A reminder is a service to its reader, and no law requires it. */
function isReminder({ key, kind }: Pick<EventData['mailed'], 'key' | 'kind'>): boolean {
  return key === REMIND_REQUESTER || kind === 'access-reminder';
}

/** Key of the mail, and of the timer, that reminds the requester of the code. */
export const REMIND_REQUESTER = 'remind-requester';

/**
 * Whether a mail is not to be sent: it was refused before, or is only a reminder to somebody who marked mails
 * as spam, or to an address that mail does not reach. AWS suspends an account with many bounces.
 *
 * @param now - instant
 */
export function isSuppressed(
  request: DataSubjectRequest,
  { key, kind, to }: Pick<EventData['mailed'], 'key' | 'kind' | 'to'>,
  now: string,
): boolean {
  if (wasRefused(request, key)) return true;
  if (to !== 'requester' || !isReminder({ key, kind })) return false;
  return isMarkedAsSpam(request) || isUnreachable(request, now);
}
