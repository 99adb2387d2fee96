import { StoreForbiddenError, StoreShapeError } from './connector';

/**
 * Why a whole table or bucket is told as unread, so that the others are searched all the same. Nothing for
 * what may pass by itself.
 */
export function unreadReason(error: unknown): 'view' | 'misfit' | 'forbidden' | undefined {
  if (error instanceof StoreForbiddenError) return 'forbidden';
  if (!(error instanceof StoreShapeError)) return undefined;
  return error.place.code === 'view' ? 'view' : 'misfit';
}
