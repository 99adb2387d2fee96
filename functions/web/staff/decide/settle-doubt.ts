import { wakeDriver } from '../../../casework/driver/wake';
import { type DataSubjectRequest, isDoubted, seqOf } from '../../../domain/data-subject-request';
import { lastOf } from '../../../domain/log-entries';
import { readReachedOn } from '../reached-on';
import { readStaffText } from '../staff-text';
import { type Act, fieldError, hasCommand } from './act-result';
import { confirmProblem, factorOfWord } from './confirm-act';

/** Maximum length of the note on who somebody is, in characters. */
export const MAX_BECAUSE_LENGTH = 1_000;

/** The instant at which the present doubt was recorded, for {@link readReachedOn}. */
export function doubtOf({ log, received }: DataSubjectRequest): { at: string; zone: string } {
  return { at: lastOf(log, 'identity-doubted')?.at ?? received.receivedAt, zone: received.zone };
}

/**
 * Settles a recorded doubt about who is asking. The clock runs again from when the proof reached the desk.
 */
export const settleDoubt: Act = async (deps, page, fields) => {
  const { request, staff } = page;
  const { requestId } = request;
  const commandId = `settle-doubt-${seqOf(request, 'identity-doubted')}`;
  if (hasCommand(request, commandId)) return { done: 'doubt-settled' };
  if (!isDoubted(request)) return { done: 'changed-meanwhile' };
  const because = readStaffText(fields, 'because', MAX_BECAUSE_LENGTH);
  if ('problem' in because) return fieldError('settle-because', because.problem);
  const reached = readReachedOn(deps, fields.reached, doubtOf(request));
  if ('problem' in reached) return fieldError('settle-reached', reached.problem);
  const errors = await confirmProblem(deps, page, { act: 'settle', factor: factorOfWord(page), fields });
  if (errors) return { errors };
  const sealed = await deps.vault.seal(requestId, because.text);
  await deps.register.append(requestId, commandId, (now) =>
    isDoubted(now)
      ? {
          type: 'identity-doubt-settled',
          data: { staffId: staff.id, ...reached },
          sealed,
          actor: { kind: 'staff', id: staff.id },
        }
      : undefined,
  );
  await wakeDriver(deps, requestId);
  return { done: 'doubt-settled' };
};
