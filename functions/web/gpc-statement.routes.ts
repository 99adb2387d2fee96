import { Hono } from 'hono/tiny';
import { GPC_SINCE } from '../domain/opt-out-signals';

/**
 * States that this host abides by Global Privacy Control on its own pages, which sell and share nothing. What
 * the shop's own site does is for the shop to state, on its own host.
 * https://www.w3.org/TR/gpc/#the-well-known-gpc-resource
 */
export function gpcStatementRoutes(): Hono {
  const app = new Hono();
  app.get('/.well-known/gpc.json', (c) =>
    c.json({ gpc: true, lastUpdate: GPC_SINCE }, 200, {
      'Cache-Control': 'public, max-age=86400',
      'X-Content-Type-Options': 'nosniff',
      'Strict-Transport-Security': 'max-age=63072000; includeSubDomains',
    }),
  );
  return app;
}
