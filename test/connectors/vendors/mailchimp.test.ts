import { locateEverything } from '../../../functions/connectors/locate-everything';
import { gather } from '../small-map';
import { draftedVendor, inTermsOf, LEFT_TO_THE_SHOP, outlineOf } from './drafted-vendor';
import { aMember, type Member, mailchimpStandIn } from './mailchimp-stand-in';
import { type OpenedVendor, openVendor, shippedVendor } from './shipped-vendor';

const LENA = 'lena.brandt@example.com';

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
    opened = await openVendor(shipped, { api_key: 'key-us20' }, mailchimpStandIn(members, forgotten));
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
      mailchimpStandIn(members, forgotten),
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
