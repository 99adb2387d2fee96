import { isAcknowledged } from '../../functions/domain/data-subject-request';
import type { Desk } from '../../functions/domain/desk';
import { TryAgainError } from '../../functions/domain/errors';
import { allOf } from '../../functions/domain/log-entries';
import type { Mail } from '../../functions/domain/ports';
import { aBook, aDesk, alma } from '../builders/a-desk';
import { aForm, received, verified } from '../builders/a-world';
import { mia } from '../builders/shop-rows';
import { aWatch, type Watch } from './a-watch';

jest.setTimeout(60_000);

const office = aDesk().escalateTo;
const law = (regime: string) => ({ regime, applies: 'binds', because: 'x' }) as const;

function underLaws(regimes: readonly string[], more: Partial<Desk> = {}): Watch {
  const desk = aDesk({ laws: regimes.map(law), ...more });
  return aWatch({ desk, book: aBook(desk) });
}

/** Subjects of the mails to staff while the clock moved, each with its day. */
async function subjectsBy(watch: Watch, address: string, days: number): Promise<string[]> {
  const seen: string[] = [];
  for (let day = 0; day < days; day += 1) {
    const before = watch.world.mailbox.to(address).length;
    await watch.days(1);
    for (const mail of watch.world.mailbox.to(address).slice(before))
      seen.push(`${watch.world.clock.now().slice(0, 10)} ${mail.subject.split(':')[0]}`);
  }
  return seen;
}

describe('a confirmation of receipt that a law requires', () => {
  const late = {
    waits: { ...aDesk().waits, remindRequesterAfter: 'P20D', tellStaffUnverifiedAfter: 'P25D' },
  };
  const quotaUsed = async (watch: Watch) => {
    for (let i = 0; i < 3; i += 1) await received(watch.world, aForm());
    return received(watch.world, aForm());
  };

  /** Days on which strangers use up the mailbox's quota before the watch runs. */
  const fullDays = async (watch: Watch, days: number) => {
    for (let day = 0; day < days; day += 1) {
      watch.world.clock.forward('P1D');
      await quotaUsed(watch);
      await watch.sweep();
    }
  };

  it('is mailed in California before the tenth business day, although the mailbox’s quota is used up on each day', async () => {
    const watch = underLaws(['us-ca-ccpa'], late);
    const id = await quotaUsed(watch);
    expect(isAcknowledged(await watch.world.register.load(id))).toBe(false);

    await fullDays(watch, 14);

    const [mailed] = allOf((await watch.world.register.load(id)).log, 'mailed');
    expect(mailed?.data.kind).toBe('acknowledge-and-verify');
    expect(mailed?.at.slice(0, 10)).toBe('2026-03-10');
  });

  it.each(['eu-gdpr', 'us-ca-ccpa'])(
    'is mailed on the next day if only that day was full: %s',
    async (regime) => {
      const watch = underLaws([regime], late);
      const id = await quotaUsed(watch);

      await watch.days(1);

      expect(isAcknowledged(await watch.world.register.load(id))).toBe(true);
      expect(watch.world.mailbox.to(mia.email)).toHaveLength(4);
    },
  );

  it('comes before the reminder, which remains the same reminder', async () => {
    const watch = underLaws(['us-ca-ccpa']);
    const id = await quotaUsed(watch);

    await watch.days(4);

    const mails = allOf((await watch.world.register.load(id)).log, 'mailed');
    expect(mails.map((mail) => mail.data.kind)).toEqual(['acknowledge-and-verify', 'verify-reminder']);
  });

  it('that cannot be mailed is reported to staff and to the second address while they can still confirm it', async () => {
    const watch = underLaws(['us-ca-ccpa'], late);
    const id = await quotaUsed(watch);
    const { mailbox } = watch.world;
    const send = mailbox.send.bind(mailbox);
    mailbox.send = async (mail: Mail) => {
      if (mail.to === mia.email) throw new TryAgainError('refused');
      return send(mail);
    };

    await watch.days(14);

    const words = [alma.email, office].map((to) => mailbox.to(to).filter((m) => m.text.includes('confirms')));
    expect(words.map((mails) => mails.length)).toEqual([2, 2]);
    expect(words[0]?.[0]?.text).toContain('by 2026-03-16');
    expect(new Set(watch.notes)).toEqual(new Set([`${id} TryAgainError`]));
  });

  it('is not mailed twice once the first mail was sent', async () => {
    const watch = underLaws(['us-ca-ccpa'], late);
    const id = await received(watch.world, aForm());

    await watch.days(14);

    const { log } = await watch.world.register.load(id);
    expect(allOf(log, 'mailed')).toHaveLength(1);
    expect(allOf(log, 'reminded')).toEqual([]);
  });
});

describe('staff', () => {
  it('are reminded on the working day before each date, and once it has passed, also at the second address', async () => {
    const watch = underLaws(['eu-gdpr']);
    // Received on Monday 9 March, so due on Thursday 9 April; Good Friday is 3 April and Easter Monday 6
    // April.
    watch.world.clock.set('2026-03-09T09:00:00.000Z');
    await verified(watch.world, aForm({ right: 'restriction' }));

    const seen = await subjectsBy(watch, alma.email, 33);

    expect(seen.filter((line) => line.includes('Reminder'))).toEqual([
      '2026-03-23 Reminder',
      '2026-03-31 Reminder',
      '2026-04-08 Reminder',
    ]);
    expect(seen.filter((line) => line.includes('OVERDUE'))).toEqual(['2026-04-10 OVERDUE']);
    expect(watch.world.mailbox.to(office).map((mail) => mail.subject.split(':')[0])).toEqual(['OVERDUE']);
  });

  it('are informed after a missed run of what is due by then, once, and that the date has passed', async () => {
    const watch = underLaws(['eu-gdpr']);
    await verified(watch.world, aForm({ right: 'restriction' }));
    watch.world.clock.set('2026-04-20T09:00:00.000Z');

    await watch.sweep();
    await watch.sweep();

    const subjects = watch.world.mailbox.to(alma.email).map((mail) => mail.subject.split(':')[0]);
    expect(subjects).toEqual(['Reminder', 'OVERDUE']);
    expect(watch.world.mailbox.to(office)).toHaveLength(1);
  });

  it.each(['eu-gdpr', 'uk-gdpr'])(
    'are reminded under %s of the original date while a doubt suspends the clock',
    async (regime) => {
      const watch = underLaws([regime]);
      const id = await verified(watch.world, aForm({ right: 'restriction' }));
      watch.world.clock.set('2026-03-05T09:00:00.000Z');
      await watch.world.register.append(id, 'doubt', () => ({
        type: 'identity-doubted',
        data: { staffId: 'alma', askedAt: watch.world.clock.now() },
        actor: { kind: 'staff', id: 'alma' },
      }));

      const seen = await subjectsBy(watch, alma.email, 28);

      expect(seen.filter((line) => line.includes('Reminder')).at(-1)).toBe('2026-04-01 Reminder');
      expect(watch.world.mailbox.to(alma.email).at(-1)?.text).toContain('Thursday 2 April 2026');
    },
  );

  it('are not reminded of a date that had passed when the request came', async () => {
    // The law gives no number of days; the desk allows itself seven, until Monday 9 March.
    const watch = underLaws(['jp-appi']);
    await verified(watch.world);

    const seen = await subjectsBy(watch, alma.email, 7);

    expect(seen).toEqual(['2026-03-06 Reminder']);
  });
});
