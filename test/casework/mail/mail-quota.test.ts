import { MailQuotaError, TryAgainError } from '../../../functions/domain/errors';
import { allOf } from '../../../functions/domain/log-entries';
import type { Mail } from '../../../functions/domain/ports';
import { type Right, rightNames, rights } from '../../../functions/domain/rights';
import { notifyOutcome } from '../../../functions/steps/notify-outcome/notify-outcome';
import { optOutStores } from '../../../functions/steps/opt-out-stores/opt-out-stores';
import { receive } from '../../../functions/steps/receive/receive';
import { tellRecipients } from '../../../functions/steps/tell-recipients/tell-recipients';
import { aBook, aDesk } from '../../builders/a-desk';
import { aMap, usedFor } from '../../builders/a-map';
import { aForm, aWorld, received, type World } from '../../builders/a-world';
import { mia } from '../../builders/shop-rows';
import { aWatch } from '../../watch/a-watch';

jest.setTimeout(60_000);

const desk = aDesk();
const book = aBook(desk);
const victim = 'victim@gmail.com';
const optOuts = rightNames.filter((right) => rights[right].carriedOut === 'opt-out');

/** An opt-out from the form to its end, as the machine drives it. */
async function optedOut(world: World, email: string, right: Right): Promise<string> {
  const requestId = await received(world, aForm({ right, email }));
  await optOutStores(world, { requestId });
  await tellRecipients(world, { requestId });
  await notifyOutcome(world, { requestId });
  return requestId;
}

const recipientsOfMails = (world: World) => world.mailbox.sent.map((mail) => mail.to);

describe('the mails that a stranger can cause through the form', () => {
  it('are three a day for all spellings of a mailbox, and every request is kept [A06]', async () => {
    const world = aWorld({ desk, book });
    const spelled = ['Victim@gmail.com', 'v.i.c.t.i.m@gmail.com', 'VICTIM+7@GoogleMail.com', victim];
    const ids = [];
    for (let n = 0; n < 500; n += 1)
      ids.push(await received(world, aForm({ email: spelled[n % 4] ?? victim })));

    expect(world.mailbox.sent).toHaveLength(3);
    const logs = await Promise.all(ids.map((id) => world.register.load(id)));
    expect(logs.filter((request) => allOf(request.log, 'mail-held').length === 1)).toHaveLength(497);
  });

  it('are three a day whatever the rights, and one a day for each opt-out', async () => {
    const world = aWorld({ desk, book });
    for (let n = 0; n < 4; n += 1) await optedOut(world, victim, 'marketing-objection');
    expect(world.mailbox.to(victim)).toHaveLength(1);
    for (const right of optOuts) for (let n = 0; n < 3; n += 1) await optedOut(world, victim, right);
    for (const right of rightNames) await received(world, aForm({ right, email: victim }));

    expect(recipientsOfMails(world)).toEqual([victim, victim, victim]);
  });

  it('do not block the mailbox owner’s own request: it is mailed within days [R04]', async () => {
    const watch = aWatch({ desk, book });
    for (let n = 0; n < 15; n += 1) await received(watch.world, aForm({ email: mia.email }));
    const hers = await received(watch.world, aForm({ email: mia.email, right: 'erasure' }));
    for (let n = 0; n < 15; n += 1) await received(watch.world, aForm({ email: mia.email }));
    expect(watch.world.mailbox.to(mia.email)).toHaveLength(3);

    for (let day = 0; day < 12; day += 1) {
      const before = watch.world.mailbox.to(mia.email).length;
      await watch.days(1);
      const kinds = watch.world.mailbox.to(mia.email).slice(before);
      // A quota does not hold back a mail with a legal date.
      const counted = kinds.filter((mail) => !mail.subject.includes('could not'));
      expect(counted.length).toBeLessThanOrEqual(3);
    }
    expect(allOf((await watch.world.register.load(hers)).log, 'mailed').length).toBeGreaterThan(0);
  });

  it('stop at the share of the whole desk, and staff are informed once that day', async () => {
    const watch = aWatch({ book, desk: { ...desk, mails: { unprovenADay: 10 } } });
    const { world } = watch;
    for (let n = 0; n < 30; n += 1) await received(world, aForm({ email: `someone-${n}@example.com` }));

    expect(world.mailbox.to(desk.escalateTo).map((mail) => mail.text.includes('unprovenADay'))).toEqual([
      true,
    ]);
    expect(world.mailbox.sent).toHaveLength(11);
    await watch.days(1);
    expect(world.mailbox.sent.filter((mail) => mail.to.startsWith('someone-'))).toHaveLength(20);
  });
});

