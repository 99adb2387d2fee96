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
  for (let start = 0; start < inputs.length; start += atOnce) {
    const settled = await Promise.allSettled(inputs.slice(start, start + atOnce).map(work));
    for (const one of settled) {
      if (one.status === 'rejected') throw one.reason;
      outputs.push(one.value);
    }
  }
  return outputs;
}
