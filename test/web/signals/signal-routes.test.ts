import { SIGNAL_PATH } from '../../../functions/web/signal.routes';
import { aForm, happened, received } from '../../builders/a-world';
import { mia } from '../../builders/shop-rows';
import { aShop, secret, shop, signalOf } from './a-signalling-shop';

describe('an opt-out signal that the shop’s server passes on', () => {
  it('becomes an opt-out of this customer, carried out without proof and without a mail', async () => {
    const { world, post, status, carryOut, requests } = aShop();

    const answer = await post(signalOf(mia.email));

    expect(answer.status).toBe(202);
    expect(await answer.json()).toMatchObject({ status: 'in-progress' });
    const [requestId = ''] = requests();
    const request = await world.register.load(requestId);
    expect(request.received).toMatchObject({ right: 'opt-out-of-sale', channel: 'signal' });
    expect(JSON.stringify(request.log)).not.toContain(mia.email);
    await carryOut(requestId);
    expect(happened(await world.register.load(requestId))).toContain('closed');
    expect(world.mailbox.to(mia.email)).toEqual([]);
    expect(await status(mia.email)).toMatchObject({
      status: 'opted-out',
      since: '2026-11-24',
      display: 'Opt-Out Request Honored',
    });
  });

  it('is one request however often it arrives, in any spelling, open or done', async () => {
    const { world, post, carryOut, requests } = aShop();
    await Promise.all([
      post(signalOf(mia.email)),
      post(signalOf(mia.email.toUpperCase())),
      post(signalOf(mia.email)),
    ]);
    const [requestId = ''] = requests();
    await carryOut(requestId);
    const before = (await world.register.load(requestId)).log.length;

    for (const days of [1, 2, 3]) {
      world.clock.forward(`P${days}D`);
      expect((await post(signalOf(mia.email))).status).toBe(200);
    }

    expect(requests()).toEqual([requestId]);
    expect((await world.register.load(requestId)).log).toHaveLength(before);
  });

  it('is carried out again a week later, and also if the customer’s own setting has since been changed to allow the sale', async () => {
    const { world, post, carryOut, requests } = aShop();
    await post(signalOf(mia.email));
    await carryOut(requests()[0] ?? '');
    world.clock.forward('P2D');

    const conflict = await (await post(signalOf(mia.email, { allowsSince: '2026-11-25T12:00:00Z' }))).json();
    expect(conflict).toMatchObject({
      status: 'in-progress',
      conflict: expect.stringContaining('7025(c)(3)'),
    });
    expect(requests()).toHaveLength(2);
    await post(signalOf(mia.email, { allowsSince: '2026-11-25T12:00:00Z' }));
    expect(requests()).toHaveLength(2);
    await carryOut(requests()[1] ?? '');
    world.clock.forward('P8D');
    await post(signalOf(mia.email));

    expect(requests()).toHaveLength(3);
  });

  it.each(['not-asked', 'affirmed', 'declined'])(
    'is carried out whatever a programme says: %s',
    async (programme) => {
      const { world, post, requests } = aShop();

      const answer = await post(signalOf(mia.email, { programme }));

      expect(await answer.json()).toMatchObject({
        programme: expect.stringContaining('The opt-out covers'),
      });
      const request = await world.register.load(requests()[0] ?? '');
      expect(request.log.find(({ type }) => type === 'opt-out-signalled')?.data).toMatchObject({ programme });
    },
  );

  it('says that there is nothing to set for a customer in no store, and never that it was honoured', async () => {
    const { post, status, carryOut, requests } = aShop();
    await post(signalOf('nobody@example.com'));
    await carryOut(requests()[0] ?? '');

    expect(await status('nobody@example.com')).toEqual({ status: 'nothing-to-set' });
    expect(await status('somebody.else@example.com')).toEqual({ status: 'none' });
  });
});

