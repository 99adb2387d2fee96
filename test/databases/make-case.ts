import type { Says } from './drive';
import { type Meanwhile, meanwhile, withoutRight } from './meanwhile';
import { asker, type Person, type Row, type Table } from './model';
import { omissions } from './omissions';
import { type Random, random } from './random';
import { Shop } from './shop';
import { accounts } from './tables/accounts';
import { coupons, newsletter, sessions } from './tables/by-mail';
import { desks } from './tables/desks';
import { comments, forum, reviews } from './tables/forum';
import { cards, surveys, watchers } from './tables/odd-ways';
import { events, places, profiles, tokens, view } from './tables/own-ways';
import { audit, messages, teams, tickets } from './tables/saas';
import { wallets } from './tables/second-hand';
import { addresses, invoices, orders } from './tables/trade';
import { triggers } from './tables/triggers';

/** One database, one map, one request. */
export interface Case {
  readonly seed: number;
  readonly right: 'access' | 'erasure';
  /** How staff settle rows that name another person as well, for a copy. */
  readonly says: Says;
  readonly people: readonly Person[];
  readonly tables: readonly Table[];
  /** What the map leaves out or gets wrong, each in one word. */
  readonly omitted: readonly string[];
  readonly meanwhile?: Meanwhile;
  /** Revokes a privilege of the role that the desk logs in with. */
  readonly revoked?: string;
  /** All parts that can be left out to make the case smaller. */
  readonly parts: readonly string[];
}

/** The kinds of tables, each with its share of databases. */
const kinds: readonly (readonly [name: string, share: number, add: (shop: Shop, r: Random) => void])[] = [
  ['addresses', 0.3, addresses],
  ['orders', 0.45, orders],
  ['invoices', 0.3, invoices],
  ['forum', 0.2, forum],
  ['reviews', 0.2, reviews],
  ['comments', 0.1, comments],
  ['teams', 0.2, teams],
  ['messages', 0.12, messages],
  ['audit', 0.12, audit],
  ['tickets', 0.15, tickets],
  ['wallets', 0.2, wallets],
  ['newsletter', 0.3, newsletter],
  ['coupons', 0.15, coupons],
  ['sessions', 0.05, sessions],
  ['profiles', 0.3, profiles],
  ['places', 0.2, places],
  ['events', 0.15, events],
  ['tokens', 0.08, tokens],
  ['view', 0.02, view],
  ['cards', 0.12, cards],
  ['surveys', 0.12, surveys],
  ['watchers', 0.04, watchers],
  ['triggers', 0.06, triggers],
  ['desks', 0.08, desks],
];

const traits: readonly (readonly [name: string, share: number])[] = [
  ['capitals', 0.25],
  ['twin-accounts', 0.03],
  ['referrals', 0.15],
  ['second-schema', 0.2],
  ['odd-names', 0.4],
  ['idn', 0.05],
];

const names = ['Ida Falk', 'Ben Moor', 'Mia Holm', 'Ada Lind', 'Noah Winter', 'Lena Sommer'];

/**
 * The case of a seed, always the same.
 *
 * @param without parts of the case to leave out; the others stay as they are.
 */
export function makeCase(seed: number, without: ReadonlySet<string> = new Set()): Case {
  const wanted = (part: string, share: number) =>
    random(seed, `has ${part}`).chance(share) && !without.has(part);
  const has = new Set(traits.filter(([name, share]) => wanted(name, share)).map(([name]) => name));
  const people = peopleOf(seed, has, without);
  const style = has.has('odd-names') ? random(seed, 'style').pick(['Pascal', 'camel'] as const) : 'snake';
  const shop = new Shop(people, style, has);
  accounts(shop, random(seed, 'accounts'));
  const chosen = kinds.filter(([name, share]) => wanted(name, share));
  for (const [name, , add] of chosen) add(shop, random(seed, name));
  const mistakes = omissions(shop, random(seed, 'omissions'), (name) => !without.has(name));
  const since = wanted('meanwhile', 0.05) ? meanwhile(shop, random(seed, 'meanwhile')) : undefined;
  const revoked = wanted('no-right', 0.03) ? withoutRight(shop, random(seed, 'no-right')) : undefined;
  const omitted = [...mistakes, ...(since ? [since.name] : []), ...(revoked ? [revoked.name] : [])];
  return {
    seed,
    right: random(seed, 'right').chance(0.7) ? 'erasure' : 'access',
    says: random(seed, 'says').weighed({ others: 4, theirs: 2, unclear: 1 }),
    people,
    tables: shop.tables,
    omitted,
    ...(since ? { meanwhile: since } : {}),
    ...(revoked ? { revoked: revoked.sql } : {}),
    parts: [
      ...people.slice(1).map(({ n }) => `person-${n}`),
      ...has,
      ...chosen.map(([name]) => name),
      ...mistakes,
      ...(since ? ['meanwhile'] : []),
      ...(revoked ? ['no-right'] : []),
    ],
  };
}

function peopleOf(seed: number, has: ReadonlySet<string>, without: ReadonlySet<string>): Person[] {
  const count = random(seed, 'people').int(2, 5);
  return names.slice(0, count).flatMap((name, n): Person[] => {
    if (n !== asker && without.has(`person-${n}`)) return [];
    const [email, stored] = has.has('idn')
      ? random(seed, `domain ${n}`).pick(domains(name.toLowerCase().replace(' ', '.')))
      : [`${name.toLowerCase().replace(' ', '.')}@example.com`, undefined];
    const capital = has.has('capitals') && random(seed, `spelling ${n}`).chance(n === asker ? 0.8 : 0.3);
    const spelled = stored ?? (capital ? `${name.replace(' ', '.')}@Example.com` : email);
    return [{ n, name, email, spelled, number: `N-${n + 1}` }];
  });
}

/** One domain in its two spellings: as typed, and as stored. */
function domains(local: string): readonly (readonly [string, string])[] {
  const [unicode, ascii] = [`${local}@bücher.example`, `${local}@xn--bcher-kva.example`];
  return [
    [unicode, ascii],
    [ascii, unicode],
  ];
}

/** How a row relates to the requester. */
export type Standing = 'mine' | 'contested' | 'shared' | 'others';

/**
 * A row that names another person is contested when that person has an own record; otherwise it is the
 * requester's as far as the map says.
 */
export function standing({ people }: Pick<Case, 'people'>, { whose }: Row): Standing {
  if (whose.kind === 'shared') return 'shared';
  if (whose.kind === 'nobody') return 'others';
  if (whose.kind === 'own') return whose.person === asker ? 'mine' : 'others';
  if (!whose.people.includes(asker)) return 'others';
  const other = whose.people.find((n) => n !== asker);
  return people.find(({ n }) => n === other)?.account ? 'contested' : 'mine';
}
