import type { StaffMember } from '../../../functions/domain/desk';
import { allOf, lastOf } from '../../../functions/domain/log-entries';
import { askDecision } from '../../../functions/steps/ask-decision/ask-decision';
import { enterRequest } from '../../../functions/web/staff/enter-request';
import { aDesk, alma, bruno, jonas } from '../../builders/a-desk';
import { aForm, aWorld, happened, search, type World } from '../../builders/a-world';
import { mia } from '../../builders/shop-rows';
import { aWatch, type Watch } from '../../watch/a-watch';
import { actsOf, type Browser, textOf } from './browser';
import { appCode, enter, newestLink, openDesk, setUpApp } from './staff-desk';

const clara: StaffMember = { ...bruno, id: 'clara', name: 'Clara', email: 'clara@shop.example.com' };
const now = '2026-11-24T10:00:00.000Z';
/** Alma again, under another id with the same mailbox. */
const twin: StaffMember = { ...alma, id: 'alma-2', name: 'Alma too', email: 'Alma+desk@shop.example.com' };

type Right = 'access' | 'erasure';

/** A request that `staff` entered and vouched for, searched and put before the approvers. */
async function entered(watch: Watch, staff: StaffMember, right: Right = 'access', known = true) {
  const { world } = watch;
  const requestId = `dsr-${'k3m9qxt2b4d7'.slice(0, 11)}${right === 'access' ? 'a' : 'e'}`;
  await enterRequest(world, {
    requestId,
    form: aForm({ right }),
    receivedAt: world.clock.now(),
    cameBy: 'post',
    staff,
    ...(known ? { known: 'She stood in the shop.' } : {}),
  });
  if (!known)
    await world.register.append(requestId, 'verify-1', () => ({
      type: 'identity-verified',
      data: { method: 'mailbox' },
      actor: { kind: 'requester' },
    }));
  await search(world, requestId);
  await askDecision(world, { requestId, taskToken: 'decide' });
  return requestId;
}

/** Opens the decision as one of those who got the mail, with their app. */
async function decide(world: World, staff: StaffMember) {
  const browser = openDesk(world);
  const link = newestLink(world, 's/decide', staff.email);
  const gate = await enter(browser, link);
  world.clock.forward('PT30S');
  const page = await browser.submit(gate, { totp: await appCode(world, staff) }, 'factor');
  world.clock.forward('PT30S');
  return { browser, link, gate, page };
}

/** Presses the button of the page, or forces it. */
async function approve(
  world: World,
  staff: StaffMember,
  { browser, link, page }: Awaited<ReturnType<typeof decide>>,
) {
  const act = actsOf(page.html).find((name) => name.startsWith('approved'));
  const typed = { totp: await appCode(world, staff), code: link.code };
  return act
    ? browser.submit(page, typed, act)
    : browser.submit(page, { ...typed, ...stampOf(page.html), act: 'approved' }, 'ask');
}

function stampOf(html: string): Record<string, string> {
  const value = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';
  return Object.fromEntries(['version', 'hash', 'shown'].map((name) => [name, value(name)]));
}

async function decision(world: World, id: string) {
  return lastOf((await world.register.load(id)).log, 'decided')?.data;
}

