import { decideApp } from '../../../functions/web/decide.app';
import { aDesk } from '../../builders/a-desk';
import { aForm, aWorld, awaitingDecision } from '../../builders/a-world';
import { enter, newestLink, openDesk } from './staff-desk';

describe('the session behind a mailed page', () => {
  it('sets a cookie that only this origin reads, for a quarter of an hour', async () => {
    const world = aWorld();
    await awaitingDecision(world);
    const link = newestLink(world, 's/decide');
    const logFailure = () => undefined;
    const app = decideApp({ deps: world, logFailure });
    const body = new URLSearchParams({ code: link.code });

    const answer = await app.request(`https://privacy.shop.example.com${link.path}`, {
      method: 'POST',
      body,
    });
    const [lastCookie = ''] = answer.headers.getSetCookie();

    expect(lastCookie).toMatch(/^__Host-rd-[\w-]{12}=[\w-]{43};/);
    for (const part of ['HttpOnly', 'Secure', 'SameSite=Lax', 'Path=/', 'Max-Age=900']) {
      expect(lastCookie).toContain(part);
    }
    expect(lastCookie).not.toContain('Domain');
  });

  it('sets a plain cookie on a laptop without TLS', async () => {
    const world = aWorld({ desk: aDesk({ baseUrl: 'http://localhost:3000' }) });
    await awaitingDecision(world);
    const browser = openDesk(world);

    const page = await enter(browser, newestLink(world, 's/decide'));

    expect([...browser.cookies.keys()][0]).toMatch(/^rd-/);
    expect(page.html).toContain('Decide on');
  });

  it('keeps two pages open side by side, each with its own session', async () => {
    const world = aWorld();
    await awaitingDecision(world);
    const first = newestLink(world, 's/decide');
    await awaitingDecision(world, aForm({ email: 'noah.winter@example.com', name: 'Noah Winter' }));
    const second = newestLink(world, 's/decide');
    const browser = openDesk(world);

    await enter(browser, first);
    await enter(browser, second);

    expect((await browser.get(`${first.path}/page`)).html).toContain('Lamp Aurora');
    expect((await browser.get(`${second.path}/page`)).html).toContain('Lamp Corona');
  });

  it('opens no page with the session of another link [A14]', async () => {
    const world = aWorld();
    await awaitingDecision(world);
    const first = newestLink(world, 's/decide');
    await awaitingDecision(world, aForm({ email: 'noah.winter@example.com' }));
    const second = newestLink(world, 's/decide');
    const browser = openDesk(world);
    await enter(browser, first);
    const value = [...browser.cookies.values()][0] ?? '';
    const gate = await browser.get(second.path);
    await enter(browser, second);
    const name = [...browser.cookies.keys()].at(-1) ?? '';

    browser.cookies.set(name, value);
    const page = await browser.get(`${second.path}/page`);

    expect(page.html).toBe(gate.html);
  });

  it('asks for the code again after a quarter of an hour, and keeps what was written', async () => {
    const world = aWorld();
    const id = await awaitingDecision(world);
    const browser = openDesk(world);
    const link = newestLink(world, 's/decide');
    const page = await enter(browser, link);
    const reason = 'We searched everywhere and must keep this.';

    world.clock.forward('PT16M');
    const gate = await browser.submit(page, { ground: 'excessive', reason, code: '' }, 'refuse');
    const back = await browser.submit(gate, { code: link.code });

    expect(gate.html).not.toContain('mia.sommer');
    expect(back.html).toContain(reason);
    expect(back.html).toContain('<option value="excessive" selected=""');
    expect((await world.register.load(id)).status).toBe('awaiting-decision');
  });
});
