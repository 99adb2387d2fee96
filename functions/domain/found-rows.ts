import type { CollectionMap, DataMap } from './data-map';
import type { LocatedRow, Search, UnreadPlace } from './finding';
import { collectionOf, type FieldPlace, placeName } from './foreign-keys';
import { folded } from './identity-values';
import { judgedId } from './judged-rows';
import { rowKey } from './row-key';
import type { Rows } from './rows';

/** One store's answer to one wave of searches. */
export interface StoreFinding {
  readonly storeId: string;
  readonly searches: readonly Search[];
  readonly rows: Rows<LocatedRow>;
  readonly unmapped: readonly { readonly collection: string; readonly field: string }[];
  /** Places that may hold something and could not be read; absent in findings from before this list. */
  readonly unread?: readonly UnreadPlace[];
}

/**
 * A row with all the questions that found it. Rows that hold the same in all that whose they are depends on
 * are judged as one (see {@link judgedId}): a person's million visits are one of these.
 */
export interface FoundRow {
  /** The same for all rows that are judged as one. */
  readonly id: string;
  readonly storeId: string;
  readonly collection: CollectionMap;
  /** The first of them. */
  readonly row: LocatedRow;
  /** What was settled when the manifest was frozen: it is not asked again who else is named. */
  readonly settled?: RowOwnership | undefined;
  /** Found by a question about the person, and not only by one about who else is named. */
  readonly regular: boolean;
  /** Index of the first finding that brought it up by a question about the person. */
  readonly since: number;
  /** What the row holds in a field, as it is stored and as it was asked for. */
  values(field: string): readonly string[];
  /**
   * The same, and the form in which the store compares it: rows with a form in common hold the same value.
   */
  forms(field: string): readonly string[];
}

/**
 * Whose a row is. `clear`: this person's, as far as the map says. `contested`: it names somebody else too, or
 * depends only on rows that do. Undefined: not this person's; it was found on the way, or only to see who
 * else is named.
 */
export type RowOwnership = 'clear' | 'contested';

/** Rows as they were when the manifest was frozen, by which later findings are judged. */
export interface SettledRows {
  get(storeId: string, key: string): { readonly row: LocatedRow; readonly as: RowOwnership } | undefined;
}

/** Rows of the findings, those that are judged as one only once, whichever waves found them, in any order. */
export function foundRows(
  map: DataMap,
  findings: readonly StoreFinding[],
  settled?: SettledRows,
): FoundRow[] {
  const drafts = new Map<string, Draft>();
  for (const [at, { storeId, searches, rows }] of findings.entries()) {
    const asked = new AskedQuestions(searches);
    for (const row of rows) {
      const collection = collectionOf(map, storeId, row.collection);
      if (!collection) continue;
      const before = settled?.get(storeId, rowKey(row));
      const id = judgedId(map, storeId, before?.row ?? row, before?.as);
      const draft = drafts.get(id) ?? new Draft(id, storeId, collection, row, before?.as);
      draft.add(asked, row, at, before !== undefined);
      drafts.set(id, draft);
    }
  }
  return [...drafts.values()];
}

class Draft implements FoundRow {
  regular = false;
  since = Number.POSITIVE_INFINITY;
  private readonly asked = new Map<string, Set<readonly string[]>>();
  private readonly valuesOf = new Map<string, readonly string[]>();
  private added: AskedQuestions | undefined;

  constructor(
    readonly id: string,
    readonly storeId: string,
    readonly collection: CollectionMap,
    readonly row: LocatedRow,
    readonly settled: RowOwnership | undefined,
  ) {}

  /** @param isSettled - then it may hold something else by now than the row that it is judged by */
  add(asked: AskedQuestions, row: LocatedRow, at: number, isSettled: boolean): void {
    if (this.added === asked && !isSettled) return;
    this.added = asked;
    const { regular, values } = asked.whichFound(row);
    this.regular ||= regular;
    if (regular) this.since = Math.min(this.since, at);
    for (const [field, some] of values) {
      const known = this.asked.get(field) ?? new Set();
      for (const one of some) known.add(one);
      this.asked.set(field, known);
      this.valuesOf.delete(field);
    }
  }

