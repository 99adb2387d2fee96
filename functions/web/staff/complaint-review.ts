import { isFromAddress } from '../../casework/evidence/is-from-address';
import { whoAsks } from '../../casework/evidence/own-request';
import { requesterFacts } from '../../casework/evidence/requester-facts';
import { referencedId } from '../../casework/queue/reviewed-request';
import { tieReview } from '../../casework/queue/tie-review';
import { civilDateOf } from '../../domain/civil-time';
import { type DataSubjectRequest, staffFinish } from '../../domain/data-subject-request';
import { receivedOn } from '../../domain/due-dates';
import { ShreddedError } from '../../domain/errors';
import type { Outcome } from '../../domain/event-facts';
import { lastOf } from '../../domain/log-entries';
import { nicknameOf } from '../../domain/nickname';
import { referenceOf, requestIdIn } from '../../domain/reference';
import { groundsNamed, OWN_WORDS } from '../../domain/refusing-laws';
import { reviewWay, whoDecided } from '../../domain/reviewers';
import { isReview, type Right } from '../../domain/rights';
import { reviewTie } from '../../domain/tied-review';
import type { ReopenOption } from '../../words/case-fields';
import { rightLabels } from '../../words/right-labels';
import { outcomeLabels, reviewOutcomeLabels, statusLabels } from '../../words/status-labels';
import { notesInFile } from './note-in-file';
import { requestPath } from './request.routes';
import type { ReviewedRequest, ReviewFacts } from './reviewed-request';
import type { StaffDeps } from './staff-deps';
import type { StaffPage } from './staff-page';
import { mailedCodeProblem } from './typed-code';

/** The request that a complaint or an appeal is about, by the present register. */
export async function findRequestUnderReview(
  { register }: Pick<StaffDeps, 'register'>,
  review: DataSubjectRequest,
): Promise<DataSubjectRequest | undefined> {
  const tie = reviewTie(review)?.data;
  return tie && register.find(tie.aboutId);
}

/**
 * The original request: for a complaint about the answer to a complaint, what that one led to, or else what
 * it was about; and so on. Undefined where a link of that chain is missing.
 */
export async function findOriginalRequest(
  { register }: Pick<StaffDeps, 'register'>,
  review: DataSubjectRequest,
): Promise<DataSubjectRequest | undefined> {
  const seen = new Set<string>();
  let one: DataSubjectRequest | undefined = review;
  while (one && isReview(one.right) && !seen.has(one.requestId)) {
    seen.add(one.requestId);
    const next: string | undefined =
      (one === review ? undefined : staffFinish(one)?.data.carriesOn?.requestId) ??
      reviewTie(one)?.data.aboutId;
    one = next === undefined ? undefined : await register.find(next);
  }
  return one && !isReview(one.right) ? one : undefined;
}

/**
 * Whether this member of staff may review a complaint or an appeal. It depends on the decisions on the
 * request it is tied to, when it was tied and since, and on the request it names without being tied to it, so
 * that no one reviews their own decision because the letter came from another address.
 */
export async function reviewerWay(deps: StaffDeps, { request, staff }: StaffPage) {
  if (!isReview(request.right)) return { kind: 'free' } as const;
  const about = (await findRequestUnderReview(deps, request)) ?? (await namedBy(deps, request));
  const decidedBy = [...(reviewTie(request)?.data.decidedBy ?? []), ...(about ? whoDecided(about) : [])];
  return reviewWay(deps.desk, decidedBy, staff, await whoAsks(deps, request));
}

async function namedBy(
  deps: StaffDeps,
  request: DataSubjectRequest,
): Promise<DataSubjectRequest | undefined> {
  const named = referencedId(await requesterFacts(deps, request));
  return named === undefined ? undefined : deps.register.find(named);
}

/**
 * Title and text for somebody who made the first decision, while others can review it; undefined for anybody
 * else.
 */
export async function reviewBlock(
  deps: StaffDeps,
  page: StaffPage,
): Promise<readonly [title: string, text: string] | undefined> {
  const way = await reviewerWay(deps, page);
  if (way.kind !== 'others') return undefined;
  const who = way.who.map(({ name }) => name).join(' or ');
  return [
    'Somebody else has to look at this',
    `You decided on what this is about, so you may not decide on it again. ${who} can, and finds it in the list of open requests.`,
  ];
}

