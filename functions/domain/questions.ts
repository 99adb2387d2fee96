import { allOf, type DataSubjectRequest, lastOf, seqOf, wasMailed } from './data-subject-request';
import type { Desk } from './desk';
import { openTasks } from './open-work';

/** Keys of the mails that ask somebody something; steps send them under these keys, and the watch looks for those that never left. */
export const questionKeys = {
  decision: (request: DataSubjectRequest) =>
    `decide-${lastOf(request.log, 'manifest-frozen')?.data.version ?? 0}`,
  identifiers: () => 'ask-identifiers',
  notice: (request: DataSubjectRequest) => {
    const issue = noticeIssue(request);
    return issue === 1 ? 'erasure-notice' : `erasure-notice-${issue}`;
  },
  case: (request: DataSubjectRequest) => `case-${seqOf(request, 'handed-to-staff')}`,
  task: (taskId: string) => `task-${taskId}`,
} as const;

/** After a pause that staff ended the notice is given again. */
export function noticeIssue(request: DataSubjectRequest): number {
  return allOf(request.log, 'erasure-resumed').length + 1;
}

/** Each member of staff gets a mail of their own. */
export function keyFor(key: string, staffId: string): string {
  return `${key}:${staffId}`;
}

/** Whether the request waits for an answer to a question that nobody was sent: a crash lay between noting it and the mail, or the mail was not accepted. */
export function isUnasked(request: DataSubjectRequest, desk: Pick<Desk, 'staff'>): boolean {
  return awaitedMails(request, desk).some((key) => !wasMailed(request, key));
}

function awaitedMails(request: DataSubjectRequest, desk: Pick<Desk, 'staff'>): string[] {
  const deciders = desk.staff.filter((s) => s.may.includes('decide'));
  const toDeciders = (key: string) => deciders.map((s) => keyFor(key, s.id));
  const tasks = openTasks(request).map((task) => keyFor(questionKeys.task(task.taskId), task.owner));
  switch (request.status) {
    case 'awaiting-decision':
      return toDeciders(questionKeys.decision(request));
    case 'awaiting-identifiers':
      return [questionKeys.identifiers()];
    case 'erasure-notice':
      return [questionKeys.notice(request)];
    case 'with-staff':
      return toDeciders(questionKeys.case(request));
    case 'locating':
    case 'fulfilling':
      return tasks;
    default:
      return [];
  }
}
