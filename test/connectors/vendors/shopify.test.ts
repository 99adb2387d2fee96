import { locateEverything } from '../../../functions/connectors/locate-everything';
import { gather } from '../small-map';
import type { AskedCall, GivenAnswer } from '../vendor-stand-in';
import { type OpenedVendor, openVendor, shippedVendor } from './shipped-vendor';

interface Customer {
  readonly id: string;
  email: string | null;
  firstName: string | null;
  marketingState: string;
}

interface Shop {
  readonly customers: Customer[];
  readonly asked: Set<string>;
  throttled: boolean;
}

const LENA = "lena.o'brandt@example.com";
const ID = 'gid://shopify/Customer/1';

function node({ id, email, firstName, marketingState }: Customer) {
  return {
    id,
    firstName,
    tags: [],
    defaultEmailAddress: email && { emailAddress: email, marketingState },
    defaultPhoneNumber: null,
  };
}

/** The queries of the shipped file, answered as the reference of the GraphQL Admin API describes them. */
function shopify(shop: Shop): (call: AskedCall) => GivenAnswer {
  return (call) => {
    if (call.headers['x-shopify-access-token'] !== 'shpat_1')
      return { status: 401, body: { errors: '[API] Invalid' } };
    if (call.host !== 'lamps.myshopify.com' || call.path !== '/admin/api/2026-07/graphql.json')
      return { status: 404, body: {} };
    if (shop.throttled)
      return { body: { errors: [{ message: 'Throttled', extensions: { code: 'THROTTLED' } }] } };
    const { query, variables = {} } = JSON.parse(call.body) as {
      query: string;
      variables?: Record<string, string>;
    };
    return { body: { data: answer(shop, query, variables) } };
  };
}

function answer(shop: Shop, query: string, { id, query: text = '', after }: Record<string, string>): unknown {
  const customer = shop.customers.find((one) => one.id === id);
  if (query.includes('{ shop ')) return { shop: { id: 'gid://shopify/Shop/1' } };
  if (query.includes('customers(')) return { customers: found(shop, text, after) };
  if (query.includes('orders(')) return { customer: { orders: orders(after) } };
  if (query.includes('customerRequestDataErasure')) {
    const isNew = customer !== undefined && !shop.asked.has(customer.id);
    if (isNew) shop.asked.add(customer.id);
    const userErrors = isNew ? [] : [{ field: ['customerId'], message: 'no' }];
    return { customerRequestDataErasure: { customerId: isNew ? id : null, userErrors } };
  }
  if (query.includes('customerEmailMarketingConsentUpdate')) {
    if (customer) customer.marketingState = 'UNSUBSCRIBED';
    return { customerEmailMarketingConsentUpdate: { userErrors: [] } };
  }
  return { customer: customer ? node(customer) : null };
}

/** Loose: it takes the beginning of the address as well. */
function found({ customers }: Shop, text: string, after: string | undefined) {
  const [, quoted = ''] = /^email:"((?:\\.|[^"\\])*)"$/.exec(text) ?? [];
  const email = quoted.replaceAll(/\\(.)/g, '$1');
  const all = customers.filter((one) => email !== '' && one.email?.startsWith(email));
  const from = Number(after ?? 0);
  const hasNextPage = from + 1 < all.length;
  return {
    nodes: all.slice(from, from + 1).map(node),
    pageInfo: { hasNextPage, endCursor: hasNextPage ? String(from + 1) : null },
  };
}

function orders(after: string | undefined) {
  const hasNextPage = after === undefined;
  const nodes = [{ id: `gid://shopify/Order/${after ?? 0}`, name: '#1' }];
  return { nodes, pageInfo: { hasNextPage, endCursor: hasNextPage ? '1' : null } };
}

describe('the file of Shopify', () => {
  const shipped = shippedVendor('shopify', { shop: 'lamps' });
  const byEmail = [{ collection: 'customers', field: 'emailAddress', values: [LENA] }];
  let shop: Shop;
  let opened: OpenedVendor;

  beforeEach(async () => {
    const one = (nth: number, email: string): Customer => ({
      ...{ id: `gid://shopify/Customer/${nth}`, email, firstName: 'Lena', marketingState: 'SUBSCRIBED' },
    });
    shop = { customers: [one(1, LENA), one(2, `${LENA}.au`)], asked: new Set(), throttled: false };
    opened = await openVendor(shipped, { access_token: 'shpat_1' }, shopify(shop));
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
          : shopify(shop)(call),
      );
      const instruction = {
        collection: 'customers',
        keys: [{ id: ID }],
        action: 'erase',
        atMost: 1,
      } as const;

      await expect(connector.erase([instruction])).rejects.toMatchObject({ name: /^Store/ });
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
