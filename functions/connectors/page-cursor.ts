import type * as z from 'zod/mini';
import { parseJson } from '../domain/parse-json';
import { StoreShapeError } from './connector';

/**
 * Where a page ended, as a caller hands it back. Opaque to the caller; holds keys, so it belongs where
 * findings belong.
 */
export function writeCursor(place: unknown): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

export function readCursor<T extends z.ZodMiniType>(cursor: string, shape: T): z.output<T> {
  const parsed = shape.safeParse(parseJson(Buffer.from(cursor, 'base64url').toString('utf8')));
  if (!parsed.success) throw new StoreShapeError('the cursor is not one of this connector');
  return parsed.data;
}
