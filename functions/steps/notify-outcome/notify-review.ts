import { ownTie } from '../../casework/evidence/own-tie';
import { lawTexts } from '../../casework/mail/law-texts';
import { mailRequester } from '../../casework/mail/mail-once';
import { type DataSubjectRequest, staffFinish } from '../../domain/data-subject-request';
import type { Outcome } from '../../domain/event-facts';
import { lastOf } from '../../domain/log-entries';
import { referenceOf } from '../../domain/reference';
import type { Right } from '../../domain/rights';
import { reviewOutcome } from '../../emails/outcome-mails';
import { rightLabels } from '../../words/right-labels';
import type { NotifyDeps } from './notify-deps';
import { staffLetterKey } from './notify-endings';

/**
 * Mails how a complaint or an appeal ended: the outcome, who looked at it, what was found, what is done now,
 * and where to turn next.
 */
export async function notifyReview(deps: NotifyDeps, ended: DataSubjectRequest): Promise<void> {
  const letter = { key: staffLetterKey(ended), mail: reviewOutcome } as const;
  await mailRequester(deps, ended.requestId, letter, async (request) => {
    const finish = staffFinish(request);
    const outcome = finish?.data.outcome ?? 'partly-fulfilled';
    const tie = await ownTie(deps, request);
    const carried = outcome === 'refused' ? undefined : lastOf(request.log, 'carried-on')?.data;
    return {
      upheld: outcome === 'fulfilled',
      dismissed: outcome === 'refused' && tie !== undefined,
      verdict: outcomeText(outcome, tie !== undefined),
      looked: lookedWords(
        tie !== undefined && finish?.data.nobodyElse === true,
        (tie?.decidedBy ?? []).length > 0,
      ),
      ...(tie ? { about: referenceOf(tie.aboutId) } : {}),
      answer: finish?.sealed ? String(await deps.vault.unseal(request.requestId, finish.sealed)) : '',
      ...(carried ? { carriedOn: carriedWords(carried) } : {}),
      next: carried
        ? `You hear from us about ${referenceOf(carried.requestId)}. This letter itself is closed.`
        : 'Nothing more from our side. You can take it further in the ways named above.',
      law: lawTexts(deps, request),
    };
  });
}

function outcomeText(outcome: Outcome, isTied: boolean): string {
  if (outcome === 'fulfilled') return 'You were right.';
  if (outcome === 'refused' && !isTied) return 'We looked into it and do not agree, for the reasons below.';
  if (outcome === 'refused')
    return 'We looked at it again and keep to what we decided, for the reasons below.';
  return 'You were right in part.';
}

/**
 * Says only what the record shows: the desk restricts who decides as soon as it knows what the review is
 * about.
 */
function lookedWords(wasSame: boolean, wasDecided: boolean): string {
  if (wasSame) return 'Only one of us can look into it, so the same person looked at it again.';
  return wasDecided ? 'Somebody looked at it who had not decided on it before.' : 'One of us looked into it.';
}

function carriedWords({ requestId, right }: { requestId: string; right: string }): string {
  return `We go on under the reference ${referenceOf(requestId)}, as if you had asked us to ${rightLabels(right as Right).asked}: you hear from us about it, and need not ask again.`;
}