describe('a call that the shop’s server did not sign', () => {
  const body = JSON.stringify(signalOf(mia.email));
  const { headersOf: headers } = aShop();
  const good = headers('POST', body);
  const wrong: readonly [string, string, Record<string, string>][] = [
    ['has no signature', body, {}],
    ['has no key', body, { ...good, 'Rightsdesk-Key': '' }],
    ['names an unknown key', body, { ...good, 'Rightsdesk-Key': 'k9' }],
    ['is signed with another secret', body, headers('POST', body, { secret: `${secret}.` })],
    ['has another body', body.replace('gpc', 'gpC'), good],
    ['has another customer', body.replace(mia.email, 'other@example.com'), good],
    ['was signed for another method', body, headers('GET', body)],
    ['has another time than was signed', body, { ...good, 'Rightsdesk-Time': '2026-11-24T10:01:00.000Z' }],
    ['is six minutes old', body, headers('POST', body, { now: new Date('2026-11-24T09:53:59Z') })],
    ['is six minutes early', body, headers('POST', body, { now: new Date('2026-11-24T10:06:01Z') })],
    ['has a time that is none', body, { ...good, 'Rightsdesk-Time': 'now' }],
    [
      'is cut short',
      body,
      { ...good, 'Rightsdesk-Signature': good['Rightsdesk-Signature']?.slice(0, -1) ?? '' },
    ],
    [
      'has the signature of another version',
      body,
      { ...good, 'Rightsdesk-Signature': (good['Rightsdesk-Signature'] ?? '').replace('v1', 'v0') },
    ],
    [
      'is signed with a secret that is too short',
      body,
      headers('POST', body, { key: 'short', secret: 'short' }),
    ],
  ];

  it.each(wrong)('%s: 401, the same words, nothing recorded', async (_, text, given) => {
    const { post, requests, world } = aShop();

    const answer = await post(text, given);

    expect(answer.status).toBe(401);
    expect(await answer.json()).toEqual({
      error: expect.stringContaining('Nothing was recorded'),
      remedy: expect.stringContaining('docs/opt-out-signals.md'),
    });
    expect([requests(), world.workflow.started]).toEqual([[], []]);
  });

  it('does not learn a customer’s status', async () => {
    const { app } = aShop();
    const customer = Buffer.from(JSON.stringify({ by: 'email', value: mia.email })).toString('base64url');

    expect((await app.request(SIGNAL_PATH, { headers: { 'Rightsdesk-Customer': customer } })).status).toBe(
      401,
    );
  });

  it('sent again within its time makes no second request', async () => {
    const { post, requests, headersOf } = aShop();
    const again = headersOf('POST', body);

    const answers = [await post(body, again), await post(body, again)];

    expect(answers.map(({ status }) => status)).toEqual([202, 202]);
    expect(requests()).toHaveLength(1);
  });
});

describe('a signed call', () => {
  it.each([
    ['no JSON', 'gpc', 'body'],
    ['no customer', { signal: 'gpc' }, 'customer'],
    ['two addresses in one', signalOf('a@example.com,b@example.com'), 'customer.value'],
    ['another signal', { ...signalOf(mia.email), signal: 'dnt' }, 'signal'],
    ['a field that nobody knows', signalOf(mia.email, { erase: true }), 'erase'],
    [
      'a customer by something else',
      { customer: { by: 'name', value: 'Mia' }, signal: 'gpc' },
      'customer.by',
    ],
  ])('with %s names the field and records nothing', async (_, body, field) => {
    const { post, requests } = aShop();

    const answer = await post(body as object);

    expect(answer.status).toBe(422);
    expect(((await answer.json()) as { error: string }).error).toContain(`The field ${field} `);
    expect(requests()).toEqual([]);
  });

  it('is refused once a key has made three hundred in a minute', async () => {
    const { post, world } = aShop();
    const body = signalOf(mia.email);
    await post(body);
    for (let n = 0; n < 298; n += 1)
      await world.items.takeQuota('signal:k1:2026-11-24T10:00', 300, '2026-11-24T10:05:00.000Z');

    expect((await post(body)).status).toBe(202);
    const late = await post(body);
    expect([late.status, late.headers.get('Retry-After')]).toEqual([429, '60']);
    world.clock.forward('PT1M');
    expect((await post(body)).status).toBe(202);
  });

  it('larger than two kilobytes is refused, and so are other methods', async () => {
    const { post, app } = aShop();

    const large = await post(`{"a":"${'x'.repeat(3000)}"}`);
    expect(large.status).toBe(413);
    expect(await large.json()).toEqual({
      error: expect.stringContaining('Nothing was recorded'),
      remedy: expect.stringContaining('docs/opt-out-signals.md'),
    });
    expect((await app.request(SIGNAL_PATH, { method: 'DELETE' })).status).toBe(405);
  });
});

