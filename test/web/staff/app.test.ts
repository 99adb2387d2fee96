import type { StaffMember } from '../../../functions/domain/desk';
import { totpNeed } from '../../../functions/web/totp/totp-need';
import { aDesk, alma, bruno, jonas } from '../../builders/a-desk';
import { aForm, aWorld, awaitingDecision, type World } from '../../builders/a-world';
import { codeIn, linkIn } from '../../fakes/memory-mailbox';
import { type Answer, actsOf, type Browser, textOf } from './browser';
import { appCode, codeOf, enter, newestLink, openDesk, setUpApp } from './staff-desk';

/** Signs in as far as access to the mailbox allows. */
async function byMail(world: World, staff: StaffMember, browser = openDesk(world)) {
  await browser.post('/s/in', { email: staff.email });
  const mail = world.mailbox.to(staff.email).findLast((m) => m.text.includes('/s/in/'));
  const page = await browser.post(linkIn(mail, 's/in'), { code: codeIn(mail) });
  return { browser, page };
}

/** Completes the sign-in, with the app where there is one. */
async function signIn(world: World, staff: StaffMember): Promise<Browser> {
  const { browser, page } = await byMail(world, staff);
  if (page.path !== '/s') await browser.submit(page, { totp: await appCode(world, staff) });
  return browser;
}

const keyOn = (page: Answer) => /<code>([A-Z2-7]{32})<\/code>/.exec(page.html)?.[1] ?? '';

/** Sets up an app on the page, as its owner or somebody who took over the mailbox would. */
async function setUpOnPage(world: World, staff: StaffMember) {
  const browser = await signIn(world, staff);
  const page = await browser.get('/s/app');
  const secret = keyOn(page);
  const after = await browser.submit(page, { totp: codeOf(secret, world.clock.now()) }, 'set-up');
  return { browser, secret, after };
}

function told(world: World, words: string): string[] {
  return world.mailbox.sent.filter((mail) => mail.text.replace(/\s+/g, ' ').includes(words)).map((m) => m.to);
}

const everybody = (world: World) => [alma.email, bruno.email, world.desk.escalateTo];

describe('signing in with an app', () => {
  it('opens nothing with access to the mailbox alone', async () => {
    const world = aWorld();
    await awaitingDecision(world);
    await setUpApp(world);
    const { browser, page } = await byMail(world, alma);

    const seen = [];
    for (const path of ['/s', '/s/enter', '/s/app']) seen.push((await browser.get(path)).path);
    const posted = await browser.post('/s/enter', { formId: 'a'.repeat(24), right: 'access' });

    expect(page.path).toBe('/s/app/sign-in');
    expect(seen).toEqual(['/s/in', '/s/in', '/s/in']);
    expect([posted.status, textOf(posted.html)]).toEqual([
      403,
      expect.stringContaining('Your sign-in has ended'),
    ]);
  });

  it('tells how to unlock a locked app', async () => {
    const world = aWorld();
    await setUpApp(world);
    const totp = await world.items.findTotp('alma');
    await world.items.saveTotp('alma', { sealed: '', ...totp, locked: true }, totp);
    const { browser, page } = await byMail(world, alma);

    const locked = await browser.submit(page, { totp: await appCode(world) });

    expect(locked.path).toBe('/s/app/sign-in');
    expect(textOf(locked.html)).toContain('Type one of your recovery codes here');
    expect(textOf(locked.html)).toContain('npx rightsdesk reset-app alma --unlock');
  });

  it('accepts the code of the app or a recovery code, and rejects a wrong or an empty one', async () => {
    const world = aWorld();
    await setUpApp(world);
    const { browser, page } = await byMail(world, alma);

    const empty = await browser.submit(page, { totp: '' });
    const wrong = await browser.submit(page, { totp: '12345' });
    const done = await browser.submit(page, { totp: await appCode(world) });

    expect([empty.status, wrong.status]).toEqual([400, 400]);
    expect(wrong.html).toContain('href="#sign-in-totp"');
    expect(done.path).toBe('/s');
  });

  it('needs the session’s CSRF value with the code', async () => {
    const world = aWorld();
    await setUpApp(world);
    const { browser } = await byMail(world, alma);

    const answer = await browser.post('/s/app/sign-in', { totp: await appCode(world), csrf: 'x' });

    expect(answer.status).toBe(400);
    expect((await browser.get('/s')).path).toBe('/s/in');
  });

  it('counts no try before the mailed code was typed, so no stranger can lock staff out', async () => {
    const world = aWorld();
    await setUpApp(world);
    await awaitingDecision(world, aForm({ right: 'erasure' }));
    const stranger = openDesk(world);
    const { path } = newestLink(world, 's/decide');

    for (let i = 0; i < 40; i += 1) {
      await stranger.post('/s/app/sign-in', { totp: '000000', csrf: 'x' });
      await stranger.post(`${path}/page`, { act: 'approved', totp: '000000', csrf: 'x' });
    }
    const browser = await signIn(world, alma);

    const ofApps = [...world.items.tries.keys()].filter((key) => key.startsWith('totp:'));
    expect(ofApps).toHaveLength(2);
    expect((await browser.get('/s')).path).toBe('/s');
  });

  it('informs everybody once when somebody who reads the mail guesses codes, and stops them', async () => {
    const world = aWorld();
    await setUpApp(world);

    const answers = [];
    for (let i = 0; i < 5; i += 1) {
      const { browser, page } = await byMail(world, alma);
      for (let j = 0; j < 6; j += 1)
        answers.push(textOf((await browser.submit(page, { totp: '12345' })).html));
    }

    expect(answers.filter((text) => text.includes('That is not what your app shows'))).toHaveLength(19);
    expect(told(world, 'Twenty wrong codes were typed')).toEqual(everybody(world));
  });
});

