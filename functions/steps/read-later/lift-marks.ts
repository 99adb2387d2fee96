import { markRestriction } from '../../casework/evidence/mark-restriction';
import { mailUnmarked } from '../../casework/mail/mail-unmarked';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import { TryAgainError } from '../../domain/errors';
import { marksToLift } from '../../domain/restriction-marks';
import type { ReadLaterDeps } from './mail-after-erasure';

/**
 * Removes the marks of a restriction once it has ended, which is never before the requester was informed
 * (Art. 18(3) GDPR). A store that is down is asked again; a refusal goes to staff.
 */
export async function liftMarks(deps: ReadLaterDeps, request: DataSubjectRequest): Promise<void> {
  for (const storeId of marksToLift(request)) {
    const lifted = await markRestriction(deps, request, { storeId, on: false }).catch((error: unknown) => {
      if (error instanceof TryAgainError) throw error;
      return { found: 0, changed: 0 };
    });
    if (lifted.found === 0) await mailUnmarked(deps, request.requestId, { storeId, on: false });
    await deps.register.append(request.requestId, `restriction-unmarked-${storeId}`, () => ({
      type: 'restriction-marked',
      data: { storeId, on: false, ...lifted },
      actor: { kind: 'desk' },
    }));
  }
}
