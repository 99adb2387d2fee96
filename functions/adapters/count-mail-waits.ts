import { systemClock } from './system-clock';

/** Name of the count; the alarm of the stack watches it. */
export const MAIL_WAITS = 'MailWaits';

/**
 * Counts a mail that the mail service did not take any more. As a metric in a log line, which CloudWatch
 * reads from any function without a right of its own: mail itself
 * could not say it.
 *
 * @see
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function countMailWaits(namespace: string): void {
  if (process.env.LOG_LEVEL === 'SILENT') return;
  const metric = {
    Namespace: namespace,
    Dimensions: [[]],
    Metrics: [{ Name: MAIL_WAITS, Unit: 'Count' }],
  };
  const line = {
    _aws: { Timestamp: Date.parse(systemClock.now()), CloudWatchMetrics: [metric] },
    [MAIL_WAITS]: 1,
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
