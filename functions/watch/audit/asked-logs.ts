import { createHash } from 'node:crypto';
import type { Anchor, AnchoredEntry } from '../../domain/anchor';
import type { AppendedReader, AuditReader } from '../../domain/evidence-store';
import { isHistoryLost, knownLosses } from '../../domain/lost-history';
import { mayHaveEnded } from '../../domain/stub-end';
import { isUnreadable } from './is-unreadable';

/** An anchored entry that is not in its log. */
export interface MissingEntry {
  /** Hour of the anchor. */
  readonly hour: string;
  readonly entry: AnchoredEntry;
  /** The register has nothing of the request. */
  readonly isGone: boolean;
  /** The log records that it is lost. */
  readonly isNoted: boolean;
  /** Staff have not said yet how the request goes on. */
  readonly isOpen: boolean;
}

/** The entries of an anchor that are not in the register. */
export interface MissingOfAnchor {
  readonly missing: readonly MissingEntry[];
  /** Hashes of entries whose log could not be read. */
  readonly doubtful: readonly string[];
  /** The index shows an entry of the anchor's own hour. */
  readonly hasOwn: boolean;
}

type AskedLog = (entry: AnchoredEntry, hour: string) => MissingEntry | undefined;

/**
 * The logs that the anchors of one look need, each read once. One that cannot be read keeps none of the
 * others from being recorded.
 */
export class LogCacheOfLook {
  /** Requests whose log could not be read now: what they lost is not known yet. */
  readonly unasked = new Map<string, unknown>();
  private readonly asked = new Map<string, Promise<AskedLog | undefined>>();

  /** @param now - instant */
  constructor(
    private readonly register: AuditReader & AppendedReader,
    private readonly now: string,
  ) {}

  /**
   * Asks the index first, which costs one query an hour. What it does not show is looked for in the log
   * itself.
   */
  async lackingOf({ hour, entries = [] }: Pick<Anchor, 'hour' | 'entries'>): Promise<MissingOfAnchor> {
    const shown = new Set<string>();
    if (entries.length > 0) for await (const { hash } of this.register.appendedIn(hour)) shown.add(hash);
    const missing: MissingEntry[] = [];
    const doubtful: string[] = [];
    for (const entry of entries.filter(([, , hash]) => !shown.has(hash))) {
      const log = await this.ask(entry[0]);
      const lack = log?.(entry, hour);
      if (!log) doubtful.push(entry[2]);
      if (lack) missing.push(lack);
    }
    return { missing, doubtful, hasOwn: entries.some(([, , hash]) => shown.has(hash)) };
  }

  private ask(requestId: string): Promise<AskedLog | undefined> {
    const asked = this.asked.get(requestId) ?? this.read(requestId);
    this.asked.set(requestId, asked);
    return asked;
  }

  /** The daily check reports a log that can no longer be parsed. */
  private async read(requestId: string): Promise<AskedLog | undefined> {
    try {
      const log = await this.register.history(requestId);
      const [present, noted] = [new Set(log.map(({ hash }) => hash)), knownLosses(log)];
      const about = { isGone: log.length === 0, isOpen: isHistoryLost(log) };
      return (entry, hour) =>
        present.has(entry[2]) || (about.isGone && mayHaveEnded(hour, this.now))
          ? undefined
          : { hour, entry, ...about, isNoted: noted.has(entry[2]) };
    } catch (error) {
      if (!isUnreadable(error)) this.unasked.set(requestId, error);
      return undefined;
    }
  }
}

/** The same text for the same entries, recorded or not; empty when none is missing. */
export function missingDigest({ missing, doubtful }: Pick<MissingOfAnchor, 'missing' | 'doubtful'>): string {
  const hashes = [...missing.map(({ entry }) => entry[2]), ...doubtful.map((hash) => `? ${hash}`)].sort();
  return hashes.length === 0 ? '' : createHash('sha256').update(JSON.stringify(hashes)).digest('hex');
}
