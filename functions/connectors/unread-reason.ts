import { StoreForbiddenError, StoreShapeError } from './connector';

/**
 * Why a whole table or bucket is reported as unread, so that the others are still searched. Undefined for a
 * transient fault.
 */
export function unreadReason(error: unknown): 'view' | 'misfit' | 'forbidden' | undefined {
  if (error instanceof StoreForbiddenError) return 'forbidden';
  if (!(error instanceof StoreShapeError)) return undefined;
  return error.place.code === 'view' ? 'view' : 'misfit';
}
