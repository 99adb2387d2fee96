import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/**
 * What functions use of Temporal: types, and of each the functions and methods. Fields (`day`, `daysInMonth`,
 * `months` of a duration) are always there. The compiler
 * holds the code to it (`test/infra/lean-temporal.test.ts`): whoever needs more adds it here.
 */
export const kept: Readonly<Record<string, readonly string[]>> = {
  PlainDate: [
    ...['from', 'compare', 'equals', 'add', 'subtract', 'until'],
    ...['toZonedDateTime', 'toString'],
  ],
  Instant: ['from', 'compare', 'add', 'until', 'epochMilliseconds', 'toZonedDateTimeISO', 'toString'],
  ZonedDateTime: ['add', 'subtract', 'toInstant', 'toPlainDate'],
  Duration: ['from', 'toString'],
};

/** How a value becomes JSON or fails to be a number; asked by the language itself. */
const ALWAYS = ['constructor', 'toJSON', 'valueOf'];

/**
 * Leaves out of a bundle's Temporal what is not {@link kept}, and with it a third of its code: every function
 * counts dates, and carries it. Once Lambda's Node has
 * Temporal of its own, the whole polyfill goes.
 */
export const leanTemporal: Plugin = {
  name: 'lean-temporal',
  setup(build) {
    build.onLoad({ filter: /temporal-polyfill[\\/]chunks[\\/]classApi-basic\.js$/ }, async ({ path }) => ({
      contents: onlyKept(await readFile(path, 'utf8')).source,
    }));
  },
};

/** Members that were taken out, by type; a type that is not {@link kept} is there with all of its own. */
export type TakenOut = ReadonlyMap<string, readonly string[]>;

/**
 * The polyfill's types without the members that nobody uses: what then nobody reaches, esbuild drops.
 *
 * @throws when a kept type or member is not written as it was
 */
export function onlyKept(polyfill: string): { source: string; takenOut: TakenOut } {
  const takenOut = new Map<string, string[]>();
  const found = new Map<string, string[]>();
  const lean = polyfill.replace(CLASS, (whole, type: string) =>
    whole.replace(MEMBER, (text, member: string) => {
      const keeps = ALWAYS.includes(member) || kept[type]?.includes(member);
      const list = keeps ? found : takenOut;
      list.set(type, [...(list.get(type) ?? []), member]);
      return keeps ? text : '';
    }),
  );
  for (const [type, members] of Object.entries(kept))
    for (const member of members)
      if (!found.get(type)?.includes(member))
        throw new Error(`Temporal.${type} has no ${member} where it was; see infra/lean-temporal.ts`);
  const unused = [...new Set([...found.keys(), ...takenOut.keys(), 'Now'])].filter((type) => !kept[type]);
  return { source: unused.reduce(withoutType, lean), takenOut };
}

const CLASS = /^const (\w+) = \/\*@__PURE__\*\/ defineTemporalClass\(.*?^\}/gms;
const MEMBER = /^ {2}(?:static |get )?(\w+)\([^\n]*\) \{\n.*?^ {2}\}\n/gms;

/** Out of `Temporal` itself. */
function withoutType(source: string, type: string): string {
  const named = new RegExp(`^ {4}${type}: ${type},?\\n`, 'm');
  if (!named.test(source))
    throw new Error(`Temporal.${type} is not where it was; see infra/lean-temporal.ts`);
  return source.replace(named, '');
}
