/**
 * The shop's own database, built as a small shop would: money in numeric, times with zones, documents in
 * jsonb.
 */
export const postgresSchema = `
DROP TABLE IF EXISTS reviews, payments, invoices, shipments, order_items, orders, newsletter, customers, addresses, products CASCADE;

CREATE TABLE products (
  id integer PRIMARY KEY,
  name text NOT NULL,
  price numeric(10,2) NOT NULL
);

CREATE TABLE addresses (
  id integer PRIMARY KEY,
  street text NOT NULL,
  postal_code text NOT NULL,
  city text NOT NULL,
  country char(2) NOT NULL
);

CREATE TABLE customers (
  id integer PRIMARY KEY,
  customer_number text NOT NULL UNIQUE,
  email text NOT NULL UNIQUE,
  first_name text NOT NULL,
  last_name text NOT NULL,
  birth_date date,
  phone text,
  password_hash text NOT NULL,
  address_id integer REFERENCES addresses (id),
  share_with_ad_partner boolean NOT NULL,
  staff_note text,
  created_at timestamptz NOT NULL
);
CREATE INDEX ON customers (address_id);
CREATE INDEX ON customers ((lower(email COLLATE "C")));

CREATE TABLE newsletter (
  email text PRIMARY KEY,
  first_name text,
  wants_newsletter boolean NOT NULL,
  consented_at timestamptz,
  signed_up_at text NOT NULL
);

CREATE INDEX ON newsletter ((lower(email COLLATE "C")));

CREATE TABLE orders (
  id integer PRIMARY KEY,
  order_number text NOT NULL UNIQUE,
  customer_number text,
  email text NOT NULL,
  ordered_on date NOT NULL,
  delivery_name text NOT NULL,
  delivery_address text NOT NULL,
  gift_message text,
  total numeric(10,2) NOT NULL,
  currency char(3) NOT NULL
);
CREATE INDEX ON orders (customer_number);
CREATE INDEX ON orders (email);
CREATE INDEX ON orders ((lower(email COLLATE "C")));

CREATE TABLE order_items (
  order_id integer NOT NULL REFERENCES orders (id),
  position smallint NOT NULL,
  product_id integer NOT NULL REFERENCES products (id),
  quantity integer NOT NULL,
  unit_price numeric(10,2) NOT NULL,
  ordered_on date NOT NULL,
  PRIMARY KEY (order_id, position)
);

CREATE TABLE shipments (
  id bigint PRIMARY KEY,
  order_id integer NOT NULL REFERENCES orders (id),
  tracking_number text NOT NULL,
  shipped_on date NOT NULL,
  delivered_at timestamptz,
  received_by text
);
CREATE INDEX ON shipments (order_id);

CREATE TABLE invoices (
  id integer PRIMARY KEY,
  invoice_number text NOT NULL UNIQUE,
  customer_number text,
  email text NOT NULL,
  billed_name text NOT NULL,
  billed_address text NOT NULL,
  issued_on date NOT NULL,
  total numeric(10,2) NOT NULL,
  vat numeric(10,2) NOT NULL,
  lines jsonb NOT NULL
);
CREATE INDEX ON invoices (customer_number);
CREATE INDEX ON invoices (email);
CREATE INDEX ON invoices ((lower(email COLLATE "C")));

CREATE TABLE payments (
  id integer PRIMARY KEY,
  invoice_number text NOT NULL REFERENCES invoices (invoice_number),
  method text NOT NULL,
  payer_name text NOT NULL,
  account_ending text,
  amount numeric(10,2) NOT NULL,
  paid_on date NOT NULL,
  processor_reference text NOT NULL
);
CREATE INDEX ON payments (invoice_number);

CREATE TABLE reviews (
  id integer PRIMARY KEY,
  product_id integer NOT NULL REFERENCES products (id),
  customer_number text,
  author_name text,
  stars smallint NOT NULL,
  title text,
  body text,
  written_on date NOT NULL
);
CREATE INDEX ON reviews (customer_number);
`;

/** Tables in an order that satisfies their foreign keys on insert. */
export const shopTables = [
  'products',
  'addresses',
  'customers',
  'newsletter',
  'orders',
  'order_items',
  'shipments',
  'invoices',
  'payments',
  'reviews',
] as const;

export type ShopTable = (typeof shopTables)[number];
