import { people } from './people';
import type { SeededRandom } from './seeded-random';
import { dayAfter } from './shop-dates';
import { addressLine, clockTime, type ShopAddress, type ShopCustomer } from './shop-people';
import { giftMessages, neighbours, products } from './texts';

export interface Buyer {
  readonly customerNumber: string | null;
  readonly email: string;
  readonly name: string;
  readonly address: string;
}

interface Line {
  readonly product: string;
  readonly quantity: number;
  readonly unitPrice: string;
}

/** The records of sales, as rows of the tables of the same names. */
export interface Sales {
  readonly orders: object[];
  readonly order_items: object[];
  readonly shipments: object[];
  readonly invoices: object[];
  readonly payments: object[];
}

/** Writes orders one after the other, each with all its records. */
export class SalesBook {
  readonly sales: Sales = { orders: [], order_items: [], shipments: [], invoices: [], payments: [] };

  constructor(private readonly random: SeededRandom) {}

  /**
   * An order with its items and shipment; with its own invoice and payment unless it is billed with others.
   */
  order(buyer: Buyer, orderedOn: string, { billed }: { billed: boolean }): void {
    const id = this.sales.orders.length + 1;
    const lines = this.lines(id, orderedOn);
    const total = lines.reduce((sum, line) => sum + line.cents, 0);
    this.sales.orders.push({
      id,
      order_number: `B-${100_000 + id}`,
      customer_number: buyer.customerNumber,
      email: buyer.email,
      ordered_on: orderedOn,
      delivery_name: buyer.name,
      delivery_address: buyer.address,
      gift_message: this.random.chance(0.03) ? this.random.pick(giftMessages) : null,
      total: euros(total),
      currency: 'EUR',
    });
    this.ship(id, orderedOn);
    if (billed) {
      this.bill(buyer, orderedOn, lines);
    }
  }

  /** An invoice and its payment. */
  bill(buyer: Buyer, issuedOn: string, lines: readonly (Line & { readonly cents: number })[]): void {
    const id = this.sales.invoices.length + 1;
    const total = lines.reduce((sum, line) => sum + line.cents, 0);
    const invoiceNumber = `R-${issuedOn.slice(0, 4)}-${String(id).padStart(6, '0')}`;
    this.sales.invoices.push({
      id,
      invoice_number: invoiceNumber,
      customer_number: buyer.customerNumber,
      email: buyer.email,
      billed_name: buyer.name,
      billed_address: buyer.address,
      issued_on: issuedOn,
      total: euros(total),
      vat: euros(total - Math.round(total / 1.19)),
      lines: lines.map(({ cents: _cents, ...line }) => line),
    });
    this.pay({
      id,
      invoiceNumber,
      payer: buyer.name,
      cents: total,
      paidOn: dayAfter(issuedOn, this.random.between(0, 13)),
    });
  }

  private lines(orderId: number, orderedOn: string): (Line & { cents: number })[] {
    const count = this.random.chance(0.4) ? 2 : 1;
    return Array.from({ length: count }, (_, index) => {
      const productId = this.random.between(1, products.length);
      const [product, price] = products[productId - 1] ?? ['', 0];
      const quantity = this.random.between(1, 3);
      const unitPrice = euros(price);
      this.sales.order_items.push({
        order_id: orderId,
        position: index + 1,
        product_id: productId,
        quantity,
        unit_price: unitPrice,
        ordered_on: orderedOn,
      });
      return { product, quantity, unitPrice, cents: price * quantity };
    });
  }

  private ship(orderId: number, orderedOn: string): void {
    const shippedOn = dayAfter(orderedOn, this.random.between(1, 3));
    this.sales.shipments.push({
      id: 9_000_000_000_000 + orderId,
      order_id: orderId,
      tracking_number: `EP${this.random.token(12).toUpperCase()}`,
      shipped_on: shippedOn,
      delivered_at: `${dayAfter(shippedOn, 2)}T${clockTime(this.random)}Z`,
      received_by: this.random.chance(0.1) ? this.random.pick(neighbours) : null,
    });
  }

  private pay(invoice: {
    id: number;
    invoiceNumber: string;
    payer: string;
    cents: number;
    paidOn: string;
  }): void {
    const byCard = this.random.chance(0.7);
    this.sales.payments.push({
      id: invoice.id,
      invoice_number: invoice.invoiceNumber,
      method: byCard ? 'card' : 'invoice',
      payer_name: invoice.payer,
      account_ending: byCard ? String(this.random.between(1_000, 9_999)) : null,
      amount: euros(invoice.cents),
      paid_on: invoice.paidOn,
      processor_reference: `hzp_${this.random.token(16)}`,
    });
  }
}

/** Cents as `12.90`. */
function euros(cents: number): string {
  return `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
}

/**
 * A few years of sales: ordinary customers, one who orders all the time, one whose last order is old, a
 * guest.
 */
export function shopSales(
  random: SeededRandom,
  { customers, addresses }: { customers: readonly ShopCustomer[]; addresses: readonly ShopAddress[] },
  frequentOrders: number,
): Sales {
  const book = new SalesBook(random);
  for (const customer of customers) {
    const buyer = buyerOf(customer, addresses);
    if (customer.email === people.ottilie.email) {
      orderAllTheTime(book, buyer, frequentOrders);
    } else if (customer.email === people.gerhard.email) {
      book.order(buyer, '2018-05-14', { billed: true });
    } else {
      const atLeast = customer.email === people.lena.email ? 4 : 0;
      orderNowAndThen(random, { book, buyer, count: Math.max(atLeast, random.between(0, 5)) });
    }
  }
  const lena = customers.find((customer) => customer.email === people.lena.email);
  if (lena) {
    const guest = { ...buyerOf(lena, addresses), customerNumber: null, email: people.lena.guestEmail };
    book.order(guest, '2025-11-28', { billed: true });
  }
  return book.sales;
}

function buyerOf(customer: ShopCustomer, addresses: readonly ShopAddress[]): Buyer {
  const address = addresses[customer.address_id - 1];
  return {
    customerNumber: customer.customer_number,
    email: customer.email,
    name: `${customer.first_name} ${customer.last_name}`,
    address: address ? addressLine(address) : '',
  };
}

function orderNowAndThen(
  random: SeededRandom,
  { book, buyer, count }: { book: SalesBook; buyer: Buyer; count: number },
): void {
  for (let nth = 0; nth < count; nth += 1) {
    book.order(buyer, dayAfter('2021-02-01', random.between(0, 1_980)), { billed: true });
  }
}

/** Orders day by day, billed once a month. */
function orderAllTheTime(book: SalesBook, buyer: Buyer, orders: number): void {
  for (let nth = 0; nth < orders; nth += 1) {
    book.order(buyer, dayAfter('2022-01-03', Math.floor((nth * 1_600) / orders)), { billed: false });
  }
  for (let month = 0; month < 52; month += 1) {
    const lines = [
      { product: 'Orders of the month, as listed', quantity: 1, unitPrice: '0.00', cents: 59_000 + month },
    ];
    book.bill(buyer, dayAfter('2022-01-31', month * 30), lines);
  }
}
