import { civilDateOf, plusDuration } from '../../domain/civil-time';
import { type DataSubjectRequest, hasHappened, wasMailed } from '../../domain/data-subject-request';
import { dueDates } from '../../domain/due-dates';
import type { EventData } from '../../domain/events';
import { isPostable } from '../../domain/is-postable';
import { nicknameOf } from '../../domain/nickname';
import { staffMailKey } from '../../domain/questions';
import {
  deferredAt,
  deferredKey,
  isAboutUndelivered,
  type Undelivered,
  undeliveredMailKey,
  undeliveredToReport,
} from '../../domain/undelivered';
import type { MailFacts, MailKind } from '../../emails/mail-facts';
import type { ToPerson, ToStaff } from '../../emails/mail-frame-facts';
import { staffTrouble } from '../../emails/staff-mails';
import { requesterFacts } from '../evidence/requester-facts';
import { issueLink } from '../links/issue-link';
import { aboutRequest, represented } from './mail-frame';
import type { MailingDeps } from './mailing-deps';
import { type MayGo, type OneTimeMail, type Sending, sendOnce } from './send-once';
import { mayMailSingly } from './single-mail-quota';
import { approvers } from './staff-facts';
import { lettersUrl, undeliveredText } from './undelivered-text';

/** A mail to the requester. */
export type PersonMail = { [K in MailKind]: MailFacts[K] extends ToPerson ? K : never }[MailKind];
type StaffMail = { [K in MailKind]: MailFacts[K] extends ToStaff ? K : never }[MailKind];

/** A mail that moves the date says the new one. */
type OwnDate = Partial<Pick<ToPerson, 'answerBy'>>;

/**
 * Mails the person at the address the request came with, once per key. The mail is sent first and recorded
 * after: a crash in between repeats the identical mail, since links and codes are derived, and never loses
 * it.
 */
export async function mailRequester<K extends PersonMail>(
  deps: MailingDeps,
  requestId: string,
  letter: OneTimeMail<K>,
  facts: (request: DataSubjectRequest) => Promise<Omit<MailFacts[K], keyof ToPerson> & OwnDate>,
): Promise<void> {
  const compose = async (request: DataSubjectRequest) => {
    const { email } = await requesterFacts(deps, request);
    const isNew = !hasHappened(request, 'mailed');
    const follow = await issueLink(deps, {
      requestId,
      purpose: 'follow',
      issue: 1,
      life: FOLLOW_LIFE,
      isNew,
    });
    const frame: ToPerson = {
      ...aboutRequest(deps, request),
      ...represented(deps, request),
      answerBy: dueDates(request, deps.book).latest,
      statusLink: follow.url,
    };
    const sealForPost = (paper: unknown) => deps.vault.seal(requestId, paper);
    return { address: email, facts: { ...frame, ...(await facts(request)) } as MailFacts[K], sealForPost };
  };
  await mailOnce(deps, requestId, { ...letter, to: 'requester', compose });
}

/** The status page can be opened for as long as somebody may still ask about the request. */
const FOLLOW_LIFE = 'P1Y';

/** Mails one member of staff, once per key and person. */
export async function mailStaff<K extends StaffMail>(
  deps: MailingDeps,
  requestId: string,
  letter: OneTimeMail<K> & ByItself & { readonly staffId: string },
  facts: (request: DataSubjectRequest) => Promise<Omit<MailFacts[K], keyof ToStaff>>,
): Promise<void> {
  const staff = deps.desk.staff.find((s) => s.id === letter.staffId);
  if (!staff) throw new Error('no member of staff has this id; compare `staff` in rightsdesk.yaml');
  const keyed = { ...letter, key: staffMailKey(letter.key, staff.id) };
  const mayGo = staffGate(deps, keyed, staff.email);
  const compose = async (request: DataSubjectRequest) => {
    const frame: ToStaff = { ...aboutRequest(deps, request), nickname: nicknameOf(request) };
    return { address: staff.email, facts: { ...frame, ...(await facts(request)) } as MailFacts[K] };
  };
  await mailOnce(deps, requestId, { ...keyed, to: 'staff', mayGo, compose });
}

