import { TryAgainError } from '../../../functions/domain/errors';
import { staffApp } from '../../../functions/web/staff.app';
import { aDesk, alma, jonas } from '../../builders/a-desk';
import { aForm, aWorld, awaitingDecision, received, type World } from '../../builders/a-world';
import { codeIn, linkIn } from '../../fakes/memory-mailbox';
import { type Browser, formOf, textOf } from './browser';
import { newestLink, openDesk } from './staff-desk';

/** Signs in a member of staff, as they would do it. */
async function signIn(world: World, browser: Browser, email: string = alma.email) {
  const form = await browser.get('/s/in');
  await browser.submit(form, { email });
  const mail = world.mailbox.to(email).findLast((m) => m.text.includes('/s/in/'));
  const page = await browser.get(linkIn(mail, 's/in'));
  return browser.submit(page, { code: codeIn(mail) });
}

describe('signing in', () => {
  it('leads from the address by the mailed link and code to the list', async () => {
    const world = aWorld();
    await awaitingDecision(world);

    const list = await signIn(world, openDesk(world));

    expect(list.path).toBe('/s');
    expect(textOf(list.html)).toContain('Signed in as Alma');
    expect(textOf(list.html)).toContain('1 open request, the most urgent first');
  });

  it('replies to everyone alike and mails only those who work here', async () => {
    const world = aWorld();
    const browser = openDesk(world);

    const ours = await browser.post('/s/in', { email: 'ALMA@shop.example.com' });
    const strangers = await browser.post('/s/in', { email: 'stranger@example.com' });
    const folded = await browser.post('/s/in', { email: 'ªlmA@shop.example.com' });

    expect([strangers.html, folded.html]).toEqual([ours.html, ours.html]);
    expect(world.mailbox.sent.map((m) => m.to)).toEqual([alma.email]);
  });

  it('mails no more than six links an hour, and does not say so', async () => {
    const world = aWorld();
    const browser = openDesk(world);

    const answers = [];
    for (let i = 0; i < 9; i += 1) answers.push(await browser.post('/s/in', { email: alma.email }));

    expect(world.mailbox.sent).toHaveLength(6);
    expect(new Set(answers.map((a) => a.html)).size).toBe(1);
  });

  it('offers a fresh mail at a link that is expired, used up or unknown, and never says which', async () => {
    const world = aWorld();
    const browser = openDesk(world);
    const newest = () => world.mailbox.sent.findLast((m) => m.text.includes('/s/in/'));
    await browser.post('/s/in', { email: alma.email });
    const [spent, right] = [linkIn(newest(), 's/in'), codeIn(newest())];
    await browser.post('/s/in', { email: jonas.email });
    const old = linkIn(newest(), 's/in');
    const wrong = right === '000000' ? '000001' : '000000';
    const tries = [];
    for (let i = 0; i < 5; i += 1) tries.push(await browser.post(spent, { code: wrong }));
    const usedUp = [await browser.get(spent), await browser.post(spent, { code: right })];
    world.clock.forward('PT2H');

    const pages = [
      ...usedUp,
      await browser.get(old),
      await browser.post(old, { code: wrong }),
      await browser.get('/s/in/nonsense'),
      await browser.post('/s/in/nonsense', { code: wrong }),
    ];

    expect(tries.at(-1)?.html).toBe(pages[0]?.html);
    expect(new Set(pages.map((page) => page.html)).size).toBe(1);
    expect(pages.map((page) => page.status)).toEqual(pages.map(() => 404));
    const mails = world.mailbox.sent.length;
    const [page] = pages;
    if (page) await browser.submit(page, { email: alma.email });
    expect(world.mailbox.sent).toHaveLength(mails + 1);
    const list = await browser.submit(await browser.get(linkIn(newest(), 's/in')), {
      code: codeIn(newest()),
    });
    expect(list.path).toBe('/s');
  });

  it.each([
    ['the rest of an hour', 6, 'PT1M'],
    ['the rest of a day', 6, 'PT1H'],
    ['days, at odd times', 3, 'PT37M'],
  ])(
    'is not locked for %s by strangers asking in a staff member’s name, and their mailbox is not flooded',
    async (_, posts, pause) => {
      const world = aWorld();
      const stranger = openDesk(world);
      const began = Date.parse(world.clock.now());

      let mails = 0;
      for (let round = 0; round < 75; round += 1) {
        for (let n = 0; n < posts; n += 1) {
          await stranger.post('/s/in', { email: alma.email });
          // Two links of one millisecond may have the same number.
          world.clock.forward('PT0.001S');
        }
        const path = linkIn(world.mailbox.to(alma.email).at(-1), 's/in');
        const { html, status } = await openDesk(world).get(path);
        expect([round, status, html.includes('name="code"')]).toEqual([round, 200, true]);
        world.clock.forward(pause);
        mails = world.mailbox.to(alma.email).length;
      }

      const days = Math.floor((Date.parse(world.clock.now()) - began) / 86_400_000) + 2;
      expect(mails).toBeLessThanOrEqual(30 * days);
      const signedIn = await signIn(world, openDesk(world));
      expect(signedIn.path).toBe('/s');
    },
  );

  it('says in the mail how long its link works; the last of an hour works longer', async () => {
    const world = aWorld();
    world.clock.forward('PT20M');
    for (let n = 0; n < 6; n += 1) await openDesk(world).post('/s/in', { email: alma.email });

    const texts = world.mailbox.to(alma.email).map(({ text }) => text);

    expect(texts[0]).toContain('15 minutes');
    expect(texts[5]).toContain('55 minutes');
  });

  it('counts no mail that was not sent', async () => {
    const world = aWorld();
    world.mailbox.down = true;
    for (let n = 0; n < 40; n += 1)
      await expect(openDesk(world).post('/s/in', { email: alma.email })).rejects.toThrow('did not answer');
    world.mailbox.down = false;

    expect((await signIn(world, openDesk(world))).path).toBe('/s');
  });

  it('ends the links that were mailed before somebody said that it was not them', async () => {
    const world = aWorld();
    for (let n = 0; n < 3; n += 1) await openDesk(world).post('/s/in', { email: alma.email });
    const earlier = linkIn(world.mailbox.to(alma.email).at(-1), 's/in');
    world.clock.forward('PT1M');
    const browser = openDesk(world);
    const list = await signIn(world, browser);

    await browser.post('/s/not-me', formNamed(list.html, 'That was not me'));

    expect((await openDesk(world).get(earlier)).html).not.toContain('name="code"');
    world.clock.forward('PT1M');
    expect((await signIn(world, openDesk(world))).path).toBe('/s');
  });

  it('names an invalid address', async () => {
    const browser = openDesk(aWorld());

    const answer = await browser.post('/s/in', { email: 'alma@shop.example.com, mallory@example.com' });

    expect(answer.status).toBe(400);
    expect(answer.html).toContain('href="#email"');
  });

  it('changes nothing for a scanner, and expires', async () => {
    const world = aWorld();
    const browser = openDesk(world);
    await browser.post('/s/in', { email: alma.email });
    const mail = world.mailbox.sent[0];
    const path = linkIn(mail, 's/in');

    for (let i = 0; i < 20; i += 1) await browser.get(path);
    const empty = await browser.post(path, { code: '' });
    world.clock.forward('PT15M');
    const late = await browser.post(path, { code: codeIn(mail) });

    expect(empty.status).toBe(400);
    expect(late.status).toBe(404);
    expect(world.items.sessions.size).toBe(0);
  });

  it('lasts for a quarter of an hour after the last page, and no longer', async () => {
    const world = aWorld();
    const browser = openDesk(world);
    await signIn(world, browser);

    world.clock.forward('PT14M');
    const still = await browser.get('/s');
    world.clock.forward('PT14M');
    const andStill = await browser.get('/s');
    world.clock.forward('PT15M');
    const over = await browser.get('/s');

    expect([still.path, andStill.path, over.path]).toEqual(['/s', '/s', '/s/in']);
  });

  it('ends for somebody who left', async () => {
    const world = aWorld();
    const browser = openDesk(world);
    await signIn(world, browser);
    const without = openDesk(world, { desk: aDesk({ staff: [jonas] }) });
    for (const [name, value] of browser.cookies) without.cookies.set(name, value);

    expect((await without.get('/s')).path).toBe('/s/in');
  });

  it('opens no decision page', async () => {
    const world = aWorld();
    await awaitingDecision(world);
    const browser = openDesk(world);
    await signIn(world, browser);
    const mail = world.mailbox.to(alma.email).find((m) => m.text.includes('/s/decide/'));
    const session = browser.cookies.get('__Host-rd-staff') ?? '';
    const path = linkIn(mail, 's/decide');
    for (const name of ['__Host-rd', '__Host-rd-staff']) browser.cookies.set(name, session);

    const page = await browser.get(`${path}/page`);

    expect(page.html).not.toContain('mia.sommer');
  });
});

