import { mailDeps } from '../adapters/build-deps';
import { logPageFailure } from '../adapters/log-page-failure';
import { pageHandler } from '../adapters/page-handler';
import { addressRoutes } from './requester/address.routes';
import { answerRoutes } from './requester/answer.routes';
import { proofRoutes } from './requester/proof.routes';
import { webApp } from './web-app';

const deps = mailDeps();
const app = webApp({ deps, largestBody: 16 * 1024, logFailure: logPageFailure });
for (const routes of [proofRoutes, addressRoutes, answerRoutes]) app.route('/', routes(deps));

export const handler = pageHandler(app);
