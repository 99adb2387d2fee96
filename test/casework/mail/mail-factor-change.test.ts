import fc from 'fast-check';
import {
  mailFactorChange,
  mailFactorPending,
  readers,
} from '../../../functions/casework/mail/mail-factor-change';
import type { TotpItem } from '../../../functions/domain/desk-items';
import { TryAgainError } from '../../../functions/domain/errors';
import { MailRefusal } from '../../../functions/domain/mail-refusal';
import type { Mail } from '../../../functions/domain/ports';
import { alma } from '../../builders/a-desk';
import { aWorld, type World } from '../../builders/a-world';
import { appCode, enter, newestLink, openDesk, setUpApp } from '../../web/staff/staff-desk';

const totp: TotpItem = { sealed: 's', state: 'pending', since: '2026-11-24T10:00:00.000Z', version: 1 };
const change = { staff: alma, totp, countsFrom: '2026-11-26T10:00:00.000Z' };

const news = {
  'an app that was used': (world: World) => mailFactorChange(world, 'recovery-used', change),
  'an app that is locked': (world: World) => mailFactorChange(world, 'locked', change),
  'an app that waits': (world: World) => mailFactorPending(world, change),
};

const appMailsTo = (world: World, to: string) =>
  world.mailbox.to(to).filter(({ text }) => /authenticator app/.test(text));

describe('the news of an authenticator app', () => {
  const table = Object.keys(news).flatMap((what) =>
    readers(aWorld(), alma).map((refused) => [what, refused] as const),
  );

  it.each(table)('%s reaches all others if the mail service refuses %s', async (what, refused) => {
    const world = aWorld();
    world.mailbox.refuses.set(refused, 'address');
    const tell = news[what as keyof typeof news];

    await tell(world);
    await tell(world);

    for (const to of readers(world, alma).filter((one) => one !== refused)) {
      const mails = appMailsTo(world, to);
      expect([to, mails.length]).toEqual([to, 2]);
      expect(mails[1]?.text.replace(/\s+/g, ' ')).toContain('The mail service takes no mail for');
    }
  });

  it.each(Object.keys(news))(
    '%s is never secret: if nobody can be informed, it is not done',
    async (what) => {
      const world = aWorld();
      world.mailbox.refusesAll = 'account';

      await expect(news[what as keyof typeof news](world)).rejects.toThrow(MailRefusal);
    },
  );

  it.each(Object.keys(news))(
    '%s reaches each person once, after any fault, and nobody is left out',
    async (what) => {
      await fc.assert(
        fc.asyncProperty(fc.array(fc.boolean(), { maxLength: 12 }), async (faults) => {
          const world = aWorld();
          const left = [...faults];
          const send = world.mailbox.send.bind(world.mailbox);
          world.mailbox.send = async (mail: Mail) => {
            if (left.shift()) throw new TryAgainError('the mail provider did not answer');
            return send(mail);
          };
          const tell = news[what as keyof typeof news];
          let isDone = false;
          for (let press = 0; press < 15 && !isDone; press += 1)
            isDone = await tell(world).then(
              () => true,
              () => false,
            );

          expect(readers(world, alma).map((to) => appMailsTo(world, to).length)).toEqual(
            readers(world, alma).map(() => 1),
          );
        }),
        { numRuns: 20 },
      );
    },
  );

  it('is mailed by one of two senders at once, and the other continues only then', async () => {
    const world = aWorld();

    await Promise.all([news['an app that was used'](world), news['an app that was used'](world)]);

    for (const to of readers(world, alma)) expect(appMailsTo(world, to)).toHaveLength(1);
  });
});

describe('the news if the mail service refuses the second address', () => {
  it('"that was not me" reaches the approvers, and a code of the app still signs in', async () => {
    const world = aWorld();
    await setUpApp(world);
    world.mailbox.refuses.set(world.desk.escalateTo, 'address');
    const browser = openDesk(world);
    await browser.post('/s/in', { email: alma.email });
    const half = await enter(browser, newestLink(world, 's/in'));
    const list = await browser.submit(half, { totp: await appCode(world) });
    const csrf = /action="\/s\/not-me"[\s\S]*?name="csrf" value="([^"]*)"/.exec(list.html)?.[1] ?? '';

    const out = await browser.post('/s/not-me', { csrf });

    expect(list.path).toBe('/s');
    expect(out.path).toBe('/s/in');
    const others = world.desk.staff.filter(({ id, may }) => id !== alma.id && may.includes('decide'));
    for (const { email } of others)
      expect(world.mailbox.to(email).some(({ text }) => text.includes('Alma'))).toBe(true);
  });
});
