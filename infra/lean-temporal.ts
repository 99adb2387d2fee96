import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/** Types of Temporal that no code here uses, and the methods of others that lead to them. A test holds the code to it. */
export const absentTypes = ['PlainYearMonth', 'PlainMonthDay'] as const;

/**
 * Leaves {@link absentTypes} out of a bundle's Temporal: every function counts dates, and carries it. A release of the polyfill that is written otherwise fails the
 * build. Once Lambda's Node has Temporal of its own, the whole polyfill goes.
 */
export const leanTemporal: Plugin = {
  name: 'lean-temporal',
  setup(build) {
    build.onLoad({ filter: /temporal-polyfill[\\/]chunks[\\/]classApi-basic\.js$/ }, async ({ path }) => ({
      contents: withoutTypes(await readFile(path, 'utf8'), absentTypes),
    }));
  },
};

/**
 * Takes types out of `Temporal`, and from the other types the methods `to...` that make one: what then nobody reaches, esbuild drops.
 *
 * @throws when a type is not written as it was
 */
export function withoutTypes(source: string, types: readonly string[]): string {
  return types.reduce((text, type) => {
    const method = new RegExp(`^ {2}to${type}\\([^\\n]*\\) \\{\\n.*?^ {2}\\}\\n`, 'gms');
    return cut(cut(text, method, type), new RegExp(`^ {4}${type}: ${type},\\n`, 'm'), type);
  }, source);
}

function cut(text: string, part: RegExp, type: string): string {
  if (text.search(part) < 0)
    throw new Error(`Temporal.${type} is not where it was; see infra/lean-temporal.ts`);
  return text.replace(part, '');
}
