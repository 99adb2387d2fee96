import type { CollectionMap, DataMap } from './data-map';
import type { LocatedRow, Search, UnreadPlace } from './finding';
import { collectionOf, type FieldPlace, placeName } from './foreign-keys';
import { folded } from './identity-values';
import { rowKey } from './row-key';

/** One store's answer to one wave of searches. */
export interface StoreFinding {
  readonly storeId: string;
  readonly searches: readonly Search[];
  readonly rows: readonly LocatedRow[];
  readonly unmapped: readonly { readonly collection: string; readonly field: string }[];
  /** Places that may hold something and could not be read; absent in findings from before this list. */
  readonly unread?: readonly UnreadPlace[];
}

/** A row with all the questions that found it. */
export interface FoundRow {
  readonly id: string;
  readonly storeId: string;
  readonly collection: CollectionMap;
  readonly row: LocatedRow;
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

/** The id of a row among the rows of all stores. */
export function foundRowId(storeId: string, row: LocatedRow): string {
  return JSON.stringify([storeId, rowKey(row)]);
}

/** Every row of the findings once, whichever waves found it, in any order. */
export function foundRows(map: DataMap, findings: readonly StoreFinding[]): FoundRow[] {
  const drafts = new Map<string, Draft>();
  for (const [at, { storeId, searches, rows }] of findings.entries()) {
    const asked = new AskedQuestions(searches);
    for (const row of rows) {
      const collection = collectionOf(map, storeId, row.collection);
      if (!collection) continue;
      const id = foundRowId(storeId, row);
      const draft = drafts.get(id) ?? new Draft(id, storeId, collection, row);
      draft.add(asked, row, at);
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

  constructor(
    readonly id: string,
    readonly storeId: string,
    readonly collection: CollectionMap,
    readonly row: LocatedRow,
  ) {}

  add(asked: AskedQuestions, row: LocatedRow, at: number): void {
    const { regular, values } = asked.whichFound(row);
    this.regular ||= regular;
    if (regular) this.since = Math.min(this.since, at);
    for (const [field, some] of values) {
      this.asked.set(field, (this.asked.get(field) ?? new Set()).add(some));
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

  constructor(private readonly searches: readonly Search[]) {
    for (const search of searches) this.bySpelling.set(search, spelled(search.values));
  }

  whichFound(row: LocatedRow): { regular: boolean; values: [string, readonly string[]][] } {
    const mine = this.searches.filter(({ collection }) => collection === row.collection);
    const matching = mine.flatMap((search) => {
      const spelled = this.bySpelling.get(search);
      const values = ownForms(row, search.field).flatMap((form) => spelled?.get(looseForm(form)) ?? []);
      return values.length > 0 ? [{ search, values: [...new Set(values)] }] : [];
    });
    const found = matching.length > 0 ? matching : mine.map((search) => ({ search, values: search.values }));
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
