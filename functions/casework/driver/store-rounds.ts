/** What comes next; with `stores`, a round of work on them and then the question again. */
export interface RoundPlan<Next, Store> {
  readonly next: Next;
  readonly stores?: readonly Store[];
}

/** Stores that are worked on concurrently. */
const AT_ONCE = 4;

/**
 * New rounds begin only within this time, so that each has most of the 15 minutes that a Lambda may take.
 * Milliseconds.
 */
const BEGIN_WITHIN_MS = 180_000;

/**
 * The work on a store goes on within this time: a look at a million rows takes minutes, and what follows it
 * in the same call need not look again. Milliseconds.
 */
const WORK_WITHIN_MS = 480_000;

/** Calls that erase are begun within this time, since a further look at a million rows costs more. */
export const ERASE_WITHIN_MS = 720_000;

/**
 * Rounds of one call: a search takes a few along the foreign keys, an erasure three. More make no progress,
 * and staff must look.
 */
const MAX_ROUNDS = 50;

/**
 * Asks the plan what comes next, does it in all stores it names, and asks again, until something other than
 * work on stores comes next. A plan is made from the log, so a call that was cut off goes on where the last
 * one stopped.
 *
 * @param isOver - whether the time for new rounds is used up; the plan then says what the next call will find
 * @returns what comes next
 * @throws what the work on a store threw, once the others had their turn; an Error when rounds make no
 * progress
 */
export async function runRounds<Next, Store>(
  plan: () => Promise<RoundPlan<Next, Store>>,
  work: (store: Store) => Promise<unknown>,
  isOver: () => boolean = timeSlice(BEGIN_WITHIN_MS),
): Promise<{ readonly next: Next }> {
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const { next, stores } = await plan();
    if (!stores || (round > 0 && isOver())) return { next };
    await forEveryStore(stores, work);
  }
  throw new Error('the rounds make no progress; staff must look at this request');
}

/**
 * Works on a few stores at a time. One that fails does not hold up the others.
 *
 * @throws what the first of them threw
 */
export async function forEveryStore<Store>(
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

/** @returns whether so many milliseconds have passed since this call */
export function timeSlice(milliseconds: number = WORK_WITHIN_MS): () => boolean {
  const began = performance.now();
  return () => performance.now() - began > milliseconds;
}
