import { type FieldValue, StoreShapeError, StoreUnavailableError } from '../connector';
import { atPath, isFilled } from './at-path';
import type { VendorAnswer } from './vendor-session';

/** Members beside a list that are `true` where more follows. */
const FLAGS = ['has_more', 'hasMore', 'pageInfo.hasNextPage', 'page_info.has_next_page'];
/** Members beside a list that name the next page. */
const NEXT_PAGES = ['next', 'links.next', '_links.next', 'paging.next'];

/**
 * Whether an answer says beyond doubt that its list goes on, whatever the vendor's file says of pages.
 *
 * @param rowsAt path of the rows; signs may stand at the top of the answer or beside the list
 */
export function saysMore(body: FieldValue | undefined, rowsAt: string): boolean {
  const beside = rowsAt.split('.').slice(0, -1).join('.');
  const holders = beside === '' ? [body] : [body, atPath(body, beside)];
  return holders.some(goesOn);
}

function goesOn(holder: FieldValue | undefined): boolean {
  const flags = FLAGS.map((path) => atPath(holder, path));
  if (flags.includes(true)) return true;
  return !flags.includes(false) && NEXT_PAGES.some((path) => isFilled(atPath(holder, path)));
}

/** Statuses of an answer in parts (RFC 9110), of several results (RFC 4918) or of changes only (RFC 3229). */
const NOT_WHOLE = [206, 207, 226];

/**
 * An answer that tells of an error, or is not whole, shows nothing about the rows that it lacks.
 *
 * @throws StoreUnavailableError where the vendor is not ready or tells of an error; StoreShapeError for an
 * answer in parts, which the file does not read
 */
export function assertWhole({ status, body }: VendorAnswer, place: { readonly collection: string }): void {
  if (status === 202)
    throw new StoreUnavailableError('the vendor has not read its rows yet', { ...place, code: 'HTTP 202' });
  if (NOT_WHOLE.includes(status))
    throw new StoreShapeError('the vendor answers with a part of its rows', {
      ...place,
      code: `HTTP ${status}`,
    });
  const tellsOfError = ['error', 'errors'].some((name) => isFilled(atPath(body, name)));
  if (tellsOfError || atPath(body, 'timed_out') === true)
    throw new StoreUnavailableError('the vendor answered with an error inside its answer', {
      ...place,
      code: 'error-in-answer',
    });
}
