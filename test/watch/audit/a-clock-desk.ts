import { dynamoRequestRegister } from '../../../functions/adapters/dynamo-request-register';
import { checkLane } from '../../../functions/domain/check-lane';
import type { DataSubjectRequest } from '../../../functions/domain/data-subject-request';
import type { EventType, NewEvent } from '../../../functions/domain/events';
import { lastOf } from '../../../functions/domain/log-entries';
import { nextCheckAt } from '../../../functions/domain/timers';
import { receive } from '../../../functions/steps/receive/receive';
import { anchorEvidence } from '../../../functions/watch/anchor-evidence';
import { detectDamage } from '../../../functions/watch/audit/detect-damage';
import type { WatchDeps } from '../../../functions/watch/timer-done';
import { watchDeadlines } from '../../../functions/watch/watch-deadlines';
import { deskTables } from '../../../local/desk/create-tables';
import { wireTables } from '../../adapters/dynalite-table';
import { aBook, aDesk } from '../../builders/a-desk';
import { aForm, aWorld, awaitingDecision, type World } from '../../builders/a-world';
import { anEvent } from '../../domain/a-log';
import { MemoryEvidence } from '../../fakes/memory-evidence';

const desk = aDesk();
const book = aBook(desk);

/** A desk with its sweeps, its anchors and a clock that tests set wrong; on 2 March 2026. */
export class ClockDesk {
  readonly sweep: () => Promise<unknown>;
  private readonly anchor: () => Promise<unknown>;
  private added = 0;

  constructor(
    readonly world: World,
    readonly evidence: MemoryEvidence,
    readonly close: () => Promise<void>,
  ) {
    const deps: WatchDeps = {
      ...world,
      receive: (input) => receive(world, input),
      logFailure: () => undefined,
      detectDamage: (hasTime) => detectDamage({ ...world, evidence }, hasTime),
    };
    this.sweep = () => watchDeadlines(deps);
    this.anchor = () => anchorEvidence({ ...world, evidence, noteAge: () => undefined });
  }

  /** Sweeps and anchors this many times a day. */
  async go(days: number, perDay = 2): Promise<void> {
    for (let n = 0; n < days * perDay; n += 1) {
      this.world.clock.forward(`PT${24 / perDay}H`);
      await this.sweep();
      await this.anchor();
    }
  }

  async add(requestId: string, ...events: readonly (EventType | NewEvent)[]): Promise<void> {
    for (const event of events) {
      this.added += 1;
      const written = typeof event === 'string' ? anEvent(event) : event;
      await this.world.register.append(requestId, `add-${this.added}`, () => written);
    }
  }

  /** A sweep at once, and one after it is known that the clock did not cause the gap. */
  async goTo(instant: string): Promise<void> {
    this.world.clock.set(instant);
    await this.sweep();
    await this.sweep();
  }

  /**
   * Runs work while the clock is off by `duration`; afterwards it is what it was before. AWS reports the
   * difference unless told not to.
   */
  async whileOff<T>(duration: string, work: () => Promise<T>, { isSaid = true } = {}): Promise<T> {
    const { clock } = this.world;
    const right = clock.now();
    clock.forward(duration);
    if (isSaid) this.evidence.skew = Date.parse(right) - Date.parse(clock.now());
    const result = await work();
    clock.set(right);
    this.evidence.skew = 0;
    return result;
  }

  /** An approved erasure. */
  async approvedErasure(): Promise<string> {
    const id = await awaitingDecision(this.world, aForm({ right: 'erasure' }));
    const frozen = lastOf((await this.load(id)).log, 'manifest-frozen')?.data;
    await this.add(id, anEvent('decided', { manifestHash: frozen?.hash ?? '', manifestVersion: 1 }));
    return id;
  }

  load(requestId: string): Promise<DataSubjectRequest> {
    return this.world.register.load(requestId);
  }

  /** Dates of the entries of a type, to the hour. */
  async dates(requestId: string, type: EventType): Promise<string[]> {
    const { log } = await this.load(requestId);
    return log.filter((event) => event.type === type).map(({ at }) => at.slice(0, 13));
  }
}

export type Kept = 'in memory' | 'in DynamoDB';

/**
 * @param kept - where the register is: the fake derives when to look from each log, DynamoDB keeps an index
 * of it
 * @param isHeard - whether the register hears from DynamoDB how far the clock is off
 */
export async function aClockDesk(kept: Kept, isHeard = false): Promise<ClockDesk> {
  const world = aWorld({ desk, book, now: '2026-03-02T09:00:00.000Z' });
  const evidence = new MemoryEvidence(world.clock);
  if (kept === 'in memory') return new ClockDesk(world, evidence, async () => undefined);
  const tables = await wireTables();
  const { clock } = world;
  const context = { desk, book, clock };
  const register = dynamoRequestRegister({
    client: tables.direct,
    table: deskTables.REGISTER_TABLE,
    clock,
    nextCheckAt: (request) => nextCheckAt(request, context),
    laneOf: (request) => checkLane(request, context),
    ...(isHeard ? { skewMs: () => evidence.skew } : {}),
  });
  return new ClockDesk({ ...world, register } as unknown as World, evidence, tables.close);
}
