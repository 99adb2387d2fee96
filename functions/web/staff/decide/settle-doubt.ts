import { isDoubted, seqOf } from '../../../domain/data-subject-request';
import { wake } from '../../../driving/wake';
import { staffText } from '../staff-text';
import { type Act, hasCommand, wrong } from './act-result';
import { confirmProblem, factorOfWord } from './confirm-act';

/** Longest note on who somebody is, in characters. */
export const LONGEST_BECAUSE = 1_000;

/** Ends a recorded doubt about who is asking; the clock runs again. */
export const settleDoubt: Act = async (deps, page, fields) => {
  const { request, staff } = page;
  const { requestId } = request;
  const commandId = `settle-doubt-${seqOf(request, 'identity-doubted')}`;
  if (hasCommand(request, commandId)) return { done: 'doubt-settled' };
  if (!isDoubted(request)) return { done: 'changed-meanwhile' };
  const because = staffText(fields, 'because', LONGEST_BECAUSE);
  if ('problem' in because) return wrong('settle-because', because.problem);
  const errors = await confirmProblem(deps, page, { act: 'settle', factor: factorOfWord(page), fields });
  if (errors) return { errors };
  const sealed = await deps.vault.seal(requestId, because.text);
  await deps.register.append(requestId, commandId, (now) =>
    isDoubted(now)
      ? {
          type: 'identity-doubt-settled',
          data: { staffId: staff.id },
          sealed,
          actor: { kind: 'staff', id: staff.id },
        }
      : undefined,
  );
  await wake(deps, requestId);
  return { done: 'doubt-settled' };
};
