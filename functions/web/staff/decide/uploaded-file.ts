import { buffer } from 'node:stream/consumers';
import type { Context } from 'hono';
import { manualAnswers } from '../../../casework/evidence/manual-answers';
import { safeFileName } from '../../../documents/safe-name';
import type { StaffDeps } from '../staff-deps';
import type { FileOfPage, StaffPage } from '../staff-page';
import { recordLook } from './record-views';

/**
 * A file that a colleague uploaded for the answer, for staff who decide whether the person gets it. It is
 * only ever downloaded, never rendered, since its author is unknown. Every download is logged.
 *
 * @returns undefined when there is no such file, or nothing to decide
 */
export async function uploadedFile(
  deps: StaffDeps,
  c: Context,
  page: StaffPage,
  { storeId, number }: FileOfPage,
): Promise<Response | undefined> {
  const { request } = page;
  if (request.status !== 'awaiting-decision') return undefined;
  const answer = (await manualAnswers(deps, request)).find((one) => one.storeId === storeId);
  const file = answer?.files[number - 1];
  if (!file) return undefined;
  if (c.req.method !== 'HEAD') await recordLook(deps, page, { storeId, collection: `file-${number}` });
  return c.body(new Uint8Array(await buffer(file.content)), 200, {
    'Content-Type': 'application/octet-stream',
    'Content-Disposition': `attachment; filename="${safeFileName(number, file.name)}"`,
    'Content-Security-Policy': "sandbox; default-src 'none'",
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-store',
  });
}
