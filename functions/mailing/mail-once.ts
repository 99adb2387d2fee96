import { civilDateOf, later } from '../domain/civil-time';
import { type DataSubjectRequest, wasMailed } from '../domain/data-subject-request';
import type { DeskDeps } from '../domain/desk-deps';
import { dueDates } from '../domain/due-dates';
import type { EventData } from '../domain/events';
import { letterFollowed } from '../domain/letter-followed';
import { nicknameOf } from '../domain/nickname';
import { keyFor } from '../domain/questions';
import { isUnread } from '../domain/received-as';
import { referenceOf } from '../domain/reference';
import { representativesFor } from '../domain/representatives';
import { isHeld, wasRefused } from '../domain/undelivered';
import { composeMail } from '../emails/compose-mail';
import type { Mail } from '../emails/mail';
import type { EveryMail, MailFacts, MailKind, ToPerson, ToStaff } from '../emails/mail-facts';
import { requesterFacts } from '../findings/requester-facts';
import { issueLink } from '../links/issue-link';
import { awaitOther } from './await-other';
import { deliver, type Outgoing } from './deliver';
import { mayComeAlone } from './strangers-share';
import { tellUndelivered } from './tell-undelivered';

export type MailingDeps = Pick<
  DeskDeps,
  'register' | 'vault' | 'items' | 'mailbox' | 'clock' | 'desk' | 'map' | 'book'
>;

export interface Letter<K extends MailKind> {
  /** Makes the mail once and only once; repeated with the same key it is not sent again. */
  readonly key: string;
  readonly mail: Mail<K>;
}

export type PersonMail = { [K in MailKind]: MailFacts[K] extends ToPerson ? K : never }[MailKind];
type StaffMail = { [K in MailKind]: MailFacts[K] extends ToStaff ? K : never }[MailKind];

/** A mail that moves the date says the new one. */
type OwnDate = Partial<Pick<ToPerson, 'answerBy'>>;

/**
 * Mails the person, at the address the request came with, once per key. Sent first and noted after: a crash
 * in between repeats the identical mail,
 * since links and codes are derived and not made up anew; no crash loses it.
 */
export async function mailRequester<K extends PersonMail>(
  deps: MailingDeps,
  requestId: string,
  letter: Letter<K>,
  facts: (request: DataSubjectRequest) => Promise<Omit<MailFacts[K], keyof ToPerson> & OwnDate>,
): Promise<void> {
  await once(deps, requestId, letter, 'requester', async (request) => {
    const { email } = await requesterFacts(deps, request);
    const follow = await issueLink(deps, { requestId, purpose: 'follow', issue: 1, life: FOLLOW_LIFE });
    const frame: ToPerson = {
      ...aboutRequest(deps, request),
      ...represented(deps, request),
      answerBy: dueDates(request, deps.book).latest,
      statusLink: follow.url,
    };
    const sealForPost = (paper: unknown) => deps.vault.seal(requestId, paper);
    return { to: email, facts: { ...frame, ...(await facts(request)) } as MailFacts[K], sealForPost };
  });
}

/** The page that shows where a request stands can be opened as long as anybody may still ask about it. */
const FOLLOW_LIFE = 'P1Y';

/** Mails one member of staff, once per key and person. */
export async function mailStaff<K extends StaffMail>(
  deps: MailingDeps,
  requestId: string,
  letter: Letter<K> & ByItself & { readonly staffId: string },
  facts: (request: DataSubjectRequest) => Promise<Omit<MailFacts[K], keyof ToStaff>>,
): Promise<void> {
  const staff = deps.desk.staff.find((s) => s.id === letter.staffId);
  if (!staff) throw new Error('nobody on the staff has this id');
  const keyed = { ...letter, key: keyFor(letter.key, staff.id) };
  const mayGo = staffGate(deps, keyed, staff.email);
  await once(deps, requestId, { ...keyed, mayGo }, 'staff', async (request) => {
    const frame: ToStaff = { ...aboutRequest(deps, request), nickname: nicknameOf(request) };
    return { to: staff.email, facts: { ...frame, ...(await facts(request)) } as MailFacts[K] };
  });
}

