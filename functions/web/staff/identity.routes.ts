import type { Context, Hono } from 'hono';
import { wakeDriver } from '../../casework/driver/wake';
import { isOwnRequest } from '../../casework/evidence/own-request';
import { requesterFacts } from '../../casework/evidence/requester-facts';
import { LINK_PATHS } from '../../casework/links/issue-link';
import { askAboutDoubt } from '../../casework/mail/ask-about-doubt';
import { linkOwnAddress } from '../../casework/queue/link-proof';
import { type DataSubjectRequest, isDoubted, seqOf } from '../../domain/data-subject-request';
import { dueDates, receivedOn } from '../../domain/due-dates';
import { allOf } from '../../domain/log-entries';
import { nicknameOf } from '../../domain/nickname';
import { rights } from '../../domain/rights';
import type { Fields } from '../form-fields';
import { frameOf, pageReply } from '../page-reply';
import { hasErrors } from '../parts/form-parts';
import { actOutcomePage } from './act-outcome-page';
import { doubtPauses } from './decide/ask';
import { confirmProblem, factorOfWord, wordConfirmation } from './decide/confirm-act';
import { noteAnswer, questionsToNote } from './decide/note-answer';
import { doubtOf, MAX_BECAUSE_LENGTH } from './decide/settle-doubt';
import type { DecisionDoneFacts } from './decision-done';
import { IdentityTask } from './identity-task';
import { questionsAsked } from './questions-asked';
import { readReachedOn } from './reached-on';
import type { StaffDeps } from './staff-deps';
import { staffLinkRoutes } from './staff-link';
import { hiddenOf, type ReturnedForm, type StaffPage } from './staff-page';
import { readStaffText } from './staff-text';
import { valuesById } from './values-by-id';

/** The page on which staff say that they know who is asking, or doubt it, and why. */
export function identityRoutes(deps: StaffDeps): Hono {
  return staffLinkRoutes(
    deps,
    { purpose: 'identity', gate: 'identity', path: LINK_PATHS.identity, may: 'decide' },
    {
      show: (c, page, again) => show(deps, c, page, again),
      act: (c, page, fields) => act(deps, c, page, fields),
    },
  );
}

function mayBeKnown(request: DataSubjectRequest): boolean {
  return request.status === 'awaiting-verification' || (isDoubted(request) && request.status !== 'closed');
}

function mayBeDoubted(request: DataSubjectRequest): boolean {
  const open: readonly string[] = ['awaiting-verification', 'locating', 'awaiting-decision', 'with-staff'];
  return rights[request.right].proof && open.includes(request.status) && !isDoubted(request);
}

async function show(deps: StaffDeps, c: Context, page: StaffPage, again?: ReturnedForm): Promise<Response> {
  const { request } = page;
  if (await isOwnRequest(deps, request, page.staff)) return actOutcomePage(deps, c, page, 'own-request');
  if (!mayBeKnown(request) && !mayBeDoubted(request)) return actOutcomePage(deps, c, page, 'already-decided');
  const requester = await requesterFacts(deps, request);
  const form = { action: page.action, hidden: hiddenOf(page) };
  const view = IdentityTask({
    ...frameOf(deps),
    nickname: nicknameOf(request),
    right: request.right,
    requester,
    why: isDoubted(request) ? 'doubted' : 'unverified',
    receivedOn: receivedOn(request).toString(),
    dueOn: dueDates(request, deps.book).latest,
    questions: await questionsAsked(deps, request),
    noteAnswer: { ...form, open: questionsToNote(request) },
    ...(mayBeKnown(request) ? { known: { ...form, confirmation: await wordConfirmation(deps, page) } } : {}),
    ...(mayBeDoubted(request) ? { doubt: form } : {}),
    doubtPauses: doubtPauses(deps, request),
    values: valuesById(again?.values ?? {}),
    errors: again?.errors ?? {},
  });
  return pageReply(c, view, { status: hasErrors(again?.errors) ? 400 : 200 });
}