describe('setting up an app on a page', () => {
  it('is not possible while no colleague could confirm it: the page names the command', async () => {
    const world = aWorld();

    const pages = [];
    for (const staff of [alma, bruno, jonas]) pages.push(await (await signIn(world, staff)).get('/s/app'));

    for (const [at, { html }] of pages.entries()) {
      expect(keyOn(pages[at] as Answer)).toBe('');
      expect(html).not.toContain('class="qr"');
      expect(textOf(html)).toContain(`npx rightsdesk enrol ${['alma', 'bruno', 'jonas'][at]}`);
    }
  });

  it('is not possible for a second id that shares the mailbox of the only possible confirmer', async () => {
    const twin: StaffMember = { ...bruno, email: 'ALMA+bruno@shop.example.com' };
    const world = aWorld({ desk: aDesk({ staff: [alma, twin] }) });
    await setUpApp(world, alma);

    const { browser } = await byMail(world, twin);
    const page = await browser.get('/s/app');

    expect(keyOn(page)).toBe('');
  });

  it('waits, opens nothing meanwhile, and informs the person, all approvers and the second address at once', async () => {
    const world = aWorld();
    await setUpApp(world, bruno);
    const id = await awaitingDecision(world, aForm({ right: 'erasure' }));

    const { secret, after } = await setUpOnPage(world, alma);
    world.clock.forward('PT30S');
    const browser = openDesk(world);
    const page = await enter(browser, newestLink(world, 's/decide'));
    const forced = await browser.submit(page, { totp: codeOf(secret, world.clock.now()) }, 'approved');

    expect(textOf(after.html)).toContain('Your app is waiting');
    expect(await totpNeed(world, { staff: alma })).toMatchObject({
      kind: 'no-app',
      countsFrom: expect.anything(),
    });
    expect(textOf(page.html)).toContain('is set up but not active yet');
    expect(forced.status).toBe(400);
    expect((await world.register.load(id)).status).toBe('awaiting-decision');
    expect(told(world, 'was set up for Alma, on a page')).toEqual(everybody(world));
  });

  it('takes effect once a colleague confirms it with their own app, and everybody is informed', async () => {
    const world = aWorld();
    await setUpApp(world, bruno);
    await setUpOnPage(world, alma);
    const his = await signIn(world, bruno);
    const page = await his.get('/s/app');

    const wrong = await his.submit(page, { totp: '12345' }, 'confirm');
    world.clock.forward('PT30S');
    await his.submit(page, { totp: await appCode(world, bruno) }, 'confirm');

    expect(wrong.html).toContain('href="#confirm-alma-totp"');
    expect(await world.items.findTotp('alma')).toMatchObject({ state: 'confirmed', confirmedBy: 'bruno' });
    expect(await totpNeed(world, { staff: alma })).toEqual({ kind: 'totp' });
    expect(told(world, 'A colleague confirmed the authenticator app of Alma')).toEqual(everybody(world));
  });

  it('takes effect by itself after two days, not a moment earlier, and its first use is announced', async () => {
    const world = aWorld();
    await setUpApp(world, bruno);
    const { secret } = await setUpOnPage(world, alma);

    world.clock.forward('PT47H59M59S');
    const before = await byMail(world, alma);
    world.clock.forward('PT1S');
    const { browser, page } = await byMail(world, alma);
    const done = await browser.submit(page, { totp: codeOf(secret, world.clock.now()) });

    expect(before.page.path).toBe('/s');
    expect([page.path, done.path]).toEqual(['/s/app/sign-in', '/s']);
    expect(told(world, 'was used for the first time')).toEqual(everybody(world));
  });

  it('cannot be confirmed by somebody whose own app is not active, by oneself, or by staff who may not decide', async () => {
    const clara: StaffMember = { ...bruno, id: 'clara', name: 'Clara', email: 'clara@shop.example.com' };
    const world = aWorld({ desk: aDesk({ staff: [alma, bruno, clara, jonas] }) });
    await setUpApp(world, clara);
    const hers = await setUpOnPage(world, alma);
    const his = await setUpOnPage(world, bruno);
    await setUpApp(world, jonas);
    world.clock.forward('PT30S');

    const tries = [
      [hers.browser, 'alma', hers.secret],
      [hers.browser, 'bruno', hers.secret],
      [his.browser, 'alma', his.secret],
      [await signIn(world, jonas), 'alma', await setUpApp(world, jonas)],
    ] as const;
    for (const [browser, staffId, secret] of tries) {
      world.clock.forward('PT30S');
      const page = await browser.get('/s/app');
      const totp = codeOf(secret, world.clock.now());
      await browser.post('/s/app', { csrf: csrfOf(page), act: 'confirm', staffId, totp });
    }

    expect(await world.items.findTotp('alma')).toMatchObject({ state: 'pending' });
    expect(await world.items.findTotp('bruno')).toMatchObject({ state: 'pending' });
  });

  it('is undone by “that was not me” in any of the mails, with its code, and everybody is informed', async () => {
    for (const at of [0, 1, 2]) {
      const world = aWorld();
      await setUpApp(world, bruno);
      await setUpOnPage(world, alma);
      const mail = world.mailbox.sent.filter((m) => m.text.includes('/s/factor/'))[at];
      const browser = openDesk(world);
      const page = await browser.get(linkIn(mail, 's/factor'));

      await browser.submit(page, { code: '' });
      const looked = await world.items.findTotp('alma');
      const done = await browser.submit(page, { code: codeIn(mail) });
      const again = await browser.get(linkIn(mail, 's/factor'));

      expect(looked).toMatchObject({ state: 'pending' });
      expect(await world.items.findTotp('alma')).toBeUndefined();
      expect(textOf(done.html)).toContain('It is removed');
      expect(textOf(again.html)).toContain('No app of Alma is waiting any more');
      expect(told(world, 'was removed before it counted')).toEqual(everybody(world));
    }
  });

  it('is not undone by that link once it has taken effect', async () => {
    const world = aWorld();
    await setUpApp(world, bruno);
    await setUpOnPage(world, alma);
    const mail = world.mailbox.sent.find((m) => m.text.includes('/s/factor/'));
    world.clock.forward('PT48H');

    const late = await openDesk(world).post(linkIn(mail, 's/factor'), { code: codeIn(mail) });

    expect(textOf(late.html)).toContain('npx rightsdesk reset-app alma');
    expect(await world.items.findTotp('alma')).toBeDefined();
  });

  it('never replaces an app that is active', async () => {
    const world = aWorld();
    await setUpApp(world, bruno);
    const secret = await setUpApp(world, alma);
    const browser = await signIn(world, alma);
    const page = await browser.get('/s/app');

    await browser.post('/s/app', { csrf: csrfOf(page), act: 'set-up', totp: '123456' });

    expect(keyOn(page)).toBe('');
    expect(actsOf(page.html)).toEqual(['new-codes']);
    world.clock.forward('PT30S');
    expect(codeOf(secret, world.clock.now())).toBe(await appCode(world));
  });

  it('does not happen when the mails about it cannot be sent', async () => {
    const world = aWorld();
    await setUpApp(world, bruno);
    const browser = await signIn(world, alma);
    const page = await browser.get('/s/app');
    world.mailbox.down = true;

    await expect(
      browser.submit(page, { totp: codeOf(keyOn(page), world.clock.now()) }, 'set-up'),
    ).rejects.toThrow('did not answer');

    expect(await world.items.findTotp('alma')).toBeUndefined();
  });

  it('shows the same key throughout a session, another key in another session, and a link to open the app on the same phone', async () => {
    const world = aWorld();
    await setUpApp(world, bruno);
    const browser = await signIn(world, alma);
    const [first, second] = [await browser.get('/s/app'), await browser.get('/s/app')];
    const other = await (await signIn(world, alma)).get('/s/app');

    expect(keyOn(first)).toHaveLength(32);
    expect(keyOn(second)).toBe(keyOn(first));
    expect(keyOn(other)).not.toBe(keyOn(first));
    expect(first.html).toContain('href="otpauth://totp/');
  });
});

describe('recovery codes on the page', () => {
  it('are renewed with the app, shown once, and everybody is informed', async () => {
    const world = aWorld();
    await setUpApp(world);
    const browser = await signIn(world, alma);
    const page = await browser.get('/s/app');
    world.clock.forward('PT30S');

    const made = await browser.submit(page, { totp: await appCode(world) }, 'new-codes');
    const later = await browser.get('/s/app');
    const codes = made.html.match(/<code>[a-z2-9]{5}-[a-z2-9]{5}<\/code>/g) ?? [];

    expect(new Set(codes).size).toBe(10);
    expect(later.html).not.toMatch(/<code>[a-z2-9]{5}-/);
    expect(textOf(later.html)).toContain('not used: 10 of 10');
    expect(told(world, 'New recovery codes were made for Alma')).toEqual(everybody(world));
  });
});

function csrfOf(page: Answer): string {
  return /name="csrf" value="([^"]*)"/.exec(page.html)?.[1] ?? '';
}
