import {
  GetAccountCommand,
  ListEmailIdentitiesCommand,
  SESv2Client,
  SendEmailCommand,
} from '@aws-sdk/client-sesv2';
import type { TestMachine } from './local-machine';
import { endTestMachine, startTestMachine } from './local-machine';

describe('the local SES, over the wire', () => {
  let machine: TestMachine;
  let ses: SESv2Client;

  beforeEach(async () => {
    machine = await startTestMachine();
    ses = new SESv2Client(machine.client);
  });
  afterEach(() => endTestMachine(machine));

  const mail = (change: { from?: string; to?: string[]; subject?: string; header?: string } = {}) =>
    new SendEmailCommand({
      FromEmailAddress: change.from ?? 'Privacy Desk <privacy@shop.example.com>',
      Destination: { ToAddresses: change.to ?? ['ada@example.com'] },
      ReplyToAddresses: ['desk@shop.example.com'],
      ConfigurationSetName: 'desk',
      EmailTags: [{ Name: 'kind', Value: 'acknowledge' }],
      Content: {
        Simple: {
          Subject: { Data: change.subject ?? 'Wir haben Ihre Anfrage – Größe', Charset: 'UTF-8' },
          Body: { Text: { Data: 'Guten Tag 👋' }, Html: { Data: '<p>Guten Tag</p>' } },
          Headers: [{ Name: 'Auto-Submitted', Value: change.header ?? 'auto-generated' }],
        },
      },
    });

  it('keeps each mail in full and dates it by the virtual clock', async () => {
    machine.clock.set('2031-05-06T07:08:09Z');

    const { MessageId } = await ses.send(mail({ to: ['ada@example.com', 'Bob B. <bob@example.com>'] }));

    expect(machine.mails.read(MessageId ?? '')).toEqual({
      messageId: MessageId,
      sentAt: expect.stringMatching(/^2031-05-06T07:08:/),
      from: 'Privacy Desk <privacy@shop.example.com>',
      to: ['ada@example.com', 'Bob B. <bob@example.com>'],
      cc: [],
      bcc: [],
      replyTo: ['desk@shop.example.com'],
      subject: 'Wir haben Ihre Anfrage – Größe',
      text: 'Guten Tag 👋',
      html: '<p>Guten Tag</p>',
      headers: { 'Auto-Submitted': 'auto-generated' },
      tags: { kind: 'acknowledge' },
      configurationSet: 'desk',
    });
  });

  it('keeps mails across a restart, in the order in which they were sent', async () => {
    for (const subject of ['1', '2', '3']) await ses.send(mail({ subject }));
    const restarted = await startTestMachine({ directory: machine.directory });
    await new SESv2Client(restarted.client).send(mail({ subject: '4' }));

    const subjects = restarted.mails.list().map((stored) => stored.subject);
    await restarted.stop();

    expect(subjects).toEqual(['1', '2', '3', '4']);
  });

  it('empties the inbox on demand', async () => {
    await ses.send(mail());

    machine.mails.clear();

    expect(machine.mails.list()).toEqual([]);
  });

  it.each([
    ['a line break in the subject', { subject: 'Hello\r\nBcc: eve@example.com' }],
    ['a line break in a header', { header: 'auto\nBcc: eve@example.com' }],
    ['a line break in the sender', { from: 'Desk\r\n <desk@example.com>' }],
    ['a line break in an address', { to: ['ada@example.com\nBcc: eve@example.com'] }],
    ['an address without a domain', { to: ['ada'] }],
    ['a space in the address', { to: ['ada lovelace@example.com'] }],
    ['a domain that is not ASCII', { to: ['ada@exämple.com'] }],
    ['a local part that is not ASCII', { to: ['ädä@example.com'] }],
    ['two addresses in one', { to: ['ada@example.com, eve@example.com'] }],
    ['no recipient', { to: [] }],
    ['51 recipients', { to: Array.from({ length: 51 }, (_, index) => `p${index}@example.com`) }],
  ])('refuses %s', async (_case, change) => {
    const sending = ses.send(mail(change));

    await expect(sending).rejects.toMatchObject({ name: 'BadRequestException' });
    expect(machine.mails.list()).toEqual([]);
  });

  it('refuses raw mails and attachments by name', async () => {
    const raw = ses.send(
      new SendEmailCommand({
        FromEmailAddress: 'desk@example.com',
        Destination: { ToAddresses: ['ada@example.com'] },
        Content: { Raw: { Data: Buffer.from('Subject: x\n\nx') } },
      }),
    );

    await expect(raw).rejects.toMatchObject({
      name: 'BadRequestException',
      message: expect.stringContaining('Raw'),
    });
  });

  it('shows the quota and what was sent in the last 24 hours', async () => {
    await ses.send(mail());
    machine.clock.advance('P2D');
    await ses.send(mail());

    const account = await ses.send(new GetAccountCommand({}));

    expect(account.SendingEnabled).toBe(true);
    expect(account.SendQuota).toEqual({ Max24HourSend: 50_000, MaxSendRate: 14, SentLast24Hours: 1 });
  });

  it('refuses every other operation by name', async () => {
    const listing = ses.send(new ListEmailIdentitiesCommand({}));

    await expect(listing).rejects.toMatchObject({ name: 'UnknownOperationException' });
  });
});