async function act(deps: StaffDeps, c: Context, page: StaffPage, fields: Fields): Promise<Response> {
  const { request } = page;
  if (await isOwnRequest(deps, request, page.staff)) return actOutcomePage(deps, c, page, 'own-request');
  if (fields.act === 'note-answer') return note(deps, c, page, fields);
  const name = fields.act === 'known' || fields.act === 'doubt' ? fields.act : undefined;
  if (!name) return show(deps, c, page, { values: fields, errors: { form: 'Choose one of the two.' } });
  const repeated = earlierResult(page, name);
  if (repeated === 'identity-doubted') await askAboutDoubt(deps, request.requestId);
  if (repeated) return actOutcomePage(deps, c, page, repeated);
  const wrong = (errors: ReturnedForm['errors']) => show(deps, c, page, { values: fields, errors });
  const because = readStaffText(fields, 'because', MAX_BECAUSE_LENGTH);
  if ('problem' in because) return wrong({ [`${name}-because`]: because.problem });
  const reached = isDoubted(request) ? readReachedOn(deps, fields.reached, doubtOf(request)) : {};
  if ('problem' in reached) return wrong({ [`${name}-reached`]: reached.problem });
  const factor = name === 'known' ? factorOfWord(page) : 'mail-code';
  const problem = await confirmProblem(deps, page, { act: name, factor, fields });
  if (problem) return wrong(problem);
  await (name === 'known'
    ? noteKnown(deps, page, because.text, reached)
    : noteDoubt(deps, page, because.text));
  await wakeDriver(deps, request.requestId);
  return actOutcomePage(deps, c, page, name === 'known' ? 'identity-known' : 'identity-doubted');
}

async function note(deps: StaffDeps, c: Context, page: StaffPage, fields: Fields): Promise<Response> {
  const result = await noteAnswer(deps, page, fields);
  if ('done' in result) return actOutcomePage(deps, c, page, result.done);
  return show(deps, c, page, { values: fields, errors: 'errors' in result ? result.errors : {} });
}

/** The result for the same form sent again, or for one that comes too late. */
function earlierResult(
  { request }: StaffPage,
  name: 'known' | 'doubt',
): DecisionDoneFacts['act'] | undefined {
  if (name === 'known' && !mayBeKnown(request))
    return request.log.some((e) => e.type === 'identity-verified') ? 'identity-known' : 'already-decided';
  if (name === 'doubt' && !mayBeDoubted(request))
    return isDoubted(request) ? 'identity-doubted' : 'already-decided';
  return undefined;
}

/**
 * Records that staff know who is asking. This settles a recorded doubt, and replaces the mailed code where it
 * was not typed.
 */
async function noteKnown(
  deps: StaffDeps,
  { request, staff }: StaffPage,
  because: string,
  reached: { readonly reachedOn?: string },
): Promise<void> {
  const { requestId } = request;
  const actor = { kind: 'staff', id: staff.id } as const;
  const sealed = await deps.vault.seal(requestId, because);
  await deps.register.append(requestId, `settle-doubt-${seqOf(request, 'identity-doubted')}`, (now) =>
    isDoubted(now)
      ? { type: 'identity-doubt-settled', data: { staffId: staff.id, ...reached }, sealed, actor }
      : undefined,
  );
  await linkOwnAddress(deps, request);
  const turn = allOf(request.log, 'reopened').length;
  await deps.register.append(requestId, `known-${turn}`, (now) =>
    now.status === 'awaiting-verification'
      ? { type: 'identity-verified', data: { method: 'staff-known', staffId: staff.id }, sealed, actor }
      : undefined,
  );
}

/**
 * Records the doubt, which may pause the clock, and asks the person at once: without that notice the clock is
 * not paused.
 */
async function noteDoubt(deps: StaffDeps, { request, staff }: StaffPage, because: string): Promise<void> {
  const { requestId } = request;
  const sealed = await deps.vault.seal(requestId, because);
  const turn = allOf(request.log, 'identity-doubted').length + 1;
  await deps.register.append(requestId, `identity-doubted-${turn}`, (now) =>
    mayBeDoubted(now)
      ? {
          type: 'identity-doubted',
          data: { staffId: staff.id, askedAt: deps.clock.now() },
          sealed,
          actor: { kind: 'staff', id: staff.id },
        }
      : undefined,
  );
  await askAboutDoubt(deps, requestId);
}
