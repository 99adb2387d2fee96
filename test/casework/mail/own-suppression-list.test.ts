import { undeliveredText } from '../../../functions/casework/mail/undelivered-text';
import { alma } from '../../builders/a-desk';
import { receivedFromSamePage } from '../../builders/a-world';
import { anEvent } from '../../domain/a-log';
import { codeIn } from '../../fakes/memory-mailbox';
import { type Cause, comesBack, noMailbox } from '../../watch/a-bounce';
import { aWatch } from '../../watch/a-watch';

const email = 'gone@example.com';
const onOwnList: Cause = ['Permanent', 'OnAccountSuppressionList'];

async function sentAgain(cause: Cause) {
  const watch = aWatch();
  await receivedFromSamePage(watch.world, email);
  watch.world.clock.forward('PT1M');
  await comesBack(watch.world, watch.world.mailbox.to(email)[0] ?? ({} as never), cause);
  await watch.days(1);
  const before = watch.world.mailbox.to(email).length;
  await receivedFromSamePage(watch.world, email);
  return { watch, mails: watch.world.mailbox.to(email).slice(before) };
}

describe('an address on the suppression list of our own account', () => {
  it('gets a mail when the same form comes again, since staff may have taken it off the list', async () => {
    const { mails } = await sentAgain(onOwnList);
    expect(mails).toHaveLength(1);
    expect(codeIn(mails[0])).toMatch(/^\d{6}$/);
  });

  it('is not a nonexistent address, which gets none', async () => {
    const { mails } = await sentAgain(noMailbox);
    expect(mails).toHaveLength(0);
  });

  it('gets the written notice that the request could not be verified', async () => {
    const { watch } = await sentAgain(onOwnList);
    const { world } = watch;
    for (const mail of world.mailbox.to(email).slice(1)) await comesBack(world, mail, onOwnList);
    await watch.days(35);
    expect(world.mailbox.to(email).at(-1)?.tags?.kind).toBe('unverified-notice');
  });

  it('is reported to staff as on the list, with the way to take it off', async () => {
    const { watch } = await sentAgain(onOwnList);
    const told = watch.world.mailbox.to(alma.email).find(({ tags }) => tags?.kind === 'staff-trouble');
    const text = told?.text.replace(/\s+/g, ' ');
    expect(text).toContain('suppression list of your own AWS account');
    expect(text).toContain('take it off that list');
  });

  it.each(['staff', 'recipient', 'requester'] as const)('is reported whoever the mail was for: %s', (to) => {
    const data = { to, type: 'Permanent', subtype: 'OnAccountSuppressionList' } as const;
    const event = { ...anEvent('mail-bounced', data), seq: 3, at: '', commandId: '' } as never;
    expect(undeliveredText(event).trouble).toContain('suppression list');
    expect(undeliveredText(event).remedy).toContain('take it off');
  });
});
