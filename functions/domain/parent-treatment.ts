import { type ParentRef, parentRefs, type StoreMap, type Treatment } from './data-map';
import { blankValues } from './erase-instructions';
import { ownForms, ownValue } from './found-rows';
import type { ManifestCollection, ManifestRow, RowTreatment, Undecided } from './manifest';
import { allRows, packRows, rowsAs } from './rows';

type AsParent = Extract<Treatment, { readonly action: 'as-parent' }>;

/** Why a row stays whose parent row is not there. */
export const parentMissing = 'the record it belongs to was not found';

/**
 * Treats rows as the row they belong to: erased with it, or kept as long and on the same ground. They count
 * as undecided where that row was not found, is contested or undecided, or where several match and end
 * differently.
 */
export function treatAsParent(
  store: StoreMap,
  collections: readonly ManifestCollection[],
): ManifestCollection[] {
  const parents = new Parents(store, collections);
  return collections.map((one) => {
    const onErasure = parents.treatmentOf(one.collection);
    if (onErasure?.action !== 'as-parent') return one;
    return {
      ...one,
      rows: packRows(rowsAs(one.rows, (row) => ({ ...row, treatment: parents.fateOf(row, onErasure, []) }))),
    };
  });
}

class Parents {
  private readonly indexes = new Map<string, ReadonlyMap<string, readonly ManifestRow[]>>();

  constructor(
    private readonly store: StoreMap,
    private readonly collections: readonly ManifestCollection[],
  ) {}

  treatmentOf(name: string): Treatment | undefined {
    return this.mapped(name)?.onErasure;
  }

  fateOf(row: ManifestRow, asParent: AsParent, below: readonly string[]): RowTreatment {
    if (row.treatment.action === 'contested') return row.treatment;
    const rows = parentRefs(asParent).flatMap((ref) => this.parentsAlong(row, ref));
    const fates = rows.map((one) => this.ownFate(one, [...below, row.collection]));
    const [fate] = fates;
    if (!fate) return undecided(parentMissing);
    if (new Set(fates.map((one) => JSON.stringify(one))).size > 1)
      return undecided('it belongs to several records that end differently');
    return this.inherited(row, fate);
  }

  private parentsAlong(
    row: ManifestRow,
    { parent, field, parentField, where = {} }: ParentRef,
  ): ManifestRow[] {
    if (!Object.entries(where).every(([name, value]) => ownValue(row, name) === value)) return [];
    const index = this.index(parent, parentField);
    return distinct(ownForms(row, field).flatMap((value) => index.get(value) ?? []));
  }

  /** Follows a parent that is itself treated as its own parent. In a cycle there is no topmost row. */
  private ownFate(parent: ManifestRow, below: readonly string[]): RowTreatment {
    const onErasure = this.treatmentOf(parent.collection);
    if (onErasure?.action !== 'as-parent') return parent.treatment;
    if (below.includes(parent.collection)) return undecided(parentMissing);
    return this.fateOf(parent, onErasure, below);
  }

  private inherited(row: ManifestRow, fate: RowTreatment): RowTreatment {
    if (fate.action === 'undecided') return withoutEndings(fate);
    if (fate.action === 'contested') return undecided('it belongs to a record that names somebody else too');
    if (fate.action !== 'anonymise' && !(fate.action === 'retain' && fate.atEnd)) return fate;
    const collection = this.mapped(row.collection);
    const says = collection !== undefined && Object.keys(blankValues(collection)).length > 0;
    return says
      ? fate
      : undecided('the record it belongs to is anonymised, and nothing says what is blanked here');
  }

  private mapped(name: string) {
    return this.store.collections.find((collection) => collection.name === name);
  }

  private index(name: string, field: string): ReadonlyMap<string, readonly ManifestRow[]> {
    const known = this.indexes.get(JSON.stringify([name, field]));
    if (known) return known;
    const index = new Map<string, ManifestRow[]>();
    for (const row of allRows(this.collections.filter(({ collection }) => collection === name))) {
      for (const value of ownForms(row, field)) this.note(index, value, row);
    }
    this.indexes.set(JSON.stringify([name, field]), index);
    return index;
  }

  /** One row stands for all that end alike: a treatment of its own, or as the same parents. */
  private note(index: Map<string, ManifestRow[]>, value: string, row: ManifestRow): void {
    const known = index.get(value) ?? [];
    index.set(value, known);
    const isAsParent = this.treatmentOf(row.collection)?.action === 'as-parent';
    const isSame = (one: ManifestRow) =>
      JSON.stringify(one.treatment) === JSON.stringify(row.treatment) &&
      (!isAsParent || JSON.stringify(one.facts) === JSON.stringify(row.facts));
    if (!known.some(isSame)) known.push(row);
  }
}

function distinct<T>(items: readonly T[]): T[] {
  return [...new Set(items)];
}

/** What ends does so with the row above, and is counted there. */
function withoutEndings({ ends: _ends, ...fate }: Undecided): RowTreatment {
  return fate;
}

function undecided(reason: string): RowTreatment {
  return { action: 'undecided', reason };
}
