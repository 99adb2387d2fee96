import { wakeDriver } from '../../../casework/driver/wake';
import { mailExtension } from '../../../casework/mail/mail-extension';
import type { StaffDeps } from '../staff-deps';
import { readStaffText } from '../staff-text';
import { type Act, type ActResult, hasCommand } from './act-result';
import { chosenExtension } from './chosen-extension';
import { confirmProblem } from './confirm-act';
import { dateAfterExtension, extensionOffer } from './extension-offer';
import { MAX_REASON_LENGTH } from './refuse';

const COMMAND = 'extend';

/**
 * Extends the deadline while the law still allows it, and notifies the person at once: an extension without
 * notice has no effect.
 */
export const extend: Act = async (deps, page, fields) => {
  const { request, staff } = page;
  const { requestId } = request;
  if (hasCommand(request, COMMAND)) return notify(deps, requestId);
  const offer = extensionOffer(deps, request);
  if (!offer) return { done: 'no-longer-lawful' };
  const chosen = chosenExtension(deps, request, { offer, fields });
  const reason = readStaffText(fields, 'reason', MAX_REASON_LENGTH);
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
    extensionOffer(deps, now) && dateAfterExtension(deps, now, chosen)
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
  await mailExtension(deps, requestId);
  await wakeDriver(deps, requestId);
  return { done: 'extended' };
}