describe('the list of open requests', () => {
  it('shows the most urgent first, without personal data, and the closed ones apart', async () => {
    const world = aWorld();
    await received(world, aForm());
    world.clock.forward('P2D');
    const closed = await received(world, aForm({ right: 'erasure' }));
    await world.register.append(closed, 'close', () => ({
      type: 'closed',
      data: { outcome: 'unverified' },
      actor: { kind: 'desk' },
    }));
    await received(world, aForm({ right: 'rectification', email: 'noah.winter@example.com' }));
    const browser = openDesk(world);

    const list = textOf((await signIn(world, browser)).html);

    expect(list).toMatch(/Needs you: 1 open request|Waiting: 2 open requests/);
    expect(list.indexOf('See the data')).toBeLessThan(list.indexOf('Correct the data'));
    expect(list.indexOf('Closed: the latest 1')).toBeGreaterThan(list.indexOf('Correct the data'));
    expect(list.indexOf('Erase the data')).toBeGreaterThan(list.indexOf('Closed: the latest 1'));
    expect(list).not.toMatch(/\bmia\b/i);
    expect(list).toContain('24 Dec 2026');
  });
});

const rowOf = (html: string) => html.match(/href="(\/s\/request\/[^"]+)"/)?.[1] ?? '';

describe('a row of the list', () => {
  it('opens its request, and the code for the act comes by mail', async () => {
    const world = aWorld();
    await awaitingDecision(world);
    const browser = openDesk(world);
    const list = await signIn(world, browser);
    const before = world.mailbox.sent.length;

    const overview = await browser.get(rowOf(list.html));
    expect(world.mailbox.sent).toHaveLength(before);
    const opened = await browser.post(rowOf(list.html), formNamed(overview.html, 'Open it'));

    expect(overview.html).not.toContain('mia.sommer');
    expect(opened.html).toContain('Decide on');
    expect(world.mailbox.sent).toHaveLength(before + 1);
    await browser.post(rowOf(list.html), formNamed(overview.html, 'Open it'));
    expect(world.mailbox.sent).toHaveLength(before + 1);
    expect(newestLink(world, 's/decide').code).toMatch(/^\d{6}$/);
  });

  it('opens nothing for staff without the permission, and shows them the status', async () => {
    const world = aWorld();
    const id = await awaitingDecision(world);
    const browser = openDesk(world);
    const list = await signIn(world, browser, jonas.email);
    const path = rowOf(list.html);

    const overview = await browser.get(path);
    const forced = await browser.post(path, formNamed(overview.html, 'Sign out'));

    expect(textOf(overview.html)).toContain('There is nothing for you to do here now.');
    expect(forced.html).not.toContain('mia.sommer');
    expect(
      (await world.register.load(id)).log.some(
        (e) => e.data && 'kind' in e.data && e.data.kind === 'staff-fresh-link',
      ),
    ).toBe(false);
  });

  it('opens nothing without a sign-in, or with a form of another session', async () => {
    const world = aWorld();
    await awaitingDecision(world);
    const browser = openDesk(world);
    const path = rowOf((await signIn(world, browser)).html);
    const sent = world.mailbox.sent.length;

    const stranger = await openDesk(world).post(path, { csrf: 'x' });
    const forged = await browser.post(path, { csrf: 'AAAAAAAAAAAAAAAAAAAAAA' });

    expect(stranger.path).toBe('/s/in');
    expect(forged.html).not.toContain('mia.sommer');
    expect(world.mailbox.sent).toHaveLength(sent);
  });
});

