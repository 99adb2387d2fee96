import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import { LINK_PATHS } from '../../casework/links/issue-link';
import { findSession, openSession, tryCode } from '../../casework/links/open-link';
import { everyMail } from '../../casework/mail/mail-frame';
import type { StaffMember } from '../../domain/desk';
import type { TokenItem } from '../../domain/desk-items';
import { folded } from '../../domain/identity-values';
import { MailRefusal } from '../../domain/mail-refusal';
import { isPlainAddress } from '../../domain/request-form';
import { composeMail } from '../../emails/compose-mail';
import { staffSignIn } from '../../emails/staff-mails';
import { readFields } from '../form-fields';
import { frameOf, pageReply } from '../page-reply';
import type { StateOf } from '../parts/layout';
import type { WebSettings } from '../web-app';
import { atFixedTimes } from './at-fixed-times';
import { setSessionCookie, signedOutFrom } from './session-cookie';
import { takeSignIn } from './sign-in-budget';
import { afterMailedCode } from './sign-in-factor';
import { isLastOpen, issueSignIn, noteLast, openSignIn } from './sign-in-link';
import { rememberSignIn } from './sign-ins';
import type { StaffDeps } from './staff-deps';
import { StaffSignIn, type StaffSignInFacts } from './staff-sign-in';
import { codeProblemText } from './typed-code';

/**
 * The id used for strangers. No member of staff can have it: ids of the desk file contain no such character.
 */
const NOBODY = '-';

/**
 * Limits for all strangers together. Beyond them the work is skipped, and the reply still comes at its fixed
 * time.
 */
const OF_STRANGERS = { hour: 300, day: 2_000 };

/**
 * Limits mails to one member of staff, no matter who asks; the last link works until the next may be sent.
 */
const LIMITS = { hour: 6, day: 30 };

/** No passwords: a mailed code, then a code of the authenticator app for staff who have one. */
export function signInRoutes(deps: StaffDeps, logFailure: WebSettings['logFailure']): Hono {
  const app = new Hono();
  const path = `/${LINK_PATHS['sign-in']}`;
  app.get(path, (c) => {
    const left = signedOutFrom(c, deps);
    return pageReply(c, view(deps, { state: 'address', form: { action: path }, ...(left ? { left } : {}) }));
  });
  app.post(path, async (c) => {
    const email = ((await readFields(c)).email ?? '').trim();
    if (!isPlainAddress(email)) {
      const error = 'Type one e-mail address, like name@example.com.';
      const facts = { state: 'address', form: { action: path }, value: email, error } as const;
      return pageReply(c, view(deps, facts), { status: 400 });
    }
    const staff = deps.desk.staff.find((s) => folded('email', s.email) === folded('email', email));
    await atFixedTimes(deps.answerEvery, () =>
      mailLink(deps, staff).catch((error) => logFailure('sign-in', error)),
    );
    return pageReply(c, view(deps, { state: 'sent' }));
  });
  app.get(`${path}/:token`, async (c) => {
    const open = await openLink(deps, c);
    return open
      ? pageReply(c, view(deps, { state: 'code', form: { action: c.req.path } }))
      : endedSignIn(deps, c);
  });
  app.post(`${path}/:token`, (c) => signIn(deps, c));
  return app;
}

/** One page for a link that is used up, expired or unknown, with the field that mails staff a fresh one. */
function endedSignIn(deps: StaffDeps, c: Context): Response {
  const form = { action: `/${LINK_PATHS['sign-in']}` };
  return pageReply(c, view(deps, { state: 'ended', form }), { status: 404 });
}

function openLink(deps: StaffDeps, c: Context): Promise<TokenItem | undefined> {
  return openSignIn(deps, c.req.param('token') ?? '');
}

async function signIn(deps: StaffDeps, c: Context): Promise<Response> {
  const item = await openLink(deps, c);
  if (!item) return endedSignIn(deps, c);
  const { code = '' } = await readFields(c);
  const token = c.req.param('token') ?? '';
  const tried = await tryCode(deps, 'sign-in', token, code);
  if (tried.outcome !== 'right') {
    if (!(await openLink(deps, c))) return endedSignIn(deps, c);
    const facts = { state: 'code', form: { action: c.req.path }, error: codeProblemText(tried) } as const;
    return pageReply(c, view(deps, facts), { status: 400 });
  }
  const value = await openSession(deps, item);
  const session = await findSession(deps, 'sign-in', value, token);
  if (session && item.staffId)
    await rememberSignIn(deps, item.staffId, { at: deps.clock.now(), session: session.hash });
  setSessionCookie(c, deps, { of: 'signed-in', value });
  return c.redirect(await afterMailedCode(deps, item.staffId), 303);
}

/**
 * A stranger's address causes the same work as one of staff, under its own id, and only the mail is not sent,
 * so that the time does not tell who works here. Errors and limits do not change the page either.
 */
async function mailLink(deps: StaffDeps, staff: StaffMember | undefined): Promise<void> {
  const who = staff?.id ?? NOBODY;
  const limits = staff ? LIMITS : OF_STRANGERS;
  const turn = await takeSignIn(deps, { who, limits, isLastOpen: () => isLastOpen(deps, who) });
  if (!turn) return;
  try {
    await sendLink(deps, staff, turn.life);
  } catch (error) {
    // If the provider refuses the mailbox, the turn is not returned: another try would be refused too.
    if (!(error instanceof MailRefusal)) await turn.giveBack();
    throw error;
  }
}

async function sendLink(deps: StaffDeps, staff: StaffMember | undefined, life: string): Promise<void> {
  const who = staff?.id ?? NOBODY;
  const { issue, url, code } = await issueSignIn(deps, who, life);
  const facts = { ...everyMail(deps), staffName: staff?.name ?? 'nobody', link: url, code, linkLife: life };
  const mail = composeMail(staffSignIn, facts);
  if (staff) await deps.mailbox.send({ to: staff.email, ...mail });
  await noteLast(deps, who, issue);
}

function view(deps: StaffDeps, state: StateOf<StaffSignInFacts>) {
  return StaffSignIn({ ...frameOf(deps), ...state } as StaffSignInFacts);
}