describe('an opt-out that came by the form', () => {
  const byForm = ({ world }: ReturnType<typeof aShop>, email: string) =>
    received(world, aForm({ right: 'opt-out-of-sale', email }));

  it('shows in the status of that customer once it is carried out, in any spelling', async () => {
    const shop = aShop();
    const id = await byForm(shop, mia.email);
    expect(await shop.status(mia.email)).toMatchObject({ status: 'in-progress' });

    await shop.carryOut(id);

    const done = { status: 'opted-out', since: '2026-11-24', display: 'Opt-Out Request Honored' };
    expect(await shop.status(mia.email.toUpperCase())).toEqual(done);
    expect(await shop.status('somebody.else@example.com')).toEqual({ status: 'none' });
  });

  it('does not prevent a signal from becoming an opt-out of its own', async () => {
    const shop = aShop();
    await shop.carryOut(await byForm(shop, mia.email));

    expect((await shop.post(signalOf(mia.email))).status).toBe(202);
    expect(shop.requests()).toHaveLength(2);
    expect(await shop.status(mia.email)).toMatchObject({ status: 'opted-out' });
  });
});

describe('the shop’s own server', () => {
  it.each([
    ['1', true],
    [' 1 ', true],
    ['1, 1', true],
    ['0, 1', true],
    ['0', false],
    ['true', false],
    ['1;x', false],
    ['"1"', false],
    ['11', false],
    ['', false],
  ])('reads Sec-GPC: %j as %s', (header, is) => {
    expect(shop.sendsGpc({ 'sec-gpc': header })).toBe(is);
  });

  /** Replies in this order; records what it waited for and how often it called. */
  async function passingOn(...answers: (Response | Error)[]) {
    const { fetch } = globalThis;
    const [waits, signatures]: [number[], string[]] = [[], []];
    globalThis.fetch = async (_, init) => {
      signatures.push(String(new Headers(init?.headers).get('Rightsdesk-Signature')));
      const next = answers[signatures.length - 1] ?? new Error('no more');
      if (next instanceof Error) throw next;
      return next;
    };
    const wait = async (seconds: number) => void waits.push(seconds);
    try {
      const settings = { url: 'https://desk.example', key: 'k1', secret, wait };
      const result = await shop.passOn(mia.email, {}, settings).catch((error: Error) => error.message);
      return { result, waits, calls: signatures.length };
    } finally {
      globalThis.fetch = fetch;
    }
  }

  const done = () => Response.json({ status: 'in-progress' }, { status: 202 });
  const busy = () => Response.json({ error: 'Too many.' }, { status: 429, headers: { 'Retry-After': '60' } });
  const down = () => new Response('<h1>Bad gateway</h1>', { status: 502 });

  it('sends a signal again if the desk is busy, down or unreachable', async () => {
    expect(await passingOn(busy(), down(), new Error('reset'), done())).toEqual({
      result: { status: 'in-progress' },
      waits: [60, 5, 5],
      calls: 4,
    });
  });

  it('gives up after four tries, or at once if the call itself is wrong, and reports what the desk said', async () => {
    expect(await passingOn(busy(), busy(), busy(), busy())).toMatchObject({
      result: '429: Too many.',
      calls: 4,
    });
    const page = new Response('<h1>Too large</h1>', { status: 413 });
    expect(await passingOn(page)).toEqual({ result: '413: no answer of the desk', waits: [], calls: 1 });
  });

  it('reads none where there is none', () => {
    expect(shop.sendsGpc({})).toBe(false);
  });
});
