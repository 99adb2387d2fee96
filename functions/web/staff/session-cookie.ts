import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { hashToken } from '../../casework/links/issue-link';
import type { DeskDeps } from '../../domain/desk-deps';

type Deps = Pick<DeskDeps, 'desk'>;

/** Seconds a browser keeps the cookie; the session itself ends by its own date. */
const MAX_AGE = 15 * 60;

/**
 * One cookie a link (or one for the sign-in), so that two pages open side by side do not end each other's
 * session. `__Host-` binds it to this origin and to TLS; on
 * a laptop without TLS browsers refuse that name. Lax and not Strict: a click in a webmail must bring it
 * along.
 */
export function sessionCookieName({ desk }: Deps, of: { token: string } | 'signed-in'): string {
  const prefix = desk.baseUrl.startsWith('https:') ? '__Host-rd' : 'rd';
  return of === 'signed-in' ? `${prefix}-staff` : `${prefix}-${hashToken(of.token).slice(0, 12)}`;
}

export function setSessionCookie(
  c: Context,
  deps: Deps,
  cookie: { of: { token: string } | 'signed-in'; value: string },
): void {
  setCookie(c, sessionCookieName(deps, cookie.of), cookie.value, {
    httpOnly: true,
    secure: deps.desk.baseUrl.startsWith('https:'),
    sameSite: 'Lax',
    path: '/',
    maxAge: MAX_AGE,
  });
}

/**
 * What stands in the place of a session that was ended by a button: only the page after it reads it, and no
 * link can make it up.
 */
const LEFT = { here: 'signed-out', everywhere: 'signed-out-everywhere', nowhere: 'ended-before' } as const;

/** `nowhere`: their session was over before they asked to end all of theirs, so none was ended. */
export type LeftFrom = keyof typeof LEFT;

/** Takes the session out of the browser, and remembers that its owner left. */
export function setSignedOut(c: Context, deps: Deps, from: LeftFrom): void {
  setSessionCookie(c, deps, { of: 'signed-in', value: LEFT[from] });
}

/** How the last session in this browser was signed out; nothing while there is a session, or long after. */
export function signedOutFrom(c: Context, deps: Deps): LeftFrom | undefined {
  const value = sessionCookie(c, deps, 'signed-in');
  return (['here', 'everywhere', 'nowhere'] as const).find((from) => LEFT[from] === value);
}

export function sessionCookie(
  c: Context,
  deps: Deps,
  of: { token: string } | 'signed-in',
): string | undefined {
  return getCookie(c, sessionCookieName(deps, of));
}
