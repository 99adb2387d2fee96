import { cities, firstNames, lastNames, streets } from './names';
import { namedCustomers, people } from './people';
import type { SeededRandom } from './seeded-random';
import { dayAfter } from './shop-dates';

export interface ShopAddress {
  readonly id: number;
  readonly street: string;
  readonly postal_code: string;
  readonly city: string;
  readonly country: string;
}

export interface ShopCustomer {
  readonly id: number;
  readonly customer_number: string;
  readonly email: string;
  readonly first_name: string;
  readonly last_name: string;
  readonly birth_date: string | null;
  readonly phone: string | null;
  readonly password_hash: string;
  readonly address_id: number;
  readonly share_with_ad_partner: boolean;
  readonly staff_note: string | null;
  readonly created_at: string;
}

type Who = Pick<
  ShopCustomer,
  'customer_number' | 'email' | 'first_name' | 'last_name' | 'birth_date' | 'phone'
>;

/** The named customers first, then random ones up to `count`, with their postal addresses. */
export function shopPeople(random: SeededRandom, count: number) {
  const who = [...namedCustomers.map(named), ...invented(random, count - namedCustomers.length)];
  const addresses: ShopAddress[] = [];
  const customers = who.map((person, index): ShopCustomer => {
    const livesWith = person.email === people.tariq.email ? 1 : addresses.length + 1;
    if (livesWith > addresses.length) {
      addresses.push(address(random, livesWith));
    }
    return {
      id: index + 1,
      ...person,
      password_hash: `$2b$10$${random.token(53)}`,
      address_id: livesWith,
      share_with_ad_partner: random.chance(0.3),
      staff_note: random.chance(0.05) ? 'Asked for a call back in the evening.' : null,
      created_at: `${dayAfter('2019-01-02', random.between(0, 2_500))}T${clockTime(random)}Z`,
    };
  });
  return { customers, addresses };
}

function named(person: (typeof namedCustomers)[number]): Who {
  return {
    customer_number: person.customerNumber,
    email: person.email,
    first_name: person.firstName,
    last_name: person.lastName,
    birth_date: person.birthDate,
    phone: person.phone,
  };
}

function invented(random: SeededRandom, count: number): Who[] {
  return Array.from({ length: count }, (_, index) => {
    const [first, firstAscii] = firstNames[index % firstNames.length] ?? ['Alex', 'alex'];
    const [last, lastAscii] = random.pick(lastNames);
    return {
      customer_number: `AL-${11_001 + index}`,
      email: `${firstAscii}.${lastAscii}.${101 + index}@example.com`.toLowerCase(),
      first_name: first,
      last_name: last,
      birth_date: random.chance(0.7) ? dayAfter('1945-03-01', random.between(0, 22_000)) : null,
      phone: random.chance(0.6) ? `+49 30 555${random.between(1_000, 9_999)}` : null,
    };
  });
}

function address(random: SeededRandom, id: number): ShopAddress {
  if (id === 1) {
    return { id, street: 'Lindenstraße 12', postal_code: '10115', city: 'Berlin', country: 'DE' };
  }
  const [postal_code, city, country] = random.pick(cities);
  return { id, street: `${random.pick(streets)} ${random.between(1, 120)}`, postal_code, city, country };
}

/** `HH:MM:SS` in business hours. */
export function clockTime(random: SeededRandom): string {
  const two = (number: number) => String(number).padStart(2, '0');
  return [random.between(7, 21), random.between(0, 59), random.between(0, 59)].map(two).join(':');
}

export function addressLine({ street, postal_code, city, country }: ShopAddress): string {
  return `${street}, ${postal_code} ${city}, ${country}`;
}
