import { randomBytes } from 'node:crypto';
import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import type { DeskDeps } from '../../domain/desk-deps';
import { STILL_THE_SAME_MINUTES } from '../../domain/was-over-before';

type Deps = Pick<DeskDeps, 'desk'>;

/** Seconds for which the form, opened again in the same browser, is still the one that was sent. */
const KEPT_SECONDS = STILL_THE_SAME_MINUTES * 60;

const FORM_ID = /^[A-Za-z0-9_-]{16,64}$/;

/**
 * The one-time id of a form that is opened. Going back after sending gives the same id, so sending the form
 * again unchanged makes no second request.
 */
export function formIdToShow(c: Context, deps: Deps): string {
  const sent = getCookie(c, cookieName(deps));
  return isFormId(sent) ? sent : newFormId();
}

/**
 * The id that came with a form. One that was lost or tampered with is replaced, so that the request is not
 * lost.
 */
export function formIdOf(fields: Readonly<Record<string, string>>): string {
  return isFormId(fields.formId) ? fields.formId : newFormId();
}

/**
 * Remembers in the browser, for some minutes, which form was sent, and nothing else. Merely opening the form
 * sets no cookie.
 */
export function rememberSent(c: Context, deps: Deps, formId: string): void {
  setCookie(c, cookieName(deps), formId, {
    httpOnly: true,
    secure: isTls(deps),
    sameSite: 'Lax',
    path: '/',
    maxAge: KEPT_SECONDS,
  });
}

function isFormId(id: string | undefined): id is string {
  return id !== undefined && FORM_ID.test(id);
}

function newFormId(): string {
  return randomBytes(18).toString('base64url');
}

/** `__Host-` binds it to this origin and to TLS; without TLS browsers refuse that name. */
function cookieName(deps: Deps): string {
  return isTls(deps) ? '__Host-rd-form' : 'rd-form';
}

function isTls({ desk }: Deps): boolean {
  return desk.baseUrl.startsWith('https:');
}
