import { handle } from 'hono/aws-lambda';
import { notePage } from '../adapters/note-page';
import { pageDeps } from '../adapters/page-deps';
import { answerRoutes } from './requester/answer.routes';
import { noticeRoutes } from './requester/notice.routes';
import { proofRoutes } from './requester/proof.routes';
import { statusRoutes } from './requester/status.routes';
import { webApp } from './web-app';

const deps = pageDeps();
const app = webApp({ deps, largestBody: 16 * 1024, note: notePage });
for (const routes of [proofRoutes, statusRoutes, answerRoutes, noticeRoutes]) app.route('/', routes(deps));

export const handler = handle(app);
