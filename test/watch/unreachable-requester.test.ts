import { allOf, lastOf } from '../../functions/domain/log-entries';
import { needsLaw, type Right, rightNames, rights } from '../../functions/domain/rights';
import { openLetters } from '../../functions/domain/undelivered';
import { isUnreachable } from '../../functions/domain/unreachable';
import { alma, bruno, jonas } from '../builders/a-desk';
import { aForm, received, type World } from '../builders/a-world';
import { anEvent } from '../domain/a-log';
import { codeIn, linkIn } from '../fakes/memory-mailbox';
import { aLetter } from '../web/staff/a-letter';
import { signedInWithApp } from '../web/staff/staff-desk';
import { type Cause, comesBack, fullMailbox, noMailbox } from './a-bounce';
import { aWatch, type Watch } from './a-watch';

// Long enough for weeks of sweeps on a busy machine.
jest.setTimeout(60_000);

const email = 'gone@example.com';
/** The rights under the law of this desk that have a date of one month. */
const needsProof = rightNames.filter((right) => rights[right].proof && !needsLaw(right));

/** A sweep every day; the first mails, this many, bounce after an hour. */
async function days(watch: Watch, count: number, mailsBack: number, cause: Cause = noMailbox): Promise<void> {
  const { world } = watch;
  let seen = 0;
  for (let day = 0; day < count; day += 1) {
    world.clock.forward('PT1H');
    const mails = world.mailbox.to(email);
    for (const mail of mails.slice(seen, mailsBack)) await comesBack(world, mail, cause);
    seen = mails.length;
    world.clock.forward('PT23H');
    await watch.sweep();
  }
}

const kindsTo = (world: World) => world.mailbox.to(email).map(({ tags }) => tags?.kind);
const toStaff = (world: World, kind: string) =>
  world.mailbox.to(alma.email).filter(({ tags }) => tags?.kind === kind);

async function entered(watch: Watch): Promise<string> {
  const browser = await signedInWithApp(watch.world, jonas);
  const receivedOn = watch.world.clock.now().slice(0, 10);
  await browser.submit(await browser.get('/s/enter'), { ...aLetter, receivedOn, email });
  return [...watch.world.register.logs.keys()][0] ?? '';
}

