import { issueLink } from '../../../functions/casework/links/issue-link';
import { pointKinds } from '../../../functions/domain/data-points';
import { categoriesOnlyBecause } from '../../../functions/domain/details-proof';
import { allOf } from '../../../functions/domain/log-entries';
import { referenceOf } from '../../../functions/domain/reference';
import { ACCOUNT_PATH, accountRoutes } from '../../../functions/web/account.routes';
import { moreProofRoutes } from '../../../functions/web/requester/more-proof.routes';
import { buildSecretLookup } from '../../../functions/web/signals/secret-lookup';
import { signatureOf } from '../../../functions/web/signals/signed-call';
import { webApp } from '../../../functions/web/web-app';
import {
  approvedCopy,
  californianDesk,
  californianWorld,
  waitingForDecision,
} from '../../builders/a-californian';
import { aMap } from '../../builders/a-map';
import { mia } from '../../builders/shop-rows';
import { anEvent } from '../../domain/a-log';
import { linkIn } from '../../fakes/memory-mailbox';
import { Browser, textOf } from '../staff/browser';

const shop = require('../../../docs/account-login/shop-login.cjs') as {
  signed(text: string, settings: object): Record<string, string>;
};

const secret = 'a secret of this test with enough letters';
const forSignals = 'another secret of this test, for signals';
const accountLogin = {
  url: 'https://shop.example/details?reference={reference}&once={once}',
  keys: [{ id: 'k1', secret: 'SHOP_LOGIN_KEY' }],
};
const optOutSignals = { keys: [{ id: 'k1', secret: 'SHOP_SIGNAL_KEY' }] };

async function aShop(more: Parameters<typeof californianWorld>[0] = {}) {
  const world = californianWorld({ desk: californianDesk({ accountLogin, optOutSignals }), ...more });
  const secrets: Record<string, string> = { SHOP_LOGIN_KEY: secret, SHOP_SIGNAL_KEY: forSignals };
  const accountSecretOf = buildSecretLookup(
    world.desk.accountLogin,
    async (name) => secrets[name],
    world.clock,
  );
  const logFailure = (_: string, error: Error) => {
    throw error;
  };
  const app = webApp({ deps: world, largestBody: 64 * 1024, logFailure });
  app.route('/', accountRoutes({ ...world, accountSecretOf }));
  app.route('/', moreProofRoutes(world));
  const browser = new Browser(
    { request: (url, init) => app.request(url, init) },
    new URL(world.desk.baseUrl).origin,
  );
  /** Presses the button on the page of the request. Returns what the shop's page receives. */
  const begin = async (id: string) => {
    const { url } = await issueLink(world, { requestId: id, purpose: 'follow', issue: 1, life: 'P1Y' });
    const path = new URL(url).pathname.replace('/r/', '/r/proof/');
    const { html } = await browser.submit(await browser.get(path), { way: 'account' });
    const [, address = ''] = /href="(https:\/\/shop\.example[^"]*)"/.exec(html) ?? [];
    const { searchParams } = new URL(address.replaceAll('&amp;', '&'));
    return { reference: searchParams.get('reference') ?? '', once: searchParams.get('once') ?? '' };
  };
  const bodyOf = (told: object, body: object = {}) => ({
    customer: { by: 'email', value: mia.email },
    ...told,
    loggedInAt: world.clock.now(),
    ...body,
  });
  const post = (body: object, headers?: Record<string, string>) => {
    const text = JSON.stringify(body);
    const now = new Date(world.clock.now());
    return app.request(ACCOUNT_PATH, {
      method: 'POST',
      body: text,
      headers: headers ?? shop.signed(text, { key: 'k1', secret, now }),
    });
  };
  const confirmedIn = async (id: string) => allOf((await world.register.load(id)).log, 'account-confirmed');
  const shows = async (id: string) =>
    categoriesOnlyBecause(world, await world.register.load(id)) === undefined;
  return { world, browser, begin, bodyOf, post, confirmedIn, shows };
}

