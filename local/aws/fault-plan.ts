import type { CallHooks, WireCall } from './call-hooks';
import { DropAnswer, FailCall } from './call-hooks';

/**
 * `fail-before`: HTTP 500 without effect. `fail-after`: the effect, then HTTP 500. `drop-answer`: the effect,
 * then a cut connection. `crash-before`, `crash-after`: from this call on (without or with its effect) every
 * connection of the run is cut, as if the calling process had died, until {@link FaultPlan.revive}.
 */
export type FaultMode = 'fail-before' | 'fail-after' | 'drop-answer' | 'crash-before' | 'crash-after';

/** Which call fails, and how. */
export interface FaultChoice {
  readonly mode: FaultMode;
  /** The n-th of the matching calls, from 1. */
  readonly nth: number;
  /** Only calls of this service count; absent: all. */
  readonly service?: string;
  /** Only calls of this operation count; absent: all. */
  readonly operation?: string;
}

/** Hooks that make one chosen call fail. */
export class FaultPlan implements CallHooks {
  private matched = 0;
  private struck: WireCall | undefined;
  private crashed = false;

  constructor(private readonly choice: FaultChoice) {}

  /** The call that failed; undefined until one does. */
  get hit(): WireCall | undefined {
    return this.struck;
  }

  /** Lets calls through again, as after a restart of the crashed process. */
  revive(): void {
    this.crashed = false;
  }

  readonly beforeCall = (call: WireCall): void => {
    if (this.crashed) throw new DropAnswer('crashed');
    if (!this.matches(call)) return;
    this.matched += 1;
    if (this.matched !== this.choice.nth) return;
    this.struck = call;
    if (this.choice.mode === 'fail-before') throw new FailCall('fail-before');
    if (this.choice.mode === 'crash-before') this.crash();
  };

  readonly afterCall = (call: WireCall): void => {
    if (this.struck?.n === call.n) {
      if (this.choice.mode === 'fail-after') throw new FailCall('fail-after');
      if (this.choice.mode === 'drop-answer') throw new DropAnswer('drop-answer');
      if (this.choice.mode === 'crash-after') this.crash();
    }
    if (this.crashed) throw new DropAnswer('crashed');
  };

  private crash(): never {
    this.crashed = true;
    throw new DropAnswer(this.choice.mode);
  }

  private matches({ service, operation }: WireCall): boolean {
    return service === (this.choice.service ?? service) && operation === (this.choice.operation ?? operation);
  }
}
