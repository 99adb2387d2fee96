import type { Cell, Row, ShopForm } from './woocommerce-tables';

/** Rows of a small shop, by table. */
export type Shop = Readonly<Record<string, readonly Row[]>>;

/** Invented people. `account`: the number of their account; guests have none. */
export const ida = { email: 'ida@example.com', account: 12, name: ['Ida', 'Holm'] } as const;
export const bob = { email: 'bob@example.com', account: 13, name: ['Bob', 'Stern'] } as const;
export const zoe = { email: 'zoe@example.com', account: 0, name: ['Zoe', 'Gast'] } as const;
const alma = { email: 'alma@example.com', account: 1, name: ['Alma', 'Kern'] } as const;

/** Wrote a note on an order, and has no account any more. */
export const formerColleague = 'former@example.com';

type Person = typeof ida | typeof bob | typeof zoe | typeof alma;

interface Order {
  readonly id: number;
  readonly by: Person;
  /** @default the person's */
  readonly email?: string;
  /** @default the person's */
  readonly account?: number;
  readonly on: string;
  readonly refunds?: number;
}

/** By number: whose it is, and what is odd about it. */
export const orders = {
  plain: { id: 101, by: ida, on: '2026-02-01 10:00:00' },
  asGuest: { id: 102, by: ida, account: 0, on: '2025-11-05 10:00:00' },
  refund: { id: 103, by: ida, refunds: 101, on: '2026-02-10 10:00:00' },
  otherAddress: { id: 104, by: ida, email: 'ida@office.example', on: '2026-02-11 10:00:00' },
  /** Placed from Bob's account with Ida's address. */
  contested: { id: 105, by: bob, email: ida.email, on: '2026-02-12 10:00:00' },
  bobs: { id: 106, by: bob, on: '2026-02-13 10:00:00' },
  zoes: { id: 107, by: zoe, on: '2026-02-14 10:00:00' },
} satisfies Record<string, Order>;

/** How the shop keeps orders; `both`: in tables of their own, with copies in posts. */
export type Kept = 'tables' | 'posts' | 'both';

export function formOf(kept: Kept): ShopForm {
  return { orders: kept === 'posts' ? 'posts' : 'tables' };
}

export function shopKept(kept: Kept, all: readonly Order[] = Object.values(orders)): Shop {
  const parts = [people(), beside(), analytics(all), hangingOnOrders(all)];
  if (kept !== 'posts') parts.push(ownOrders(all));
  if (kept !== 'tables') parts.push(orderPosts(all));
  const tables = [...new Set(parts.flatMap((part) => Object.keys(part)))];
  return Object.fromEntries(tables.map((table) => [table, parts.flatMap((part) => part[table] ?? [])]));
}

function people(): Shop {
  const accounts = [alma, ida, bob];
  const details = (one: Person): [string, Cell][] => [
    ['first_name', one.name[0]],
    ['billing_email', one.email],
    ['billing_address_1', `${one.name[1]}gasse 1`],
    ['wp_capabilities', 'a:1:{s:8:"customer";b:1;}'],
    ['session_tokens', `a:1:{s:64:"${'0'.repeat(64)}";a:1:{s:2:"ip";s:9:"192.0.2.1";}}`],
  ];
  return {
    users: accounts.map((one) => ({
      ...{ ID: one.account, user_login: one.name[0].toLowerCase(), user_pass: '$wp$2y$10$hash' },
      ...{
        user_nicename: one.name[0].toLowerCase(),
        user_email: one.email,
        display_name: one.name.join(' '),
      },
    })),
    usermeta: accounts.flatMap((one) =>
      details(one).map(([meta_key, meta_value], at) => ({
        ...{ umeta_id: one.account * 100 + at, user_id: one.account, meta_key, meta_value },
      })),
    ),
    woocommerce_sessions: [
      ...accounts.map((one) => ({
        ...{ session_id: one.account, session_key: String(one.account), session_expiry: 1_800_000_000 },
        session_value: `a:1:{s:8:"customer";s:${one.email.length}:"${one.email}";}`,
      })),
      { session_id: 90, session_key: 't_5b1f0c', session_value: 'a:0:{}', session_expiry: 1_800_000_000 },
    ],
    woocommerce_api_keys: [
      {
        key_id: 1,
        user_id: 1,
        description: 'Till',
        permissions: 'read',
        consumer_key: 'ck',
        consumer_secret: 'cs',
        truncated_key: 'ck',
      },
    ],
    woocommerce_payment_tokens: [ida, bob].map(({ account }) => ({
      ...{ token_id: account, gateway_id: 'cards', token: `pm_${account}`, user_id: account, type: 'CC' },
    })),
    woocommerce_payment_tokenmeta: [ida, bob].map(({ account }) => ({
      ...{ meta_id: account, payment_token_id: account, meta_key: 'last4', meta_value: '4242' },
    })),
  };
}

