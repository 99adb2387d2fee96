import type { CollectionMap, FieldMap } from '../domain/data-map';
import { fileCategories } from '../domain/file-categories';
import { isCategoryWithin } from '../domain/never-shown';
import { purposesFor, sellingTo } from '../domain/sold-or-shared';
import type { Recipient, SystemMap } from '../domain/system-map';
import { unstatedBy, unstatedOf } from '../domain/unstated';
import { type SensitiveTerm, type StatuteTerm, sensitiveOf, termsOf } from './statute-terms';

/** What 11 CCR 7024(k) and Civ. Code 1798.110, .115 and .130 require about one category, for this person. */
export interface CategoryRow {
  /** Absent: the map does not say which. */
  readonly term?: StatuteTerm;
  /** Titles of the collections, or of the systems that no collection is part of. */
  readonly where: readonly string[];
  readonly sources: readonly string[];
  /** Why it is collected and used, each with how long it is kept. */
  readonly purposes: readonly { readonly name: string; readonly retention: string }[];
  readonly sold: readonly Given[];
  readonly disclosed: readonly Given[];
}

/** A kind of third party or person that a category went to, and why. */
export interface Given {
  /** "advertising networks". */
  readonly kind: string;
  readonly names: readonly string[];
  readonly purposes: readonly string[];
}

export interface CaliforniaAnswer {
  readonly rows: readonly CategoryRow[];
  /** The same of systems that no record is tied to: they may concern this person. */
  readonly may: readonly CategoryRow[];
  readonly sensitive: readonly SensitiveTerm[];
  readonly maySensitive: readonly SensitiveTerm[];
  /** The map leaves open who receives some of it. */
  readonly isSilent: boolean;
  readonly sale: {
    /** The map says that something was sold or shared. */
    readonly some: boolean;
    /** The map leaves it open for a recipient, or whether there is any. */
    readonly open: boolean;
    /** Data is sold or shared, or may be, and none of it is known to be this person's. */
    readonly elsewhere: boolean;
  };
}

/** A collection in which something was found, or a system that no record is tied to. */
interface Held {
  readonly title: string;
  readonly source: string;
  readonly systems: readonly SystemMap[];
  readonly categories: readonly string[];
  /** Categories of it that no term of the statute is known for. */
  readonly unnamed: readonly string[];
  /** Whether the map leaves open who receives it. */
  readonly isSilent: boolean;
}

/**
 * The person's data by the categories of the statute. `collections`: those in which something was found.
 * `loose`: systems that no collection is part of.
 */
export function californiaAnswer(
  collections: readonly CollectionMap[],
  systems: readonly SystemMap[],
  loose: readonly SystemMap[] = [],
): CaliforniaAnswer {
  const held = collections.map((collection) => heldIn(collection, systems));
  const may = loose.map(heldBy);
  const sensitiveIn = (all: readonly Held[]) => sensitiveOf(all.flatMap(({ categories }) => categories));
  const sensitive = sensitiveIn(held);
  return {
    rows: rowsOf(held),
    may: rowsOf(may),
    sensitive,
    maySensitive: sensitiveIn(may).filter((term) => !sensitive.includes(term)),
    isSilent: [...held, ...may].some((one) => one.isSilent),
    sale: saleOf(held, may, systems),
  };
}

function heldIn(collection: CollectionMap, systems: readonly SystemMap[]): Held {
  const { title, source, fields } = collection;
  const ofFiles = fileCategories(collection);
  const kinds = [...fields.map(categoriesOf), ...ofFiles.map((one) => [one])];
  const isNamed = (of: readonly string[]) => termsOf(of).length > 0 || of.every(isTechnical);
  const unnamed = kinds.filter((of) => !isNamed(of)).flat();
  const categories = distinct(kinds.flat());
  return {
    ...{ title, source, categories },
    systems: systems.filter(({ key }) => collection.systemKeys.includes(key)),
    // Data on a person always has a category, even where the map lists it as technical only.
    unnamed: termsOf(categories).length > 0 ? distinct(unnamed) : categories,
    isSilent: unstatedOf(collection, systems).includes('recipients'),
  };
}

function categoriesOf({ categories, treatedAs = categories, parts = [] }: FieldMap): string[] {
  return distinct([...treatedAs, ...parts.flatMap((part) => part.treatedAs), ...categories]);
}

function isTechnical(category: string): boolean {
  return isCategoryWithin(category, 'system');
}

/**
 * All the map says about such a system are the categories of its purposes; if it names none, it covers every
 * category.
 */
