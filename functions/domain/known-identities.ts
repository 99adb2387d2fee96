import { type DataMap, type IdentityKind, kindsOf, type knownKinds } from './data-map';
import type { Identities } from './finding';
import { identityFields, placeholders } from './foreign-keys';
import { type FoundRow, foundRows, type StoreFinding } from './found-rows';
import { folded, isIdentifying } from './identity-values';

/** Identities by kind, each by its folded form with the spellings that were met. */
export class KnownIdentities {
  private readonly kinds = new Map<IdentityKind, Map<string, Set<string>>>();

  constructor(private readonly map: DataMap) {}

  /** False for a value that does not distinguish people: an empty one, or what an anonymisation writes. */
  add(kind: IdentityKind, value: string): boolean {
    if (!isDistinctive(this.map, kind, value)) return false;
    const values = this.kinds.get(kind) ?? new Map<string, Set<string>>();
    const met = values.get(folded(kind, value)) ?? new Set();
    values.set(folded(kind, value), met.add(value));
    this.kinds.set(kind, values);
    return true;
  }

  has(kind: IdentityKind, value: string): boolean {
    return this.kinds.get(kind)?.has(folded(kind, value)) ?? false;
  }

  knowsSome(kind: IdentityKind): boolean {
    return (this.kinds.get(kind)?.size ?? 0) > 0;
  }

  of(kind: IdentityKind): string[] {
    return [...(this.kinds.get(kind)?.values() ?? [])].flatMap((met) => [...met]);
  }
}

/** False for values of many unrelated rows: by one of these, a guest's order would become somebody else's. */
export function isDistinctive(map: DataMap, kind: IdentityKind, value: string): boolean {
  return isIdentifying(kind, value) && !placeholders(map).isIdentity(kind, value);
}

/** An identity in a row, and the field that holds it. */
export interface HeldIdentity {
  readonly field: string;
  readonly kind: IdentityKind;
  readonly value: string;
}

/** The identities that say whose a row is. */
export function identitiesIn(map: DataMap, row: FoundRow): HeldIdentity[] {
  return identityFields(row.collection).flatMap(({ field, kind }) =>
    row.values(field).flatMap((value) => (isDistinctive(map, kind, value) ? [{ field, kind, value }] : [])),
  );
}

export interface OwnRecords {
  readonly known: KnownIdentities;
  /** Ids of rows that the map declares to be one person's own, and that hold an identity of this person. */
  readonly own: ReadonlySet<string>;
}

/**
 * Given identities are known, and so is every identity in a person's own record that holds a known one. No
 * other row adds any: an order may name the payer, a ticket whoever was copied in. Nor does a record that was
 * only searched for to see who else is named, since it may share a telephone number.
 */
export function learnIdentities(map: DataMap, given: Identities, rows: readonly FoundRow[]): OwnRecords {
  const known = new KnownIdentities(map);
  for (const [kind, values] of Object.entries(given))
    for (const value of values ?? []) known.add(kind, value);
  const own = new Set<string>();
  const open = new Map(
    rows
      .filter(({ collection, regular }) => collection.ownRecord && regular)
      .map((row) => [row, identitiesIn(map, row)]),
  );
  for (let before = -1; before !== own.size; ) {
    before = own.size;
    for (const [row, held] of open) {
      if (!held.some(({ kind, value }) => known.has(kind, value))) continue;
      for (const { kind, value } of held) known.add(kind, value);
      own.add(row.id);
      open.delete(row);
    }
  }
  return { known, own };
}

/**
 * All identities by which this person is known: those given, and those in own records, each as it was met.
 */
export function knownIdentities(
  map: DataMap,
  identities: Identities,
  findings: readonly StoreFinding[],
): Readonly<Record<IdentityKind, readonly string[]>> &
  Readonly<Record<(typeof knownKinds)[number], readonly string[]>> {
  const { known } = learnIdentities(map, identities, foundRows(map, findings));
  const declared = Object.fromEntries(kindsOf(map).map((kind) => [kind, known.of(kind)]));
  return {
    email: known.of('email'),
    phone: known.of('phone'),
    'customer-number': known.of('customer-number'),
    ...declared,
  };
}
