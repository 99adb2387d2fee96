import { mailDeps } from '../adapters/build-deps';
import { logPageFailure } from '../adapters/log-page-failure';
import { pageHandler } from '../adapters/page-handler';
import { moreProofRoutes } from './requester/more-proof.routes';
import { noticeRoutes } from './requester/notice.routes';
import { statusRoutes } from './requester/status.routes';
import { webApp } from './web-app';

const deps = mailDeps();
const app = webApp({ deps, largestBody: 64 * 1024, logFailure: logPageFailure });
for (const routes of [moreProofRoutes, statusRoutes, noticeRoutes]) app.route('/', routes(deps));

export const handler = pageHandler(app);
