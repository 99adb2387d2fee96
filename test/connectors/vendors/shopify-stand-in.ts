import type { AskedCall, GivenAnswer } from '../vendor-stand-in';

export interface ShopCustomer {
  readonly id: string;
  email: string | null;
  firstName: string | null;
  marketingState: string;
}

export interface Shop {
  readonly customers: ShopCustomer[];
  readonly asked: Set<string>;
  throttled: boolean;
  /** Ids of orders that were not sent yet; every customer has one more that was. */
  open: string[];
}

export function aShop(...emails: readonly string[]): Shop {
  const customers = emails.map((email, nth) => ({
    ...{ id: `gid://shopify/Customer/${nth + 1}`, email, firstName: 'Lena', marketingState: 'SUBSCRIBED' },
  }));
  return { customers, asked: new Set(), throttled: false, open: [] };
}

function node({ id, email, firstName, marketingState }: ShopCustomer) {
  return {
    id,
    firstName,
    tags: [],
    defaultEmailAddress: email && { emailAddress: email, marketingState },
    defaultPhoneNumber: null,
  };
}

/** The queries of the shipped file, answered as the reference of the GraphQL Admin API describes them. */
export function shopifyStandIn(shop: Shop): (call: AskedCall) => GivenAnswer {
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
  if (query.includes('orders(')) return { customer: { orders: orders(shop, after) } };
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

/** One a page. */
function orders({ open }: Shop, after: string | undefined) {
  const at = Number(after ?? 0);
  const all = [
    { id: 'gid://shopify/Order/0', name: '#1', closed: false, displayFulfillmentStatus: 'FULFILLED' },
    { id: 'gid://shopify/Order/1', name: '#1', closed: true, displayFulfillmentStatus: 'UNFULFILLED' },
    ...open.map((id) => ({ id, name: '#2', closed: false, displayFulfillmentStatus: 'UNFULFILLED' })),
  ];
  const hasNextPage = at + 1 < all.length;
  return {
    nodes: all.slice(at, at + 1),
    pageInfo: { hasNextPage, endCursor: hasNextPage ? String(at + 1) : null },
  };
}
