import type { SurveyedField } from '../../connectors/survey';
import { defined } from '../../domain/defined';
import { OTHER_PERSON } from './category-rules';
import type { ChosenReferences } from './choose-references';
import { categoryFor } from './fallback-category';
import type { FirstBlank, FirstField, FirstReference } from './first-map';
import { isCustomerNumber, plainName } from './name-words';
import type { SortedTable } from './sort-tables';

/** One field of a drafted collection. */
export function draftField(
  field: SurveyedField,
  table: SortedTable,
  references: ChosenReferences,
): FirstField {
  const { name } = field;
  const mayBeOwn = table.role === 'own' && !OTHER_PERSON.test(plainName(name));
  const isSomebodyElses = table.guesses.get(name)?.isSomebodyElses && !mayBeOwn;
  return {
    name,
    category: categoryFor(field, table),
    references: referencesOf(name, table, references),
    ...(isKey(name, table) ? { isKey: true as const } : {}),
    ...(isReferredTo(name, table, references) ? { isUnique: true as const } : {}),
    ...(field.kind === 'date' ? { isDate: true as const } : {}),
    ...identityOf(name, table),
    ...defined({ blank: blankFor(field, table, references), optOut: field.told?.optOut }),
    ...(isSomebodyElses ? { isSomebodyElses } : {}),
  };
}

function isKey(name: string, { collection }: SortedTable): boolean {
  const [first] = collection.keys;
  const isFilled = (key: string) => collection.fields.some((field) => field.name === key && field.isFilled);
  return first?.fields.includes(name) === true && (first.isPrimary || first.fields.every(isFilled));
}

/** A field that others refer to, and that the store keeps unique, though it is not the primary key. */
function isReferredTo(name: string, { collection }: SortedTable, references: ChosenReferences): boolean {
  const isAlone = collection.keys.slice(1).some(({ fields }) => fields.length === 1 && fields[0] === name);
  const isMeant = references
    .into(collection.name)
    .some(({ link }) => link.parentFields.length === 1 && link.parentFields[0] === name);
  return isAlone && isMeant && collection.keys[0]?.fields.join() !== name;
}

function referencesOf(
  name: string,
  { collection }: SortedTable,
  references: ChosenReferences,
): FirstReference[] {
  const written = references
    .of(collection.name)
    .filter(({ link }) => link.fields.includes(name))
    .map(({ link, direction }) => ({
      collection: link.parent,
      field: link.parentFields[link.fields.indexOf(name)] ?? '',
      direction,
    }));
  return [...new Map(written.map((one) => [JSON.stringify(one), one])).values()];
}

function identityOf(
  name: string,
  { collection, address, number, role }: SortedTable,
): Pick<FirstField, 'identity'> {
  if (role !== 'own' && role !== 'theirs') return {};
  if (name === address) return { identity: 'email' };
  if (name === number) return { identity: 'customer_number' };
  const isUnique = collection.keys.some(({ fields }) => fields.length === 1 && fields[0] === name);
  return role === 'own' && isCustomerNumber(name) && isUnique ? { identity: 'customer_number' } : {};
}

/** Keys and references stay, since other rows are found by them; what is computed follows the others. */
function blankFor(
  field: SurveyedField,
  table: SortedTable,
  references: ChosenReferences,
): FirstBlank | undefined {
  const { name, kind } = field;
  const isLink = referencesOf(name, table, references).length > 0 || isReferredTo(name, table, references);
  const inKey = table.collection.keys[0]?.fields.includes(name);
  if (isLink || inKey || field.isComputed || categoryFor(field, table) === 'user.unique_id') return undefined;
  if (!field.isFilled) return null;
  if (kind === 'text') return { random: name === table.address ? 'email' : 'text' };
  return kind === 'id' ? { random: 'uuid' } : undefined;
}
