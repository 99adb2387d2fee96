import type { FieldValue } from './connector';

/**
 * An embedding as a copy shows it: its numbers as the store writes them, how many dimensions it has, and the
 * model that made it, where the map names one.
 *
 * @param vector - `[1,2,3]`, or `{1:0.5}/3` for one in which all other numbers are 0
 */
export function vectorValue(vector: string, model?: string): FieldValue {
  return { numbers: vector, dimensions: dimensionsOf(vector), ...(model === undefined ? {} : { model }) };
}

export function dimensionsOf(vector: string): number {
  if (vector.startsWith('{')) return Number(vector.split('/').at(-1));
  return vector === '[]' ? 0 : vector.split(',').length;
}