describe('a log-in to the account at the shop', () => {
  it('opens the data itself, is recorded without the address, and leads back to a page that says so', async () => {
    const { world, browser, begin, bodyOf, post, confirmedIn, shows } = await aShop();
    const id = await waitingForDecision(world);
    const told = await begin(id);
    expect(told.reference).toBe(referenceOf(id));
    expect(await shows(id)).toBe(false);

    const answer = await post(bodyOf(told));

    expect(answer.status).toBe(200);
    const { status, back } = (await answer.json()) as Record<string, string>;
    expect(status).toBe('confirmed');
    expect(await shows(id)).toBe(true);
    const [event] = await confirmedIn(id);
    expect(event?.data).toEqual({
      method: 'account',
      place: 'own/0',
      keyId: 'k1',
      loggedInAt: expect.any(String),
    });
    expect(JSON.stringify((await world.register.load(id)).log)).not.toContain(mia.email);
    expect(textOf((await browser.get(new URL(back ?? '').pathname)).html)).toMatch(/Nothing more is needed/);
  });

  it('releases an approved copy that waits for the proof, and its mail offers this way', async () => {
    const { world, begin, bodyOf, post, shows } = await aShop();
    const id = await approvedCopy(world);
    const mail = world.mailbox.to(mia.email).at(-1);
    expect(mail?.text).toMatch(/Log in to your account/);
    expect(linkIn(mail, 'r/proof')).toBeTruthy();

    expect((await post(bodyOf(await begin(id)))).status).toBe(200);

    expect(await shows(id)).toBe(true);
    expect(await world.items.waits(id)).toEqual([]);
  });

  it('is one entry however often the call arrives, even at the same moment', async () => {
    const { world, begin, bodyOf, post, confirmedIn } = await aShop();
    const id = await waitingForDecision(world);
    const body = bodyOf(await begin(id));

    const answers = await Promise.all([post(body), post(body)]);
    answers.push(await post(body));

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await confirmedIn(id)).toHaveLength(1);
  });

  it('opens only the request that the value was made for, and only with its address', async () => {
    const { world, begin, bodyOf, post, confirmedIn } = await aShop();
    const id = await waitingForDecision(world);
    const other = await waitingForDecision(world);
    const told = await begin(id);
    const wrong = [
      { ...told, reference: referenceOf(other) },
      { ...told, once: (await begin(other)).once },
      { ...told, once: 'x'.repeat(43) },
    ];
    for (const body of wrong) expect((await post(bodyOf(body))).status).toBe(403);
    const customer = { by: 'email', value: 'noah@example.com' };
    expect((await post(bodyOf(told, { customer }))).status).toBe(403);
    world.clock.forward('PT31M');
    expect((await post(bodyOf(told))).status).toBe(403);

    expect([...(await confirmedIn(id)), ...(await confirmedIn(other))]).toEqual([]);
  });

  it.each([
    ['16 minutes back', 'PT16M', 422],
    ['14 minutes back', 'PT14M', 200],
  ])('takes a log-in of %s with %s: %i', async (_words, ago, status) => {
    const { world, begin, bodyOf, post } = await aShop();
    const id = await waitingForDecision(world);
    const loggedInAt = world.clock.now();
    world.clock.forward(ago);
    expect((await post(bodyOf(await begin(id), { loggedInAt }))).status).toBe(status);
  });

  it('rejects a log-in in the future, and names a wrong field', async () => {
    const { world, begin, bodyOf, post } = await aShop();
    const told = await begin(await waitingForDecision(world));
    const late = await post(bodyOf(told, { loggedInAt: '2099-01-01T00:00:00Z' }));
    const odd = await post(bodyOf(told, { loggedInAt: 'today' }));
    expect([late.status, odd.status]).toEqual([422, 422]);
    expect(await late.text()).toContain('loggedInAt is in the future');
    expect(await odd.text()).toContain('loggedInAt');
  });

  it('rejects a call that is unsigned, altered, or signed with a key of the signals or for their path', async () => {
    const { world, begin, bodyOf, post, confirmedIn } = await aShop();
    const id = await waitingForDecision(world);
    const body = bodyOf(await begin(id));
    const text = JSON.stringify(body);
    const now = new Date(world.clock.now());
    const good = shop.signed(text, { key: 'k1', secret, now });
    const time = now.toISOString();
    const forOther = signatureOf({ method: 'POST', path: '/signals/gpc', body: text }, time, secret);
    const refused = await Promise.all([
      post(body, {}),
      post(bodyOf(body, { loggedInAt: '2026-11-24T00:00:00Z' }), good),
      post(body, shop.signed(text, { key: 'k1', secret: forSignals, now })),
      post(body, shop.signed(text, { key: 'k2', secret, now })),
      post(body, shop.signed(text, { key: 'k1', secret, now: new Date(now.getTime() - 6 * 60_000) })),
      post(body, { ...good, 'Rightsdesk-Signature': forOther }),
    ]);

    expect(refused.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401, 401]);
    expect(await confirmedIn(id)).toEqual([]);
  });

  it('points programs, and only them, to the documentation, whatever went wrong', async () => {
    const { world, post } = await aShop();
    const large = await post({ text: 'x'.repeat(70 * 1024) });
    const app = webApp({ deps: world, largestBody: 2048, logFailure: () => undefined });
    app.post(ACCOUNT_PATH, () => {
      throw new Error('broken');
    });
    const broken = await app.request(ACCOUNT_PATH, { method: 'POST' });
    const nothing = await app.request(`${ACCOUNT_PATH}/x`);
    const ofSignals = await app.request('/signals/x');

    expect([large.status, broken.status, nothing.status, ofSignals.status]).toEqual([413, 500, 404, 404]);
    for (const one of [large, broken, nothing]) expect(await one.text()).toContain('docs/account-login.md');
    expect(await ofSignals.text()).toContain('docs/opt-out-signals.md');
  });

  it('does not count for an address that staff put in place of the account’s', async () => {
    const { world, begin, bodyOf, post, shows } = await aShop();
    const id = await waitingForDecision(world);
    await post(bodyOf(await begin(id)));
    const { log } = await world.register.load(id);
    const given = { ...anEvent('address-given', { staffId: 'alma' }), seq: log.length + 1 };

    const changed = { ...(await world.register.load(id)), log: [...log, given] } as never;

    expect(await shows(id)).toBe(true);
    expect(categoriesOnlyBecause(world, changed)).toBe('not-proven');
  });

  it('does not speak for several addresses that the person named', async () => {
    const { world, begin, bodyOf, post } = await aShop();
    const id = await waitingForDecision(world);
    await post(bodyOf(await begin(id)));
    const request = await world.register.load(id);
    const named = {
      ...anEvent('identifiers-given', { count: 2, addresses: 2 }),
      seq: request.log.length + 1,
    };

    expect(categoriesOnlyBecause(world, { ...request, log: [...request.log, named] } as never)).toBe(
      'not-proven',
    );
  });

  it('says that nothing is left to prove, and where to look, once the proof is there', async () => {
    const { world, begin, bodyOf, post } = await aShop();
    const id = await waitingForDecision(world);
    const first = await begin(id);
    world.clock.forward('PT1M');
    const second = await begin(id);
    await post(bodyOf(first));
    const answer = await post(bodyOf(second));
    expect(answer.status).toBe(409);
    expect(((await answer.json()) as { back: string }).back).toContain('/r/proof/');
  });

  it('is offered if the map has nothing to ask for, and never without the setting', async () => {
    const poor = await aShop({
      map: aMap({ stores: aMap().stores.filter(({ storeId }) => storeId === 'shop') }),
    });
    const id = await approvedCopy(poor.world);
    expect(pointKinds(poor.world.map).length).toBeLessThan(3);
    expect((await poor.begin(id)).once).toBeTruthy();
    expect(poor.world.mailbox.to(mia.email).at(-1)?.text).not.toMatch(/three facts/);

    const without = californianWorld();
    const other = await approvedCopy(without);
    expect(without.mailbox.to(mia.email).at(-1)?.text).not.toMatch(/Log in/);
    expect(other).toBeTruthy();
  });

  it('shows the next step to somebody who returns before the desk has heard of it, and accepts nothing there', async () => {
    const { world, browser, begin } = await aShop();
    const id = await waitingForDecision(world);
    const { once } = await begin(id);
    const before = world.mailbox.to(mia.email).length;
    const page = await browser.get(`/r/proof/${once}`);
    expect(textOf(page.html)).toMatch(/has not reached us/);
    expect(page.html).not.toMatch(/<form/);
    expect(world.mailbox.to(mia.email)).toHaveLength(before);
  });
});
