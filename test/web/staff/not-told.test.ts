import { assemblePackage } from '../../../functions/steps/assemble-package/assemble-package';
import { aBook, aDesk } from '../../builders/a-desk';
import { aMap } from '../../builders/a-map';
import { aForm, aWorld, awaitingDecision } from '../../builders/a-world';
import { readZip } from '../../documents/read-zip';
import { actsOf, textOf } from './browser';
import { appCode, enter, newestLink, openDesk, setUpApp } from './staff-desk';

const [shop] = aMap().systems;

/** A map that mentions neither transfers nor automated decisions. */
const silent = aMap({ systems: shop ? [{ ...shop, saysNone: [] }] : [] });

describe('an answer from a map with gaps', () => {
  it('warns staff first, can be approved, and says what it does not tell', async () => {
    const world = aWorld({ map: silent });
    const id = await awaitingDecision(world);
    const browser = openDesk(world);
    const link = newestLink(world, 's/decide');
    const page = await enter(browser, link);
    const act = actsOf(page.html).find((name) => name.startsWith('approved')) ?? '';
    await browser.submit(page, { code: link.code }, act);
    await assemblePackage(world, { requestId: id });
    const { entries } = await readZip(world.packages.content.get(`${id}/answer.zip`) ?? Buffer.alloc(0));
    const answer = textOf(entries.get('index.html')?.toString() ?? '');

    expect(textOf(page.html)).toContain('What the answer does not tell');
    expect(textOf(page.html)).toContain(
      'Customer account in the shop’s database: whether it is sent to countries',
    );
    expect(answer).toContain(
      'Not told in this answer, at least in part: whether it is sent to countries with another data protection law;',
    );
    expect(answer).not.toMatch(
      /Sent to countries with another data protection law No\.|decided by a machine alone/,
    );
  });

  it('warns of nothing where the map says "none"', async () => {
    const world = aWorld();
    await awaitingDecision(world);

    const page = await enter(openDesk(world), newestLink(world, 's/decide'));

    expect(page.html).not.toContain('What the answer does not tell');
  });
});

describe('what is to be kept, on the page that decides', () => {
  it('is kept on an article of the person’s own law', async () => {
    const laws = [{ regime: 'us-ca-ccpa', applies: 'binds' as const, because: 'The shop is there.' }];
    const desk = aDesk({ laws, place: 'US-CA' });
    const world = aWorld({ desk, book: aBook(desk) });
    await awaitingDecision(world, aForm({ right: 'erasure', livesIn: 'US-CA' }));
    await setUpApp(world);
    const browser = openDesk(world);
    const door = await enter(browser, newestLink(world, 's/decide'));

    const page = door.html.includes('Kept by law')
      ? door
      : await browser.submit(door, { totp: await appCode(world) }, 'factor');

    expect(textOf(page.html)).toMatch(
      /tax law keeps invoices, until [^(]*\(s 147 AO; Cal\. Civ\. Code 1798\.105\(d\)/,
    );
  });
});
