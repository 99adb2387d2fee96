import { issueLink } from '../../../functions/casework/links/issue-link';
import { giveNotice } from '../../../functions/steps/give-notice/give-notice';
import { downloadRoutes } from '../../../functions/web/requester/download.routes';
import { noticeRoutes } from '../../../functions/web/requester/notice.routes';
import { proofRoutes } from '../../../functions/web/requester/proof.routes';
import { statusRoutes } from '../../../functions/web/requester/status.routes';
import { webApp } from '../../../functions/web/web-app';
import { aWorld, received, verified, type World } from '../../builders/a-world';
import { mia } from '../../builders/shop-rows';
import { codeIn, linkIn } from '../../fakes/memory-mailbox';
import { approvedErasure } from '../../steps/erasure-saga';
import { addressOf, rowsOf, shopMap } from '../../steps/random-shop';
import { type Answer, Browser, textOf } from '../staff/browser';
import { aPackage } from './a-package';

function browserOf(world: World): Browser {
  const logFailure = (_reference: string, error: Error) => {
    throw error;
  };
  const app = webApp({ deps: world, largestBody: 16 * 1024, logFailure });
  for (const routes of [downloadRoutes, statusRoutes, proofRoutes, noticeRoutes])
    app.route('/', routes(world));
  return new Browser({ request: (url, init) => app.request(url, init) }, new URL(world.desk.baseUrl).origin);
}

interface CodePage {
  /** Default: the usual shop. */
  readonly world?: () => World;
  /** Where its mails go. Default: Mia's address. */
  readonly to?: string;
  /** Opens it for the requester, and returns the path that others know as well. */
  readonly open: (world: World) => Promise<string>;
  /** What the page posts to ask for a mail. */
  readonly ask: (path: string) => string;
  readonly type: (path: string) => string;
  readonly kind: string;
  readonly opened: RegExp;
}

async function followed(world: World): Promise<string> {
  const requestId = await verified(world);
  const link = await issueLink(world, { requestId, purpose: 'follow', issue: 1, life: 'P1Y' });
  return new URL(link.url).pathname;
}

const rows = rowsOf([[0, { address: 0, orders: 1, invoices: [], reviews: 0, letters: 0 }]]);

const codePages: Record<string, CodePage> = {
  'the download page': {
    open: async (world) => (await aPackage(world, 'P30D')).path,
    ask: (path) => path,
    type: (path) => path,
    kind: 'd',
    opened: /Download your data/,
  },
  'the way to take a request back': {
    open: followed,
    ask: (path) => `${path}/withdraw`,
    type: (path) => `${path}/withdraw`,
    kind: 'r',
    opened: /took (this|it|your request) back|withdrawn|taken back/i,
  },
  'the proof': {
    open: async (world) => {
      await received(world);
      return linkIn(world.mailbox.sent[0], 'v');
    },
    ask: (path) => `${path}/fresh`,
    type: (path) => path,
    kind: 'v',
    opened: /Thank you|We have what we need|proven|search/i,
  },
  'the way to stop an erasure': {
    world: () => aWorld({ map: shopMap, rows, now: '2026-03-10T10:00:00.000Z' }),
    to: addressOf(0),
    open: async (world) => {
      await giveNotice(world, { requestId: await approvedErasure(world), taskToken: 'first' });
      return linkIn(
        world.mailbox.to(addressOf(0)).findLast((m) => m.text.includes('/n/')),
        'n',
      );
    },
    ask: (path) => `${path}/fresh`,
    type: (path) => path,
    kind: 'n',
    opened: /paused|stopped|look/i,
  },
};

/** The requester's newest mail with a code. */
function newest(world: World, kind: string, to: string = mia.email) {
  const mail = world.mailbox.to(to).findLast((m) => /\b\d{6}\b/.test(m.text) && m.text.includes(`/${kind}/`));
  return { code: codeIn(mail), path: linkIn(mail, kind) };
}

/** Types as many wrong codes as the page takes, and asks for as many mails as it sends. */
async function useUp(world: World, codePage: CodePage, path: string): Promise<void> {
  const stranger = browserOf(world);
  const guess = async () => {
    const code = wrongCode(world, codePage);
    for (let n = 0; n < 6; n += 1) await stranger.post(codePage.type(path), { code });
  };
  await guess();
  for (let n = 0; n < 7; n += 1) await stranger.post(codePage.ask(path), {});
  await guess();
}

/** A code that is wrong at every link. */
function wrongCode(world: World, codePage: CodePage): string {
  const texts = world.mailbox.to(codePage.to ?? mia.email).map(({ text }) => text);
  const free = ['000000', '000001', '000002'].find((code) => !texts.some((text) => text.includes(code)));
  return free ?? '000003';
}

