import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import { type InformedRecipient, informedRecipient } from '../../casework/evidence/informed-recipients';
import { LINK_PATHS } from '../../casework/links/issue-link';
import { findLink, findSession, openSession, tryCode } from '../../casework/links/open-link';
import { mailRecipientAgain } from '../../casework/mail/mail-recipient';
import { type DataSubjectRequest, isWithdrawn } from '../../domain/data-subject-request';
import type { TokenItem } from '../../domain/desk-items';
import { ShreddedError } from '../../domain/errors';
import { recipientState } from '../../domain/recipients';
import { isLifted } from '../../domain/restriction';
import type { Recipient } from '../../domain/system-map';
import { instantText } from '../../words/date-text';
import { type Fields, readFields } from '../form-fields';
import { pageReply } from '../page-reply';
import { writtenFields, writtenTexts } from '../parts/written-text';
import { hiddenKept, keptFields, typedFields } from '../staff/kept-fields';
import { sessionCookie, setSessionCookie } from '../staff/session-cookie';
import type { StaffDeps } from '../staff/staff-deps';
import { codeProblemText } from '../staff/typed-code';
import { brokenLinkPage } from '../web-app';
import { type RecipientPage, recipientReply, showRecipientPage, submitAnswer } from './recipient-page';

const PATH = `/${LINK_PATHS.confirm}/:token`;

/**
 * For those to whom the data was disclosed: what to do, and for whom, after a code; and where to confirm it.
 */
export function recipientRoutes(deps: StaffDeps): Hono {
  const app = new Hono();
  app.get(PATH, (c) => withLink(deps, c, (item) => askForCode(deps, c, item)));
  app.post(PATH, (c) => withLink(deps, c, (item) => submitCode(deps, c, item)));
  app.post(`${PATH}/fresh`, (c) =>
    withLink(deps, c, () => c.redirect(c.req.path.replace(/\/fresh$/, ''), 303), sendFresh),
  );
  app.get(`${PATH}/page`, (c) => withPage(deps, c, (page) => showRecipientPage(deps, c, page)));
  app.post(`${PATH}/page`, (c) => withPage(deps, c, (page) => submitAnswer(deps, c, page)));
  return app;
}

/** A recipient that was informed keeps its page even if the data map no longer names it. */
async function recipientOf(
  deps: StaffDeps,
  { requestId, subjectId = '' }: TokenItem,
): Promise<InformedRecipient | undefined> {
  try {
    return await informedRecipient(deps, await deps.register.load(requestId), subjectId);
  } catch (error) {
    if (error instanceof ShreddedError) return undefined;
    throw error;
  }
}

async function refuse(deps: StaffDeps, c: Context): Promise<Response> {
  return pageReply(c, brokenLinkPage(deps, await writtenTo(c)), { status: 404 });
}

async function withLink(
  deps: StaffDeps,
  c: Context,
  go: (item: TokenItem) => Response | Promise<Response>,
  over: typeof spent = spent,
): Promise<Response> {
  const link = await findLink(deps, 'confirm', c.req.param('token') ?? '');
  const recipient = link.state === 'unknown' ? undefined : await recipientOf(deps, link.token);
  if (link.state === 'unknown' || !recipient) return refuse(deps, c);
  return link.state === 'open' ? go(link.token) : over(deps, c, link.token, recipient);
}

/** The link has ended but the instruction still applies: a new one is sent to the recipient's address. */
async function spent(
  deps: StaffDeps,
  c: Context,
  { requestId }: TokenItem,
  { id }: Recipient,
): Promise<Response> {
  const request = await deps.register.load(requestId);
  if (isOver(request, id)) return refuse(deps, c);
  const written = await writtenTo(c);
  const form = {
    action: `/${LINK_PATHS.confirm}/${c.req.param('token')}/fresh`,
    hidden: writtenFields(written),
  };
  return recipientReply(deps, c, requestId, { state: 'spent', form, written }, 410);
}

