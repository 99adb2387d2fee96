import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import { listedRequests } from '../../casework/driver/request-lists';
import { LINK_PATHS } from '../../casework/links/issue-link';
import { mailWaitsSince } from '../../casework/mail/mail-waits';
import { civilDateOf } from '../../domain/civil-time';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import { defined } from '../../domain/defined';
import type { StaffMember } from '../../domain/desk';
import { dueDates, receivedOn } from '../../domain/due-dates';
import { nextStaffPage } from '../../domain/next-staff-page';
import { nicknameOf } from '../../domain/nickname';
import type { ListedRequest } from '../../domain/ports';
import { isUnread } from '../../domain/received-as';
import { referenceOf } from '../../domain/reference';
import { restrictionState } from '../../domain/restriction-timers';
import { openLetters } from '../../domain/undelivered';
import { instantText } from '../../words/date-text';
import { outstandingParts } from '../outstanding-parts';
import { frameOf, pageReply } from '../page-reply';
import { mayPost } from './letters-waiting';
import { type OpenRequest, OpenRequests, type OpenRequestsFacts } from './open-requests';
import { requestPath } from './request.routes';
import { settlingRows } from './settling-rows';
import { shownSignIns } from './sign-ins';
import { navOf, type SignedIn, signedIn } from './signed-in';
import type { StaffDeps } from './staff-deps';

/** Maximum number of requests on one page. */
const MOST = 300;

/** Assumed deadline where the index does not hold one. Days from receipt. */
const MOSTLY = 30;

/** Number of closed requests shown, those that ended last first. */
const CLOSED = 50;

/** Open requests and their deadlines; no personal data. */
export function listRoutes(deps: StaffDeps): Hono {
  const app = new Hono();
  app.get('/s', async (c) => {
    const who = await signedIn(c, deps);
    if (!who) return c.redirect(`/${LINK_PATHS['sign-in']}`, 303);
    return list(deps, c, who);
  });
  return app;
}

async function list(deps: StaffDeps, c: Context, who: SignedIn): Promise<Response> {
  const { open, closed, restricted } = await listsOf(deps);
  const part = partOf(open, c.req.query('page'));
  const requests = await openRequests(deps, part.shown);
  const rows = requests
    .map((request) => {
      const row = rowOf(deps, request);
      const needsMe = needs(request, who.staff) || (row.letters > 0 && mayPost(who.staff));
      return { ...row, needsMe };
    })
    .sort((a, b) => (a.dueOn < b.dueOn ? -1 : 1));
  const found = await Promise.all(restricted.map(({ requestId }) => deps.register.find(requestId)));
  const lookedAfter = found.filter((request) => request !== undefined);
  const today = civilDateOf(deps.clock.now(), deps.desk.zone).toString();
  const view = OpenRequests({
    ...frameOf(deps),
    nav: navOf(who),
    today,
    requests: rows,
    ...(open.length > MOST ? { part } : {}),
    restricted: restrictedRows(lookedAfter, today),
    settling: settlingRows(deps, lookedAfter, today),
    closed: await Promise.all(closed.map((one) => closedRow(deps, one))),
    signIns: await signInsOf(deps, who),
    ...(await mailWaits(deps)),
    entryUrl: '/s/enter',
  });
  return pageReply(c, view);
}

async function mailWaits({ items, desk }: StaffDeps): Promise<Pick<OpenRequestsFacts, 'mailWaitsSince'>> {
  const since = await mailWaitsSince(items);
  return since ? { mailWaitsSince: instantText(since, desk.zone) } : {};
}

/**
 * Whether the request needs this member of staff. One that waits for the person's own code can be opened, but
 * needs nothing from staff.
 */
function needs(request: DataSubjectRequest, staff: StaffMember): boolean {
  return request.status !== 'awaiting-verification' && nextStaffPage(request, staff) !== undefined;
}