/**
 * Mails a given address (of a recipient of the data, or the escalation address), once per key. A missing
 * address is recorded as a failed mail, and staff hear of it.
 */
export async function mailAddress<K extends MailKind>(
  deps: MailingDeps,
  requestId: string,
  letter: OneTimeMail<K> &
    ByItself & { readonly address: string | undefined; readonly to: EventData['mailed']['to'] },
  facts: (request: DataSubjectRequest) => Promise<MailFacts[K]>,
): Promise<void> {
  const mayGo = letter.to === 'staff' && letter.address ? staffGate(deps, letter, letter.address) : undefined;
  const { address } = letter;
  const compose = async (request: DataSubjectRequest) => ({ address, facts: await facts(request) });
  await mailOnce(deps, requestId, { ...letter, mayGo, compose });
}

/**
 * Of a mail to staff: it never waits for a list of strangers' requests, since its reader asked for it or it
 * has a limit of its own.
 */
interface ByItself {
  readonly byItself?: true;
}

function staffGate(
  deps: MailingDeps,
  { key, mail, byItself }: OneTimeMail<MailKind> & ByItself,
  address: string,
): MayGo | undefined {
  if (byItself) return undefined;
  return (request) => mayMailSingly(deps, request, { key, kind: mail.kind, address });
}

async function mailOnce<K extends MailKind>(
  deps: MailingDeps,
  requestId: string,
  sending: Sending<K>,
): Promise<void> {
  if (!(await sendOnce(deps, requestId, sending))) await mailAboutUndelivered(deps, requestId);
}

/**
 * Mails staff about each mail that did not arrive: all approvers except the one whose mailbox it is, and the
 * escalation address where the mail was to staff or no approver could be reached. Each is mailed once; the
 * watch repeats what a crash left out. Requests that strangers can make without limit go to a list after the
 * first {@link STRANGERS_A_DAY} of a day.
 */
export async function mailAboutUndelivered(deps: MailingDeps, requestId: string): Promise<void> {
  const request = await deps.register.load(requestId);
  for (const event of undeliveredToReport(request)) {
    if (await isPutOff(deps, request, event)) continue;
    await tell(deps, request, event);
    await deps.register.append(requestId, undeliveredMailKey(event), () => ({
      type: 'reminded',
      data: { what: 'undelivered' },
      actor: { kind: 'desk' },
    }));
  }
}

/** Strangers' requests with a mail of their own, a day. The others are in one list the next morning. */
const STRANGERS_A_DAY = 5;

async function isPutOff(
  deps: MailingDeps,
  request: DataSubjectRequest,
  event: Undelivered,
): Promise<boolean> {
  const { requestId } = request;
  if (event.data.to !== 'requester' || isPostable(request)) return false;
  if (deferredAt(request, event)) return true;
  const now = deps.clock.now();
  const day = civilDateOf(now, deps.desk.zone).toString();
  const ends = plusDuration(now, 'P2D', deps.desk.zone);
  const place = `undelivered:${day}`;
  if (await deps.items.takePlace(place, `${requestId}-${event.seq}`, STRANGERS_A_DAY, ends)) return false;
  await deps.register.append(requestId, deferredKey(event), () => ({
    type: 'reminded',
    data: { what: 'undelivered-put-off' },
    actor: { kind: 'desk' },
  }));
  return true;
}

async function tell(deps: MailingDeps, request: DataSubjectRequest, event: Undelivered): Promise<void> {
  const { requestId } = request;
  const key = undeliveredMailKey(event);
  const readers = approvers(deps).filter(
    (staffId) => !isAboutUndelivered(event) && !event.data.key.endsWith(`:${staffId}`),
  );
  const factsOf = (now: DataSubjectRequest) => ({
    ...undeliveredText(event),
    dueOn: dueDates(now, deps.book).latest,
    link: lettersUrl(deps, requestId),
  });
  for (const staffId of readers)
    await mailStaff(deps, requestId, { key, mail: staffTrouble, staffId, byItself: true }, async (now) =>
      factsOf(now),
    );
  const after = await deps.register.load(requestId);
  const isHeard = readers.some((staffId) => wasMailed(after, staffMailKey(key, staffId)));
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
