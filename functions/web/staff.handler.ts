import { handle } from 'hono/aws-lambda';
import { notePage } from '../adapters/note-page';
import { workerDeps } from '../adapters/worker-deps';
import { webApp } from './web-app';

const app = webApp({ deps: workerDeps(), largestBody: 16 * 1024, note: notePage });

export const handler = handle(app);
