import { allOf, type DataSubjectRequest, type EventOf, hasHappened, seqOf } from './data-subject-request';
import type { EventData, LoggedEvent } from './events';
import { isPostable } from './is-postable';
import { withProofLink } from './proof-links';
import { isStanding } from './standing-mail';
import { comeBack, isOfBefore, isUnreachable, isUnwanted, WANTED } from './unreachable';

/** What the log says of a mail that did not reach its reader, or that they did not want. */
export type Undelivered = EventOf<'mail-failed'> | EventOf<'mail-bounced'> | EventOf<'mail-complained'>;

/** Tells staff of what could not be delivered; what becomes of this mail itself is told to nobody by mail. */
const TELL_KEY = 'undelivered';

/**
 * Whether the mail service refused a mail of this key, so that sending it again is of no use; another address
 * makes it one.
 */
export function wasRefused(request: DataSubjectRequest, key: string): boolean {
  const since = seqOf(request, 'address-given');
  return allOf(request.log, 'mail-failed').some(
    ({ seq, data }) => data.key === key && (seq > since || data.to !== 'requester'),
  );
}

/**
 * What people have to hear of: all but a passing delay, an address that was merely named, a link to an
 * address that staff have replaced, and these
 * very mails.
 */
export function toTell(request: DataSubjectRequest): Undelivered[] {
  return request.log.filter(isUndelivered).filter((event) => {
    if (event.data.to === 'named' || (isRetold(event) && !mayRetell(event))) return false;
    if (event.type === 'mail-bounced' && !event.data.lasting) return false;
    if (isOnceMore(request, event) || isCodeOnceMore(request, event) || isReplaced(request, event))
      return false;
    return !request.log.some(({ commandId }) => commandId === tellKey(event));
  });
}

/**
 * Whether a further link did not arrive at the same address, or anything of somebody whom nobody here can
 * know: people have heard of it, and can do no more. What staff caused
 * they hear of in any case, since they rely on it.
 */
function isOnceMore(request: DataSubjectRequest, { type, seq, data }: Undelivered): boolean {
  if (data.to !== 'requester' || type === 'mail-complained') return false;
  const isByStaff = !withProofLink.includes(data.kind) && hasStaffActed(request, seq);
  const isOwn = data.kind !== 'verify-reminder' && (isPostable(request) || isByStaff);
  return comeBack(request).some((earlier) => earlier.seq < seq && (!isOwn || earlier.data.key === data.key));
}

function hasStaffActed({ log }: DataSubjectRequest, before: number): boolean {
  return log.some(({ seq, data }) => seq < before && 'staffId' in data);
}

/** Whether a link went to an address that staff replaced meanwhile: it asks for nothing any more. */
function isReplaced(request: DataSubjectRequest, event: Undelivered): boolean {
  const given = seqOf(request, 'address-given');
  return withProofLink.includes(event.data.kind) && isOfBefore(request, event, given);
}

/**
 * Mails with nothing in them to post, of which anybody with a link of the request can have several a day
 * sent.
 */
const onlyByMail = new Set(['download-code', 'withdraw-code', 'proof-code', 'access-reminder']);

/**
 * Whether one of these did not arrive where the one before had not either, and no mail has since: people have
 * heard of the address.
 */
function isCodeOnceMore(request: DataSubjectRequest, { type, seq, at, data }: Undelivered): boolean {
  if (data.to !== 'requester' || type === 'mail-complained' || !onlyByMail.has(data.kind)) return false;
  const isOwn = (event: LoggedEvent) => event.type === 'mailed' && event.data.key === data.key;
  const log = request.log.filter((event) => event.seq < seq && !isOwn(event));
  return isUnreachable({ ...request, log }, at);
}

/** Whether it is itself a mail that told of another one. */
export function isRetold({ data }: Undelivered): boolean {
  return data.key.startsWith(`${TELL_KEY}-`);
}

/**
 * One to a member of staff that came back later goes to the second address; beyond that nobody is left to
 * tell.
 */
