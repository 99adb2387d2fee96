import { aDesk, alma, jonas } from '../../builders/a-desk';
import { aForm, aWorld, awaitingDecision, received, type World } from '../../builders/a-world';
import { codeIn, linkIn } from '../../fakes/memory-mailbox';
import { type Browser, textOf } from './browser';
import { openDesk } from './staff-desk';

/** Signs a member of staff in, as they would do it. */
async function signIn(world: World, browser: Browser, email: string = alma.email) {
  const form = await browser.get('/s/in');
  await browser.submit(form, { email });
  const mail = world.mailbox.to(email).findLast((m) => m.text.includes('/s/in/'));
  const page = await browser.get(linkIn(mail, 's/in'));
  return browser.submit(page, { code: codeIn(mail) });
}

describe('signing in', () => {
  it('leads from the address over the mailed link and code to the list', async () => {
    const world = aWorld();
    await awaitingDecision(world);

    const list = await signIn(world, openDesk(world));

    expect(list.path).toBe('/s');
    expect(textOf(list.html)).toContain('Signed in as Alma');
    expect(textOf(list.html)).toContain('1 open request, the most urgent first');
  });

  it('answers everybody alike and mails only those who work here', async () => {
    const world = aWorld();
    const browser = openDesk(world);

    const ours = await browser.post('/s/in', { email: 'ALMA@shop.example.com' });
    const strangers = await browser.post('/s/in', { email: 'stranger@example.com' });
    const folded = await browser.post('/s/in', { email: 'ªlmA@shop.example.com' });

    expect([strangers.html, folded.html]).toEqual([ours.html, ours.html]);
    expect(world.mailbox.sent.map((m) => m.to)).toEqual([alma.email]);
  });

  it('mails no more than six links an hour, and says nothing about it', async () => {
    const world = aWorld();
    const browser = openDesk(world);

    const answers = [];
    for (let i = 0; i < 9; i += 1) answers.push(await browser.post('/s/in', { email: alma.email }));

    expect(world.mailbox.sent).toHaveLength(6);
    expect(new Set(answers.map((a) => a.html)).size).toBe(1);
  });

  it('names an address that is none', async () => {
    const browser = openDesk(aWorld());

    const answer = await browser.post('/s/in', { email: 'alma@shop.example.com, mallory@example.com' });

    expect(answer.status).toBe(400);
    expect(answer.html).toContain('href="#email"');
  });

  it('changes nothing for a scanner, and dies with its time', async () => {
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

  it('stays for a quarter of an hour after the last page, and no longer', async () => {
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

  it('ends for someone who left', async () => {
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
  it('shows the most urgent first, without personal data, and no closed ones', async () => {
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

    expect(list).toContain('2 open requests');
    expect(list.indexOf('See the data')).toBeLessThan(list.indexOf('Correct the data'));
    expect(list).not.toContain('Erase the data');
    expect(list).not.toContain('mia');
    expect(list).toContain('24 Dec 2026');
  });
});
