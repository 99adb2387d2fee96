import { people } from './people';
import type { ShopTable } from './postgres-schema';
import { SeededRandom } from './seeded-random';
import { dayAfter } from './shop-dates';
import { shopSales } from './shop-orders';
import { type ShopCustomer, shopPeople } from './shop-people';
import { products, reviews } from './texts';

export interface ShopScale {
  /** Number of customers with an account, at least the named ones. */
  readonly customers: number;
  /** Number of orders of the customer who orders all the time. */
  readonly frequentOrders: number;
}

export const usualScale: ShopScale = { customers: 320, frequentOrders: 5_000 };

export interface ShopRecords {
  readonly tables: Readonly<Record<ShopTable, readonly object[]>>;
  readonly customers: readonly ShopCustomer[];
  readonly random: SeededRandom;
}

/** All rows of the shop's database, always the same for the same scale. */
export function shopRecords(scale: ShopScale): ShopRecords {
  const random = new SeededRandom(20_260_101);
  const { customers, addresses } = shopPeople(random, scale.customers);
  const sales = shopSales(random, { customers, addresses }, scale.frequentOrders);
  const tables = {
    products: products.map(([name, cents], index) => ({
      id: index + 1,
      name,
      price: (cents / 100).toFixed(2),
    })),
    addresses,
    customers,
    newsletter: newsletterRows(random, customers),
    ...sales,
    reviews: reviewRows(random, customers),
  };
  return { tables, customers, random };
}

function newsletterRows(random: SeededRandom, customers: readonly ShopCustomer[]): object[] {
  const readers = customers.filter((customer) => customer.email === people.lena.email || random.chance(0.4));
  const rows = readers.map((customer) => ({
    email: customer.email,
    first_name: customer.first_name,
    wants_newsletter: customer.email === people.lena.email || random.chance(0.85),
    consented_at: `${dayAfter('2021-04-01', random.between(0, 1_500))}T10:00:00Z`,
    signed_up_at: random.pick(['checkout', 'footer', 'fair in Leipzig']),
  }));
  const ines = {
    email: people.ines.email,
    first_name: people.ines.firstName,
    wants_newsletter: true,
    consented_at: '2024-10-05T08:15:30.123456Z',
    signed_up_at: 'footer',
  };
  return [...rows, ines];
}

function reviewRows(random: SeededRandom, customers: readonly ShopCustomer[]): object[] {
  const named = [people.lena.email, people.zoe.email, people.amina.email] as readonly string[];
  const authors = customers.filter((customer) => named.includes(customer.email) || random.chance(0.3));
  return authors.map((author, index) => {
    const [stars, title, body] = random.pick(reviews);
    const formula = author.email === people.zoe.email;
    return {
      id: index + 1,
      product_id: random.between(1, products.length),
      customer_number: author.customer_number,
      author_name: `${author.first_name} ${author.last_name.charAt(0)}.`,
      stars,
      title: formula ? '=HYPERLINK("https://shop.example.com/win","You won")' : title,
      body: formula ? '+49 is not a discount code, I tried.' : body,
      written_on: dayAfter('2022-03-01', random.between(0, 1_600)),
    };
  });
}
