import type { PriceFile } from './prices';
import { resourcesOf, type StackTemplate } from './stack-template';

/** A charge for each month, with or without requests. */
export interface FixedCharge {
  readonly what: string;
  /** At list price. */
  readonly dollars: number;
  /** What is left of it in an account that has nothing else: the first ten alarms and metrics are free. */
  readonly afterFree: number;
}

/** Types of resources with a charge by the hour or month, or with one that is easily overlooked. */
const charged =
  /KMS::Key$|CloudWatch::Alarm|CloudWatch::Dashboard|CompositeAlarm|EC2::|RDS::|WAFv2|NatGateway|ElastiCache|OpenSearch|SecretsManager|Route53::HostedZone|ElasticLoadBalancing|ECS::|Kinesis::|ProvisionedConcurrency/;

/** The number of free alarms of an account, and of free metrics. */
const FREE = 10;

/**
 * Reads the fixed charges from a template.
 *
 * @throws Error naming a resource with a fixed charge and without a price here
 */
export function fixedCharges(
  template: StackTemplate,
  { keyMonth, alarmMonth, metricMonth }: PriceFile['prices'],
): FixedCharge[] {
  const priced = ['AWS::KMS::Key', 'AWS::CloudWatch::Alarm'];
  const unknown = Object.values(template.Resources).find(
    ({ Type }) => charged.test(Type) && !priced.includes(Type),
  );
  if (unknown) throw new Error(`${unknown.Type} has a fixed charge that cost/fixed-charges.ts does not know`);
  const keys = resourcesOf(template, 'AWS::KMS::Key').length;
  const alarms = resourcesOf(template, 'AWS::CloudWatch::Alarm').length;
  const metrics = resourcesOf(template, 'AWS::Logs::MetricFilter').length;
  const beyondFree = (count: number) => Math.max(0, count - FREE);
  return [
    {
      what: `${keys} KMS key${keys === 1 ? '' : 's'} (a further dollar each after its first and its second yearly rotation)`,
      dollars: keys * keyMonth.usd,
      afterFree: keys * keyMonth.usd,
    },
    {
      what: `${alarms} alarms, one metric each (the first ten of an account are free)`,
      dollars: alarms * alarmMonth.usd,
      afterFree: beyondFree(alarms) * alarmMonth.usd,
    },
    {
      what: `${metrics} custom metrics: the age of the newest anchor, the daily look at it, and what the watch could not check (the first ten of an account are free)`,
      dollars: metrics * metricMonth.usd,
      afterFree: beyondFree(metrics) * metricMonth.usd,
    },
  ];
}