function mayRetell({ type, data }: Undelivered): boolean {
  return type === 'mail-bounced' && !data.key.endsWith(':second');
}

/** Key of the mails to staff about one of these, and the command that notes that they left. */
export function tellKey({ seq }: Pick<LoggedEvent, 'seq'>): string {
  return `${TELL_KEY}-${seq}`;
}

/** Command that notes that this is told in the list of the next morning. */
export function putOffKey(event: Pick<LoggedEvent, 'seq'>): string {
  return `${tellKey(event)}-put-off`;
}

/** When that was noted (instant). */
export function putOffAt({ log }: DataSubjectRequest, event: Pick<LoggedEvent, 'seq'>): string | undefined {
  return log.find(({ commandId }) => commandId === putOffKey(event))?.at;
}

/** Refused, come back or unwanted; that a reader took a mail out of the junk is no trouble. */
export function isUndelivered(event: LoggedEvent): event is Undelivered {
  if (event.type === 'mail-complained') return event.data.type !== WANTED;
  return event.type === 'mail-failed' || event.type === 'mail-bounced';
}

/** Mails that only work by mail, and that a later one makes up for: nobody prints a code. */
const notForPaper = new Set([
  'verify-reminder',
  'download-code',
  'withdraw-code',
  'proof-code',
  'access-reminder',
]);

/**
 * Mails that the person was to have and has not: each goes by post, or staff say that it is settled. None
 * once the key that opens their words is destroyed.
 */
export function openLetters(
  request: DataSubjectRequest,
): (EventOf<'mail-failed'> | EventOf<'mail-bounced'>)[] {
  if (hasHappened(request, 'shredded')) return [];
  const lost = [...allOf(request.log, 'mail-failed'), ...allOf(request.log, 'mail-bounced')]
    .filter(({ data }) => data.to === 'requester' && !notForPaper.has(data.kind))
    .filter((event) => event.type === 'mail-failed' || event.data.lasting)
    .filter((event) => !isSettled(request, event));
  const newest = new Map(lost.sort((a, b) => a.seq - b.seq).map((event) => [event.data.key, event]));
  return [...newest.values()];
}

/**
 * What only asked for a proof is settled by the proof, too. That a mail left settles nothing where it is only
 * noted after it came back.
 */
function isSettled(request: DataSubjectRequest, event: Undelivered): boolean {
  const { log } = request;
  const { key, kind } = event.data;
  const asksForProof = withProofLink.includes(kind);
  const isTold = allOf(log, 'mailed').some(
    (mail) =>
      mail.data.key === key &&
      (mail.seq > event.seq || mail.data.postedOn !== undefined) &&
      isStanding(log, mail),
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
 * What links and codes are made from besides the request: those of an address that did not work prove nothing
 * of the next one.
 */
export function addressTurn(request: DataSubjectRequest): string | undefined {
  const given = seqOf(request, 'address-given');
  return given > 0 ? `address-${given}` : undefined;
}

/** A reminder helps its reader, and no law wants it. */
function isReminder({ key, kind }: Pick<EventData['mailed'], 'key' | 'kind'>): boolean {
  return key === REMIND_REQUESTER || kind === 'access-reminder';
}

/** Key of the mail, and of the timer, that reminds the person of the code. */
export const REMIND_REQUESTER = 'remind-requester';

/**
 * Whether a mail is not to be sent: it was refused before, or is a mere reminder to somebody who wants none,
 * or to an
 * address that mail does not reach. AWS stops an account of which many mails bounce.
 *
 * @param now - instant
 */
export function isHeld(
  request: DataSubjectRequest,
  { key, kind, to }: Pick<EventData['mailed'], 'key' | 'kind' | 'to'>,
  now: string,
): boolean {
  if (wasRefused(request, key)) return true;
  if (to !== 'requester' || !isReminder({ key, kind })) return false;
  return isUnwanted(request) || isUnreachable(request, now);
}
