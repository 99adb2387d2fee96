import { Writable } from 'node:stream';
import { resetAppIn } from '../../../bin/commands/reset-app';
import type { Console } from '../../../bin/console';
import { referenceOf } from '../../../functions/domain/reference';
import { alma } from '../../builders/a-desk';
import { aWorld, awaitingDecision, type World } from '../../builders/a-world';
import { appCode, enter, newestLink, openDesk, setUpApp } from './staff-desk';

const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
const quiet = { stdout: silent, stderr: silent, env: {} } as unknown as Console;

/** Alma is signed in with her app, and has opened a request from the list. */
async function working() {
  const world = aWorld();
  const id = await awaitingDecision(world);
  await setUpApp(world, alma);
  const browser = openDesk(world);
  await browser.post('/s/in', { email: alma.email });
  const half = await enter(browser, newestLink(world, 's/in', alma.email));
  world.clock.forward('PT31S');
  await browser.submit(half, { totp: await appCode(world, alma) });
  const page = await browser.submit(await browser.get(`/s/request/${referenceOf(id)}`), {});
  const isOpen = async () => (await browser.get(page.path)).path === page.path;
  return { world, browser, page, isOpen };
}

async function signOut({ browser }: Awaited<ReturnType<typeof working>>) {
  const list = await browser.get('/s');
  const csrf = /action="\/s\/out"[\s\S]*?name="csrf" value="([^"]*)"/.exec(list.html)?.[1] ?? '';
  await browser.post('/s/out', { csrf });
}

describe('a page opened from a sign-in', () => {
  it('stays open while the person works', async () => {
    const { world, page, isOpen } = await working();
    expect(page.html).toContain('Mia');
    world.clock.forward('PT10M');
    expect(await isOpen()).toBe(true);
  });

  it('ends with the sign-in', async () => {
    const desk = await working();
    await signOut(desk);
    expect(await desk.isOpen()).toBe(false);
  });

  it('does not end if it was opened with the code of its own mail', async () => {
    const desk = await working();
    const { world, browser } = desk;
    const link = newestLink(world, 's/decide');
    const own = openDesk(world);
    const page = await enter(own, link);
    await signOut(desk);
    expect((await own.get(page.path)).path).toBe(page.path);
    expect((await browser.get('/s')).path).toBe('/s/in');
  });

  it('ends in every session with the app that the command line removed', async () => {
    const { world, browser, isOpen } = await working();
    world.clock.forward('PT1S');

    await resetAppIn(world as World, alma.id, {}, quiet);

    expect((await browser.get('/s/enter')).path).toBe('/s/in');
    expect(await isOpen()).toBe(false);
  });
});
