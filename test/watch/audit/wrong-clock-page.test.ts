import { referenceOf } from '../../../functions/domain/reference';
import { aDesk, alma } from '../../builders/a-desk';
import { aForm, received, verified } from '../../builders/a-world';
import { anEvent } from '../../domain/a-log';
import { aClockDesk, type ClockDesk } from './a-clock-desk';

jest.setTimeout(60_000);

let desk: ClockDesk;

afterEach(() => desk.close());

/** Mails about dates that a wrong clock wrote, each as one text. */
function mailsAboutDates(address = alma.email): string[] {
  const told = desk.world.mailbox.to(address).filter(({ subject }) => subject.includes('wrong clock'));
  return told.map(({ text }) => text.replaceAll(/\s+/g, ' '));
}

/** Whether the log says that a wrong clock dated some of its entries. */
async function isMarked(id: string): Promise<boolean> {
  return (await desk.load(id)).log.some(({ commandId }) => commandId.startsWith('dated-anew-'));
}

/** A new form, a request that staff worked on, and an untouched one. */
async function workedOn(): Promise<readonly [string, string, string]> {
  const old = await verified(desk.world, aForm({ email: 'old@example.com' }));
  const other = await verified(desk.world, aForm({ email: 'other@example.com' }));
  await desk.goTo('2026-03-04T09:00:00.000Z');
  const fresh = await desk.whileOff('P1Y', async () => {
    await desk.add(old, anEvent('handed-to-staff'));
    return received(desk.world, aForm({ email: 'new@example.com' }));
  });
  return [fresh, old, other];
}

describe('a clock that is a year ahead in a page, while no sweep runs', () => {
  it('is noticed by the next sweep in everything that was written by it', async () => {
    desk = await aClockDesk('in DynamoDB', true);
    const [fresh, old, other] = await workedOn();

    await desk.sweep();

    expect([await isMarked(fresh), await isMarked(old), await isMarked(other)]).toEqual([true, true, false]);
  });

  it.each(['in memory', 'in DynamoDB'] as const)(
    'is reported to staff, once, with the requests, %s',
    async (kept) => {
      desk = await aClockDesk(kept, true);
      const [fresh, old, other] = await workedOn();

      await desk.go(2, 3);

      for (const address of [alma.email, aDesk().escalateTo]) {
        const [told = '', ...more] = mailsAboutDates(address);
        expect(more).toEqual([]);
        for (const id of [fresh, old]) expect(told).toContain(referenceOf(id));
        expect(told).not.toContain(referenceOf(other));
      }
    },
  );

  it('is reported even if the mail could not be sent at first', async () => {
    desk = await aClockDesk('in memory');
    const [fresh] = await workedOn();
    desk.world.mailbox.down = true;
    await desk.go(1, 4);
    desk.world.mailbox.down = false;

    await desk.go(1, 4);

    expect(mailsAboutDates()[0]).toContain(referenceOf(fresh));
  });
});

describe('a clock that is right', () => {
  it('causes no mail about dates', async () => {
    desk = await aClockDesk('in DynamoDB', true);
    await verified(desk.world);

    await desk.go(3, 4);

    expect(mailsAboutDates()).toEqual([]);
  });
});
