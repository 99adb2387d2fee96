import { log } from '../adapters/log';
import { stepHandler } from '../adapters/step-handler';
import { workerDeps } from '../adapters/worker-deps';
import { receive } from '../steps/receive/receive';
import type { WatchDeps } from './note-deed';
import { watchDeadlines } from './watch-deadlines';

const deps: WatchDeps = Object.assign(Object.create(workerDeps()), {
  receive: receive(workerDeps()),
  firstDay: process.env.FIRST_DAY ?? '2026-01-01T00:00:00Z',
  note: (requestId: string, error: Error) => log('check-failed', { requestId, error: error.name }),
});

export const handler = stepHandler(watchDeadlines(deps));
