import type { LocatedRow } from '../../domain/finding';
import { ownValue } from '../../domain/found-rows';
import { setField } from '../../domain/set-field';
import { StoreShapeError } from '../connector';
import type { CollectionSearch } from '../mapped-collection';
import { faultPlace } from './fault-place';
import { referencesOf } from './key-parts';
import type { LocateContext } from './locate-context';
import { ifUsable } from './read-or-report-unread';
import type { Relation, Table } from './relation';

/** How one kind of database compares what refers to a row with what it refers to. */
export interface ReferenceWays<R extends Relation> {
  /** Whether the column calls texts equal that are not the same. */
  readonly isLoose: (column: R['columns'][number]) => boolean;
  /** Pairs of a text that was asked for and one that the column holds and calls equal. */
  readonly equalTexts: (
    table: Table<R>,
    column: R['columns'][number],
    texts: readonly string[],
  ) => Promise<readonly (readonly [asked: string, held: string])[]>;
}

/**
 * Rows with the text of what they refer to, where the database calls another text equal: `BEN` refers to
 * `ben`. What the search itself asked for is known.
 *
 * @throws StoreShapeError where a row may refer to several
 */
export async function withReferenceForms<R extends Relation>(
  { catalogue, store }: LocateContext<R>,
  { collection, conditions }: CollectionSearch,
  rows: readonly LocatedRow[],
  { isLoose, equalTexts }: ReferenceWays<R>,
): Promise<readonly LocatedRow[]> {
  let formed = rows;
  for (const { child, field, parent, of } of referencesOf(store)) {
    if (child.name !== collection.name || rows.length === 0) continue;
    const table = ifUsable(() => catalogue.table(parent));
    const column = table?.columns.find(({ name }) => name === of);
    if (!table || !column || !isLoose(column)) continue;
    const asked = new Set(conditions.flatMap((one) => (one.field === field ? one.values : [])));
    const texts = [...new Set(rows.map((row) => ownValue(row, field) ?? ''))];
    const open = texts.filter((text) => text !== '' && !asked.has(text));
    if (open.length === 0) continue;
    const forms = formsOf(await equalTexts(table, column, open), { ...faultPlace(collection), field });
    formed = formed.map((row) => withForm(row, field, forms.get(ownValue(row, field) ?? '')));
  }
  return formed;
}

/** The other text for each; none where the very text is there. */
function formsOf(
  pairs: readonly (readonly [asked: string, held: string])[],
  place: StoreShapeError['place'],
): ReadonlyMap<string, string> {
  const same = new Set(pairs.flatMap(([asked, held]) => (asked === held ? [asked] : [])));
  const forms = new Map<string, string>();
  for (const [asked, held] of pairs) {
    if (same.has(asked)) continue;
    if ((forms.get(asked) ?? held) !== held)
      throw new StoreShapeError(
        `${place.collection}: ${place.field} holds a value that the database calls equal to several others: write it as the row that it refers to`,
        { ...place, code: 'part-of-key' },
      );
    forms.set(asked, held);
  }
  return forms;
}

function withForm(row: LocatedRow, field: string, form: string | undefined): LocatedRow {
  if (form === undefined || row.forms?.[field] !== undefined) return row;
  const forms = { ...row.forms };
  setField(forms, field, form);
  return { ...row, forms };
}
