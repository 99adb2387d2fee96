import type { Context } from 'hono';

type Code = 200 | 202 | 401 | 403 | 405 | 409 | 422 | 429;

/** An answer for a program: nothing stored, nothing sniffed, and no other origin may read it. */
export function jsonAnswer(
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
