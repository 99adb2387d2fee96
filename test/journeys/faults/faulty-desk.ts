import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { dynamoRequestRegister } from '../../../functions/adapters/dynamo-request-register';
import type { AuditReader, RequestRegister } from '../../../functions/domain/ports';
import { nextCheckAt } from '../../../functions/domain/timers';
import { CallCounter, type CallHooks, type WireCall } from '../../../local/aws/call-hooks';
import { type FaultChoice, FaultPlan } from '../../../local/aws/fault-plan';
import { deskTables } from '../../../local/desk/create-tables';
import { type DeskOptions, type RunningDesk, startDesk } from '../../../local/desk/start-desk';
import { type StraightClients, straightClients } from './shopper';

/** The instant at which every run begins. */
export const BEGIN = '2026-03-05T09:00:00Z';

/** A desk whose wire calls can be counted and broken one at a time, and which starts again after a crash on the same disk and ports. */
export class FaultyDesk {
  readonly shop: StraightClients;
  /** The log as it lies in the table, read past the broken wire. */
  readonly register: RequestRegister & AuditReader;
  private plan: FaultPlan | undefined;
  private seen: WireCall[] = [];
  private crash: { readonly happened: Promise<void>; readonly tell: () => void } = deferred();

  private constructor(
    public running: RunningDesk,
    private readonly options: DeskOptions,
    hooks: { current: CallHooks },
  ) {
    this.shop = straightClients(running);
    this.register = dynamoRequestRegister({
      client: DynamoDBDocumentClient.from(this.shop.dynamo),
      table: deskTables.REGISTER_TABLE,
      clock: { now: () => this.running.clock.now() },
      nextCheckAt: (request) => nextCheckAt(request, running.data),
    });
    hooks.current = {
      beforeCall: (call) => {
        this.seen.push(call);
        return this.watched(() => this.plan?.beforeCall(call));
      },
      afterCall: (call) => this.watched(() => this.plan?.afterCall(call)),
    };
  }

  static async start(options: Omit<DeskOptions, 'counter'>): Promise<FaultyDesk> {
    const hooks: { current: CallHooks } = { current: {} };
    const counter = new CallCounter({
      beforeCall: (call) => hooks.current.beforeCall?.(call),
      afterCall: (call) => hooks.current.afterCall?.(call),
    });
    const running = await startDesk({ ...options, counter });
    return new FaultyDesk(running, { ...options, counter, ports: running.ports }, hooks);
  }

  /** From now on calls are counted afresh, and the chosen one goes wrong; nothing chosen: none does. */
  begin(choice?: FaultChoice): void {
    this.seen = [];
    this.crash = deferred();
    this.plan = choice && new FaultPlan(choice);
  }

  /** The calls since {@link begin}. */
  get calls(): readonly WireCall[] {
    return this.seen;
  }

  get struck(): WireCall | undefined {
    return this.plan?.hit;
  }

  /** Does something that may fail, as for a person who then tries again; after a crash the desk is started again. Returns whether it went well. */
  async attempt(act: () => Promise<unknown>): Promise<boolean> {
    const done = act().then(
      () => true,
      () => false,
    );
    const crashed = this.crash.happened.then(() => 'crashed' as const);
    const outcome = await Promise.race([done, crashed]);
    if (outcome !== 'crashed') return outcome;
    await this.restart();
    return false;
  }

  /** As after `kill -9`: executions, tokens and everything else in memory are gone, the disk stays. */
  async restart(): Promise<void> {
    this.crash = deferred();
    await this.running.stop();
    this.plan?.revive();
    this.running = await startDesk(this.options);
  }

  stop(): Promise<void> {
    return this.running.stop();
  }

  private watched(call: () => void): void {
    try {
      call();
    } finally {
      if (this.plan?.hit && this.isCrash()) this.crash.tell();
    }
  }

  private isCrash(): boolean {
    return this.choiceMode?.startsWith('crash') ?? false;
  }

  private get choiceMode(): string | undefined {
    return (this.plan as unknown as { choice?: FaultChoice })?.choice?.mode;
  }
}

function deferred(): { happened: Promise<void>; tell: () => void } {
  let tell: () => void = () => undefined;
  const happened = new Promise<void>((resolve) => {
    tell = resolve;
  });
  return { happened, tell };
}
