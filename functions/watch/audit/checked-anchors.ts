import type { DeskItems } from '../../domain/desk-items';
import type { StoredAnchor } from '../../domain/evidence-store';
import { fieldsOf, parseJson } from '../../domain/parse-json';

/**
 * An anchor that each sweep looks at again. One has entries of its own hour: a restore that took any entry
 * from before also took some of those. The later ones hold only entries that turned up late. Once entries
 * were lost, the newest that lacks one of them shows whether its log still records that.
 */
export interface AnchorMark extends Pick<StoredAnchor, 'hour' | 'versionId'> {
  /** Digest of its entries that are known to be missing; empty where none is. */
  readonly lacks: string;
}

/**
 * How far the sweeps have checked the register against its anchors. It is kept in another table than the
 * register. An older state of it only makes a sweep look at more, so no restore of either table, or of both
 * to different moments, hides a loss.
 */
export interface CheckedAnchors {
  /** Hour of the newest anchor that was looked at. */
  readonly until: string;
  /** Of the anchors with entries up to then, oldest first. */
  readonly marks: readonly AnchorMark[];
  /** Entries are missing: anchors of hours before this one are still to be looked at. */
  readonly look?: string;
  /**
   * Requests that lost entries, or may have, and in whose log that could not be recorded in this round. They
   * are left alone.
   */
  readonly undone?: readonly string[];
  /** The same of the round before. */
  readonly held?: readonly string[];
}

const NAME = 'anchors-checked';

/** Far more than ever, and far less than an item may hold. */
const MAX_HELD = 3_000;

type Items = Pick<DeskItems, 'findCursor' | 'saveCursor'>;

/** `undefined` where nothing is remembered, or where no sweep of ours can have written it. */
export async function readChecked(
  items: Items | undefined,
  now: string,
): Promise<CheckedAnchors | undefined> {
  const read = fieldsOf(parseJson(await items?.findCursor(NAME)));
  if (!isHour(read.until) || read.until > now.slice(0, 13)) return undefined;
  return {
    until: read.until,
    marks: Array.isArray(read.marks) ? read.marks.flatMap(markOf) : [],
    ...(isHour(read.look) ? { look: read.look } : {}),
    undone: texts(read.undone),
    held: texts(read.held),
  };
}

export async function saveChecked(items: Items | undefined, checked: CheckedAnchors): Promise<void> {
  const { undone = [], held = [], ...rest } = checked;
  const kept = {
    ...rest,
    ...(undone.length > 0 ? { undone: undone.slice(0, MAX_HELD) } : {}),
    ...(held.length > 0 ? { held: held.slice(0, MAX_HELD) } : {}),
  };
  await items?.saveCursor(NAME, JSON.stringify(kept));
}

/** The next sweep looks at every anchor again. */
export async function forgetChecked(deps: { readonly items: Items }): Promise<void> {
  await deps.items.saveCursor(NAME, '');
}

function markOf(value: unknown): AnchorMark[] {
  const { hour, versionId, lacks } = fieldsOf(value);
  return isHour(hour) && typeof versionId === 'string' && typeof lacks === 'string'
    ? [{ hour, versionId, lacks }]
    : [];
}

function isHour(value: unknown): value is string {
  return typeof value === 'string' && /^\d{4}-(0\d|1[0-2])-([0-2]\d|3[01])T([01]\d|2[0-3])$/.test(value);
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}
