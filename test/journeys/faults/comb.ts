import { type CallHooks, DropAnswer, FailCall, type WireCall } from '../../../local/aws/call-hooks';
import type { FaultMode } from '../../../local/aws/fault-plan';

/**
 * Calls that change something on the other side. After a crash, the disk looks the same for every read
 * between two of them.
 */
const changing = /^(Put|Update|Delete|Send|Start|Complete|Upload|Create|Batch(?!Get)|Invoke)/;

export function changesSomething({ operation }: WireCall): boolean {
  return changing.test(operation);
}

export interface CombSettings {
  readonly mode: FaultMode;
  /** One in this many calls fails. */
  readonly stride: number;
  /** The first call to fail, from 0; the combs of one stride with all offsets cover every call. */
  readonly offset: number;
  /** How many consecutive calls fail; with more than two, the SDK's own tries are used up. @default 1 */
  readonly length?: number;
  /** At most this many calls fail. @default no limit */
  readonly most?: number;
  /** Only these calls count. @default all */
  readonly among?: (call: WireCall) => boolean;
}

/** Makes evenly spread calls of a run fail; between crashes the desk must be revived. */
export class Comb implements CallHooks {
  private counted = 0;
  private crashed = false;
  readonly struck: WireCall[] = [];

  constructor(
    private readonly settings: CombSettings,
    private readonly onCrash: () => void,
  ) {}

  revive(): void {
    this.crashed = false;
  }

  readonly beforeCall = (call: WireCall): void => {
    if (this.crashed) throw new DropAnswer('crashed');
    if (!this.chosen(call)) return;
    this.struck.push(call);
    if (this.settings.mode === 'fail-before') throw new FailCall('fail-before');
    if (this.settings.mode === 'crash-before') this.crash();
  };

  readonly afterCall = (call: WireCall): void => {
    if (this.crashed) throw new DropAnswer('crashed');
    if (!this.struck.includes(call)) return;
    if (this.settings.mode === 'fail-after') throw new FailCall('fail-after');
    if (this.settings.mode === 'drop-answer') throw new DropAnswer('drop-answer');
    if (this.settings.mode === 'crash-after') this.crash();
  };

  private crash(): never {
    this.crashed = true;
    this.onCrash();
    throw new DropAnswer(this.settings.mode);
  }

  private chosen(call: WireCall): boolean {
    const { stride, offset, length = 1, most = Number.POSITIVE_INFINITY, among } = this.settings;
    if ((among && !among(call)) || this.struck.length >= most) return false;
    const at = (this.counted - offset + stride) % stride;
    this.counted += 1;
    return this.counted > offset && at < length;
  }
}
