import { knownErrorName } from './known-error-name';
import { systemClock } from './system-clock';

/**
 * Everything that is logged: the events of this list with these fields. Messages of errors, fields of
 * requests and addresses cannot get in.
 */
export interface LogFields {
  readonly requestId?: string;
  readonly storeId?: string;
  /** The opaque number on the page of an error. */
  readonly reference?: string;
  /** The name of an error, replaced when it is not on the list of known names. */
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
  /** `count`: whole hours since the newest anchor. */
  | 'evidence-age'
  /** The register was compared with its anchors. `count`: faults found. */
  | 'evidence-verified';

type Level = 'INFO' | 'ERROR';

/**
 * Writes an event as one line of JSON with `level`, `message`, `timestamp`, `service` and `about`. Fields
 * without a value are left out.
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
  // Not by `console`: Lambda's writes a prefix, so that metric filters for JSON would not match the line.
  (level === 'ERROR' ? process.stderr : process.stdout).write(`${JSON.stringify(line)}\n`);
}

/**
 * `LOG_LEVEL` is for local runs and tests: `ERROR` omits what went well, `SILENT` everything. Deployed
 * functions have none and log both.
 */
function isSilent(level: Level): boolean {
  const { LOG_LEVEL } = process.env;
  return LOG_LEVEL === 'SILENT' || (LOG_LEVEL === 'ERROR' && level === 'INFO');
}

/**
 * The trace id that links X-Ray to the log lines of one call.
 * https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader
 */
function traceId(): string | undefined {
  return /Root=([^;]+)/.exec(process.env._X_AMZN_TRACE_ID ?? '')?.[1];
}
