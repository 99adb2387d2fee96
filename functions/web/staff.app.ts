import type { Hono } from 'hono';
import { LINK_PATHS } from '../casework/links/issue-link';
import { recipientRoutes } from './recipient/recipient.routes';
import { appRoutes } from './staff/app.routes';
import { caseRoutes } from './staff/case.routes';
import { entryRoutes } from './staff/entry.routes';
import { identityRoutes } from './staff/identity.routes';
import { letterRoutes } from './staff/letter.routes';
import { listRoutes } from './staff/list.routes';
import { notMyAppRoutes } from './staff/not-my-app.routes';
import { requestRoutes } from './staff/request.routes';
import { signInRoutes } from './staff/sign-in.routes';
import { signInFactorRoutes } from './staff/sign-in-factor';
import { signOutRoutes } from './staff/sign-out.routes';
import { type StaffAppSettings, staffFrame } from './staff/staff-frame';
import { taskRoutes } from './staff/task.routes';
import { largestUpload } from './staff/task-answer';

/**
 * The staff's own pages, and everything behind the links in mails to staff and recipients except decisions,
 * which `decideApp` serves.
 */
export function staffApp(settings: StaffAppSettings): Hono {
  const { deps } = settings;
  const app = staffFrame(settings, { path: LINK_PATHS.task, largest: largestUpload(deps) });
  for (const routes of allRoutes) app.route('/', routes(deps));
  app.route('/', signInRoutes(deps, settings.logFailure));
  return app;
}

const allRoutes = [
  taskRoutes,
  caseRoutes,
  identityRoutes,
  recipientRoutes,
  requestRoutes,
  signOutRoutes,
  listRoutes,
  entryRoutes,
  signInFactorRoutes,
  appRoutes,
  notMyAppRoutes,
  letterRoutes,
];
