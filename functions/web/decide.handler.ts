import { pageDeps } from '../adapters/build-deps';
import { logPageFailure } from '../adapters/log-page-failure';
import { pageHandler } from '../adapters/page-handler';
import { phoneClock } from '../adapters/system-clock';
import { decideApp } from './decide.app';

const deps = Object.assign(pageDeps(), { phoneClock });

export const handler = pageHandler(decideApp({ deps, logFailure: logPageFailure }));
