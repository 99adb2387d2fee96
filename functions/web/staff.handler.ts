import { handle } from 'hono/aws-lambda';
import { notePage } from '../adapters/note-page';
import { pageDeps } from '../adapters/page-deps';
import { phoneClock } from '../adapters/system-clock';
import { staffApp } from './staff.app';

/** A function is handed at most 6 MB, a third of it the price of base64. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const largestUpload = 4 * 1024 * 1024;

const deps = Object.assign(pageDeps(), { phoneClock, largestUpload });

export const handler = handle(staffApp({ deps, note: notePage }));
