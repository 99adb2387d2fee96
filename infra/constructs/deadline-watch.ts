import { Duration } from 'aws-cdk-lib';
import type { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { SWEEP_MINUTES } from '../../functions/domain/sweep-interval';
import type { DeadLetters } from './dead-letters';
import type { DeskFunction } from './desk-function';

export interface DeadlineWatchProps {
  /** The function of `watch-deadlines.handler.ts`. */
  readonly sweep: DeskFunction;
  /** The function of `anchor-evidence.handler.ts`. */
  readonly anchor: DeskFunction;
  /** The function of `verify-evidence.handler.ts`. */
  readonly verify: DeskFunction;
  readonly deadLetters: DeadLetters;
  /** CloudWatch namespace of the desk's counts. */
  readonly metricsNamespace: string;
}

/**
 * The schedules of the sweep over the register (every ten minutes), of the anchor (hourly) and of the check
 * of all evidence (daily), with the metrics that show when one fails or does not run.
 */
export class DeadlineWatch extends Construct {
  /** Sweeps that failed as a whole. */
  readonly failed: Metric;
  /** Sweeps that ran, failed or not. */
  readonly ran: Metric;
  /** Requests that a sweep could not check or had no time for. */
  readonly unchecked: Metric;

  /** Whole hours since the newest anchor in the bucket, reported by each run that ends well. */
  readonly anchorAge: Metric;
  /** How often the register was compared with its anchors, whatever was found. */
  readonly verified: Metric;

  constructor(
    scope: Construct,
    id: string,
    { sweep, anchor, verify, deadLetters, metricsNamespace }: DeadlineWatchProps,
  ) {
    super(scope, id);
    const call = (id: string, { lambda }: DeskFunction, every: Duration, description: string) =>
      new Rule(this, id, {
        description,
        schedule: Schedule.rate(every),
        targets: [
          new LambdaFunction(lambda, { deadLetterQueue: deadLetters.queue, maxEventAge: Duration.hours(1) }),
        ],
      });
    call('Sweep', sweep, Duration.minutes(SWEEP_MINUTES), 'Looks after every deadline');
    call('Hourly', anchor, Duration.hours(1), 'Fixes what was logged');
    call('Daily', verify, Duration.days(1), 'Holds the register against what was fixed');
    this.failed = sweep.lambda.metricErrors({ period: Duration.hours(1) });
    this.ran = sweep.lambda.metricInvocations({ period: Duration.hours(1) });
    this.anchorAge = new MetricFilter(this, 'AnchorAge', {
      logGroup: anchor.logs,
      metricNamespace: metricsNamespace,
      metricName: 'HoursSinceAnchor',
      filterPattern: FilterPattern.stringValue('$.message', '=', 'evidence-age'),
      metricValue: '$.about.count',
    }).metric({ statistic: 'Maximum', period: Duration.hours(1) });
    this.verified = new MetricFilter(this, 'Verified', {
      logGroup: verify.logs,
      metricNamespace: metricsNamespace,
      metricName: 'EvidenceVerified',
      filterPattern: FilterPattern.stringValue('$.message', '=', 'evidence-verified'),
    }).metric({ statistic: 'Sum', period: Duration.days(1) });
    this.unchecked = new MetricFilter(this, 'Unchecked', {
      logGroup: sweep.logs,
      metricNamespace: metricsNamespace,
      metricName: 'RequestsUnchecked',
      // A sweep that had to leave requests to the next one needs attention as well.
      filterPattern: FilterPattern.any(
        FilterPattern.stringValue('$.message', '=', 'check-failed'),
        FilterPattern.stringValue('$.message', '=', 'sweep-unfinished'),
      ),
    }).metric({ statistic: 'Sum', period: Duration.hours(1) });
  }
}
