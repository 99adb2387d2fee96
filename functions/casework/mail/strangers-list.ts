import type { DataSubjectRequest } from '../../domain/data-subject-request';
import { dueDates } from '../../domain/due-dates';
import type { EventData } from '../../domain/events';
import { type ListedMail, listedMails } from '../../domain/listed-mails';
import { nicknameOf } from '../../domain/nickname';
import { referenceOf } from '../../domain/reference';
import { composeMail } from '../../emails/compose-mail';
import type { MailFacts } from '../../emails/mail-facts';
import { staffStrangers } from '../../emails/staff-mails';
import { everyMail } from './mail-frame';
import type { MailingDeps } from './mailing-deps';
import { type Reader, sendListToEach } from './send-list';
import { strangerTodo } from './stranger-todo';

/**
 * Requests named in one list, those due first on top. Only these are recorded as told; the others wait for
 * the next list.
 */
export const MAX_NAMED = 200;

/** Kinds of mail that say that the legal date is over. */
const late: readonly string[] = ['staff-overdue', 'escalation'];

interface ListWish {
  readonly readers: readonly Reader[];
  /** Only these mails are recorded as told; by default all that wait. */
  readonly keys?: readonly string[];
  /** There may be more requests than are named. */
  readonly cutOff?: boolean;
}

/**
 * Mails one list of strangers' requests to each reader, and records it in each log. A mailbox that refuses
 * the list does not keep it from the others; when nobody could be mailed, the first fault is thrown so that
 * it is tried again.
 */
export async function mailList(
  deps: MailingDeps,
  requests: readonly DataSubjectRequest[],
  { readers, keys, cutOff = false }: ListWish,
): Promise<void> {
  if (requests.length === 0) return;
  const mail = composeMail(staffStrangers, factsOf(deps, requests, cutOff));
  const list = {
    ...{ key: `strangers-${deps.clock.now()}`, kind: staffStrangers.kind, to: 'staff' as const },
    ...{ mail, leads: requests[0]?.requestId },
  };
  await sendListToEach(deps, list, readers);
  for (const request of requests) await noteListed(deps, request, keys);
}

/** Records that staff had these mails in a list; they are not sent any more. */
async function noteListed(
  deps: Pick<MailingDeps, 'register'>,
  request: DataSubjectRequest,
  keys?: readonly string[],
): Promise<void> {
  const told = listedMails(request).filter(({ data }) => keys?.includes(data.key) ?? true);
  for (const { data } of told)
    await deps.register.append(request.requestId, `mail-${data.key}`, () => ({
      type: 'mailed',
      data: asListed(data),
      actor: { kind: 'desk' },
    }));
}

function asListed({ key, to }: EventData['mail-held']): EventData['mailed'] {
  return { key, kind: staffStrangers.kind, to };
}

function factsOf(
  deps: MailingDeps,
  requests: readonly DataSubjectRequest[],
  cutOff: boolean,
): MailFacts['staff-strangers'] {
  const rows = requests
    .map((request) => rowOf(deps, request))
    .sort((a, b) => (a.isLate === b.isLate ? (a.dueOn < b.dueOn ? -1 : 1) : a.isLate ? -1 : 1));
  return {
    ...everyMail(deps),
    total: `${cutOff ? 'at least ' : ''}${rows.length}`,
    late: rows.some(({ isLate }) => isLate),
    requests: rows.map(({ isLate: _, ...row }) => row),
    more: cutOff,
    listLink: `${deps.desk.baseUrl}/s`,
  };
}

function rowOf({ desk, book }: MailingDeps, request: DataSubjectRequest) {
  const mails = listedMails(request);
  const isLate = mails.some(isAboutLate);
  const reference = referenceOf(request.requestId);
  return {
    isLate,
    nickname: nicknameOf(request),
    reference,
    dueOn: dueDates(request, book).latest,
    todo: `${isLate ? 'OVERDUE, ' : ''}${strangerTodo(request, mails)}`,
    // Behind the sign-in, so that the list itself opens nothing.
    link: `${desk.baseUrl}/s/request/${reference}`,
  };
}

function isAboutLate({ data }: ListedMail): boolean {
  return late.includes(data.kind);
}
