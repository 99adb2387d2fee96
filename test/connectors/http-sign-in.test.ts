import type { VendorAuthentication } from '../../functions/connectors/http/vendor';
import { readVendorPage } from '../../functions/connectors/http/vendor-pages';
import { secretsOf } from '../../functions/connectors/http/vendor-secrets';
import { VendorSession } from '../../functions/connectors/http/vendor-session';
import type { HttpAnswer, HttpCall } from '../../functions/connectors/https/https-transport';
import { CLUB_FILE, vendorOf } from './club-vendor';
import { aStopwatch } from './vendor-stand-in';

const SECRETS = { id: 'swordfish', key: 'pike' };
const OK: HttpAnswer = { status: 200, headers: {}, text: '{}' };

function session(authentication: VendorAuthentication, answer: (call: HttpCall) => HttpAnswer = () => OK) {
  const calls: HttpCall[] = [];
  const vendor = { ...vendorOf(CLUB_FILE), authentication };
  const watch = aStopwatch();
  const transport = async (call: HttpCall) => {
    calls.push(call);
    return answer(call);
  };
  const opened = new VendorSession(vendor, SECRETS, transport, watch);
  return { opened, calls, watch, ask: () => opened.call(vendor.test, { values: {} }) };
}

const oauth: VendorAuthentication = {
  strategy: 'oauth2_client_credentials',
  ...{ tokenHost: 'login.example.com', tokenPath: '/token' },
  ...{ clientId: '<id>', clientSecret: '<key>', scope: 'read' },
};

/** Gives a token an hour long, a new one each time; takes the newest alone. */
function issuer(life = 3_600) {
  let issued = 0;
  let revoked = false;
  const answer = ({ host, headers }: HttpCall): HttpAnswer => {
    if (host === 'login.example.com' && revoked)
      return { ...OK, status: 400, text: '{"error":"invalid_client"}' };
    if (host === 'login.example.com') {
      issued += 1;
      return { ...OK, text: JSON.stringify({ access_token: `t${issued}`, expires_in: life }) };
    }
    return headers.authorization === `Bearer t${issued}` && !revoked ? OK : { ...OK, status: 401 };
  };
  return {
    answer,
    issued: () => issued,
    revoke: () => {
      revoked = true;
    },
    forget: () => {
      issued += 100;
    },
  };
}

describe('a vendor is told who is calling', () => {
  it.each<[string, VendorAuthentication, Partial<HttpCall>]>([
    ['a bearer token', { strategy: 'bearer', token: '<key>' }, { headers: { authorization: 'Bearer pike' } }],
    [
      'a name and a password',
      { strategy: 'basic', username: '<id>', password: '<key>' },
      { headers: { authorization: `Basic ${Buffer.from('swordfish:pike').toString('base64')}` } },
    ],
    [
      'a key in a header',
      { strategy: 'api_key', headers: [{ name: 'X-Key', value: '<key>' }], query: [] },
      { headers: { 'x-key': 'pike' } },
    ],
    [
      'a key in the query',
      { strategy: 'api_key', headers: [], query: [{ name: 'key', value: '<key>' }] },
      { path: '/v1/ping?key=pike' },
    ],
  ])('by %s', async (_what, authentication, expected) => {
    const { calls, ask } = session(authentication);
    await ask();

    expect(calls).toMatchObject([expected]);
  });

  it('by OAuth 2 client credentials: one token for all calls, renewed before it ends', async () => {
    const { answer, issued } = issuer();
    const { calls, watch, ask } = session(oauth, answer);

    await Promise.all(Array.from({ length: 20 }, ask));
    expect(issued()).toBe(1);
    expect(calls[0]).toMatchObject({
      host: 'login.example.com',
      body: 'grant_type=client_credentials&scope=read',
    });

    await watch.wait(3_580_000);
    await ask();
    expect(issued()).toBe(2);
  });

  it('by a new token when one is refused, and says so when that is refused as well', async () => {
    const { answer, revoke, forget } = issuer();
    const { calls, ask } = session(oauth, answer);
    await ask();

    forget();
    await ask();
    expect(calls).toHaveLength(5);

    revoke();
    await expect(ask()).rejects.toMatchObject({ kind: 'no-answer', place: { code: 'token-refused' } });
  });

  it('by the secret of one SSM parameter: a text where there is one, else JSON', () => {
    expect(secretsOf({ secrets: ['key'] }, ' pike\n')).toEqual({ key: 'pike' });
    expect(secretsOf({ secrets: ['id', 'key'] }, JSON.stringify(SECRETS))).toEqual(SECRETS);
    expect(secretsOf({ secrets: [] }, undefined)).toEqual({});
    expect(() => secretsOf({ secrets: ['key'] }, '')).toThrow('lacks key');
  });

  it.each([
    '/v1/members?email=ada%40example.com&p=2',
    'https://api.club.example.com/v1/members?key=masked&email=ada%40example.com&p=2',
    '/v1/members?email=ada%40example.com&k%65y=masked&p=2',
  ])('with the next page by link too, where the key is in the query and the link is %s', async (next) => {
    const byQuery: VendorAuthentication = {
      ...{ strategy: 'api_key', headers: [], query: [{ name: 'key', value: '<key>' }] },
    };
    const { opened, calls } = session(byQuery, ({ path }) => ({
      ...OK,
      text: path.includes('p=2') ? '{"data":[]}' : JSON.stringify({ data: [], next }),
    }));
    const list = {
      ...{ call: opened.vendor.test, rowsAt: 'data', paging: { strategy: 'link', at: 'next' } as const },
      ...{ lift: [], collection: 'members', values: {} },
    };

    const page = await readVendorPage(opened, list, undefined);
    expect(page.next).toBe('/v1/members?email=ada%40example.com&p=2');
    await readVendorPage(opened, list, page.next);

    expect(calls.map(({ path }) => path)).toEqual([
      '/v1/ping?key=pike',
      '/v1/members?email=ada%40example.com&p=2&key=pike',
    ]);
  });

  it('with the next page that is an address without a query', async () => {
    const { opened, calls } = session({
      ...{ strategy: 'api_key', headers: [], query: [{ name: 'key', value: '<key>' }] },
    });

    await opened.call(opened.vendor.test, { values: {}, path: '/v1/pages/2' });

    expect(calls[0]?.path).toBe('/v1/pages/2?key=pike');
  });
});
