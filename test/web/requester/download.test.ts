import { downloadRoutes } from '../../../functions/web/requester/download.routes';
import { proofRoutes } from '../../../functions/web/requester/proof.routes';
import { webApp } from '../../../functions/web/web-app';
import { aWorld, received, type World } from '../../builders/a-world';
import { mia } from '../../builders/shop-rows';
import { codeIn, linkIn } from '../../fakes/memory-mailbox';
import { Browser, formOf, textOf } from '../staff/browser';
import { aPackage } from './a-package';

function pagesOf(world: World) {
  const logFailure = (_reference: string, error: Error) => {
    throw error;
  };
  const app = webApp({ deps: world, largestBody: 16 * 1024, logFailure });
  for (const routes of [downloadRoutes, proofRoutes]) app.route('/', routes(world));
  return app;
}

function browserOf(world: World): Browser {
  const app = pagesOf(world);
  return new Browser({ request: (url, init) => app.request(url, init) }, new URL(world.desk.baseUrl).origin);
}

async function packaged() {
  const world = aWorld();
  return { world, ...(await aPackage(world)), browser: browserOf(world) };
}

const newestCode = (world: World) => codeIn(world.mailbox.to(mia.email).at(-1));

async function openDownload() {
  const desk = await packaged();
  await desk.browser.submit(await desk.browser.get(desk.path), {});
  const ready = await desk.browser.post(desk.path, { code: newestCode(desk.world) });
  return { ...desk, ready };
}

/** Presses the button without following the redirect. */
async function press({ world, browser, path }: Awaited<ReturnType<typeof openDownload>>, html: string) {
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const body = new URLSearchParams(formOf(html, 'fetch').hidden);
  return pagesOf(world).request(`${world.desk.baseUrl}${path}`, {
    method: 'POST',
    body,
    headers: { cookie },
  });
}

describe('the download page', () => {
  it('makes a new address each time the button is pressed, while the session lasts', async () => {
    const desk = await openDownload();
    for (const wait of ['PT1S', 'PT2M', 'PT10M']) {
      desk.world.clock.forward(wait);
      const answer = await press(desk, desk.ready.html);
      expect(answer.status).toBe(303);
      expect(answer.headers.get('location')).toContain('https://packages.example.com/p1.zip');
    }
    expect(desk.ready.headers.get('content-security-policy')).toContain(
      "form-action 'self' https://packages.example.com",
    );
  });

  it('asks for a code again when the session has ended, and gives no address', async () => {
    const desk = await openDownload();
    desk.world.clock.forward('PT16M');

    const answer = await press(desk, desk.ready.html);

    expect(answer.status).toBe(400);
    expect(answer.headers.get('location')).toBeNull();
    expect(textOf(await answer.text())).toContain('A quarter of an hour has passed');
  });

  it('gives the file only to the browser in which the code was typed, and only to a form of its session', async () => {
    const desk = await openDownload();
    const stranger = browserOf(desk.world);
    const html = desk.ready.html;

    const pressed = await stranger.post(desk.path, formOf(html, 'fetch').hidden);
    const forged = await desk.browser.post(desk.path, { act: 'fetch', csrf: 'AAAAAAAAAAAAAAAAAAAAAA' });

    for (const answer of [pressed, forged]) expect(answer.status).toBe(400);
  });

  it('shows the field for a mailed code when it is opened again, and mails nothing', async () => {
    const { world, path, browser } = await packaged();
    await browser.submit(await browser.get(path), {});
    const sent = world.mailbox.sent.length;
    const other = browserOf(world);

    const again = await other.get(path);
    const ready = await other.submit(again, { code: newestCode(world) });

    expect(textOf(again.html)).toContain('Type the code');
    expect(world.mailbox.sent).toHaveLength(sent);
    expect(textOf(ready.html)).toContain('Download your data');
  });

  it('accepts the newest code only, and five guesses at it', async () => {
    const { world, path, browser } = await packaged();
    await browser.post(path, {});
    const first = newestCode(world);
    await browser.post(path, {});
    const second = newestCode(world);
    const wrong = [first, '000000', '000001', '000002', '000003', '000004'].filter((code) => code !== second);

    for (const code of wrong.slice(0, 5)) expect((await browser.post(path, { code })).status).toBe(400);
    const late = await browser.post(path, { code: second });

    expect(late.status).toBe(400);
    expect(textOf(late.html)).toContain('Send me a new code');
    expect(textOf(late.html)).toContain('Open the link in the newest mail');
  });
});

describe('the link of the proof once nothing has to be proven', () => {
  const closed = (outcome: 'fulfilled' | 'refused' | 'nothing-found') => async (world: World, id: string) => {
    await world.register.append(id, 'close', () => ({
      type: 'closed',
      data: { outcome },
      actor: { kind: 'desk' },
    }));
  };
  const states = {
    withdrawn: async (world: World, id: string) => {
      await world.register.append(id, 'withdraw', () => ({
        type: 'withdrawn',
        data: {},
        actor: { kind: 'requester' },
      }));
    },
    fulfilled: closed('fulfilled'),
    refused: closed('refused'),
  };

  it.each(Object.keys(states))('says what is true of a request that is %s', async (state) => {
    const world = aWorld();
    const id = await received(world);
    const mail = world.mailbox.to(mia.email).at(-1);
    await states[state as keyof typeof states](world, id);
    const browser = browserOf(world);

    for (const answer of [
      await browser.get(linkIn(mail, 'v')),
      await browser.post(linkIn(mail, 'v'), { code: '000000' }),
    ]) {
      expect(answer.html).not.toMatch(/that was the right code|now look for your data|\/r\//);
      expect(textOf(answer.html)).toMatch(/taken back|closed/);
    }
  });

  it('links to the status only after the code was typed', async () => {
    const world = aWorld();
    await received(world);
    const mail = world.mailbox.to(mia.email).at(-1);
    const browser = browserOf(world);

    const typed = await browser.post(linkIn(mail, 'v'), { code: codeIn(mail) });
    const looked = await browserOf(world).get(linkIn(mail, 'v'));

    expect(typed.html).toContain('/r/');
    expect(looked.html).not.toContain('/r/');
    expect(textOf(looked.html)).toContain('This link is not needed any more');
  });

  it('offers a new link instead of a field after the last try', async () => {
    const world = aWorld();
    await received(world);
    const mail = world.mailbox.to(mia.email).at(-1);
    const browser = browserOf(world);
    const wrong = codeIn(mail) === '000000' ? '000001' : '000000';

    const answers = [];
    for (let i = 0; i < 5; i += 1) answers.push(await browser.post(linkIn(mail, 'v'), { code: wrong }));

    expect(answers.at(-1)?.html).not.toContain('name="code"');
    expect(answers.at(-1)?.html).toContain('Send me a fresh link');
  });
});