async function sendFresh(
  deps: StaffDeps,
  c: Context,
  { requestId }: TokenItem,
  recipient: Recipient,
): Promise<Response> {
  const request = await deps.register.load(requestId);
  if (isOver(request, recipient.id) || !recipient.contact) return refuse(deps, c);
  const written = await writtenTo(c);
  try {
    const next = await mailRecipientAgain(deps, request, recipient);
    if (!next) return recipientReply(deps, c, requestId, { state: 'sent', written });
    const from = instantText(next, deps.desk.zone);
    return recipientReply(deps, c, requestId, { state: 'wait', next: from, written }, 429);
  } catch (error) {
    if (error instanceof ShreddedError) return refuse(deps, c);
    throw error;
  }
}

/** Whether nothing is asked of this recipient any more and there is nothing left to read. */
function isOver(request: DataSubjectRequest, id: string): boolean {
  return isWithdrawn(request) || (!isLifted(request) && recipientState(request, id) === 'confirmed');
}

async function writtenTo(c: Context): Promise<string[]> {
  return c.req.method === 'POST' ? writtenTexts(await readFields(c)) : [];
}

async function withPage(
  deps: StaffDeps,
  c: Context,
  go: (page: RecipientPage) => Promise<Response>,
): Promise<Response> {
  return withLink(deps, c, async (item) => {
    const token = c.req.param('token') ?? '';
    const session = await findSession(deps, 'confirm', sessionCookie(c, deps, { token }), token);
    const recipient = await recipientOf(deps, item);
    const gatePath = `/${LINK_PATHS.confirm}/${token}`;
    if (!recipient) return refuse(deps, c);
    if (!session) return signedOut(deps, c, item);
    const request = await deps.register.load(item.requestId);
    try {
      return await go({ recipient, request, session, action: `${gatePath}/page` });
    } catch (error) {
      if (error instanceof ShreddedError) return refuse(deps, c);
      throw error;
    }
  });
}

/** Keeps what was written until the code is typed again. */
async function signedOut(deps: StaffDeps, c: Context, item: TokenItem): Promise<Response> {
  if (c.req.method !== 'POST') return c.redirect(`/${LINK_PATHS.confirm}/${c.req.param('token')}`, 303);
  const late =
    'This page was open for a quarter of an hour. Nothing is lost: type the code from our mail once more.';
  return askForCode(deps, c, item, late, typedFields(await readFields(c)));
}

function askForCode(
  deps: StaffDeps,
  c: Context,
  item: TokenItem,
  error?: string,
  kept: Fields = {},
): Response {
  const form = { action: `/${LINK_PATHS.confirm}/${c.req.param('token')}`, hidden: hiddenKept(kept) };
  const state = { state: 'gate' as const, form, ...(error ? { error } : {}) };
  return recipientReply(deps, c, item.requestId, state);
}

async function submitCode(deps: StaffDeps, c: Context, item: TokenItem): Promise<Response> {
  const fields = await readFields(c);
  const { code = '' } = fields;
  const kept = keptFields(fields);
  const token = c.req.param('token') ?? '';
  const tried = await tryCode(deps, 'confirm', token, code);
  const isLast = tried.outcome === 'expired' || (tried.outcome === 'wrong' && tried.triesLeft <= 0);
  if (isLast) return withLink(deps, c, (open) => askForCode(deps, c, open, codeProblemText(tried), kept));
  if (tried.outcome !== 'right') return askForCode(deps, c, item, codeProblemText(tried), kept);
  const value = await openSession(deps, item);
  setSessionCookie(c, deps, { of: { token }, value });
  const action = `/${LINK_PATHS.confirm}/${token}/page`;
  const session = await findSession(deps, 'confirm', value, token);
  const recipient = await recipientOf(deps, item);
  if (Object.keys(kept).length === 0 || !session || !recipient) return c.redirect(action, 303);
  const request = await deps.register.load(item.requestId);
  return showRecipientPage(deps, c, { recipient, request, session, action }, { values: kept, errors: {} });
}
