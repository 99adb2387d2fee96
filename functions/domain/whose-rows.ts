import { agreeInCompositeKey, referenceEnds } from './composite-keys';
import type { DataMap, Reach } from './data-map';
import { type Identities, isWholeTable, type LocatedRow, type Search } from './finding';
import type { FieldLink } from './foreign-keys';
import {
  type FoundRow,
  foundRows,
  RowIndex,
  type RowOwnership,
  type SettledRows,
  type StoreFinding,
} from './found-rows';
import { judgedId } from './judged-rows';
import { identitiesIn, isDistinctive, type KnownIdentities, learnIdentities } from './known-identities';
import { type NamingContext, storeQueryKey } from './named-directly';
import { rowsNamingOthers } from './names-others';
import { linksFrom, valuesAlong } from './outgoing-links';
import { isOfType, mayBeOfType } from './pairs-of-type';
import { rowKey } from './row-key';

/**
 * `leads`: found by an identity or by a key downwards, so its own keys are followed. `rests`: found by a key
 * upwards, which leads no further.
 */
export type HowReached = 'leads' | 'rests';

export interface WhoseRows {
  readonly knownIdentity: KnownIdentities;
  /** Rows that are this person's own records. */
  readonly own: readonly FoundRow[];
  readonly rows: readonly FoundRow[];
  reached(row: FoundRow): HowReached | undefined;
  /** What must be known to tell whether a row names somebody else. */
  readonly namings: NamingContext;
  /** Rows that must be checked: not own records, and none that was settled. */
  readonly inQuestion: readonly FoundRow[];
  ownership(storeId: string, row: LocatedRow): RowOwnership | undefined;
  /** For a row that the map says several people share: whether it names one of the others. */
  isShared(storeId: string, row: LocatedRow): boolean;
}

export interface JudgedRows {
  readonly map: DataMap;
  readonly identities: Identities;
  readonly findings: readonly StoreFinding[];
  /** What was settled when the manifest was frozen: it is not asked again who else is named. */
  readonly settled?: SettledRows;
}

/** Depends only on the rows and on the identities, never on the order in which the rows were found. */
export function whoseRows({ map, identities, findings, settled }: JudgedRows): WhoseRows {
  const rows = foundRows(map, findings, settled);
  const idOf = (storeId: string, row: LocatedRow) => {
    const before = settled?.get(storeId, rowKey(row));
    return judgedId(map, storeId, before?.row ?? row, before?.as);
  };
  const index = new RowIndex(rows);
  const { known, own } = learnIdentities(map, identities, rows);
  const spread = new Spread(map, index, rows, known, ownRecords(map, { rows, known, own }));
  const reached = spread.from(spread.named(), () => true, mayMeet);
  const [asked, unanswered] = [questionsIn(findings), questionsIn(findings, couldNotAnswer)];
  const namings: NamingContext = { map, asked, unanswered, index, known, reached, own: spread.own };
  const inQuestion = rows.filter(({ id, settled: as }) => reached.has(id) && !own.has(id) && !as);
  const contested = rows.filter(({ settled: as }) => as === 'contested');
  const others = rowsNamingOthers(namings, inQuestion, contested);
  const clear = spread.from(
    spread.namedAsOwn(),
    (row) => row.collection.owner === 'shared' || !others.has(row.id),
    meets,
  );
  return {
    knownIdentity: known,
    rows,
    namings,
    inQuestion,
    own: rows.filter(({ id, regular }) => regular && spread.own.has(id)),
    reached: ({ id }) => reached.get(id),
    ownership: (storeId, row) => standingIn(idOf(storeId, row), { clear, reached }),
    isShared: (storeId, row) => others.has(idOf(storeId, row)),
  };
}

/** Every question in the findings that matches, by {@link storeQueryKey}. */
function questionsIn(
  findings: readonly StoreFinding[],
  passes: (finding: StoreFinding, search: Search) => boolean = () => true,
): ReadonlySet<string> {
  return new Set(
    findings.flatMap((finding) =>
      finding.searches
        .filter((search) => passes(finding, search))
        .flatMap((search) => search.values.map((value) => storeQueryKey(finding.storeId, search, value))),
    ),
  );
}

function couldNotAnswer({ unread = [] }: StoreFinding, { collection }: Search): boolean {
  return unread.some((one) => one.collection === collection && isWholeTable(one.reason));
}

function standingIn(
  id: string,
  { clear, reached }: Readonly<Record<'clear' | 'reached', ReadonlyMap<string, HowReached>>>,
): RowOwnership | undefined {
  if (clear.has(id)) return 'clear';
  return reached.has(id) ? 'contested' : undefined;
}

/**
 * Own records without an identity of their own that belong to one with an identity: a contact card of an
 * account. A record that names somebody else is somebody else's, and so is one that reports to this person: a
 * key inside one collection leads from one person to another.
 */
