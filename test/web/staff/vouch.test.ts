import { allOf } from '../../../functions/domain/log-entries';
import { askDecision } from '../../../functions/steps/ask-decision/ask-decision';
import { bruno } from '../../builders/a-desk';
import { aForm, aWorld, happened, search, verified } from '../../builders/a-world';
import { mia } from '../../builders/shop-rows';
import { anEvent } from '../../domain/a-log';
import { actsOf, textOf } from './browser';
import { appCode, enter, newestLink, openDesk } from './staff-desk';

/** Nothing was found by the proven address; then its owner gave Mia's. */
async function claimed() {
  const world = aWorld();
  const id = await verified(world, aForm({ email: 'stranger@example.com' }));
  await search(world, id);
  await world.register.append(id, 'ask', () => anEvent('identifiers-asked'));
  const sealed = await world.vault.seal(id, { email: [mia.email] });
  await world.register.append(id, 'given', () => ({ ...anEvent('identifiers-given'), sealed }));
  await search(world, id);
  await askDecision(world, { requestId: id, taskToken: 'token-1' });
  const browser = openDesk(world);
  const link = newestLink(world, 's/decide');
  const gate = await enter(browser, link);
  const page = await browser.submit(gate, { totp: await appCode(world) });
  world.clock.forward('PT30S');
  return { world, browser, link, gate, page, load: () => world.register.load(id) };
}

const because = 'She called from the number on file and read out her last order.';

describe('what was found by an identifier that a person merely gave', () => {
  it('is not approved before a member of staff says how they know that it is theirs', async () => {
    const { browser, link, page, load } = await claimed();

    const forced = await browser.submit(page, { code: link.code, act: 'approved-in-part' }, 'refuse');

    expect(textOf(page.html)).toContain(`on the person’s word only: ${mia.email}`);
    expect(textOf(forced.html)).toContain('by what the person named later, without proof');
    expect(actsOf(page.html)).not.toContain('approved-in-part');
    expect(actsOf(page.html)).toEqual(expect.arrayContaining(['vouch', 'refuse']));
    expect(happened(await load())).not.toContain('decided');
  });

  it('is approved after that by somebody else, with the authenticator app, and the page says who vouched', async () => {
    const { world, browser, link, page, load } = await claimed();

    await browser.submit(page, { because, code: link.code }, 'vouch');
    const after = await browser.get(`${link.path}/page`);
    const his = openDesk(world);
    const mail = newestLink(world, 's/decide', bruno.email);
    const gate = await enter(his, mail);
    const opened = await his.submit(gate, { totp: await appCode(world, bruno) }, 'factor');
    world.clock.forward('PT30S');
    const byMail = await his.submit(opened, { code: mail.code }, 'approved-in-part');
    const done = await his.submit(opened, { totp: await appCode(world, bruno) }, 'approved-in-part');

    expect(textOf(after.html)).toMatch(/Alma vouched for these on .*read out her last order/);
    expect(actsOf(after.html)).not.toContain('vouch');
    expect(byMail.html).toContain('href="#approve-totp"');
    expect(done.html).toContain('Approved in part');
    expect((await load()).status).toBe('fulfilling');
  });

  it('is vouched for once, with a reason and the code, and the reason is sealed', async () => {
    const { browser, link, page, load } = await claimed();

    const noReason = await browser.submit(page, { because: ' ', code: link.code }, 'vouch');
    const noCode = await browser.submit(page, { because, code: '' }, 'vouch');
    await browser.submit(page, { because, code: link.code }, 'vouch');
    await browser.submit(page, { because: 'again', code: link.code }, 'vouch');

    const vouched = allOf((await load()).log, 'claim-vouched');
    expect(noReason.html).toContain('href="#vouch-because"');
    expect(noCode.html).toContain('href="#vouch-code"');
    expect(vouched.map((event) => event.data)).toEqual([{ staffId: 'alma' }]);
    expect(JSON.stringify(vouched)).not.toContain('last order');
  });
});
