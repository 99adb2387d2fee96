/**
 * A small seeded random generator. Each part of a case has its own stream, so that leaving one out changes no
 * other.
 */
export interface Random {
  /** A whole number from `from` to `to`, both included. */
  int(from: number, to: number): number;
  chance(share: number): boolean;
  pick<T>(values: readonly T[]): T;
  /** A value by weight: `{ erase: 3, retain: 1 }`. */
  weighed<K extends string>(weights: Readonly<Record<K, number>>): K;
}

export function random(seed: number, stream: string): Random {
  let state = hash(`${seed}/${stream}`);
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const int = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));
  return {
    int,
    chance: (share) => next() < share,
    pick: <T>(values: readonly T[]): T => values[int(0, values.length - 1)] as T,
    weighed: <K extends string>(weights: Readonly<Record<K, number>>): K => {
      const all = Object.entries<number>(weights) as [K, number][];
      let at = next() * all.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [name, weight] of all) {
        at -= weight;
        if (at < 0) return name;
      }
      return all[0]?.[0] as K;
    },
  };
}

/** FNV-1a, 32 bits. */
export function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const letter of text) value = Math.imul(value ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  return value | 0;
}
