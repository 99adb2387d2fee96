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

/** A form has fields beside its files. Bytes. */
export const MAX_FORM_BYTES = 64 * 1024;

/** The one page that takes files. */
export interface UploadLimit {
  /** First parts of its path. */
  readonly path: string;
  /** All files of one form together. Bytes. */
  readonly largest: number;
}

/**
 * The frame of an application for staff: no form but that of `upload` is larger than its fields need, and
 * none is taken from another site.
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
 * A form that another site sends. Browsers say so in a header that pages cannot set; where it is absent, the
 * session's own value in the form and the typed code decide.
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