/** The hidden fields of the form that has this button. */
function formNamed(html: string, button: string): Record<string, string> {
  const form = html.split('<form ').find((part) => part.includes(`>${button}</button>`)) ?? '';
  return formOf(`<form ${form}`).hidden;
}

describe('a staff session', () => {
  it('ends eight hours after the sign-in, whatever is done in it [R08]', async () => {
    const world = aWorld();
    const browser = openDesk(world);
    await signIn(world, browser);

    const paths: string[] = [];
    for (let minutes = 0; minutes < 9 * 60; minutes += 14) {
      world.clock.forward('PT14M');
      paths.push((await browser.get('/s')).path);
    }

    expect(paths.filter((path) => path === '/s')).toHaveLength(Math.floor((8 * 60 - 1) / 14));
    expect(paths.at(-1)).toBe('/s/in');
  });

  it('is ended by the button, on the desk and not only in the browser', async () => {
    const world = aWorld();
    const browser = openDesk(world);
    const list = await signIn(world, browser);
    const thief = openDesk(world);
    for (const [name, value] of browser.cookies) thief.cookies.set(name, value);

    const out = await browser.post('/s/out', formNamed(list.html, 'Sign out'));

    expect(out.path).toBe('/s/in');
    expect((await thief.get('/s')).path).toBe('/s/in');
    expect(textOf(out.html)).toContain('You are signed out.');
    expect(out.html).toContain('name="email"');
  });

  it('tells that it is over only to the one who pressed the button', async () => {
    const world = aWorld();
    const browser = openDesk(world);
    const list = await signIn(world, browser);
    const before = await openDesk(world).get('/s/in');
    await browser.post('/s/not-me', formNamed(list.html, 'That was not me'));
    const after = await browser.get('/s/in');
    world.clock.forward('PT1M');
    const again = await signIn(world, browser);
    world.clock.forward('PT16M');
    const late = await browser.get('/s');
    const button = await browser.post('/s/out', formNamed(list.html, 'Sign out'));

    expect(textOf(after.html)).toContain('You are signed out, here and in every other browser.');
    expect(again.path).toBe('/s');
    for (const page of [before, again, late]) expect(page.html).not.toMatch(/You are signed out[.,]/);
    expect(textOf(button.html)).toContain('You are signed out.');
  });

  it('shows the last three sign-ins, and ends them all when one was somebody else’s', async () => {
    const world = aWorld();
    await awaitingDecision(world);
    const thief = openDesk(world);
    const stolen = await signIn(world, thief);
    await thief.post(rowOf(stolen.html), formNamed((await thief.get(rowOf(stolen.html))).html, 'Open it'));
    const opened = newestLink(world, 's/decide').path;
    expect((await thief.get(`${opened}/page`)).html).toContain('Decide on');
    world.clock.forward('PT5M');
    const browser = openDesk(world);
    const list = await signIn(world, browser);
    expect(textOf(list.html)).toMatch(/\(this one\).*\(open now\)/);
    const sent = world.mailbox.sent.length;

    await browser.post('/s/not-me', formNamed(list.html, 'That was not me'));

    expect((await thief.get('/s')).path).toBe('/s/in');
    expect((await thief.get(`${opened}/page`)).html).not.toContain('Decide on');
    expect((await browser.get('/s')).path).toBe('/s/in');
    const told = world.mailbox.sent.slice(sent).map(({ to }) => to);
    expect(told).toContain(world.desk.escalateTo);
    expect(told).not.toContain(alma.email);
    world.clock.forward('PT1M');
    expect((await signIn(world, browser)).path).toBe('/s');
  });

  it('does the same work for a stranger as for staff [A05]', async () => {
    const calls: string[][] = [];
    for (const email of [alma.email, 'stranger@example.com', 'almA@ſhop.example.com']) {
      const world = aWorld();
      const made: string[] = [];
      const counted = { items: counting(world.items, made), vault: counting(world.vault, made) };
      await openDesk(world, counted).post('/s/in', { email });
      calls.push(made);
    }

    expect(calls[0]?.length).toBeGreaterThan(3);
    expect(calls[1]).toEqual(calls[0]);
    expect(calls[2]).toEqual(calls[0]);
  });

  it('replies at fixed times only, even when the mail cannot be sent [A05]', async () => {
    const world = aWorld();
    const mailbox = { send: () => Promise.reject(new TryAgainError('the provider is down')) };
    const app = staffApp({ deps: { ...world, mailbox, answerEvery: 100 }, logFailure: () => undefined });
    const ask = async (email: string) => {
      const began = performance.now();
      const body = new URLSearchParams({ email });
      const answer = await app.request('https://privacy.shop.example.com/s/in', { method: 'POST', body });
      return { took: performance.now() - began, html: await answer.text() };
    };

    const [ours, strangers] = [await ask(alma.email), await ask('stranger@example.com')];

    expect(ours.html).toBe(strangers.html);
    for (const { took } of [ours, strangers]) expect(took).toBeGreaterThan(95);
  });
});

/** The same port, recording the name of each call. */
function counting<T extends object>(port: T, made: string[]): T {
  return new Proxy(port, {
    get(target, name) {
      const value = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      return (...args: unknown[]) => {
        made.push(String(name));
        return Reflect.apply(value, target, args);
      };
    },
  });
}
