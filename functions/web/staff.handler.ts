import { pageDeps } from '../adapters/build-deps';
import { logPageFailure } from '../adapters/log-page-failure';
import { pageHandler } from '../adapters/page-handler';
import { phoneClock } from '../adapters/system-clock';
import { staffApp } from './staff.app';

/**
 * In bytes. A function accepts a payload of at most 6 MB, and base64 adds a third.
 * https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
const largestUpload = 4 * 1024 * 1024;

/** Milliseconds. Longer than it takes to hand a mail to SES, including a cold start of its client. */
const answerEvery = 1_500;

const deps = Object.assign(pageDeps(), { phoneClock, largestUpload, answerEvery });

export const handler = pageHandler(staffApp({ deps, logFailure: logPageFailure }));
