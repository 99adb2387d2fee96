import { CHAIN_START, chainEvent } from '../../functions/adapters/event-chain';
import { type Anchor, anchorOf } from '../../functions/domain/anchor';
import { nextHour } from '../../functions/domain/anchor-hours';
import type { LoggedEvent } from '../../functions/domain/events';
import type { AppendedEntry, AuditReader, EvidenceStore } from '../../functions/domain/evidence-store';
import { verifyEvidence } from '../../functions/watch/audit/verify-evidence';
import { anEvent } from '../domain/a-log';

jest.setTimeout(900_000);

/**
 * A fifth of a million entries in total; VERIFY_REQUESTS=20000 takes a million, and memory for their anchors.
 */
const REQUESTS = Number(process.env.VERIFY_REQUESTS ?? 4_000);
const ENTRIES = 50;
const HOURS = 17_520;
/**
 * A ratio of two measurements in one run, since the processors of CI's machines differ by a factor of two.
 */
const MOST_TIMES_HASHING = 3;
const BEGIN = Date.UTC(2024, 0, 1);

/** The log of one request, made on demand: the register itself is not held in memory. */
function logOf(n: number): LoggedEvent[] {
  const requestId = `dsr-${String(n).padStart(12, '0')}`;
  const log: LoggedEvent[] = [];
  for (let seq = 1; seq <= ENTRIES; seq += 1) {
    const hour = (n * 7 + seq * 11) % (HOURS - 700);
    const at = new Date(BEGIN + (hour + seq * 12) * 3_600_000).toISOString();
    const last = log.at(-1);
    const link = { requestId, seq, at: last && last.at > at ? last.at : at, commandId: `c${seq}` };
    log.push(
      chainEvent({ ...link, prev: last?.hash ?? CHAIN_START }, anEvent(seq === 1 ? 'received' : 'mailed')),
    );
  }
  return log;
}

/** Seconds of processor time, so that other work on the machine does not count. */
function cpu(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

function hourOf(at: string): string {
  return at.slice(0, 13);
}

describe('the entries of thousands of requests', () => {
  it('are checked against their anchors in a few times the time of hashing them, and a missing one is named [L07]', async () => {
    const byHour = new Map<string, AppendedEntry[]>();
    for (let n = 0; n < REQUESTS; n += 1)
      for (const { requestId, seq, hash, type, at } of logOf(n)) {
        const list = byHour.get(hourOf(at)) ?? [];
        list.push({ requestId, seq, hash, type });
        byHour.set(hourOf(at), list);
      }
    const texts = new Map<string, Buffer>();
    const hours = [...byHour.keys()].sort();
    let last: Anchor | undefined;
    for (let hour = hours[0] ?? ''; hour <= (hours.at(-1) ?? ''); hour = nextHour(hour)) {
      last = anchorOf(
        { hour, from: hour, previous: last?.root ?? '', mark: last?.mark },
        byHour.get(hour) ?? [],
      );
      texts.set(hour, Buffer.from(JSON.stringify(last)));
    }
    byHour.clear();
    const evidence: Pick<EvidenceStore, 'list' | 'read' | 'confirmed'> = {
      list: async function* () {
        for (const hour of texts.keys())
          yield { hour, at: hour, versionId: '0', versions: 1, isHidden: false };
      },
      confirmed: async function* () {},
      read: async ({ hour }) => JSON.parse(texts.get(hour)?.toString() ?? ''),
    };
    let making = 0;
    const register: AuditReader = {
      requestIds: async function* () {
        for (let n = 0; n < REQUESTS; n += 1) yield String(n);
      },
      history: async (n) => {
        const began = cpu();
        const log = n === '471' ? logOf(Number(n)).slice(0, -1) : logOf(Number(n));
        making += cpu() - began;
        return log;
      },
    };
    const ids: AuditReader = {
      requestIds: async function* () {
        for await (const n of register.requestIds()) yield `dsr-${n.padStart(12, '0')}`;
      },
      history: (id) => register.history(String(Number(id.slice(4)))),
    };
    const now = new Date(Date.parse(`${hours.at(-1)}:00:00.000Z`) + 3_600_000).toISOString();
    const began = cpu();

    const report = await verifyEvidence({ register: ids, evidence: evidence as EvidenceStore, now });

    const seconds = cpu() - began - making;
    process.stdout.write(
      `${report.entries} entries, ${report.anchors} anchors: ${seconds.toFixed(1)} s, hashed once in ${making.toFixed(1)} s\n`,
    );
    expect(report.faults).toEqual([
      { kind: 'removed', requestId: 'dsr-000000000471', seq: ENTRIES, entries: 1 },
    ]);
    expect(seconds / making).toBeLessThan(MOST_TIMES_HASHING);
  });
});
