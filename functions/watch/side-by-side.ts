/** How many are worked on at once: each waits for the services most of the time. */
const AT_ONCE = 8;

/**
 * Works on several items at once and begins them in their order, as long as `mayGoOn` says so. Every item
 * that was begun is finished before this returns.
 *
 * @param work - deals with its own failures
 * @returns the items that were not begun
 */
export async function sideBySide<T>(
  items: readonly T[],
  mayGoOn: () => boolean,
  work: (item: T) => Promise<void>,
): Promise<readonly T[]> {
  const left = [...items].reverse();
  const worker = async () => {
    while (left.length > 0 && mayGoOn()) for (const item of left.splice(-1)) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, items.length) }, worker));
  return left.reverse();
}

/** Runs one piece of work after the other, in the order in which they were asked for. */
export function oneAfterTheOther(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const done = last.then(work);
    last = done.catch(() => undefined);
    return done;
  };
}
