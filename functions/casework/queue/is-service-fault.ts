import { TryAgainError } from '../../domain/errors';

/** Whether an error comes from a service and not from the contents of one log. */
export function isServiceFault(error: unknown): boolean {
  return error instanceof TryAgainError || (error instanceof Error && '$metadata' in error);
}
