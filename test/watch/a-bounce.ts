import type { Mail } from '../../functions/domain/ports';
import { recordMailEvents } from '../../functions/watch/note-bounce';
import { simulatedFeedback } from '../../local/aws/ses-simulator';
import type { World } from '../builders/a-world';

export type Cause = readonly [type: string, subtype: string];

export const noMailbox: Cause = ['Permanent', 'General'];
export const fullMailbox: Cause = ['Transient', 'MailboxFull'];

/** Reports a bounce, as SES does. */
export async function comesBack(
  world: World,
  { tags = {} }: Mail,
  [bounceType, bounceSubType]: Cause = noMailbox,
): Promise<void> {
  const event = simulatedFeedback({
    ...{
      messageId: `0100-${world.mailbox.sent.length}`,
      sentAt: world.clock.now(),
      from: 'privacy@example.com',
    },
    to: ['bounce@simulator.amazonses.com'],
    ...{ cc: [], bcc: [], replyTo: [], subject: '', text: '', html: '', headers: {} },
    tags,
    configurationSet: 'rightsdesk',
  });
  const told = { ...event, bounce: { ...event?.bounce, bounceType, bounceSubType } };
  await recordMailEvents(world, { Records: [{ Sns: { Message: JSON.stringify(told) } }] });
}