  values(field: string): readonly string[] {
    const known = this.valuesOf.get(field) ?? this.gathered(field);
    this.valuesOf.set(field, known);
    return known;
  }

  private gathered(field: string): readonly string[] {
    const stored = ownValue(this.row, field);
    const asked = [...(this.asked.get(field) ?? [])];
    if (asked.length === 0) return stored === undefined ? [] : [stored];
    return [...new Set([...(stored === undefined ? [] : [stored]), ...asked.flat()])];
  }

  forms(field: string): readonly string[] {
    return [...new Set([...this.values(field), ...ownForms(this.row, field)])];
  }
}

/** What a row holds in a field, as it is stored and as its store compares it. */
export function ownForms(row: Pick<LocatedRow, 'facts' | 'key' | 'forms'>, field: string): string[] {
  const stored = ownValue(row, field);
  const form = row.forms?.[field];
  return stored === undefined ? [] : form === undefined || form === stored ? [stored] : [stored, form];
}

export function ownValue(
  { facts, key }: Pick<LocatedRow, 'facts' | 'key'>,
  field: string,
): string | undefined {
  return key[field] ?? facts[field];
}

/** Rows by what they hold in a field, indexed once for each field that is asked about. */
export class RowIndex {
  private readonly places = new Map<string, ReadonlyMap<string, readonly FoundRow[]>>();

  constructor(private readonly rows: readonly FoundRow[]) {}

  at(place: FieldPlace, value: string): readonly FoundRow[] {
    const name = placeName(place);
    const values = this.places.get(name) ?? this.valuesAt(place);
    this.places.set(name, values);
    return values.get(value) ?? [];
  }

  private valuesAt({ storeId, collection, field }: FieldPlace): ReadonlyMap<string, readonly FoundRow[]> {
    const values = new Map<string, FoundRow[]>();
    for (const row of this.rows) {
      if (row.storeId !== storeId || row.collection !== collection) continue;
      for (const value of row.forms(field)) {
        const holding = values.get(value);
        if (holding) holding.push(row);
        else values.set(value, [row]);
      }
    }
    return values;
  }
}

/**
 * The questions of one call. A store does not say which of them found a row, so the row's own values must
 * show it; where they do not, it may have been any.
 */
class AskedQuestions {
  private readonly bySpelling = new Map<Search, ReadonlyMap<string, readonly string[]>>();

  private readonly byCollection = new Map<string, Search[]>();

  constructor(searches: readonly Search[]) {
    for (const search of searches) {
      this.bySpelling.set(search, spelled(search.values));
      const mine = this.byCollection.get(search.collection);
      if (mine) mine.push(search);
      else this.byCollection.set(search.collection, [search]);
    }
  }

  /** Each field with the lists of values by one of which it was found, as the questions hold them. */
  whichFound(row: LocatedRow): { regular: boolean; values: [string, readonly (readonly string[])[]][] } {
    const mine = this.byCollection.get(row.collection) ?? [];
    const matching = mine.flatMap((search) => {
      const spelled = this.bySpelling.get(search);
      const values = ownForms(row, search.field).flatMap((form) => {
        const group = spelled?.get(looseForm(form));
        return group ? [group] : [];
      });
      return values.length > 0 ? [{ search, values }] : [];
    });
    const found =
      matching.length > 0 ? matching : mine.map((search) => ({ search, values: [search.values] }));
    return {
      regular: found.length === 0 || found.some(({ search }) => !search.check),
      values: found.map(({ search, values }) => [search.field, values]),
    };
  }
}

function spelled(values: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const value of values) {
    const group = groups.get(looseForm(value)) ?? [];
    group.push(value);
    groups.set(looseForm(value), group);
  }
  return groups;
}

/**
 * Stores may compare without regard to case, padding or the scale of a number; here it only matters which
 * question a row answers.
 */
export function looseForm(value: string): string {
  const text = folded('email', value.trimEnd());
  return /^-?\d+\.\d+$/.test(text) ? text.replace(/\.?0+$/, '') : text;
}
