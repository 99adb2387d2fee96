import type { ExportedRecord } from '../../connectors/connector';
import { fieldText } from '../../connectors/exact-json';
import {
  correctableFields,
  isGuarded,
  noteField,
  rowCorrectability,
  showsFields,
} from '../../domain/corrections';
import type { CollectionMap, FieldMap, IdentityKind, StoreMap } from '../../domain/data-map';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import { defined } from '../../domain/defined';
import type { DeskDeps } from '../../domain/desk-deps';
import type { RowRef } from '../../domain/finding';
import type { ManifestRow, RowTreatment } from '../../domain/manifest';
import { rowKey } from '../../domain/row-key';
import { allRows } from '../../domain/rows';
import { copiedStore } from './copied-records';
import { frozenManifest, storedFindings } from './stored-findings';

/** A field as staff see it before they correct it. `value` is null where it is empty. */
export interface CorrectableField {
  readonly name: string;
  readonly title: string;
  readonly value: string | null;
  readonly guarded: boolean;
  /** Held and never shown, such as an identity card number or a password. */
  readonly secret: boolean;
  /** The person is found by it. */
  readonly identity?: IdentityKind;
  readonly longest?: number;
  readonly oneOf?: readonly string[];
}

/** A row of the person in which something may be corrected, or beside which a note may be kept. */
export interface CorrectableRow extends RowRef {
  readonly storeId: string;
  readonly store: string;
  readonly title: string;
  /** The map's words for the law that keeps the row as it was issued; such a row takes only a note. */
  readonly keptBy?: string;
  /** Why it is unclear whether a law keeps it; such a row takes only a note as well. */
  readonly maybeKept?: string;
  readonly fields: readonly CorrectableField[];
  readonly note?: CorrectableField;
}

/** Rows that one page shows and can correct. */
const MOST_ROWS = 100;

interface Found {
  readonly store: StoreMap;
  readonly collection: CollectionMap;
  readonly treatment: RowTreatment;
}

/**
 * Rows of the manifest in force with their content when they were copied, in the order they were found, so
 * that a form can name them by position. Reading ends with the last one that is shown.
 *
 * @returns `more`: how many rows there are beyond those given
 */
export async function correctableRows(
  deps: Pick<DeskDeps, 'objects' | 'map'>,
  request: DataSubjectRequest,
): Promise<{ readonly rows: readonly CorrectableRow[]; readonly more: number }> {
  const found = await rowsOfManifest(deps, request);
  const findings = await storedFindings(deps, request);
  const rows = new Map<string, CorrectableRow>();
  for (const { storeId } of deps.map.stores)
    for await (const record of copiedStore(deps, request, findings, storeId)) {
      const place = placeOf(storeId, record);
      const row = found.get(place);
      if (row && !rows.has(place)) rows.set(place, rowOf(row, record));
      if (rows.size > MOST_ROWS)
        return { rows: [...rows.values()].slice(0, MOST_ROWS), more: found.size - MOST_ROWS };
    }
  return { rows: [...rows.values()], more: 0 };
}

async function rowsOfManifest(
  deps: Pick<DeskDeps, 'objects' | 'map'>,
  request: DataSubjectRequest,
): Promise<ReadonlyMap<string, Found>> {
  const manifest = await frozenManifest(deps, request);
  const found = new Map<string, Found>();
  for (const { storeId, collections } of manifest.stores)
    for (const row of allRows(collections))
      for (const [place, one] of foundOf(deps, storeId, row)) found.set(place, one);
  return found;
}

function foundOf({ map }: Pick<DeskDeps, 'map'>, storeId: string, row: ManifestRow): [string, Found][] {
  const store = map.stores.find((one) => one.storeId === storeId);
  const collection = store?.collections.find(({ name }) => name === row.collection);
  if (!store || !collection || rowCorrectability(row.treatment) === 'not') return [];
  if (!showsFields(map, storeId, collection.name)) return [];
  return [[placeOf(storeId, row), { store, collection, treatment: row.treatment }]];
}

function rowOf({ store, collection, treatment }: Found, record: ExportedRecord): CorrectableRow {
  const shown = (field: FieldMap) => fieldOf(field, record);
  const { kind, storeId } = store;
  const isKept = rowCorrectability(treatment) === 'note';
  const correctable = correctableFields(kind, collection);
  const note = noteField(kind, collection);
  return {
    collection: record.collection,
    key: record.key,
    storeId,
    store: store.title,
    title: collection.title,
    ...(treatment.action === 'retain' ? { keptBy: treatment.ground } : {}),
    ...(treatment.action === 'undecided' ? { maybeKept: treatment.reason } : {}),
    fields: isKept ? [] : correctable.map(shown),
    ...(note ? { note: shown(note) } : {}),
  };
}

function fieldOf(field: FieldMap, { values }: ExportedRecord): CorrectableField {
  return {
    name: field.name,
    title: field.title,
    value: fieldText(values[field.name]) ?? null,
    guarded: isGuarded(field),
    secret: field.secret,
    ...defined({ identity: field.identity }),
    ...field.correctable,
  };
}

function placeOf(storeId: string, row: RowRef): string {
  return JSON.stringify([storeId, rowKey(row)]);
}
