import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ListTopicsCommand, PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { mailTags } from '../../functions/casework/mail/mail-tags';

/** How often to look for the bounce in the log, a second apart. */
const LOOKS = 30;

/**
 * SES's event for a bounced mail, with only the documented fields.
 *
 * @see
 * https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-examples.html#event-publishing-retrieving-sns-bounce
 */
function bounced(requestId: string) {
  const tags = mailTags({ requestId, key: 'rehearsed', kind: 'download-code', to: 'requester' });
  return {
    eventType: 'Bounce',
    bounce: {
      bounceType: 'Permanent',
      bounceSubType: 'General',
      bouncedRecipients: [{ emailAddress: 'gone@example.com', action: 'failed', status: '5.1.1' }],
      timestamp: '2026-01-05T10:00:00.000Z',
      feedbackId: '0100017a-example',
    },
    mail: {
      messageId: '0100017a-example',
      source: 'privacy@example.com',
      destination: ['gone@example.com'],
      tags: Object.fromEntries(Object.entries(tags).map(([name, value]) => [name, [value]])),
    },
  };
}

/**
 * Publishes the event where SES would, and waits for it in the log of its request.
 *
 * @param register - name of the table
 */
export async function bounceAMail(register: string): Promise<string> {
  const table = DynamoDBDocumentClient.from(new DynamoDBClient({}));
  const [closed] = await entriesOf(table, register, 'closed');
  const requestId = String(closed?.requestId);
  const sns = new SNSClient({});
  const { Topics = [] } = await sns.send(new ListTopicsCommand({}));
  const topic = Topics.find(({ TopicArn }) => TopicArn?.includes('MailFeedbackEvents'));
  const Message = JSON.stringify(bounced(requestId));
  await sns.send(new PublishCommand({ TopicArn: topic?.TopicArn, Message }));
  for (let look = 0; look < LOOKS; look += 1) {
    const found = await entriesOf(table, register, 'mail-bounced');
    if (found.some((entry) => entry.requestId === requestId)) return 'in the log of its request';
    await new Promise((done) => setTimeout(done, 1_000));
  }
  throw new Error('the bounce did not reach the log of its request');
}

async function entriesOf(table: DynamoDBDocumentClient, TableName: string, type: string) {
  const { Items = [] } = await table.send(
    new ScanCommand({
      TableName,
      FilterExpression: '#type = :type',
      ExpressionAttributeNames: { '#type': 'type' },
      ExpressionAttributeValues: { ':type': type },
    }),
  );
  return Items;
}
