import { randomInt } from 'node:crypto';
import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import type { StaffMember } from '../../domain/desk';
import { later } from '../../domain/due-dates';
import { folded } from '../../domain/identity-values';
import type { TokenItem } from '../../domain/ports';
import { isPlainAddress } from '../../domain/request-form';
import { composeMail } from '../../emails/compose-mail';
import { staffSignIn } from '../../emails/staff-mails';
import { issueLink, linkPaths } from '../../links/issue-link';
import { findLink, openSession } from '../../links/open-link';
import { everyMail } from '../../mailing/mail-once';
import { StaffSignIn, type StaffSignInFacts } from '../../pages/staff/staff-sign-in';
import { readFields } from '../form-fields';
import { answerPage, frameOf } from '../web-answer';
import { linkProblem } from '../web-app';
import { setSessionCookie } from './session-cookie';
import type { StaffDeps } from './staff-deps';
import { codeProblem, tryMailedCode } from './typed-code';

/** The data key that links of the desk itself are derived from: a sign-in belongs to no request. */
const DESK = 'desk';

/** Mails an hour to one member of staff. */
const MAILS_AN_HOUR = 6;

/** No passwords: whoever reads the mailbox of a member of staff, and types the code, is in. */
export function signInRoutes(deps: StaffDeps): Hono {
  const app = new Hono();
  const path = `/${linkPaths['sign-in']}`;
  app.get(path, (c) => answerPage(c, view(deps, { state: 'address', form: { action: path } })));
  app.post(path, async (c) => {
    const email = ((await readFields(c)).email ?? '').trim();
    if (!isPlainAddress(email)) {
      const error = 'Type one e-mail address, like name@example.com.';
      const facts = { state: 'address', form: { action: path }, value: email, error } as const;
      return answerPage(c, view(deps, facts), { status: 400 });
    }
    const staff = deps.desk.staff.find((s) => folded('email', s.email) === folded('email', email));
    if (staff) await mailLink(deps, staff);
    return answerPage(c, view(deps, { state: 'sent' }));
  });
  app.get(`${path}/:token`, async (c) => {
    const open = await openLink(deps, c);
    return open
      ? answerPage(c, view(deps, { state: 'code', form: { action: c.req.path } }))
      : answerPage(c, linkProblem(deps), { status: 404 });
  });
  app.post(`${path}/:token`, (c) => signIn(deps, c));
  return app;
}

async function openLink(deps: StaffDeps, c: Context): Promise<TokenItem | undefined> {
  const link = await findLink(deps, 'sign-in', c.req.param('token') ?? '');
  if (link.state !== 'open') return undefined;
  return deps.desk.staff.some((s) => s.id === link.token.staffId) ? link.token : undefined;
}

async function signIn(deps: StaffDeps, c: Context): Promise<Response> {
  const item = await openLink(deps, c);
  if (!item) return answerPage(c, linkProblem(deps), { status: 404 });
  const { code = '' } = await readFields(c);
  const token = c.req.param('token') ?? '';
  const tried = await tryMailedCode(deps, 'sign-in', { token, code });
  if (tried.answer !== 'right') {
    const facts = { state: 'code', form: { action: c.req.path }, error: codeProblem(tried) } as const;
    return answerPage(c, view(deps, facts), { status: 400 });
  }
  const value = await openSession(deps, item);
  setSessionCookie(c, deps, { of: 'signed-in', value });
  return c.redirect('/s', 303);
}

/** Too many, and the page says the same: nobody learns who works here. */
async function mailLink(deps: StaffDeps, staff: StaffMember): Promise<void> {
  const now = deps.clock.now();
  const quota = `sign-in:${staff.id}:${now.slice(0, 13)}`;
  if (!(await deps.items.takeQuota(quota, MAILS_AN_HOUR, later(now, 'PT2H', deps.desk.zone)))) return;
  await deps.vault.adopt(DESK);
  const life = deps.desk.waits.codeLife;
  const { url, code } = await issueLink(deps, {
    requestId: DESK,
    purpose: 'sign-in',
    issue: randomInt(2 ** 47),
    staffId: staff.id,
    life,
  });
  const facts = { ...everyMail(deps), staffName: staff.name, link: url, code, linkLife: life };
  await deps.mailbox.send({ to: staff.email, ...composeMail(staffSignIn, facts) });
}

type State<F> = F extends StaffSignInFacts ? Omit<F, 'controller' | 'lang' | 'notice'> : never;

function view(deps: StaffDeps, state: State<StaffSignInFacts>) {
  return StaffSignIn({ ...frameOf(deps), ...state } as StaffSignInFacts);
}
