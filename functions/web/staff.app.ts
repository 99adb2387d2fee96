import { randomBytes } from 'node:crypto';
import type { Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { linkPaths } from '../links/issue-link';
import { Problem } from '../pages/customer/problem';
import { caseRoutes } from './staff/case.routes';
import { decideRoutes } from './staff/decide/decide.routes';
import { entryRoutes } from './staff/entry.routes';
import { identityRoutes } from './staff/identity.routes';
import { listRoutes } from './staff/list.routes';
import { recipientRoutes } from './staff/recipient.routes';
import { signInRoutes } from './staff/sign-in.routes';
import type { StaffDeps } from './staff/staff-deps';
import { FORM_ROOM, largestUpload, taskRoutes } from './staff/task.routes';
import { answerPage, frameOf } from './web-answer';
import { type WebSettings, webApp } from './web-app';

export interface StaffAppSettings extends Pick<WebSettings, 'note'> {
  readonly deps: StaffDeps;
}

/** Everything behind the links in mails to staff and recipients, and the staff's own pages. */
export function staffApp({ deps, note }: StaffAppSettings): Hono {
  const app = webApp({ deps, note, largestBody: 4 * largestUpload(deps) + FORM_ROOM });
  const smallForms = bodyLimit({ maxSize: FORM_ROOM, onError: (c) => refuse(deps, c, 'too-large') });
  app.use((c, next) => (c.req.path.startsWith(`/${linkPaths.task}/`) ? next() : smallForms(c, next)));
  app.use((c, next) => (isForeignPost(c) ? refuse(deps, c, 'not-readable') : next()));
  for (const routes of allRoutes) app.route('/', routes(deps));
  return app;
}

const allRoutes = [
  decideRoutes,
  taskRoutes,
  caseRoutes,
  identityRoutes,
  recipientRoutes,
  signInRoutes,
  listRoutes,
  entryRoutes,
];

/**
 * A form that another site sends. Browsers say so in a header that pages cannot set; where it is absent, the session's own value in the form and the typed code decide.
 * https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Sec-Fetch-Site
 */
function isForeignPost(c: Context): boolean {
  const site = c.req.header('sec-fetch-site');
  return c.req.method === 'POST' && (site === 'cross-site' || site === 'same-site');
}

async function refuse(deps: StaffDeps, c: Context, kind: 'too-large' | 'not-readable'): Promise<Response> {
  const errorReference = randomBytes(6).toString('hex');
  const status = kind === 'too-large' ? 413 : 403;
  return answerPage(c, Problem({ ...frameOf(deps), kind, errorReference }), { status });
}