describe('an unproven request that no mail reached', () => {
  it.each(needsProof)('ends as unverified at its date without manual work: %s', async (right) => {
    const watch = aWatch();
    const id = await received(watch.world, aForm({ email, right: right as Right }));

    await days(watch, 40, 9);

    const request = await watch.world.register.load(id);
    expect([request.status, request.outcome]).toEqual(['closed', 'unverified']);
    expect(lastOf(request.log, 'closed')?.at.slice(0, 10)).toBe('2026-03-31');
    expect(request.log.map(({ type }) => type)).not.toContain('overdue');
    expect(kindsTo(watch.world)).toEqual(['acknowledge-and-verify']);
  });

  it('ends in the same way if the mail service refuses the address', async () => {
    const watch = aWatch();
    watch.world.mailbox.refuses.set(email, 'address');
    const id = await received(watch.world, aForm({ email }));

    await watch.days(35);

    expect((await watch.world.register.load(id)).outcome).toBe('unverified');
    expect(toStaff(watch.world, 'staff-ended-unreached')).toHaveLength(1);
  });

  it('is reported to staff with all others that ended so, in one mail the next morning', async () => {
    const watch = aWatch();
    const { world } = watch;
    const ids = [];
    for (let n = 0; n < 15; n += 1) {
      const id = await received(world, aForm({ email: `typo.${n}@example.com` }));
      for (const mail of world.mailbox.to(`typo.${n}@example.com`)) await comesBack(world, mail);
      ids.push(id);
    }

    await watch.days(29);
    const before = toStaff(world, 'staff-ended-unreached');
    await watch.days(10);

    expect(before).toHaveLength(0);
    for (const reader of [alma, bruno]) {
      const lists = world.mailbox
        .to(reader.email)
        .filter(({ tags }) => tags?.kind === 'staff-ended-unreached');
      expect(lists.map(({ text }) => text.match(/DSR-/g)?.length)).toEqual([15]);
    }
    expect(toStaff(world, 'staff-overdue')).toHaveLength(0);
    for (const id of ids) expect((await world.register.load(id)).outcome).toBe('unverified');
  });

  it('continues if the code is typed after all', async () => {
    const watch = aWatch();
    const { world } = watch;
    const id = await received(world, aForm({ email }));
    await days(watch, 40, 9);
    await world.register.append(id, 'reopen-1', () => anEvent('reopened'));

    expect((await world.register.load(id)).status).toBe('awaiting-verification');
  });

  it.each([
    ['staff entered it', async (watch: Watch) => entered(watch)],
    [
      'staff named another address, which came back as well',
      async ({ world }: Watch) => {
        const id = await received(world, aForm({ email }));
        await world.register.append(id, 'address-given-2', () => anEvent('address-given'));
        return id;
      },
    ],
    [
      'the mail service did not take our words',
      async ({ world }: Watch) => {
        world.mailbox.refuses.set(email, 'content');
        return received(world, aForm({ email }));
      },
    ],
    [
      'staff posted the letter',
      async ({ world }: Watch) => {
        const id = await received(world, aForm({ email }));
        const data = { key: 'acknowledge', postedOn: '2026-03-02', to: 'requester' } as const;
        await world.register.append(id, 'posted-1', () => anEvent('mailed', data));
        return id;
      },
    ],
  ])('stays with staff, who know the person, and is answered by post: %s', async (_, arrives) => {
    const watch = aWatch();
    const id = await arrives(watch);
    const { log } = await watch.world.register.load(id);
    const back = { key: lastOf(log, 'address-given') ? 'verify-2' : 'acknowledge', to: 'requester' } as const;
    if (!lastOf(log, 'mail-failed'))
      await watch.world.register.append(id, 'back', () => anEvent('mail-bounced', back));

    await watch.days(35);

    const request = await watch.world.register.load(id);
    expect(request.status).toBe('with-staff');
    expect(lastOf(request.log, 'handed-to-staff')?.data.reason).toBe('by-post');
    expect(toStaff(watch.world, 'staff-ended-unreached')).toHaveLength(0);
  });
});

const passing: readonly Cause[] = [
  fullMailbox,
  ['Transient', 'ContentRejected'],
  ['Transient', 'AttachmentRejected'],
  ['Transient', 'ANewOne'],
  ['Undetermined', 'Undetermined'],
];

