import { handle } from 'hono/aws-lambda';
import { caseDeps } from '../adapters/case-deps';
import { notePage } from '../adapters/note-page';
import { noticeRoutes } from './requester/notice.routes';
import { statusRoutes } from './requester/status.routes';
import { webApp } from './web-app';

const deps = caseDeps();
const app = webApp({ deps, largestBody: 64 * 1024, note: notePage });
for (const routes of [statusRoutes, noticeRoutes]) app.route('/', routes(deps));

export const handler = handle(app);
