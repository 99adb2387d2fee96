import { knownErrorName } from './known-error-name';
import { systemClock } from './system-clock';

/**
 * All that is ever logged: events of this list with these fields. No message of an error, no field of a
 * request, no address can get in.
 */
export interface LogFields {
  readonly requestId?: string;
  readonly storeId?: string;
  /** Opaque number shown to a person whose page failed. */
  readonly reference?: string;
  /** Name of an error; one that is not on the list is not shown. */
  readonly error?: string;
  readonly count?: number;
  readonly ms?: number;
}

export type LogEvent =
  | 'step-done'
  | 'step-failed'
  | 'page-failed'
  | 'check-failed'
  | 'sweep-unfinished'
  /** Whole hours since the newest anchor (`count`). */
  | 'evidence-age'
  /** The register was held against its anchors; so many faults (`count`). */
  | 'evidence-verified';

type Level = 'INFO' | 'ERROR';

/**
 * One line of JSON an event, as `level`, `message`, `timestamp`, `service` and `about`; a field without a
 * value is left out.
 */
export function log(event: LogEvent, fields: LogFields): void {
  const level = event.endsWith('failed') ? 'ERROR' : 'INFO';
  if (isSilent(level)) return;
  const { requestId, storeId, reference, error, count, ms } = fields;
  const line = {
    level,
    message: event,
    timestamp: systemClock.now(),
    service: process.env.AWS_LAMBDA_FUNCTION_NAME ?? 'rightsdesk',
    xray_trace_id: traceId(),
    about: { requestId, storeId, reference, error: error && knownErrorName(error), count, ms },
  };
  // Not by way of `console`: Lambda's puts words before the line, and a filter that reads JSON would no
  // longer find it.
  (level === 'ERROR' ? process.stderr : process.stdout).write(`${JSON.stringify(line)}\n`);
}

/**
 * `LOG_LEVEL` is for the local run and for tests: `ERROR` leaves out what went well, `SILENT` everything. A
 * deployed function has none and says both.
 */
function isSilent(level: Level): boolean {
  const { LOG_LEVEL } = process.env;
  return LOG_LEVEL === 'SILENT' || (LOG_LEVEL === 'ERROR' && level === 'INFO');
}

/**
 * By this number X-Ray and the functions' own lines of one call are found.
 * https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader
 */
function traceId(): string | undefined {
  return /Root=([^;]+)/.exec(process.env._X_AMZN_TRACE_ID ?? '')?.[1];
}
