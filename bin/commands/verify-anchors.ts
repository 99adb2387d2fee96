import { type Anchor, type AnchorFault, checkAnchor } from '../../functions/domain/anchor';
import type {
  AppendedEntry,
  AppendedReader,
  AuditReader,
  EvidenceStore,
  RequestRegister,
} from '../../functions/domain/ports';
import { nextHour } from '../../functions/watch/anchor-evidence';
import { counted } from '../counted';
import { readLog } from './read-log';

export interface AnchorReport {
  readonly anchors: number;
  readonly faults: readonly AnchorFault[];
  /** Entries that no anchor holds yet. */
  readonly unanchored: number;
  /** The hour of the newest anchor. */
  readonly until?: string;
}

interface Evidence {
  readonly register: Pick<RequestRegister, 'summaries'> & AuditReader & AppendedReader;
  readonly evidence: EvidenceStore;
  readonly now: string;
}

/** Compares every hour in which something was appended with its anchor. Entries are read from the logs themselves, not from the index the anchors were made by. */
export async function verifyAnchors({ register, evidence, now }: Evidence): Promise<AnchorReport> {
  const hours = await entriesByHour(register);
  const [first] = [...hours.keys()].sort();
  let previous = '';
  let report: AnchorReport = { anchors: 0, faults: [], unanchored: 0 };
  for (let hour = first; hour !== undefined && hour <= now.slice(0, 13); hour = nextHour(hour)) {
    const entries = hours.get(hour) ?? [];
    const anchor = (await evidence.get(hour)) as Anchor | undefined;
    if (!anchor) {
      report = { ...report, unanchored: report.unanchored + entries.length };
      continue;
    }
    const { faults, unanchored } = checkAnchor(anchor, entries, previous);
    previous = anchor.root;
    report = {
      anchors: report.anchors + 1,
      faults: [...report.faults, ...faults],
      unanchored: report.unanchored + unanchored.length,
      until: hour,
    };
  }
  return report;
}

async function entriesByHour(register: Evidence['register']): Promise<Map<string, AppendedEntry[]>> {
  const hours = new Map<string, AppendedEntry[]>();
  for await (const { requestId } of register.summaries()) {
    for (const { seq, hash, at } of (await readLog(register, requestId)) ?? []) {
      const hour = at.slice(0, 13);
      hours.set(hour, [...(hours.get(hour) ?? []), { requestId, seq, hash }]);
    }
  }
  return hours;
}

const words = {
  changed: 'is not what was anchored',
  removed: 'an entry that was anchored is gone',
  'anchor-rewritten': 'the anchor itself was rewritten or replaced',
};

export function anchorWords(report: AnchorReport): string[] {
  return [
    ...report.faults.map(({ hour, entry, kind }) =>
      entry ? `${entry.requestId}: entry ${entry.seq} ${words[kind]} (${hour})` : `${hour}: ${words[kind]}`,
    ),
    `${counted(report.anchors, 'anchor')}${report.until ? ` until ${report.until} UTC` : ''}, ${report.unanchored} entries not anchored yet.`,
  ];
}
