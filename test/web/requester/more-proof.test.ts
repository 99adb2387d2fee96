import { issueLink } from '../../../functions/casework/links/issue-link';
import { pointKinds } from '../../../functions/domain/data-points';
import { allOf, lastOf } from '../../../functions/domain/log-entries';
import { checkProof } from '../../../functions/steps/check-proof/check-proof';
import { moreProofRoutes } from '../../../functions/web/requester/more-proof.routes';
import { proofRoutes } from '../../../functions/web/requester/proof.routes';
import { statusRoutes } from '../../../functions/web/requester/status.routes';
import { webApp } from '../../../functions/web/web-app';
import {
  approvedCopy,
  californianDesk,
  californianWorld,
  miasPoints,
  waitingForDecision,
} from '../../builders/a-californian';
import { aMap, shopStore } from '../../builders/a-map';
import { aForm, received, type World } from '../../builders/a-world';
import { mia } from '../../builders/shop-rows';
import { codeIn, linkIn } from '../../fakes/memory-mailbox';
import { type Answer, Browser, textOf } from '../staff/browser';

function browserOf(world: World): Browser {
  const logFailure = (_reference: string, error: Error) => {
    throw error;
  };
  const app = webApp({ deps: world, largestBody: 64 * 1024, logFailure });
  for (const routes of [moreProofRoutes, statusRoutes, proofRoutes]) app.route('/', routes(world));
  return new Browser({ request: (url, init) => app.request(url, init) }, new URL(world.desk.baseUrl).origin);
}

async function pageOf(world: World, id: string): Promise<string> {
  const { url } = await issueLink(world, { requestId: id, purpose: 'follow', issue: 1, life: 'P1Y' });
  return new URL(url).pathname.replace('/r/', '/r/proof/');
}

const signed = { declare: 'yes', name: 'Mia Sommer', signedAt: 'Oakland, California' };

function typed(world: World, values: Readonly<Record<string, string>> = miasPoints): Record<string, string> {
  return Object.fromEntries(
    pointKinds(world.map).flatMap(({ id, title }) => (values[title] ? [[id, values[title]]] : [])),
  );
}

/** Asks for a code, and returns the form that takes it, together with the code. */
async function withCode(world: World, id: string): Promise<{ browser: Browser; form: Answer; code: string }> {
  const browser = browserOf(world);
  const form = await browser.submit(await browser.get(await pageOf(world, id)), {});
  return { browser, form, code: codeIn(world.mailbox.to(mia.email).at(-1)) };
}

const offersOf = async (world: World, id: string) =>
  allOf((await world.register.load(id)).log, 'proof-offered').length;