function heldBy(system: SystemMap): Held {
  const named = distinct(system.purposes.flatMap((purpose) => purpose.categories));
  const categories = named.length > 0 ? named : ['user'];
  return {
    ...{ title: system.title, source: '', systems: [system], categories },
    unnamed: categories.filter((one) => termsOf([one]).length === 0 && !isTechnical(one)),
    isSilent: unstatedBy([system]).includes('recipients'),
  };
}

function rowsOf(held: readonly Held[]): CategoryRow[] {
  const named = termsOf(held.flatMap(({ categories }) => categories)).map((term) =>
    rowOf(
      held.map((one) => ({ ...one, categories: one.categories.filter((c) => termsOf([c]).includes(term)) })),
      term,
    ),
  );
  const unnamed = rowOf(held.map((one) => ({ ...one, categories: one.unnamed })));
  return unnamed.where.length > 0 ? [...named, unnamed] : named;
}

/** @param held each with those of its categories alone that the row is about */
function rowOf(held: readonly Held[], term?: StatuteTerm): CategoryRow {
  const here = held.filter(({ categories }) => categories.length > 0);
  const purposes = here.flatMap(({ systems, categories }) =>
    systems.flatMap((system) =>
      system.purposes.filter((purpose) => concerns(purpose.categories, categories)),
    ),
  );
  return {
    ...(term && { term }),
    where: distinct(here.map(({ title }) => title)),
    sources: distinct(here.map(({ source }) => source).filter((source) => source !== '')),
    purposes: distinctBy(
      purposes.map(({ name, retention }) => ({ name, retention })),
      JSON.stringify,
    ),
    sold: givenTo(here, 'sold-or-shared'),
    disclosed: givenTo(here, 'disclosed'),
  };
}

/** Purposes that name no categories, or all of them, cover every category. */
function concerns(of: readonly string[], categories: readonly string[]): boolean {
  return (
    of.length === 0 ||
    of.some((one) => categories.some((c) => isCategoryWithin(c, one) || isCategoryWithin(one, c)))
  );
}

function givenTo(held: readonly Held[], how: 'sold-or-shared' | 'disclosed'): Given[] {
  const kinds = new Map<string, { names: string[]; purposes: string[] }>();
  for (const { systems, categories } of held)
    for (const system of systems)
      for (const recipient of system.recipients.filter((one) => sellingTo(one) === how)) {
        const purposes = purposesFor(system, recipient).filter((p) => concerns(p.categories, categories));
        if (purposes.length === 0) continue;
        const kind = kindOf(recipient, how);
        const known = kinds.get(kind) ?? { names: [], purposes: [] };
        known.names.push(recipient.name);
        known.purposes.push(...purposes.map(({ name }) => name));
        kinds.set(kind, known);
      }
  return [...kinds].map(([kind, { names, purposes }]) => ({
    kind,
    names: distinct(names),
    purposes: distinct(purposes),
  }));
}

function kindOf({ category, role }: Recipient, how: 'sold-or-shared' | 'disclosed'): string {
  if (category !== undefined) return category;
  if (how === 'sold-or-shared') return 'advertising networks';
  return role === 'processor' ? 'service providers and contractors' : 'other companies';
}

/**
 * Silence and doubt never mean "no"; nor does a sale of other people's data, which may come to include this
 * person's.
 */
function saleOf(
  held: readonly Held[],
  may: readonly Held[],
  systems: readonly SystemMap[],
): CaliforniaAnswer['sale'] {
  const receivers = (of: readonly Held[]) =>
    of.flatMap((one) => one.systems.flatMap((system) => receiving(system, one.categories)));
  const hows = (of: readonly Recipient[]) => new Set(of.map(sellingTo));
  const here = hows(receivers(held));
  const others = hows(systems.flatMap((system) => system.recipients));
  const some = here.has('sold-or-shared');
  return {
    some,
    open:
      hows(receivers([...held, ...may])).has('unknown') || [...held, ...may].some(({ isSilent }) => isSilent),
    elsewhere: !some && (others.has('sold-or-shared') || others.has('unknown')),
  };
}

function receiving(system: SystemMap, categories: readonly string[]): Recipient[] {
  return system.recipients.filter((one) =>
    purposesFor(system, one).some((purpose) => concerns(purpose.categories, categories)),
  );
}

function distinct(words: readonly string[]): string[] {
  return [...new Set(words)];
}

function distinctBy<T>(items: readonly T[], key: (item: T) => string): T[] {
  return [...new Map(items.map((item) => [key(item), item])).values()];
}
