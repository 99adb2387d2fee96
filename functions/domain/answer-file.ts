import type { DataSubjectRequest } from './data-subject-request';
import { allOf, lastOf } from './log-entries';

/** Issue number of the link to the newest copy or report: each later report has a link of its own. */
export function downloadIssue({ log }: DataSubjectRequest): number {
  return Math.max(1, allOf(log, 'report-made').length);
}

/** Whether the newest copy or report was removed because its time was over. */
export function isAnswerFileGone({ log }: DataSubjectRequest): boolean {
  const made = lastOf(log, 'package-made') ?? lastOf(log, 'report-made');
  return (lastOf(log, 'package-expired')?.seq ?? 0) > (made?.seq ?? 0);
}
