import { randomBytes } from 'node:crypto';
import { answerStyle } from '../../../answer/answer-style';
import { approvalsBy, approvalsNeeded, approverWay, otherApprovals } from '../../../domain/approvals';
import { contestedOf } from '../../../domain/contested-rows';
import { changesGuarded } from '../../../domain/correction-notice';
import { isCorrectedInPart } from '../../../domain/corrections';
import {
  allOf,
  type DataSubjectRequest,
  hasBareClaims,
  isDoubted,
} from '../../../domain/data-subject-request';
import { onlyCategories } from '../../../domain/details-proof';
import { dueDates } from '../../../domain/due-dates';
import { collectionOf } from '../../../domain/locate-plan';
import { looseSystems } from '../../../domain/loose-systems';
import { nicknameOf } from '../../../domain/nickname';
import { storeTitle } from '../../../domain/open-work';
import { announcedApproval, announcedApprovalEndsAt } from '../../../domain/own-word';
import { referenceOf } from '../../../domain/reference';
import { mayHappen } from '../../../domain/request-status';
import { gapsOf, unclassifiedFields } from '../../../findings/blocks-of';
import { chosenDisclosure } from '../../../findings/disclosure-of';
import { whoAsks } from '../../../findings/own-request';
import { requesterFacts } from '../../../findings/requester-facts';
import { timelineOf } from '../../../mailing/timeline-of';
import type { Choice, FormTarget } from '../../../pages/form-parts';
import type { DecisionFacts } from '../../../pages/staff/decision';
import type { DecisionActionsFacts } from '../../../pages/staff/decision-actions';
import type { DecisionBlocksFacts } from '../../../pages/staff/decision-blocks';
import type { DecisionContestedFacts } from '../../../pages/staff/decision-contested';
import type { DecisionUnreadFacts } from '../../../pages/staff/decision-unread';
import type { DecisionWithholdingFacts } from '../../../pages/staff/decision-withholding';
import type { ExtendFacts } from '../../../pages/staff/extend-act';
import { instantWords } from '../../../pages/words/date-words';
import { statusWords } from '../../../pages/words/status-words';
import { totpNeed } from '../../../totp/staff-totp';
import { frameOf } from '../../web-answer';
import { groundFacts } from '../chosen-grounds';
import { lawWords } from '../law-words';
import { lostFacts } from '../lost-facts';
import { notesInFile } from '../note-in-file';
import { otherRequests } from '../other-requests';
import type { StaffDeps } from '../staff-deps';
import { hiddenOf, type StaffPage } from '../staff-page';
import { groundsForWithholding } from '../withholding-grounds';
import { mayPause } from './ask';
import { checksOf } from './checks-of';
import { lawQuestions } from './choose-law';
import { fieldId } from './classify';
import { wordConfirmation } from './confirm-act';
import { contestedId, contestedShown } from './contested';
import { correctionsFacts, waitWords } from './corrections-facts';
import { countsOf } from './counts-of';
import { dateNotes } from './date-notes';
import { type ExtensionOffer, extensionOffer, heldBy } from './extension-offer';
import { mayHandOver } from './hand-over';
import { identityWords, staffName } from './identity-words';
import { lawFields } from './law-fields';
import { lookInto } from './look-into';
import { notToldParts } from './not-told';
import { questionsToNote } from './note-answer';
import { ownWordBlock, tooFewBlock } from './own-word-block';
import type { Preview } from './preview-of';
import { PreviewView } from './preview-view';
import { isBegun } from './refuse';
import { approvalBlock, frozenOf, needsTotp, shownStamp } from './standing';
import { surerWords } from './surer-words';
import { groupId, unreadShown } from './unread';
import { leftOut, targetGroups, targetsOf } from './withholding-of';

/**
 * All that the decision page shows, as the request stands. `preview`: what the person would get, where they
 * get a copy.
 */
export async function decisionFacts(
  deps: StaffDeps,
  page: StaffPage,
  preview: Preview | undefined,
): Promise<DecisionFacts> {
  const { request } = page;
  const deciding = request.status === 'awaiting-decision';
  return {
    ...frameOf(deps),
    ...(await whoAndWhat(deps, request)),
    timeline: timelineOf(deps, request, true),
    dateNotes: dateNotes(dueDates(request, deps.book), deps.book),
    others: await otherRequests(deps, request),
    lost: lostFacts(request.log, deps.desk.zone),
    counts: await countsOf(deps, request),
    blocks: blocksFacts(deps, page, preview),
    checks: await checksOf(deps, request),
    unread: await unreadFacts(deps, page),
    contested: contestedFacts(deps, page),
    corrections: await correctionsFacts(deps, page, target(page, { act: 'plan' })),
    ...(deciding ? {} : { stands: `Where it stands: ${statusWords[request.status]}.` }),
    ...(deciding && preview ? await previewFacts(deps, page, preview) : {}),
    actions: await actionsFacts(deps, page, preview),
  };
}

