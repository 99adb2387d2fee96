import { setTimeout as later } from 'node:timers/promises';
import { mia } from '../../builders/shop-rows';

const { confirmLogin } = require('../../../docs/account-login/shop-login.cjs') as {
  confirmLogin(what: object, settings: object): Promise<string | undefined>;
};

const json = (status: number, body: object, headers: Record<string, string> = {}) =>
  Response.json(body, { status, headers });
const page = (status: number) => new Response('<h1>Not the desk</h1>', { status });
const back = 'https://desk.example/r/proof/x';
const done = () => json(200, { status: 'confirmed', back });

/** Runs the sample against a desk with these replies, one after the other. */
async function confirming(...answers: readonly (Response | Error)[]) {
  const { fetch } = globalThis;
  const [left, waits, signatures] = [[...answers], [] as number[], [] as string[]];
  globalThis.fetch = async (_url, init) => {
    signatures.push(new Headers(init?.headers).get('Rightsdesk-Time') ?? '');
    await later(2);
    const next = left.shift();
    if (!next) throw new Error('one call too many');
    if (next instanceof Error) throw next;
    return next;
  };
  const settings = {
    url: 'https://desk.example',
    key: 'k1',
    secret: 's',
    wait: async (s: number) => void waits.push(s),
  };
  const what = {
    email: mia.email,
    loggedInAt: new Date(),
    reference: 'DSR-7K3M-9QXT-2B4D',
    once: 'x'.repeat(43),
  };
  try {
    const result = await confirmLogin(what, settings).catch((error: Error) => `threw ${error.message}`);
    return {
      result,
      waits,
      calls: signatures.length,
      signedAnew: new Set(signatures).size === signatures.length,
    };
  } finally {
    globalThis.fetch = fetch;
  }
}

describe('the sample for a shop whose customers log in for the desk', () => {
  it.each([
    ['noted', done(), back],
    ['nothing to prove', json(409, { error: 'x', remedy: 'y', back }), back],
    ['another account', json(403, { error: 'x', remedy: 'y' }), undefined],
    [
      'a log-in too long ago',
      json(422, { error: 'The field loggedInAt is more than 15 minutes back.' }),
      undefined,
    ],
    [
      'a clock that is ahead',
      json(422, { error: 'The field loggedInAt is in the future.', remedy: 'Set it right.' }),
      'threw 422: The field loggedInAt is in the future. Set it right.',
    ],
    [
      'a field that is wrong',
      json(422, { error: 'The field once is wrong.', remedy: 'See.' }),
      'threw 422: The field once is wrong. See.',
    ],
    ['a wrong key', json(401, { error: 'Not signed.', remedy: 'See.' }), 'threw 401: Not signed. See.'],
    ['a page of something between', page(413), 'threw 413: no answer of the desk'],
  ])('tells at once what it has to: %s', async (_, answer, result) => {
    expect(await confirming(answer)).toMatchObject({ result, waits: [], calls: 1 });
  });

  it('retries with a new signature if the desk is busy, down or unreachable, and keeps nobody waiting for long', async () => {
    const busy = json(429, { error: 'Too many.' }, { 'Retry-After': '60' });

    const told = await confirming(busy, page(502), new Error('reset'), done());

    expect(told).toMatchObject({ result: back, calls: 4, signedAnew: true });
    expect(told.waits.every((seconds) => seconds > 0 && seconds <= 10)).toBe(true);
  });

  it('gives up after four tries, and reports what the last one said', async () => {
    const answers = [502, 503, 500, 502].map(page);

    expect(await confirming(...answers)).toMatchObject({
      result: 'threw 502: no answer of the desk',
      calls: 4,
    });
    const lost = [1, 2, 3, 4].map(() => new Error('reset'));
    expect(await confirming(...lost)).toMatchObject({ result: 'threw reset', calls: 4 });
  });
});
