import { type DataSubjectRequest, isDoubted, provenOf, seqOf, wasMailed } from './data-subject-request';
import type { Desk } from './desk';
import { doubtId, isAboutDoubt } from './doubt-id';
import type { EventData } from './events';
import { extensionKey, isMoot } from './extension-notice';
import { isListed } from './listed-mails';
import { allOf, lastOf } from './log-entries';
import { openTasks } from './open-work';
import { presentOwner } from './present-owner';
import { caseApprovers } from './reviewers';
import { wasRefused } from './undelivered';

/**
 * Keys of the mails that ask somebody something; steps send them under these keys, and the watch looks for
 * those that were never sent.
 */
export const questionKeys = {
  decision: (request: DataSubjectRequest) =>
    `decide-${lastOf(request.log, 'manifest-frozen')?.data.version ?? 0}`,
  identifiers: () => 'ask-identifiers',
  notice: (request: DataSubjectRequest) => {
    const issue = noticeIssue(request);
    return issue === 1 ? 'erasure-notice' : `erasure-notice-${issue}`;
  },
  case: (request: DataSubjectRequest) => `case-${seqOf(request, 'handed-to-staff')}`,
  address: (place: AddressPlace) => `prove-address-${linkSubjectOf(place)}`,
  task: (taskId: string) => `task-${taskId}`,
} as const;

/**
 * An address that the requester named, by the log entry (`seq`) that named it and its index there. It stands
 * for the address wherever that may not be written.
 */
export type AddressPlace = EventData['identifier-proven'];

/** The subject of a link that proves an address; {@link addressPlaceOf} reads it back. */
export function linkSubjectOf({ given, index }: AddressPlace): string {
  return `${given}-${index}`;
}

export function addressPlaceOf(subjectId: string): AddressPlace {
  const [given = 0, index = 0] = subjectId.split('-').map(Number);
  return { given, index };
}

/** Addresses that the requester named, and to which no code was mailed yet. */
export function unaskedAddresses(request: DataSubjectRequest): AddressPlace[] {
  return allOf(request.log, 'identifiers-given').flatMap(({ seq, data }) =>
    Array.from({ length: data.addresses ?? 0 }, (_, index) => ({ given: seq, index })).filter(
      (place) => !isAsked(request, questionKeys.address(place)) && !provenOf(request, seq).has(place.index),
    ),
  );
}

/** Sent, put on a list, or refused: a retry would be refused again. */
function isAsked(request: DataSubjectRequest, key: string): boolean {
  return wasMailed(request, key) || isListed(request, key) || wasRefused(request, key);
}

/** The notice is given again after a pause that staff ended, and before another correction. */
export function noticeIssue(request: DataSubjectRequest): number {
  const noticed = allOf(request.log, 'erasure-noticed').length;
  return allOf(request.log, 'erasure-resumed').length + Math.max(1, noticed);
}

/** Each member of staff gets a mail of their own. */
export function staffMailKey(key: string, staffId: string): string {
  return `${key}:${staffId}`;
}

/**
 * Keys of mails that were not sent to a person who has to answer: a crash came between the question and its
 * mail, the mail was not accepted, or the person joined the staff or took over a store later.
 */
export function unaskedMails(request: DataSubjectRequest, desk: Askable): string[] {
  const awaited = [...awaitedMails(request, desk), ...awaitedByPerson(request)];
  return awaited.filter((key) => !isAsked(request, key));
}

/**
 * What the requester must be told although the request does not wait for them: an extension, which counts
 * only with its notice, and questions of staff.
 */
function awaitedByPerson(request: DataSubjectRequest): string[] {
  const extended = lastOf(request.log, 'extended');
  const isToTell = extended !== undefined && !isMoot(request, extended);
  return [...(isToTell ? [extensionKey(extended)] : []), ...openQuestions(request)];
}

/** Ids of the questions that the requester has not answered; each is the key of its mail. */
export function openQuestions(request: DataSubjectRequest): string[] {
  const doubt = openDoubt(request);
  const asked = allOf(request.log, 'question-asked').map((e) => e.data.questionId);
  const answered = new Set(allOf(request.log, 'question-answered').map((e) => e.data.questionId));
  const open = asked.filter((id) => !isAboutDoubt(id));
  return [...open, ...(doubt ? [doubt] : [])].filter((id) => !answered.has(id));
}

/** Id of the question about the last doubt of staff, while that doubt is open. */
export function openDoubt(request: DataSubjectRequest): string | undefined {
  return isDoubted(request) ? doubtId(allOf(request.log, 'identity-doubted').length) : undefined;
}

type Askable = Pick<Desk, 'staff'> & Partial<Pick<Desk, 'stores'>>;

function awaitedMails(request: DataSubjectRequest, desk: Askable): string[] {
  const deciders = desk.staff.filter((s) => s.may.includes('decide'));
  const toDeciders = (key: string) => deciders.map((s) => staffMailKey(key, s.id));
  const tasks = openTasks(request).map((task) =>
    staffMailKey(questionKeys.task(task.taskId), presentOwner(desk, task) ?? task.owner),
  );
  switch (request.status) {
    case 'awaiting-decision':
      return toDeciders(questionKeys.decision(request));
    case 'awaiting-identifiers':
      return [questionKeys.identifiers()];
    case 'erasure-notice':
      return [questionKeys.notice(request)];
    case 'with-staff':
      // A form that cannot be read is in the daily list of those instead.
      if (request.received.unread) return [];
      return caseApprovers(desk, request).map((id) => staffMailKey(questionKeys.case(request), id));
    case 'locating':
    case 'fulfilling':
      return tasks;
    default:
      return [];
  }
}
