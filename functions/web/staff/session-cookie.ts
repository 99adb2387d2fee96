import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import type { DeskDeps } from '../../domain/desk-deps';
import { hashToken } from '../../links/issue-link';

type Deps = Pick<DeskDeps, 'desk'>;

/** Seconds a browser keeps the cookie; the session itself ends by its own date. */
const MAX_AGE = 15 * 60;

/**
 * One cookie a link (or one for the sign-in), so that two pages open side by side do not end each other's session. `__Host-` binds it to this origin and to TLS; on
 * a laptop without TLS browsers refuse that name. Lax and not Strict: a click in a webmail must bring it along.
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

export function sessionCookie(
  c: Context,
  deps: Deps,
  of: { token: string } | 'signed-in',
): string | undefined {
  return getCookie(c, sessionCookieName(deps, of));
}
