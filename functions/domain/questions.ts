import {
  allOf,
  type DataSubjectRequest,
  isDoubted,
  lastOf,
  provenOf,
  seqOf,
  wasMailed,
} from './data-subject-request';
import type { Desk } from './desk';
import { doubtId, isAboutDoubt } from './doubt-id';
import type { EventData } from './events';
import { extensionKey, isMoot } from './extension-notice';
import { isListed } from './listed-mails';
import { openTasks } from './open-work';
import { presentOwner } from './present-owner';
import { caseDeciders } from './reviewers';
import { wasRefused } from './undelivered';

/**
 * Keys of the mails that ask somebody something; steps send them under these keys, and the watch looks for
 * those that never left.
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
  address: (place: AddressPlace) => `prove-address-${subjectOf(place)}`,
  task: (taskId: string) => `task-${taskId}`,
} as const;

/**
 * An address that the person named, by the log entry (`seq`) that named it and its place there: it stands for
 * the address wherever that may not be written.
 */
export type AddressPlace = EventData['identifier-proven'];

/** What a link to prove an address is about; {@link placeOf} reads it back. */
export function subjectOf({ given, index }: AddressPlace): string {
  return `${given}-${index}`;
}

export function placeOf(subjectId: string): AddressPlace {
  const [given = 0, index = 0] = subjectId.split('-').map(Number);
  return { given, index };
}

/** Addresses that the person named, and to which no proof was mailed yet. */
export function unaskedAddresses(request: DataSubjectRequest): AddressPlace[] {
  return allOf(request.log, 'identifiers-given').flatMap(({ seq, data }) =>
    Array.from({ length: data.addresses ?? 0 }, (_, index) => ({ given: seq, index })).filter(
      (place) => !isAsked(request, questionKeys.address(place)) && !provenOf(request, seq).has(place.index),
    ),
  );
}

/** Sent, put on a list, or refused: asking again would be refused again. */
function isAsked(request: DataSubjectRequest, key: string): boolean {
  return wasMailed(request, key) || isListed(request, key) || wasRefused(request, key);
}

/** After a pause that staff ended, and before another correction, the notice is given again. */
export function noticeIssue(request: DataSubjectRequest): number {
  const noticed = allOf(request.log, 'erasure-noticed').length;
  return allOf(request.log, 'erasure-resumed').length + Math.max(1, noticed);
}

/** Each member of staff gets a mail of their own. */
export function keyFor(key: string, staffId: string): string {
  return `${key}:${staffId}`;
}

/**
 * Keys of the mails that whoever has to answer has not had: a crash lay between noting the question and its
 * mail, the mail was not accepted, or the person came to the staff, or to a store, since.
 */
export function unaskedMails(request: DataSubjectRequest, desk: Askable): string[] {
  const awaited = [...awaitedMails(request, desk), ...awaitedByPerson(request)];
  return awaited.filter((key) => !isAsked(request, key));
}

/**
 * What the person has to hear though the request waits for nobody: an extension, which counts only then, and
 * what staff asked them.
 */
function awaitedByPerson(request: DataSubjectRequest): string[] {
  const extended = lastOf(request.log, 'extended');
  const isToTell = extended !== undefined && !isMoot(request, extended);
  return [...(isToTell ? [extensionKey(extended)] : []), ...openQuestions(request)];
}

/** Ids of the questions that the person has not answered; each is the key of its mail. */
export function openQuestions(request: DataSubjectRequest): string[] {
  const doubt = openDoubt(request);
  const asked = allOf(request.log, 'question-asked').map((e) => e.data.questionId);
  const answered = new Set(allOf(request.log, 'question-answered').map((e) => e.data.questionId));
  const open = asked.filter((id) => !isAboutDoubt(id));
  return [...open, ...(doubt ? [doubt] : [])].filter((id) => !answered.has(id));
}

/** Id of the question that puts the last doubt of staff to the person, while the doubt stands. */
export function openDoubt(request: DataSubjectRequest): string | undefined {
  return isDoubted(request) ? doubtId(allOf(request.log, 'identity-doubted').length) : undefined;
}

type Askable = Pick<Desk, 'staff'> & Partial<Pick<Desk, 'stores'>>;

function awaitedMails(request: DataSubjectRequest, desk: Askable): string[] {
  const deciders = desk.staff.filter((s) => s.may.includes('decide'));
  const toDeciders = (key: string) => deciders.map((s) => keyFor(key, s.id));
  const tasks = openTasks(request).map((task) =>
    keyFor(questionKeys.task(task.taskId), presentOwner(desk, task) ?? task.owner),
  );
  switch (request.status) {
    case 'awaiting-decision':
      return toDeciders(questionKeys.decision(request));
    case 'awaiting-identifiers':
      return [questionKeys.identifiers()];
    case 'erasure-notice':
      return [questionKeys.notice(request)];
    case 'with-staff':
      // One that nobody can read stands in the daily list of them instead.
      if (request.received.unread) return [];
      return caseDeciders(desk, request).map((id) => keyFor(questionKeys.case(request), id));
    case 'locating':
    case 'fulfilling':
      return tasks;
    default:
      return [];
  }
}
