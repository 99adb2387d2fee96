import type { Hono } from 'hono';
import { linkPaths } from '../links/issue-link';
import { caseRoutes } from './staff/case.routes';
import { entryRoutes } from './staff/entry.routes';
import { identityRoutes } from './staff/identity.routes';
import { letterRoutes } from './staff/letter.routes';
import { listRoutes } from './staff/list.routes';
import { recipientRoutes } from './staff/recipient.routes';
import { signInRoutes } from './staff/sign-in.routes';
import { type StaffAppSettings, staffFrame } from './staff/staff-frame';
import { largestUpload, taskRoutes } from './staff/task.routes';

/** The staff's own pages, and everything behind the links in mails to staff and recipients except a decision: that is `decideApp`. */
export function staffApp(settings: StaffAppSettings): Hono {
  const { deps } = settings;
  const app = staffFrame(settings, { path: linkPaths.task, largest: largestUpload(deps) });
  for (const routes of allRoutes) app.route('/', routes(deps));
  return app;
}

const allRoutes = [
  taskRoutes,
  caseRoutes,
  identityRoutes,
  recipientRoutes,
  signInRoutes,
  listRoutes,
  entryRoutes,
  letterRoutes,
];