/**
 * Mails a given address (a recipient of the data, the escalation address), once per key. Without one it is
 * noted, and staff are told.
 */
export async function mailAddress<K extends MailKind>(
  deps: MailingDeps,
  requestId: string,
  letter: Letter<K> &
    ByItself & { readonly address: string | undefined; readonly to: EventData['mailed']['to'] },
  facts: (request: DataSubjectRequest) => Promise<MailFacts[K]>,
): Promise<void> {
  const mayGo = letter.to === 'staff' && letter.address ? staffGate(deps, letter, letter.address) : undefined;
  await once(deps, requestId, { ...letter, mayGo }, letter.to, async (request) => ({
    to: letter.address,
    facts: await facts(request),
  }));
}

/**
 * Of a mail to staff: it goes by itself, whatever strangers do, since its reader asked for it or it has a
 * limit of its own.
 */
interface ByItself {
  readonly byItself?: true;
}

type MayGo = (request: DataSubjectRequest) => Promise<boolean>;

function staffGate(
  deps: MailingDeps,
  { key, mail, byItself }: Letter<MailKind> & ByItself,
  address: string,
): MayGo | undefined {
  if (byItself) return undefined;
  return (request) => mayComeAlone(deps, request, { key, kind: mail.kind, address });
}

/** A mail that is being sent is left to its sender for this long, should two steps come to it at once. */
const SENDING = 'PT15S';

async function once<K extends MailKind>(
  deps: MailingDeps,
  requestId: string,
  { key, mail, mayGo }: Letter<K> & { readonly mayGo?: MayGo | undefined },
  to: EventData['mailed']['to'],
  compose: (request: DataSubjectRequest) => Promise<{
    to: string | undefined;
    facts: MailFacts[K];
    sealForPost?: Outgoing['sealForPost'];
  }>,
): Promise<void> {
  const request = await deps.register.load(requestId);
  if (wasMailed(request, key) || isHeld(request, { key, kind: mail.kind, to }, deps.clock.now())) return;
  if (mayGo && !(await mayGo(request))) return;
  const lease = `mail:${requestId}:${key}`;
  const now = deps.clock.now();
  const until = later(now, SENDING, 'UTC');
  if (!(await deps.items.takeLease(lease, now, until)))
    return awaitOther(async () => {
      const other = await deps.register.load(requestId);
      return wasMailed(other, key) || wasRefused(other, key);
    });
  try {
    if (wasMailed(await deps.register.load(requestId), key)) return;
    const letter = await compose(request);
    const { to: address, sealForPost } = letter;
    const composed = composeMail(mail, letter.facts);
    const outgoing = { key, kind: mail.kind, to, address, mail: composed, sealForPost };
    if (!(await deliver(deps, requestId, outgoing))) return tellUndelivered(deps, requestId);
    await deps.register.append(requestId, `mail-${key}`, (r) =>
      wasMailed(r, key)
        ? undefined
        : { type: 'mailed', data: { key, kind: mail.kind, to }, actor: { kind: 'desk' } },
    );
  } finally {
    await deps.items.dropLease(lease, until);
  }
}

export function everyMail({ desk }: Pick<DeskDeps, 'desk'>): EveryMail {
  const { legalName, address, contactEmail } = desk.controller;
  return { controller: { legalName, address, contactEmail }, zone: desk.zone };
}

function represented({ desk }: Pick<DeskDeps, 'desk'>, request: DataSubjectRequest) {
  const representatives = representativesFor(desk, request);
  return representatives.length > 0 ? { representatives } : {};
}

export function aboutRequest(deps: Pick<DeskDeps, 'desk'>, request: DataSubjectRequest) {
  return {
    ...everyMail(deps),
    reference: referenceOf(request.requestId),
    right: request.right,
    ...letterFollowed(request),
    ...(isUnread(request) ? { unreadable: true as const } : {}),
    receivedOn: civilDateOf(request.received.receivedAt, request.received.zone).toString(),
  };
}
