import { performance } from 'node:perf_hooks';
import type { SeededRandom } from '../../local/sample-shop/seeded-random';
import { type Spread, spreadOf } from './spread';

/**
 * One way to do the work. It may return what it measured itself (a part of the work, bytes, processor time);
 * otherwise its milliseconds are taken.
 */
export type Contestant = (() => Promise<number | undefined>) | (() => Promise<void>);

export interface Rounds {
  readonly random: SeededRandom;
  readonly rounds: number;
  /** Rounds before them that do not count. @default 1 */
  readonly warmUps?: number;
  /** Contestants that are too slow for every round: how many they take part in. */
  readonly fewer?: Readonly<Record<string, number>>;
}

/**
 * Measures all contestants in each round, in a new order each time, so that a slow minute of the machine
 * meets all of them. One at a time.
 */
export async function interleave<Name extends string>(
  contestants: Readonly<Record<Name, Contestant>>,
  { random, rounds, warmUps = 1, fewer = {} }: Rounds,
): Promise<Record<Name, Spread>> {
  const names = Object.keys(contestants) as Name[];
  const measured = new Map<Name, number[]>(names.map((name) => [name, []]));
  for (let round = -warmUps; round < rounds; round += 1)
    for (const name of shuffled(names, random)) {
      const limit = fewer[name];
      if (limit !== undefined && (round < 0 || round >= limit)) continue;
      const value = await measure(contestants[name]);
      if (round >= 0) measured.get(name)?.push(value);
    }
  return Object.fromEntries(names.map((name) => [name, spreadOf(measured.get(name) ?? [])])) as Record<
    Name,
    Spread
  >;
}

async function measure(contestant: Contestant): Promise<number> {
  const began = performance.now();
  const own = await contestant();
  return own ?? performance.now() - began;
}

function shuffled<Name>(names: readonly Name[], random: SeededRandom): Name[] {
  return names
    .map((name) => ({ name, at: random.next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ name }) => name);
}
