import type { DataSubjectRequest } from './data-subject-request';
import { allOf } from './log-entries';
import { type Right, rights } from './rights';

/** The kind of task for the owner of a manual store, by the right. */
export function manualKindOf(right: Right): 'manual-access' | 'manual-erasure' | 'manual-correction' {
  const { carriedOut } = rights[right];
  if (carriedOut === 'correction') return 'manual-correction';
  return carriedOut === 'erasure' ? 'manual-erasure' : 'manual-access';
}

/**
 * Ids of the stores whose owner said that something in them must be corrected too. The desk cannot write
 * there, so a person does, before the requester hears that it is done.
 */
export function manualStoresToCorrect({ log }: DataSubjectRequest): string[] {
  const done = new Set(
    allOf(log, 'task-answered').flatMap(({ data }) => (data.answer === 'done' ? [data.taskId] : [])),
  );
  const asked = allOf(log, 'task-asked').filter(({ data }) => data.kind === 'manual-correction');
  return [...new Set(asked.flatMap(({ data }) => (done.has(data.taskId) ? [data.storeId] : [])))];
}
