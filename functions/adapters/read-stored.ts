import * as z from 'zod/mini';

/**
 * Something stored lacks a field that this code needs. The message names the kind and the fields, no values.
 */
export class StoredShapeError extends Error {
  override readonly name = 'StoredShapeError';
}

/**
 * What was read from a table or a bucket, as the type that this code works with. Fields that only newer code
 * knows stay in it, so that writing it back loses nothing.
 *
 * @param kind - for the message, e.g. `session`
 * @throws {StoredShapeError} when a field is missing or of another type
 */
export function readStored<T>(kind: string, shape: z.ZodMiniType<T>, stored: unknown): T {
  const parsed = z.safeParse(shape, stored);
  if (parsed.success) return parsed.data;
  const fields = [...new Set(parsed.error.issues.map(({ path }) => String(path[0] ?? 'all of it')))];
  throw new StoredShapeError(
    `a stored ${kind} cannot be read (${fields.join(', ')}): it was damaged, or newer code wrote it. Deploy the newest version; if that does not help, restore the table or object from its backup.`,
  );
}

/** Like {@link readStored}, for what may not be there. */
export function readIfStored<T>(kind: string, shape: z.ZodMiniType<T>, stored: unknown): T | undefined {
  return stored === undefined ? undefined : readStored(kind, shape, stored);
}
