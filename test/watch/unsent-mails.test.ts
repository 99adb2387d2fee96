import { mailExtension } from '../../functions/casework/mail/mail-extension';
import { dueDates } from '../../functions/domain/due-dates';
import type { EventType, NewEvent } from '../../functions/domain/events';
import { allOf, lastOf } from '../../functions/domain/log-entries';
import { aBook, aDesk, alma, bruno, jonas } from '../builders/a-desk';
import { aForm, awaitingDecision, verified } from '../builders/a-world';
import { anEvent } from '../domain/a-log';
import { aWatch, type Watch } from './a-watch';

const form = aForm();
const email = String(form.email);
const staff = { kind: 'staff', id: 'alma' } as const;

/** Records what staff did on a page that crashed before its mail. */
async function recordAct(watch: Watch, id: string, event: NewEvent): Promise<void> {
  const sealed = await watch.world.vault.seal(id, 'Which of the two orders do you mean?');
  const { length } = (await watch.world.register.load(id)).log;
  await watch.world.register.append(id, `act-${length}`, () => ({ ...event, actor: staff, sealed }));
}

async function sweepHours(watch: Watch, n: number): Promise<void> {
  for (let hour = 0; hour < n; hour += 1) {
    watch.world.clock.forward('PT1H');
    await watch.sweep();
  }
}

async function latestDate({ world }: Watch, id: string): Promise<string> {
  return dueDates(await world.register.load(id), world.book).latest;
}

async function datesOf({ world }: Watch, id: string, type: EventType): Promise<string[]> {
  return (await world.register.load(id)).log.filter((e) => e.type === type).map(({ at }) => at.slice(0, 10));
}

const waits = { 'waits for a decision': awaitingDecision, 'is searched': verified };
const actsByName: Readonly<Record<string, NewEvent>> = {
  'an extension': anEvent('extended'),
  'a question': anEvent('question-asked', { questionId: 'question-1' }),
  'a doubt': anEvent('identity-doubted'),
};
const table = Object.entries(actsByName).flatMap(([what, event]) =>
  Object.entries(waits).map(([where, begin]) => ({ what, event, where, begin })),
);

describe.each(table)('$what whose mail could not be sent, of a request that $where', ({ event, begin }) => {
  it('is mailed within two hours, once', async () => {
    const watch = aWatch();
    const id = await begin(watch.world, form);
    await watch.sweep();
    const before = watch.world.mailbox.to(email).length;

    await recordAct(watch, id, event);
    await sweepHours(watch, 12);

    expect(watch.world.mailbox.to(email).length - before).toBe(1);
  });

  it('is mailed once the mail service is back', async () => {
    const watch = aWatch();
    const id = await begin(watch.world, form);
    await watch.sweep();
    const before = watch.world.mailbox.to(email).length;
    await recordAct(watch, id, event);
    watch.world.mailbox.down = true;
    await sweepHours(watch, 5);
    watch.world.mailbox.down = false;

    await sweepHours(watch, 24);

    expect(watch.world.mailbox.to(email).length - before).toBe(1);
  });
});

