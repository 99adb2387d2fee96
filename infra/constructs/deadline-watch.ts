import { Duration } from 'aws-cdk-lib';
import type { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { DeadLetters } from './dead-letters';
import type { DeskFunction } from './desk-function';

export interface DeadlineWatchProps {
  /** The function of `watch-deadlines.handler.ts`. */
  readonly sweep: DeskFunction;
  /** The function of `anchor-evidence.handler.ts`. */
  readonly anchor: DeskFunction;
  readonly deadLetters: DeadLetters;
  /** CloudWatch namespace of the desk's counts. */
  readonly metricsNamespace: string;
}

/** The hourly sweep over the register, and what tells that it failed, did not run, or could not check a request. */
export class DeadlineWatch extends Construct {
  /** Sweeps that failed as a whole. */
  readonly failed: Metric;
  /** Sweeps that ran, failed or not. */
  readonly ran: Metric;
  /** Requests that a sweep could not check; the others were. */
  readonly unchecked: Metric;

  /** Anchors that could not be made. */
  readonly unanchored: Metric;

  constructor(
    scope: Construct,
    id: string,
    { sweep, anchor, deadLetters, metricsNamespace }: DeadlineWatchProps,
  ) {
    super(scope, id);
    new Rule(this, 'Hourly', {
      description: 'Looks after every deadline',
      schedule: Schedule.rate(Duration.hours(1)),
      targets: [
        ...[sweep, anchor].map(
          ({ lambda }) =>
            new LambdaFunction(lambda, {
              deadLetterQueue: deadLetters.queue,
              maxEventAge: Duration.hours(1),
            }),
        ),
      ],
    });
    this.failed = sweep.lambda.metricErrors({ period: Duration.hours(1) });
    this.unanchored = anchor.lambda.metricErrors({ period: Duration.hours(1) });
    this.ran = sweep.lambda.metricInvocations({ period: Duration.hours(1) });
    this.unchecked = new MetricFilter(this, 'Unchecked', {
      logGroup: sweep.logs,
      metricNamespace: metricsNamespace,
      metricName: 'RequestsUnchecked',
      filterPattern: FilterPattern.stringValue('$.message', '=', 'check-failed'),
    }).metric({ statistic: 'Sum', period: Duration.hours(1) });
  }
}
