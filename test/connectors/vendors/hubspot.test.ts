import { locateEverything } from '../../../functions/connectors/locate-everything';
import { gather } from '../small-map';
import { draftedVendor, inTermsOf, LEFT_TO_THE_SHOP, outlineOf } from './drafted-vendor';
import { aContact, hubspotStandIn, type Portal, PROPERTIES } from './hubspot-stand-in';
import { type OpenedVendor, openVendor, shippedVendor } from './shipped-vendor';

const LENA = 'lena.brandt@example.com';

describe('the file of HubSpot', () => {
  const shipped = shippedVendor('hubspot');
  const byEmail = [{ collection: 'contacts', field: 'email', values: [LENA] }];
  let portal: Portal;
  let opened: OpenedVendor;

  beforeEach(async () => {
    const contacts = [
      aContact('1', LENA),
      aContact('2', 'ben@example.com'),
      aContact('3', LENA),
      aContact('4', LENA),
    ];
    portal = { contacts, indexed: [...contacts], blocklist: new Set() };
    opened = await openVendor(shipped, { private_app_token: 'pat-1' }, hubspotStandIn(portal));
  });

  afterEach(() => opened.close());

  const erase = (...ids: string[]) =>
    opened.connector.erase([
      { collection: 'contacts', keys: ids.map((id) => ({ id })), action: 'erase', atMost: ids.length },
    ]);

  it('says which account its key is of, hashed', async () => {
    expect((await opened.connector.examine()).account).toMatch(/^[\w-]{24}$/);
  });

  it('fits its map', () => {
    expect(shipped.map.gaps).toEqual([]);
  });

  it('is drafted as its map says, from a sample that names nobody', async () => {
    const draft = await draftedVendor(
      shipped.vendor,
      { private_app_token: 'pat-1' },
      hubspotStandIn(portal),
      'hubspot',
    );

    expect(inTermsOf(shipped, draft)).toEqual(outlineOf(shipped.store.collections));
    expect(draft.problems.filter(({ blocks }) => blocks !== 'nothing')).toEqual([]);
    expect(new Set(draft.gaps)).toEqual(
      new Set([...LEFT_TO_THE_SHOP, 'holds guesses that nobody has reviewed']),
    );
    expect(`${draft.text}${draft.notLookedAt}${draft.asked}`).not.toMatch(/lena|brandt|@example/i);
  });

  it('walks a request from the search to the settled erasure, though the search lags', async () => {
    await opened.connector.probe();
    const { rows } = await locateEverything(opened.connector, byEmail);
    expect(rows.map(({ key }) => key.id)).toEqual(['1', '3', '4']);
    const copies = await gather(opened.connector.export(rows));
    expect(copies.map(({ values }) => [values.email, values.firstname])).toEqual(
      Array(3).fill([LENA, 'Lena']),
    );

    const { collections, settlesWithin } = await erase('1', '3', '4');
    expect(collections[0]).toMatchObject({ erased: 0, submitted: 3 });
    expect(settlesWithin).toBe('P30D');

    expect(portal.indexed).toHaveLength(4);
    expect((await opened.connector.confirmAbsent(byEmail)).rows).toEqual([]);
    expect(portal.contacts.map(({ id }) => id)).toEqual(['2']);
  });

  it('erases a contact that is archived, since that can be undone', async () => {
    Object.assign(portal.contacts[0] ?? {}, { archived: true });

    expect((await erase('1')).collections[0]).toMatchObject({ submitted: 1, alreadyAbsent: 0 });
    expect(portal.contacts.map(({ id }) => id)).not.toContain('1');
  });

  it('never asks for the erasure of somebody whom HubSpot does not know, since it would block the address', async () => {
    const { collections } = await erase('404');

    expect(collections[0]).toMatchObject({ alreadyAbsent: 1 });
    expect([...portal.blocklist]).toEqual([]);
    expect(opened.asked().some((call) => call.endsWith('gdpr-delete'))).toBe(false);
  });

  it('asks for every property by name, and tells those that the map does not know', async () => {
    portal.contacts[0]?.properties &&
      Object.assign(portal.contacts[0].properties, { favourite_lamp: 'Anni' });

    const page = await locateEverything(opened.connector, byEmail);

    expect(page.unmapped).toEqual([{ collection: 'contacts', field: 'favourite_lamp' }]);
    expect(opened.asked().filter((call) => call === 'GET /crm/v3/properties/contacts')).toHaveLength(1);
  });

  it('asks for the properties anew with each search and each copy, since one may have come', async () => {
    const { rows } = await locateEverything(opened.connector, byEmail);
    PROPERTIES.push('shoe_size');
    Object.assign(portal.contacts[0]?.properties ?? {}, { shoe_size: '41' });

    const [copy] = await gather(opened.connector.export(rows));
    const page = await locateEverything(opened.connector, byEmail);
    PROPERTIES.pop();

    expect(copy?.values.shoe_size).toBe('41');
    expect(page.unmapped).toContainEqual({ collection: 'contacts', field: 'shoe_size' });
  });

  it.each([
    { status: 'CANCELED', results: [] },
    { status: 'PENDING', results: [] },
    { results: [] },
    { status: 'COMPLETE', results: [], errors: [{ category: 'INTERNAL_ERROR' }] },
    { status: 'COMPLETE', results: [], numErrors: 1 },
  ])('does not count as absent what a batch has not read: %j', async (body) => {
    const { connector, close } = await openVendor(shipped, { private_app_token: 'pat-1' }, (call) =>
      call.path.endsWith('/batch/read') ? { body } : hubspotStandIn(portal)(call),
    );

    await expect(
      connector.erase([{ collection: 'contacts', keys: [{ id: '1' }], action: 'erase', atMost: 1 }]),
    ).rejects.toMatchObject({ name: /^Store/ });
    await expect(gather(connector.export([{ collection: 'contacts', key: { id: '1' } }]))).rejects.toThrow();
    await close();
  });

  it('does not take a contact without the property that it was asked by for somebody else’s', async () => {
    const { connector, close } = await openVendor(shipped, { private_app_token: 'pat-1' }, (call) => {
      if (call.path.endsWith('/search')) return { body: { results: [{ id: '1', properties: {} }] } };
      return hubspotStandIn(portal)(call);
    });

    await expect(locateEverything(connector, byEmail)).rejects.toMatchObject({
      kind: 'misfit',
      place: { code: 'no-field-in-row', field: 'email' },
    });
    await close();
  });

  it('does not take a contact that has become somebody else’s since it was indexed', async () => {
    Object.assign(portal.contacts[0]?.properties ?? {}, { email: 'eve@example.com' });
    portal.indexed = portal.indexed.map((one) => (one.id === '1' ? aContact('1', LENA) : one));

    const { rows } = await locateEverything(opened.connector, byEmail);
    expect(rows.map(({ key }) => key.id)).toEqual(['3', '4']);
  });
});
