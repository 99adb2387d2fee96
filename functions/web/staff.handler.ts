import { handle } from 'hono/aws-lambda';
import { notePage } from '../adapters/note-page';
import { phoneClock } from '../adapters/system-clock';
import { workerDeps } from '../adapters/worker-deps';
import { caseRoutes } from './staff/case.routes';
import { decideRoutes } from './staff/decide/decide.routes';
import { identityRoutes } from './staff/identity.routes';
import { taskRoutes } from './staff/task.routes';
import { webApp } from './web-app';

const deps = Object.assign(workerDeps(), { phoneClock, largestUpload: 10 * 1024 * 1024 });
const app = webApp({ deps, largestBody: 20 * 1024 * 1024, note: notePage });
for (const routes of [decideRoutes, taskRoutes, caseRoutes, identityRoutes]) app.route('/', routes(deps));

export const handler = handle(app);
