import type { CorrectedField, NotCorrected, PlannedRow } from './correction';
import type { CollectionMap, DataMap, FieldMap } from './data-map';
import type { DataSubjectRequest } from './data-subject-request';
import { defined } from './defined';
import type { EventData } from './events';
import { allOf, lastOf } from './log-entries';
import type { RowTreatment } from './manifest';
import { isCategoryWithin } from './never-shown';
import { treatedKinds } from './treated-kinds';

/**
 * Kinds of data with which another person could take over an account, divert a delivery or be paid: control
 * of one mailbox must not be enough to change them unnoticed. Fideslang categories, with all below them, and
 * all above: `user` may be anything.
 */
const guardedCategories = [
  'user.account.username',
  'user.authorization',
  'user.biometric',
  'user.contact',
  'user.demographic.date_of_birth',
  'user.financial',
  'user.government_id',
  'user.location',
  'user.name',
  'user.payment',
  'user.unique_id',
];

type Judged = Pick<
  FieldMap,
  'categories' | 'treatedAs' | 'treatedBelow' | 'parts' | 'identity' | 'secret' | 'unclear'
>;

/**
 * Whether a correction of this field needs the stronger approval, and first a notice to the addresses on
 * file. A custom category counts as what it is declared to be like. A field without a category, or with an
 * unknown one, may be anything.
 */
export function isGuarded(field: Judged): boolean {
  const kinds = treatedKinds(field);
  const isOpen = field.unclear === true || field.secret || kinds.length === 0;
  return isOpen || field.identity !== undefined || kinds.some(mayBeGuarded);
}

function mayBeGuarded(category: string): boolean {
  return guardedCategories.some(
    (guarded) => isCategoryWithin(category, guarded) || isCategoryWithin(guarded, category),
  );
}

/** Fields into which the desk may write a correction. Content of files is corrected by hand. */
export function correctableFields(kind: string, { fields, primaryKey }: CollectionMap): FieldMap[] {
  if (kind === 'manual' || kind === 's3') return [];
  return fields.filter(({ name, correctable }) => correctable !== undefined && !primaryKey.includes(name));
}

/** The field that takes the requester's note beside a record. */
export function noteField(kind: string, { fields }: CollectionMap): FieldMap | undefined {
  return kind === 'manual' || kind === 's3' ? undefined : fields.find(({ disputeNote }) => disputeNote);
}

/** Whether staff must see what its rows hold before a correction. */
export function showsFields(map: DataMap, storeId: string, name: string): boolean {
  const kind = map.stores.find((store) => store.storeId === storeId)?.kind ?? 'manual';
  const collection = collectionIn(map, storeId, name);
  if (!collection) return false;
  return correctableFields(kind, collection).length > 0 || noteField(kind, collection) !== undefined;
}

/**
 * How a row may be corrected. `note`: a law keeps it as it was issued, or it is unknown whether one does, so
 * it is never overwritten (Art. 17(3)(b) GDPR). `not`: it is or may be other people's as well.
 */
export function rowCorrectability({ action }: RowTreatment): 'corrected' | 'note' | 'not' {
  if (action === 'retain' || action === 'undecided') return 'note';
  return action === 'contested' || action === 'keep-shared' ? 'not' : 'corrected';
}

type Frozen = EventData['manifest-frozen'];

/** What staff want corrected, from the manifest in force. */
export function frozenCorrection(request: DataSubjectRequest): Frozen['correction'] {
  return lastOf(request.log, 'manifest-frozen')?.data.correction;
}

/** The results of the approved corrections in each store, for the manifest in force. */
export function correctionResults(request: DataSubjectRequest): EventData['store-corrected'][] {
  const version = lastOf(request.log, 'manifest-frozen')?.data.version;
  return allOf(request.log, 'store-corrected').flatMap(({ data }) =>
    data.version === version ? [data] : [],
  );
}

/**
 * Everything that the desk has corrected for this request, by this decision and earlier ones; each field
 * once.
 */
export function allCorrected(request: DataSubjectRequest): CorrectedField[] {
  const done = allOf(request.log, 'store-corrected').flatMap(({ data }) => data.done);
  return [...new Map(done.map((field) => [keyOf(field), field])).values()];
}

/**
 * What the desk corrected and, as far as it knows, is still so, by the last attempt at each field. `inPart`:
 * not in every approved record. A field whose records hold something else by now is not included.
 */
export function stillCorrected(
  request: DataSubjectRequest,
): (CorrectedField & { readonly inPart: boolean })[] {
  const standing = new Map<string, CorrectedField & { readonly inPart: boolean }>();
  for (const { data } of allOf(request.log, 'store-corrected')) {
    const left = new Map(data.left.map((field) => [keyOf(field), field.because]));
    const done = new Set(data.done.map(keyOf));
    for (const field of data.done) standing.set(keyOf(field), { ...field, inPart: left.has(keyOf(field)) });
    for (const [key, because] of left) if (!done.has(key) && because !== 'refused') standing.delete(key);
  }
  return [...standing.values()];
}

/** What the last approval covers and is not corrected. */
export function leftUncorrected(request: DataSubjectRequest): NotCorrected[] {
  return correctionResults(request).flatMap(({ left }) => left);
}

/**
 * Whether a point is refused, noted beside the record, or left to staff: then the request is fulfilled in
 * part at most.
 */
export function isCorrectedInPart(request: DataSubjectRequest): boolean {
  const { note = 0, accurate = 0 } = frozenCorrection(request)?.points ?? {};
  return note + accurate > 0;
}

/** "Customer accounts: E-mail address", in the words of the map. */
export function fieldLabel(map: DataMap, { storeId, collection, field, note }: CorrectedField): string {
  const mapped = collectionIn(map, storeId, collection);
  const title = mapped?.fields.find(({ name }) => name === field)?.title ?? field;
  return `${mapped?.title ?? collection}: ${note ? 'your note' : title}`;
}

/** The fields of a planned row, by the names of the map. */
export function fieldsOf(map: DataMap, { storeId, collection, changes, note }: PlannedRow): CorrectedField[] {
  return changes.map(({ field }) => {
    const mapped = collectionIn(map, storeId, collection)?.fields.find(({ name }) => name === field);
    const guarded = !note && mapped !== undefined && isGuarded(mapped);
    return {
      storeId,
      collection,
      field,
      ...(guarded ? { guarded } : {}),
      ...defined({ note }),
    };
  });
}

function keyOf({ storeId, collection, field, note }: CorrectedField): string {
  return JSON.stringify([storeId, collection, field, note]);
}

function collectionIn({ stores }: DataMap, storeId: string, collection: string): CollectionMap | undefined {
  return stores
    .find((store) => store.storeId === storeId)
    ?.collections.find(({ name }) => name === collection);
}
