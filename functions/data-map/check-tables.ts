import { fieldsOfForm, KeyFormError, mayBothRead, parseKeyForm } from '../domain/key-form';
import { composedFields, type KeyPair, sidesOf, type TablePlace, tablePlace } from '../domain/table-place';
import type { MapProblem } from './data-map-error';
import type { DraftCollection } from './draft-map';

type Add = (draft: DraftCollection, path: string, fault: Omit<MapProblem, 'file' | 'path'>) => void;

/**
 * DynamoDB's part of a map: keys of a form that can be read back, indexes by fields that exist, and
 * collections of one table that no item could be taken for both.
 */
export function checkTables(drafts: readonly DraftCollection[], problems: MapProblem[]): void {
  const add: Add = (draft, path, fault) =>
    problems.push({
      file: draft.file,
      path: `${draft.path}.rightsdesk_meta.physical${path}`,
      ...fault,
    });
  for (const draft of drafts) checkIndexFields(draft, add);
  const tables = drafts.filter(
    (draft) => (draft.store.kind === 'dynamodb' ? checkForms(draft, add) : refuseForms(draft, add)) === 0,
  );
  const places = tables.flatMap((draft) =>
    draft.store.kind === 'dynamodb' ? [{ draft, place: placeOf(draft) }] : [],
  );
  for (const { draft, place } of places) checkOverwriting(draft, place, problems);
  for (const [at, one] of places.entries())
    for (const other of places.slice(0, at)) checkApart(other, one, add);
}

function placeOf(draft: DraftCollection): TablePlace {
  return tablePlace({ name: draft.node.name, primaryKey: draft.primaryKey, physical: draft.physical });
}

function hasField(draft: DraftCollection, name: string): boolean {
  return draft.fields.some((field) => field.name === name);
}

function checkIndexFields(draft: DraftCollection, add: Add): void {
  for (const index of draft.physical.indexes ?? []) {
    if (index.field !== undefined && !hasField(draft, index.field)) {
      const problem = `index "${index.name}" is said to find "${index.field}", which is not a field of this collection`;
      add(draft, '', { problem, remedy: 'name a field that stands in fields' });
    }
  }
}

/** Answers how many words there are that only DynamoDB has. */
function refuseForms(draft: DraftCollection, add: Add): number {
  const words = (['keys', 'kind'] as const).filter((word) => draft.physical[word] !== undefined);
  for (const word of words)
    add(draft, `.${word}`, {
      problem: `a ${draft.store.kind} store has no ${word}`,
      remedy: 'remove it; it tells kinds of item in one DynamoDB table apart',
    });
  return words.length;
}

/** Answers how many forms cannot be used. */
function checkForms(draft: DraftCollection, add: Add): number {
  const { keys = {}, indexes = [] } = draft.physical;
  const forms = [
    ...Object.entries(keys).map(([attribute, form]) => [`.keys.${attribute}`, form] as const),
    ...indexes.flatMap((index) =>
      Object.entries(index.keys ?? {}).map(
        ([attribute, form]) => [`.indexes[${index.name}].keys.${attribute}`, form] as const,
      ),
    ),
  ];
  return forms.filter(([path, form]) => !checkForm(draft, { path, form }, add)).length;
}

function checkForm(
  draft: DraftCollection,
  { path, form }: { path: string; form: string },
  add: Add,
): boolean {
  try {
    const strange = fieldsOfForm(parseKeyForm(form)).filter((field) => !hasField(draft, field));
    for (const field of strange)
      add(draft, path, {
        problem: `"${field}" is not a field of this collection`,
        remedy: 'add it to fields: a part of a key is a field, whether or not an attribute holds it as well',
      });
    return strange.length === 0;
  } catch (error) {
    if (!(error instanceof KeyFormError)) throw error;
    add(draft, path, { problem: error.message, remedy: error.remedy });
    return false;
  }
}

/** What is a part of a key stays in it, whatever is written elsewhere. */
function checkOverwriting(draft: DraftCollection, place: TablePlace, problems: MapProblem[]): void {
  const composed = composedFields(place);
  for (const field of draft.fields) {
    const pair = composed.get(field.name);
    const path = `${field.path}.rightsdesk_meta`;
    if (pair !== undefined && field.blankWith !== undefined)
      problems.push({
        file: draft.file,
        path: `${path}.blank_with`,
        problem: `is a part of the key${ofIndex(pair)}, and a key cannot be blanked`,
        remedy: 'erase the items instead, or keep them with their ground',
      });
    if (pair !== undefined && field.optOut.length > 0)
      problems.push({
        file: draft.file,
        path: `${path}.opt_out`,
        problem: `is a part of the key${ofIndex(pair)}, and a key cannot be set`,
        remedy: 'name a field that is no part of a key',
      });
  }
}

function ofIndex({ index }: KeyPair): string {
  return index === undefined ? '' : ` of index ${index}`;
}

interface PlacedDraft {
  readonly draft: DraftCollection;
  readonly place: TablePlace;
}

function checkApart(one: PlacedDraft, other: PlacedDraft, add: Add): void {
  if (one.draft.store.storeId !== other.draft.store.storeId || one.place.table !== other.place.table) return;
  if (areApart(one.place, other.place)) return;
  add(other.draft, '', {
    problem: `an item of the table "${other.place.table}" could be of ${one.draft.node.name} as well as of this collection`,
    remedy:
      'tell them apart: by physical.kind in both, with one field and two values, or by physical.keys of which no key fits both',
  });
}

function areApart(one: TablePlace, other: TablePlace): boolean {
  if (one.kind !== undefined && one.kind.field === other.kind?.field && one.kind.value !== other.kind.value)
    return true;
  if (!one.keys.declared || !other.keys.declared) return false;
  return sidesOf(one.keys).some(({ attribute, form }) =>
    sidesOf(other.keys).some((side) => side.attribute === attribute && !mayBothRead(form, side.form)),
  );
}