/** What the page of a complaint or an appeal shows about it; undefined for other requests. */
export async function reviewFacts(deps: StaffDeps, page: StaffPage): Promise<ReviewFacts | undefined> {
  const { request } = page;
  if (!isReview(request.right)) return undefined;
  const about = await findRequestUnderReview(deps, request);
  const facts = await requesterFacts(deps, request);
  const named = referencedId(facts);
  const way = await reviewerWay(deps, page);
  return {
    ...(about ? { about: await shown(deps, about, facts.email) } : {}),
    ...(named ? { named: referenceOf(named) } : {}),
    ...(await reopenOption(deps, request, await findOriginalRequest(deps, request))),
    same: way.kind === 'nobody-else',
  };
}

/**
 * Whether the original request can be done after all, as a request of its own: only for the same requester,
 * and while their proof can be read.
 */
export async function reopenOption(
  deps: Pick<StaffDeps, 'vault'>,
  review: DataSubjectRequest,
  first: DataSubjectRequest | undefined,
): Promise<{ readonly carryOn?: ReopenOption }> {
  if (first?.status !== 'closed') return {};
  if (await isGone(deps, first)) return { carryOn: 'gone' };
  const { email } = await requesterFacts(deps, review);
  const isTheirs = email !== undefined && (await isFromAddress(deps, first, email));
  return { carryOn: isTheirs ? 'offered' : 'other-address' };
}

async function isGone(deps: Pick<StaffDeps, 'vault'>, about: DataSubjectRequest): Promise<boolean> {
  try {
    await requesterFacts(deps, about);
    return false;
  } catch (error) {
    if (error instanceof ShreddedError) return true;
    throw error;
  }
}

async function shown(
  deps: StaffDeps,
  about: DataSubjectRequest,
  email: string | undefined,
): Promise<ReviewedRequest> {
  const end = lastOf(about.log, 'staff-finished') ?? lastOf(about.log, 'decided');
  const names = whoDecided(about).map((id) => deps.desk.staff.find((one) => one.id === id)?.name ?? id);
  const cited = groundsNamed(deps, about, end?.data ?? {}).map(({ sentence, article }) =>
    article ? `${sentence} (${article})` : sentence,
  );
  const ground = end?.data.ground === OWN_WORDS ? 'none on the list: refused by name' : cited.join('; ');
  return {
    reference: referenceOf(about.requestId),
    nickname: nicknameOf(about),
    url: requestPath(about.requestId),
    askedFor: rightLabels(about.right).askedByThem,
    receivedOn: receivedOn(about).toString(),
    status: about.outcome ? endWords(about.right, about.outcome) : statusLabels[about.status],
    decidedBy: names,
    ...(end ? { decidedOn: civilDateOf(end.at, about.received.zone).toString() } : {}),
    ...(ground ? { ground } : {}),
    ...(await sealedParts(deps, about)),
    otherAddress:
      email !== undefined && !(await isGone(deps, about)) && !(await isFromAddress(deps, about, email)),
  };
}

function endWords(right: Right, outcome: Outcome): string {
  return (isReview(right) ? reviewOutcomeLabels[outcome as 'refused'] : undefined) ?? outcomeLabels[outcome];
}

/**
 * What the person wrote then, what staff wrote to them and what they noted for their file; empty where the
 * key of that request was destroyed.
 */
async function sealedParts(
  deps: StaffDeps,
  about: DataSubjectRequest,
): Promise<Pick<ReviewedRequest, 'message' | 'answer' | 'inFile'>> {
  try {
    const { message } = await requesterFacts(deps, about);
    const sealed = lastOf(about.log, 'staff-finished')?.sealed ?? lastOf(about.log, 'decided')?.sealed;
    const answer = sealed ? String(await deps.vault.unseal(about.requestId, sealed)) : '';
    const inFile = await notesInFile(deps, about);
    return { ...(message ? { message } : {}), ...(answer ? { answer } : {}), inFile };
  } catch (error) {
    if (error instanceof ShreddedError) return {};
    throw error;
  }
}

/** Ties it to the request that a member of staff found. Returns what is wrong with the form, or undefined. */
export async function tieByHand(
  deps: StaffDeps,
  page: StaffPage,
  fields: Readonly<Record<string, string>>,
): Promise<Readonly<Record<string, string>> | undefined> {
  const { request, staff } = page;
  const requestId = requestIdIn(fields.about ?? '');
  const about = requestId ? await deps.register.find(requestId) : undefined;
  if (!about || about.requestId === request.requestId)
    return {
      'tie-about':
        'There is no other request with this reference. Look it up in the list, and type it like DSR-7K3M-9QXT-2B4D.',
    };
  const problem = await mailedCodeProblem(deps, page, fields.code);
  if (problem) return { 'tie-code': problem };
  await tieReview(deps, request, about, staff.id);
  return undefined;
}
