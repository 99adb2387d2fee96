import { handle } from 'hono/aws-lambda';
import { pageDeps } from '../adapters/build-deps';
import { notePage } from '../adapters/note-page';
import { phoneClock } from '../adapters/system-clock';
import { staffApp } from './staff.app';

/**
 * A function is handed at most 6 MB, a third of it the price of base64.
 * https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
const largestUpload = 4 * 1024 * 1024;

/** Milliseconds. Longer than it takes to hand a mail to SES, a cold start of its client included. */
const answerEvery = 1_500;

const deps = Object.assign(pageDeps(), { phoneClock, largestUpload, answerEvery });

export const handler = handle(staffApp({ deps, note: notePage }));
