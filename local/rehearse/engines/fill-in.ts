import type { EngineCase } from './engine-case';

/** The functions of a run: the same code each, as the definitions name them. */
export function functionNames(run: string) {
  return { Step: `${run}-step`, NodeStep: `${run}-node-step`, BareStep: `${run}-bare-step` };
}

const ARN = 'arn:aws:lambda:us-east-1:000000000000:function:';

/** A case's definition and input as JSON text, with this run's names in them. */
export function filledIn(
  one: EngineCase,
  run: string,
): { readonly definition: string; readonly input: string } {
  const values: Record<string, string> = { Case: one.name };
  for (const [word, name] of Object.entries(functionNames(run))) values[word] = `${ARN}${name}`;
  const fill = (value: unknown) =>
    JSON.stringify(value).replace(/\{(\w+)\}/g, (whole, word: string) => values[word] ?? whole);
  return { definition: fill(one.definition), input: fill(one.input ?? {}) };
}
