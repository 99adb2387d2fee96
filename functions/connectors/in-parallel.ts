/**
 * Works through all inputs, so many at a time; answers in the order of the inputs. The first failure ends it
 * after the work under way.
 */
export async function inParallel<In, Out>(
  inputs: readonly In[],
  atOnce: number,
  work: (input: In) => Promise<Out>,
): Promise<Out[]> {
  const outputs: Out[] = [];
  const waiting = inputs.entries();
  let failed = false;
  const workThrough = async () => {
    for (const [at, input] of waiting) {
      if (failed) return;
      outputs[at] = await work(input).catch((error: unknown) => {
        failed = true;
        throw error;
      });
    }
  };
  const workers = Array.from({ length: Math.min(atOnce, inputs.length) }, workThrough);
  for (const one of await Promise.allSettled(workers)) if (one.status === 'rejected') throw one.reason;
  return outputs;
}
