import { requesterFacts } from '../../../functions/casework/evidence/requester-facts';
import { askAtNewAddress } from '../../../functions/casework/mail/ask-at-new-address';
import { TryAgainError } from '../../../functions/domain/errors';
import { allOf, lastOf } from '../../../functions/domain/log-entries';
import { openLetters } from '../../../functions/domain/undelivered';
import { alma, bruno } from '../../builders/a-desk';
import { aForm, aWorld, awaitingDecision, received, verified } from '../../builders/a-world';
import { mia } from '../../builders/shop-rows';
import { aWatch } from '../../watch/a-watch';

// Long enough for forty days of sweeps on a busy machine.
jest.setTimeout(60_000);

describe('a mail that the mail service refuses', () => {
  it('counts as an answer: no step stops, everyone who decides hears at once, and the text is ready to post', async () => {
    const world = aWorld();
    world.mailbox.refuses.set(mia.email, 'address');

    const id = await received(world);

    const request = await world.register.load(id);
    const failed = lastOf(request.log, 'mail-failed');
    expect(failed?.data).toEqual({
      key: 'acknowledge',
      kind: 'acknowledge-and-verify',
      to: 'requester',
      reason: 'address',
      code: 'BadRequestException',
    });
    const paper = (await world.vault.unseal(id, failed?.sealed ?? '')) as { text: string };
    expect(paper.text).toContain('Reference: DSR-');
    expect(paper.text).not.toMatch(/https?:|\b\d{6}\b/);
    expect(JSON.stringify(request.log)).not.toContain(mia.email);
    for (const { email } of [alma, bruno]) {
      const mail = world.mailbox.to(email).at(-1);
      expect(mail?.text.replace(/\s+/g, ' ')).toContain('No mail can go to this address');
      expect(mail?.text).toContain(`/s/letters/${id}`);
      expect(mail?.text).not.toContain(mia.email);
    }
  });

  it.each([
    ['address', 'a proven request', verified],
    ['content', 'a proven request', verified],
    ['content', 'a form', received],
  ] as const)('does not hold up reminders and the overdue alarm: %s of %s', async (reason, _, arrives) => {
    const watch = aWatch();
    watch.world.mailbox.refuses.set(mia.email, reason);
    const id = await arrives(watch.world);

    await watch.days(45);

    const { log } = await watch.world.register.load(id);
    expect(watch.notes).toEqual([]);
    expect(log.map((e) => e.type)).toContain('overdue');
    expect(watch.world.mailbox.to(mia.email)).toHaveLength(0);
    expect(allOf(log, 'mailed').map((e) => e.data.kind)).toContain('staff-overdue');
  });

  it('is not sent again to the same address', async () => {
    const watch = aWatch();
    watch.world.mailbox.refuses.set(mia.email, 'address');
    const id = await received(watch.world);
    await watch.days(3);
    const { log } = await watch.world.register.load(id);
    expect(allOf(log, 'mail-failed').filter(({ data }) => data.key === 'acknowledge')).toHaveLength(1);
  });

  it('waits if the whole account is refused, and leaves once that is resolved [F14]', async () => {
    const watch = aWatch();
    watch.world.mailbox.refusesAll = 'account';
    await received(watch.world).catch(() => undefined);
    expect(watch.world.mailbox.sent).toHaveLength(0);
    watch.world.clock.forward('PT6H');
    watch.world.mailbox.refusesAll = undefined;

    await watch.sweep();

    const mails = watch.world.mailbox.to(mia.email);
    expect(mails).toHaveLength(1);
    const [id = ''] = watch.world.register.logs.keys();
    expect(allOf((await watch.world.register.load(id)).log, 'mail-failed')).toEqual([]);
  });

  it('throttled half of the time, then paused for six hours: every mail leaves once in the end [F14]', async () => {
    const watch = aWatch();
    const { world } = watch;
    const send = world.mailbox.send.bind(world.mailbox);
    let calls = 0;
    world.mailbox.send = async (mail) => {
      calls += 1;
      if (calls % 2 === 1) throw new TryAgainError('throttled');
      await send(mail);
    };
    const people = Array.from({ length: 12 }, (_, n) => `person-${n}@example.org`);
    for (const email of people) await received(world, aForm({ email })).catch(() => undefined);
    world.mailbox.refusesAll = 'account';
    for (let tries = 0; tries < 6; tries += 1) {
      world.clock.forward('PT1H');
      await watch.sweep();
    }
    world.mailbox.refusesAll = undefined;

    await watch.days(10);

    for (const email of people) {
      const first = world.mailbox.to(email).filter(({ tags }) => tags?.kind === 'acknowledge-and-verify');
      expect(first).toHaveLength(1);
    }
    expect(watch.world.inbox.items.size).toBe(0);
  });

  it('to one member of staff is reported to the others and to the second address', async () => {
    const world = aWorld();
    world.mailbox.refuses.set(alma.email, 'address');

    const id = await awaitingDecision(world);

    const { log } = await world.register.load(id);
    expect(lastOf(log, 'mail-failed')?.data.to).toBe('staff');
    expect(
      world.mailbox
        .to(bruno.email)
        .map((m) => m.text)
        .join(),
    ).toContain('A mail to one of you could not be sent');
    expect(
      world.mailbox
        .to(world.desk.escalateTo)
        .map((m) => m.text)
        .join(),
    ).toContain('could not be sent');
  });

  it('reaches the second address if no approver can be mailed, and ends if nobody can', async () => {
    const world = aWorld();
    for (const one of [mia, alma, bruno]) world.mailbox.refuses.set(one.email, 'address');
    await received(world);
    expect(world.mailbox.to(world.desk.escalateTo).length).toBeGreaterThan(0);

    world.mailbox.refuses.set(world.desk.escalateTo, 'address');
    await received(world, aForm({ email: 'tom@example.org' }));
  });
});

