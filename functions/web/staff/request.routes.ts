import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import { constantTimeEqual } from '../../casework/links/constant-time-equal';
import { LINK_PATHS } from '../../casework/links/issue-link';
import { findLink, openSession } from '../../casework/links/open-link';
import { mailFreshLink, newestFreshToken } from '../../casework/mail/mail-fresh-link';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import { type NextStaffPage, nextStaffPage } from '../../domain/next-staff-page';
import { nicknameOf } from '../../domain/nickname';
import { referenceOf, requestIdIn } from '../../domain/reference';
import { buildTimeline } from '../../words/build-timeline';
import { readFields } from '../form-fields';
import { outstandingParts } from '../outstanding-parts';
import { frameOf, pageReply } from '../page-reply';
import { lettersWaiting } from './letters-waiting';
import { recipientRows } from './recipient-rows';
import { relatedRequests } from './related-requests';
import { RequestOverview } from './request-overview';
import { setSessionCookie } from './session-cookie';
import { navOf, type SignedIn, signedIn } from './signed-in';
import type { StaffDeps } from './staff-deps';
import { settleUnclearRecipient } from './unclear-recipient';
import { undeliveredRows } from './undelivered-rows';

const PATH = '/s/request';

/** Path of a request's page. The reference is no secret: the sign-in decides what opens. */
export function requestPath(requestId: string): string {
  return `${PATH}/${referenceOf(requestId)}`;
}

/** One request, for staff who are signed in: its status, and a link to the page where they can continue. */
export function requestRoutes(deps: StaffDeps): Hono {
  const app = new Hono();
  app.get(`${PATH}/:reference`, (c) => withRequest(deps, c, (who, request) => show(deps, c, who, request)));
  app.post(`${PATH}/:reference`, (c) => withRequest(deps, c, (who, request) => open(deps, c, who, request)));
  return app;
}

async function withRequest(
  deps: StaffDeps,
  c: Context,
  go: (who: SignedIn, request: DataSubjectRequest) => Response | Promise<Response>,
): Promise<Response> {
  const who = await signedIn(c, deps);
  if (!who) return c.redirect(`/${LINK_PATHS['sign-in']}`, 303);
  const requestId = requestIdIn(c.req.param('reference') ?? '');
  const request = requestId ? await deps.register.find(requestId) : undefined;
  return request ? go(who, request) : c.redirect('/s', 303);
}

function show(
  deps: StaffDeps,
  c: Context,
  who: SignedIn,
  request: DataSubjectRequest,
  tooMany = false,
): Response {
  const form = { action: requestPath(request.requestId), hidden: { csrf: who.session.csrf } };
  const view = RequestOverview({
    ...frameOf(deps),
    nav: navOf(who),
    reference: referenceOf(request.requestId),
    nickname: nicknameOf(request),
    right: request.right,
    status: request.status,
    ...(request.outcome ? { outcome: request.outcome } : {}),
    timeline: buildTimeline(deps, request, true),
    related: relatedRequests(request).map(({ requestId, how }) => ({
      how,
      reference: referenceOf(requestId),
      url: requestPath(requestId),
    })),
    missing: outstandingParts(deps.map, request),
    ...lettersWaiting(deps, request, who.staff),
    recipients: recipientRows(deps, request, who.staff.may.includes('decide') ? form : undefined),
    undelivered: undeliveredRows(deps, request),
    ...(nextStaffPage(request, who.staff) ? { open: form } : {}),
    tooMany,
  });
  return pageReply(c, view, { status: tooMany ? 429 : 200 });
}

/**
 * Opens the page of the request for this browser, as if the code had been typed at its gate: the sign-in took
 * a code of the same mailbox. A mail brings the code for the acts on that page, once; while its link works,
 * another is sent only on demand.
 */
async function open(
  deps: StaffDeps,
  c: Context,
  who: SignedIn,
  request: DataSubjectRequest,
): Promise<Response> {
  const { csrf = '', mail, act, recipient = '' } = await readFields(c);
  if ((act === 'tell' || act === 'spare') && constantTimeEqual(csrf, who.session.csrf)) {
    const chosen = { staff: who.staff, recipientId: recipient, isTold: act === 'tell' };
    return show(deps, c, who, await settleUnclearRecipient(deps, request, chosen));
  }
  const nextPage = nextStaffPage(request, who.staff);
  if (!nextPage || !constantTimeEqual(csrf, who.session.csrf)) return show(deps, c, who, request);
  const known = mail === 'fresh' ? undefined : await workingToken(deps, request, who, nextPage);
  const token = known ?? (await mailFreshLink(deps, request, who.staff, nextPage));
  if (!token) return show(deps, c, who, request, true);
  const found = await findLink(deps, nextPage.purpose, token);
  if (found.state !== 'open') return show(deps, c, who, request, true);
  const value = await openSession(deps, found.token, who.session.factor, who.session.hash);
  setSessionCookie(c, deps, { of: { token }, value });
  return c.redirect(`/${LINK_PATHS[nextPage.purpose]}/${token}/page`, 303);
}

async function workingToken(
  deps: StaffDeps,
  request: DataSubjectRequest,
  who: SignedIn,
  nextPage: NextStaffPage,
) {
  const token = await newestFreshToken(deps, request, who.staff, nextPage);
  return token && (await findLink(deps, nextPage.purpose, token)).state === 'open' ? token : undefined;
}
