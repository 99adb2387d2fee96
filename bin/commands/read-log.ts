import type { LoggedEvent } from '../../functions/domain/events';
import type { AuditReader } from '../../functions/domain/ports';

/** Undefined when an entry no longer is one; a register out of reach is another matter. */
export async function readLog(
  register: AuditReader,
  requestId: string,
): Promise<readonly LoggedEvent[] | undefined> {
  try {
    return await register.history(requestId);
  } catch (error) {
    if (error instanceof Error && ['SyntaxError', 'ZodError', '$ZodError'].includes(error.name))
      return undefined;
    throw error;
  }
}
