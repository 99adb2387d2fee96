import { TryAgainError } from '../domain/errors';

/** Whether an error comes of a service, whatever it says, rather than of what lies in one log. */
export function isServiceFault(error: unknown): boolean {
  return error instanceof TryAgainError || (error instanceof Error && '$metadata' in error);
}
