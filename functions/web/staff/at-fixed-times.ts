/**
 * Does the work and returns at the next multiple of `every` milliseconds since the start, so that the
 * response time tells nothing but an upper bound. The work cannot run after the response: Lambda freezes the
 * function then.
 */
export async function atFixedTimes(every: number | undefined, work: () => Promise<void>): Promise<void> {
  const began = performance.now();
  await work();
  if (!every) return;
  const took = performance.now() - began;
  const rest = Math.ceil(took / every) * every - took;
  await new Promise((done) => setTimeout(done, rest));
}
