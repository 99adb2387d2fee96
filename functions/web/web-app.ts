import { randomBytes } from 'node:crypto';
import type { Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { Hono } from 'hono/tiny';
import type { DeskDeps } from '../domain/desk-deps';
import { BrokenLinkPage } from './broken-link-page';
import { ErrorPage } from './error-page';
import { readFields, UnreadableFormError } from './form-fields';
import { docsFor, jsonReply } from './json-reply';
import { frameOf, pageReply } from './page-reply';
import { writtenTexts } from './parts/written-text';

export interface WebSettings {
  readonly deps: Pick<DeskDeps, 'desk'>;
  /** Largest body in bytes. */
  readonly largestBody: number;
  /** Logs an unexpected error: its opaque reference and its name, nothing else. */
  readonly logFailure: (reference: string, error: Error) => void;
}

/**
 * The frame of every public application: a body limit, a page for addresses that do not exist, and a page for
 * errors; programs get the same as JSON. A stack trace is never shown.
 */
export function webApp({ deps, largestBody, logFailure }: WebSettings): Hono {
  const app = new Hono();
  const frame = frameOf(deps);
  app.use(
    bodyLimit({
      maxSize: largestBody,
      onError: (c) =>
        forProgram(c, 413, `The body is larger than ${largestBody} bytes. Nothing was recorded.`) ??
        pageReply(c, ErrorPage({ ...frame, kind: 'too-large', errorReference: newReference() }), {
          status: 413,
        }),
    }),
  );
  app.notFound(
    (c) =>
      forProgram(c, 404, 'There is nothing at this address. Nothing was recorded.') ??
      pageReply(c, ErrorPage({ ...frame, kind: 'not-found', errorReference: newReference() }), {
        status: 404,
      }),
  );
  app.onError(async (error, c) => {
    const errorReference = newReference();
    if (error instanceof UnreadableFormError)
      return pageReply(c, ErrorPage({ ...frame, kind: 'not-readable', errorReference }), { status: 400 });
    logFailure(errorReference, error);
    const reply = forProgram(c, 500, `Something went wrong here (${errorReference}). Send the call again.`);
    if (reply) return reply;
    const written = await writtenTo(c);
    return pageReply(c, ErrorPage({ ...frame, kind: 'ours', errorReference, written }), { status: 500 });
  });
  return app;
}

/** Only programs call addresses below this path; they could not read a page. */
const FOR_PROGRAMS = '/signals/';

function forProgram(c: Context, status: 404 | 413 | 500, error: string): Response | undefined {
  if (!c.req.path.startsWith(FOR_PROGRAMS)) return undefined;
  return jsonReply(c, { error, remedy: docsFor(c.req.path) }, status);
}

/**
 * Gives back what was written in a form that failed, because the browser keeps nothing of a page that is
 * never stored.
 */
async function writtenTo(c: Context): Promise<string[]> {
  if (c.req.method !== 'POST') return [];
  try {
    return writtenTexts(await readFields(c));
  } catch {
    return [];
  }
}

/**
 * The same page and wording for a link that is unknown, used up or expired, so that guessing tells nothing.
 */
export function brokenLinkPage(deps: Pick<DeskDeps, 'desk'>, written: readonly string[] = []) {
  return BrokenLinkPage({ ...frameOf(deps), formUrl: '/', written });
}

function newReference(): string {
  return randomBytes(6).toString('hex');
}
