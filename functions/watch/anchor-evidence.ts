import { type Anchor, anchorOf, isValidAnchor } from '../domain/anchor';
import { hourBefore, hoursSince, nextHour } from '../domain/anchor-hours';
import { plusDuration } from '../domain/civil-time';
import type { DeskDeps } from '../domain/desk-deps';
import type { AppendedEntry, AppendedReader, EvidenceStore } from '../domain/evidence-store';

export interface AnchorDeps extends Pick<DeskDeps, 'clock'> {
  readonly register: AppendedReader;
  readonly evidence: EvidenceStore;
  /** Called after each run with the age of the newest anchor in whole hours. */
  readonly noteAge: (hours: number) => void;
}

/** An hour is anchored when it has been over for this long. No append takes longer. */
const SETTLED = '-PT10M';

/** How far the very first run looks back. */
const FIRST_LOOK = '-P2D';

/** Where the newest anchor is looked for first. After an outage longer than this, all anchors are listed. */
const RECENT = '-P3D';

/** Anchored hours that are read once more, for entries that have turned up in them since. */
const LEFTOVER_HOURS = 6;

/**
 * Anchors every whole hour since the newest anchor in the bucket. Where to begin and which root to follow is
 * read there, not from any table. An hour without entries is covered too, so that a missing anchor differs
 * from a quiet hour. Two runs at once make one chain: the first put of an hour counts.
 */
export async function anchorEvidence(deps: AnchorDeps): Promise<{ anchored: number; entries: number }> {
  const now = deps.clock.now();
  const end = plusDuration(now, SETTLED, 'UTC').slice(0, 13);
  const before = await recentAnchors(deps, now, end);
  const run = new AnchorRun(deps, before);
  for (let hour = run.next(plusDuration(now, FIRST_LOOK, 'UTC')); hour < end; hour = nextHour(hour)) {
    await run.cover(hour, nextHour(hour) >= end);
  }
  if (run.newest !== undefined) deps.noteAge(hoursSince(run.newest, now));
  return run.counts;
}

interface ReadAnchor {
  readonly hour: string;
  /** Absent where the object is no anchor. */
  readonly anchor: Anchor | undefined;
}

/** The newest anchors, oldest first. Never one of an hour that is not over: no run has written that. */
async function recentAnchors(deps: AnchorDeps, now: string, end: string): Promise<ReadAnchor[]> {
  const list = async (after?: string) =>
    (await all(deps.evidence.list(after))).filter(({ hour }) => hour < end).slice(-LEFTOVER_HOURS);
  const recent = await list(plusDuration(now, RECENT, 'UTC').slice(0, 13));
  const stored = recent.length > 0 ? recent : await list();
  const read = async (one: (typeof stored)[number]) => ({
    hour: one.hour,
    anchor: asAnchor(await deps.evidence.read(one)),
  });
  return Promise.all(stored.map(read));
}

class AnchorRun {
  readonly counts = { anchored: 0, entries: 0 };
  newest: string | undefined;
  private last: Anchor | undefined;
  /** Newest hour with entries, even where its object is no anchor. */
  private mark: string | undefined;
  /** First hour that no anchor covers. */
  private from: string | undefined;
  private leftovers: AppendedEntry[] | undefined;

  constructor(
    private readonly deps: AnchorDeps,
    private readonly before: readonly ReadAnchor[],
  ) {
    this.newest = before.at(-1)?.hour;
    this.last = before.at(-1)?.anchor;
    for (const { anchor } of before) this.seeMark(anchor);
  }

  next(first: string): string {
    return this.newest === undefined ? first.slice(0, 13) : nextHour(this.newest);
  }

  /** The next anchor of this run covers a quiet hour, unless it is the last. */
  async cover(hour: string, isLast: boolean): Promise<void> {
    this.from ??= hour;
    this.leftovers ??= await this.leftOver();
    const entries = [...this.leftovers, ...(await all(this.deps.register.appendedIn(hour)))];
    if (entries.length === 0 && !isLast) return;
    const base = { hour, from: this.from, previous: this.last?.root ?? '', mark: this.mark };
    if (!(await this.stands(anchorOf(base, entries)))) return;
    this.leftovers = [];
    this.from = undefined;
    this.newest = hour;
  }

  /** Whether the hour has an anchor now: this one, or one that another run put first. */
  private async stands(made: Anchor): Promise<boolean> {
    if (await this.deps.evidence.put(made.hour, made)) {
      this.last = made;
      this.seeMark(made);
      this.counts.anchored += 1;
      this.counts.entries += made.entries?.length ?? 0;
      return true;
    }
    const [standing] = (await all(this.deps.evidence.list(hourBefore(made.hour)))).filter(
      (s) => s.hour === made.hour,
    );
    if (standing) this.last = asAnchor(await this.deps.evidence.read(standing));
    this.seeMark(this.last);
    return standing !== undefined;
  }

  private seeMark(anchor: Anchor | undefined): void {
    const mark = anchor?.entries?.length ? anchor.hour : anchor?.mark;
    if (mark !== undefined) this.mark = mark;
  }

  /**
   * Entries dated in an anchored hour and in none of the anchors since: the write or the index was slow, or
   * the object of that hour is no anchor.
   */
  private async leftOver(): Promise<AppendedEntry[]> {
    const named = this.before.filter(({ anchor }) => !anchor?.leaves);
    const known = new Set(named.flatMap(({ anchor }) => anchor?.entries?.map((entry) => entry[2]) ?? []));
    const lists = await Promise.all(named.map(({ hour }) => all(this.deps.register.appendedIn(hour))));
    return lists.flat().filter(({ hash }) => !known.has(hash));
  }
}

function asAnchor(stored: unknown): Anchor | undefined {
  return isValidAnchor(stored) ? stored : undefined;
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}
