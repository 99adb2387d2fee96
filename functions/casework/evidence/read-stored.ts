import * as z from 'zod/mini';

/** A sealed object or log entry does not have the shape that this version reads. */
export class StoredShapeError extends Error {
  override readonly name = 'StoredShapeError';
}

/**
 * Checks what an object or a sealed log entry holds before it is used: it may have been written by another
 * version, or be damaged. Fields that the shape does not know are kept, since a decision binds to the content
 * as it was written; whatever an older version did not write is optional in the shape.
 *
 * @param kind - what it is, for the error: "the frozen manifest"
 * @throws StoredShapeError with the kind and the fields at fault, never with their content
 */
export function readStored<T>(kind: string, shape: z.ZodMiniType<T>, stored: unknown): T {
  const { success, error } = z.safeParse(shape, stored);
  if (success) return stored as T;
  const fields = [...new Set(error.issues.map(({ path }) => fieldName(path)))].slice(0, 3).join(', ');
  throw new StoredShapeError(
    `${kind} cannot be read: ${fields} is missing or of another shape. Deploy the version that wrote it: see “After a rollback” in docs/runbook.md`,
  );
}

/** Names of fields only: what is keyed by a value of the person ends at the holder. */
function fieldName(path: readonly PropertyKey[]): string {
  const names = path.map((part) => (typeof part === 'number' ? '[]' : String(part)));
  return names.slice(0, 4).join('.') || 'its content';
}

/** A word of a closed list. Other versions may know others, so it is not compared with the list. */
export function word<T extends string>(): z.ZodMiniType<T> {
  return z.custom<T>((value) => typeof value === 'string');
}