async function signInsOf(
  deps: StaffDeps,
  { staff, session }: SignedIn,
): Promise<NonNullable<OpenRequestsFacts['signIns']>> {
  const last = await shownSignIns(deps, staff.id, session, deps.clock.now());
  return {
    last: last.map(({ at, ...rest }) => ({ ...rest, when: instantText(at, deps.desk.zone) })),
    form: { action: '/s/not-me', hidden: { csrf: session.csrf } },
  };
}

async function listsOf(deps: StaffDeps) {
  const [open, ended, restricted] = await Promise.all([
    all(listedRequests(deps, ['open'])),
    all(listedRequests(deps, ['ended'], { most: CLOSED })),
    all(listedRequests(deps, ['restricted'])),
  ]);
  const newest = [...ended, ...restricted].sort((a, b) => (a.since > b.since ? -1 : 1)).slice(0, CLOSED);
  return { open, closed: newest, restricted };
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

/** Restricted data, however long ago the request was answered. */
function restrictedRows(
  requests: readonly DataSubjectRequest[],
  today: string,
): NonNullable<OpenRequestsFacts['restricted']> {
  const rows = requests.flatMap((request) => {
    const stand = restrictionState({ request, zone: request.received.zone }, today);
    if (!stand) return [];
    const { requestId } = request;
    return [
      {
        reference: referenceOf(requestId),
        nickname: nicknameOf(request),
        stand,
        url: requestPath(requestId),
      },
    ];
  });
  return rows.sort(
    (a, b) => Number(b.stand.isOpen) - Number(a.stand.isOpen) || (a.stand.on < b.stand.on ? -1 : 1),
  );
}

/** The requested page, most urgent first; the nearest page where the requested one does not exist. */
function partOf(open: readonly ListedRequest[], asked = '1') {
  const last = Math.max(Math.ceil(open.length / MOST), 1);
  const page = /^\d{1,6}$/.test(asked) ? Math.min(Math.max(Number(asked), 1), last) : 1;
  const start = (page - 1) * MOST;
  const shown = [...open].sort((a, b) => (urgency(a) < urgency(b) ? -1 : 1)).slice(start, start + MOST);
  const pathOf = (n: number) => (n >= 1 && n <= last ? `/s?page=${n}` : undefined);
  return {
    ...{ shown, total: open.length, from: start + 1, to: start + shown.length },
    ...{ before: pathOf(page - 1), next: pathOf(page + 1) },
  };
}

function urgency({ dueOn, receivedAt, requestId }: ListedRequest): string {
  const due = dueOn ?? civilDateOf(receivedAt, 'UTC').add({ days: MOSTLY }).toString();
  return `${due} ${receivedAt} ${requestId}`;
}

async function openRequests(deps: StaffDeps, shown: readonly ListedRequest[]): Promise<DataSubjectRequest[]> {
  const requests = await Promise.all(shown.map(({ requestId }) => deps.register.find(requestId)));
  return requests.filter((request) => request !== undefined).filter(({ status }) => status !== 'closed');
}

/** The answer itself may still have to be posted after the request has ended. */
async function closedRow(deps: StaffDeps, { requestId, right, outcome, receivedAt }: ListedRequest) {
  const request = await deps.register.find(requestId);
  return {
    letters: request ? openLetters(request).length : 0,
    reference: referenceOf(requestId),
    right,
    ...defined({ outcome }),
    receivedOn: civilDateOf(receivedAt, deps.desk.zone).toString(),
    url: requestPath(requestId),
  };
}

function rowOf(deps: StaffDeps, request: DataSubjectRequest): OpenRequest & { letters: number } {
  const { latest, approveBy, paused } = dueDates(request, deps.book);
  return {
    reference: referenceOf(request.requestId),
    nickname: nicknameOf(request),
    right: request.right,
    ...(isUnread(request) ? { unread: true } : {}),
    status: request.status,
    receivedOn: receivedOn(request).toString(),
    approveBy,
    dueOn: latest,
    paused,
    missing: outstandingParts(deps.map, request),
    letters: openLetters(request).length,
    url: requestPath(request.requestId),
  };
}
