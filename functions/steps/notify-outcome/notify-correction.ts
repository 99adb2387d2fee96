import type { DataSubjectRequest } from '../../domain/data-subject-request';
import { correctionDone } from '../../emails/outcome-mails';
import { plannedCorrections } from '../../findings/corrections-for';
import { lawTexts } from '../../mailing/law-texts';
import { mailRequester } from '../../mailing/mail-once';
import { missingStores, unreadParts } from '../../mailing/staff-facts';
import { correctedParts, groundWords, whereNoted } from './corrected-parts';
import { type NotifyDeps, OUTCOME } from './notify-deps';
import { recipientsTold } from './notify-endings';
import { leftOutWords } from './told-words';

/**
 * Mails what was corrected, what stays unchanged and why, and which recipients were informed. It never
 * contains what a record held before (11 CCR 7023(j)).
 */
export async function notifyCorrection(deps: NotifyDeps, { requestId }: DataSubjectRequest): Promise<void> {
  await mailRequester(deps, requestId, { key: OUTCOME, mail: correctionDone }, async (request) => {
    const plan = await plannedCorrections(deps, request);
    const points = plan?.points ?? [];
    const noted = points.filter(({ way }) => way === 'note');
    const kept = points.filter(({ way }) => way === 'accurate');
    return {
      asIs: noted.length + kept.length > 0,
      corrected: correctedParts(deps, request),
      noted: noted.map(({ what, reason = '' }) => ({ what, reason, where: whereNoted(request) })),
      kept: kept.map((point) => ({
        what: point.what,
        reason: point.reason ?? '',
        ground: groundWords(deps, request, point),
      })),
      unread: unreadParts(deps, request),
      missing: missingStores(deps, request),
      recipients: [...(await recipientsTold(deps, request)), ...(await leftOutWords(deps, request))],
      law: lawTexts(deps, request),
    };
  });
}
