/** A value of a column. */
export type Cell = string | number | null;
export type Row = Readonly<Record<string, Cell>>;
export type Dialect = 'postgres' | 'mysql';

interface Column {
  readonly name: string;
  readonly type: string;
  readonly optional: boolean;
}

/**
 * The tables of WordPress and WooCommerce in short: `name:type`, with `?` where a value may be missing, and
 * the columns of the key first of all. Written after the facts of their schemas (see `sources` in the ready
 * map).
 */
const TABLES: Readonly<Record<string, readonly [key: string, columns: string]>> = {
  users: [
    'ID',
    'ID:id user_login:60 user_pass:255 user_nicename:50 user_email:100 user_url:100 user_registered:time user_activation_key:255 user_status:int display_name:250',
  ],
  usermeta: ['umeta_id', 'umeta_id:id user_id:id meta_key:255? meta_value:text?'],
  posts: [
    'ID',
    'ID:id post_author:id post_date:time post_date_gmt:time post_content:text post_title:text post_excerpt:text post_status:20 comment_status:20 ping_status:20 post_password:255 post_name:200 to_ping:text pinged:text post_modified:time post_modified_gmt:time post_content_filtered:text post_parent:id guid:255 menu_order:int post_type:20 post_mime_type:100 comment_count:int',
  ],
  postmeta: ['meta_id', 'meta_id:id post_id:id meta_key:255? meta_value:text?'],
  comments: [
    'comment_ID',
    'comment_ID:id comment_post_ID:id comment_author:text comment_author_email:100 comment_author_url:200 comment_author_IP:100 comment_date:time comment_date_gmt:time comment_content:text comment_karma:int comment_approved:20 comment_agent:255 comment_type:20 comment_parent:id user_id:id',
  ],
  commentmeta: ['meta_id', 'meta_id:id comment_id:id meta_key:255? meta_value:text?'],
  options: ['option_id', 'option_id:id option_name:191 option_value:text autoload:20'],
  woocommerce_sessions: ['session_id', 'session_id:id session_key:32 session_value:text session_expiry:id'],
  woocommerce_api_keys: [
    'key_id',
    'key_id:id user_id:id description:200? permissions:10 consumer_key:64 consumer_secret:43 nonces:text? truncated_key:7 last_access:time?',
  ],
  woocommerce_payment_tokens: [
    'token_id',
    'token_id:id gateway_id:200 token:text user_id:id type:200 is_default:int',
  ],
  woocommerce_payment_tokenmeta: ['meta_id', 'meta_id:id payment_token_id:id meta_key:255? meta_value:text?'],
  woocommerce_order_items: [
    'order_item_id',
    'order_item_id:id order_item_name:text order_item_type:200 order_id:id',
  ],
  woocommerce_order_itemmeta: ['meta_id', 'meta_id:id order_item_id:id meta_key:255? meta_value:text?'],
  woocommerce_downloadable_product_permissions: [
    'permission_id',
    'permission_id:id download_id:36 product_id:id order_id:id order_key:200 user_email:200 user_id:id? downloads_remaining:9? access_granted:time access_expires:time? download_count:id',
  ],
  wc_download_log: [
    'download_log_id',
    'download_log_id:id timestamp:time permission_id:id user_id:id? user_ip_address:100?',
  ],
  wc_customer_lookup: [
    'customer_id',
    'customer_id:id user_id:id? username:60 first_name:255 last_name:255 email:100? date_last_active:time? date_registered:time? country:2 postcode:20 city:100 state:100',
  ],
  wc_order_stats: [
    'order_id',
    'order_id:id parent_id:id date_created:time date_created_gmt:time date_paid:time? date_completed:time? num_items_sold:int total_sales:double tax_total:double shipping_total:double net_total:double returning_customer:int? status:20 customer_id:id',
  ],
  wc_order_product_lookup: [
    'order_item_id, order_id',
    'order_item_id:id order_id:id product_id:id variation_id:id customer_id:id? date_created:time product_qty:int product_net_revenue:double product_gross_revenue:double coupon_amount:double tax_amount:double shipping_amount:double shipping_tax_amount:double',
  ],
  wc_order_coupon_lookup: [
    'order_id, coupon_id',
    'order_id:id coupon_id:id date_created:time discount_amount:double',
  ],
  wc_order_tax_lookup: [
    'order_id, tax_rate_id',
    'order_id:id tax_rate_id:id date_created:time shipping_tax:double order_tax:double total_tax:double',
  ],
};