describe('the date of a request that staff extended', () => {
  const extended = async () => {
    const watch = aWatch();
    const id = await awaitingDecision(watch.world, form);
    await watch.days(20);
    await recordAct(watch, id, anEvent('extended'));
    return { watch, id };
  };
  const key = async ({ world }: Watch, id: string) =>
    `extension-${lastOf((await world.register.load(id)).log, 'extended')?.seq}`;

  it('moves once the mail is sent, and the mail gives the new one', async () => {
    const { watch, id } = await extended();
    expect(await latestDate(watch, id)).toBe('2026-04-02');

    await sweepHours(watch, 2);

    expect(await latestDate(watch, id)).toBe('2026-06-02');
    const text = watch.world.mailbox.to(email).at(-1)?.text;
    expect(text).toContain('Tuesday 2 June 2026');
    expect(text).toContain('Thursday 2 April 2026');
  });

  it.each(['refused', 'come back'])('stays while the notice is %s, so that its alarm comes', async (fate) => {
    const { watch, id } = await extended();
    if (fate === 'refused') watch.world.mailbox.refuses.set(email, 'address');
    await mailExtension(watch.world, id);
    if (fate === 'come back') {
      const bounce = { key: await key(watch, id), kind: 'extension-notice', lasting: true };
      await watch.world.register.append(id, 'b', () => anEvent('mail-bounced', bounce));
    }
    expect(await latestDate(watch, id)).toBe('2026-04-02');

    await watch.days(14);

    expect((await datesOf(watch, id, 'overdue'))[0]).toBe('2026-04-03');
  });

  it('moves with a letter that was posted in time, and not with one posted too late', async () => {
    for (const [postedOn, date] of [
      ['2026-03-30', '2026-06-02'],
      ['2026-04-03', '2026-04-02'],
    ] as const) {
      const { watch, id } = await extended();
      watch.world.mailbox.refuses.set(email, 'address');
      await mailExtension(watch.world, id);
      await watch.days(14);
      const posted = { key: await key(watch, id), kind: 'extension-notice', postedOn } as const;
      await watch.world.register.append(id, 'posted', () => anEvent('mailed', posted));

      expect(await latestDate(watch, id)).toBe(date);
    }
  });

  it('stays, and no other date is mailed, if the mail could be sent only after it', async () => {
    const { watch, id } = await extended();
    watch.world.mailbox.down = true;
    await watch.days(14);
    watch.world.mailbox.down = false;

    await watch.days(14);

    expect(await latestDate(watch, id)).toBe('2026-04-02');
    const keys = allOf((await watch.world.register.load(id)).log, 'mailed').map(({ data }) => data.key);
    expect(keys).not.toContain(await key(watch, id));
    expect((await datesOf(watch, id, 'overdue'))[0]).toMatch(/^2026-04-0[3-7]$/);
  });
});

describe('an extension that moves no date', () => {
  /** Mailed too late, or under a law while another law sets the date. */
  const moot = async (why: 'late' | 'another law', staffId = 'bruno') => {
    const brazil = { regime: 'br-lgpd', applies: 'binds', because: 'It sells there.' } as const;
    const laws = [...aDesk().laws, ...(why === 'late' ? [] : [brazil])];
    const desk = aDesk({ staff: [alma, bruno, jonas], laws });
    const watch = aWatch({ desk, book: aBook(desk) });
    const id = await awaitingDecision(watch.world, form);
    await watch.days(why === 'late' ? 36 : 5);
    await recordAct(watch, id, anEvent('extended', { staffId }));
    return { watch, id };
  };
  const told = ({ world }: Watch, address: string) =>
    world.mailbox.to(address).filter(({ text }) => text.replaceAll(/\s+/g, ' ').includes('moves no date'));

  it.each(['late', 'another law'] as const)(
    'is reported once to the person who extended: %s',
    async (why) => {
      const { watch } = await moot(why);
      watch.world.mailbox.down = true;
      await sweepHours(watch, 4);
      watch.world.mailbox.down = false;

      await watch.days(20);

      expect(told(watch, bruno.email)).toHaveLength(1);
      expect(told(watch, alma.email)).toHaveLength(0);
      expect(told(watch, email)).toHaveLength(0);
    },
  );

  it('is reported to all approvers if the person who extended has left', async () => {
    const { watch } = await moot('late', 'gone');

    await watch.days(3);

    for (const { email: address } of [alma, bruno]) expect(told(watch, address)).toHaveLength(1);
  });

  it('is not tried again', async () => {
    const { watch, id } = await moot('late');
    await watch.days(3);
    const asked = () => watch.world.register.load(id).then(({ log }) => log.filter(isAskedAgain).length);
    const before = await asked();

    await watch.days(40);

    expect(await asked()).toBe(before);
  });
});

function isAskedAgain({ commandId }: { readonly commandId: string }): boolean {
  return commandId.startsWith('ask-again-');
}
