import { locateEverything } from '../../../functions/connectors/locate-everything';
import { gather } from '../small-map';
import { draftedVendor, inTermsOf, LEFT_TO_THE_SHOP, outlineOf } from './drafted-vendor';
import { type OpenedVendor, openVendor, shippedVendor } from './shipped-vendor';
import { aShop, type Shop, shopifyStandIn } from './shopify-stand-in';

const LENA = "lena.o'brandt@example.com";
const ID = 'gid://shopify/Customer/1';

describe('the file of Shopify', () => {
  const shipped = shippedVendor('shopify', { shop: 'lamps' });
  const byEmail = [{ collection: 'customers', field: 'emailAddress', values: [LENA] }];
  let shop: Shop;
  let opened: OpenedVendor;

  beforeEach(async () => {
    shop = aShop(LENA, `${LENA}.au`);
    opened = await openVendor(shipped, { access_token: 'shpat_1' }, shopifyStandIn(shop));
  });

  afterEach(() => opened.close());

  const erase = (id: string) =>
    opened.connector.erase([{ collection: 'customers', keys: [{ id }], action: 'erase', atMost: 1 }]);

  it('says which account its key is of, hashed', async () => {
    expect((await opened.connector.examine()).account).toMatch(/^[\w-]{24}$/);
  });

  it('fits its map', () => {
    expect(shipped.map.gaps).toEqual([]);
  });

  it('is drafted as its map says, from a sample that names nobody', async () => {
    const draft = await draftedVendor(
      shipped.vendor,
      { access_token: 'shpat_1' },
      shopifyStandIn(shop),
      'shopify',
    );

    expect(inTermsOf(shipped, draft)).toEqual(outlineOf(shipped.store.collections));
    expect(draft.problems.filter(({ blocks }) => blocks !== 'nothing')).toEqual([]);
    expect(new Set(draft.gaps)).toEqual(new Set([...LEFT_TO_THE_SHOP]));
    expect(`${draft.text}${draft.notLookedAt}${draft.asked}`).not.toMatch(/lena|brandt|@example/i);
  });

  it('walks a request from the search to the settled erasure', async () => {
    await opened.connector.probe();
    const { rows } = await locateEverything(opened.connector, byEmail);
    expect(rows).toMatchObject([{ key: { id: ID }, facts: { emailAddress: LENA } }]);
    const [copy] = await gather(opened.connector.export(rows));
    expect(copy?.values).toMatchObject({ firstName: 'Lena', orders: [{ name: '#1' }, { name: '#1' }] });

    const { collections, settlesWithin } = await erase(ID);
    expect(collections[0]).toMatchObject({ erased: 0, submitted: 1 });
    expect(settlesWithin).toBe('P210D');
    expect((await opened.connector.confirmAbsent(byEmail)).rows).toHaveLength(1);

    Object.assign(shop.customers[0] ?? {}, { email: null, firstName: null });
    expect((await opened.connector.confirmAbsent(byEmail)).rows).toEqual([]);
    expect([...shop.asked]).toEqual([ID]);
  });

  it('tells a refusal inside an answer of status 200, and asks for nobody whom the shop does not show', async () => {
    await erase(ID);
    await expect(erase(ID)).rejects.toMatchObject({ kind: 'refused', place: { code: 'vendor-declines' } });
    expect((await erase('gid://shopify/Customer/404')).collections[0]).toMatchObject({ alreadyAbsent: 1 });

    shop.throttled = true;
    await expect(opened.connector.confirmAbsent(byEmail)).rejects.toMatchObject({
      place: { code: 'error-in-answer' },
    });
  });

  it.each([null, 'gid://shopify/Customer/2', undefined])(
    'does not believe an answer that names another customer, or none: %s',
    async (customerId) => {
      const { connector, close } = await openVendor(shipped, { access_token: 'shpat_1' }, (call) =>
        call.body.includes('customerRequestDataErasure(')
          ? { body: { data: { customerRequestDataErasure: { customerId, userErrors: [] } } } }
          : shopifyStandIn(shop)(call),
      );
      const instruction = {
        collection: 'customers',
        keys: [{ id: ID }],
        action: 'erase',
        atMost: 1,
      } as const;

      const { collections, unsure, unfinished } = await connector.erase([instruction]);
      expect(collections).toMatchObject([{ erased: 0, alreadyAbsent: 0 }]);
      expect(unsure).toEqual([{ collection: 'customers', key: { id: ID } }]);
      expect(unfinished).toBeDefined();
      await close();
    },
  );

  it('does not take a customer whose address has another name by now for somebody else’s', async () => {
    const renamed = { id: ID, defaultEmail: { address: LENA }, defaultPhoneNumber: null };
    const { connector, close } = await openVendor(shipped, { access_token: 'shpat_1' }, () => ({
      body: {
        data: { customers: { nodes: [renamed], pageInfo: { hasNextPage: false, endCursor: null } } },
      },
    }));

    await expect(connector.locate(byEmail)).rejects.toMatchObject({ place: { code: 'no-field-in-row' } });
    await close();
  });

  it('holds back a customer with an order that was not sent, unless staff ticked that very order', async () => {
    shop.open.push('gid://shopify/Order/7');
    const [row] = (await locateEverything(opened.connector, byEmail)).rows;
    expect([row?.heldBy, row?.ends]).toEqual([
      'ends-more',
      [
        {
          ...{ what: 'an open order', several: 'open orders', id: 'gid://shopify/Order/7' },
          shown: '#2, UNFULFILLED',
        },
      ],
    ]);
    await expect(erase(ID)).rejects.toMatchObject({ place: { code: 'ends-more' } });
    expect([...shop.asked]).toEqual([]);

    const ids = ['gid://shopify/Order/7'];
    const told = { collection: 'customers', keys: [{ id: ID }], action: 'erase', atMost: 1 } as const;
    const { collections } = await opened.connector.erase([{ ...told, mayEnd: [{ key: { id: ID }, ids }] }]);
    expect([collections[0]?.submitted, [...shop.asked]]).toEqual([1, [ID]]);
  });

  it('ends advertising by mail', async () => {
    expect(await opened.connector.optOut(byEmail, 'marketing-objection')).toEqual({ found: 1, changed: 1 });
    expect(shop.customers.map(({ marketingState }) => marketingState)).toEqual([
      'UNSUBSCRIBED',
      'SUBSCRIBED',
    ]);
  });

  it('lets no address end the text of the search', async () => {
    const values = ['x" OR email:"lena', 'back\\slash@example.com'];
    await locateEverything(opened.connector, [{ collection: 'customers', field: 'emailAddress', values }]);

    const texts = opened.standIn.calls.map(({ body }) => JSON.parse(body).variables?.query);
    expect(texts).toEqual(['email:"back\\\\slash@example.com"', 'email:"x\\" OR email:\\"lena"']);
  });
});
