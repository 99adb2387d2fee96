import { CHAIN_START, chainEvent } from '../../../functions/adapters/event-chain';
import type { LoggedEvent, NewEvent } from '../../../functions/domain/events';
import { anchorEvidence } from '../../../functions/watch/anchor-evidence';
import type { EvidenceReport } from '../../../functions/watch/audit/evidence-fault';
import { verifyEvidence } from '../../../functions/watch/audit/verify-evidence';
import { anEvent } from '../../domain/a-log';
import { MemoryEvidence } from '../../fakes/memory-evidence';
import { MemoryRegister } from '../../fakes/memory-register';
import { type TestClock, testClock } from '../../fakes/test-clock';

export interface AnchoredRegister {
  readonly clock: TestClock;
  readonly register: MemoryRegister;
  readonly evidence: MemoryEvidence;
  /** Appends an event to a log, dated now. */
  write(requestId: string, event: NewEvent): void;
  anchor(): Promise<unknown>;
  verify(): Promise<EvidenceReport>;
}

/** The real anchoring and verifying, on a register and a bucket in memory. */
export function anchoredRegister(start = '2026-03-01T08:30:00.000Z'): AnchoredRegister {
  const clock = testClock(start);
  const register = new MemoryRegister({ clock, nextCheckAt: () => undefined });
  const evidence = new MemoryEvidence(clock);
  const anchor = () => anchorEvidence({ clock, register, evidence, noteAge: () => undefined });
  return {
    clock,
    register,
    evidence,
    write: (requestId, event) => {
      const log = register.logs.get(requestId) ?? [];
      register.logs.set(requestId, [...log, chained(requestId, log, event, clock.now())]);
    },
    anchor,
    verify: () => verifyEvidence({ register, evidence, now: clock.now() }),
  };
}

function chained(requestId: string, log: readonly LoggedEvent[], event: NewEvent, at: string): LoggedEvent {
  const seq = log.length + 1;
  const prev = log.at(-1)?.hash ?? CHAIN_START;
  return chainEvent({ requestId, seq, at, commandId: `c${seq}`, prev }, event);
}

/** Builds a new chain over changed entries, as an attacker who can write to the register could. */
export function rechained(requestId: string, log: readonly LoggedEvent[]): LoggedEvent[] {
  const made: LoggedEvent[] = [];
  for (const { prev: _prev, hash: _hash, seq: _seq, requestId: _id, at, commandId, ...event } of log) {
    const link = { requestId, seq: made.length + 1, at, commandId };
    made.push(chainEvent({ ...link, prev: made.at(-1)?.hash ?? CHAIN_START }, event as NewEvent));
  }
  return made;
}

/**
 * Some requests over two days, with an entry every hour each, anchored as time passes. Afterwards the clock
 * is four hours later.
 */
export async function aFewDays(requests = 4, hours = 30): Promise<AnchoredRegister> {
  const all = anchoredRegister();
  for (let hour = 0; hour < hours; hour += 1) {
    for (let n = 0; n < requests; n += 1) {
      const isFirst = !all.register.logs.has(`dsr-${n}`);
      if (isFirst ? hour >= n * 2 : (hour + n) % 3 === 0)
        all.write(`dsr-${n}`, anEvent(isFirst ? 'received' : 'mailed'));
    }
    all.clock.forward('PT1H');
    await all.anchor();
  }
  for (let hour = 0; hour < 4; hour += 1) {
    all.clock.forward('PT1H');
    await all.anchor();
  }
  return all;
}
