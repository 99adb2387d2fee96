import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { MeteredCalls, RequestKind } from '../../../bench/cost/metered-calls';
import type { Desk } from '../../../functions/domain/desk';
import type { DeployedDesk } from '../deployed-desk';
import { type CallMeter, wholeOf } from './call-meter';
import { type Counts, sumOf } from './counts';

/** The requests of a rehearsal, each counted, and an hour in which none comes. */
export class MeteredWalks {
  private readonly requests: Partial<Record<RequestKind, MeteredCalls['requests'][RequestKind]>> = {};
  private idle: Counts | undefined;

  constructor(readonly meter: CallMeter) {}

  /** Does a request of some kind from its first page to its end. */
  async walk<T>(kind: RequestKind, work: () => Promise<T>): Promise<T> {
    const { result, metered } = await this.meter.during(kind, work);
    this.requests[kind] = metered;
    return result;
  }

  /** What the schedule does every hour, with nothing due. */
  async idleHour(desk: DeployedDesk): Promise<string> {
    const hour = async () => {
      const sweep = await desk.sweep();
      await new LambdaClient({}).send(new InvokeCommand({ FunctionName: 'rightsdesk-anchor-evidence' }));
      await desk.quiet();
      return sweep;
    };
    const { result, metered } = await this.meter.during('idleHour', hour, 'every sweep');
    const invocations = { 'watch-deadlines': 1, 'anchor-evidence': 1 };
    this.idle = sumOf(wholeOf(metered), { invocations });
    return JSON.stringify(result);
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