describe('where two may decide', () => {
  it.each<[string, boolean]>([
    ['entered it', false],
    ['entered it and said who it is from', true],
  ])(
    'do not let somebody approve who %s; the page names who can, and they can [A16]',
    async (_what, known) => {
      const watch = aWatch({ now });
      const { world } = watch;
      const id = await entered(watch, alma, 'access', known);
      const hers = await decide(world, alma);

      const forced = await approve(world, alma, hers);
      const before = await decision(world, id);
      const his = await decide(world, bruno);
      await approve(world, bruno, his);

      expect(actsOf(hers.page.html)).not.toContain('approved');
      expect(actsOf(hers.page.html)).toContain('refuse');
      expect(textOf(hers.page.html)).toContain('somebody else approves it: Bruno');
      expect(forced.status).toBe(400);
      expect(before).toBeUndefined();
      expect(await decision(world, id)).toMatchObject({ staffId: 'bruno' });
    },
  );

  it('counts two ids with one mailbox as one person [A16]', async () => {
    const watch = aWatch({ now, desk: aDesk({ staff: [twin, alma, bruno] }) });
    const { world } = watch;
    const id = await entered(watch, twin);

    await approve(world, alma, await decide(world, alma));

    expect(happened(await world.register.load(id))).not.toContain('decided');
    expect(happened(await world.register.load(id))).not.toContain('approval-announced');
  });

  it('lets nobody give both of two approvals under two ids [A16]', async () => {
    const desk = aDesk({ staff: [twin, alma, bruno], approvals: { erasure: 2 } });
    const watch = aWatch({ now, desk });
    const { world } = watch;
    const id = await entered(watch, jonas, 'erasure');

    await approve(world, alma, await decide(world, alma));
    await approve(world, twin, await decide(world, twin));
    const half = await decision(world, id);
    await approve(world, bruno, await decide(world, bruno));

    expect(half).toBeUndefined();
    expect(await decision(world, id)).toMatchObject({ staffId: 'bruno' });
  });

  it('checks the settings as they are when the button is pressed [A17]', async () => {
    const alone = aDesk({ staff: [alma, jonas] });
    const watch = aWatch({ now, desk: alone });
    const id = await entered(watch, alma);
    const hers = await decide(watch.world, alma);
    const nowTwo = { ...watch.world, desk: aDesk() };
    const browser = openDesk(nowTwo);
    for (const [name, value] of hers.browser.cookies) browser.cookies.set(name, value);

    const answer = await approve(nowTwo, alma, { ...hers, browser });

    expect(textOf(answer.html)).toContain('somebody else approves it: Bruno');
    expect(happened(await watch.world.register.load(id))).not.toContain('approval-announced');
  });

  it('is refused to somebody who lost the permission between the mail and the act [A17]', async () => {
    const watch = aWatch({ now });
    const id = await entered(watch, jonas);
    const hers = await decide(watch.world, alma);
    const demoted = aDesk({ staff: [{ ...alma, may: ['enter'] }, bruno] });
    const browser = openDesk(watch.world, { desk: demoted });
    for (const [name, value] of hers.browser.cookies) browser.cookies.set(name, value);

    const answer = await approve(watch.world, alma, { ...hers, browser });

    expect(answer.status).toBe(410);
    expect(await decision(watch.world, id)).toBeUndefined();
  });

  it('leaves the approval to those who remain, when both have vouched', async () => {
    const watch = aWatch({ now });
    const { world } = watch;
    const id = await entered(watch, alma);
    await doubtAndSettle(world, id, 'bruno');

    await approve(world, alma, await decide(world, alma));

    expect(happened(await world.register.load(id))).toContain('approval-announced');
  });
});

async function doubtAndSettle(world: World, id: string, staffId: string): Promise<void> {
  const actor = { kind: 'staff', id: staffId } as const;
  await world.register.append(id, 'doubt', () => ({
    type: 'identity-doubted',
    data: { staffId, askedAt: world.clock.now() },
    actor,
  }));
  await world.register.append(id, 'settle', () => ({
    type: 'identity-doubt-settled',
    data: { staffId },
    actor,
  }));
}

