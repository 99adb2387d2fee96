import type { StoreMap } from '../domain/data-map';
import type { UnreachedStore, UnreadGroup } from './answer-facts';
import type { CollectionFinding } from './collection-tally';
import type { ManualAnswer } from './manual-answer';

/** The state of each store when the package was written, as the readable page shows it. */
export type StorePart = { readonly store: PartStore /** Unique in the page. */; readonly id: string } & (
  | {
      readonly state: 'searched';
      readonly collections: readonly CollectionPart[];
      readonly unread: readonly UnreadGroup[];
    }
  | { readonly state: 'unreached'; readonly unreached: UnreachedStore }
  | { readonly state: 'answered'; readonly answer: ManualAnswer; readonly files: readonly FilePart[] }
  | { readonly state: 'open' }
);

/** A store as the package names it; one that is no longer connected has only a title. */
export type PartStore = Pick<StoreMap, 'storeId' | 'title' | 'collections'>;

export interface CollectionPart {
  /** Unique in the page. */
  readonly id: string;
  readonly finding: CollectionFinding;
  /** Absent when no record of it is given. */
  readonly paths?: { readonly csv: string; readonly json: string };
}

/** Whether anything about the person is in a collection, given or not. */
export function isAnythingHeld({ given, withheldRecords }: CollectionFinding): boolean {
  return given > 0 || withheldRecords.length > 0;
}

export interface FilePart {
  readonly path: string;
  readonly name: string;
  readonly bytes: number;
}

/** All collections of the searched stores, each with its store. */
export function searchedCollections(
  parts: readonly StorePart[],
): { part: CollectionPart; store: PartStore }[] {
  return parts.flatMap((part) =>
    part.state === 'searched'
      ? part.collections.map((collection) => ({ part: collection, store: part.store }))
      : [],
  );
}

/** Whether anybody has looked into a place, so that something can be said about it. */
export function wasSearched({ state }: StorePart): boolean {
  return state === 'searched' || state === 'answered';
}

/**
 * Places that may hold more than the answer knows: nobody looked, or not everything could be read. For these,
 * finding nothing does not mean "no".
 */
export function incompletelyRead(parts: readonly StorePart[]): string[] {
  const open = parts.filter((part) => !wasSearched(part) || hasUnreadPlaces(part));
  return [...new Set(open.map(({ store }) => store.title))];
}

/** Whether a searched place holds something that no machine could read and nobody has looked into. */
export function hasUnreadPlaces(part: StorePart): boolean {
  return part.state === 'searched' && part.unread.some(({ says }) => says === undefined);
}
