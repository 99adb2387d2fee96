/** What comes next; with `stores`, a round of work on them and then the question again. */
export interface RoundPlan<Next, Store> {
  readonly next: Next;
  readonly stores?: readonly Store[];
}

/** Stores that are asked at the same time. */
const AT_ONCE = 4;

/**
 * New rounds begin only this long, so that each has most of the 15 minutes that a Lambda may take.
 * Milliseconds.
 */
const BEGIN_WITHIN_MS = 180_000;

/**
 * Rounds of one call: a search has a few along the foreign keys, an erasure three. More come to nothing, and
 * a person must look.
 */
const MOST_ROUNDS = 50;

/**
 * Asks what is to be done, does it in all stores that are named, and asks again, until something other than
 * the stores' work comes next. A plan is made from
 * the log, so a call that was cut off goes on where the last one stopped.
 *
 * @param isOver - whether time for new rounds is used up; the plan then says what the next call will find
 * @returns what comes next
 * @throws what the work on some store threw, once the others had their turn; an Error when rounds lead
 * nowhere
 */
export async function inRounds<Next, Store>(
  plan: () => Promise<RoundPlan<Next, Store>>,
  work: (store: Store) => Promise<unknown>,
  isOver: () => boolean = timeForRounds(),
): Promise<{ readonly next: Next }> {
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const { next, stores } = await plan();
    if (!stores || isOver()) return { next };
    await inEveryStore(stores, work);
  }
  throw new Error('rounds that lead nowhere');
}

/**
 * A few stores at a time; one that fails keeps none of the others from their turn. Then throws what the first
 * of them threw.
 */
export async function inEveryStore<Store>(
  stores: readonly Store[],
  work: (store: Store) => Promise<unknown>,
): Promise<void> {
  const turns = stores.values();
  const failures: unknown[] = [];
  const oneAfterTheOther = async () => {
    for (const store of turns) await work(store).catch((error: unknown) => failures.push(error));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, oneAfterTheOther));
  if (failures.length > 0) throw failures[0];
}

function timeForRounds(): () => boolean {
  const began = performance.now();
  return () => performance.now() - began > BEGIN_WITHIN_MS;
}