/** Contents of the site, reviews, and who used a coupon. */
function beside(): Shop {
  return {
    options: [{ option_id: 1, option_name: 'blogname', option_value: 'Lamps' }],
    posts: [
      { ID: 1, post_author: 1, post_type: 'page', post_title: 'About us', post_content: 'Lamps since 1950' },
      { ID: 2, post_author: 1, post_type: 'product', post_title: 'Lamp' },
      { ID: 3, post_author: 1, post_type: 'shop_coupon', post_title: 'SPRING' },
      { ID: 4, post_author: 12, post_type: 'post', post_title: 'A guest article' },
      {
        ID: 5,
        post_author: 12,
        post_type: 'user_request',
        post_title: ida.email,
        post_status: 'request-pending',
      },
    ],
    postmeta: [
      { meta_id: 1, post_id: 2, meta_key: '_price', meta_value: '30' },
      { meta_id: 2, post_id: 3, meta_key: '_used_by', meta_value: '12' },
      { meta_id: 3, post_id: 3, meta_key: '_used_by', meta_value: ida.email },
      { meta_id: 4, post_id: 3, meta_key: '_used_by', meta_value: '13' },
      { meta_id: 5, post_id: 5, meta_key: '_wp_user_request_confirmed_timestamp', meta_value: '1767225600' },
    ],
    comments: [
      {
        comment_ID: 1,
        comment_post_ID: 2,
        comment_author: 'Ida',
        comment_author_email: ida.email,
        comment_author_IP: '192.0.2.1',
        comment_content: 'Bright',
        comment_type: 'review',
        user_id: 12,
      },
      {
        comment_ID: 2,
        comment_post_ID: 2,
        comment_author: 'Bob',
        comment_author_email: bob.email,
        comment_content: 'Dim',
        comment_type: 'review',
        user_id: 13,
      },
      {
        comment_ID: 3,
        comment_post_ID: 2,
        comment_author: 'Alma',
        comment_author_email: alma.email,
        comment_content: 'Thank you',
        comment_type: 'comment',
        comment_parent: 1,
        user_id: 1,
      },
      {
        comment_ID: 4,
        comment_post_ID: 1,
        comment_author: 'Zoe',
        comment_author_email: zoe.email,
        comment_content: 'Nice',
        comment_type: '',
      },
    ],
    commentmeta: [
      { meta_id: 1, comment_id: 1, meta_key: 'rating', meta_value: '5' },
      { meta_id: 2, comment_id: 2, meta_key: 'rating', meta_value: '2' },
      { meta_id: 3, comment_id: 1101, meta_key: 'is_customer_note', meta_value: '1' },
    ],
  };
}

/** What refers to an order by its number, wherever the order is. The notes are written by Alma. */
function hangingOnOrders(all: readonly Order[]): Shop {
  return {
    woocommerce_order_items: all.map(({ id }) => ({
      ...{ order_item_id: id, order_item_name: 'Lamp', order_item_type: 'line_item', order_id: id },
    })),
    woocommerce_order_itemmeta: all.map(({ id }) => ({
      ...{ meta_id: id, order_item_id: id, meta_key: '_qty', meta_value: '1' },
    })),
    comments: all.map(({ id }) => ({
      ...{
        comment_ID: 1000 + id,
        comment_post_ID: id,
        comment_author: 'Alma',
        comment_author_email: id === 102 ? formerColleague : alma.email,
      },
      ...{ comment_content: `Parcel ${id} sent`, comment_type: 'order_note', comment_agent: 'WooCommerce' },
    })),
    woocommerce_downloadable_product_permissions: all
      .filter(({ refunds }) => !refunds)
      .map((order) => ({
        ...{ permission_id: order.id, download_id: `d${order.id}`, product_id: 2, order_id: order.id },
        ...{ order_key: `wc_order_${order.id}`, user_email: emailOf(order), user_id: accountOf(order) },
      })),
    wc_download_log: [101, 106].map((id) => ({
      ...{ download_log_id: id, permission_id: id, user_ip_address: '192.0.2.1' },
      user_id: id === 101 ? 12 : 13,
    })),
  };
}

