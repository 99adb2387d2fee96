import { Temporal } from 'temporal-polyfill';
import { type Anchor, anchorOf } from '../domain/anchor';
import type { DeskDeps } from '../domain/desk-deps';
import { later } from '../domain/due-dates';
import type { AppendedEntry, AppendedReader, EvidenceStore } from '../domain/ports';

export interface AnchorDeps extends Pick<DeskDeps, 'items' | 'clock'> {
  readonly register: AppendedReader;
  readonly evidence: EvidenceStore;
}

/** An hour is anchored when it has been over for this long: no append takes longer. */
const SETTLED = '-PT10M';

/** The first run ever looks back this far; from then on it begins where the last one ended. */
const FIRST_LOOK = '-P2D';

const CURSOR = 'anchored-until';
const ROOT = 'anchor-root';

/** Fixes every whole hour since the last anchor. An hour in which nothing was appended has none. */
export function anchorEvidence(deps: AnchorDeps) {
  return async (): Promise<{ anchored: number; entries: number }> => {
    const counts = { anchored: 0, entries: 0 };
    const hours = await hoursToAnchor(deps);
    for (const hour of hours) {
      const entries = await all(deps.register.appendedIn(hour));
      if (entries.length === 0) continue;
      await anchor(deps, hour, entries);
      counts.anchored += 1;
      counts.entries += entries.length;
    }
    const last = hours.at(-1);
    if (last) await deps.items.saveCursor(CURSOR, last);
    return counts;
  };
}

async function anchor(deps: AnchorDeps, hour: string, entries: readonly AppendedEntry[]): Promise<void> {
  const previous = (await deps.items.findCursor(ROOT)) ?? '';
  const made = anchorOf(hour, entries, previous);
  const first = await deps.evidence.put(hour, made);
  const standing = first ? made : ((await deps.evidence.get(hour)) as Anchor);
  await deps.items.saveCursor(ROOT, standing.root);
}

async function hoursToAnchor(deps: AnchorDeps): Promise<string[]> {
  const now = deps.clock.now();
  const last = (await deps.items.findCursor(CURSOR)) ?? later(now, FIRST_LOOK, 'UTC').slice(0, 13);
  const end = later(now, SETTLED, 'UTC').slice(0, 13);
  const hours: string[] = [];
  for (let at = nextHour(last); at < end; at = nextHour(at)) hours.push(at);
  return hours;
}

/** The hour after `2026-03-05T23`. */
export function nextHour(hour: string): string {
  return Temporal.Instant.from(`${hour}:00Z`).add({ hours: 1 }).toString().slice(0, 13);
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}
