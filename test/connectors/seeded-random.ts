/** Random draws that a seed makes repeatable. */
export class Draws {
  constructor(private state: number) {}

  /** An integer from 0 up to, but not including, `below`. Mulberry32. */
  number(below: number): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  }

  one<T>(of: readonly T[]): T {
    return of[this.number(of.length)] as T;
  }

  chance(percent: number): boolean {
    return this.number(100) < percent;
  }

  some<T>(of: readonly T[], least: number): T[] {
    const left = [...of];
    const taken: T[] = [];
    while (left.length > 0 && (taken.length < least || this.chance(60)))
      taken.push(...left.splice(this.number(left.length), 1));
    return taken;
  }
}
