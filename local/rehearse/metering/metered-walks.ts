import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { type Counts, sumOf, timesOf, wholeOf } from '../../../cost/counts';
import type { MeteredCalls, RequestKind } from '../../../cost/metered-calls';
import type { Desk } from '../../../functions/domain/desk';
import { SWEEP_MINUTES } from '../../../functions/domain/sweep-interval';
import type { DeployedDesk } from '../deployed-desk';
import type { CallMeter } from './call-meter';

/** Counts the requests of a rehearsal, and an hour in which none arrives. */
export class MeteredWalks {
  private readonly requests: Partial<Record<RequestKind, MeteredCalls['requests'][RequestKind]>> = {};
  private idle: Counts | undefined;

  constructor(readonly meter: CallMeter) {}

  /** Counts a request of some kind from its first page to its end. */
  async walk<T>(kind: RequestKind, work: () => Promise<T>): Promise<T> {
    const { result, metered } = await this.meter.during(kind, work);
    this.requests[kind] = metered;
    return result;
  }

  /**
   * Counts what the schedules do in an hour with nothing due: one sweep, multiplied by the number of sweeps,
   * and one anchor.
   */
  async idleHour(desk: DeployedDesk): Promise<string> {
    const sweep = await this.meter.during('idleSweep', () => desk.sweep(), 'every sweep');
    const anchor = await this.meter.during('idleAnchor', () => this.anchor(desk), 'every sweep');
    const sweeps = sumOf(wholeOf(sweep.metered), { invocations: { 'watch-deadlines': 1 } });
    const anchors = sumOf(wholeOf(anchor.metered), { invocations: { 'anchor-evidence': 1 } });
    this.idle = sumOf(timesOf(sweeps, 60 / SWEEP_MINUTES), anchors);
    return JSON.stringify(sweep.result);
  }

  private async anchor(desk: DeployedDesk): Promise<void> {
    await new LambdaClient({}).send(new InvokeCommand({ FunctionName: 'rightsdesk-anchor-evidence' }));
    await desk.quiet();
  }

  /**
   * All that was counted.
   *
   * @param metered - civil date of the rehearsal
   */
  counted(metered: string, against: string, desk: { file: string; stores: Desk['stores'] }): MeteredCalls {
    const { access, erasure, refusal, extension, optOut } = this.requests;
    if (!(access && erasure && refusal && extension && optOut && this.idle))
      throw new Error('some kind of request was not walked, so it was not metered');
    const manual = desk.stores.filter(({ kind }) => kind === 'manual').length;
    return {
      metered,
      against,
      desk: desk.file,
      stores: { automatic: desk.stores.length - manual, manual },
      requests: { access, erasure, refusal, extension, optOut },
      idleHour: this.idle,
    };
  }
}
