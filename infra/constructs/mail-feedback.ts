import { Duration, Stack } from 'aws-cdk-lib';
import type { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { type ConfigurationSet, EmailSendingEvent, EventDestination } from 'aws-cdk-lib/aws-ses';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { LambdaSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { DeadLetters } from './dead-letters';
import type { DeskFunction } from './desk-function';
import type { DeskKey } from './desk-key';

export interface MailFeedbackProps {
  readonly configurationSet: ConfigurationSet;
  readonly configurationSetName: string;
  readonly deskKey: DeskKey;
  /** The function of `note-bounce.handler.ts`. */
  readonly note: DeskFunction;
  readonly deadLetters: DeadLetters;
}

/**
 * Bounces and complaints: SES reports them, encrypted, to the function that records them in the request's
 * log.
 */
export class MailFeedback extends Construct {
  /** Reported events, per five minutes. */
  readonly reported: Metric;

  constructor(scope: Construct, id: string, props: MailFeedbackProps) {
    super(scope, id);
    const { configurationSet, deskKey, note, deadLetters } = props;
    const topic = new Topic(this, 'Events', { enforceSSL: true, masterKey: deskKey.key });
    this.letSesEncrypt(props);
    configurationSet.addEventDestination('Feedback', {
      destination: EventDestination.snsTopic(topic),
      events: [EmailSendingEvent.BOUNCE, EmailSendingEvent.COMPLAINT, EmailSendingEvent.REJECT],
    });
    topic.addSubscription(new LambdaSubscription(note.lambda, { deadLetterQueue: deadLetters.queue }));
    this.reported = topic.metricNumberOfMessagesPublished({ statistic: 'Sum', period: Duration.minutes(5) });
  }

  /**
   * SES uses the key of an encrypted topic as itself. The conditions limit it to topics and to this
   * configuration set, so that it cannot open the data key of a request.
   *
   * @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
   */
  private letSesEncrypt({ deskKey, configurationSetName }: MailFeedbackProps): void {
    const stack = Stack.of(this);
    const set = stack.formatArn({
      service: 'ses',
      resource: 'configuration-set',
      resourceName: configurationSetName,
    });
    const topics = stack.formatArn({ service: 'sns', resource: '*' });
    deskKey.key.addToResourcePolicy(
      new PolicyStatement({
        sid: 'SesMayTellOfBounces',
        principals: [new ServicePrincipal('ses.amazonaws.com')],
        actions: ['kms:GenerateDataKey', 'kms:Decrypt'],
        resources: ['*'],
        conditions: {
          StringEquals: { 'aws:SourceAccount': stack.account },
          ArnLike: { 'aws:SourceArn': set, 'kms:EncryptionContext:aws:sns:topicArn': topics },
        },
      }),
    );
  }
}
