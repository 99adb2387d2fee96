import { MailQuotaError, TryAgainError } from '../../functions/domain/errors';
import type { Mail } from '../../functions/domain/ports';
import { QuotaMailbox } from '../../functions/watch/quota-mailbox';

const mail: Mail = { to: 'alma@example.com', subject: 'A reminder', text: '', html: '' };

/** A mail service that answers with these faults, and then takes every mail. */
function aService(...faults: readonly Error[]) {
  const left = [...faults];
  const pauses: number[] = [];
  let tries = 0;
  const send = async () => {
    tries += 1;
    const fault = left.shift();
    if (fault) throw fault;
  };
  const pause = async (ms: number) => void pauses.push(ms);
  return { mailbox: new QuotaMailbox({ send }, { pause }), pauses, tries: () => tries };
}

const tooFast = () => new TryAgainError('the rate is too high');

describe('the mails of a sweep', () => {
  it('wait a moment where the service takes no more in this second', async () => {
    const { mailbox, pauses, tries } = aService(tooFast(), tooFast());

    await mailbox.send(mail);

    expect([pauses, tries(), mailbox.isFull]).toEqual([[500, 1_000], 3, false]);
  });

  it('wait for a service that is down once, until it takes one again', async () => {
    const { mailbox, pauses, tries } = aService(...Array.from({ length: 5 }, tooFast));

    await expect(mailbox.send(mail)).rejects.toThrow(TryAgainError);
    await expect(mailbox.send(mail)).rejects.toThrow(TryAgainError);
    await mailbox.send(mail);

    expect([pauses.length, tries()]).toEqual([3, 6]);
  });

  it('are not tried once the quota is used up', async () => {
    const { mailbox, pauses, tries } = aService(new MailQuotaError('used up'));

    for (let n = 0; n < 3; n += 1) await expect(mailbox.send(mail)).rejects.toThrow(MailQuotaError);

    expect([pauses, tries(), mailbox.isFull]).toEqual([[], 1, true]);
  });
});
