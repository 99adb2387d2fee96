import { wakeDriver } from '../../../casework/driver/wake';
import { askRequester } from '../../../casework/mail/ask-requester';
import type { DataSubjectRequest } from '../../../domain/data-subject-request';
import type { DeskDeps } from '../../../domain/desk-deps';
import type { EventData } from '../../../domain/events';
import { allOf } from '../../../domain/log-entries';
import { mayHappen } from '../../../domain/request-status';
import { stopsClock } from '../../../domain/stops-clock';
import { readStaffText } from '../staff-text';
import { type Act, fieldError, isSubmissionId } from './act-result';
import { confirmProblem } from './confirm-act';

/**
 * Whether the ruling law pauses its clock while a question is open that must be answered to find the data.
 */
export function mayPause(deps: Pick<DeskDeps, 'book'>, request: DataSubjectRequest): boolean {
  return stopsClock(deps.book, request, 'clarification_requested');
}

/**
 * Whether the ruling law pauses its clock while the person is asked to prove who they are, because of a real
 * doubt.
 */
export function doubtPauses(deps: Pick<DeskDeps, 'book'>, request: DataSubjectRequest): boolean {
  return stopsClock(deps.book, request, 'identity_requested');
}

const LONGEST_QUESTION = 2_000;

/**
 * Asks the person a question. The clock keeps running unless the law allows a pause for this and staff say
 * that the data cannot be found without the answer.
 */
export const ask: Act = async (deps, page, fields) => {
  const { request, staff } = page;
  const { requestId } = request;
  const commandId = `ask-${staff.id}-${fields.once ?? ''}`;
  const questionOf = (now: DataSubjectRequest) =>
    now.log.find((e) => e.commandId === commandId)?.data as EventData['question-asked'] | undefined;
  if (!questionOf(request)) {
    if (!mayHappen('question-asked', request.status)) return { done: 'already-decided' };
    if (!isSubmissionId(fields.once)) return { done: 'changed-meanwhile' };
    const question = readStaffText(fields, 'question', LONGEST_QUESTION);
    if ('problem' in question) return fieldError('ask-question', question.problem);
    const errors = await confirmProblem(deps, page, { act: 'ask', factor: 'mail-code', fields });
    if (errors) return { errors };
    const sealed = await deps.vault.seal(requestId, question.text);
    await deps.register.append(requestId, commandId, (now) => ({
      type: 'question-asked',
      data: {
        questionId: `question-${allOf(now.log, 'question-asked').length + 1}`,
        staffId: staff.id,
        pauses: fields.pauses === 'yes' && mayPause(deps, now),
      },
      sealed,
      actor: { kind: 'staff', id: staff.id },
    }));
  }
  const asked = questionOf(await deps.register.load(requestId));
  if (!asked) return { done: 'changed-meanwhile' };
  await askRequester(deps, requestId, asked.questionId);
  await wakeDriver(deps, requestId);
  return { done: 'asked' };
};
