import { ListTopicsCommand, PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { ListQueuesCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';

/**
 * What SES says of a mail that bounced, shortened to the fields that its documentation promises.
 *
 * @see https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-examples.html#event-publishing-retrieving-sns-bounce
 */
const bounced = {
  eventType: 'Bounce',
  bounce: {
    bounceType: 'Permanent',
    bounceSubType: 'General',
    bouncedRecipients: [{ emailAddress: 'gone@example.com', action: 'failed', status: '5.1.1' }],
    timestamp: '2026-01-05T10:00:00.000Z',
    feedbackId: '0100017a-example',
  },
  mail: { messageId: '0100017a-example', source: 'privacy@example.com', destination: ['gone@example.com'] },
};

/** Publishes the event where SES would, and looks for it where the alarm looks. */
export async function bounceAMail(): Promise<string> {
  const sns = new SNSClient({});
  const { Topics = [] } = await sns.send(new ListTopicsCommand({}));
  const topic = Topics.find(({ TopicArn }) => TopicArn?.includes('MailerEvents'));
  await sns.send(new PublishCommand({ TopicArn: topic?.TopicArn, Message: JSON.stringify(bounced) }));
  const sqs = new SQSClient({});
  const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand({}));
  const QueueUrl = QueueUrls.find((url) => url.includes('MailerUndelivered'));
  const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 5 }));
  const [event] = Messages.map(({ Body = '{}' }) => JSON.parse(Body) as Partial<typeof bounced>);
  if (event?.eventType !== 'Bounce')
    throw new Error('the bounce did not reach the queue of undelivered mails');
  return 'in the queue that the alarm looks at';
}
