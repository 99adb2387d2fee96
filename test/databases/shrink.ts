import { makeCase } from './make-case';
import { type Bench, tryCase } from './try-case';

/** Leaves out one part after another while the same kind of lie remains. Returns what can be left out. */
export async function smaller(bench: Bench, seed: number, kind: string): Promise<ReadonlySet<string>> {
  let without = new Set<string>();
  for (let again = true; again; ) {
    again = false;
    for (const part of makeCase(seed, without).parts) {
      const fewer = new Set([...without, part]);
      if (without.has(part) || !(await lies(bench, seed, fewer, kind))) continue;
      without = fewer;
      again = true;
    }
  }
  return without;
}

async function lies(
  bench: Bench,
  seed: number,
  without: ReadonlySet<string>,
  kind: string,
): Promise<boolean> {
  try {
    return (await tryCase(bench, seed, without)).verdict.lies.some((lie) => lie.kind === kind);
  } catch {
    return false;
  }
}
