import { Logger } from '@aws-lambda-powertools/logger';

/** All that is ever logged: events of this list with these fields. No message of an error, no field of a request, no address can get in. */
export interface LogFields {
  readonly requestId?: string;
  readonly storeId?: string;
  /** Opaque number shown to a person whose page failed. */
  readonly reference?: string;
  /** Class name of an error. */
  readonly error?: string;
  readonly count?: number;
  readonly ms?: number;
}

export type LogEvent = 'step-done' | 'step-failed' | 'page-failed' | 'check-failed' | 'sweep-done';

let made: Logger | undefined;

function logger(): Logger {
  made ??= new Logger({ serviceName: process.env.AWS_LAMBDA_FUNCTION_NAME ?? 'rightsdesk' });
  return made;
}

export function log(event: LogEvent, fields: LogFields): void {
  const { requestId, storeId, reference, error, count, ms } = fields;
  const level = event.endsWith('failed') ? 'error' : 'info';
  logger()[level](event, {
    about: { requestId, storeId, reference, error: error && nameOnly(error), count, ms },
  });
}

/** A class name and nothing that could be a sentence. */
export function nameOnly(name: string): string {
  return /^[A-Za-z][\w.]{0,80}$/.test(name) ? name : 'UnnamedError';
}
