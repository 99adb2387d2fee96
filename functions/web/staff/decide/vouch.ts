import { linkVouched } from '../../../casework/queue/link-proof';
import { hasUnvouchedIdentifiers, seqOf } from '../../../domain/data-subject-request';
import { readStaffText } from '../staff-text';
import { type Act, fieldError, hasCommand } from './act-result';
import { confirmProblem, factorOfWord } from './confirm-act';
import { MAX_BECAUSE_LENGTH } from './settle-doubt';

/** Records how a member of staff knows that the identifiers which the person gave are that person's. */
export const vouch: Act = async (deps, page, fields) => {
  const { request, staff } = page;
  const { requestId } = request;
  const commandId = `vouch-${seqOf(request, 'identifiers-given')}`;
  if (hasCommand(request, commandId)) return { shown: 'vouched' };
  if (!hasUnvouchedIdentifiers(request)) return { done: 'changed-meanwhile' };
  const because = readStaffText(fields, 'because', MAX_BECAUSE_LENGTH);
  if ('problem' in because) return fieldError('vouch-because', because.problem);
  const errors = await confirmProblem(deps, page, { act: 'vouch', factor: factorOfWord(page), fields });
  if (errors) return { errors };
  const sealed = await deps.vault.seal(requestId, because.text);
  await linkVouched(deps, request);
  const actor = { kind: 'staff', id: staff.id } as const;
  await deps.register.append(requestId, commandId, (now) =>
    now.status === 'awaiting-decision' && hasUnvouchedIdentifiers(now)
      ? { type: 'claim-vouched', data: { staffId: staff.id }, sealed, actor }
      : undefined,
  );
  return { shown: 'vouched' };
};
