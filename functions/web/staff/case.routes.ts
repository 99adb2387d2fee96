import type { Context, Hono } from 'hono';
import { isOwnRequest } from '../../casework/evidence/own-request';
import { LINK_PATHS } from '../../casework/links/issue-link';
import { type DataSubjectRequest, staffFinish } from '../../domain/data-subject-request';
import { isUnread } from '../../domain/received-as';
import { restrictionOf } from '../../domain/restriction';
import { isReview } from '../../domain/rights';
import type { Fields } from '../form-fields';
import { pageReply } from '../page-reply';
import { hasErrors } from '../parts/form-parts';
import { acceptDrift, isGoOnAct } from './accept-drift';
import { actOutcomePage } from './act-outcome-page';
import { caseFacts } from './case-facts';
import { reviewBlock, tieByHand } from './complaint-review';
import type { Act } from './decide/act-result';
import { extend } from './decide/extend';
import { noteAnswer } from './decide/note-answer';
import { settleDoubt } from './decide/settle-doubt';
import type { GoOnAct } from './drift-card';
import { finishCase, refuseCase } from './finish-case';
import { HandedOver } from './handed-over';
import { resume } from './paused-case';
import { renewSearch } from './renew-search';
import { actOnRestricted, showRestricted } from './restricted-case';
import type { StaffDeps } from './staff-deps';
import { staffLinkRoutes } from './staff-link';
import type { ReturnedForm, StaffPage } from './staff-page';
import { valuesById } from './values-by-id';
import { progress } from './write-progress';

/** The page of a request that a person carries out: what to do, by when, and how it ended. */
export function caseRoutes(deps: StaffDeps): Hono {
  return staffLinkRoutes(
    deps,
    { purpose: 'case', gate: 'case', path: LINK_PATHS.case, may: 'decide' },
    {
      show: (c, page, again) => show(deps, c, page, again),
      act: async (c, page, fields) => {
        if (isUnread(page.request)) return actOutcomePage(deps, c, page, 'unread');
        if (isRestricted(page.request)) return restricted(deps, c, page, fields);
        const block = await reviewBlock(deps, page);
        if (block) return actOutcomePage(deps, c, page, 'decided-before', block);
        if (fields.act === 'tie') return tie(deps, c, page, fields);
        if (fields.act === 'progress') return take(progress, deps, c, page, fields);
        if (fields.act === 'settle') return take(settleDoubt, deps, c, page, fields);
        if (fields.act === 'note-answer') return take(noteAnswer, deps, c, page, fields);
        if (fields.act === 'resume') return goOnAfterPause(deps, c, page, fields);
        if (isGoOnAct(fields.act)) return goOn(deps, c, page, fields.act, fields);
        if (fields.act === 'search-again') return giveBack(deps, c, page, fields);
        if (fields.act === 'extend') return takeLonger(deps, c, page, fields);
        return record(deps, c, page, fields);
      },
    },
  );
}

async function show(deps: StaffDeps, c: Context, page: StaffPage, again?: ReturnedForm): Promise<Response> {
  const { request } = page;
  if (isUnread(request)) return actOutcomePage(deps, c, page, 'unread');
  if (await isOwnRequest(deps, request, page.staff)) return actOutcomePage(deps, c, page, 'own-request');
  if (isRestricted(request)) return showRestricted(deps, c, page);
  if (staffFinish(request)) return actOutcomePage(deps, c, page, 'case-recorded');
  if (request.status !== 'with-staff') return actOutcomePage(deps, c, page, 'already-decided');
  const block = await reviewBlock(deps, page);
  if (block) return actOutcomePage(deps, c, page, 'decided-before', block);
  const facts = await caseFacts(deps, page);
  const view = HandedOver({ ...facts, values: valuesById(again?.values ?? {}), errors: again?.errors ?? {} });
  return pageReply(c, view, { status: hasErrors(again?.errors) ? 400 : 200 });
}

