import { randomBytes } from 'node:crypto';
import type { Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { ErrorPage } from '../error-page';
import { frameOf, pageReply } from '../page-reply';
import { type WebSettings, webApp } from '../web-app';
import type { StaffDeps } from './staff-deps';

export interface StaffAppSettings extends Pick<WebSettings, 'logFailure'> {
  readonly deps: StaffDeps;
}

/** Maximum size of a form without its files. Bytes. */
export const MAX_FORM_BYTES = 64 * 1024;

/** The one page that takes files. */
export interface UploadLimit {
  /** First segments of its path. */
  readonly path: string;
  /** Maximum size of all files of one form together. Bytes. */
  readonly largest: number;
}

/**
 * The frame of an application for staff: it rejects forms that are too large, except on the page of `upload`,
 * and forms that another site sends.
 */
export function staffFrame({ deps, logFailure }: StaffAppSettings, upload?: UploadLimit): Hono {
  const app = webApp({ deps, logFailure, largestBody: 4 * (upload?.largest ?? 0) + MAX_FORM_BYTES });
  const smallForms = bodyLimit({ maxSize: MAX_FORM_BYTES, onError: (c) => refuse(deps, c, 'too-large') });
  const takesFiles = (c: Context) => upload !== undefined && c.req.path.startsWith(`/${upload.path}/`);
  app.use((c, next) => (takesFiles(c) ? next() : smallForms(c, next)));
  app.use((c, next) => (isForeignPost(c) ? refuse(deps, c, 'not-readable') : next()));
  return app;
}

/**
 * Whether another site sends the form. Browsers say so in a header that pages cannot set. Where it is absent,
 * the session's CSRF value in the form and the typed code protect instead.
 * https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Sec-Fetch-Site
 */
function isForeignPost(c: Context): boolean {
  const site = c.req.header('sec-fetch-site');
  return c.req.method === 'POST' && (site === 'cross-site' || site === 'same-site');
}

async function refuse(deps: StaffDeps, c: Context, kind: 'too-large' | 'not-readable'): Promise<Response> {
  const errorReference = randomBytes(6).toString('hex');
  const status = kind === 'too-large' ? 413 : 403;
  return pageReply(c, ErrorPage({ ...frameOf(deps), kind, errorReference }), { status });
}
