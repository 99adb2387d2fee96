import * as z from 'zod/mini';

/** Something stored does not have the shape that this version reads. */
export class StoredShapeError extends Error {
  override readonly name = 'StoredShapeError';
}

/**
 * Checks what was read from a table, a bucket or a sealed log entry before it is used: another version may
 * have written it, or it is damaged. It is returned as it was written, since a decision binds to that, with
 * fields that only newer code knows; whatever an older version did not write is optional in the shape.
 *
 * @param kind - what it is, for the error: "the frozen manifest", "a stored session"
 * @throws StoredShapeError with the kind and the fields at fault, never with their content
 */
export function readStored<T>(kind: string, shape: z.ZodMiniType<T>, stored: unknown): T {
  const { success, error } = z.safeParse(shape, stored);
  if (success) return stored as T;
  const fields = [...new Set(error.issues.map(({ path }) => fieldName(path)))].slice(0, 3).join(', ');
  throw new StoredShapeError(
    `${kind} cannot be read: ${fields} is missing or of another shape. Deploy the version that wrote it (see “After a rollback” in docs/runbook.md); if that does not help, restore it from its backup`,
  );
}

/** Like {@link readStored}, for what may not be there. */
export function readIfStored<T>(kind: string, shape: z.ZodMiniType<T>, stored: unknown): T | undefined {
  return stored === undefined ? undefined : readStored(kind, shape, stored);
}

/** Names of fields only: what is keyed by a value of the person ends at the holder. */
function fieldName(path: readonly PropertyKey[]): string {
  const names = path.map((part) => (typeof part === 'number' ? '[]' : String(part)));
  return names.slice(0, 4).join('.') || 'its content';
}
