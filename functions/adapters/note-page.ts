import { log } from './log';

/** Notes a page that failed, by its opaque reference. */
export function notePage(reference: string, error: Error): void {
  log('page-failed', { reference, error: error.name });
}
