import { log } from './log';

/** Logs that a page failed, with the reference that the page shows. */
export function logPageFailure(reference: string, error: Error): void {
  log('page-failed', { reference, error: error.name });
}
