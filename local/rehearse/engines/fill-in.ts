import type { EngineCase } from './engine-case';

/** The function of a run, which every task of every definition calls. */
export function functionName(run: string): string {
  return `${run}-step`;
}

const ARN = 'arn:aws:lambda:us-east-1:000000000000:function:';

/** A case's definition and input as JSON text, with this run's names filled in. */
export function filledIn(
  one: EngineCase,
  run: string,
): { readonly definition: string; readonly input: string } {
  const values: Record<string, string> = { Case: one.name, Step: `${ARN}${functionName(run)}` };
  const fill = (value: unknown) =>
    JSON.stringify(value).replace(/\{(\w+)\}/g, (whole, word: string) => values[word] ?? whole);
  return { definition: fill(one.definition), input: fill(one.input ?? {}) };
}
