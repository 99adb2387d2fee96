import { agreeInCompositeKey } from './composite-keys';
import type { CollectionMap, DataMap, Reach } from './data-map';
import { collectionOf } from './foreign-keys';
import { looseForm, ownForms } from './found-rows';
import { judgedId } from './judged-rows';
import type { Manifest, ManifestRow } from './manifest';
import { allRows } from './rows';

/**
 * Rows of a store and a collection that hold the same in all references and are treated alike; `row` is one
 * of them.
 */
export interface PlacedRow {
  /** See {@link placedId}. */
  readonly id: string;
  readonly storeId: string;
  readonly row: ManifestRow;
  readonly collection: CollectionMap;
}

/** The same for all rows that one {@link PlacedRow} stands for. */
export function placedId(map: DataMap, storeId: string, row: ManifestRow): string {
  return judgedId(map, storeId, row, JSON.stringify(row.treatment));
}

/** A reference: values of `field` of the child name a row of the parent by its `ownField`. */
export interface RowLink {
  readonly child: CollectionEnd;
  readonly parent: CollectionEnd;
  readonly where: Readonly<Record<string, string>>;
}

interface CollectionEnd {
  readonly storeId: string;
  readonly collection: string;
  readonly field: string;
}

type LinkReach = Extract<Reach, { from: object }>;

/** The rows of a manifest, and which of them refer to which, by the map's references. */
export class RowLinks {
  readonly rows: readonly PlacedRow[];
  private readonly links: readonly RowLink[];
  private readonly byCollection = new Map<string, PlacedRow[]>();
  private readonly byValue = new Map<string, Map<string, PlacedRow[]>>();

  constructor(
    manifest: Manifest,
    private readonly map: DataMap,
  ) {
    this.links = linksOf(map);
    const placed = new Map<string, PlacedRow>();
    for (const { storeId, collections } of manifest.stores) {
      for (const row of allRows(collections)) {
        const id = placedId(map, storeId, row);
        const collection = placed.has(id) ? undefined : collectionOf(map, storeId, row.collection);
        if (collection) placed.set(id, { id, storeId, row, collection });
      }
    }
    this.rows = [...placed.values()];
    for (const one of this.rows) addTo(this.byCollection, keyOf(one.storeId, one.collection.name), one);
  }

  /** Rows that refer to this one. */
  dependentsOf(parent: PlacedRow): PlacedRow[] {
    return this.links
      .filter((link) => isEnd(link.parent, parent))
      .flatMap((link) =>
        this.joined(parent, link.parent.field, link.child).filter((child) =>
          agreeInCompositeKey(this.map, link, child, parent),
        ),
      );
  }

  /** Rows to which this one refers, with the field by which it does. */
  parentsOf(child: PlacedRow): { readonly parent: PlacedRow; readonly field: string }[] {
    return this.links
      .filter((link) => isEnd(link.child, child))
      .flatMap((link) =>
        this.joined(child, link.child.field, link.parent)
          .filter((parent) => agreeInCompositeKey(this.map, link, child, parent))
          .map((parent) => ({ parent, field: link.parent.field })),
      );
  }

  /**
   * A value that the store does not return may be any, and one in another spelling may be the same: then the
   * two may belong together.
   */
  private joined(one: PlacedRow, field: string, to: CollectionEnd): PlacedRow[] {
    const others = this.byCollection.get(keyOf(to.storeId, to.collection)) ?? [];
    const target = others[0]?.collection;
    if (!target) return [];
    if (!isHandedOut(one.collection, field) || !isHandedOut(target, to.field))
      return others.filter((o) => o !== one);
    const index = this.index(to, others);
    const found = ownForms(one.row, field).flatMap((value) => index.get(looseForm(value)) ?? []);
    return [...new Set(found)].filter((other) => other !== one);
  }

  private index(end: CollectionEnd, rows: readonly PlacedRow[]): ReadonlyMap<string, PlacedRow[]> {
    const key = JSON.stringify([end.storeId, end.collection, end.field]);
    const known = this.byValue.get(key);
    if (known) return known;
    const made = new Map<string, PlacedRow[]>();
    for (const one of rows) {
      for (const value of new Set(ownForms(one.row, end.field).map(looseForm))) addTo(made, value, one);
    }
    this.byValue.set(key, made);
    return made;
  }
}

/**
 * A way that leads up is a reference written the other way round: the collection that is reached is the
 * parent.
 */
function linksOf(map: DataMap): RowLink[] {
  return map.stores.flatMap(({ storeId, collections }) =>
    collections.flatMap((collection) =>
      collection.reachedBy.filter(isLink).map(({ field, from, leads, where = {} }): RowLink => {
        const own = { storeId, collection: collection.name, field };
        return leads === 'up' ? { child: from, parent: own, where } : { child: own, parent: from, where };
      }),
    ),
  );
}

function isLink(reach: Reach): reach is LinkReach {
  return 'from' in reach;
}

function isEnd(end: CollectionEnd, { storeId, collection }: PlacedRow): boolean {
  return end.storeId === storeId && end.collection === collection.name;
}

/** Whether a field is returned with each row, so that its absence means that it is empty. */
function isHandedOut({ primaryKey, facts }: CollectionMap, field: string): boolean {
  return primaryKey.includes(field) || facts.includes(field);
}

function keyOf(storeId: string, collection: string): string {
  return JSON.stringify([storeId, collection]);
}

function addTo<T>(map: Map<string, T[]>, key: string, one: T): void {
  const all = map.get(key);
  if (all) all.push(one);
  else map.set(key, [one]);
}