/** Where orders have tables of their own (HPOS). */
const ORDER_TABLES: typeof TABLES = {
  wc_orders: [
    'id',
    'id:id status:20? currency:10? type:20? tax_amount:number? total_amount:number? customer_id:id? billing_email:320? date_created_gmt:time? date_updated_gmt:time? parent_order_id:id? payment_method:100? payment_method_title:text? transaction_id:100? ip_address:100? user_agent:text? customer_note:text?',
  ],
  wc_order_addresses: [
    'id',
    'id:id order_id:id address_type:20? first_name:text? last_name:text? company:text? address_1:text? address_2:text? city:text? state:text? postcode:text? country:text? email:320? phone:100?',
  ],
  wc_order_operational_data: [
    'id',
    'id:id order_id:id? created_via:100? woocommerce_version:20? prices_include_tax:int? coupon_usages_are_counted:int? download_permission_granted:int? cart_hash:100? new_order_email_sent:int? order_key:100? order_stock_reduced:int? date_paid_gmt:time? date_completed_gmt:time? shipping_tax_amount:number? shipping_total_amount:number? discount_tax_amount:number? discount_total_amount:number? recorded_sales:int?',
  ],
  wc_orders_meta: ['id', 'id:id order_id:id? meta_key:255? meta_value:text?'],
};

/** Of WooCommerce 11, or with features that are switched on. */
const NEWER_TABLES: typeof TABLES = {
  wc_order_fulfillments: [
    'fulfillment_id',
    'fulfillment_id:id entity_type:255 entity_id:id status:255 is_fulfilled:int date_updated:time date_deleted:time?',
  ],
  wc_order_fulfillment_meta: [
    'meta_id',
    'meta_id:id fulfillment_id:id meta_key:255? meta_value:text? date_updated:time date_deleted:time?',
  ],
  wc_stock_notifications: [
    'id',
    'id:id product_id:id user_id:id user_email:100 status:20 date_created_gmt:time? date_modified_gmt:time? date_confirmed_gmt:time? date_last_attempt_gmt:time? date_notified_gmt:time? date_cancelled_gmt:time? cancellation_source:30?',
  ],
  wc_stock_notificationmeta: ['id', 'id:id notification_id:id meta_key:255? meta_value:text?'],
};

/** Which tables a shop has. */
export interface ShopForm {
  readonly orders: 'tables' | 'posts';
  readonly newer?: true;
}

export function tablesOf({ orders, newer }: ShopForm): typeof TABLES {
  return {
    ...TABLES,
    ...(orders === 'tables' ? ORDER_TABLES : {}),
    ...(newer ? NEWER_TABLES : {}),
  };
}

function columnsOf(columns: string): Column[] {
  return columns.split(' ').map((written) => {
    const [name = '', type = ''] = written.split(':');
    return { name, type: type.replace('?', ''), optional: type.endsWith('?') };
  });
}

/** CREATE TABLE for every table of such a shop. */
export function schemaSql(form: ShopForm, dialect: Dialect, prefix = 'wp_'): string[] {
  return Object.entries(tablesOf(form)).map(([table, [key, columns]]) => {
    const lines = columnsOf(columns).map((column) => columnSql(column, dialect));
    const keys = key.split(', ').map((name) => quoted(name, dialect));
    const end =
      dialect === 'mysql' ? ' ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci' : '';
    return `CREATE TABLE ${quoted(prefix + table, dialect)} (${[...lines, `PRIMARY KEY (${keys.join(', ')})`].join(', ')})${end}`;
  });
}

const TYPES: Readonly<Record<string, Readonly<Record<Dialect, string>>>> = {
  id: { postgres: 'bigint', mysql: 'bigint(20) unsigned' },
  int: { postgres: 'int', mysql: 'int(11)' },
  text: { postgres: 'text', mysql: 'longtext' },
  time: { postgres: 'timestamp', mysql: 'datetime' },
  double: { postgres: 'double precision', mysql: 'double' },
  number: { postgres: 'numeric(26,8)', mysql: 'decimal(26,8)' },
};

function columnSql({ name, type, optional }: Column, dialect: Dialect): string {
  const sql = TYPES[type]?.[dialect] ?? `varchar(${type})`;
  return `${quoted(name, dialect)} ${sql} ${optional ? 'NULL' : 'NOT NULL'}`;
}

/** INSERT of one row; what it does not say is empty. */
export function insertSql(table: string, row: Row, dialect: Dialect, prefix = 'wp_'): string {
  const [, columns] = { ...TABLES, ...ORDER_TABLES, ...NEWER_TABLES }[table] ?? ['', ''];
  const known = columnsOf(columns);
  for (const name of Object.keys(row))
    if (!known.some((column) => column.name === name)) throw new Error(`${table} has no column ${name}`);
  const names = known.map(({ name }) => quoted(name, dialect));
  const values = known.map((column) => literal(row[column.name] ?? emptyOf(column, dialect)));
  return `INSERT INTO ${quoted(prefix + table, dialect)} (${names.join(', ')}) VALUES (${values.join(', ')})`;
}

/** WordPress writes zeros where there is no date, which PostgreSQL cannot hold. */
function emptyOf({ type, optional }: Column, dialect: Dialect): Cell {
  if (optional) return null;
  if (type === 'time') return dialect === 'mysql' ? '0000-00-00 00:00:00' : '2026-01-01 00:00:00';
  return ['id', 'int', 'double', 'number'].includes(type) ? 0 : '';
}

function literal(value: Cell): string {
  return typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value);
}

export function quoted(name: string, dialect: Dialect): string {
  return dialect === 'mysql' ? `\`${name}\`` : `"${name}"`;
}