async function whoAndWhat(deps: StaffDeps, request: DataSubjectRequest) {
  const { right, received, requestId } = request;
  const requester = await requesterFacts(deps, request);
  return {
    reference: referenceOf(requestId),
    nickname: nicknameOf(request),
    right,
    forWhom: received.forWhom,
    relation: received.relation,
    requester,
    governedBy: lawWords(deps, request),
    identity: [await identityWords(deps, request), await surerWords(deps, request)].filter(Boolean).join(' '),
    questions: await questionsOf(deps, request),
    inFile: await notesInFile(deps, request),
  };
}

/** What staff asked on the way, each with its answer. */
export async function questionsOf(
  deps: Pick<StaffDeps, 'vault' | 'desk'>,
  request: DataSubjectRequest,
): Promise<NonNullable<DecisionFacts['questions']>> {
  const words = async (sealed: string | undefined) =>
    sealed ? String(await deps.vault.unseal(request.requestId, sealed)) : '';
  return Promise.all(
    allOf(request.log, 'question-asked').map(async (asked) => {
      const { questionId } = asked.data;
      const replies = allOf(request.log, 'question-answered').filter((e) => e.data.questionId === questionId);
      const question = await words(asked.sealed);
      const answers = await Promise.all(
        replies.map(async ({ sealed, data: { staffId } }) => {
          const by = staffId === undefined ? '' : `Written down by ${staffName(deps, staffId)}: `;
          return `${by}${await words(sealed)}`;
        }),
      );
      return answers.length > 0 ? { question, answer: answers.join('\n\n') } : { question };
    }),
  );
}

/** A form of this page: it carries the session's value, a name of its own, and what is shown. */
function target(page: StaffPage, more: Record<string, string> = {}): FormTarget {
  const once = randomBytes(9).toString('base64url');
  return {
    action: page.action,
    hidden: { ...hiddenOf(page), once, ...shownStamp(page.request), ...more },
  };
}

function blocksFacts(deps: StaffDeps, page: StaffPage, preview: Preview | undefined): DecisionBlocksFacts {
  const { request } = page;
  const unclassified = unclassifiedFields(request);
  const ids = Object.fromEntries(unclassified.map((field, at) => [`field-${at}`, fieldId(field)]));
  return {
    gaps: gapsOf(deps, request),
    unclassified: unclassified.map((field) => {
      const title = collectionOf(deps.map, field.storeId, field.collection)?.title ?? field.collection;
      const records = recordsWith(preview, field);
      const where = `${title} in ${storeTitle(deps.map, field.storeId)}`;
      return { ...field, where, ...(records === undefined ? {} : { records }) };
    }),
    ...(request.status === 'awaiting-decision'
      ? { classify: target(page, { act: 'classify', ...ids }) }
      : {}),
  };
}

async function unreadFacts(deps: StaffDeps, page: StaffPage): Promise<DecisionUnreadFacts> {
  const { request } = page;
  const groups = await unreadShown(deps, request);
  const ids = (frozenOf(request)?.unread ?? []).map((group, at) => [`group-${at}`, groupId(group)]);
  return {
    groups,
    ...(request.status === 'awaiting-decision'
      ? { form: target(page, { act: 'unread', ...Object.fromEntries(ids) }) }
      : {}),
  };
}

function contestedFacts(deps: StaffDeps, page: StaffPage): DecisionContestedFacts {
  const { request } = page;
  const ids = contestedOf(request).map((one, at) => [`rows-${at}`, contestedId(one)]);
  return {
    groups: contestedShown(deps, request),
    ...(request.status === 'awaiting-decision'
      ? { form: target(page, { act: 'contested', ...Object.fromEntries(ids) }) }
      : {}),
  };
}

function recordsWith(
  preview: Preview | undefined,
  of: { storeId: string; collection: string; field: string },
): number | undefined {
  const store = preview?.stores.find((s) => s.store.storeId === of.storeId);
  const finding = store?.findings.find((f) => f.collection.name === of.collection);
  return finding?.withheldFields.find((w) => w.field === of.field && w.because === 'unclassified')?.count;
}

type PreviewPart = Pick<DecisionFacts, 'preview' | 'previewStyles' | 'laws' | 'notTold'> & {
  readonly withholding: DecisionWithholdingFacts;
};

