import { performance } from 'node:perf_hooks';
import type { FidesClient, FidesRight } from './fides-client';

/** Seconds after which a request of Fides counts as unfinished. */
const PATIENCE = 300;

/** Fides's side of the contest: from the approval until it calls a request complete. */
export class FidesContestant {
  /** Of the last crowd: requests that failed, or did not end in time. */
  unfinished = 0;

  constructor(private readonly client: FidesClient) {}

  access(email: string): Promise<number> {
    return this.one('access', email);
  }

  erasure(email: string): Promise<number> {
    return this.one('erasure', email);
  }

  /** Seconds of many requests that are approved at once. */
  async crowd(right: FidesRight, emails: readonly string[]): Promise<number> {
    return (await this.run(right, emails)) / 1_000;
  }

  private async one(right: FidesRight, email: string): Promise<number> {
    const took = await this.run(right, [email]);
    if (this.unfinished > 0) throw new Error(`Fides did not finish one request for ${right}`);
    return took;
  }

  private async run(right: FidesRight, emails: readonly string[]): Promise<number> {
    const ids = await this.client.ask(right, emails);
    const began = performance.now();
    await this.client.approve(ids);
    const { failed, open } = await this.client.end(ids, PATIENCE);
    this.unfinished = failed + open;
    return performance.now() - began;
  }
}
