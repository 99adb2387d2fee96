import type { Connector } from '../../functions/connectors/connector';
import { createHttpConnector } from '../../functions/connectors/http/http-connector';
import { secretsOf } from '../../functions/connectors/http/vendor-secrets';
import { contractStore } from '../contracts/connector.contract';
import { CLUB_FILE, type ClubRow, clubVendor, vendorOf } from './club-vendor';
import { aStopwatch, type GivenAnswer, type StandIn, startStandIn, type Vendorlike } from './vendor-stand-in';

const store = contractStore({
  ...{ kind: 'http', physical: { members: {}, rooms: {} }, memberKey: ['club', 'id'], sharing: false },
  ...{ crowd: 0, open: () => Promise.reject(new Error('not opened here')) },
});
const SEARCH = [{ collection: 'members', field: 'email', values: ['ada@example.com'] }];
const ADA: ClubRow = { club: 'chess', id: '7', email: 'ada@example.com', member_number: 'M-7' };

describe('a vendor that fails', () => {
  const open: StandIn[] = [];
  afterEach(async () => {
    for (const one of open.splice(0)) await one.stop();
  });

  async function connect(
    answer: Vendorlike,
    file = CLUB_FILE,
  ): Promise<{ connector: Connector; standIn: StandIn }> {
    const standIn = await startStandIn(answer, { longest: 300, largest: 10_000 });
    open.push(standIn);
    const secrets = { api_key: 'swordfish' };
    const { transport } = standIn;
    const vendor = vendorOf(file);
    const connector = createHttpConnector({ store, vendor, secrets, transport, stopwatch: aStopwatch() });
    return { connector, standIn };
  }

  const page = (data: readonly ClubRow[], next: string | null): GivenAnswer => ({
    body: { data, more: next !== null, next },
  });

  it.each<[string, GivenAnswer | 'hang', string, string]>([
    ['revokes the token', { status: 401, body: {} }, 'no-answer', 'token-refused'],
    ['has a fault of its own', { status: 500, body: {} }, 'no-answer', 'HTTP 500'],
    ['hangs', 'hang', 'no-answer', 'timeout'],
    [
      'shows a page for people',
      { headers: { 'content-type': 'text/html' }, body: '<html>maintenance</html>' },
      'no-answer',
      'page-not-data',
    ],
    ['answers with half a text', { body: '{"data":[' }, 'no-answer', 'no-json'],
    ['answers with nothing', {}, 'misfit', 'no-rows-there'],
    [
      'sends the desk elsewhere',
      { status: 302, headers: { location: 'https://x.example' } },
      'no-answer',
      'redirect',
    ],
    [
      'asks for an hour of silence',
      { status: 429, headers: { 'retry-after': '3600' } },
      'no-answer',
      'too-many-calls',
    ],
    ['answers with too much', { body: { data: 'x'.repeat(20_000) } }, 'no-answer', 'too-much'],
    ['refuses the question', { status: 400, body: {} }, 'refused', 'HTTP 400'],
    ['has renamed its list', { body: { items: [] } }, 'misfit', 'no-rows-there'],
    ['answers with texts for rows', { body: { data: ['ada'] } }, 'misfit', 'no-rows-there'],
    [
      'leaves out the key',
      { body: { data: [{ ...ADA, id: null }], more: false } },
      'misfit',
      'no-key-in-row',
    ],
    ['does not say whether there is more', { body: { data: [ADA] } }, 'misfit', 'no-next-page'],
  ])('is told as one that %s, never as absence', async (_what, given, kind, code) => {
    const { connector } = await connect(() => given);

    if (kind === 'misfit') {
      expect((await connector.locate(SEARCH)).unread).toEqual([
        { collection: 'members', place: '/v1/members', reason: 'misfit' },
      ]);
    } else await expect(connector.locate(SEARCH)).rejects.toMatchObject({ kind, place: { code } });
  });

  it('says of an own record that its interface does not fit, instead of going on without it', async () => {
    const standIn = await startStandIn(() => ({ body: { items: [] } }));
    open.push(standIn);
    const collections = store.collections.map((one) => ({ ...one, ownRecord: true }) as const);
    const connector = createHttpConnector({
      ...{ store: { ...store, collections }, vendor: vendorOf(CLUB_FILE), secrets: { api_key: 'swordfish' } },
      transport: standIn.transport,
    });

    await expect(connector.locate(SEARCH)).rejects.toMatchObject({
      kind: 'misfit',
      place: { code: 'no-rows-there' },
    });
  });

  it('tells a missing permission for one list, and still reads the rest', async () => {
    const { connector } = await connect(() => ({ status: 403, body: { message: 'scope' } }));

    expect((await connector.locate(SEARCH)).unread?.[0]?.reason).toBe('forbidden');
    await expect(connector.probe()).rejects.toMatchObject({ name: 'StoreForbiddenError' });
  });

  it('tells an error inside an answer that is 200', async () => {
    const file = CLUB_FILE.replace('rightsdesk:', 'rightsdesk:\n  errors_at: [errors]');
    const { connector } = await connect(
      () => ({ body: { errors: [{ message: 'no' }], data: [], more: false } }),
      file,
    );

    await expect(connector.locate(SEARCH)).rejects.toMatchObject({ place: { code: 'error-in-answer' } });
  });

  it.each<[string, Vendorlike]>([
    [
      'gives the same cursor again',
      ({ query }) => page([{ ...ADA, id: String(query.get('after')) }], 'same'),
    ],
    [
      'gives the same page under another cursor',
      ({ query }) => page([ADA], String(Number(query.get('after') ?? 0) + 1)),
    ],
    [
      'goes round in a circle of two pages',
      ({ query }) =>
        page(
          [{ ...ADA, id: query.get('after') === 'b' ? '2' : '1' }],
          query.get('after') === 'b' ? 'c' : 'b',
        ),
    ],
  ])('is told as one that %s', async (_what, answer) => {
    const { connector, standIn } = await connect(answer);

    expect((await connector.locate(SEARCH)).unread?.[0]?.reason).toBe('misfit');
    expect(standIn.calls.length).toBeLessThan(10);
  });

  it('is not followed to another host for the next page', async () => {
    const file = CLUB_FILE.replaceAll(
      '{ strategy: cursor, configuration: { cursor_param: after, next_at: next, has_more: more } }',
      '{ strategy: link, configuration: { source: body, path: next } }',
    );
    const { connector, standIn } = await connect(
      () => page([ADA], 'https://evil.example.com/v1/members'),
      file,
    );

    await expect(connector.locate(SEARCH)).rejects.toMatchObject({ place: { code: 'other-host' } });
    expect(standIn.calls).toHaveLength(1);
  });

  it('is not believed when it accepts a change and does not make it', async () => {
    const answer = clubVendor([{ ...ADA }]);
    const { connector } = await connect((call) =>
      call.method === 'PATCH' ? { body: { member: ADA } } : answer(call),
    );
    const blank = {
      collection: 'members',
      keys: [{ club: 'chess', id: '7' }],
      atMost: 1,
      blank: { city: 'gone' },
    };

    await expect(connector.erase([{ ...blank, action: 'anonymise' }])).rejects.toMatchObject({
      place: { code: 'not-written' },
    });
  });

  it('answers with the row of somebody else by a key, and it is neither copied nor erased', async () => {
    const { connector, standIn } = await connect(() => ({ body: { member: { ...ADA, id: '8' } } }));
    const erasure = {
      collection: 'members',
      keys: [{ club: 'chess', id: '7' }],
      action: 'erase',
      atMost: 1,
    } as const;

    await expect(connector.erase([erasure])).rejects.toMatchObject({ place: { code: 'other-row' } });
    expect(standIn.calls.map(({ method }) => method)).toEqual(['GET']);
  });

  it('is never asked by a key that would lead to another address', async () => {
    const { connector, standIn } = await connect(() => ({ body: { member: ADA } }));

    for (const id of ['..', '.', ''])
      await expect(
        connector.erase([
          { collection: 'members', keys: [{ club: 'chess', id }], action: 'erase', atMost: 1 },
        ]),
      ).rejects.toMatchObject({ place: { code: 'no-path' } });
    await connector
      .erase([{ collection: 'members', keys: [{ club: 'a/b?c#d', id: '7' }], action: 'erase', atMost: 1 }])
      .catch(() => undefined);
    expect(standIn.calls.map(({ path }) => path)).toEqual(['/v1/clubs/a%2Fb%3Fc%23d/members/7']);
  });

  it('does not count as absent what it still shows, though the call to erase it is not there', async () => {
    const answer = clubVendor([{ ...ADA }]);
    const { connector } = await connect((call) =>
      call.method === 'DELETE' ? { status: 404, body: {} } : answer(call),
    );
    const key = { club: 'chess', id: '7' };

    await expect(
      connector.erase([{ collection: 'members', keys: [key], action: 'erase', atMost: 1 }]),
    ).rejects.toMatchObject({ kind: 'refused', place: { code: 'no-such-call' } });
  });

  it('counts what is gone at the erasure as already absent', async () => {
    const rows = [{ ...ADA }];
    const answer = clubVendor(rows);
    const { connector } = await connect((call) => {
      if (call.method !== 'DELETE') return answer(call);
      rows.splice(0);
      return { status: 404, body: {} };
    });
    const erasure = {
      collection: 'members',
      keys: [{ club: 'chess', id: '7' }],
      action: 'erase',
      atMost: 1,
    } as const;

    expect((await connector.erase([erasure])).collections[0]).toMatchObject({ erased: 0, alreadyAbsent: 1 });
  });

  it('gets no secret, and no error of it holds one, an address or a value', async () => {
    const { connector } = await connect(() => ({ status: 418, body: { swordfish: 'ada@example.com' } }));

    const error: Error = await connector.locate(SEARCH).then(
      () => new Error('it answered'),
      (thrown: Error) => thrown,
    );
    expect(JSON.stringify([error.message, error, String(error.cause)])).not.toMatch(
      /swordfish|ada@|127\.0|example/,
    );
    expect(() => secretsOf({ secrets: ['id', 'key'] }, '{"id":"swordfish"}')).toThrow('lacks key');
  });
});

describe('what a vendor returns without being asked', () => {
  it('is left out: rows are compared with the value', async () => {
    const rows = ['ada@example.com.evil.example.com', 'Ada@example.com', 'ada@example.com'].map(
      (email, nth) => ({
        ...ADA,
        id: String(nth),
        email,
      }),
    );
    const standIn = await startStandIn(clubVendor(rows));
    const fields = store.collections[0]?.fields.map((field) =>
      field.name === 'email' ? { ...field, identity: 'email' } : field,
    );
    const collections = store.collections.map((one) => ({ ...one, fields: fields ?? [] }));
    const vendor = vendorOf(CLUB_FILE);
    const connector = createHttpConnector({
      ...{ store: { ...store, collections }, vendor, secrets: { api_key: 'swordfish' } },
      transport: standIn.transport,
    });

    const found = await connector.locate(SEARCH);
    await standIn.stop();
    expect(found.rows.map(({ key }) => key.id)).toEqual(['1', '2']);
  });
});
