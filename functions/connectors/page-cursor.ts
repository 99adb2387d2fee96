import { StoreShapeError } from './connector';

/** Where a page ended, as a caller hands it back. Opaque to the caller; holds keys, so it belongs where findings belong. */
export function writeCursor(place: unknown): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

export function readCursor(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    throw new StoreShapeError('the cursor is not one of this connector');
  }
}