describe('the page on which more is proven', () => {
  it('is linked from the page after the code, from the status page and from the mail', async () => {
    const world = californianWorld();
    const id = await received(world, aForm({ email: mia.email, livesIn: 'US-CA' }));
    const browser = browserOf(world);
    const mail = world.mailbox.to(mia.email).at(-1);
    const done = await browser.submit(await browser.get(linkIn(mail, 'v')), { code: codeIn(mail) });
    const status = await browser.get((await pageOf(world, id)).replace('/proof', ''));

    for (const page of [done, status]) expect(page.html).toMatch(/href="\/r\/proof\/[\w-]+"/);
    const other = californianWorld();
    await approvedCopy(other);
    expect(linkIn(other.mailbox.to(mia.email).at(-1), 'r/proof')).toBeTruthy();
  });

  it('is not linked if nothing can be asked for, and says so without mentioning tries', async () => {
    const world = californianWorld({ map: aMap({ stores: [shopStore] }) });
    const id = await received(world, aForm({ email: mia.email, livesIn: 'US-CA' }));
    const browser = browserOf(world);
    const mail = world.mailbox.to(mia.email).at(-1);
    const done = await browser.submit(await browser.get(linkIn(mail, 'v')), { code: codeIn(mail) });
    const status = await browser.get((await pageOf(world, id)).replace('/proof', ''));
    const opened = textOf((await browser.get(await pageOf(world, id))).html);

    expect(textOf(done.html)).toContain('See where it stands');
    for (const page of [done, status]) expect(page.html).not.toMatch(/r\/proof/);
    expect(opened).toContain('You cannot prove more here');
    expect(opened).not.toMatch(/no longer|typing|tries/);
  });

  it('asks everybody for the same facts, whatever is held, and changes nothing by being looked at', async () => {
    const world = californianWorld();
    const id = await waitingForDecision(world);
    const { form, browser } = await withCode(world, id);
    await browser.get(await pageOf(world, id));
    await browser.get(await pageOf(world, id), 'HEAD');

    for (const title of Object.keys(miasPoints)) expect(textOf(form.html)).toContain(title);
    for (const value of Object.values(miasPoints)) expect(form.html).not.toContain(value);
    expect(await offersOf(world, id)).toBe(0);
  });

  it('takes facts, a signature and a new code as one try: the facts sealed outside the log, the declaration in it', async () => {
    const world = californianWorld();
    const id = await waitingForDecision(world);
    const { browser, form, code } = await withCode(world, id);

    const after = await browser.submit(form, { ...typed(world), ...signed, code });

    expect(textOf(after.html)).toMatch(/We compare it now/);
    const { log } = await world.register.load(id);
    const offered = lastOf(log, 'proof-offered');
    expect(JSON.stringify(log)).not.toMatch(/1990-05-31|Deep Sea|Oakland/);
    expect(await world.vault.unseal(id, offered?.sealed ?? '')).toMatchObject({
      declaration: expect.stringMatching(/penalty of perjury under the laws of the State of California/),
      name: 'Mia Sommer',
      at: 'Oakland, California',
    });
    expect([...world.items.typed.values()].join()).not.toMatch(/1990-05-31/);
  });

  it('counts a form that is sent twice as one try', async () => {
    const world = californianWorld();
    const id = await waitingForDecision(world);
    const { browser, form, code } = await withCode(world, id);
    const fields = { ...typed(world), ...signed, code };

    await Promise.all([browser.submit(form, fields), browser.submit(form, fields)]);
    await checkProof(world, { requestId: id });
    await browser.submit(form, fields);

    expect(await offersOf(world, id)).toBe(1);
    expect(world.items.typed.size).toBe(0);
  });

  it.each([false, true])(
    'says of a form that is sent again after a wrong try that it was not compared, and takes it then (fresh code: %s)',
    async (fresh) => {
      const world = californianWorld();
      const id = await waitingForDecision(world);
      const first = await withCode(world, id);
      const wrong = { ...typed(world), 'point-3': 'wrong', ...signed, code: first.code };
      await first.browser.submit(first.form, wrong);
      await checkProof(world, { requestId: id });
      world.clock.forward('PT2M');
      const code = fresh ? (await withCode(world, id)).code : first.code;

      const again = await first.browser.submit(first.form, { ...typed(world), ...signed, code });
      const before = await offersOf(world, id);
      const next = fresh ? code : (await withCode(world, id)).code;
      await first.browser.submit(again, { ...typed(world), ...signed, code: next });
      await checkProof(world, { requestId: id });

      expect(again.status).toBe(400);
      expect(textOf(again.html)).toContain('What you have typed here was not compared');
      expect(again.html).toContain(miasPoints['Date of birth']);
      expect(textOf(again.html)).toContain('You have 2 tries');
      expect(before).toBe(1);
      const { log } = await world.register.load(id);
      expect(allOf(log, 'proof-checked').map(({ data }) => data.says)).toEqual(['no-match', 'match']);
    },
  );

  it('says that only the first form is compared if another arrives meanwhile, which uses up no try', async () => {
    const world = californianWorld();
    const id = await waitingForDecision(world);
    const one = await withCode(world, id);
    world.clock.forward('PT2M');
    const two = await withCode(world, id);
    await one.browser.submit(one.form, { ...typed(world), ...signed, code: two.code });

    const again = { ...typed(world), ...signed, code: two.code };
    const second = await two.browser.submit(two.form, again);
    const same = await one.browser.submit(one.form, again);
    const changed = await one.browser.submit(one.form, { ...again, 'point-3': 'other' });

    expect(textOf(second.html)).toContain('We compare what reached us first');
    expect([same.html, changed.html]).toEqual([second.html, second.html]);
    expect(await offersOf(world, id)).toBe(1);
    expect(world.items.typed.size).toBe(1);
  });

  it.each([
    ['two facts', { 'point-3': '' }, 'point-1'],
    ['no tick', { declare: '' }, 'declare'],
    ['no name', { name: ' ' }, 'name'],
    ['no place', { signedAt: '' }, 'signedAt'],
    ['no code', { code: '' }, 'code'],
    ['a wrong code', { code: '000000' }, 'code'],
  ])('uses up no try with %s, names the field and keeps what was typed', async (_what, wrong, field) => {
    const world = californianWorld();
    const id = await waitingForDecision(world);
    const { browser, form, code } = await withCode(world, id);

    const back = await browser.submit(form, { ...typed(world), ...signed, code, ...wrong });

    expect(back.status).toBe(400);
    expect(back.html).toContain(`href="#${field}"`);
    expect(back.html).toContain(miasPoints['Date of birth']);
    expect(await offersOf(world, id)).toBe(0);
    expect(world.items.typed.size).toBe(0);
  });

  it('takes three tries, and then says that no more are possible', async () => {
    const world = californianWorld();
    const id = await waitingForDecision(world);
    for (let n = 0; n < 3; n += 1) {
      const { browser, form, code } = await withCode(world, id);
      await browser.submit(form, { ...typed(world), 'point-3': `wrong ${n}`, ...signed, code });
      await checkProof(world, { requestId: id });
      world.clock.forward('PT2H');
    }

    const page = await browserOf(world).get(await pageOf(world, id));

    expect(textOf(page.html)).toMatch(/can no longer be done by typing/);
    expect(await offersOf(world, id)).toBe(3);
  });

  it('requires the code of the mailbox first', async () => {
    const world = californianWorld();
    const id = await received(world, aForm({ email: mia.email, livesIn: 'US-CA' }));

    const page = await browserOf(world).get(await pageOf(world, id));

    expect(textOf(page.html)).toMatch(/First type the code from our first mail/);
  });

  it('asks nothing if the GDPR binds the shop, or if only the kinds were asked for', async () => {
    const laws = (['eu-gdpr', 'us-ca-ccpa'] as const).map(
      (regime) => ({ regime, applies: 'binds', because: 'x' }) as const,
    );
    const berlin = californianWorld({ desk: californianDesk({ place: 'DE-BE', laws }) });
    const shops: [World, string][] = [[berlin, await waitingForDecision(berlin)]];
    const world = californianWorld();
    const id = await received(world, aForm({ email: mia.email, livesIn: 'US-CA', wants: 'categories' }));
    shops.push([world, id]);

    for (const [shop, request] of shops) {
      const browser = browserOf(shop);
      const page = await browser.get(await pageOf(shop, request));
      const status = await browser.get((await pageOf(shop, request)).replace('/proof', ''));
      expect(textOf(page.html)).toMatch(/nothing to prove here/);
      expect(status.html).not.toContain('/r/proof/');
    }
  });
});
