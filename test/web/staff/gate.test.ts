import { aForm, aWorld, awaitingDecision } from '../../builders/a-world';
import { actsOf, formOf, textOf } from './browser';
import { enter, newestLink, openDesk } from './staff-desk';

describe('the gate of a mailed staff page', () => {
  it('changes nothing for a scanner that looks twenty times and posts empty forms [A07, A08]', async () => {
    const world = aWorld();
    const id = await awaitingDecision(world);
    const browser = openDesk(world);
    const link = newestLink(world, 's/decide');
    const before = JSON.stringify(await world.register.history(id));
    const tokens = JSON.stringify([...world.items.tokens]);

    for (let i = 0; i < 20; i += 1) {
      await browser.get(link.path);
      await browser.get(link.path, 'HEAD');
      await browser.get(`${link.path}/page`);
      await browser.post(link.path, { code: '' });
      await browser.post(`${link.path}/page`, { act: 'approved', code: ' ' });
    }

    expect(JSON.stringify(await world.register.history(id))).toBe(before);
    expect(JSON.stringify([...world.items.tokens])).toBe(tokens);
    expect(world.items.sessions.size).toBe(0);
    expect((await enter(browser, link)).html).toContain('Decide on');
  });

  it('says nothing about the person before the code is typed', async () => {
    const world = aWorld();
    await awaitingDecision(world, aForm({ message: 'please hurry' }));
    const browser = openDesk(world);
    const { path } = newestLink(world, 's/decide');

    const pages = [
      await browser.get(path),
      await browser.get(`${path}/page`),
      await browser.post(path, { code: '1' }),
    ];

    for (const { html } of pages) {
      for (const secret of ['mia', 'Sommer', 'hurry', 'Lamp Aurora']) expect(html).not.toContain(secret);
    }
  });

  it('stops working after five wrong codes, even for the right one', async () => {
    const world = aWorld();
    await awaitingDecision(world);
    const browser = openDesk(world);
    const link = newestLink(world, 's/decide');
    const wrong = link.code === '000000' ? '000001' : '000000';

    const answers = [];
    for (let i = 0; i < 5; i += 1) answers.push(await browser.post(link.path, { code: wrong }));
    const late = await browser.post(link.path, { code: link.code });

    expect(textOf(answers[0]?.html ?? '')).toContain('That code is not right. Tries left: 4.');
    expect(answers.map((a) => a.status)).toEqual([400, 400, 400, 400, 410]);
    expect(late.status).toBe(410);
    expect(textOf(late.html)).toContain('A wrong code was typed too often');
  });

  it('ends with its link, although the code was typed a moment before', async () => {
    const world = aWorld();
    const id = await awaitingDecision(world);
    const browser = openDesk(world);
    const link = newestLink(world, 's/decide');
    const token = [...world.items.tokens.values()].find(({ purpose }) => purpose === 'decide');
    const minutesAfter = (minutes: number) =>
      new Date(Date.parse(token?.expiresAt ?? '') + minutes * 60_000).toISOString();
    world.clock.set(minutesAfter(-1));
    const opened = await enter(browser, link);
    const before = await world.register.history(id);

    world.clock.set(minutesAfter(1));
    const pages = [
      await browser.get(`${link.path}/page`),
      await browser.post(`${link.path}/page`, formOf(opened.html, actsOf(opened.html)[0]).hidden),
    ];

    expect(opened.html).toContain('Decide on');
    expect(pages.map(({ status }) => status)).toEqual([410, 410]);
    expect(await world.register.history(id)).toEqual(before);
  });

  it('accepts the right code as often as the work takes', async () => {
    const world = aWorld();
    await awaitingDecision(world);
    const link = newestLink(world, 's/decide');

    for (let i = 0; i < 12; i += 1) {
      const page = await enter(openDesk(world), link);
      expect(page.html).toContain('Decide on');
    }
  });

  it('shows one and the same page for every unknown link, with a way for staff', async () => {
    const world = aWorld();
    await awaitingDecision(world);
    const decide = newestLink(world, 's/decide');
    const token = decide.path.split('/').at(-1) ?? '';
    const browser = openDesk(world);

    const unknown = await browser.get('/s/decide/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA');
    const foreign = await browser.get(`/s/task/${token}`);

    expect(unknown.status).toBe(404);
    expect([foreign.status, foreign.html]).toEqual([unknown.status, unknown.html]);
    expect(unknown.html).toContain('href="/s/in"');
    expect(unknown.html).toContain('href="/"');
  });

  it('works until the very instant it expires', async () => {
    const world = aWorld();
    await awaitingDecision(world);
    const link = newestLink(world, 's/decide');
    const expiresAt = [...world.items.tokens.values()].find((t) => t.purpose === 'decide')?.expiresAt ?? '';

    world.clock.set(expiresAt);
    world.clock.forward('-PT0.001S');
    const before = await openDesk(world).get(link.path);
    world.clock.set(expiresAt);
    const then = await openDesk(world).get(link.path);

    expect([before.status, then.status]).toEqual([200, 410]);
  });

  it('does nothing with a form that carries another session’s value and no code [A12]', async () => {
    const world = aWorld();
    const id = await awaitingDecision(world);
    const browser = openDesk(world);
    const link = newestLink(world, 's/decide');
    const page = await enter(browser, link);
    const form = formOf(page.html, 'withhold');
    const tries = () => [...world.items.tokens.values()].map((t) => t.attempts);
    const before = tries();

    const missing = await browser.post(form.action, { ...form.hidden, csrf: '' });
    const foreign = await browser.post(form.action, { ...form.hidden, csrf: 'AAAAAAAAAAAAAAAAAAAAAA' });

    expect([missing.status, foreign.status]).toEqual([400, 400]);
    expect(foreign.html).not.toContain('mia.sommer');
    expect((await world.register.load(id)).log.some((e) => e.type === 'withheld')).toBe(false);
    expect(tries()).toEqual(before);
  });

  it('rejects a form that another site sends, without counting a try [A12]', async () => {
    const world = aWorld();
    const id = await awaitingDecision(world);
    const browser = openDesk(world);
    const link = newestLink(world, 's/decide');

    for (const site of ['cross-site', 'same-site']) {
      const answer = await browser.post(link.path, { code: link.code }, { 'sec-fetch-site': site });
      expect(answer.status).toBe(403);
    }

    expect(world.items.sessions.size).toBe(0);
    expect(await world.register.load(id)).toMatchObject({ status: 'awaiting-decision' });
    expect(
      (await browser.post(link.path, { code: link.code }, { 'sec-fetch-site': 'same-origin' })).status,
    ).toBe(200);
  });

  it('sends every page with headers that let nothing out [A11]', async () => {
    const world = aWorld();
    await awaitingDecision(world);
    const browser = openDesk(world);

    const page = await enter(browser, newestLink(world, 's/decide'));

    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(page.headers.get('referrer-policy')).toBe('no-referrer');
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.html).not.toContain('<script');
  });

  it('replies as to an unknown link when the key of the request is destroyed', async () => {
    const world = aWorld();
    const id = await awaitingDecision(world);
    const browser = openDesk(world);
    const link = newestLink(world, 's/decide');
    await enter(browser, link);

    await world.vault.shred(id);
    const page = await browser.get(`${link.path}/page`);

    expect(page.status).toBe(404);
    expect(page.html).toContain('This link does not work');
  });
});