async function record(deps: StaffDeps, c: Context, page: StaffPage, fields: Fields): Promise<Response> {
  if (await isOwnRequest(deps, page.request, page.staff)) return actOutcomePage(deps, c, page, 'own-request');
  const result = await (fields.act === 'refuse-own-words' ? refuseCase : finishCase)(deps, page, fields);
  if ('errors' in result) return show(deps, c, page, { values: fields, errors: result.errors });
  return actOutcomePage(deps, c, page, result.done);
}

async function takeLonger(deps: StaffDeps, c: Context, page: StaffPage, fields: Fields): Promise<Response> {
  if (await isOwnRequest(deps, page.request, page.staff)) return actOutcomePage(deps, c, page, 'own-request');
  const result = await extend(deps, page, fields);
  if ('errors' in result) return show(deps, c, page, { values: fields, errors: result.errors });
  return actOutcomePage(deps, c, page, 'done' in result ? result.done : 'already-decided');
}

/** Records which request a complaint or an appeal is about, as staff found it. */
async function tie(deps: StaffDeps, c: Context, page: StaffPage, fields: Fields): Promise<Response> {
  if (!isReview(page.request.right) || page.request.status !== 'with-staff')
    return actOutcomePage(deps, c, page, 'already-decided');
  if (await isOwnRequest(deps, page.request, page.staff)) return actOutcomePage(deps, c, page, 'own-request');
  const errors = await tieByHand(deps, page, fields);
  if (errors) return show(deps, c, page, { values: fields, errors });
  return c.redirect(page.action, 303);
}

/** Whether the request was answered and its data is restricted. */
function isRestricted(request: DataSubjectRequest): boolean {
  return request.status === 'closed' && restrictionOf(request) !== undefined;
}

async function restricted(deps: StaffDeps, c: Context, page: StaffPage, fields: Fields): Promise<Response> {
  if (await isOwnRequest(deps, page.request, page.staff)) return actOutcomePage(deps, c, page, 'own-request');
  if (fields.act !== 'keep' && fields.act !== 'lift') return actOutcomePage(deps, c, page, 'case-recorded');
  return actOnRestricted(deps, c, page, fields);
}

/**
 * A smaller act: a doubt settled, an answer noted. The same page is shown again afterwards, with what staff
 * may do then.
 */
async function take(
  act: Act,
  deps: StaffDeps,
  c: Context,
  page: StaffPage,
  fields: Fields,
): Promise<Response> {
  if (await isOwnRequest(deps, page.request, page.staff)) return actOutcomePage(deps, c, page, 'own-request');
  const result = await act(deps, page, fields);
  if ('done' in result) return actOutcomePage(deps, c, page, result.done);
  return show(deps, c, page, { values: fields, errors: 'errors' in result ? result.errors : {} });
}

/** Resumes an erasure that the person paused. */
async function goOnAfterPause(
  deps: StaffDeps,
  c: Context,
  page: StaffPage,
  fields: Fields,
): Promise<Response> {
  if (await isOwnRequest(deps, page.request, page.staff)) return actOutcomePage(deps, c, page, 'own-request');
  const result = await resume(deps, page, fields);
  if ('errors' in result) return show(deps, c, page, { values: {}, errors: result.errors });
  return actOutcomePage(deps, c, page, result.done);
}

/** Has the desk search again and ask for a new decision. */
async function giveBack(deps: StaffDeps, c: Context, page: StaffPage, fields: Fields): Promise<Response> {
  if (await isOwnRequest(deps, page.request, page.staff)) return actOutcomePage(deps, c, page, 'own-request');
  const result = await renewSearch(deps, page, fields);
  if ('errors' in result) return show(deps, c, page, { values: {}, errors: result.errors });
  return actOutcomePage(deps, c, page, result.done);
}

/** Resumes an erasure that stopped because something changed after its approval. */
async function goOn(
  deps: StaffDeps,
  c: Context,
  page: StaffPage,
  act: GoOnAct,
  fields: Fields,
): Promise<Response> {
  if (await isOwnRequest(deps, page.request, page.staff)) return actOutcomePage(deps, c, page, 'own-request');
  const result = await acceptDrift(deps, page, act, fields);
  if ('errors' in result) return show(deps, c, page, { values: {}, errors: result.errors });
  return actOutcomePage(deps, c, page, result.done);
}
