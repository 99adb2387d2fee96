import { aWorld, type World } from '../../builders/a-world';
import { anEvent } from '../../domain/a-log';
import { type Browser, textOf } from './browser';
import { signedInWithApp } from './staff-desk';

jest.setTimeout(60_000);

const OLD = '2026-03-02T09:00:00.000Z';

async function opened(
  world: World,
  n: number,
  more: Parameters<typeof anEvent<'received'>>[1],
): Promise<string> {
  const id = `dsr-${String(n).padStart(12, '0')}`;
  const nickname = `word-${n}`;
  await world.register.open(
    id,
    'received',
    anEvent('received', { right: 'access', receivedAt: OLD, nickname, ...more }),
  );
  return id;
}

/** So many open requests of one day, and a newer one that is overdue first. */
async function flooded(many: number) {
  const world = aWorld({ now: '2026-03-20T09:00:00.000Z' });
  for (let n = 1; n <= many; n += 1) await opened(world, n, {});
  await opened(world, 9_999, {
    right: 'opt-out-of-sale',
    receivedAt: '2026-03-10T09:00:00.000Z',
    nickname: 'late-one',
  });
  return { world, browser: await signedInWithApp(world) };
}

const nicknames = (html: string) => [...html.matchAll(/>(word-\d+|late-one)</g)].map(([, name = '']) => name);

describe('a list of more open requests than fit on a page', () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = (await flooded(301)).browser;
  });

  it('has what is overdue on its first page, says that there are more, and links to them', async () => {
    const first = await browser.get('/s');
    const second = await browser.get('/s?page=2');

    expect(nicknames(first.html)).toContain('late-one');
    expect(nicknames(first.html)).toHaveLength(300);
    expect(textOf(first.html)).toContain(
      '302 requests are open. This page shows 1 to 300, the most urgent first.',
    );
    expect(first.html).toContain('href="/s?page=2"');
    expect(second.html).toContain('href="/s?page=1"');
    expect(second.html).not.toContain('page=3');
    expect(new Set([...nicknames(first.html), ...nicknames(second.html)]).size).toBe(302);
  });

  it('shows a page that exists, whatever number is asked for', async () => {
    for (const page of ['0', '7', 'x']) {
      const { status, html } = await browser.get(`/s?page=${page}`);

      expect(status).toBe(200);
      expect(nicknames(html).length).toBeGreaterThan(0);
    }
  });
});

describe('a list of exactly as many as fit', () => {
  it('mentions no other page', async () => {
    const { browser } = await flooded(3);

    expect((await browser.get('/s')).html).not.toContain('page=');
  });
});

describe('the list, once the watch has listed everything,', () => {
  it('is read from the index alone: open requests, and the fifty that ended last', async () => {
    const world = aWorld({ now: '2026-03-20T09:00:00.000Z' });
    await opened(world, 1, {});
    for (let n = 100; n < 160; n += 1) {
      const id = await opened(world, n, {});
      await world.register.append(id, 'close', () => anEvent('closed', { outcome: 'unverified' }));
    }
    const browser = await signedInWithApp(world);
    await world.items.saveCursor('watch-state', JSON.stringify({ listed: true }));
    Object.assign(world.register, {
      summaries: () => {
        throw new Error('all summaries were read');
      },
    });

    const { status, html } = await browser.get('/s');

    expect([status, nicknames(html)]).toEqual([200, ['word-1']]);
    expect(textOf(html)).toContain('Closed: the latest 50');
  });
});
