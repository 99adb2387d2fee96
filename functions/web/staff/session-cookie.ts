import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { hashToken } from '../../casework/links/issue-link';
import type { DeskDeps } from '../../domain/desk-deps';

type Deps = Pick<DeskDeps, 'desk'>;

/** Seconds for which a browser keeps the cookie; the session itself ends by its own date. */
const MAX_AGE = 15 * 60;

/**
 * One cookie for each link (or one for the sign-in), so that two pages open side by side do not end each
 * other's session. `__Host-` binds it to this origin and to TLS; browsers refuse that name without TLS, as on
 * a laptop. Lax and not Strict: a link clicked in a webmail must send it.
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

/** The cookie's value after a session was signed out. Only the next page reads it, and no link can set it. */
const LEFT = { here: 'signed-out', everywhere: 'signed-out-everywhere', nowhere: 'ended-before' } as const;

/** `nowhere`: their session had ended before they asked to end all of theirs, so none was ended. */
export type LeftFrom = keyof typeof LEFT;

/** Removes the session from the browser, and remembers that its owner signed out. */
export function setSignedOut(c: Context, deps: Deps, from: LeftFrom): void {
  setSessionCookie(c, deps, { of: 'signed-in', value: LEFT[from] });
}

/** How the last session in this browser was signed out; undefined during a session, or long after. */
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
