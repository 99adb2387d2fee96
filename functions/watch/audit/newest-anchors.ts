import { type Anchor, isValidAnchor } from '../../domain/anchor';
import { hourBefore } from '../../domain/anchor-hours';
import type { Clock } from '../../domain/clock';
import type { EvidenceStore, StoredAnchor } from '../../domain/evidence-store';
import type { AnchorMark, CheckedAnchors } from './checked-anchors';

export interface AnchorReader {
  readonly clock: Clock;
  readonly evidence: EvidenceStore;
}

/** An anchor with entries. */
export interface StoredEntries {
  readonly stored: Pick<StoredAnchor, 'hour' | 'versionId'>;
  readonly anchor: Anchor;
}

/** The anchors that a sweep looks at. */
export interface NewestAnchors {
  /** Hour of the newest object of the bucket, anchor or not. */
  readonly until: string;
  /** With entries, oldest first: those that each sweep looks at, and those that none has looked at yet. */
  readonly anchors: readonly StoredEntries[];
  /** Hours whose object is no anchor. */
  readonly rubbish: readonly string[];
}

/** With more than these, everything is looked at, in the order and the time of a whole look. */
const MAX_SINCE = 60;

interface Read {
  readonly stored: StoredAnchor;
  readonly anchor: Anchor | undefined;
}

/**
 * Lists the anchors that each sweep looks at and those since the last one that was looked at, with a single
 * listing. `undefined` where the bucket contradicts what is remembered, or where so many came since that
 * everything is to be looked at.
 */
export async function newestAnchors(
  deps: AnchorReader,
  { until, marks }: CheckedAnchors,
): Promise<NewestAnchors | undefined> {
  const listed = await storedSince(deps, hourBefore(until));
  if (listed[0]?.hour !== until || listed.length > MAX_SINCE) return undefined;
  const read = await Promise.all(listed.map((one) => readAnchor(deps, one)));
  const here = read.flatMap(withEntries);
  const known = await Promise.all(marks.filter(notIn(here)).map((mark) => readMark(deps, mark)));
  const anchors = [...known.flatMap((one) => one ?? []), ...here];
  if (anchors.length < known.length + here.length || (await isAnotherNewer(deps, read, anchors)))
    return undefined;
  return {
    until: listed.at(-1)?.hour ?? until,
    anchors: anchors.sort((a, b) => (a.stored.hour < b.stored.hour ? -1 : 1)),
    rubbish: read.flatMap((one) => (one.anchor ? [] : [one.stored.hour])),
  };
}

/**
 * The objects of hours after `after`, oldest first. None of an hour in the future, which no run has written.
 */
export async function storedSince(
  { clock, evidence }: AnchorReader,
  after?: string,
): Promise<StoredAnchor[]> {
  const thisHour = clock.now().slice(0, 13);
  const all: StoredAnchor[] = [];
  for await (const one of evidence.list(after)) if (one.hour <= thisHour) all.push(one);
  return all;
}

/** `undefined` where the object is no anchor of its hour. */
export async function anchorAt(
  { evidence }: Pick<AnchorReader, 'evidence'>,
  stored: Pick<StoredAnchor, 'hour' | 'versionId'>,
): Promise<Anchor | undefined> {
  const anchor = await evidence.read(stored);
  return isValidAnchor(anchor) && anchor.hour === stored.hour ? anchor : undefined;
}

async function readAnchor(deps: AnchorReader, stored: StoredAnchor): Promise<Read> {
  return { stored, anchor: await anchorAt(deps, stored) };
}

function withEntries({ stored, anchor }: Read): StoredEntries[] {
  return anchor?.entries?.length ? [{ stored, anchor }] : [];
}

function notIn(here: readonly StoredEntries[]) {
  return ({ hour }: AnchorMark) => !here.some(({ stored }) => stored.hour === hour);
}

/** `undefined` where that version does not exist or holds no entries: then no sweep of ours remembered it. */
async function readMark(deps: AnchorReader, mark: AnchorMark): Promise<StoredEntries | undefined> {
  const anchor = await anchorAt(deps, mark).catch(() => undefined);
  return anchor?.entries?.length ? { stored: mark, anchor } : undefined;
}

/**
 * The newest anchor names the one with the newest entries. What a sweep of ours remembered is never newer.
 */
async function isAnotherNewer(
  deps: AnchorReader,
  read: readonly Read[],
  anchors: readonly StoredEntries[],
): Promise<boolean> {
  const said = read.findLast(({ anchor }) => anchor?.mark)?.anchor?.mark;
  if (said === undefined || anchors.some(({ stored }) => stored.hour === said)) return false;
  for await (const stored of deps.evidence.list(hourBefore(said)))
    return stored.hour === said && withEntries(await readAnchor(deps, stored)).length > 0;
  return false;
}
