import { civilDateOf } from '../../../domain/civil-time';
import type { DataSubjectRequest } from '../../../domain/data-subject-request';
import { allOf } from '../../../domain/log-entries';
import { openQuestions } from '../../../domain/questions';
import { mayHappen } from '../../../domain/request-status';
import { dateText } from '../../../words/date-text';
import type { Choice } from '../../parts/form-parts';
import { readReachedOn } from '../reached-on';
import { readStaffText } from '../staff-text';
import { type Act, type ActResult, hasCommand } from './act-result';
import { confirmProblem } from './confirm-act';

/** Maximum length of an answer that staff note, in characters. */
const LONGEST_ANSWER = 4_000;

/**
 * The open questions, for staff who got the answer by letter or telephone; none once the request has ended.
 */
export function questionsToNote(request: DataSubjectRequest): Choice[] {
  if (!mayHappen('question-answered', request.status)) return [];
  return openQuestions(request).flatMap((id) => {
    const at = askedAt(request, id);
    if (at === undefined) return [];
    const day = dateText(civilDateOf(at, request.received.zone).toString());
    return [{ value: id, label: `The one of ${day}` }];
  });
}

function askedAt({ log }: DataSubjectRequest, questionId: string): string | undefined {
  return allOf(log, 'question-asked').find((e) => e.data.questionId === questionId)?.at;
}

/**
 * Records what the person answered other than on their page. The clock runs again from the day on which it
 * reached the desk. Whether it was enough is another act, and the person may still answer on their page.
 */
export const noteAnswer: Act = async (deps, page, fields) => {
  const { request, staff } = page;
  const { requestId } = request;
  const questionId = fields.asked ?? '';
  const commandId = `noted-answer-${questionId}`;
  if (hasCommand(request, commandId)) return notedBy(request, commandId, staff.id);
  const at = askedAt(request, questionId);
  if (questionId === '') return { errors: { 'note-answer-asked': 'Choose the question.' } };
  if (at === undefined || !questionsToNote(request).some(({ value }) => value === questionId))
    return { done: 'changed-meanwhile' };
  const answer = readStaffText(fields, 'answer', LONGEST_ANSWER);
  const reached = readReachedOn(deps, fields.reached, { at, zone: request.received.zone });
  if ('problem' in answer || 'problem' in reached) {
    return {
      errors: {
        ...('problem' in answer ? { 'note-answer-answer': answer.problem } : {}),
        ...('problem' in reached ? { 'note-answer-reached': reached.problem } : {}),
      },
    };
  }
  const errors = await confirmProblem(deps, page, { act: 'note-answer', factor: 'mail-code', fields });
  if (errors) return { errors };
  const sealed = await deps.vault.seal(requestId, answer.text);
  const after = await deps.register.append(requestId, commandId, (now) =>
    questionsToNote(now).some(({ value }) => value === questionId)
      ? {
          type: 'question-answered',
          data: { questionId, staffId: staff.id, ...reached },
          sealed,
          actor: { kind: 'staff', id: staff.id },
        }
      : undefined,
  );
  return notedBy(after, commandId, staff.id);
};

/**
 * If two people note an answer at once, one is recorded; the same where the person answers on their page
 * meanwhile.
 */
function notedBy({ log }: DataSubjectRequest, commandId: string, staffId: string): ActResult {
  const noted = log.find((event) => event.commandId === commandId)?.data;
  const isOwn = noted !== undefined && 'staffId' in noted && noted.staffId === staffId;
  return { done: isOwn ? 'answer-noted' : 'changed-meanwhile' };
}
