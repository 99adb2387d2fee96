import { TryAgainError } from '../domain/errors';

/** Whether an error is a fault of a service, which may pass, rather than of what lies in one log, which does not. */
export function mayPass(error: unknown): boolean {
  return error instanceof TryAgainError || (error instanceof Error && '$metadata' in error);
}