describe('where only one may decide', () => {
  const alone = aDesk({ staff: [alma, jonas] });

  async function announced(right: Right = 'access', known = true) {
    const watch = aWatch({ now, desk: alone });
    const id = await entered(watch, alma, right, known);
    const hers = await decide(watch.world, alma);
    const answer = await approve(watch.world, alma, hers);
    return { watch, world: watch.world, id, hers, answer };
  }

  it.each<Right>(['access', 'erasure'])(
    'an approval on one’s own word (%s) is announced to the person and the second address, and counts after a day',
    async (right) => {
      const { watch, world, id, answer } = await announced(right);

      world.clock.forward('PT23H59M');
      await watch.sweep();
      const before = await decision(world, id);
      world.clock.forward('PT2M');
      await watch.sweep();

      const told = world.mailbox.sent.filter((m) =>
        /We are about to answer|Approved by the one/.test(m.subject),
      );
      expect(textOf(answer.html)).toContain('Your approval is noted, and waits');
      expect(told.map((m) => m.to)).toEqual(expect.arrayContaining([mia.email, alone.escalateTo]));
      expect(before).toBeUndefined();
      expect(await decision(world, id)).toMatchObject({ staffId: 'alma', factor: 'totp' });
    },
  );

  it('takes the app for it, even for a plain copy', async () => {
    const watch = aWatch({ now, desk: alone });
    const id = await entered(watch, alma);
    const { browser, link, page } = await decide(watch.world, alma);

    const answer = await browser.submit(page, { code: link.code }, 'approved-in-part');

    expect(answer.html).toContain('href="#approve-totp"');
    expect(happened(await watch.world.register.load(id))).not.toContain('approval-announced');
  });

  it('does not count once somebody doubts, refuses, changes what is given, or searches again', async () => {
    const changes: Readonly<Record<string, (world: World, id: string) => Promise<unknown>>> = {
      doubt: (world, id) =>
        world.register.append(id, 'x', () => ({
          type: 'identity-doubted',
          data: { staffId: 'alma', askedAt: world.clock.now() },
          actor: { kind: 'staff', id: 'alma' },
        })),
      withheld: (world, id) =>
        world.register.append(id, 'x', () => ({
          type: 'withheld',
          data: { count: 1, staffId: 'alma' },
          actor: { kind: 'staff', id: 'alma' },
        })),
      search: (world, id) =>
        world.register.append(id, 'x', () => ({
          type: 'search-renewed',
          data: { staffId: 'alma' },
          actor: { kind: 'staff', id: 'alma' },
        })),
      withdrawn: (world, id) =>
        world.register.append(id, 'x', () => ({ type: 'withdrawn', data: {}, actor: { kind: 'requester' } })),
    };
    for (const change of Object.values(changes)) {
      const { watch, world, id } = await announced();
      world.clock.forward('PT1H');
      await change(world, id);
      world.clock.forward('P2D');
      await watch.sweep();
      expect(await decision(world, id)).toBeUndefined();
      expect(watch.notes).toEqual([]);
    }
  });

  it('does not count when the one who approved may no longer decide, and the sweep does not stop at it', async () => {
    const { watch, world, id } = await announced();
    const without = aDesk({ staff: [{ ...alma, may: ['enter'] }, jonas] });
    const later = await sweepUnder(watch, without, 'P2D');

    expect(await decision(world, id)).toBeUndefined();
    expect(later).toEqual([]);
  });

  describe('and somebody else may decide by the time the approval would count', () => {
    const hers: StaffMember = { ...clara, email: mia.email };
    /** Who may decide then, beside the one who approved; whether the approval still counts. */
    const comers: Readonly<Record<string, readonly [StaffMember, boolean]>> = {
      'a second person': [bruno, false],
      'the first again, under another id': [twin, true],
      'somebody who may only enter': [{ ...bruno, may: ['enter'] }, true],
      'the very person who asks': [hers, true],
    };

    it.each(Object.entries(comers))('(%s), it counts only where it must', async (_who, [comer, counts]) => {
      const { watch, world, id } = await announced('access', false);
      const both = aDesk({ staff: [alma, jonas, comer] });

      await sweepUnder(watch, both, 'P2D');

      expect((await decision(world, id)) !== undefined).toBe(counts);
    });

    it('the other gets the mail and approves; the first one’s page says who does', async () => {
      const { watch, world, id } = await announced();
      const both = aDesk({ staff: [alma, jonas, bruno] });
      await sweepUnder(watch, both, 'P2D');
      const under = { ...world, desk: both };

      const first = await decide(under, alma);
      await approve(under, bruno, await decide(under, bruno));

      expect(textOf(first.page.html)).toContain('somebody else approves it: Bruno');
      expect(textOf(first.page.html)).not.toContain('It counts from');
      expect(await decision(world, id)).toMatchObject({ staffId: 'bruno' });
    });

    it('the page says so before that, and accepts no approval of the first', async () => {
      const { world } = await announced();
      const under = { ...world, desk: aDesk({ staff: [alma, jonas, bruno] }) };

      const first = await decide(under, alma);

      expect(textOf(first.page.html)).toContain('somebody else approves it: Bruno');
      expect(textOf(first.page.html)).not.toContain('It counts from');
    });

    it.each([
      ['and goes again', [bruno], [alma, jonas]],
      ['while the first may not, and does again', [], [alma, jonas]],
    ])('%s: it is announced again, and counts a day later', async (_what, besides, after) => {
      const { watch, world, id } = await announced();
      const first = besides.length > 0 ? alma : { ...alma, may: ['enter' as const] };
      await sweepUnder(watch, aDesk({ staff: [first, jonas, ...besides] }), 'P2D');
      const alone = { ...world, desk: aDesk({ staff: after }) };

      await approve(alone, alma, await decide(alone, alma));
      await sweepUnder(watch, alone.desk, 'PT23H');
      const early = await decision(world, id);
      await sweepUnder(watch, alone.desk, 'PT2H');

      expect(early).toBeUndefined();
      expect(await decision(world, id)).toMatchObject({ staffId: 'alma' });
    });
  });

  it('is done once, however often the button is pressed', async () => {
    const { world, id, hers, answer } = await announced();
    world.clock.forward('PT30S');

    const again = await approve(world, alma, hers);

    expect(again.html).toBe(answer.html);
    expect(allOf((await world.register.load(id)).log, 'approval-announced')).toHaveLength(1);
  });

  it('waits again from the mail when that was sent late', async () => {
    const watch = aWatch({ now, desk: alone });
    const { world } = watch;
    const id = await entered(watch, alma);
    const hers = await decide(world, alma);
    world.mailbox.down = true;
    await approve(world, alma, hers).catch(() => undefined);
    world.clock.forward('P2D');
    world.mailbox.down = false;

    await watch.sweep();
    const late = await decision(world, id);
    world.clock.forward('P1D');
    await watch.sweep();

    expect(late).toBeUndefined();
    expect(await decision(world, id)).toMatchObject({ staffId: 'alma' });
  });

  it('asks nothing more of a request that came by the form and was proven', async () => {
    const world = aWorld({ desk: alone });
    await setUpApp(world);
    const { awaitingDecision } = await import('../../builders/a-world');
    const id = await awaitingDecision(world);
    const browser = openDesk(world);
    const link = newestLink(world, 's/decide');
    const page = await enter(browser, link);

    await browser.submit(page, { code: link.code }, 'approved-in-part');

    expect(await decision(world, id)).toMatchObject({ factor: 'mail-code' });
  });
});

