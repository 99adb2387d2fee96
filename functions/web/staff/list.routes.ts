import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import { civilDateOf, dueDates, receivedOn } from '../../domain/due-dates';
import { nicknameOf } from '../../domain/nickname';
import { referenceOf } from '../../domain/reference';
import { linkPaths } from '../../links/issue-link';
import { type OpenRequest, OpenRequests } from '../../pages/staff/open-requests';
import { openParts } from '../open-parts';
import { answerPage, frameOf } from '../web-answer';
import { navOf, signedIn } from './signed-in';
import type { StaffDeps } from './staff-deps';

/** Requests that one page shows: the oldest, which are the most urgent. */
const MOST = 300;

/** What is open, and by when; no personal data. */
export function listRoutes(deps: StaffDeps): Hono {
  const app = new Hono();
  app.get('/s', async (c) => {
    const who = await signedIn(c, deps);
    if (!who) return c.redirect(`/${linkPaths['sign-in']}`, 303);
    return list(deps, c, navOf(who));
  });
  return app;
}

async function list(deps: StaffDeps, c: Context, nav: ReturnType<typeof navOf>): Promise<Response> {
  const requests = (await openRequests(deps)).map((request) => rowOf(deps, request));
  const view = OpenRequests({
    ...frameOf(deps),
    nav,
    today: civilDateOf(deps.clock.now(), deps.desk.zone).toString(),
    requests: requests.sort((a, b) => (a.dueOn < b.dueOn ? -1 : 1)),
    entryUrl: '/s/enter',
  });
  return answerPage(c, view);
}

async function openRequests(deps: StaffDeps): Promise<DataSubjectRequest[]> {
  const open: { requestId: string; receivedAt: string }[] = [];
  for await (const summary of deps.register.summaries()) if (summary.status !== 'closed') open.push(summary);
  const oldest = open.sort((a, b) => (a.receivedAt < b.receivedAt ? -1 : 1)).slice(0, MOST);
  const requests = await Promise.all(oldest.map(({ requestId }) => deps.register.find(requestId)));
  return requests.filter((request) => request !== undefined).filter(({ status }) => status !== 'closed');
}

function rowOf(deps: StaffDeps, request: DataSubjectRequest): OpenRequest {
  const { latest, approveBy, paused } = dueDates(request, deps.book);
  return {
    reference: referenceOf(request.requestId),
    nickname: nicknameOf(request),
    right: request.right,
    status: request.status,
    receivedOn: receivedOn(request).toString(),
    approveBy,
    dueOn: latest,
    paused,
    missing: openParts(deps.map, request),
  };
}
