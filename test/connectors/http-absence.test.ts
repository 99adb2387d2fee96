import type { Connector } from '../../functions/connectors/connector';
import { createHttpConnector } from '../../functions/connectors/http/http-connector';
import { locateEverything } from '../../functions/connectors/locate-everything';
import { contractStore } from '../contracts/connector.contract';
import { CLUB_FILE, type ClubRow, clubVendor, vendorOf } from './club-vendor';
import { gather } from './small-map';
import {
  type AskedCall,
  aStopwatch,
  type GivenAnswer,
  type StandIn,
  startStandIn,
  type Vendorlike,
} from './vendor-stand-in';

const store = contractStore({
  ...{ kind: 'http', physical: { members: {}, rooms: {} }, memberKey: ['club', 'id'], sharing: false },
  ...{ crowd: 0, open: () => Promise.reject(new Error('not opened here')) },
});
const SEARCH = [{ collection: 'members', field: 'email', values: ['ada@example.com'] }];
const ADA: ClubRow = {
  ...{ club: 'chess', id: '7', email: 'ada@example.com', member_number: 'M-7', wants_mail: true },
};
const KEYS = [{ club: 'chess', id: '7' }];
const ERASURE = { collection: 'members', keys: KEYS, action: 'erase', atMost: 1 } as const;

const CURSOR = '{ strategy: cursor, configuration: { cursor_param: after, next_at: next, has_more: more } }';
const paged = (by: string) => CLUB_FILE.replaceAll(CURSOR, by);
const GET = 'get: { method: GET, path: /v1/clubs/<club>/members/<id>, data_path: member }';
/** The row is asked for in the body: no part of the path is the key. */
const BY_BODY = CLUB_FILE.replace(
  GET,
  `get: { method: POST, path: /v1/read, body: '{ "of": ["<club>", "<id>"] }', data_path: member }`,
);

