import type { DataMap } from './data-map';
import type { Identities } from './finding';
import { recordsOfPeople } from './foreign-keys';
import type { FoundRow, StoreFinding } from './found-rows';
import { folded } from './identity-values';
import { identitiesIn, KnownIdentities } from './known-identities';
import { whoseRows } from './whose-rows';

/**
 * Whether what was found is more than one person's: two rows of one collection of own records, or own records
 * that contradict each other. The desk must not guess which of them asked, so staff decide.
 */
export function areSeveralPersons(
  map: DataMap,
  identities: Identities,
  findings: readonly StoreFinding[],
): boolean {
  const given = new KnownIdentities(map);
  for (const [kind, values] of Object.entries(identities)) {
    for (const value of values ?? []) given.add(kind, value);
  }
  const whose = whoseRows({ map, identities, findings });
  if (recordsOfPeople(map).every(({ collection }) => !collection.ownRecord)) {
    const rows = whose.rows.filter(({ storeId, row }) => whose.ownership(storeId, row) === 'clear');
    return undeclared(map, given, rows);
  }
  const own = whose.own.filter(({ storeId, row }) => whose.ownership(storeId, row) === 'clear');
  const people = own.map((row) => identitiesOf(map, row));
  return own.some((one, at) =>
    own.slice(at + 1).some((other, further) => {
      if (other.collection === one.collection) return true;
      const [a, b] = [people[at], people[at + 1 + further]];
      return a !== undefined && b !== undefined && contradict(given, a, b);
    }),
  );
}

/**
 * Where the map declares no own record, different numbers of a kind that the requester did not give are
 * different people.
 */
function undeclared(map: DataMap, given: KnownIdentities, rows: readonly FoundRow[]): boolean {
  const values = new Map<string, Set<string>>();
  for (const { kind, value } of rows.flatMap((row) => identitiesIn(map, row))) {
    if (!given.knowsSome(kind)) values.set(kind, (values.get(kind) ?? new Set()).add(folded(kind, value)));
  }
  return [...values.values()].some(({ size }) => size > 1);
}

/** By kind: a record's values, folded, and as they are stored. */
type Held = ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<string>>>;

function identitiesOf(map: DataMap, row: FoundRow): Held {
  const held = new Map<string, Map<string, Set<string>>>();
  for (const { field, kind, value } of identitiesIn(map, row)) {
    const stored = row.row.key[field] ?? row.row.facts[field] ?? value;
    const values = held.get(kind) ?? new Map<string, Set<string>>();
    values.set(folded(kind, stored), (values.get(folded(kind, stored)) ?? new Set()).add(stored));
    held.set(kind, values);
  }
  return held;
}

/**
 * Different values of one kind, unless the requester gave both; or one address in two spellings, unless
 * something else says that both are the same person's.
 */
function contradict(given: KnownIdentities, one: Held, other: Held): boolean {
  const common = [...one.keys()].filter((kind) => other.has(kind));
  const verdicts = common.map((kind) => compare(given, kind, one.get(kind), other.get(kind)));
  return verdicts.includes('differ') || (verdicts.includes('spelled') && !verdicts.includes('same'));
}

type Values = ReadonlyMap<string, ReadonlySet<string>>;

function compare(
  given: KnownIdentities,
  kind: string,
  one: Values = new Map(),
  other: Values = new Map(),
): 'same' | 'spelled' | 'differ' | 'both-given' {
  const shared = [...one.keys()].filter((value) => other.has(value));
  if (shared.length === 0) {
    const areGiven = [one, other].every((values) => [...values.keys()].some((v) => given.has(kind, v)));
    return areGiven ? 'both-given' : 'differ';
  }
  const same = shared.some((value) => [...(one.get(value) ?? [])].some((raw) => other.get(value)?.has(raw)));
  return same ? 'same' : 'spelled';
}
