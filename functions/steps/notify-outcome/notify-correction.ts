import { readCorrectionPlan } from '../../casework/evidence/corrections-for';
import { lawTexts } from '../../casework/mail/law-texts';
import { mailRequester } from '../../casework/mail/mail-once';
import { missingStores, unreadParts } from '../../casework/mail/staff-facts';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import { OUTCOME_KEY } from '../../domain/held-mails';
import { correctionDone } from '../../emails/outcome-mails';
import { correctedParts, correctionGroundTexts, whereAnnotated } from './corrected-parts';
import type { NotifyDeps } from './notify-deps';
import { informedRecipients } from './notify-endings';
import { leftOutRecipientTexts } from './recipient-status-text';

/**
 * Mails what was corrected, what stays unchanged and why, and which recipients were informed. It never
 * contains what a record held before (11 CCR 7023(j)).
 */
export async function notifyCorrection(deps: NotifyDeps, { requestId }: DataSubjectRequest): Promise<void> {
  await mailRequester(deps, requestId, { key: OUTCOME_KEY, mail: correctionDone }, async (request) => {
    const plan = await readCorrectionPlan(deps, request);
    const points = plan?.points ?? [];
    const noted = points.filter(({ way }) => way === 'note');
    const kept = points.filter(({ way }) => way === 'accurate');
    return {
      asIs: noted.length + kept.length > 0,
      corrected: correctedParts(deps, request),
      noted: noted.map(({ what, reason = '' }) => ({ what, reason, where: whereAnnotated(request) })),
      kept: kept.map((point) => ({
        what: point.what,
        reason: point.reason ?? '',
        ground: correctionGroundTexts(deps, request, point),
      })),
      unread: unreadParts(deps, request),
      missing: missingStores(deps, request),
      recipients: [
        ...(await informedRecipients(deps, request)),
        ...(await leftOutRecipientTexts(deps, request)),
      ],
      law: lawTexts(deps, request),
    };
  });
}
