import { alma, bruno, jonas } from '../../builders/a-desk';
import { aWorld, awaitingDecision, type World } from '../../builders/a-world';
import { type Browser, textOf } from './browser';
import { doors, enter, linkTo, type MailedLink, newestLink, openDesk } from './staff-desk';

const wrongFor = ({ code }: MailedLink) => (code === '000000' ? '000001' : '000000');

async function useUp(browser: Browser, link: MailedLink): Promise<void> {
  for (let i = 0; i < 6; i += 1) await browser.post(link.path, { code: wrongFor(link) });
}

const mailsTo = (world: World, email: string) => world.mailbox.to(email).length;

describe('a staff link that no longer works', () => {
  it('is replaced at once after six wrong codes [A08]', async () => {
    const world = aWorld();
    await awaitingDecision(world);
    const browser = openDesk(world);
    const link = newestLink(world, 's/decide');
    await useUp(browser, link);

    const spent = await browser.get(link.path);
    const sent = await browser.submit(spent, {});
    const fresh = newestLink(world, 's/decide');
    const page = await enter(browser, fresh);

    expect(spent.status).toBe(410);
    expect(textOf(sent.html)).toContain('A fresh mail is on its way');
    expect(fresh.path).not.toBe(link.path);
    expect(page.html).toContain('Decide on');
    expect((await browser.post(link.path, { code: link.code })).status).toBe(410);
  });

  it.each(['P7D', 'P8D', 'P25D'])('is replaced after %s', async (age) => {
    const world = aWorld();
    await awaitingDecision(world);
    const browser = openDesk(world);
    const link = newestLink(world, 's/decide');
    world.clock.forward(age);

    await browser.submit(await browser.get(link.path), {});

    expect((await enter(browser, newestLink(world, 's/decide'))).html).toContain('Decide on');
  });

  it('floods no mailbox, however often it is posted and whoever looks', async () => {
    const world = aWorld();
    await awaitingDecision(world);
    const browser = openDesk(world);
    const link = newestLink(world, 's/decide');
    await useUp(browser, link);
    const before = mailsTo(world, alma.email);
    const others = world.mailbox.sent.length - before;

    for (let i = 0; i < 20; i += 1) await browser.get(link.path);
    expect(mailsTo(world, alma.email)).toBe(before);
    for (let i = 0; i < 20; i += 1) await browser.post(`${link.path}/fresh`, {});
    expect(mailsTo(world, alma.email)).toBe(before + 3);
    for (let hour = 0; hour < 13; hour += 1) {
      world.clock.forward('PT1H');
      for (let i = 0; i < 5; i += 1) await browser.post(`${link.path}/fresh`, {});
    }

    expect(mailsTo(world, alma.email)).toBeLessThanOrEqual(before + 20);
    expect(world.mailbox.sent.length - mailsTo(world, alma.email)).toBe(others);
  });

  it('is not replaced while it works, or when its token is unknown', async () => {
    const world = aWorld();
    await awaitingDecision(world);
    const link = newestLink(world, 's/decide');
    const before = world.mailbox.sent.length;

    await openDesk(world).post(`${link.path}/fresh`, {});
    const unknown = await openDesk(world).post('/s/decide/AAAA/fresh', {});

    expect(unknown.status).toBe(404);
    expect(world.mailbox.sent).toHaveLength(before);
  });

  it('gives no further try at a code that was guessed at', async () => {
    const world = aWorld();
    await awaitingDecision(world);
    const browser = openDesk(world);
    const first = newestLink(world, 's/decide');
    await useUp(browser, first);
    await browser.submit(await browser.get(first.path), {});
    const second = newestLink(world, 's/decide');
    await useUp(browser, second);

    const late = await browser.post(second.path, { code: second.code });

    expect(second.code).not.toBe(first.code);
    expect(late.status).toBe(410);
  });

  it('tells a colleague who left whom to ask, and mails nothing', async () => {
    const world = aWorld();
    await awaitingDecision(world);
    const link = newestLink(world, 's/decide');
    const before = world.mailbox.sent.length;
    const without = openDesk(world, { desk: { ...world.desk, staff: [bruno, jonas] } });
    const demoted = openDesk(world, { desk: { ...world.desk, staff: [{ ...alma, may: ['enter'] }] } });

    for (const browser of [without, demoted]) {
      const page = await browser.get(link.path);
      expect(page.status).toBe(410);
      expect(textOf(page.html)).toContain('Ask whoever keeps the settings');
      await browser.post(`${link.path}/fresh`, {});
    }
    expect(world.mailbox.sent).toHaveLength(before);
  });

  it('says that a request is closed instead of mailing a link to it', async () => {
    const world = aWorld();
    const id = await awaitingDecision(world);
    const link = newestLink(world, 's/decide');
    await world.register.append(id, 'close', () => ({
      type: 'closed',
      data: { outcome: 'refused' },
      actor: { kind: 'desk' },
    }));
    world.clock.forward('P8D');
    const before = world.mailbox.sent.length;
    const browser = openDesk(world);

    const page = await browser.get(link.path);
    const posted = await browser.post(`${link.path}/fresh`, {});

    for (const { html } of [page, posted]) expect(textOf(html)).toContain('This request is closed');
    expect(page.html).toContain('href="/s"');
    expect(world.mailbox.sent).toHaveLength(before);
  });
});

/** The states of a link, which the page alone distinguishes. */
const ways = {
  open: async () => undefined,
  'used up': (_world: World, browser: Browser, link: MailedLink) => useUp(browser, link),
  expired: async (world: World) => world.clock.forward('P8D'),
  'closed and expired': async (world: World, _browser: Browser, _link: MailedLink, id: string) => {
    await world.register.append(id, 'close', () => ({
      type: 'closed',
      data: { outcome: 'withdrawn' },
      actor: { kind: 'desk' },
    }));
    world.clock.forward('P8D');
  },
  'shredded and used up': async (world: World, browser: Browser, link: MailedLink, id: string) => {
    await useUp(browser, link);
    await world.vault.shred(id);
  },
  'shredded and open': (world: World, _browser: Browser, _link: MailedLink, id: string) =>
    world.vault.shred(id),
} as const;

describe('every kind of staff link', () => {
  const table = doors.flatMap((kind) =>
    Object.keys(ways).flatMap((way) =>
      ['get', 'code', 'page', 'fresh'].map((request) => [kind, way, request] as const),
    ),
  );

  it.each(table)('%s, %s, %s: names a next step and never fails', async (kind, way, request) => {
    const world = aWorld();
    const id = await awaitingDecision(world);
    const link = await linkTo(world, id, kind);
    const browser = openDesk(world);
    await ways[way as keyof typeof ways](world, browser, link, id);

    const answer = await {
      get: () => browser.get(link.path),
      code: () => browser.post(link.path, { code: link.code }),
      page: () => browser.post(`${link.path}/page`, { code: link.code }),
      fresh: () => browser.post(`${link.path}/fresh`, {}),
    }[request as 'get' | 'code' | 'page' | 'fresh']();

    expect(answer.status).toBeLessThan(500);
    expect(/<form |href="\/s(\/in)?"/.test(answer.html)).toBe(true);
    if (way !== 'open') expect(answer.html).not.toContain('mia.sommer');
  });
});
