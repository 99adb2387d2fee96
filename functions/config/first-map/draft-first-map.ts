import type { StoreSurvey, SurveyedField } from '../../connectors/survey';
import { defined } from '../../domain/defined';
import { type ChosenReferences, chooseReferences } from './choose-references';
import type {
  FirstCollection,
  FirstField,
  FirstMap,
  FirstReference,
  FirstTreatment,
  Mark,
} from './first-map';
import { deletedWith } from './guess-treatment';
import { plainName, singularWords, titleOf } from './name-words';
import { marksOf } from './review-marks';
import { type SortedTable, type SortedTables, sortTables } from './sort-tables';
import { hasWord, KEPT_WORDS } from './table-words';

/**
 * Drafts a first map from what a store says of itself. What the draft does not know it leaves open, as a gap of
 * the map; what it guesses it marks for review. Both block approvals.
 */
export function draftFirstMap(
  survey: StoreSurvey,
  { datasetKey, title }: Pick<FirstMap, 'datasetKey' | 'title'>,
): FirstMap {
  const sorted = sortTables(survey);
  const references = chooseReferences(sorted);
  const collections = [...sorted.tables.values()].map((table) => draftCollection(table, sorted, references));
  return { datasetKey, title, collections, notLookedAt: survey.notLookedAt };
}

function draftCollection(
  table: SortedTable,
  sorted: SortedTables,
  references: ChosenReferences,
): FirstCollection {
  const { collection, role } = table;
  const { name, place } = collection;
  const onErasure = treatmentOf(table, sorted);
  const fields =
    role === 'nobody' ? [] : collection.fields.map((field) => draftField(field, table, references));
  const review: readonly Mark[] = marksOf(table, { sorted, references, onErasure });
  return { name, title: titleOf(name), role, place, fields, review, ...defined({ onErasure }) };
}

function treatmentOf(table: SortedTable, sorted: SortedTables): FirstTreatment | undefined {
  const through = deletedWith(table, sorted);
  return through === undefined ? undefined : { as_parent: { through } };
}

function draftField(field: SurveyedField, table: SortedTable, references: ChosenReferences): FirstField {
  const { name } = field;
  const isSomebodyElses = table.guesses.get(name)?.isSomebodyElses && table.role !== 'own';
  return {
    name,
    category: categoryOf(field, table),
    references: referencesOf(name, table, references),
    ...(isKey(name, table) ? { isKey: true as const } : {}),
    ...(isReferredTo(name, table, references) ? { isUnique: true as const } : {}),
    ...(field.kind === 'date' ? { isDate: true as const } : {}),
    ...identityOf(name, table),
    ...(isSomebodyElses ? { isSomebodyElses } : {}),
  };
}

function isKey(name: string, { collection }: SortedTable): boolean {
  const [first] = collection.keys;
  const isFilled = (key: string) => collection.fields.some((field) => field.name === key && field.isFilled);
  return first?.fields.includes(name) === true && (first.isPrimary || first.fields.every(isFilled));
}

/** A field that others refer to, and that the store keeps unique, though it is not the primary key. */
function isReferredTo(name: string, { collection }: SortedTable, { chosen }: ChosenReferences): boolean {
  const isAlone = collection.keys.slice(1).some(({ fields }) => fields.length === 1 && fields[0] === name);
  const isMeant = chosen.some(
    ({ link }) =>
      link.parent === collection.name && link.parentFields.length === 1 && link.parentFields[0] === name,
  );
  return isAlone && isMeant && collection.keys[0]?.fields.join() !== name;
}

function referencesOf(
  name: string,
  { collection }: SortedTable,
  { chosen }: ChosenReferences,
): FirstReference[] {
  const written = chosen
    .filter(({ link }) => link.child === collection.name && link.fields.includes(name))
    .map(({ link, direction }) => ({
      collection: link.parent,
      field: link.parentFields[link.fields.indexOf(name)] ?? '',
      direction,
    }));
  return [...new Map(written.map((one) => [JSON.stringify(one), one])).values()];
}

function identityOf(name: string, { collection, address, role }: SortedTable): Pick<FirstField, 'identity'> {
  if (role !== 'own' && role !== 'theirs') return {};
  if (name === address) return { identity: 'email' };
  const isNumber = /^(?:customer|kunden|member|client|patient)_?(?:number|no|nummer|nr)$/.test(
    plainName(name),
  );
  const isUnique = collection.keys.some(({ fields }) => fields.length === 1 && fields[0] === name);
  return role === 'own' && isNumber && isUnique ? { identity: 'customer_number' } : {};
}

/** In rows of people nothing is nobody's: what no rule knows is told as well. */
function categoryOf(field: SurveyedField, { guesses, role, collection }: SortedTable): string {
  const guess = guesses.get(field.name)?.category;
  if (guess !== undefined) return guess;
  const isName = /^(?:full_?)?name$/.test(plainName(field.name)) && field.kind === 'text';
  if (role === 'own') return isName ? 'user.name' : isKeyLike(field) ? 'user.unique_id' : 'user.account';
  if (role === 'shared') return isName ? 'user.contact.organization' : 'user.account';
  if (role !== 'theirs') return 'user';
  const hasPerson = [...guesses.values()].some(({ category }) =>
    /^user\.contact\.(?:email|phone|address)/.test(category),
  );
  if (isName && hasPerson) return 'user.name';
  if (isKeyLike(field)) return 'user.unique_id';
  if (field.kind === 'nested' || field.kind === 'binary') return 'user.content';
  return hasWord(singularWords(collection.name), KEPT_WORDS)
    ? 'user.behavior.purchase_history'
    : 'user.behavior';
}

function isKeyLike({ name, kind }: SurveyedField): boolean {
  return kind === 'id' || /(?:^|_)(?:id|uuid|guid)$/.test(plainName(name));
}
