import { Duration, Stack } from 'aws-cdk-lib';
import {
  ConfigurationSet,
  EmailIdentity,
  EmailSendingEvent,
  EventDestination,
  Identity,
  SuppressionReasons,
} from 'aws-cdk-lib/aws-ses';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { DeadLetters } from './dead-letters';
import type { DeskFunction } from './desk-function';

export interface MailerProps {
  /** Whom mails come from. */
  readonly sender: string;
  /** What SES is asked to verify: the sender's domain (by DNS), the address alone (by a mail), or nothing, because the account has it already. */
  readonly verify: 'domain' | 'address' | 'existing';
  readonly deadLetters: DeadLetters;
}

/** Sending, and hearing back: mails that bounced or were complained about come to a queue that an alarm looks at. */
export class Mailer extends Construct {
  readonly configurationSet: ConfigurationSet;
  readonly identity: EmailIdentity | undefined;
  /** Bounces and complaints as SES tells them. They hold addresses: few may read it, and they go after four days. */
  readonly undelivered: Queue;
  private readonly sender: string;

  constructor(scope: Construct, id: string, props: MailerProps) {
    super(scope, id);
    this.sender = props.sender;
    this.configurationSet = new ConfigurationSet(this, 'ConfigurationSet', {
      configurationSetName: 'rightsdesk',
      reputationMetrics: true,
      suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
    });
    this.identity = this.verify(props);
    this.undelivered = this.hearBack(props.deadLetters);
  }

  /**
   * Send, from the desk's address only. While an account is in the sandbox, SES checks the recipient's identity as well, so the resource cannot be the
   * sender's alone.
   *
   * @see https://docs.aws.amazon.com/ses/latest/dg/control-user-access.html
   */
  grantSend(fn: DeskFunction): void {
    const arn = (resource: string, resourceName: string) =>
      Stack.of(this).formatArn({ service: 'ses', resource, resourceName });
    fn.tell('MAIL_CONFIGURATION_SET', this.configurationSet.configurationSetName);
    fn.allow(
      ['ses:SendEmail'],
      [arn('identity', '*'), arn('configuration-set', this.configurationSet.configurationSetName)],
      { StringEquals: { 'ses:FromAddress': this.sender } },
    );
  }

  private verify({ sender, verify }: MailerProps): EmailIdentity | undefined {
    if (verify === 'existing') return undefined;
    const identity =
      verify === 'address' ? Identity.email(sender) : Identity.domain(sender.slice(sender.indexOf('@') + 1));
    return new EmailIdentity(this, 'Identity', { identity });
  }

  private hearBack({ queue }: DeadLetters): Queue {
    const topic = new Topic(this, 'Events', { enforceSSL: true });
    this.configurationSet.addEventDestination('Undelivered', {
      destination: EventDestination.snsTopic(topic),
      events: [EmailSendingEvent.BOUNCE, EmailSendingEvent.COMPLAINT, EmailSendingEvent.REJECT],
    });
    const undelivered = new Queue(this, 'Undelivered', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(4),
      deadLetterQueue: { queue, maxReceiveCount: 100 },
    });
    topic.addSubscription(
      new SqsSubscription(undelivered, { rawMessageDelivery: true, deadLetterQueue: queue }),
    );
    return undelivered;
  }
}
