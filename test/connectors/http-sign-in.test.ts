import type { VendorAuthentication } from '../../functions/connectors/http/vendor';
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
  return { calls, watch, ask: () => opened.call(vendor.test, { values: {} }) };
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
});
