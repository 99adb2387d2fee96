import { staffLink } from '../../functions/casework/mail/staff-link';
import { dueDates } from '../../functions/domain/due-dates';
import { answerRoutes } from '../../functions/web/requester/answer.routes';
import { webApp } from '../../functions/web/web-app';
import type { World } from '../builders/a-world';
import { mia } from '../builders/shop-rows';
import { codeIn, linkIn } from '../fakes/memory-mailbox';
import { aShop, binds, Visit } from './a-visit';
import { Browser, textOf } from './staff/browser';
import { appCode, enter, openDesk, setUpApp } from './staff/staff-desk';

/*
 * Received on Monday 2 March 2026; doubted on the 4th, answered by the requester on the 9th, settled by staff
 * two weeks later. In the United Kingdom a month from the answer; in the Union five days more than 2 April,
 * which is a Tuesday after Easter; in California nothing moves.
 */

async function doubted(regime: string) {
  const world = aShop('DE-BE', 'Europe/Berlin', [binds(regime)], { now: '2026-03-02T09:00:00.000Z' });
  const visit = await (await new Visit(world).ask('access')).prove();
  await visit.toDecision();
  await setUpApp(world);
  world.clock.forward('P2D');
  const page = await identityPage(world, visit.requestId, 51);
  await page.act({ because: 'The wording is odd.' }, 'doubt');
  return { world, visit };
}

async function identityPage(world: World, id: string, issue: number) {
  const browser = openDesk(world);
  const wish = { purpose: 'identity', staffId: 'alma', issue } as const;
  const { link, code } = await staffLink(world, await world.register.load(id), wish);
  const page = await enter(browser, { path: new URL(link).pathname, code });
  const act = async (fields: Record<string, string>, name: string) =>
    browser.submit(page, { ...fields, code, totp: await appCode(world) }, name);
  return { page, act };
}

async function answered(world: World): Promise<void> {
  const app = webApp({
    deps: world,
    largestBody: 16 * 1024,
    logFailure: (_reference, error) => raiseDoubt(error),
  });
  app.route('/', answerRoutes(world));
  const origin = new URL(world.desk.baseUrl).origin;
  const person = new Browser({ request: (url, init) => app.request(url, init) }, origin);
  const mail = world.mailbox.to(mia.email).findLast(({ text }) => text.includes('/q/'));
  const opened = await person.submit(await person.get(linkIn(mail, 'q')), { code: codeIn(mail) });
  await person.submit(opened, { answer: 'My customer number is 10001.' });
}

function raiseDoubt(error: Error): never {
  throw error;
}

describe('a doubt that the person answers long before staff look at it', () => {
  it.each([
    ['uk-gdpr', '2026-04-09'],
    ['eu-gdpr', '2026-04-07'],
    ['us-ca-ccpa', '2026-04-16'],
  ])('under %s counts from the answer', async (regime, latest) => {
    const { world, visit } = await doubted(regime);
    const due = async () => dueDates(await visit.load(), world.book).latest;
    world.clock.forward('P5D');
    await answered(world);
    const atOnce = await due();
    world.clock.forward('P14D');
    const shown = await identityPage(world, visit.requestId, 52);

    await shown.act({ because: 'The number is hers.' }, 'known');

    expect(textOf(shown.page.html)).toContain('My customer number is 10001.');
    expect([atOnce, await due()]).toEqual([latest, latest]);
    expect(await visit.status()).not.toContain('23 March 2026');
  });
});
