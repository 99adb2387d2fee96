import { handle } from 'hono/aws-lambda';
import { pageDeps } from '../adapters/build-deps';
import { logPageFailure } from '../adapters/log-page-failure';
import { phoneClock } from '../adapters/system-clock';
import { decideApp } from './decide.app';

const deps = Object.assign(pageDeps(), { phoneClock });

export const handler = handle(decideApp({ deps, logFailure: logPageFailure }));
