import { alma } from '../../builders/a-desk';
import { aWorld } from '../../builders/a-world';
import { type Browser, formOf, textOf } from './browser';
import { signedInWithApp } from './staff-desk';

/** Alma is signed in with two browsers, and looks at the list in the first. */
async function twoBrowsers() {
  const world = aWorld();
  const own = await signedInWithApp(world, alma);
  world.clock.forward('PT1M');
  const other = await signedInWithApp(world, alma);
  const { csrf = '' } = formOf((await own.get('/s')).html).hidden;
  const before = world.mailbox.sent.length;
  const told = () => world.mailbox.sent.slice(before).map(({ to }) => to);
  return { world, own, other, csrf, told };
}

/** A copy of the browser: a second click is sent before the first gets its reply. */
function copyOf(browser: Browser, jar: ReadonlyMap<string, string>): Browser {
  browser.cookies.clear();
  for (const [name, value] of jar) browser.cookies.set(name, value);
  return browser;
}

describe('"That was not me"', () => {
  it.each([
    ['PT15M', 'PT1M'],
    ['PT14M', 'PT2M'],
    ['PT14M', 'P3D'],
  ])('says that it ended nothing once its own session is over: %s and %s', async (first, then) => {
    const { world, own, other, csrf, told } = await twoBrowsers();
    world.clock.forward(first);
    await other.get('/s');
    world.clock.forward(then);

    const { path, html } = await own.post('/s/not-me', { csrf });

    expect(path).toBe('/s/in');
    expect(textOf(html)).toContain('nothing was ended in any other browser');
    expect(textOf(html)).toContain('sign in and press');
    expect(textOf(html)).not.toContain('You are signed out');
    expect(told()).toEqual([]);
  });

  it('ends the other browser when it is pressed again after the sign-in', async () => {
    const { world, own, other, csrf, told } = await twoBrowsers();
    world.clock.forward('PT14M');
    await other.get('/s');
    world.clock.forward('PT2M');
    await own.post('/s/not-me', { csrf });
    expect((await other.get('/s')).path).toBe('/s');
    const again = await signedInWithApp(world, alma);
    const { csrf: next = '' } = formOf((await again.get('/s')).html).hidden;

    const { html } = await again.post('/s/not-me', { csrf: next });

    expect(textOf(html)).toContain('here and in every other browser');
    expect((await other.get('/s')).path).toBe('/s/in');
    expect(told()).toContain(world.desk.escalateTo);
  });

  it.each(['after the answer', 'at once'])('reports the same result twice: %s', async (when) => {
    const { own, csrf } = await twoBrowsers();
    const jar = new Map(own.cookies);
    await own.post('/s/not-me', { csrf });

    const { html } = await (when === 'at once' ? copyOf(own, jar) : own).post('/s/not-me', { csrf });

    expect(textOf(html)).toContain('here and in every other browser');
  });
});
