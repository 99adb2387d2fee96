import type { Random } from '../random';
import type { Shelf } from './model';

type Base = Omit<Shelf, 'treatment' | 'oldVersions' | 'recordId' | 'blank'>;

/** The kinds of collections, each with its share of buckets. */
const kinds: readonly (readonly [share: number, shelf: Base])[] = [
  [0.4, { name: 'uploads', format: 'objects', prefix: 'uploads/{customer_number}/', by: 'customer_number' }],
  [0.25, { name: 'cards', format: 'objects', prefix: 'cards/{customer_number}.json', by: 'customer_number' }],
  [
    0.2,
    {
      name: 'scans',
      format: 'objects',
      prefix: 'tenants/{tenant}/users/{customer_number}/',
      by: 'customer_number',
      tenants: true,
    },
  ],
  [0.15, { name: 'letters', format: 'objects', prefix: 'letters/{email}/', by: 'email' }],
  [0.6, { name: 'chats', format: 'jsonl', prefix: 'chats/', by: 'email' }],
  [0.35, { name: 'visits', format: 'jsonl', prefix: 'logs/visits/', by: 'customer_number' }],
  [0.2, { name: 'searches', format: 'jsonl', prefix: 'logs/searches-', by: 'email' }],
  [0.25, { name: 'tickets', format: 'jsonl', prefix: 'tickets/', by: 'email', second: 'third-party' }],
  [0.35, { name: 'orders', format: 'csv', prefix: 'orders/', by: 'email' }],
  [0.25, { name: 'calls', format: 'csv', prefix: 'logs/calls-', by: 'customer_number' }],
  [0.15, { name: 'claims', format: 'csv', prefix: 'claims/', by: 'email', second: 'third-party' }],
  [0.08, { name: 'reports', format: 'jsonl', prefix: 'reports/', by: 'email', second: 'unmarked' }],
];

const accounts: Base = {
  name: 'accounts',
  format: 'jsonl',
  prefix: 'accounts/',
  by: 'email',
  ownRecord: true,
};

export interface ShelfWish {
  readonly wanted: (name: string, share: number) => boolean;
  readonly drawsOf: (name: string) => Random;
  readonly isVersioned: boolean;
}

/** The collections of a bucket: accounts first, since only they give the number. */
export function shelvesOf({ wanted, drawsOf, isVersioned }: ShelfWish): Shelf[] {
  const chosen = [
    accounts,
    ...kinds.filter(([share, { name }]) => wanted(name, share)).map(([, shelf]) => shelf),
  ];
  return chosen.map((shelf) => decided(drawsOf(`map of ${shelf.name}`), shelf, isVersioned));
}

function decided(r: Random, shelf: Base, isVersioned: boolean): Shelf {
  if (shelf.format === 'objects')
    return { ...shelf, treatment: r.weighed({ erase: 8, retain: 0, undecided: 0.5, anonymise: 0 }) };
  const treatment = r.weighed({ erase: 6, anonymise: 3, retain: 1.5, undecided: 0.5 });
  const old = isVersioned ? r.weighed({ erase: 4, keep: 2, none: 2 }) : 'none';
  return {
    ...shelf,
    treatment,
    blank: shelf.ownRecord || r.chance(0.4) ? { random: 'email' } : null,
    ...(r.chance(0.6) ? { recordId: 'id' } : {}),
    ...(old === 'none' ? {} : { oldVersions: old }),
  };
}