describe('a mail', () => {
  it('takes one place in the quota, however often it is tried', async () => {
    const world = aWorld({ desk, book });
    for (let n = 0; n < 3; n += 1) {
      world.mailbox.down = true;
      const id = await received(world).catch(() => undefined);
      expect(id).toBeUndefined();
      const [item] = [...world.inbox.items.values()];
      const requestId = item?.requestId ?? '';
      for (let turn = 0; turn < 5; turn += 1)
        await expect(receive(world, { requestId })).rejects.toThrow(TryAgainError);
      world.mailbox.down = false;
      await receive(world, { requestId });
    }

    expect(world.mailbox.to(mia.email)).toHaveLength(3);
  });

  it('that was held leaves the next day, including those for opt-outs and complaints', async () => {
    const watch = aWatch({ desk, book });
    for (let n = 0; n < 3; n += 1) await received(watch.world);
    const late = [
      await received(watch.world, aForm({ right: 'rectification' })),
      await received(watch.world, aForm({ right: 'complaint' })),
      await optedOut(watch.world, mia.email, 'marketing-objection'),
    ];
    expect(watch.world.mailbox.to(mia.email)).toHaveLength(3);

    await watch.days(1);

    for (const id of late) {
      const mails = allOf((await watch.world.register.load(id)).log, 'mailed');
      expect(mails.filter((mail) => mail.data.to === 'requester')).toHaveLength(1);
    }
    await watch.days(1);
    expect(watch.world.mailbox.to(mia.email)).toHaveLength(6);
  });

  it('waits an hour if the mail service takes no more that day, and then leaves [F14]', async () => {
    const watch = aWatch({ desk, book });
    const { mailbox, clock } = watch.world;
    const send = mailbox.send.bind(mailbox);
    mailbox.send = () => Promise.reject(new MailQuotaError('no more today'));
    const id = await received(watch.world);
    for (let hour = 0; hour < 5; hour += 1) {
      clock.forward('PT1H');
      await watch.sweep();
    }
    expect(mailbox.sent).toEqual([]);
    mailbox.send = (mail: Mail) => send(mail);

    clock.forward('PT1H');
    await watch.sweep();

    expect(mailbox.to(mia.email)).toHaveLength(1);
    expect((await watch.world.register.load(id)).status).toBe('awaiting-verification');
  });
});

/** Both recipients get the data for marketing. */
const marketers = usedFor(aMap(), { parcel: ['marketing'], bank: ['marketing'] });

describe('a recipient of the data', () => {
  it('gets one list of opt-outs a day, without names or addresses, and each log says so', async () => {
    const watch = aWatch({ desk, book, map: marketers });
    const { world } = watch;
    const ids: string[] = [];
    for (const email of [mia.email, mia.email.toUpperCase()])
      for (let n = 0; n < 4; n += 1) ids.push(await optedOut(world, email, 'marketing-objection'));
    expect(world.mailbox.to('privacy@bank.example.com')).toEqual([]);

    await watch.days(3);

    const lists = world.mailbox.to('privacy@bank.example.com');
    expect(lists).toHaveLength(1);
    expect(lists[0]?.text.toLowerCase()).not.toContain(mia.email);
    for (const id of ids) {
      const told = allOf((await world.register.load(id)).log, 'recipient-told').map(
        (e) => e.data.recipientId,
      );
      expect(told).toEqual(['parcel', 'bank']);
    }
  });

  it('gets nothing about an opt-out for an address that no store holds', async () => {
    const watch = aWatch({ desk, book, map: marketers });
    for (const right of optOuts) await optedOut(watch.world, 'stranger@example.com', right);

    await watch.days(3);

    const others = recipientsOfMails(watch.world).filter((to) => to !== 'stranger@example.com');
    expect(others.filter((to) => /parcel|bank/.test(to))).toEqual([]);
  });

  it('gets the list once although the watch stops at any point', async () => {
    for (let stop = 1; stop <= 3; stop += 1) {
      const watch = aWatch({ desk, book, map: marketers });
      const ids = [];
      for (let n = 0; n < 3; n += 1) ids.push(await optedOut(watch.world, mia.email, 'marketing-objection'));
      const { register } = watch.world;
      const append = register.append.bind(register);
      let told = 0;
      register.append = async (...args) => {
        if (args[1].startsWith('told-')) told += 1;
        if (told === stop) throw new Error('the process is gone');
        return append(...args);
      };
      await watch.days(1);
      register.append = append;
      await watch.days(2);

      for (const id of ids) {
        const names = allOf((await register.load(id)).log, 'recipient-told').map((e) => e.data.recipientId);
        expect([stop, names.sort()]).toEqual([stop, ['bank', 'parcel']]);
      }
      expect(watch.world.mailbox.to('privacy@bank.example.com').length).toBeLessThanOrEqual(2);
    }
  });
});
