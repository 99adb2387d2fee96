import { handle } from 'hono/aws-lambda';
import { caseDeps } from '../adapters/build-deps';
import { notePage } from '../adapters/note-page';
import { addressRoutes } from './requester/address.routes';
import { answerRoutes } from './requester/answer.routes';
import { proofRoutes } from './requester/proof.routes';
import { webApp } from './web-app';

const deps = caseDeps();
const app = webApp({ deps, largestBody: 16 * 1024, logFailure: notePage });
for (const routes of [proofRoutes, addressRoutes, answerRoutes]) app.route('/', routes(deps));

export const handler = handle(app);