describe('what a vendor does not show', () => {
  const open: StandIn[] = [];
  afterEach(async () => {
    for (const one of open.splice(0)) await one.stop();
  });

  async function connect(answer: Vendorlike, file = CLUB_FILE): Promise<Connector> {
    const { transport, ...standIn } = await startStandIn(answer);
    open.push({ transport, ...standIn });
    const secrets = { api_key: 'swordfish' };
    return createHttpConnector({
      ...{ store, vendor: vendorOf(file), secrets, transport, stopwatch: aStopwatch() },
    });
  }

  const found = async (connector: Connector) =>
    (await locateEverything(connector, SEARCH, Number.POSITIVE_INFINITY)).rows.length;

  it.each([false, 0, null, '', [], {}])(
    'is no row that is gone where the sign of that holds %j, which is_set does not count',
    async (deleted) => {
      const file = CLUB_FILE.replace(GET, `${GET}\n      gone_when: [{ field: deleted, is_set: true }]`);

      expect(await found(await connect(clubVendor([{ ...ADA, deleted }]), file))).toBe(1);
      expect(await found(await connect(clubVendor([{ ...ADA, deleted: 'today' }]), file))).toBe(0);
    },
  );

  it('is gone where its own address is not found, or the end of the path is null', async () => {
    for (const gone of [{ status: 404, body: {} }, { status: 410, body: {} }, { body: { member: null } }]) {
      const connector = await connect(() => gone);

      expect((await connector.erase([ERASURE])).collections[0]).toMatchObject({ alreadyAbsent: 1 });
    }
  });

  it.each<[string, GivenAnswer, string]>([
    ['nothing but null', { body: 'null' }, CLUB_FILE],
    [
      'null before the end of the path',
      { body: { data: null } },
      CLUB_FILE.replace('data_path: member', 'data_path: data.member'),
    ],
    ['"not found" at an address that names no row', { status: 404, body: {} }, BY_BODY],
    ['"gone" at an address that names no row', { status: 410, body: {} }, BY_BODY],
    ['a part of an answer without a reason', { status: 207, body: { member: [] } }, BY_BODY],
    [
      'a part of an answer because of a fault',
      { status: 207, body: { member: [], errors: [{ category: 'INTERNAL_ERROR' }] } },
      BY_BODY,
    ],
    [
      'a part of an answer because of a fault beside what is not there',
      {
        status: 207,
        body: { member: [], errors: [{ category: 'OBJECT_NOT_FOUND' }, { category: 'RATE_LIMITS' }] },
      },
      BY_BODY,
    ],
  ])('is not gone where it answers with %s', async (_what, given, file) => {
    const connector = await connect(() => given, file);

    await expect(connector.erase([ERASURE])).rejects.toMatchObject({ name: /^Store/ });
  });

  it.each<[string, object]>([
    ['is missing', { club: 'chess', id: '7', mail: 'ada@example.com' }],
    ['is an object', { ...ADA, email: { value: 'ada@example.com' } }],
    ['is a list', { ...ADA, email: ['ada@example.com'] }],
  ])('is not somebody else’s where the field that it is compared by %s', async (_what, row) => {
    const connector = await connect(() => ({ body: { data: [row], more: false } }));

    expect((await connector.locate(SEARCH)).unread).toEqual([
      { collection: 'members', place: '/v1/members', reason: 'misfit' },
    ]);
  });

  it('is nobody’s where the vendor says that the field is empty', async () => {
    const connector = await connect(() => ({ body: { data: [{ ...ADA, email: null }], more: false } }));

    expect(await connector.locate(SEARCH)).toEqual({ rows: [], unmapped: [] });
  });

  it.each<[string, (nth: number) => object]>([
    ['of empty pages', (nth) => ({ data: [], more: true, next: String(nth) })],
    ['of one row a page', (nth) => ({ data: [{ ...ADA, id: String(nth) }], more: true, next: String(nth) })],
  ])('may be behind a list %s without an end, which is told as not read', async (_what, page) => {
    let nth = 0;
    const vendor = vendorOf(CLUB_FILE);
    const transport = async () => {
      nth += 1;
      return { status: 200, headers: {}, text: JSON.stringify(page(nth)) };
    };
    const connector = createHttpConnector({
      ...{ store, vendor, secrets: { api_key: 'swordfish' }, transport, stopwatch: aStopwatch() },
    });

    const all = await locateEverything(connector, SEARCH, Number.POSITIVE_INFINITY);
    expect(all.unread).toEqual([{ collection: 'members', place: '/v1/members', reason: 'misfit' }]);
    expect(nth).toBeLessThan(1_100);
  });

  it('is not copied in part where a list below it comes to no end', async () => {
    const file = CLUB_FILE.replace(
      '      erase:',
      `      include:
        - field: visits
          method: GET
          path: /v1/clubs/<club>/members/<id>/visits
          data_path: data
          pagination: ${CURSOR}
      erase:`,
    );
    let nth = 0;
    const transport = async ({ path }: { path: string }) => {
      nth += 1;
      const visits = { data: [], more: true, next: String(nth) };
      return {
        status: 200,
        headers: {},
        text: JSON.stringify(path.includes('/visits') ? visits : { member: ADA }),
      };
    };
    const connector = createHttpConnector({
      ...{ store, vendor: vendorOf(file), secrets: { api_key: 'swordfish' }, stopwatch: aStopwatch() },
      transport,
    });

    await expect(
      gather(connector.export([{ collection: 'members', key: KEYS[0] ?? {} }])),
    ).rejects.toMatchObject({ place: { code: 'page-without-end' } });
  });

  it('is gone where a part of an answer says so', async () => {
    const body = { member: [], errors: [{ category: 'OBJECT_NOT_FOUND' }] };
    const connector = await connect(() => ({ status: 207, body }), BY_BODY);

    expect((await connector.erase([ERASURE])).collections[0]).toMatchObject({ alreadyAbsent: 1 });
  });

  it('may be on the page behind an empty one', async () => {
    const file = paged('{ strategy: cursor, configuration: { cursor_param: after, next_at: next } }');
    const connector = await connect(
      ({ query }) => ({
        body: query.has('after') ? { data: [ADA] } : { data: [], next: 'second' },
      }),
      file,
    );

    expect(await found(connector)).toBe(1);
  });

  it('may be behind a page with fewer rows than were asked for', async () => {
    const rows = Array.from({ length: 250 }, (_, nth) => ({ ...ADA, id: String(nth) }));
    const connector = await connect(({ query }) => {
      const from = Number(query.get('offset'));
      return { body: { data: rows.slice(from, from + 100) } };
    }, paged(
      '{ strategy: offset, configuration: { incremental_param: offset, increment_by: 1000, limit: 100000 } }',
    ));

    expect(await found(connector)).toBe(250);
  });

  it.each([
    '<LINK>; rel="next"',
    '<LINK>; rel=next',
    "<LINK>; rel='next'",
    '<LINK>; rel = "next"',
    '<LINK>; REL="Next"',
    '<LINK>; title="more"; rel="last next"',
    '<https://api.club.example.com/v1/members>; rel="prev", <LINK>; rel="next"',
  ])('may be behind the link %s', async (link) => {
    const answer = ({ query }: AskedCall): GivenAnswer =>
      query.has('page')
        ? { body: { data: [ADA] } }
        : {
            headers: { link: link.replace('LINK', 'https://api.club.example.com/v1/members?page=2') },
            body: { data: [] },
          };
    const connector = await connect(
      answer,
      paged('{ strategy: link, configuration: { source: headers, rel: next } }'),
    );

    expect(await found(connector)).toBe(1);
  });

  it('is not looked for behind a link of another kind', async () => {
    const link = '<https://api.club.example.com/v1/members?page=2>; rel="next-archive"';
    const connector = await connect(
      ({ query }) => ({ headers: { link }, body: { data: query.has('page') ? [ADA] : [] } }),
      paged('{ strategy: link, configuration: { source: headers, rel: next } }'),
    );

    expect(await found(connector)).toBe(0);
  });

  it('is not counted as an opt-out: the row is read again after the call of the vendor', async () => {
    const file = CLUB_FILE.replace(
      '      erase:',
      `      opt_out:
        - right: marketing-objection
          steps: [{ method: POST, path: /v1/clubs/<club>/members/<id>/quiet, expect: [200] }]
      erase:`,
    );
    const rows = [{ ...ADA }];
    const answer = clubVendor(rows);
    const quiet = (make: boolean, status: number) => (call: AskedCall) => {
      if (!call.path.endsWith('/quiet')) return answer(call);
      if (make) Object.assign(rows[0] ?? {}, { wants_mail: false });
      return { status, body: {} };
    };

    for (const status of [200, 404])
      await expect(
        (await connect(quiet(false, status), file)).optOut(SEARCH, 'marketing-objection'),
      ).rejects.toMatchObject({ place: { code: 'not-written' } });
    expect(await (await connect(quiet(true, 200), file)).optOut(SEARCH, 'marketing-objection')).toEqual({
      found: 1,
      changed: 1,
    });
  });
});
