import { fieldsOfForm, KeyFormError, mayBothRead, parseKeyForm } from '../../domain/key-form';
import { composedFields, type KeyPair, sidesOf, type TablePlace } from '../../domain/table-place';
import type { MapFault, WordedFault } from '../kind-definition';
import { hasField } from '../map-draft';
import { draftPlace, type TableDraft } from './dynamodb-physical';

/**
 * Contradictions in what the map says of tables: keys of a form that cannot be read back, indexes by fields
 * that do not exist, an item that could be of two collections. Keys and kinds of item exist in DynamoDB
 * alone.
 */
export function dynamoDbMapFaults(drafts: readonly TableDraft[]): MapFault[] {
  const ofTables = drafts.filter(({ store }) => store.kind === 'dynamodb');
  const faultyForms = new Map(ofTables.map((draft) => [draft, formFaults(draft)]));
  const places = ofTables
    .filter((draft) => faultyForms.get(draft)?.length === 0)
    .map((draft) => ({ draft, place: draftPlace(draft) }));
  return [
    ...drafts.flatMap(indexFaults),
    ...drafts.flatMap((draft) => faultyForms.get(draft) ?? foreignWords(draft)),
    ...places.flatMap(overwrittenKeys),
    ...places.flatMap((other, at) => places.slice(0, at).flatMap((one) => notApart(one, other))),
  ];
}

/** A fault at a path below `physical`. */
function physicalFault({ file, path }: TableDraft, below: string, fault: WordedFault): MapFault {
  return { file, path: `${path}.rightsdesk_meta.physical${below}`, ...fault };
}

function indexFaults(draft: TableDraft): MapFault[] {
  return (draft.physical.indexes ?? []).flatMap(({ name, field }) => {
    if (field === undefined || hasField(draft, field)) return [];
    const problem = `index "${name}" is said to find "${field}", which is not a field of this collection`;
    return [physicalFault(draft, '', { problem, remedy: 'name a field that is listed under fields' })];
  });
}

function foreignWords(draft: TableDraft): MapFault[] {
  const words = (['keys', 'kind'] as const).filter((word) => draft.physical[word] !== undefined);
  return words.map((word) =>
    physicalFault(draft, `.${word}`, {
      problem: `a ${draft.store.kind} store has no ${word}`,
      remedy: 'remove it; it tells kinds of item in one DynamoDB table apart',
    }),
  );
}

function formFaults(draft: TableDraft): MapFault[] {
  const { keys = {}, indexes = [] } = draft.physical;
  const forms = [
    ...Object.entries(keys).map(([attribute, form]) => [`.keys.${attribute}`, form] as const),
    ...indexes.flatMap((index) =>
      Object.entries(index.keys ?? {}).map(
        ([attribute, form]) => [`.indexes[${index.name}].keys.${attribute}`, form] as const,
      ),
    ),
  ];
  return forms.flatMap(([path, form]) =>
    faultsOfForm(draft, form).map((fault) => physicalFault(draft, path, fault)),
  );
}

function faultsOfForm(draft: TableDraft, form: string): WordedFault[] {
  try {
    return fieldsOfForm(parseKeyForm(form))
      .filter((field) => !hasField(draft, field))
      .map((field) => ({
        problem: `"${field}" is not a field of this collection`,
        remedy: 'add it to fields: a part of a key is a field, whether or not an attribute holds it as well',
      }));
  } catch (error) {
    if (!(error instanceof KeyFormError)) throw error;
    return [{ problem: error.message, remedy: error.remedy }];
  }
}

interface PlacedDraft {
  readonly draft: TableDraft;
  readonly place: TablePlace;
}

/** A key cannot change, so no field that is a part of it can be blanked or set. */
function overwrittenKeys({ draft, place }: PlacedDraft): MapFault[] {
  const composed = composedFields(place);
  return draft.fields.flatMap((field) => {
    const pair = composed.get(field.name);
    if (pair === undefined) return [];
    const at = { file: draft.file, path: `${field.path}.rightsdesk_meta` };
    const blanked: MapFault = {
      file: at.file,
      path: `${at.path}.blank_with`,
      problem: `is a part of the key${ofIndex(pair)}, and a key cannot be blanked`,
      remedy: 'erase the items instead, or keep them with their ground',
    };
    const set: MapFault = {
      file: at.file,
      path: `${at.path}.opt_out`,
      problem: `is a part of the key${ofIndex(pair)}, and a key cannot be set`,
      remedy: 'name a field that is no part of a key',
    };
    return [...(field.blankWith === undefined ? [] : [blanked]), ...(field.optOut.length > 0 ? [set] : [])];
  });
}

function ofIndex({ index }: KeyPair): string {
  return index === undefined ? '' : ` of index ${index}`;
}

function notApart(one: PlacedDraft, other: PlacedDraft): MapFault[] {
  if (one.draft.store.storeId !== other.draft.store.storeId || one.place.table !== other.place.table)
    return [];
  if (areApart(one.place, other.place)) return [];
  return [
    physicalFault(other.draft, '', {
      problem: `an item of the table "${other.place.table}" could be of ${one.draft.node.name} as well as of this collection`,
      remedy:
        'tell them apart: by physical.kind in both, with one field and two values, or by physical.keys of which no key fits both',
    }),
  ];
}

function areApart(one: TablePlace, other: TablePlace): boolean {
  if (one.kind !== undefined && one.kind.field === other.kind?.field && one.kind.value !== other.kind.value)
    return true;
  if (!one.keys.declared || !other.keys.declared) return false;
  return sidesOf(one.keys).some(({ attribute, form }) =>
    sidesOf(other.keys).some((side) => side.attribute === attribute && !mayBothRead(form, side.form)),
  );
}
