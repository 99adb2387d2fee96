import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import { constantTimeEqual } from '../../casework/links/constant-time-equal';
import { LINK_PATHS } from '../../casework/links/issue-link';
import { findSession } from '../../casework/links/open-link';
import { mailEach } from '../../casework/mail/mail-each';
import { everyMail } from '../../casework/mail/mail-frame';
import { plusDuration } from '../../domain/civil-time';
import type { StaffMember } from '../../domain/desk';
import { composeMail } from '../../emails/compose-mail';
import { staffSignInDoubted } from '../../emails/staff-mails';
import { readFields } from '../form-fields';
import { type LeftFrom, sessionCookie, setSignedOut, signedOutFrom } from './session-cookie';
import { isEndedEverywhere, signOutEverywhere } from './sign-ins';
import { type SignedIn, signedIn } from './signed-in';
import type { StaffDeps } from './staff-deps';

/** Ends one session, or all of a person's when one of them was somebody else's. Both lead to the sign-in. */
export function signOutRoutes(deps: StaffDeps): Hono {
  const app = new Hono();
  app.post('/s/out', (c) =>
    leave(deps, c, 'here', async ({ session }) => {
      await deps.items.endSession(session.hash);
    }),
  );
  app.post('/s/not-me', (c) =>
    leave(deps, c, 'everywhere', async ({ staff }) => {
      await signOutEverywhere(deps, staff.id, deps.clock.now());
      await tellOthers(deps, staff);
    }),
  );
  return app;
}

async function leave(
  deps: StaffDeps,
  c: Context,
  from: LeftFrom,
  end: (who: SignedIn) => Promise<void>,
): Promise<Response> {
  const who = await signedIn(c, deps);
  const { csrf = '' } = await readFields(c);
  if (who && !constantTimeEqual(csrf, who.session.csrf)) return c.redirect('/s', 303);
  if (who) await end(who);
  setSignedOut(c, deps, who || from === 'here' ? from : await endedBefore(deps, c));
  return c.redirect(`/${LINK_PATHS['sign-in']}`, 303);
}

/**
 * In a session that had already ended the button ends no other session, unless it was pressed before: a
 * second click gives the same result.
 */
async function endedBefore(deps: StaffDeps, c: Context): Promise<LeftFrom> {
  if (signedOutFrom(c, deps) === 'everywhere') return 'everywhere';
  const session = await findSession(deps, 'sign-in', sessionCookie(c, deps, 'signed-in'));
  if (!session?.startedAt) return 'nowhere';
  return (await isEndedEverywhere(deps, session)) ? 'everywhere' : 'nowhere';
}

/** Mails about one person within an hour, since anybody who reads the mailbox can press the button. */
const ALARMS_AN_HOUR = 2;

/**
 * Informs all other approvers and the second address, but never the mailbox itself: a stranger may be reading
 * it.
 */
async function tellOthers(deps: StaffDeps, staff: StaffMember): Promise<void> {
  const now = deps.clock.now();
  const quota = `not-me:${staff.id}:${now.slice(0, 13)}`;
  if (!(await deps.items.takeQuota(quota, ALARMS_AN_HOUR, plusDuration(now, 'PT2H', 'UTC')))) return;
  const others = deps.desk.staff.filter(({ id, may }) => id !== staff.id && may.includes('decide'));
  const mail = composeMail(staffSignInDoubted, { ...everyMail(deps), staffName: staff.name });
  const readers = new Set([...others.map(({ email }) => email), deps.desk.escalateTo]);
  await mailEach([...readers], (to) => deps.mailbox.send({ to, ...mail }));
}
