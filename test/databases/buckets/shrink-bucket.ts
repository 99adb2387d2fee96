import { makeBucket } from './make-bucket';
import { tryBucket } from './try-bucket';

/** Leaves out one part after another while the same kind of lie remains. Returns what can be left out. */
export async function smallerBucket(
  endpoint: string,
  seed: number,
  kind: string,
): Promise<ReadonlySet<string>> {
  let without = new Set<string>();
  for (let again = true; again; ) {
    again = false;
    for (const part of makeBucket(seed, without).parts) {
      const fewer = new Set([...without, part]);
      if (without.has(part) || !(await lies(endpoint, seed, fewer, kind))) continue;
      const before = JSON.stringify(makeBucket(seed, without));
      if (before === JSON.stringify(makeBucket(seed, fewer))) continue;
      without = fewer;
      again = true;
    }
  }
  return without;
}

async function lies(
  endpoint: string,
  seed: number,
  without: ReadonlySet<string>,
  kind: string,
): Promise<boolean> {
  try {
    return (await tryBucket(endpoint, seed, without)).verdict.lies.some((lie) => lie.kind === kind);
  } catch {
    return false;
  }
}
