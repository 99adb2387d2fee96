import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import { constantTimeEqual } from '../../casework/links/constant-time-equal';
import { LINK_PATHS } from '../../casework/links/issue-link';
import { readFields } from '../form-fields';
import { frameOf, pageReply } from '../page-reply';
import { hasAuthenticator } from '../totp/authenticator';
import { AppSignIn } from './app-sign-in';
import { checkFactor } from './check-factor';

import { halfSignedIn, hasTypedFactor, type SignedIn } from './signed-in';

import type { StaffDeps } from './staff-deps';

const PATH = '/s/app/sign-in';

/** Where the sign-in continues after the mailed code: staff with an authenticator are asked for its code. */
export async function afterMailedCode(
  deps: Pick<StaffDeps, 'items' | 'clock'>,
  staffId: string | undefined,
): Promise<string> {
  return staffId && (await hasAuthenticator(deps, staffId)) ? PATH : '/s';
}

/** The second half of the sign-in. Until it is done, the session opens nothing else. */
export function signInFactorRoutes(deps: StaffDeps): Hono {
  const app = new Hono();
  app.get(PATH, (c) => withHalf(deps, c, (who) => page(deps, c, who)));
  app.post(PATH, (c) => withHalf(deps, c, (who) => goOn(deps, c, who)));
  return app;
}

async function withHalf(
  deps: StaffDeps,
  c: Context,
  go: (who: SignedIn) => Response | Promise<Response>,
): Promise<Response> {
  const who = await halfSignedIn(c, deps);
  if (!who) return c.redirect(`/${LINK_PATHS['sign-in']}`, 303);
  return (await hasTypedFactor(deps, who)) ? c.redirect('/s', 303) : go(who);
}

function page(deps: StaffDeps, c: Context, { session }: SignedIn, error?: string): Response {
  const form = { action: PATH, hidden: { csrf: session.csrf } };
  const view = AppSignIn({ ...frameOf(deps), form, ...(error ? { error } : {}) });
  return pageReply(c, view, { status: error ? 400 : 200 });
}

async function goOn(deps: StaffDeps, c: Context, who: SignedIn): Promise<Response> {
  const fields = await readFields(c);
  if (!constantTimeEqual(fields.csrf ?? '', who.session.csrf))
    return page(deps, c, who, 'This page was open for too long. Type the code again.');
  const problem = await checkFactor(deps, who, fields);
  if (problem) return page(deps, c, who, problem);
  await deps.items.changeSession(who.session.hash, deps.clock.now(), { factor: 'totp' });
  return c.redirect('/s', 303);
}
