import { groupBy } from '../../connectors/group-by';
import type {
  StoreSurvey,
  SurveyedCollection,
  SurveyedField,
  SurveyedReference,
} from '../../connectors/survey';
import { ACTOR } from './category-rules';
import { plainName, singular, singularWords } from './name-words';

/** One collection hangs on another: by a rule of the store, or as the name of a field suggests. */
export interface Link {
  readonly child: string;
  readonly parent: string;
  readonly fields: readonly string[];
  readonly parentFields: readonly string[];
  /** The store itself keeps it. */
  readonly isProven: boolean;
  /** The store lets at most one row of the parent have the value. */
  readonly leadsToOne: boolean;
  /** The name says who worked on the row, not whose it is. */
  readonly isActor: boolean;
  readonly onDelete: SurveyedReference['onDelete'];
}

export function linksOf({ collections }: StoreSurvey): Link[] {
  const byName = new Map(collections.map((one) => [one.name, one]));
  const spaces = groupBy(collections, spaceOf);
  const indexes = new Map([...spaces].map(([space, all]) => [space, groupBy(all, wordsIn)]));
  return collections.flatMap((child) => {
    const proven = child.references.map((reference) => provenLink(child, reference, byName));
    const known = new Set(child.references.flatMap(({ fields }) => fields));
    const others = {
      known,
      index: indexes.get(spaceOf(child)) ?? new Map(),
      collections: spaces.get(spaceOf(child)) ?? [],
    };
    return [...proven, ...child.fields.flatMap((field) => impliedLink(child, field, others))];
  });
}

function spaceOf({ namespace = '' }: SurveyedCollection): string {
  return namespace;
}

function wordsIn({ name }: SurveyedCollection): string {
  return singularWords(name).join(' ');
}

/** MySQL lets a foreign key name a value that several rows have. */
function provenLink(
  child: SurveyedCollection,
  { fields, to, toFields, onDelete }: SurveyedReference,
  byName: ReadonlyMap<string, SurveyedCollection>,
): Link {
  const keys = byName.get(to)?.keys ?? [];
  return {
    child: child.name,
    parent: to,
    fields,
    parentFields: toFields,
    isProven: true,
    leadsToOne: keys.some((key) => key.fields.every((name) => toFields.includes(name))),
    isActor: fields.some((name) => ACTOR.test(plainName(name))),
    onDelete,
  };
}

interface Others {
  readonly known: ReadonlySet<string>;
  readonly index: ReadonlyMap<string, readonly SurveyedCollection[]>;
  readonly collections: readonly SurveyedCollection[];
}

/**
 * `user_id` (or `id_user`, `fk_user`) without a rule of the store leads to `users`, where just one table can
 * be meant.
 */
function impliedLink(child: SurveyedCollection, field: SurveyedField, others: Others): Link[] {
  const stem = stemOf(field.name);
  if (stem === undefined || others.known.has(field.name) || isPairOf(child, stem)) return [];
  if (child.foundBy !== undefined) return [];
  const parent = targetOf(child, stem, others);
  if (parent?.holdsParts) return [];
  const key = parent && singleKey(parent);
  if (!parent || key === undefined || parent.name === child.name) return [];
  if (parent.fields.find(({ name }) => name === key)?.kind !== field.kind) return [];
  const isActor = ACTOR.test(plainName(field.name));
  return [
    {
      child: child.name,
      parent: parent.name,
      fields: [field.name],
      parentFields: [key],
      isProven: false,
      leadsToOne: true,
      isActor,
      onDelete: 'refuses',
    },
  ];
}

function stemOf(name: string): string | undefined {
  const plain = plainName(name);
  return (/^(?:id|fk)_(.+?)(?:_id)?$/.exec(plain) ?? /^(.+)_(?:id|fk)$/.exec(plain))?.[1];
}

function targetOf(
  child: SurveyedCollection,
  stem: string,
  { index, collections }: Others,
): SurveyedCollection | undefined {
  const words = stem.split('_').map(singular);
  return named(child, words, { index, collections }) ?? germanPlural(child, words, { index, collections });
}

/** `mitglied_id` leads to `mitglieder`, `sparte_id` to `sparten`, where just one of them is there. */
function germanPlural(
  child: SurveyedCollection,
  words: readonly string[],
  others: Pick<Others, 'index' | 'collections'>,
): SurveyedCollection | undefined {
  const last = words.at(-1) ?? '';
  const endings = /(?:mitglied|kind)$/.test(last) ? ['er'] : ['n', 'en', 'e'];
  const found = endings.flatMap(
    (ending) => named(child, [...words.slice(0, -1), last + ending], others) ?? [],
  );
  return onlyOne(found);
}

function named(
  child: SurveyedCollection,
  words: readonly string[],
  { index, collections }: Pick<Others, 'index' | 'collections'>,
): SurveyedCollection | undefined {
  const exact = index.get(words.join(' '));
  if (exact) return onlyOne(exact);
  const [prefix = ''] = singularWords(child.name);
  const sibling = index.get([prefix, ...words].join(' '));
  if (sibling) return onlyOne(sibling);
  const ending = collections.filter(({ name }) =>
    singularWords(name)
      .join(' ')
      .endsWith(` ${words.join(' ')}`),
  );
  return onlyOne(ending);
}

function onlyOne<T>([first, ...others]: readonly T[]): T | undefined {
  return others.length === 0 ? first : undefined;
}

/** The one field of its primary key, else of a key of one field. */
export function singleKey({ keys }: SurveyedCollection): string | undefined {
  return keys.find(({ fields }) => fields.length === 1)?.fields[0];
}

/** `owner_type` beside `owner_id`: the table that is meant differs from row to row. */
export function isPairOf({ fields }: SurveyedCollection, stem: string): boolean {
  return fields.some(({ name }) => plainName(name) === `${stem}_type`);
}

/** Stems of all pairs of type and id. */
export function pairsOf(collection: SurveyedCollection): string[] {
  return collection.fields.flatMap(({ name }) => {
    const stem = /^(.+)_id$/.exec(plainName(name))?.[1];
    return stem !== undefined && isPairOf(collection, stem) ? [stem] : [];
  });
}

/** Links by one of their ends: a store may have thousands of tables. */
export interface LinkIndex {
  readonly all: readonly Link[];
  /** Links from this collection to those it hangs on. */
  up(child: string): readonly Link[];
  /** Links from collections that hang on this one. */
  down(parent: string): readonly Link[];
}

export function indexLinks(all: readonly Link[]): LinkIndex {
  const ups = groupBy(all, ({ child }) => child);
  const downs = groupBy(all, ({ parent }) => parent);
  return { all, up: (child) => ups.get(child) ?? [], down: (parent) => downs.get(parent) ?? [] };
}
