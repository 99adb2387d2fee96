import type { EventType } from '../../../functions/domain/events';
import { lastOf } from '../../../functions/domain/log-entries';
import { giveNotice } from '../../../functions/steps/give-notice/give-notice';
import { noticeRoutes } from '../../../functions/web/requester/notice.routes';
import { webApp } from '../../../functions/web/web-app';
import { aBook, aDesk } from '../../builders/a-desk';
import { aForm, aWorld, happened, search, verified, type World } from '../../builders/a-world';
import { mia } from '../../builders/shop-rows';
import { anEvent } from '../../domain/a-log';
import { codeIn, linkIn } from '../../fakes/memory-mailbox';
import { approvedErasure } from '../../steps/erasure-saga';
import { addressOf, rowsOf, shopMap } from '../../steps/random-shop';
import { Browser, textOf } from '../staff/browser';

const desk = aDesk();
const book = aBook(desk);
const rows = rowsOf([[0, { address: 0, orders: 1, invoices: [], reviews: 0, letters: 0 }]]);

function publicPages(world: World): Browser {
  const logFailure = (_reference: string, error: Error) => {
    throw error;
  };
  const app = webApp({ deps: world, largestBody: 16 * 1024, logFailure });
  app.route('/', noticeRoutes(world));
  return new Browser({ request: (url, init) => app.request(url, init) }, new URL(world.desk.baseUrl).origin);
}

/**
 * An erasure whose notice was mailed, and its reader: the requester, or an address that was named in
 * addition.
 */
async function erasureInNotice(elsewhere?: string) {
  const now = '2026-03-10T10:00:00.000Z';
  const world = elsewhere ? aWorld({ desk, book, now }) : aWorld({ desk, book, map: shopMap, rows, now });
  const id = elsewhere ? await named(world, elsewhere) : await approvedErasure(world);
  await giveNotice(world, { requestId: id, taskToken: 'first' });
  const to = elsewhere ?? addressOf(0);
  const newest = () => world.mailbox.to(to).findLast((mail) => mail.text.includes('/n/'));
  return { world, id, to, newest, browser: publicPages(world), load: () => world.register.load(id) };
}

async function named(world: World, email: string): Promise<string> {
  const id = await verified(world, aForm({ right: 'erasure', email: 'stranger@example.com' }));
  await search(world, id);
  const add = (type: EventType, more = {}) =>
    world.register.append(id, type, () => ({ ...anEvent(type), ...more }));
  await add('identifiers-asked');
  await add('identifiers-given', { sealed: await world.vault.seal(id, { email: [email] }) });
  await search(world, id);
  await add('decision-asked');
  await add('claim-vouched');
  await world.register.append(id, 'decide', (at) =>
    anEvent('decided', {
      manifestHash: lastOf(at.log, 'manifest-frozen')?.data.hash ?? '',
      staffId: 'bruno',
    }),
  );
  return id;
}

async function useUp(desk: Awaited<ReturnType<typeof erasureInNotice>>) {
  const { browser, newest } = desk;
  const [path, code] = [linkIn(newest(), 'n'), codeIn(newest())];
  const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, '0');
  const page = await browser.get(path);
  const tries = [];
  for (let n = 0; n < 5; n += 1) tries.push(await browser.submit(page, { code: wrong, reason: 'not me' }));
  return { path, code, page, tries };
}

describe('the way to stop an erasure before it begins', () => {
  it('counts the tries down, and says after the last that the link is dead', async () => {
    const { tries } = await useUp(await erasureInNotice());

    expect(tries.map(({ status }) => status)).toEqual([400, 400, 400, 400, 410]);
    expect(textOf(tries[0]?.html ?? '')).toContain('4 tries left');
    expect(textOf(tries[3]?.html ?? '')).toContain('1 try left');
    expect(textOf(tries[4]?.html ?? '')).toContain('This link no longer works');
  });

  it.each([
    ['the address that asked', undefined],
    ['an address that was named besides', mia.email],
  ])('is mailed again, to %s and nowhere else, once the link is dead', async (_to, elsewhere) => {
    const desk = await erasureInNotice(elsewhere);
    const { world, browser, load } = desk;
    const { path, tries } = await useUp(desk);
    const before = world.mailbox.sent.length;

    const dead = await browser.get(path);
    const sent = await browser.submit(dead, {});
    const page = await browser.get(linkIn(desk.newest(), 'n'));
    const stopped = await browser.submit(page, { code: codeIn(desk.newest()), reason: 'not me' });

    expect(textOf(tries[4]?.html ?? '')).toContain('What you wrote');
    expect(textOf(dead.html)).not.toContain('What you wrote');
    expect(dead.html).not.toContain('name="code"');
    expect(textOf(dead.html)).toContain('Nothing is stopped yet');
    expect(textOf(sent.html)).toContain('A fresh link is on its way');
    expect(sent.html).not.toContain(desk.to);
    expect(world.mailbox.sent.slice(before, before + 1).map(({ to }) => to)).toEqual([desk.to]);
    expect(linkIn(desk.newest(), 'n')).not.toBe(path);
    expect(textOf(stopped.html)).toContain('We have stopped');
    expect(happened(await load())).toContain('erasure-paused');
  });

  it('is mailed a limited number of times, says when it can be again, and is never mailed for a link that works', async () => {
    const desk = await erasureInNotice();
    const { world, browser } = desk;
    const works = await browser.post(`${linkIn(desk.newest(), 'n')}/fresh`, {});
    const { path } = await useUp(desk);
    const before = world.mailbox.sent.length;

    const answers = [];
    for (let n = 0; n < 5; n += 1) answers.push(await browser.post(`${path}/fresh`, {}));

    expect(works.path).toBe(path);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429, 429]);
    expect(textOf(answers[4]?.html ?? '')).toContain('No further link for now');
    expect(textOf(answers[4]?.html ?? '')).toContain(world.desk.controller.contactEmail);
    expect(world.mailbox.sent).toHaveLength(before + 3);
  });

  it('is not offered once the erasure was stopped or has begun', async () => {
    const desk = await erasureInNotice();
    const { path } = await useUp(desk);
    await desk.world.register.append(desk.id, 'over', () => ({
      type: 'erasure-notice-ended',
      data: {},
      actor: { kind: 'desk' },
    }));

    const page = await desk.browser.get(path);
    const before = desk.world.mailbox.sent.length;
    const posted = await desk.browser.post(`${path}/fresh`, {});

    expect([page, posted].map(({ html }) => textOf(html).includes('The erasure has begun'))).toEqual([
      true,
      true,
    ]);
    expect(desk.world.mailbox.sent).toHaveLength(before);
  });
});