describe('an address with a temporary bounce', () => {
  it.each(passing)(
    'gets one more link a day later, and then the same as everybody: %s %s',
    async (...cause) => {
      const watch = aWatch();
      const id = await received(watch.world, aForm({ email }));

      await days(watch, 40, 1, cause);

      const { log, outcome } = await watch.world.register.load(id);
      const mails = allOf(log, 'mailed').filter(({ data }) => data.to === 'requester');
      expect(mails.map(({ at, data }) => [at.slice(0, 10), data.key])).toEqual([
        ['2026-03-02', 'acknowledge'],
        ['2026-03-04', 'remind-requester-again'],
        ['2026-03-05', 'remind-requester'],
        ['2026-03-31', 'close-unverified-0'],
      ]);
      expect(outcome).toBe('unverified');
      expect(toStaff(watch.world, 'staff-ended-unreached')).toHaveLength(0);
      expect(toStaff(watch.world, 'staff-trouble')).toHaveLength(1);
    },
  );

  it('is proven by the link of that mail', async () => {
    const watch = aWatch();
    const { world } = watch;
    await received(world, aForm({ email }));
    await days(watch, 2, 1, fullMailbox);
    const mail = world.mailbox.to(email)[1];

    expect(linkIn(mail, 'v')).toMatch(/^\/v\//);
    expect(codeIn(mail)).toMatch(/^\d{6}$/);
  });

  it('needs no letter any more once the code is typed', async () => {
    const watch = aWatch();
    const { world } = watch;
    const id = await received(world, aForm({ email }));
    await days(watch, 2, 1, fullMailbox);
    await world.register.append(id, 'verify-1', () => anEvent('identity-verified'));
    await watch.days(30);

    const request = await world.register.load(id);
    expect(openLetters(request)).toEqual([]);
    expect(request.log.filter(({ commandId }) => commandId.startsWith('letter-'))).toEqual([]);
    expect(toStaff(world, 'staff-trouble')).toHaveLength(1);
  });

  it('is tried again at another address that staff named', async () => {
    const watch = aWatch();
    const { world } = watch;
    const id = await received(world, aForm({ email }));
    const sealed = await world.vault.seal(id, email);
    await world.register.append(id, 'given', () => ({ ...anEvent('address-given'), sealed }));
    const full = { key: 'verify-2', to: 'requester', type: 'Transient', subtype: 'MailboxFull' } as const;
    await world.register.append(id, 'back', () => anEvent('mail-bounced', full));
    await watch.days(2);

    expect(kindsTo(world)).toEqual(['acknowledge-and-verify', 'verify-reminder']);
  });

  it('is not tried a third time, except for the notice of the end', async () => {
    const watch = aWatch();
    const id = await received(watch.world, aForm({ email }));

    await days(watch, 40, 9, fullMailbox);

    expect(kindsTo(watch.world)).toEqual(['acknowledge-and-verify', 'verify-reminder', 'unverified-notice']);
    expect((await watch.world.register.load(id)).outcome).toBe('unverified');
    expect(toStaff(watch.world, 'staff-ended-unreached')).toHaveLength(1);
    expect(toStaff(watch.world, 'staff-trouble')).toHaveLength(1);
  });

  it('is also tried again if the mail service itself refused the first mail', async () => {
    const watch = aWatch();
    const { world } = watch;
    world.mailbox.refuses.set(email, 'content');
    await received(world, aForm({ email }));
    world.mailbox.refuses.delete(email);

    await watch.days(2);

    expect(kindsTo(world)).toEqual(['verify-reminder']);
  });

  it('gets no second link automatically if another was sent meanwhile', async () => {
    const watch = aWatch();
    const { world } = watch;
    const id = await received(world, aForm({ email }));
    await comesBack(world, world.mailbox.to(email)[0] ?? ({} as never), fullMailbox);
    const fresh = { key: 'verify-2', kind: 'verify-reminder', to: 'requester' } as const;
    await world.register.append(id, 'mail-verify-2', () => anEvent('mailed', fresh));

    await watch.days(2);

    expect(world.mailbox.to(email)).toHaveLength(1);
  });
});

describe('an address', () => {
  const back = (key: string) => anEvent('mail-bounced', { key, to: 'requester' });
  const left = (key: string, more = {}) =>
    anEvent('mailed', { key, kind: 'verify-reminder', to: 'requester', ...more });

  it.each([
    ['a mail came back', [back('a')], true],
    ['one after it did not', [back('a'), left('b')], false],
    ['one after it came back as well', [back('a'), left('b'), back('b')], true],
    ['that one came back before it was noted as sent', [back('a'), back('b'), left('b')], true],
    ['a letter was posted since', [back('a'), left('b', { postedOn: '2026-03-03' })], true],
    ['staff were mailed since', [back('a'), left('b', { to: 'staff' })], true],
    ['an automatic reply came', [anEvent('mail-bounced', { key: 'a', lasting: false })], false],
    ['staff named another', [back('a'), anEvent('address-given')], false],
  ])('is out of reach, or not, a day after: %s', async (_, events, expected) => {
    const { world } = aWatch();
    const id = await received(world, aForm({ email }));
    for (const [n, event] of events.entries()) await world.register.append(id, `e${n}`, () => event);
    const request = await world.register.load(id);

    world.clock.forward('P1D');
    expect(isUnreachable(request, world.clock.now())).toBe(expected);
  });

  it('stays out of reach until a later mail has had a day to bounce', async () => {
    const { world } = aWatch();
    const id = await received(world, aForm({ email }));
    for (const [n, event] of [back('a'), left('b')].entries())
      await world.register.append(id, `e${n}`, () => event);
    const request = await world.register.load(id);

    world.clock.forward('PT23H59M');
    expect(isUnreachable(request, world.clock.now())).toBe(true);
    world.clock.forward('PT1M');
    expect(isUnreachable(request, world.clock.now())).toBe(false);
  });
});
