import { type Anchor, type AnchoredEntry, isWhole } from '../domain/anchor';
import { hourBefore } from '../domain/anchor-hours';
import { later } from '../domain/due-dates';
import type { EventData } from '../domain/events';
import { isHistoryLost, knownLosses } from '../domain/lost-history';
import type {
  AppendedReader,
  AuditReader,
  Clock,
  EvidenceStore,
  RequestRegister,
  StoredAnchor,
} from '../domain/ports';
import { isUnreadable } from './is-unreadable';

export interface LossReader {
  readonly clock: Clock;
  readonly register: RequestRegister & AuditReader & AppendedReader;
  readonly evidence: EvidenceStore;
}

/** A table can be restored to any second of so many days; one more. */
const LOOK_BACK = '-P36D';

/** Where the newest anchor is looked for. */
const RECENT = '-P3D';

/** A restored table is whole up to a second: behind so many anchors that are all there, nothing is lost. */
const INTACT = 2;

/** What a request lost, and how far that is known. */
export interface Loss {
  readonly requestId: string;
  /** What the log does not say yet. */
  readonly unnoted: EventData['history-lost']['lost'];
  /** Nothing of it is in the register. */
  readonly isGone: boolean;
  /** Nobody has said how it goes on. */
  readonly isOpen: boolean;
}

export interface FoundLosses {
  readonly losses: readonly Loss[];
  /** Requests whose log could not be asked now: what they lost is not known yet. */
  readonly unasked: ReadonlyMap<string, unknown>;
}

/** The hour of the newest anchor with entries, where one of them is neither in the register nor noted as lost, or its log cannot tell. */
export async function newestDamage(deps: LossReader): Promise<string | undefined> {
  const newest = await newestWithEntries(deps);
  if (!newest) return undefined;
  const { missing, isDoubtful } = await new AskedLogs(deps).missingOf(newest);
  return isDoubtful || missing.some(({ isNoted }) => !isNoted) ? newest.hour : undefined;
}

/**
 * Back from the newest anchor until what it holds is there, whether or not what is missing was noted: one request may be noted and the next not.
 *
 * @param until - no stop before this hour; all that a restore can have taken when it is absent
 */
export async function findLosses(deps: LossReader, until = ''): Promise<FoundLosses> {
  const logs = new AskedLogs(deps);
  const found: Missing[] = [];
  let intact = 0;
  for (const one of (await storedSince(deps, LOOK_BACK)).reverse()) {
    const anchor = await anchorAt(deps, one);
    if (!anchor?.entries?.length) continue;
    const { missing, isDoubtful } = await logs.missingOf(anchor);
    found.push(...missing);
    intact = missing.length === 0 && !isDoubtful ? intact + 1 : 0;
    if (intact >= INTACT && one.hour < until) break;
  }
  return { losses: byRequest(found), unasked: logs.unasked };
}

async function newestWithEntries(deps: LossReader): Promise<Anchor | undefined> {
  const recent = await storedSince(deps, RECENT);
  const stored = recent.length > 0 ? recent : await storedSince(deps, LOOK_BACK);
  const newest = stored.at(-1) && (await anchorAt(deps, stored.at(-1) as StoredAnchor));
  if (!newest?.mark || newest.mark === newest.hour) return newest;
  for await (const one of deps.evidence.list(hourBefore(newest.mark))) {
    return one.hour === newest.mark ? anchorAt(deps, one) : undefined;
  }
  return undefined;
}

/** None of an hour that has not come: no run wrote that. */
async function storedSince(deps: LossReader, ago: string): Promise<StoredAnchor[]> {
  const now = deps.clock.now();
  const all: StoredAnchor[] = [];
  for await (const one of deps.evidence.list(later(now, ago, 'UTC').slice(0, 13)))
    if (one.hour <= now.slice(0, 13)) all.push(one);
  return all;
}

async function anchorAt(
  deps: Pick<LossReader, 'evidence'>,
  stored: StoredAnchor,
): Promise<Anchor | undefined> {
  const anchor = await deps.evidence.read(stored);
  return isWhole(anchor) && anchor.hour === stored.hour ? anchor : undefined;
}

interface Missing extends AskedLog {
  readonly hour: string;
  readonly entry: AnchoredEntry;
}

interface AskedLog {
  readonly isGone: boolean;
  readonly isNoted: boolean;
  readonly isOpen: boolean;
}

/** The logs that the anchors of one look ask for, each read once. One that cannot be asked keeps no other from its note. */
class AskedLogs {
  readonly unasked = new Map<string, unknown>();
  private readonly asked = new Map<string, Promise<((hash: string) => AskedLog | undefined) | undefined>>();

  constructor(private readonly deps: LossReader) {}

  /** The index first, which costs one question an hour; what it does not show is looked for in the log itself. */
  async missingOf({ hour, entries = [] }: Anchor): Promise<{ missing: Missing[]; isDoubtful: boolean }> {
    const shown = new Set<string>();
    if (entries.length > 0) for await (const { hash } of this.deps.register.appendedIn(hour)) shown.add(hash);
    const missing: Missing[] = [];
    let isDoubtful = false;
    for (const entry of entries.filter(([, , hash]) => !shown.has(hash))) {
      const log = await this.ask(entry[0]);
      const lack = log?.(entry[2]);
      if (!log) isDoubtful = true;
      if (lack) missing.push({ hour, entry, ...lack });
    }
    return { missing, isDoubtful };
  }

  private ask(requestId: string) {
    const asked = this.asked.get(requestId) ?? this.read(requestId);
    this.asked.set(requestId, asked);
    return asked;
  }

  /** What the log says of a hash that it lacks. A log that is no log any more is told by the daily check. */
  private async read(requestId: string) {
    try {
      const log = await this.deps.register.history(requestId);
      const [present, noted] = [new Set(log.map(({ hash }) => hash)), knownLosses(log)];
      const about = { isGone: log.length === 0, isOpen: isHistoryLost(log) };
      return (hash: string) => (present.has(hash) ? undefined : { ...about, isNoted: noted.has(hash) });
    } catch (error) {
      if (!isUnreadable(error)) this.unasked.set(requestId, error);
      return undefined;
    }
  }
}

function byRequest(missing: readonly Missing[]): Loss[] {
  const all = new Map<string, Loss>();
  for (const { hour, entry, isNoted, ...about } of missing) {
    const [requestId, seq, hash, type] = entry;
    const before = all.get(requestId)?.unnoted ?? [];
    all.set(requestId, {
      ...about,
      requestId,
      unnoted: isNoted ? before : [...before, { seq, hash, type, hour }],
    });
  }
  return [...all.values()];
}
