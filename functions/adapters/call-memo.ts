import { currentCall } from './call-context';

/**
 * Milliseconds for which one call may go by what it has read. Longer work, on a store or a file, reads again.
 */
const FRESH_MS = 5_000;

interface Kept<T> {
  readonly value: T;
  readonly at: number;
  /** The writes of the call until then. */
  readonly writes: number;
}

/**
 * What one call of a function has read or written, so that it reads the same once. Calls share nothing: a
 * page that is opened after a form was sent sees what the form wrote, whichever process answers. Outside of a
 * call nothing is kept.
 */
export class CallMemo<T> {
  private readonly calls = new WeakMap<object, Map<string, Kept<T>>>();

  constructor(private readonly now: () => number = Date.now) {}

  /**
   * As read a moment ago, and not before the last write of this call: of two calls that each write and then
   * look at what the other wrote, one must see it.
   */
  current(key: string): T | undefined {
    const kept = this.kept(key);
    return kept?.writes === currentCall()?.writes ? kept?.value : undefined;
  }

  /** As read a moment ago, for a write that succeeds only if it is still the newest. */
  seen(key: string): T | undefined {
    return this.kept(key)?.value;
  }

  keep(key: string, value: T): void {
    const writes = currentCall()?.writes ?? 0;
    this.ofCall()?.set(key, { value, at: this.now(), writes });
  }

  forget(key: string): void {
    this.ofCall()?.delete(key);
  }

  private kept(key: string): Kept<T> | undefined {
    const kept = this.ofCall()?.get(key);
    const age = kept ? this.now() - kept.at : FRESH_MS;
    return age >= 0 && age < FRESH_MS ? kept : undefined;
  }

  private ofCall(): Map<string, Kept<T>> | undefined {
    const call = currentCall();
    if (!call) return undefined;
    const kept = this.calls.get(call) ?? new Map<string, Kept<T>>();
    this.calls.set(call, kept);
    return kept;
  }
}
