import type { Context } from 'hono';

type Code = 200 | 202 | 401 | 403 | 404 | 405 | 409 | 413 | 422 | 429 | 500;

/** Tells the caller's developers where to find what they may send. */
export const SIGNAL_DOCS = 'See docs/opt-out-signals.md of Rightsdesk.';

/** The same for the log-ins of customers. */
export const ACCOUNT_DOCS = 'See docs/account-login.md of Rightsdesk.';

/** The documentation of what was called below `/signals/`. */
export function docsFor(path: string): string {
  return path.startsWith('/signals/account') ? ACCOUNT_DOCS : SIGNAL_DOCS;
}

/** A reply to a program: not stored, not sniffed, and not readable by other origins. */
export function jsonReply(
  c: Context,
  content: object,
  status: Code = 200,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return c.json(content, status, {
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    'Strict-Transport-Security': 'max-age=63072000; includeSubDomains',
    ...headers,
  });
}
