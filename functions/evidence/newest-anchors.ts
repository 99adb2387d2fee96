import { type Anchor, isWhole } from '../domain/anchor';
import { hourBefore } from '../domain/anchor-hours';
import type { Clock, EvidenceStore, StoredAnchor } from '../domain/ports';
import type { CheckedAnchors } from './checked-anchors';

export interface AnchorReader {
  readonly clock: Clock;
  readonly evidence: EvidenceStore;
}

/** What a sweep looks at. */
export interface NewestAnchors {
  /** Hour of the newest object of the bucket, anchor or not; empty when there is none. */
  readonly until: string;
  /** Anchors of which no sweep has looked at the entries, oldest first. */
  readonly fresh: readonly Anchor[];
  /** The newest with entries, fresh or not. */
  readonly mark?: { readonly stored: Pick<StoredAnchor, 'hour' | 'versionId'>; readonly anchor: Anchor };
  /** Hours under which something lies that is no anchor. */
  readonly rubbish: readonly string[];
}

/** More than these are looked at in the order and the time of a whole look. */
const FEW = 60;

interface Read {
  readonly stored: StoredAnchor;
  readonly anchor: Anchor | undefined;
}

/**
 * With one listing: the anchors since the last one that was looked at, and the newest with entries. Nothing where the bucket does not bear out what is remembered, or so much
 * came since that everything is to be looked at.
 */
export async function newestAnchors(
  deps: AnchorReader,
  checked: CheckedAnchors,
): Promise<NewestAnchors | undefined> {
  const stored = await storedSince(deps, hourBefore(checked.until));
  if (stored[0]?.hour !== checked.until || stored.length > FEW) return undefined;
  const read = await Promise.all(stored.map((one) => readAnchor(deps, one)));
  const whole = read.flatMap(({ anchor }) => (anchor ? [anchor] : []));
  const hour = markIn(whole) ?? checked.mark?.hour;
  const mark = hour === undefined ? undefined : await markAt(deps, hour, read, checked);
  if (hour !== undefined && !mark) return undefined;
  return {
    until: stored.at(-1)?.hour ?? checked.until,
    fresh: whole.filter((anchor) => anchor.hour > checked.until && anchor.entries?.length),
    ...(mark ? { mark } : {}),
    rubbish: read.flatMap((one) => (one.anchor ? [] : [one.stored.hour])),
  };
}

/** What lies in the bucket of hours after `after`, oldest first; none of an hour that has not come, which no run wrote. */
export async function storedSince(
  { clock, evidence }: AnchorReader,
  after?: string,
): Promise<StoredAnchor[]> {
  const thisHour = clock.now().slice(0, 13);
  const all: StoredAnchor[] = [];
  for await (const one of evidence.list(after)) if (one.hour <= thisHour) all.push(one);
  return all;
}

/** Undefined where what lies there is no anchor of its hour. */
export async function anchorAt(
  { evidence }: Pick<AnchorReader, 'evidence'>,
  stored: Pick<StoredAnchor, 'hour' | 'versionId'>,
): Promise<Anchor | undefined> {
  const anchor = await evidence.read(stored);
  return isWhole(anchor) && anchor.hour === stored.hour ? anchor : undefined;
}

async function readAnchor(deps: AnchorReader, stored: StoredAnchor): Promise<Read> {
  return { stored, anchor: await anchorAt(deps, stored) };
}

/** The newest anchor says which has the newest entries; what a table remembers of that comes second. */
function markIn(anchors: readonly Anchor[]): string | undefined {
  const saying = anchors.findLast(({ entries, mark }) => entries?.length || mark);
  return saying?.entries?.length ? saying.hour : saying?.mark;
}

async function markAt(
  deps: AnchorReader,
  hour: string,
  read: readonly Read[],
  { mark }: CheckedAnchors,
): Promise<NewestAnchors['mark']> {
  const here = read.find(({ stored }) => stored.hour === hour);
  if (here) return asMark(here.stored, here.anchor);
  // A version that is not there was never remembered by a sweep of ours.
  const known = mark?.hour === hour ? await anchorAt(deps, mark).catch(() => undefined) : undefined;
  if (mark && known) return asMark(mark, known);
  const stored = await storedOf(deps, hour);
  return stored && asMark(stored, await anchorAt(deps, stored));
}

function asMark(
  { hour, versionId }: Pick<StoredAnchor, 'hour' | 'versionId'>,
  anchor: Anchor | undefined,
): NewestAnchors['mark'] {
  return anchor?.entries?.length ? { stored: { hour, versionId }, anchor } : undefined;
}

async function storedOf({ evidence }: AnchorReader, hour: string): Promise<StoredAnchor | undefined> {
  for await (const one of evidence.list(hourBefore(hour))) return one.hour === hour ? one : undefined;
  return undefined;
}
