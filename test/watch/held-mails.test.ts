import type { NewEvent } from '../../functions/domain/events';
import { heldMails } from '../../functions/domain/held-mails';
import { allOf } from '../../functions/domain/log-entries';
import { aBook, aDesk, alma } from '../builders/a-desk';
import { aForm, received, verified } from '../builders/a-world';
import { mia } from '../builders/shop-rows';
import { anEvent } from '../domain/a-log';
import { aWatch, type Watch } from './a-watch';

const desk = aDesk();
const book = aBook(desk);
const email = 'held@example.com';

const held = (key: string, kind: string): NewEvent =>
  anEvent('mail-held', {
    ...{ key, kind, to: 'requester', because: 'mailbox-full' },
    until: '2026-03-03T00:00:00.000Z',
  });

/** Each kind of mail that can be held, for a request that still needs it. */
const mails: Readonly<Record<string, { readonly events: readonly NewEvent[]; readonly others?: number }>> = {
  'the first one': { events: [], others: 3 },
  'a further code': { events: [held('verify-2', 'verify-reminder')] },
  'the answer to an opt-out': { events: [held('outcome', 'opt-out-done'), anEvent('closed')] },
};

const faults: Readonly<Record<string, Error>> = {
  'is not permitted': Object.assign(new Error('x'), { name: 'AccessDeniedException' }),
  'fails for a reason of our own': new RangeError('x'),
};

async function holding(mail: string): Promise<{ watch: Watch; id: string }> {
  const watch = aWatch({ desk, book });
  const { events, others = 0 } = mails[mail] ?? { events: [] };
  for (let n = 0; n < others; n += 1) await received(watch.world, aForm({ email }));
  const right = mail.includes('opt-out') ? 'marketing-objection' : 'access';
  const id = await received(watch.world, aForm({ email, right }));
  for (const [n, event] of events.entries()) await watch.world.register.append(id, `test-${n}`, () => event);
  return { watch, id };
}

const cases = Object.keys(mails).flatMap((mail) =>
  Object.keys(faults).map((fault) => [mail, fault] as const),
);

describe('a delayed mail', () => {
  it.each(cases)('is reported to staff within a day if sending it fails: %s, %s', async (mail, fault) => {
    const { watch, id } = await holding(mail);
    const { world } = watch;
    const send = world.mailbox.send.bind(world.mailbox);
    world.mailbox.send = async (one) => {
      if (one.to === email) throw faults[fault];
      return send(one);
    };
    const heldBefore = allOf((await world.register.load(id)).log, 'mail-held').length;
    const toldOf = () =>
      world.mailbox.to(alma.email).filter(({ text }) => text.includes('had to wait')).length;

    for (let hour = 0; hour < 48; hour += 1) {
      world.clock.forward('PT1H');
      await watch.sweep();
    }

    expect(toldOf()).toBe(1);
    expect(allOf((await world.register.load(id)).log, 'mail-held')).toHaveLength(heldBefore);
    world.mailbox.send = send;
    await watch.days(2);
    expect(heldMails(await world.register.load(id))).toEqual([]);
  });

  it.each(Object.keys(faults))('with a code to a named address is reported too: it %s', async (fault) => {
    const watch = aWatch({ desk, book });
    const { world } = watch;
    const id = await verified(world, aForm({ email: mia.email }));
    const sealed = await world.vault.seal(id, { email: [email] });
    await world.register.append(id, 'asked', () => anEvent('identifiers-asked'));
    await world.register.append(id, 'given', () => ({ ...anEvent('identifiers-given'), sealed }));
    const send = world.mailbox.send.bind(world.mailbox);
    world.mailbox.send = async (one) => {
      if (one.to === email) throw faults[fault];
      return send(one);
    };

    for (let hour = 0; hour < 48; hour += 1) {
      world.clock.forward('PT1H');
      await watch.sweep();
    }
    world.mailbox.send = send;
    await watch.days(2);

    const told = world.mailbox
      .to(alma.email)
      .filter(({ text }) => text.includes('send a code to an address'));
    expect(told).toHaveLength(1);
    expect(world.mailbox.to(email)).toHaveLength(1);
  });
});
