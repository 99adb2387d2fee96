import { lastOf } from '../../../functions/domain/log-entries';
import { assemblePackage } from '../../../functions/steps/assemble-package/assemble-package';
import { bruno } from '../../builders/a-desk';
import { aWorld, awaitingDecision } from '../../builders/a-world';
import { logText } from '../../builders/log-text';
import { readZip } from '../../documents/read-zip';
import { actsOf, optionsOf, textOf } from './browser';
import { appCode, enter, newestLink, openDesk, setUpApp } from './staff-desk';

async function opened() {
  const world = aWorld();
  const id = await awaitingDecision(world);
  const browser = openDesk(world);
  const link = newestLink(world, 's/decide');
  const page = await enter(browser, link);
  return { world, id, browser, link, page };
}

const ground = 'rights-of-others';
const itemField = JSON.stringify(['shop', 'orders', 'field', 'item']);

describe('leaving something out', () => {
  it('removes a field from the preview and from the package alike', async () => {
    const { world, id, browser, link, page } = await opened();

    const after = await browser.submit(page, { what: itemField, ground }, 'withhold');
    await browser.submit(after, { code: link.code }, 'approved-in-part');
    await assemblePackage(world, { requestId: id });
    const { entries } = await readZip(world.packages.content.get(`${id}/answer.zip`) ?? Buffer.alloc(0));

    const everything = [...entries.values()].map((content) => content.toString()).join('\n');
    expect(textOf(page.html)).toContain('Lamp Aurora');
    expect(textOf(after.html)).toContain('It is left out.');
    expect(textOf(after.html)).not.toContain('Lamp Aurora');
    expect(everything).toContain('o-1');
    expect(everything).not.toContain('Lamp Aurora');
  });

  it('removes one record and leaves the others', async () => {
    const { browser, page } = await opened();
    const record = optionsOf(page.html, 'withhold-what')['The record o-1'] ?? '';

    const after = await browser.submit(page, { what: record, ground }, 'withhold');

    expect(textOf(after.html)).not.toContain('Lamp Aurora');
    expect(textOf(after.html)).toContain('Lamp Borealis');
    expect(textOf(after.html)).toContain(
      'Left out: 1 record, because the law lets us leave it out: data of others',
    );
  });

  it('seals which record it was; the log only counts', async () => {
    const { world, id, browser, page } = await opened();
    const record = optionsOf(page.html, 'withhold-what')['The record o-1'] ?? '';

    await browser.submit(page, { what: record, ground }, 'withhold');

    const event = lastOf((await world.register.load(id)).log, 'withheld');
    expect(event?.data).toEqual({ count: 1, staffId: 'alma' });
    expect(logText(event)).not.toContain('o-1');
  });

  it('can be undone', async () => {
    const { browser, page } = await opened();

    const out = await browser.submit(page, { what: itemField, ground }, 'withhold');
    const back = await browser.submit(out, { undo: undoOf(out.html, 'chosen') }, 'undo');

    expect(textOf(back.html)).toContain('It is given after all.');
    expect(textOf(back.html)).toContain('Lamp Aurora');
  });

  it('gives what is about someone else after all, and leaves it out again', async () => {
    const { world, browser, page } = await opened();
    const asked = await browser.submit(page, { undo: undoOf(page.html, 'default') }, 'undo');
    await setUpApp(world);
    const open = await browser.submit(asked, { totp: await appCode(world) }, 'factor');

    const given = await browser.submit(open, { undo: undoOf(open.html, 'default') }, 'undo');
    const field = JSON.stringify(['shop', 'orders', 'field', 'gift_for']);
    const again = await browser.submit(given, { what: field, ground }, 'withhold');

    expect(textOf(page.html)).not.toContain('Uncle Ben');
    expect(textOf(given.html)).toContain('Uncle Ben');
    expect(textOf(again.html)).not.toContain('Uncle Ben');
  });

  it.each<[string, boolean]>([
    ['the map keeps back', false],
    ['a colleague keeps back', true],
  ])(
    'gives what %s after all: it takes the app, and somebody else approves [A16]',
    async (_what, isChosen) => {
      const { world, id, browser, link, page: first } = await opened();
      const his = openDesk(world);
      const hisLink = newestLink(world, 's/decide', bruno.email);
      const hisPage = await enter(his, hisLink);
      if (isChosen) await his.submit(hisPage, { what: itemField, ground }, 'withhold');
      const page = isChosen ? await browser.get(first.path) : first;
      const kind = isChosen ? 'chosen' : 'default';
      const words = isChosen ? 'Lamp Aurora' : 'Uncle Ben';

      const asked = await browser.submit(page, { undo: undoOf(page.html, kind) }, 'undo');
      const before = await browser.get(first.path);
      await setUpApp(world);
      const open = await browser.submit(asked, { totp: await appCode(world) }, 'factor');
      const given = await browser.submit(open, { undo: undoOf(open.html, kind) }, 'undo');
      const forced = await browser.submit(given, { code: link.code, act: 'approved' }, 'ask');
      const decided = lastOf((await world.register.load(id)).log, 'decided');
      const anew = await his.get(hisPage.path);
      const act = actsOf(anew.html).find((name) => name.startsWith('approved')) ?? '';
      await his.submit(anew, { code: hisLink.code }, act);

      expect(textOf(asked.html)).toContain('Your authenticator app first');
      expect(textOf(before.html)).not.toContain(words);
      expect(textOf(given.html)).toContain(words);
      expect(textOf(given.html)).toContain('somebody else approves it: Bruno');
      expect(forced.status).toBe(400);
      expect(decided).toBeUndefined();
      const { log } = await world.register.load(id);
      expect(lastOf(log, 'withheld')?.data).toEqual({ count: 0, staffId: 'alma', given: 1 });
      expect(lastOf(log, 'decided')?.data.staffId).toBe('bruno');
    },
  );

  it('never offers to give a secret', async () => {
    const { browser, page } = await opened();

    const forged = JSON.stringify(['default', JSON.stringify(['shop', 'customers', '', 'password_hash'])]);
    const answer = await browser.submit(page, { undo: forged }, 'undo');

    expect(page.html).not.toContain('x-argon-x');
    expect(answer.html).toContain('Something changed since you opened the page');
  });

  it('rejects what is not on the page, and a ground the law does not have', async () => {
    const { world, id, browser, page } = await opened();
    const noahs = JSON.stringify(['shop', 'customers', 'record', '[["id","c-2"]]']);

    const foreign = await browser.submit(page, { what: noahs, ground }, 'withhold');
    const lawless = await browser.submit(
      page,
      { what: itemField, ground: 'we would rather not' },
      'withhold',
    );

    expect(foreign.html).toContain('href="#withhold-what"');
    expect(lawless.html).toContain('href="#withhold-ground"');
    expect(lastOf((await world.register.load(id)).log, 'withheld')).toBeUndefined();
  });

  it('keeps what two members of staff leave out at the same time', async () => {
    const { world, browser, page } = await opened();
    const other = openDesk(world);
    const otherPage = await enter(other, newestLink(world, 's/decide', bruno.email));
    const name = JSON.stringify(['shop', 'customers', 'field', 'name']);

    await Promise.all([
      browser.submit(page, { what: itemField, ground }, 'withhold'),
      other.submit(otherPage, { what: name, ground }, 'withhold'),
    ]);
    const after = await other.get(otherPage.path);

    expect(textOf(after.html)).not.toContain('Lamp Aurora');
    expect(textOf(after.html)).toContain('Orders, What was ordered');
    expect(textOf(after.html)).toContain('Customer account, Name');
  });

  it('is one act for a double click', async () => {
    const { world, id, browser, page } = await opened();
    const send = () => browser.submit(page, { what: itemField, ground }, 'withhold');

    await Promise.all([send(), send()]);

    const { log } = await world.register.load(id);
    expect(log.filter((event) => event.type === 'withheld')).toHaveLength(1);
  });
});

/** The first thing that the page offers to give after all. */
function undoOf(html: string, kind: 'default' | 'chosen'): string {
  const text = new RegExp(`name="undo" value="(\\[&quot;${kind}[^"]*)"`).exec(html)?.[1] ?? '';
  return text.replaceAll('&quot;', '"').replaceAll('&amp;', '&');
}