/** Sweeps with other settings. Returns what was recorded. */
async function sweepUnder(
  watch: Watch,
  desk: ReturnType<typeof aDesk>,
  after: string,
): Promise<readonly string[]> {
  const { watchDeadlines } = await import('../../../functions/watch/watch-deadlines');
  watch.world.clock.forward(after);
  const notes: string[] = [];
  const deps = { ...watch.deps, desk, note: (id: string, error: Error) => notes.push(`${id} ${error.name}`) };
  await watchDeadlines(deps);
  await watchDeadlines(deps);
  return notes;
}

describe('a page about what only a statement attributes to the person', () => {
  it('shows nothing of what was found with access to the mailbox alone', async () => {
    const watch = aWatch({ now });
    const { world } = watch;
    await entered(watch, jonas);
    await setUpApp(world);
    const browser: Browser = openDesk(world);
    const link = newestLink(world, 's/decide');
    const gate = await enter(browser, link);

    const wrong = await browser.submit(gate, { totp: '12345' }, 'factor');
    const posts = [];
    for (const act of ['approved', 'refuse', 'withhold', 'nothing'])
      posts.push(await browser.post(`${link.path}/page`, { act, code: link.code }));
    const file = await browser.get(`${link.path}/page/file/mailbox/1`);

    for (const page of [gate, ...posts, file, wrong]) {
      expect(textOf(page.html)).toContain('Your authenticator app first');
      expect(page.html).not.toMatch(/\bmia\b/i);
    }
    expect(wrong.html).toContain('href="#factor-totp"');
  });

  it('opens for the rest of the session with the app', async () => {
    const watch = aWatch({ now });
    await entered(watch, jonas);
    const { browser, link, page } = await decide(watch.world, alma);

    const again = await browser.get(`${link.path}/page`);

    expect(textOf(page.html)).toContain(mia.email);
    expect(textOf(again.html)).toContain(mia.email);
  });

  it('says how to get an app where there is none', async () => {
    const watch = aWatch({ now, desk: aDesk({ staff: [alma, clara, jonas] }) });
    await entered(watch, jonas);

    const gate = await enter(openDesk(watch.world), newestLink(watch.world, 's/decide'));

    expect(textOf(gate.html)).toContain('npx rightsdesk enrol alma');
    expect(gate.html).not.toContain('name="totp"');
  });
});
