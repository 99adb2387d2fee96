import { hasBareClaims, seqOf } from '../../../domain/data-subject-request';
import { linkVouched } from '../../../queue/link-proof';
import { staffText } from '../staff-text';
import { type Act, hasCommand, wrong } from './act-result';
import { confirmProblem } from './confirm-act';
import { LONGEST_BECAUSE } from './settle-doubt';

/** Someone on the staff says how they know that the identifiers which the person named are that person's. */
export const vouch: Act = async (deps, page, fields) => {
  const { request, staff } = page;
  const { requestId } = request;
  const commandId = `vouch-${seqOf(request, 'identifiers-given')}`;
  if (hasCommand(request, commandId)) return { shown: 'vouched' };
  if (!hasBareClaims(request)) return { done: 'changed-meanwhile' };
  const because = staffText(fields, 'because', LONGEST_BECAUSE);
  if ('problem' in because) return wrong('vouch-because', because.problem);
  const errors = await confirmProblem(deps, page, { act: 'vouch', factor: 'mail-code', fields });
  if (errors) return { errors };
  const sealed = await deps.vault.seal(requestId, because.text);
  await linkVouched(deps, request);
  const actor = { kind: 'staff', id: staff.id } as const;
  await deps.register.append(requestId, commandId, (now) =>
    now.status === 'awaiting-decision' && hasBareClaims(now)
      ? { type: 'claim-vouched', data: { staffId: staff.id }, sealed, actor }
      : undefined,
  );
  return { shown: 'vouched' };
};
