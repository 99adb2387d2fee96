import { lawViews } from '../../../functions/casework/evidence/law-views';
import { allRegimes } from '../../../functions/config/laws/law-library';
import { refusingLaws } from '../../../functions/domain/refusing-laws';
import { assemblePackage } from '../../../functions/steps/assemble-package/assemble-package';
import { groundsForWithholding } from '../../../functions/web/staff/withholding-grounds';
import { aBook, aDesk } from '../../builders/a-desk';
import { aForm, aWorld, awaitingDecision, type World } from '../../builders/a-world';
import { readZip } from '../../documents/read-zip';
import { binds } from '../a-visit';
import { optionsOf, textOf } from './browser';
import { appCode, enter, newestLink, openDesk, setUpApp } from './staff-desk';

const itemField = JSON.stringify(['shop', 'orders', 'field', 'item']);

/** A request at a shop in Berlin from a customer who lives under a further law. */
async function asked(law: string, livesIn: string): Promise<{ world: World; id: string }> {
  const desk = aDesk({ laws: [binds('eu-gdpr'), binds(law)] });
  const world = aWorld({ desk, book: aBook(desk) });
  return { world, id: await awaitingDecision(world, aForm({ livesIn })) };
}

describe('leaving something out under two laws', () => {
  const laws = [...allRegimes().values()].filter(
    ({ id, requestTypes }) => id !== 'eu-gdpr' && Object.hasOwn(requestTypes, 'access'),
  );

  it.each(laws.map(({ id, jurisdiction }) => [id, jurisdiction[0] ?? '']))(
    'finds a valid ground under %s for what is about somebody else',
    async (law, place) => {
      const { world, id } = await asked(law, place);
      const request = await world.register.load(id);

      const laws = { refusing: refusingLaws(world, request), views: lawViews(world, request) };
      const choices = groundsForWithholding(request, laws).map((one) => one.choices);

      for (const offered of choices) {
        expect(offered.find(({ value }) => value === 'not-theirs')?.label).toMatch(
          /^It is about somebody else \(.+\)$/,
        );
        expect(offered.at(-1)?.value).toBe('own-words');
      }
    },
  );

  it('tells the person the ground under each', async () => {
    const { world, id } = await asked('us-va-vcdpa', 'US-VA');
    const browser = openDesk(world);
    const link = newestLink(world, 's/decide');
    const page = await enter(browser, link);

    const after = await browser.submit(
      page,
      { what: itemField, ground: 'rights-of-others', 'ground-us-va-vcdpa': 'not-theirs' },
      'withhold',
    );
    await browser.submit(after, { code: link.code }, 'approved-in-part');
    await assemblePackage(world, { requestId: id });

    const { entries } = await readZip(world.packages.content.get(`${id}/answer.zip`) ?? Buffer.alloc(0));
    const text = textOf(entries.get('index.html')?.toString() ?? '');
    expect(text).toContain('The law lets us leave it out: data of others; it is about somebody else');
    expect(text).toContain('Va. Code');
    expect(text).not.toContain('Lamp Aurora');
  });

  it('accepts own words where no ground of a law fits, from a named person and with the app', async () => {
    const { world } = await asked('us-va-vcdpa', 'US-VA');
    const words = 'A neighbour wrote this, and would be harmed.';
    const chosen = { what: itemField, ground: 'rights-of-others', 'ground-us-va-vcdpa': 'own-words' };
    const mailed = openDesk(world);
    const mailedPage = await enter(mailed, newestLink(world, 's/decide'));

    const silent = await mailed.submit(mailedPage, chosen, 'withhold');
    const noApp = await mailed.submit(mailedPage, { ...chosen, words }, 'withhold');
    await setUpApp(world);
    const unsure = await mailed.submit(mailedPage, { ...chosen, words }, 'withhold');
    const open = await mailed.submit(unsure, { totp: await appCode(world) }, 'factor');
    const done = await mailed.submit(open, { ...chosen, words }, 'withhold');

    expect(silent.html).toContain('href="#withhold-words"');
    expect(textOf(noApp.html)).toContain(words);
    expect(textOf(unsure.html)).toContain('To leave something out in your own words');
    expect(open.html).toContain(words);
    expect(textOf(done.html)).toContain('It is left out.');
    expect(textOf(done.html)).toContain(`the law lets us leave it out: data of others; ${words}`);
    expect(textOf(done.html)).toContain('Alma answers for this decision');
  });

  it.each(['words', ''])('does not drop own words beside grounds of the law: %s', async (said) => {
    const { world } = await asked('us-va-vcdpa', 'US-VA');
    const browser = openDesk(world);
    const page = await enter(browser, newestLink(world, 's/decide'));
    const words = said && 'A neighbour wrote this, and would be harmed.';
    const chosen = { what: itemField, ground: 'rights-of-others', 'ground-us-va-vcdpa': 'not-theirs', words };

    const after = await browser.submit(page, chosen, 'withhold');

    expect(after.html.includes('href="#withhold-words"')).toBe(said !== '');
    expect(textOf(after.html).includes('It is left out.')).toBe(said === '');
    if (said) expect(after.html).toContain(words);
  });

  it('offers each ground once', async () => {
    const { world } = await asked('us-va-vcdpa', 'US-VA');
    const page = await enter(openDesk(world), newestLink(world, 's/decide'));

    const offered = Object.values(optionsOf(page.html, 'withhold-ground-us-va-vcdpa'));

    expect(new Set(offered).size).toBe(offered.length);
  });
});
