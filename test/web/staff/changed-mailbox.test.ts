import { mailFactorPending } from '../../../functions/casework/mail/mail-factor-change';
import { referenceOf } from '../../../functions/domain/reference';
import { alma } from '../../builders/a-desk';
import { aWorld, awaitingDecision, type World } from '../../builders/a-world';
import type { Browser } from './browser';
import { textOf } from './browser';
import { doors, enter, linkTo, type MailedLink, newestLink, openDesk } from './staff-desk';

const NEW = 'alma.new@shop.example.com';

/** The same desk after a deployment that gave Alma another address. */
function moved(world: World, email: string): World {
  const staff = world.desk.staff.map((one) => (one.id === alma.id ? { ...one, email } : one));
  return { ...world, desk: { ...world.desk, staff } };
}

/** A browser with the cookies of an earlier one, at the desk as it is now. */
function carriedOver(browser: Browser, world: World): Browser {
  const after = openDesk(world);
  for (const [name, value] of browser.cookies) after.cookies.set(name, value);
  return after;
}

describe('after the address of a member of staff was changed in the desk file', () => {
  const visits = {
    get: (browser: Browser, { path }: MailedLink) => browser.get(path),
    code: (browser: Browser, { path, code }: MailedLink) => browser.post(path, { code }),
    page: (browser: Browser, { path }: MailedLink) => browser.get(`${path}/page`),
    act: (browser: Browser, { path, code }: MailedLink) =>
      browser.post(`${path}/page`, { code, act: 'approve' }),
    file: (browser: Browser, { path }: MailedLink) => browser.get(`${path}/page/file/support/1`),
  };
  const table = doors.flatMap((door) => Object.keys(visits).map((visit) => [door, visit] as const));

  it.each(table)('a link to %s in the old mailbox opens nothing: %s', async (door, visit) => {
    const world = aWorld();
    const id = await awaitingDecision(world);
    const link = await linkTo(world, id, door);
    const browser = openDesk(world);
    await enter(browser, link);

    const answer = await visits[visit as keyof typeof visits](carriedOver(browser, moved(world, NEW)), link);

    expect(answer.status).toBe(410);
    expect(answer.html).not.toMatch(/\bmia\b/i);
    expect((await world.register.load(id)).status).toBe('awaiting-decision');
  });

  it('leads from the old link to a fresh one, which goes to the new mailbox only', async () => {
    const world = aWorld();
    await awaitingDecision(world);
    const old = newestLink(world, 's/decide');
    const before = world.mailbox.to(alma.email).length;
    const browser = openDesk(moved(world, NEW));

    const spent = await browser.get(old.path);
    await browser.submit(spent, {});
    const page = await enter(browser, newestLink(world, 's/decide', NEW));

    expect(textOf(spent.html)).toContain('a former address of yours');
    expect(page.html).toContain('Decide on');
    expect(world.mailbox.to(alma.email)).toHaveLength(before);
  });

  it('ends sign-ins of the old mailbox, links to them, and what was opened from them', async () => {
    const world = aWorld();
    const id = await awaitingDecision(world);
    const browser = openDesk(world);
    await browser.post('/s/in', { email: alma.email });
    const signIn = newestLink(world, 's/in');
    await enter(browser, signIn);
    const opened = await browser.submit(await browser.get(`/s/request/${referenceOf(id)}`), {});
    const after = carriedOver(browser, moved(world, NEW));

    expect(opened.html).toContain('Decide on');
    expect((await after.get('/s')).path).toBe('/s/in');
    expect((await after.get(opened.path)).status).toBe(410);
    expect((await after.get(signIn.path)).status).toBe(404);
    expect((await after.post(signIn.path, { code: signIn.code })).status).toBe(404);
  });

  it('mails another link from the list than the one in the old mailbox', async () => {
    const world = aWorld();
    const id = await awaitingDecision(world);
    const before = openDesk(world);
    await before.post('/s/in', { email: alma.email });
    await enter(before, newestLink(world, 's/in'));
    const first = await before.submit(await before.get(`/s/request/${referenceOf(id)}`), {});
    const browser = openDesk(moved(world, NEW));
    await browser.post('/s/in', { email: NEW });
    await enter(browser, newestLink(world, 's/in', NEW));

    const page = await browser.submit(await browser.get(`/s/request/${referenceOf(id)}`), {});

    expect(page.html).toContain('Decide on');
    expect(page.path).toBe(`${newestLink(world, 's/decide', NEW).path}/page`);
    expect(page.path).not.toBe(first.path);
  });

  it('removes no app with a link that went to the old mailbox', async () => {
    const world = aWorld();
    const totp = { sealed: 'sealed', state: 'pending', since: world.clock.now(), version: 1 } as const;
    await world.items.saveTotp('bruno', totp);
    const [, bruno] = world.desk.staff;
    if (!bruno) throw new Error('nobody else works here');
    await mailFactorPending(world, { staff: bruno, totp, countsFrom: '2026-11-26T09:00:00.000Z' });
    const link = newestLink(world, 's/factor');

    const old = await openDesk(moved(world, NEW)).post(link.path, { code: link.code });
    const there = await world.items.findTotp('bruno');
    await openDesk(world).post(link.path, { code: link.code });

    expect(old.status).toBe(404);
    expect(there).toEqual(totp);
    expect(await world.items.findTotp('bruno')).toBeUndefined();
  });

  it('changes nothing if only the spelling of the address did', async () => {
    const world = aWorld();
    await awaitingDecision(world);
    const link = newestLink(world, 's/decide');

    const page = await enter(openDesk(moved(world, 'Alma@SHOP.example.com')), link);

    expect(page.html).toContain('Decide on');
  });

  it('keeps links and sessions open that are older than the record of their mailbox', async () => {
    const world = aWorld();
    await awaitingDecision(world);
    const link = newestLink(world, 's/decide');
    for (const [hash, { mailboxHash: _, ...token }] of world.items.tokens)
      world.items.tokens.set(hash, token);

    expect((await enter(openDesk(world), link)).html).toContain('Decide on');
  });

  it('stores no address that somebody who reads the table could test', async () => {
    const world = aWorld();
    await awaitingDecision(world);
    await enter(openDesk(world), newestLink(world, 's/decide'));

    const kept = [...world.items.tokens.values(), ...world.items.sessions.values()];
    const hashes = kept.flatMap(({ mailboxHash }) => mailboxHash ?? []);

    expect(JSON.stringify(kept)).not.toContain('alma@');
    expect(new Set(hashes).size).toBe(hashes.length);
  });
});
