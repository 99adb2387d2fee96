import { buildDeskRecords } from '../../casework/evidence/build-desk-records';
import { mapWithInformed } from '../../casework/evidence/informed-recipients';
import { lawTexts } from '../../casework/mail/law-texts';
import { mailRequester } from '../../casework/mail/mail-once';
import { mailRecipients } from '../../casework/mail/mail-recipients';
import { linkedRequests } from '../../casework/queue/linked-requests';
import { whoAsked } from '../../casework/queue/who-asked';
import { otherNamesWords, recordWords } from '../../documents/desk-record-words';
import { carriedSoFar } from '../../domain/carried-so-far';
import { type DataSubjectRequest, seqOf, staffFinish } from '../../domain/data-subject-request';
import type { Decision } from '../../domain/event-facts';
import { OUTCOME_KEY } from '../../domain/held-mails';
import { allOf, lastOf } from '../../domain/log-entries';
import { recipientStatus, recipientsOf } from '../../domain/recipients';
import { groundsNamed, OWN_WORDS } from '../../domain/refusing-laws';
import type { CitedWords } from '../../emails/mail-frame-facts';
import { nothingFound, outcomeByStaff, refusal, withdrawn } from '../../emails/outcome-mails';
import { otherRequestTexts } from '../../words/other-request-texts';
import { correctedParts, unchangedByPlan } from './corrected-parts';
import type { NotifyDeps } from './notify-deps';
import { leftOutRecipientTexts, recipientStatusText, unclearRecipientTexts } from './recipient-status-text';
import { markWords, setMarks } from './set-marks';

export async function notifyWithdrawn(deps: NotifyDeps, { requestId }: DataSubjectRequest): Promise<void> {
  await mailRequester(deps, requestId, { key: OUTCOME_KEY, mail: withdrawn }, async (request) => {
    const so = carriedSoFar(request);
    return { carriedOut: so === 'something', perhaps: so === 'perhaps' };
  });
}

export async function notifyRefusal(deps: NotifyDeps, { requestId }: DataSubjectRequest): Promise<void> {
  await mailRequester(deps, requestId, { key: OUTCOME_KEY, mail: refusal }, async (request) => ({
    grounds: groundTexts(deps, request),
    reason: await sealedText(deps, request, 'decided'),
    law: lawTexts(deps, request),
  }));
}

export async function notifyNothingFound(deps: NotifyDeps, { requestId }: DataSubjectRequest): Promise<void> {
  await mailRequester(deps, requestId, { key: OUTCOME_KEY, mail: nothingFound }, async (request) => {
    const others = await linkedRequests(deps, request);
    return {
      searched: deps.map.stores.map((store) => ({ store: store.title })),
      otherRequests: otherRequestTexts(request, others).map((sentence) => ({ sentence })),
      records: await otherRecords(deps, request, others),
      law: lawTexts(deps, request),
    };
  });
}

/** What the desk itself holds on the requester, besides this request. */
async function otherRecords(
  deps: NotifyDeps,
  request: DataSubjectRequest,
  others: readonly DataSubjectRequest[],
): Promise<{ sentence: string }[]> {
  const askers = await whoAsked(deps, request, others);
  const { requests, underOtherNames = 0 } = buildDeskRecords(deps, request, others, askers);
  return [
    ...requests
      .filter(({ isThis }) => !isThis)
      .map((record) => ({ sentence: `${record.reference}: ${recordWords(record)}` })),
    ...(underOtherNames > 0 ? [{ sentence: otherNamesWords(underOtherNames) }] : []),
  ];
}

export async function notifyStaffOutcome(deps: NotifyDeps, ended: DataSubjectRequest): Promise<void> {
  // Executions from before that step existed come here at once.
  if (ended.status !== 'closed') await mailRecipients(deps, ended);
  await setMarks(deps, ended);
  const letter = { key: staffLetterKey(ended), mail: outcomeByStaff } as const;
  await mailRequester(deps, ended.requestId, letter, async (request) => ({
    answer: [await sealedText(deps, request, 'staff-finished'), ...markWords(deps, request)].join('\n\n'),
    corrected: correctedParts(deps, request),
    stays: await unchangedByPlan(deps, request),
    grounds: groundTexts(deps, request),
    recipients: [
      ...(await informedRecipients(deps, request)),
      ...unclearRecipientTexts(deps, request),
      ...(await leftOutRecipientTexts(deps, request)),
    ],
    law: lawTexts(deps, request),
  }));
}

/**
 * "We could not verify you" is not final: a late proof opens the request again, and then its outcome is
 * mailed. Nor is an answer after which something was left to staff, who write a letter of their own about it.
 */
export function staffLetterKey(request: DataSubjectRequest): string {
  const handed = seqOf(request, 'handed-to-staff');
  const answered = allOf(request.log, 'mailed').find(({ data }) => data.key === OUTCOME_KEY)?.seq ?? Infinity;
  if (handed > answered) return `${OUTCOME_KEY}-${handed}`;
  if (staffFinish(request)?.data.outcome !== 'unverified') return OUTCOME_KEY;
  return `unverified-by-staff-${allOf(request.log, 'reopened').length}`;
}

/**
 * Which recipients were informed, and with which result, without the hosts that needed no notice, which the
 * notice of an erasure names.
 */
export async function informedRecipients(
  deps: Pick<NotifyDeps, 'map' | 'vault'>,
  request: DataSubjectRequest,
  notYet?: Parameters<typeof recipientStatusText>[1],
) {
  return recipientsOf(await mapWithInformed(deps, request), request)
    .map((one) => ({ name: one.name, status: recipientStatus(deps.map, request, one) }))
    .filter(({ status }) => status !== 'spared')
    .map((one) => recipientStatusText(one, notYet));
}

/**
 * A sentence for each ground, with its article, none of them twice. Where none fits, it says who answers for
 * the refusal.
 */
function groundTexts(deps: NotifyDeps, request: DataSubjectRequest): CitedWords[] {
  const end = (staffFinish(request) ?? lastOf(request.log, 'decided'))?.data;
  if (!end) return [];
  if (end.ground === OWN_WORDS) return [answeredFor(deps, end)];
  const articles = new Map<string, string[]>();
  for (const { sentence, article } of groundsNamed(deps, request, end))
    articles.set(sentence, [...new Set([...(articles.get(sentence) ?? []), article])]);
  return [...articles].map(([words, cited]) => ({ words, article: cited.join('; ') }));
}

function answeredFor(
  { desk }: NotifyDeps,
  { staffId, nobodyElse }: Pick<Decision, 'staffId' | 'nobodyElse'>,
): CitedWords {
  const staff = desk.staff.find(({ id, formerIds = [] }) => id === staffId || formerIds.includes(staffId));
  const name = staff?.name ?? 'one of our staff';
  return {
    words: nobodyElse
      ? `Only one of us can decide on this. It was decided by ${name}, who decided on it before and answers for it here`
      : `None of the grounds on our list fits. This was decided by ${name}, who answers for it here`,
    article: 'our reasons: above',
  };
}

/** What staff wrote to the requester. */
async function sealedText(
  deps: NotifyDeps,
  request: DataSubjectRequest,
  type: 'decided' | 'staff-finished',
): Promise<string> {
  const sealed = lastOf(request.log, type)?.sealed;
  return sealed ? String(await deps.vault.unseal(request.requestId, sealed)) : '';
}
