import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import { belongsToMailbox, LINK_PATHS } from '../../casework/links/issue-link';
import { findLink, tryCode } from '../../casework/links/open-link';
import { mailFactorChange, readers } from '../../casework/mail/mail-factor-change';
import type { StaffMember } from '../../domain/desk';
import { readFields } from '../form-fields';
import { frameOf, pageReply } from '../page-reply';
import { cancelPending, pendingOf } from '../totp/enrolment';
import { brokenLinkPage } from '../web-app';
import { NotMyApp } from './not-my-app';
import { signOutEverywhere } from './sign-ins';
import type { StaffDeps } from './staff-deps';
import { codeProblemText } from './typed-code';

/**
 * "That was not me": removes an authenticator that waits for confirmation. A GET changes nothing; it takes
 * the code of the mail.
 */
export function notMyAppRoutes(deps: StaffDeps): Hono {
  const app = new Hono();
  const path = `/${LINK_PATHS.factor}/:token`;
  app.get(path, async (c) => {
    const staff = await whose(deps, c);
    return staff ? ask(deps, c, staff) : pageReply(c, brokenLinkPage(deps), { status: 404 });
  });
  app.post(path, async (c) => {
    const staff = await whose(deps, c);
    return staff ? remove(deps, c, staff) : pageReply(c, brokenLinkPage(deps), { status: 404 });
  });
  return app;
}

async function whose(deps: StaffDeps, c: Context): Promise<StaffMember | undefined> {
  const token = c.req.param('token') ?? '';
  const link = await findLink(deps, 'factor', token);
  if (link.state !== 'open') return undefined;
  const staff = deps.desk.staff.find(({ id }) => id === link.token.subjectId);
  const isReader =
    staff && readers(deps, staff).some((mailbox) => belongsToMailbox(link.token, token, mailbox));
  return isReader ? staff : undefined;
}

async function ask(deps: StaffDeps, c: Context, staff: StaffMember, error?: string): Promise<Response> {
  if (!(await pendingOf(deps, staff))) return over(deps, c, staff);
  const facts = { name: staff.name, form: { action: c.req.path }, ...(error ? { error } : {}) };
  const view = NotMyApp({ ...frameOf(deps), state: 'ask', ...facts });
  return pageReply(c, view, { status: error ? 400 : 200 });
}

async function remove(deps: StaffDeps, c: Context, staff: StaffMember): Promise<Response> {
  const { code = '' } = await readFields(c);
  const tried = await tryCode(deps, 'factor', c.req.param('token') ?? '', code);
  if (tried.outcome !== 'right') return ask(deps, c, staff, codeProblemText(tried));
  const totp = await cancelPending(deps, staff);
  if (!totp) return over(deps, c, staff);
  await signOutEverywhere(deps, staff.id, deps.clock.now());
  await mailFactorChange(deps, 'cancelled', { staff, totp });
  return pageReply(c, NotMyApp({ ...frameOf(deps), state: 'removed', name: staff.name }));
}

function over(deps: StaffDeps, c: Context, { id, name }: StaffMember): Response {
  const command = `npx rightsdesk reset-app ${id}`;
  return pageReply(c, NotMyApp({ ...frameOf(deps), state: 'none', name, command }));
}
