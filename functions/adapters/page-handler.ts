import type { Hono } from 'hono';
import { handle, type LambdaContext, type LambdaEvent } from 'hono/aws-lambda';
import { inOneCall } from './call-context';

/** The Lambda handler of pages: each request of a browser is one call. */
export function pageHandler(app: Hono) {
  const reply = handle(app);
  return (event: LambdaEvent, context?: LambdaContext) => inOneCall(() => reply(event, context));
}
