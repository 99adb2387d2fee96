import type { DataMap } from './data-map';
import type { RowRef } from './finding';
import { collectionOf } from './foreign-keys';
import type { Manifest, ManifestRow } from './manifest';
import { rowKey } from './row-key';
import { type PlacedRow, placedId, RowLinks } from './row-links';
import { allRows } from './rows';

/** Why rows of a collection cannot be erased yet. */
export interface ErasureBlock {
  readonly storeId: string;
  readonly collection: string;
  /** For staff: what is open, and what to do about it. */
  readonly reason: string;
  /**
   * Whether rows that depend on its rows wait as well: they do while it is undecided, not where a store
   * refused only these rows.
   */
  readonly withDependents: boolean;
  /** Only rows wait to which a row of one of these collections refers that is kept. */
  readonly whileKept?: readonly string[];
}

/** A row that staff leave out of an approved erasure. */
export interface HeldRow {
  readonly storeId: string;
  readonly row: RowRef;
  readonly reason: string;
}

interface WaitsBecause extends Pick<ErasureBlock, 'reason' | 'withDependents'> {
  readonly title: string;
}

/**
 * The rows that wait, each with its reason: the first one, or all of a collection's own, which are those to
 * mend.
 */
export class WaitingRows {
  /** By the id of the rows that wait together, or by {@link placeKey} for a row that waits by itself. */
  private readonly reasons = new Map<string, string>();
  private readonly own = new Set<string>();
  private readonly links: RowLinks;

  constructor(
    private readonly manifest: Manifest,
    private readonly map: DataMap,
  ) {
    this.links = new RowLinks(manifest, map);
  }

  block({ storeId, collection, whileKept, ...because }: ErasureBlock): void {
    const blocked = this.links.rows.filter(
      (p) =>
        p.storeId === storeId &&
        p.row.collection === collection &&
        (!whileKept || this.isHeldBy(p, whileKept)),
    );
    for (const one of blocked) this.note(one.id, because.reason, true);
    this.wait(blocked, { ...because, title: this.titleOf(storeId, collection) });
  }

  /** Rows that are left out: they may be somebody else's, and so may their dependents. */
  hold(held: readonly HeldRow[], withDependents: boolean): void {
    const reasons = new Map(held.map(({ storeId, row, reason }) => [placeKey(storeId, row), reason]));
    const together = new Map<string, { readonly one: PlacedRow; readonly reason: string }>();
    const byId = new Map(this.links.rows.map((one) => [one.id, one]));
    for (const { storeId, collections } of this.manifest.stores) {
      for (const row of allRows(collections)) {
        const key = placeKey(storeId, row);
        const reason = reasons.get(key);
        const one = reason === undefined ? undefined : byId.get(placedId(this.map, storeId, row));
        if (reason === undefined || !one) continue;
        this.note(key, reason, true);
        together.set(JSON.stringify([one.id, reason]), { one, reason });
      }
    }
    for (const { one, reason } of together.values())
      this.wait([one], { reason, withDependents, title: one.collection.title });
  }

  private titleOf(storeId: string, collection: string): string {
    return collectionOf(this.map, storeId, collection)?.title ?? collection;
  }

  /** What waits with rows that wait: below them, as far as wanted, and above all of these. */
  private wait(waiting: readonly PlacedRow[], { reason, withDependents, title }: WaitsBecause): void {
    const met = new Set<PlacedRow>();
    const below = withDependents
      ? this.closure(waiting, (one) => this.links.dependentsOf(one), met)
      : waiting;
    this.closure(below, (child) => this.parentsThatGo(child), met);
    for (const { id } of met) this.note(id, `It belongs to "${title}", which waits: ${reason}`, false);
  }

  /** @param met - takes what is reached from another row, which may be one of the first */
  private closure(
    from: Iterable<PlacedRow>,
    next: (one: PlacedRow) => readonly PlacedRow[],
    met: Set<PlacedRow>,
  ): Set<PlacedRow> {
    const reached = new Set(from);
    for (const one of reached) {
      for (const other of next(one)) {
        met.add(other);
        reached.add(other);
      }
    }
    return reached;
  }

  private isHeldBy(parent: PlacedRow, collections: readonly string[]): boolean {
    return this.links
      .dependentsOf(parent)
      .some(
        ({ storeId, row }) =>
          storeId === parent.storeId &&
          collections.includes(row.collection) &&
          row.treatment.action !== 'erase',
      );
  }

  reasonFor(storeId: string, row: ManifestRow): string | undefined {
    return this.reasons.get(placeKey(storeId, row)) ?? this.reasons.get(placedId(this.map, storeId, row));
  }

  private note(key: string, reason: string, isOwn: boolean): void {
    const before = isOwn && this.own.has(key) ? this.reasons.get(key) : undefined;
    if (isOwn) this.own.add(key);
    if (before?.includes(reason)) return;
    if (isOwn || !this.reasons.has(key)) this.reasons.set(key, before ? `${before} ${reason}` : reason);
  }

  private parentsThatGo(child: PlacedRow): PlacedRow[] {
    return this.links
      .parentsOf(child)
      .flatMap(({ parent, field }) => (isLost(parent, field) ? [parent] : []));
  }
}

/** Kept rows need no protection, unless the field that is referred to is blanked. */
function isLost({ row, collection }: PlacedRow, field: string): boolean {
  const { treatment } = row;
  if (treatment.action === 'undecided') return treatment.tick !== undefined;
  if (treatment.action !== 'anonymise') return treatment.action === 'erase';
  return collection.fields.some(({ name, blankWith }) => name === field && blankWith !== undefined);
}

function placeKey(storeId: string, row: RowRef): string {
  return JSON.stringify([storeId, rowKey(row)]);
}
