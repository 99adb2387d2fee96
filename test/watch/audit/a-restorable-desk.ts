import { anchorEvidence } from '../../../functions/watch/anchor-evidence';
import { detectDamage } from '../../../functions/watch/audit/detect-damage';
import { reportEvidence } from '../../../functions/watch/audit/report-evidence';
import { verifyEvidence } from '../../../functions/watch/audit/verify-evidence';
import type { WatchDeps } from '../../../functions/watch/timer-done';
import type { SweepLimits } from '../../../functions/watch/watch-deadlines';
import { MemoryEvidence } from '../../fakes/memory-evidence';
import { aWatch, type Watch } from '../a-watch';

/** Tables as they were at some moment, so that each can be restored separately. */
export interface TablesThen {
  readonly logs: Watch['world']['register']['logs'];
  readonly cursors: ReadonlyMap<string, string>;
}

export interface RestorableDesk extends Watch {
  readonly evidence: MemoryEvidence;
  anchor(): Promise<unknown>;
  /** Restores the register as it was at an instant; every other table stays as it is. */
  restore(to: string): void;
  /** What a restore to now would bring back. */
  tables(): TablesThen;
  restoreRegister(then: TablesThen): void;
  restoreItems(then: TablesThen): void;
  verify(): ReturnType<typeof verifyEvidence>;
  /** What the schedule runs once a day. */
  daily(): Promise<unknown>;
}

/** A desk with its watch and its anchors, whose tables can be restored. */
export function aRestorableDesk(): RestorableDesk {
  const deps: { noticeDamage?: WatchDeps['detectDamage'] } = {};
  const nothing = { leaveAlone: new Set<string>(), errors: [] };
  const watch = aWatch({}, { detectDamage: async (hasTime) => deps.noticeDamage?.(hasTime) ?? nothing });
  const { world } = watch;
  const { register, items, clock } = world;
  const evidence = new MemoryEvidence(clock);
  deps.noticeDamage = (hasTime) => detectDamage({ ...world, evidence }, hasTime);
  const put = <K, V>(map: Map<K, V>, then: ReadonlyMap<K, V>) => {
    map.clear();
    for (const [key, value] of then) map.set(key, value);
  };
  return {
    ...watch,
    evidence,
    anchor: () => anchorEvidence({ ...world, evidence, noteAge: () => undefined }),
    restore: (to) => {
      for (const [id, log] of register.logs) {
        const left = log.filter(({ at }) => at <= to);
        if (left.length > 0) register.logs.set(id, left);
        else register.logs.delete(id);
      }
    },
    tables: () => ({ logs: new Map(register.logs), cursors: new Map(items.cursors) }),
    restoreRegister: ({ logs }) => put(register.logs, logs),
    restoreItems: ({ cursors }) => put(items.cursors, cursors),
    verify: () => verifyEvidence({ register, evidence, now: clock.now() }),
    daily: () => reportEvidence({ ...world, evidence, noteVerified: () => undefined }),
  };
}

/** Time is short: it runs out after this many questions about it. */
export function littleTime(questions: number): SweepLimits {
  let left = questions;
  return { remainingMs: () => (left-- > 0 ? 600_000 : 0) };
}
