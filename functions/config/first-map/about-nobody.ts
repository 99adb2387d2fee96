import type { SurveyedCollection, SurveyedField } from '../../connectors/survey';
import type { ValueForm } from '../../connectors/value-forms';
import type { Guesses } from './guess-category';
import { plainName, singularWords } from './name-words';
import { type LinkIndex, pairsOf } from './table-links';
import { CATCHALL_WORDS, hasWord, LOOKUP_WORDS, PERSON_WORDS } from './table-words';

/** Tables of migration tools, which hold the versions of the schema. */
const FRAMEWORK_TABLES = new Set(
  `schema_migrations ar_internal_metadata django_migrations django_content_type auth_permission auth_group
   flyway_schema_history databasechangelog databasechangeloglock knex_migrations knex_migrations_lock
   migrations goose_db_version alembic_version prisma_migrations sequelize_meta typeorm_metadata
   spatial_ref_sys`.split(/\s+/),
);

const PERSONAL_FORMS: readonly ValueForm[] = ['email', 'holds-email', 'phone', 'ip', 'iban', 'secret'];

/** What things have as well: a description, a country, a picture. */
const OF_THINGS =
  /^user\.(?:content|contact\.(?:address\.country|url)|demographic\.language|location\.imprecise|behavior)/;

const LABEL =
  /^(?:(?:\w+_)?(?:name|title|code|slug|key|symbol|position|iso\d?|label|color|colour|icon|unit|identifier|sku))$/;

/**
 * Whether a table holds things and settings only. Names and values have to agree; where anything could be
 * about people the answer is no, since a table that is left out is never searched.
 */
export function isAboutNobody(collection: SurveyedCollection, guesses: Guesses, links: LinkIndex): boolean {
  if (collection.isOpenEnded) return false;
  if (FRAMEWORK_TABLES.has(plainName(collection.name))) return true;
  const words = singularWords(collection.name);
  const isLookup = LOOKUP_WORDS.has(words.at(-1) ?? '');
  if (hasWord(words, CATCHALL_WORDS) || pairsOf(collection).length > 0) return false;
  if (collection.fields.some((field) => holdsPersonal(field, guesses))) return false;
  if (hasLooseId(collection, links) || (hasWord(words, PERSON_WORDS) && !isLookup)) return false;
  const texts = collection.fields.filter(
    ({ kind }) => kind === 'text' || kind === 'nested' || kind === 'binary' || kind === 'other',
  );
  const free = texts.filter(({ name, kind }) => kind !== 'text' || !LABEL.test(plainName(name)));
  return isLookup ? free.every(({ kind }) => kind === 'text' || kind === 'other') : free.length === 0;
}

function holdsPersonal({ name, kind, forms }: SurveyedField, guesses: Guesses): boolean {
  const category = guesses.get(name)?.category;
  return (
    kind === 'address' ||
    PERSONAL_FORMS.some((form) => (forms[form] ?? 0) > 0) ||
    (category !== undefined && !OF_THINGS.test(category))
  );
}

/**
 * A field such as `owner_id` that leads to no table known may lead to people, and so may each part of a key
 * of several.
 */
function hasLooseId({ name: table, fields, keys }: SurveyedCollection, links: LinkIndex): boolean {
  const led = new Set(links.up(table).flatMap((link) => link.fields));
  const parts = new Set(keys.flatMap((key) => (key.fields.length > 1 ? key.fields : [])));
  const isId = ({ name, kind }: SurveyedField) =>
    /^(?:id|fk)_|_(?:id|fk|by)$/.test(plainName(name)) || (parts.has(name) && kind === 'number');
  return fields.some((field) => isId(field) && !led.has(field.name) && !isOfOutside(field.name));
}

/** Ids that systems outside gave to things. */
function isOfOutside(name: string): boolean {
  return /^(?:stripe|external|parent)_/.test(plainName(name));
}