async function previewFacts(deps: StaffDeps, page: StaffPage, preview: Preview): Promise<PreviewPart> {
  const chosen = await chosenDisclosure(deps, page.request);
  const fields = lawFields(deps, page.request, preview);
  return {
    laws: {
      questions: lawQuestions(fields, (id) => target(page, { act: 'choose-law', 'law-field': id })),
      lookInto: lookInto(deps, page.request, preview),
    },
    notTold: notToldParts(preview, deps.map),
    preview: PreviewView({
      ...{ preview, systems: deps.map.systems, loose: looseSystems(deps.map) },
      filesAt: `${page.action}/file`,
      only: onlyCategories(deps, page.request),
      zone: deps.desk.zone,
    }),
    previewStyles: [answerStyle],
    withholding: {
      withheld: leftOut(deps.map, chosen, preview),
      targets: targetGroups(targetsOf(preview)),
      laws: groundsForWithholding(deps, page.request),
      form: target(page, { act: 'withhold' }),
      undo: target(page, { act: 'undo' }),
    },
  };
}

async function actionsFacts(
  deps: StaffDeps,
  page: StaffPage,
  preview: Preview | undefined,
): Promise<DecisionActionsFacts> {
  const { request } = page;
  const deciding = request.status === 'awaiting-decision';
  const offer = extensionOffer(deps, request);
  return {
    right: request.right,
    form: target(page),
    ...(isDoubted(request) ? { settle: { confirmation: await wordConfirmation(deps, page) } } : {}),
    ...(deciding && hasBareClaims(request)
      ? { vouch: { confirmation: await wordConfirmation(deps, page) } }
      : {}),
    ...(deciding ? { approve: await approveFacts(deps, page, preview) } : {}),
    ...(deciding && !isDoubted(request) && !isBegun(request)
      ? {
          refuse: {
            grounds: groundFacts(deps, request),
            confirmation: await totpNeed(deps, page),
            name: page.staff.name,
          },
        }
      : {}),
    ...(offer ? { extend: extendFacts(offer) } : {}),
    extensionHeldBy: heldBy(deps, request),
    ...(mayHappen('question-asked', request.status) ? { ask: { mayPause: mayPause(deps, request) } } : {}),
    noteAnswer: questionsToNote(request),
    ...(deciding ? { searchAgain: {} } : {}),
    ...(mayHandOver(request) ? { handOver: {} } : {}),
  };
}

/** The extension as the pages offer it. */
export function extendFacts(offer: ExtensionOffer): ExtendFacts {
  const laws = offer.laws.map((law) => ({ ...law, grounds: law.grounds.map(choiceOf) }));
  return { ...offer, laws };
}

function choiceOf({ id, words, article }: { id: string; words: string; article: string }): Choice {
  return { value: id, label: article ? `${words} (${article})` : words };
}

async function approveFacts(
  deps: StaffDeps,
  page: StaffPage,
  preview: Preview | undefined,
): Promise<NonNullable<DecisionActionsFacts['approve']>> {
  const { request, staff } = page;
  const asking = await whoAsks(deps, request);
  const isAnnounced = approverWay(deps.desk, request, staff, asking).kind === 'announced';
  const others = otherApprovals(deps.desk, request, staff);
  const blocked =
    tooFewBlock(deps, page, asking) ??
    approvedBefore(deps, page, isAnnounced) ??
    approvalBlock(deps, request) ??
    ownWordBlock(deps, page, asking);
  return {
    confirmation: needsTotp(request) || isAnnounced ? await totpNeed(deps, page) : { kind: 'mail-code' },
    inPart: preview?.inPart ?? isCorrectedInPart(request),
    ...(changesGuarded(request) ? { notice: waitWords(deps, request) } : {}),
    furtherApprovals: Math.max(0, approvalsNeeded(deps.desk, request) - others - 1),
    ...(isAnnounced ? { waits: deps.desk.waits.ownApproval } : {}),
    ...(blocked ? { blocked } : {}),
  };
}

function approvedBefore(
  deps: StaffDeps,
  { request, staff }: StaffPage,
  isAnnounced: boolean,
): string | undefined {
  if (approvalsBy(request).includes(staff.id))
    return 'You have approved this. A second person has to approve as well.';
  if (!isAnnounced || announcedApproval(request)?.data.staffId !== staff.id) return undefined;
  const endsAt = announcedApprovalEndsAt(request, deps.desk) ?? '';
  return `You have approved this. It counts from ${instantWords(endsAt, deps.desk.zone)}, since nobody else may decide; the person was told. Until then you can still refuse it.`;
}
