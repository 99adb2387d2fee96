import { createHash } from 'node:crypto';
import { locateEverything } from '../../../functions/connectors/locate-everything';
import { gather } from '../small-map';
import type { AskedCall, GivenAnswer } from '../vendor-stand-in';
import { draftedVendor, inTermsOf, LEFT_TO_THE_SHOP, outlineOf } from './drafted-vendor';
import { type OpenedVendor, openVendor, shippedVendor } from './shipped-vendor';

interface Member {
  readonly list_id: string;
  readonly id: string;
  readonly email_address: string;
  [field: string]: unknown;
}

const LENA = 'lena.brandt@example.com';

/** Its id is the MD5 of the address in lower case; the rest as in the example of Mailchimp's reference. */
function aMember(list_id: string, email_address: string): Member {
  const id = createHash('md5').update(email_address.toLowerCase()).digest('hex');
  return {
    ...{
      list_id,
      id,
      email_address,
      full_name: 'Lena Brandt',
      email_type: 'html',
      status: 'subscribed',
      vip: false,
    },
    ...{
      merge_fields: { FNAME: 'Lena', LNAME: 'Brandt' },
      stats: { avg_open_rate: 0.4 },
      ip_signup: '',
      tags: [],
    },
  };
}

/** Mailchimp as its reference describes it: loose matches beside the exact ones, and an archive. */
function mailchimp(members: Member[], forgotten: Set<string>): (call: AskedCall) => GivenAnswer {
  return (call) => {
    const expected = `Basic ${Buffer.from('rightsdesk:key-us20').toString('base64')}`;
    if (call.host !== 'us20.api.mailchimp.com' || call.headers.authorization !== expected)
      return { status: 401, body: { title: 'API Key Invalid', status: 401 } };
    if (call.path === '/3.0/ping') return { body: { health_status: "Everything's Chimpy!" } };
    if (call.path === '/3.0/') return { body: { account_id: 'abc123' } };
    if (call.path === '/3.0/search-members') return search(members, call.query.get('query') ?? '');
    const [, list, id, rest = ''] = /^\/3\.0\/lists\/([^/]+)\/members\/([^/]+)(\/.*)?$/.exec(call.path) ?? [];
    const at = members.findIndex((one) => one.list_id === list && one.id === id);
    const member = members[at];
    if (member === undefined) return { status: 404, body: { title: 'Resource Not Found', status: 404 } };
    if (rest === '/actions/delete-permanent') {
      members.splice(at, 1);
      forgotten.add(member.email_address);
      return { status: 204 };
    }
    if (rest === '/notes') return page('notes', [{ id: 1, note: 'called' }], call);
    if (rest === '/activity-feed') return page('activity', [], call);
    if (rest === '/events')
      return page(
        'events',
        Array.from({ length: 1_500 }, (_, nth) => ({ name: `e${nth}` })),
        call,
      );
    if (call.method === 'PATCH') Object.assign(member, JSON.parse(call.body));
    return { body: member };
  };
}

function search(members: readonly Member[], query: string): GivenAnswer {
  const isNear = ({ email_address }: Member) =>
    email_address.toLowerCase().includes(query.toLowerCase().slice(0, 6));
  const near = members.filter(isNear);
  const exact = near.filter(({ email_address }) =>
    email_address.toLowerCase().startsWith(query.toLowerCase()),
  );
  const found = (all: readonly Member[]) => ({ members: all, total_items: all.length });
  return { body: { exact_matches: found(exact), full_search: found(near), _links: [] } };
}

function page(name: string, all: readonly object[], { query }: AskedCall): GivenAnswer {
  const from = Number(query.get('offset') ?? 0);
  const to = from + Number(query.get('count') ?? 10);
  return { body: { [name]: all.slice(from, to), total_items: all.length } };
}

describe('the file of Mailchimp', () => {
  const shipped = shippedVendor('mailchimp', { data_center: 'us20' });
  const search = [{ collection: 'members', field: 'email_address', values: [LENA] }];
  let members: Member[];
  let forgotten: Set<string>;
  let opened: OpenedVendor;

  beforeEach(async () => {
    members = [
      aMember('news', LENA),
      aMember('offers', 'Lena.Brandt@example.com'),
      aMember('news', `${LENA}.au`),
    ];
    forgotten = new Set();
    opened = await openVendor(shipped, { api_key: 'key-us20' }, mailchimp(members, forgotten));
  });

  afterEach(() => opened.close());

  const keys = async () => (await locateEverything(opened.connector, search)).rows.map(({ key }) => key);
  const erase = (all: readonly Readonly<Record<string, string>>[]) =>
    opened.connector.erase([{ collection: 'members', keys: all, action: 'erase', atMost: all.length }]);

  it('says which account its key is of, hashed', async () => {
    expect((await opened.connector.examine()).account).toMatch(/^[\w-]{24}$/);
  });

  it('fits its map', () => {
    expect(shipped.map.gaps).toEqual([]);
  });

  it('is drafted as its map says, from a sample that names nobody', async () => {
    const draft = await draftedVendor(
      shipped.vendor,
      { api_key: 'key-us20' },
      mailchimp(members, forgotten),
      'mailchimp',
    );

    expect(inTermsOf(shipped, draft)).toEqual(outlineOf(shipped.store.collections));
    expect(draft.problems.filter(({ blocks }) => blocks !== 'nothing')).toEqual([]);
    expect(new Set(draft.gaps)).toEqual(new Set([...LEFT_TO_THE_SHOP]));
    expect(`${draft.text}${draft.notLookedAt}${draft.asked}`).not.toMatch(/lena|brandt|@example/i);
  });

  it('walks a request from the search to the erasure, in every list', async () => {
    await opened.connector.probe();
    const found = await keys();
    expect(found.map(({ list_id }) => list_id)).toEqual(['news', 'offers']);

    const [copy] = await gather(opened.connector.export([{ collection: 'members', key: found[0] ?? {} }]));
    expect(copy?.values.notes).toEqual([{ id: 1, note: 'called' }]);
    expect(copy?.values.events).toHaveLength(1_500);

    const receipts = [await erase(found), await erase(found)];
    expect(receipts.map(({ collections: [one] }) => [one?.erased, one?.alreadyAbsent])).toEqual([
      [2, 0],
      [0, 2],
    ]);
    expect((await opened.connector.confirmAbsent(search)).rows).toEqual([]);
    expect(members.map(({ email_address }) => email_address)).toEqual([`${LENA}.au`]);
  });

  it('erases for good instead of archiving, and nobody whom Mailchimp does not show', async () => {
    await erase([{ list_id: 'news', id: '0'.repeat(32) }]);
    expect([...forgotten]).toEqual([]);

    await erase(await keys());
    expect(opened.asked().filter((call) => call.startsWith('DELETE'))).toEqual([]);
    expect(forgotten.size).toBe(2);
  });

  it('ends a newsletter without erasing the member', async () => {
    expect(await opened.connector.optOut(search, 'marketing-objection')).toEqual({ found: 2, changed: 2 });
    expect(await opened.connector.optOut(search, 'marketing-objection')).toEqual({ found: 2, changed: 0 });
    expect(members.map(({ status }) => status)).toEqual(['unsubscribed', 'unsubscribed', 'subscribed']);
  });

  it.each(['us20.evil.example', 'us20/', 'x@evil', '', 'us', '127.0.0.1'])(
    'takes no data centre that is none: %s',
    (data_center) => {
      expect(() => shippedVendor('mailchimp', { data_center })).toThrow('connection.account');
    },
  );
});
