import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { dynamoRequestRegister } from '../../../functions/adapters/dynamo-request-register';
import { ensureAllDrivers } from '../../../functions/casework/driver/reconcile';
import { checkLane } from '../../../functions/domain/check-lane';
import type { AuditReader } from '../../../functions/domain/evidence-store';
import type { RequestRegister } from '../../../functions/domain/ports';
import { nextCheckAt } from '../../../functions/domain/timers';
import { CallCounter, type WireCall } from '../../../local/aws/call-hooks';
import { deskTables } from '../../../local/desk/create-tables';
import { type DeskOptions, type RunningDesk, startDesk } from '../../../local/desk/start-desk';
import { forgetCodes } from './clean-slate';
import { Comb, type CombSettings } from './comb';
import { type StraightClients, straightClients } from './shopper';

/** The instant at which every run begins. */
export const BEGIN = '2026-03-05T09:00:00Z';

/**
 * How the desk comes back after a crash. `disk`: everything is stopped and started again from the same
 * directory. `executions`: the services stay up, as AWS does; running executions are lost and started again
 * from the register. `watch`: the same, but nothing happens before the next sweep, as in production.
 */
export type ComingBack = 'disk' | 'executions' | 'watch';

/** A desk whose wire calls can be counted and broken, and which comes back after a crash. */
export class FaultyDesk {
  readonly shop: StraightClients;
  /** The log as stored in the table, read without the faulty wire. */
  readonly register: RequestRegister & AuditReader;
  comingBack: readonly ComingBack[] = ['disk'];
  crashes = 0;
  private comb: Comb | undefined;
  private seen: WireCall[] = [];
  private crash = deferred();

  private constructor(
    public running: RunningDesk,
    private readonly options: DeskOptions,
  ) {
    this.shop = straightClients(running);
    this.register = dynamoRequestRegister({
      client: DynamoDBDocumentClient.from(this.shop.dynamo),
      table: deskTables.REGISTER_TABLE,
      clock: { now: () => this.running.clock.now() },
      nextCheckAt: (request) => nextCheckAt(request, running.data),
      laneOf: (request) => checkLane(request, running.data),
    });
  }

  static async start(options: Omit<DeskOptions, 'counter'>): Promise<FaultyDesk> {
    const made: { desk?: FaultyDesk } = {};
    const counter = new CallCounter({
      beforeCall: (call) => made.desk?.beforeCall(call),
      afterCall: (call) => made.desk?.comb?.afterCall(call),
    });
    const running = await startDesk({ ...options, counter });
    made.desk = new FaultyDesk(running, { ...options, counter, ports: running.ports });
    return made.desk;
  }

  /** From now on calls are counted from zero and fail as the comb says; without a comb, none fails. */
  begin(comb?: CombSettings): void {
    this.seen = [];
    this.crashes = 0;
    this.crash = deferred();
    this.comb = comb && new Comb(comb, () => this.crash.tell());
  }

  /** The calls since {@link begin}. */
  get calls(): readonly WireCall[] {
    return this.seen;
  }

  get struck(): readonly WireCall[] {
    return this.comb?.struck ?? [];
  }

  /**
   * Does something that may fail, for a person who then tries again; after a crash the desk comes back first.
   */
  async attempt(act: () => Promise<unknown>): Promise<void> {
    const done = act().then(
      () => undefined,
      () => undefined,
    );
    const crashed = this.crash.happened.then(() => 'crashed' as const);
    if ((await Promise.race([done, crashed])) === 'crashed') await this.comeBack();
  }

  nextCode(): Promise<void> {
    return forgetCodes(this.shop);
  }

  stop(): Promise<void> {
    return this.running.stop();
  }

  private async comeBack(): Promise<void> {
    const how = this.comingBack[this.crashes % this.comingBack.length] ?? 'disk';
    this.crashes += 1;
    await this.die(how);
    this.crash = deferred();
    this.comb?.revive();
    if (how === 'disk') this.running = await startDesk(this.options);
    if (how === 'executions') await this.attempt(() => ensureAllDrivers(this.running.deps));
  }

  /** All work in progress fails before the wire is whole again. */
  private async die(how: ComingBack): Promise<void> {
    const { aws } = this.running;
    aws.functions.halt();
    await aws.stateMachines.halt();
    await this.running.quiet();
    if (how === 'disk') await this.running.stop();
  }

  private beforeCall(call: WireCall): void {
    this.seen.push(call);
    this.comb?.beforeCall(call);
  }
}

function deferred(): { readonly happened: Promise<void>; readonly tell: () => void } {
  let tell: () => void = () => undefined;
  const happened = new Promise<void>((resolve) => {
    tell = resolve;
  });
  return { happened, tell };
}
