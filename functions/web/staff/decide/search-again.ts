import { wake } from '../../../driving/wake';
import { type Act, hasCommand } from './act-result';
import { confirmProblem } from './confirm-act';
import { frozenOf } from './standing';

/** The data map or a store was mended: the desk searches anew and asks for a decision on what it finds then. What was frozen counts no more. */
export const searchAgain: Act = async (deps, page, fields) => {
  const { request, staff } = page;
  const { requestId } = request;
  const commandId = `search-again-${frozenOf(request)?.version ?? 0}`;
  if (hasCommand(request, commandId)) return { done: 'searching-again' };
  if (request.status !== 'awaiting-decision') return { done: 'already-decided' };
  const errors = await confirmProblem(deps, page, { act: 'search-again', factor: 'mail-code', fields });
  if (errors) return { errors };
  const after = await deps.register.append(requestId, commandId, (now) =>
    now.status === 'awaiting-decision'
      ? { type: 'search-renewed', data: { staffId: staff.id }, actor: { kind: 'staff', id: staff.id } }
      : undefined,
  );
  if (!hasCommand(after, commandId)) return { done: 'already-decided' };
  await wake(deps, requestId);
  return { done: 'searching-again' };
};
