import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  Metric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { MAIL_WAITS_METRIC } from '../../functions/adapters/count-mail-waits';
import type { DeadLetters } from './dead-letters';
import type { DeadlineWatch } from './deadline-watch';
import type { MailFeedback } from './mail-feedback';
import type { PublicPages } from './public-pages';

export interface AlarmsProps {
  /** The address that gets every alarm. SNS asks its owner once to confirm. */
  readonly recipient: string;
  readonly metricsNamespace: string;
  readonly watch: DeadlineWatch;
  readonly feedback: MailFeedback;
  readonly pages: PublicPages;
  readonly deadLetters: DeadLetters;
}

/** The name of every alarm of the desk begins with this. */
const ALARM_PREFIX = 'rightsdesk-';

interface AlarmText {
  /** Who is affected. */
  readonly impact: string;
  /** Anchor of a heading in docs/runbook.md. */
  readonly runbook: string;
}

type Limits = Partial<{ threshold: number; periods: number; below: boolean; missing: TreatMissingData }>;

/**
 * One alarm per consequence for people, not per component. Each watches one metric: the first ten are free.
 */
export class Alarms extends Construct {
  private readonly topic: Topic;
  private readonly namespace: string;

  constructor(scope: Construct, id: string, props: AlarmsProps) {
    super(scope, id);
    this.namespace = props.metricsNamespace;
    this.topic = new Topic(this, 'Topic', { enforceSSL: true, displayName: 'Rightsdesk' });
    this.topic.addSubscription(new EmailSubscription(props.recipient));
    this.letAlarmsPublish();
    this.watchDeadlines(props.watch);
    this.watchMails(props.feedback);
    this.watchPages(props.pages);
    this.alarm('NeedsAPerson', arrived(props.deadLetters.queue), {
      impact: 'A request stopped, or an event could not be delivered: it goes on only when a person looks.',
      runbook: 'needs-a-person',
    });
  }

  /**
   * A topic with a policy of its own lacks the default one, which lets all services of the account publish.
   * Without this statement no alarm would reach the topic.
   *
   * @see
   * https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html#sns-publish-messages-from-cloudwatch-alarms
   */
  private letAlarmsPublish(): void {
    const stack = Stack.of(this);
    const alarms = stack.formatArn({
      service: 'cloudwatch',
      resource: 'alarm',
      resourceName: `${ALARM_PREFIX}*`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        conditions: {
          ArnLike: { 'aws:SourceArn': alarms },
          StringEquals: { 'aws:SourceAccount': stack.account },
        },
      }),
    );
  }

  private watchDeadlines({ failed, ran, unchecked, anchorAge, verified }: DeadlineWatch): void {
    this.alarm(
      'NotAnchored',
      anchorAge,
      {
        impact: 'The last hours of the register have no anchor: a later change of them could not be proven.',
        runbook: 'not-anchored',
      },
      { threshold: 2, periods: 2, missing: TreatMissingData.BREACHING },
    );
    this.alarm(
      'NotVerified',
      verified,
      {
        impact: 'The register was not held against its anchors: nobody would hear of a change.',
        runbook: 'not-verified',
      },
      { below: true, periods: 2, missing: TreatMissingData.BREACHING },
    );
    const impact = 'Reminders and timers do not run: a request may be answered late.';
    this.alarm('WatchFailed', failed, { impact, runbook: 'watch-failed' });
    this.alarm(
      'WatchDidNotRun',
      ran,
      { impact, runbook: 'watch-did-not-run' },
      { below: true, periods: 3, missing: TreatMissingData.BREACHING },
    );
    this.alarm('RequestUnchecked', unchecked, {
      impact: 'The watch could not look after one request: its answer may be late.',
      runbook: 'request-unchecked',
    });
  }

  private watchMails({ reported }: MailFeedback): void {
    this.alarm('MailBounced', reported, {
      impact: 'A person or a colleague did not get a mail of the desk: a notice that did not arrive is none.',
      runbook: 'mail-bounced',
    });
    const waits = new Metric({
      namespace: this.namespace,
      metricName: MAIL_WAITS_METRIC,
      statistic: 'Sum',
      period: Duration.hours(1),
    });
    this.alarm('MailWaits', waits, {
      impact: 'The mail service takes no more mail for now: notices, codes and alarms by mail wait.',
      runbook: 'mail-waits',
    });
    const rate = new Metric({
      namespace: 'AWS/SES',
      metricName: 'Reputation.BounceRate',
      statistic: 'Maximum',
      period: Duration.hours(1),
    });
    this.alarm(
      'SendingAtRisk',
      rate,
      {
        impact: 'So many mails bounce that AWS may stop all sending: nobody would hear from the desk.',
        runbook: 'sending-at-risk',
      },
      { threshold: 0.05 },
    );
  }

  private watchPages({ stage }: PublicPages): void {
    this.alarm('PagesFail', stage.metricServerError({ period: Duration.minutes(15), statistic: 'Sum' }), {
      impact: 'Pages fail: people cannot send requests, prove who they are or fetch their data.',
      runbook: 'pages-fail',
    });
  }

  private alarm(id: string, metric: IMetric, { impact, runbook }: AlarmText, limits: Limits = {}): void {
    const { threshold = 1, periods = 1, below = false, missing = TreatMissingData.NOT_BREACHING } = limits;
    const alarm = new Alarm(this, id, {
      alarmName: `${ALARM_PREFIX}${runbook}`,
      alarmDescription: `${impact} What to do: docs/runbook.md#${runbook}`,
      metric,
      threshold,
      evaluationPeriods: periods,
      comparisonOperator: below
        ? ComparisonOperator.LESS_THAN_THRESHOLD
        : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: missing,
    });
    alarm.addAlarmAction(new SnsAction(this.topic));
  }
}

/**
 * Counts the messages that arrive in the queue, not those in it. An alarm acts when its state changes, so one
 * that stays in ALARM because of the first message would be silent about the next.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-actions.html
 */
function arrived(queue: DeadLetters['queue']): Metric {
  return queue.metricNumberOfMessagesSent({ period: Duration.minutes(5), statistic: 'Sum' });
}