function ownRecords(
  map: DataMap,
  { rows, known, own }: { rows: readonly FoundRow[]; known: KnownIdentities; own: ReadonlySet<string> },
): ReadonlySet<string> {
  const agrees = (row: FoundRow) =>
    identitiesIn(map, row).every(({ kind, value }) => known.has(kind, value) || !known.knowsSome(kind));
  const candidates = rows.filter((row) => row.collection.ownRecord && !own.has(row.id) && agrees(row));
  const all = new Set(own);
  for (let before = -1; before !== all.size; ) {
    before = all.size;
    for (const row of candidates) {
      const parents = rows.filter((other) => all.has(other.id) && other.collection !== row.collection);
      if (parents.some((parent) => belongsTo(map, row, parent))) all.add(row.id);
    }
  }
  return all;
}

function belongsTo(map: DataMap, row: FoundRow, parent: FoundRow): boolean {
  return row.collection.reachedBy.some(
    (reach) =>
      !('identity' in reach) &&
      reach.leads === 'down' &&
      reach.from.storeId === parent.storeId &&
      reach.from.collection === parent.collection.name &&
      meets(map, reach, parent, row) &&
      parent.forms(reach.from.field).some((value) => row.forms(reach.field).includes(value)),
  );
}

/**
 * Whether a reference applies between two rows: with a pair of type and id, the row must name this type; with
 * a composite key, both rows must agree in all of it.
 */
function meets(map: DataMap, reach: FieldLink, source: FoundRow, target: FoundRow): boolean {
  const ends = referenceEnds(target.storeId, target.collection.name, reach);
  const [child, parent] = reach.leads === 'down' ? [target, source] : [source, target];
  return isOfType(reach.where, child.row) && agreeInCompositeKey(map, ends, child, parent);
}

type Meets = (map: DataMap, reach: FieldLink, source: FoundRow, target: FoundRow) => boolean;

/** The same as far as it can be told: a row whose type is empty or in another spelling may apply. */
function mayMeet(map: DataMap, reach: FieldLink, source: FoundRow, target: FoundRow): boolean {
  const ends = referenceEnds(target.storeId, target.collection.name, reach);
  const [child, parent] = reach.leads === 'down' ? [target, source] : [source, target];
  const may = mayBeOfType(reach.where, child.collection, ends.child.field, child.row);
  return may && agreeInCompositeKey(map, ends, child, parent);
}

/** How far the known identities lead along the keys. */
class Spread {
  constructor(
    private readonly map: DataMap,
    private readonly index: RowIndex,
    private readonly rows: readonly FoundRow[],
    private readonly known: KnownIdentities,
    readonly own: ReadonlySet<string>,
  ) {}

  /** Rows that hold a known identity in any field. */
  named(): FoundRow[] {
    return this.holding((row) =>
      row.collection.reachedBy.flatMap((reach) => ('identity' in reach ? [reach] : [])),
    );
  }

  /** Without rows that only name the person as somebody else: the recipient in another's order. */
  namedAsOwn(): FoundRow[] {
    const strange = (row: FoundRow, field: string) =>
      row.collection.fields.some(({ name, thirdParty }) => name === field && thirdParty);
    return this.holding((row) =>
      row.collection.reachedBy.flatMap((reach) =>
        'identity' in reach && !strange(row, reach.field) ? [reach] : [],
      ),
    );
  }

  private holding(
    ways: (row: FoundRow) => readonly Extract<Reach, { readonly identity: string }>[],
  ): FoundRow[] {
    return this.rows.filter((row) =>
      ways(row).some(({ field, identity }) =>
        row
          .values(field)
          .some((value) => isDistinctive(this.map, identity, value) && this.known.has(identity, value)),
      ),
    );
  }

  from(
    named: readonly FoundRow[],
    mayLead: (row: FoundRow) => boolean,
    meet: Meets,
  ): ReadonlyMap<string, HowReached> {
    const reached = new Map<string, HowReached>();
    const open: FoundRow[] = [];
    const reach = (row: FoundRow, as: HowReached): void => {
      if (!this.mayBeTheirs(row) || !mayLead(row) || reached.get(row.id) === 'leads') return;
      if (reached.get(row.id) === as) return;
      reached.set(row.id, as);
      if (as === 'leads') open.push(row);
    };
    for (const row of [...named, ...this.rows.filter(({ id }) => this.own.has(id))]) reach(row, 'leads');
    for (let next = open.pop(); next; next = open.pop()) {
      for (const [row, as] of this.next(next, meet)) reach(row, as);
    }
    return reached;
  }

  private mayBeTheirs(row: FoundRow): boolean {
    return row.regular && (!row.collection.ownRecord || this.own.has(row.id));
  }

  private next(source: FoundRow, meet: Meets): [FoundRow, HowReached][] {
    return linksFrom(this.map, source.storeId, source.collection.name).flatMap(({ to, reach }) => {
      const targets = valuesAlong(this.map, source, { to, reach }).flatMap((value) =>
        this.index.at(to, value),
      );
      return targets
        .filter((target) => meet(this.map, reach, source, target))
        .map((target): [FoundRow, HowReached] => [target, reach.leads === 'down' ? 'leads' : 'rests']);
    });
  }
}
