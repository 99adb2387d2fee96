import type { CollectionMap, Recipient, SystemMap } from '../domain/data-map';
import { isWithin } from '../domain/never-shown';
import { untoldOf } from '../domain/not-told';
import { purposesFor, sellingTo } from '../domain/sold-or-shared';
import { type SensitiveTerm, type StatuteTerm, sensitiveOf, termsOf } from './statute-terms';

/** What 11 CCR 7024(k) and Civ. Code 1798.110, .115 and .130 want told of one category, for this person. */
export interface CategoryRow {
  readonly term: StatuteTerm;
  /** Titles of the collections. */
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
  readonly sensitive: readonly SensitiveTerm[];
  readonly sale: {
    /** The map says that something was sold or shared. */
    readonly some: boolean;
    /** The map leaves it open for somebody who receives data, or whether anybody does. */
    readonly open: boolean;
  };
}

interface Held {
  readonly collection: CollectionMap;
  readonly systems: readonly SystemMap[];
  readonly categories: readonly string[];
}

/** The person's data by the categories of the statute. `collections`: those in which something was found. */
export function californiaAnswer(
  collections: readonly CollectionMap[],
  systems: readonly SystemMap[],
): CaliforniaAnswer {
  const held = collections.map((collection): Held => {
    const used = systems.filter(({ key }) => collection.systemKeys.includes(key));
    return { collection, systems: used, categories: categoriesOf(collection) };
  });
  const all = held.flatMap(({ categories }) => categories);
  return {
    rows: termsOf(all).map((term) => rowOf(term, held)),
    sensitive: sensitiveOf(all),
    sale: saleOf(held),
  };
}

function categoriesOf({ fields, filesTreatedAs = [] }: CollectionMap): string[] {
  const treated = fields.flatMap((field) => [
    ...(field.treatedAs ?? field.categories),
    ...(field.parts ?? []).flatMap((part) => part.treatedAs),
    ...field.categories,
  ]);
  return [...new Set([...treated, ...filesTreatedAs])];
}

function rowOf(term: StatuteTerm, held: readonly Held[]): CategoryRow {
  const here = held
    .map((one) => ({ ...one, categories: one.categories.filter((c) => termsOf([c]).includes(term)) }))
    .filter(({ categories }) => categories.length > 0);
  const purposes = here.flatMap(({ systems, categories }) =>
    systems.flatMap((system) =>
      system.purposes.filter((purpose) => concerns(purpose.categories, categories)),
    ),
  );
  return {
    term,
    where: distinct(here.map(({ collection }) => collection.title)),
    sources: distinct(here.map(({ collection }) => collection.source).filter((source) => source !== '')),
    purposes: distinctBy(
      purposes.map(({ name, retention }) => ({ name, retention })),
      JSON.stringify,
    ),
    sold: givenTo(here, 'sold-or-shared'),
    disclosed: givenTo(here, 'disclosed'),
  };
}

/** Purposes of a map that names no categories, or names all of them, are about everything. */
function concerns(of: readonly string[], categories: readonly string[]): boolean {
  return of.length === 0 || of.some((one) => categories.some((c) => isWithin(c, one) || isWithin(one, c)));
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

function saleOf(held: readonly Held[]): CaliforniaAnswer['sale'] {
  const recipients = held.flatMap(({ systems, categories }) =>
    systems.flatMap((system) =>
      system.recipients.filter((one) =>
        purposesFor(system, one).some((purpose) => concerns(purpose.categories, categories)),
      ),
    ),
  );
  const isSilent = held.some(({ collection, systems }) =>
    untoldOf(collection, systems).includes('recipients'),
  );
  return {
    some: recipients.some((one) => sellingTo(one) === 'sold-or-shared'),
    open: isSilent || recipients.some((one) => sellingTo(one) === 'unknown'),
  };
}

function distinct(words: readonly string[]): string[] {
  return [...new Set(words)];
}

function distinctBy<T>(items: readonly T[], key: (item: T) => string): T[] {
  return [...new Map(items.map((item) => [key(item), item])).values()];
}
