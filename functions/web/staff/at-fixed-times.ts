/**
 * Does what is to do, and answers at the next multiple of `every` milliseconds since the start: how long it
 * took tells nothing but that it was not longer.
 * In Lambda nothing runs after the answer, so that the work cannot be left for later.
 */
export async function atFixedTimes(every: number | undefined, work: () => Promise<void>): Promise<void> {
  const began = performance.now();
  await work();
  if (!every) return;
  const took = performance.now() - began;
  const rest = Math.ceil(took / every) * every - took;
  await new Promise((done) => setTimeout(done, rest));
}
