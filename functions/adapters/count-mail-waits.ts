import { systemClock } from './system-clock';

/** The name of the metric, which an alarm of the stack watches. */
export const MAIL_WAITS_METRIC = 'MailWaits';

/**
 * Counts a mail that the mail service did not accept any more. The metric is part of a log line, which takes
 * no permission, and no mail, since mail is what does not work.
 *
 * @see
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function countMailWaits(namespace: string): void {
  if (process.env.LOG_LEVEL === 'SILENT') return;
  const metric = {
    Namespace: namespace,
    Dimensions: [[]],
    Metrics: [{ Name: MAIL_WAITS_METRIC, Unit: 'Count' }],
  };
  const line = {
    _aws: { Timestamp: Date.parse(systemClock.now()), CloudWatchMetrics: [metric] },
    [MAIL_WAITS_METRIC]: 1,
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
