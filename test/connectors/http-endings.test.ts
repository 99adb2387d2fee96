import { createHttpConnector } from '../../functions/connectors/http/http-connector';
import { contractStore } from '../contracts/connector.contract';
import { CLUB_FILE, type ClubRow, clubVendor, vendorOf } from './club-vendor';
import { aStopwatch, type StandIn, startStandIn, type Vendorlike } from './vendor-stand-in';

const store = contractStore({
  ...{ kind: 'http', physical: { members: {}, rooms: {} }, memberKey: ['club', 'id'], sharing: false },
  ...{ crowd: 0, open: () => Promise.reject(new Error('not opened here')) },
});
const KEY = { club: 'chess', id: '1' };
const ADA: ClubRow = { ...KEY, email: 'ada@example.com', member_number: 'M-1' };
const SEARCH = [{ collection: 'members', field: 'email', values: ['ada@example.com'] }];

const listOf = (what: string, path: string, more: string) =>
  `{ what: ${what}, method: GET, path: ${path}, query_params: [{ name: member, value: <id> }], data_path: data${more} }`;
/** The club's file, in which an erasure also ends what two lists hold. */
const twoLists = (more = '') =>
  CLUB_FILE.replace(
    '      erase:',
    `      erase:
        also_ends:
          - ${listOf('an open order', '/v1/orders', more)}
          - ${listOf('a running subscription', '/v1/subs', more)}`,
  );

describe('what an erasure at a vendor would also end', () => {
  const open: StandIn[] = [];
  afterEach(async () => {
    for (const one of open.splice(0)) await one.stop();
  });

  async function connect(orders: readonly object[], subs: readonly object[], file = twoLists()) {
    const base = clubVendor([{ ...ADA }]);
    const answer: Vendorlike = (call) => {
      if (call.path === '/v1/orders') return { body: { data: orders } };
      return call.path === '/v1/subs' ? { body: { data: subs } } : base(call);
    };
    const standIn = await startStandIn(answer);
    open.push(standIn);
    const { transport } = standIn;
    const connector = createHttpConnector({
      ...{ store, vendor: vendorOf(file), secrets: { api_key: 'swordfish' }, stopwatch: aStopwatch() },
      transport,
    });
    const found = async () => (await connector.locate(SEARCH)).rows[0]?.ends ?? [];
    const erase = (ids: readonly string[]) =>
      connector.erase([
        { collection: 'members', keys: [KEY], action: 'erase', atMost: 1, mayEnd: [{ key: KEY, ids }] },
      ]);
    return { found, erase, erased: () => standIn.calls.some(({ method }) => method === 'DELETE') };
  }

  it.each([false, 0, null, '', [], {}])(
    'still runs where its sign that it is over holds %j, which is_set does not count',
    async (canceled) => {
      const file = twoLists(', over_when: [{ field: canceled, is_set: true }]');
      const { found, erase, erased } = await connect([], [{ id: 1, canceled }], file);

      expect(await found()).toMatchObject([{ what: 'a running subscription' }]);
      await expect(erase([])).rejects.toMatchObject({ place: { code: 'ends-more' } });
      expect(erased()).toBe(false);
    },
  );

  it('is over where that sign holds something', async () => {
    const file = twoLists(', over_when: [{ field: canceled, is_set: true }]');
    const { found } = await connect([], [{ id: 1, canceled: '2026-01-01' }], file);

    expect(await found()).toEqual([]);
  });

  it('is told apart by its list too: a tick for order 7 ends no subscription 7', async () => {
    const order = (await (await connect([{ id: 7 }], [])).found()).map(({ id }) => id);
    const { found, erase, erased } = await connect([], [{ id: 7 }]);

    expect(order).toHaveLength(1);
    for (const ticked of [order, ['7']])
      await expect(erase(ticked)).rejects.toMatchObject({ place: { code: 'ends-more' } });
    expect(erased()).toBe(false);
    await erase((await found()).map(({ id }) => id));
    expect(erased()).toBe(true);
  });

  it('is two endings where two lists hold the same id, of which one tick allows one', async () => {
    const { found, erase, erased } = await connect([{ id: 7 }], [{ id: 7 }]);
    const [order, sub] = (await found()).map(({ id }) => id);

    expect(order).not.toBe(sub);
    await expect(erase([order ?? ''])).rejects.toMatchObject({ place: { code: 'ends-more' } });
    expect(erased()).toBe(false);
  });
});