describe('another address for somebody whom mail did not reach', () => {
  it('gets a code, and only that code proves it', async () => {
    const world = aWorld();
    world.mailbox.refuses.set(mia.email, 'address');
    const id = await received(world);

    await askAtNewAddress(world, await world.register.load(id), {
      email: 'mia@other.example',
      staffId: 'alma',
    });

    const request = await world.register.load(id);
    expect((await requesterFacts(world, request)).email).toBe('mia@other.example');
    expect(world.mailbox.to('mia@other.example')).toHaveLength(1);
    expect(openLetters(request)).toEqual([]);
    expect(JSON.stringify(request.log)).not.toContain('other.example');
  });

  it('is taken from one of two who name it at once, and the other learns that theirs was not', async () => {
    const world = aWorld();
    world.mailbox.refuses.set(mia.email, 'address');
    const id = await received(world);
    const seen = await world.register.load(id);
    const named = ['mia@one.example', 'mia@two.example'];

    const taken = await Promise.all(
      named.map((email, n) => askAtNewAddress(world, seen, { email, staffId: n ? 'bruno' : 'alma' })),
    );

    const { email: kept } = await requesterFacts(world, await world.register.load(id));
    expect(taken.filter(Boolean)).toHaveLength(1);
    expect(named[taken.indexOf(true)]).toBe(kept);
    expect(named.map((email) => world.mailbox.to(email).length).sort()).toEqual([0, 1]);
  });

  it('counts as taken if both named the same', async () => {
    const world = aWorld();
    world.mailbox.refuses.set(mia.email, 'address');
    const seen = await world.register.load(await received(world));
    const email = 'mia@one.example';

    const first = await askAtNewAddress(world, seen, { email, staffId: 'alma' });
    const second = await askAtNewAddress(world, seen, { email, staffId: 'bruno' });

    expect([first, second]).toEqual([true, true]);
  });

  it('is taken only if the first did not work', async () => {
    const world = aWorld();
    const id = await received(world);
    const taken = await askAtNewAddress(world, await world.register.load(id), {
      email: 'eve@other.example',
      staffId: 'alma',
    });
    expect(taken).toBe(false);
    expect((await requesterFacts(world, await world.register.load(id))).email).toBe(mia.email);
  });
});