/** A registered customer and a guest of the same address are two customers of the figures. */
function analytics(all: readonly Order[]): Shop {
  const customers: [number, Person, string, number | null][] = [
    [1, ida, ida.email, 12],
    [2, ida, ida.email, null],
    [3, bob, bob.email, 13],
    [4, zoe, zoe.email, null],
  ];
  const numberOf = (order: Order) => {
    const account = accountOf(order) || null;
    const isMeant = ([, , email, owner]: (typeof customers)[number]) =>
      account ? owner === account : owner === null && email === emailOf(order);
    return customers.find(isMeant)?.[0] ?? 0;
  };
  return {
    wc_customer_lookup: customers.map(([customer_id, one, email, user_id]) => ({
      ...{ customer_id, user_id, email, first_name: one.name[0], last_name: one.name[1], city: 'Berlin' },
    })),
    wc_order_stats: all.map((order) => ({
      ...{ order_id: order.id, parent_id: order.refunds ?? 0, status: 'wc-completed', total_sales: 30 },
      customer_id: numberOf(order),
    })),
    wc_order_product_lookup: all.map((order) => ({
      ...{ order_item_id: order.id, order_id: order.id, product_id: 2, product_qty: 1 },
      customer_id: numberOf(order),
    })),
    wc_order_coupon_lookup: [{ order_id: 101, coupon_id: 3, discount_amount: 5 }],
    wc_order_tax_lookup: all.map(({ id }) => ({ order_id: id, tax_rate_id: 1, total_tax: 4.79 })),
  };
}

function ownOrders(all: readonly Order[]): Shop {
  return {
    wc_orders: all.map((order) => ({
      ...{ id: order.id, status: 'wc-completed', currency: 'EUR', total_amount: 30, tax_amount: 4.79 },
      ...{ type: order.refunds ? 'shop_order_refund' : 'shop_order', date_created_gmt: order.on },
      ...(order.refunds
        ? { parent_order_id: order.refunds }
        : { customer_id: accountOf(order), billing_email: emailOf(order), ip_address: '192.0.2.1' }),
    })),
    wc_order_addresses: all
      .filter(({ refunds }) => !refunds)
      .map((order) => ({
        ...{ id: order.id, order_id: order.id, address_type: 'billing', email: emailOf(order) },
        ...{ first_name: order.by.name[0], last_name: order.by.name[1], address_1: 'Lampengasse 1' },
      })),
    wc_order_operational_data: all.map(({ id }) => ({ id, order_id: id, order_key: `wc_order_${id}` })),
    wc_orders_meta: all.map(({ id }) => ({
      ...{ id, order_id: id, meta_key: '_billing_address_index', meta_value: `index of ${id}` },
    })),
  };
}

function orderPosts(all: readonly Order[]): Shop {
  const meta = (order: Order): [string, string][] => [
    ['_billing_email', emailOf(order)],
    ['_customer_user', String(accountOf(order))],
    ['_billing_first_name', order.by.name[0]],
  ];
  const details = (order: Order) => (order.refunds ? [['_refund_amount', '30'] as const] : meta(order));
  return {
    posts: all.map((order) => ({
      ...{
        ID: order.id,
        post_author: 1,
        post_title: 'Order',
        post_status: 'wc-completed',
        post_date_gmt: order.on,
      },
      ...{ post_type: order.refunds ? 'shop_order_refund' : 'shop_order', post_parent: order.refunds ?? 0 },
    })),
    postmeta: all.flatMap((order) =>
      details(order).map(([meta_key, meta_value], at) => ({
        ...{ meta_id: order.id * 10 + at, post_id: order.id, meta_key, meta_value },
      })),
    ),
  };
}

function emailOf({ email, by }: Order): string {
  return email ?? by.email;
}

function accountOf({ account, by }: Order): number {
  return account ?? by.account;
}
