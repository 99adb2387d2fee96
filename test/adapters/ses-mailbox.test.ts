import type { SESv2Client } from '@aws-sdk/client-sesv2';
import fc from 'fast-check';
import { knownErrorName } from '../../functions/adapters/known-error-name';
import { isOneAddress, sesMailbox } from '../../functions/adapters/ses-mailbox';
import { TryAgainError } from '../../functions/domain/errors';
import { anAwsClient, awsError } from './aws-client';

const mail = { to: 'mia@example.com', subject: 'Your request', text: 'text', html: '<p>text</p>' };
const settings = {
  sender: { address: 'privacy@shop.example.com', name: 'Lamps "and" more' },
  replyTo: 'r@shop.example.com',
};

function aMailbox(answer: () => unknown = () => ({})) {
  const { client, sent } = anAwsClient<SESv2Client>(answer);
  return { mailbox: sesMailbox({ ses: client, ...settings }), sent };
}

const failing = (error: Error) =>
  aMailbox(() => {
    throw error;
  }).mailbox.send(mail);

describe('the mailbox behind SES', () => {
  it('sends one mail to one address, as simple content', async () => {
    const { mailbox, sent } = aMailbox();

    await mailbox.send(mail);

    expect(sent).toHaveLength(1);
    expect(sent[0]?.input).toMatchObject({
      FromEmailAddress: '"Lamps \\"and\\" more" <privacy@shop.example.com>',
      ReplyToAddresses: ['r@shop.example.com'],
      Destination: { ToAddresses: ['mia@example.com'] },
      Content: { Simple: { Subject: { Data: 'Your request', Charset: 'UTF-8' } } },
    });
    expect(Object.keys(sent[0]?.input ?? {})).not.toContain('ConfigurationSetName');
  });

  it.each([
    'a@example.com,b@example.com',
    'a@example.com b@example.com',
    'a@example.com\r\nBcc: b@example.com',
    'a@example.com\u0000',
    'Mia <a@example.com>',
    '"a"@example.com',
    'a@b@example.com',
    '@example.com',
    'a@',
    '',
    `${'a'.repeat(250)}@example.com`,
  ])('sends nothing to what is not one plain address: %j', async (to) => {
    const { mailbox, sent } = aMailbox();

    await expect(mailbox.send({ ...mail, to })).rejects.toMatchObject({ reason: 'address' });
    expect(sent).toEqual([]);
  });

  it('never takes a text with a separator, quote, blank or control character for an address', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom(...' ,;:<>()"\\[]\r\n\t\u0007'), fc.string(), (a, sign, b) => {
        expect(isOneAddress(`${a}${sign}${b}@example.com`)).toBe(false);
      }),
    );
  });

  it.each([
    ['TooManyRequestsException', 429],
    ['InternalServiceError', 500],
    ['TimeoutError', undefined],
  ])('says of %s that it may be tried again', async (name, status) => {
    await expect(failing(awsError(name, status))).rejects.toThrow(TryAgainError);
  });

  it('repeats nothing that the service says, which may hold the address', async () => {
    const errors = [awsError('MessageRejected', 400), awsError('TimeoutError')];

    for (const error of errors) {
      const thrown = await failing(error).catch((e: Error) => e);
      expect(String(thrown) + JSON.stringify(thrown)).not.toContain('mia@example.com');
    }
    await expect(failing(awsError('MessageRejected', 400))).rejects.toThrow(
      'refused the mail: MessageRejected',
    );
  });

  it('is named in a log line by the code with which the service refused', async () => {
    const thrown = await failing(awsError('MailFromDomainNotVerifiedException', 400)).catch((e: Error) => e);

    expect(knownErrorName((thrown as Error).name)).toBe('MailRefused.MailFromDomainNotVerifiedException');
  });
});
