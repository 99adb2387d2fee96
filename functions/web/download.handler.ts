import { handle } from 'hono/aws-lambda';
import { notePage } from '../adapters/note-page';
import { pageDeps } from '../adapters/page-deps';
import { downloadRoutes } from './requester/download.routes';
import { webApp } from './web-app';

const deps = pageDeps();
const app = webApp({ deps, largestBody: 16 * 1024, note: notePage });
app.route('/', downloadRoutes(deps));

export const handler = handle(app);
