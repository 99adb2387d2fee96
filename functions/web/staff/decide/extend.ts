import { wake } from '../../../driving/wake';
import { tellExtension } from '../../../mailing/tell-extension';
import type { StaffDeps } from '../staff-deps';
import { staffText } from '../staff-text';
import { type Act, type ActResult, hasCommand } from './act-result';
import { chosenExtension } from './chosen-extension';
import { confirmProblem } from './confirm-act';
import { extensionOffer, movedTo } from './extension-offer';
import { LONGEST_REASON } from './refuse';

const COMMAND = 'extend';

/**
 * Extends the deadline while the law still allows it, and notifies the person at once: an extension without
 * notice does not count.
 */
export const extend: Act = async (deps, page, fields) => {
  const { request, staff } = page;
  const { requestId } = request;
  if (hasCommand(request, COMMAND)) return notify(deps, requestId);
  const offer = extensionOffer(deps, request);
  if (!offer) return { done: 'no-longer-lawful' };
  const chosen = chosenExtension(deps, request, { offer, fields });
  const reason = staffText(fields, 'reason', LONGEST_REASON);
  if ('errors' in chosen || 'problem' in reason) {
    return {
      errors: {
        ...('errors' in chosen ? chosen.errors : {}),
        ...('problem' in reason ? { 'extend-reason': reason.problem } : {}),
      },
    };
  }
  const errors = await confirmProblem(deps, page, { act: 'extend', factor: 'mail-code', fields });
  if (errors) return { errors };
  const sealed = await deps.vault.seal(requestId, reason.text);
  const after = await deps.register.append(requestId, COMMAND, (now) =>
    extensionOffer(deps, now) && movedTo(deps, now, chosen)
      ? {
          type: 'extended',
          data: { ...chosen, staffId: staff.id },
          sealed,
          actor: { kind: 'staff', id: staff.id },
        }
      : undefined,
  );
  return hasCommand(after, COMMAND) ? notify(deps, requestId) : { done: 'no-longer-lawful' };
};

async function notify(deps: StaffDeps, requestId: string): Promise<ActResult> {
  await tellExtension(deps, requestId);
  await wake(deps, requestId);
  return { done: 'extended' };
}