async function comesIn(world: World, codePage: CodePage): Promise<Answer> {
  const { path, code } = newest(world, codePage.kind, codePage.to);
  const person = browserOf(world);
  const page = await person.get(path);
  expect(page.html).toContain('name="code"');
  return person.post(codePage.type(path), { code });
}

describe('somebody who knows a link of a request but reads no mailbox', () => {
  const hours = [1, 2, 5, 11];
  const table = Object.keys(codePages).flatMap((codePage) => hours.map((hour) => [codePage, hour] as const));

  it.each(table)('cannot lock out the requester: %s, after %d hours of asking', async (name, rounds) => {
    const codePage = codePages[name] as CodePage;
    await keepsNobodyOut(codePage, codePage.world?.() ?? aWorld(), rounds);
  });

  it.each(['the proof', 'the way to stop an erasure'])(
    'keeps the person from nothing at a desk whose links live half an hour: %s',
    async (name) => {
      const codePage = codePages[name] as CodePage;
      const world = codePage.world?.() ?? aWorld();
      const desk = { ...world.desk, waits: { ...world.desk.waits, linkLife: 'PT30M' } };
      await keepsNobodyOut(codePage, { ...world, desk }, 5);
    },
  );

  async function keepsNobodyOut(codePage: CodePage, world: World, rounds: number): Promise<void> {
    const path = await codePage.open(world);
    for (let hour = 0; hour < rounds; hour += 1) {
      await useUp(world, codePage, path);
      world.clock.forward('PT1H');
    }
    const before = world.mailbox.sent.length;

    expect(textOf((await comesIn(world, codePage)).html)).toMatch(codePage.opened);
    expect(before).toBeLessThanOrEqual(1 + 6 * 2);
  }

  it.each(['link', 'page'])(
    'leaves the last code of the day to the person, however often: %s',
    async (at) => {
      const world = aWorld();
      const { path } = await aPackage(world, 'P30D');
      for (let n = 0; n < 6; n += 1) {
        await browserOf(world).post(path, {});
        if (n % 3 === 2) world.clock.forward('PT1H');
      }
      const last = newest(world, 'd');

      const opened = [];
      for (let hour = 0; hour < 9; hour += 1) {
        const answer = await browserOf(world).post(at === 'link' ? last.path : path, { code: last.code });
        opened.push(textOf(answer.html).includes('Download your data'));
        world.clock.forward('PT1H');
      }

      expect(world.mailbox.to(mia.email).filter(({ text }) => text.includes('/d/')).length).toBeLessThan(9);
      expect(opened).toEqual(Array.from({ length: 9 }, () => true));
    },
  );

  it('allows five guesses at a page’s code, in however many browsers', async () => {
    const world = aWorld();
    const { path } = await aPackage(world, 'P30D');
    await browserOf(world).post(path, {});
    const { code } = newest(world, 'd');
    const wrong = code === '000000' ? '000001' : '000000';

    for (let n = 0; n < 5; n += 1) await browserOf(world).post(path, { code: wrong });
    const right = await browserOf(world).post(path, { code });

    expect(right.status).toBe(400);
    expect(textOf(right.html)).toContain('Open the link in the newest mail');
  });

  it.each([0, 1, 2])('accepts the newest code at the link of an older one, %d later', async (further) => {
    const world = aWorld();
    const { path } = await aPackage(world, 'P30D');
    await browserOf(world).post(path, {});
    const first = newest(world, 'd');
    const browser = browserOf(world);
    for (let n = 0; n < further; n += 1) await browser.post(first.path, {});

    const opened = await browser.post(first.path, { code: newest(world, 'd').code });

    expect(textOf(opened.html)).toContain('Download your data');
  });

  it('finds the same page at the link of a mailed code, and no further tries', async () => {
    const world = aWorld();
    const { path } = await aPackage(world, 'P30D');
    await browserOf(world).post(path, {});
    const mailed = newest(world, 'd');
    const wrong = mailed.code === '000000' ? '000001' : '000000';
    const browser = browserOf(world);

    for (let n = 0; n < 5; n += 1) await browser.post(mailed.path, { code: wrong });
    const late = await browser.post(mailed.path, { code: mailed.code });
    await browser.post(mailed.path, {});
    const again = newest(world, 'd');

    expect(late.status).toBe(400);
    expect(again.path).not.toBe(mailed.path);
    expect(textOf((await browser.post(mailed.path, { code: again.code })).html)).toContain(
      'Download your data',
    );
  });
});
