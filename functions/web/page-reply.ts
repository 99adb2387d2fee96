import type { Context } from 'hono';
import type { DeskDeps } from '../domain/desk-deps';
import { hasGpcSignal } from '../domain/opt-out-signals';
import { SignalNote } from './form/signal-note';
import { type Page, type PageFrame, renderPage } from './parts/layout';
import { contentSecurityPolicy } from './parts/style';

/** What every page shows of the controller, who answers on each of them. */
export function frameOf({ desk }: Pick<DeskDeps, 'desk'>): PageFrame {
  return { controller: desk.controller };
}

export interface PageOptions {
  readonly status?: 200 | 202 | 400 | 403 | 404 | 410 | 413 | 429 | 500;
  /** More stylesheets that this page inlines. */
  readonly moreStyles?: readonly string[];
  /** Another origin to which a form of the page may be sent. */
  readonly formsTo?: string;
}

/** Pages for staff and for recipients say nothing about the reader's own browser. */
function isForRequesters(path: string): boolean {
  return !/^\/[sp](\/|$)/.test(path);
}

/**
 * Replies with a page and the headers that all pages share: it loads nothing, cannot be framed, sends no
 * referrer (the path holds a token) and is not stored.
 */
export function pageReply(
  c: Context,
  page: Page,
  { status = 200, moreStyles = [], formsTo }: PageOptions = {},
): Response {
  const note =
    hasGpcSignal(c.req.header('sec-gpc')) && isForRequesters(c.req.path) ? SignalNote() : undefined;
  return c.html(renderPage(page, note), status, {
    'Content-Security-Policy': contentSecurityPolicy({ moreStyles, ...(formsTo ? { formsTo } : {}) }),
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-store',
    'Strict-Transport-Security': 'max-age=63072000; includeSubDomains',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
    'X-Robots-Tag': 'noindex',
  });
}
