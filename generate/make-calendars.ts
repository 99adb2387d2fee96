/**
 * Makes the holiday calendars in `functions/domain/deadlines/calendars/` from date-holidays, checked against
 * a second source. Run by hand when date-holidays is updated or a government announces a day: `npx tsx
 * generate/make-calendars.ts`.
 *
 * A holiday moves a date later, so a day that is wrongly called a holiday costs the desk a missed deadline,
 * while a missing one only makes it early. Hence the rule: a day counts as a holiday when both sources have
 * it; a day that only one of them has is kept as `disputed` and counts as a working day. Exceptions are in
 * `calendars/corrections.ts`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CalendarFile } from '../functions/config/laws/calendar-file';
import { countries, makeCountry, type SecondSource } from './calendars/make-country';

const folder = join(__dirname, '../functions/domain/deadlines/calendars');

function main(): void {
  const second: SecondSource = JSON.parse(readFileSync(join(folder, '_second-source.json'), 'utf8'));
  for (const country of countries) {
    const file = makeCountry(country, second);
    writeFileSync(join(folder, `${country.toLowerCase()}.json`), asJson(file));
    process.stdout.write(`${country} ${Object.keys(file.regions).length} regions\n`);
  }
  writeFileSync(join(folder, '../all-calendars.ts'), importsOf(countries));
}

/** One holiday per line, so that a changed day is one changed line. */
function asJson(file: CalendarFile): string {
  return `${JSON.stringify(file, null, 1).replace(/\[\s+([^\][{}]*?)\s+\]/g, (_, inner: string) => `[${inner.replace(/\s*\n\s*/g, ' ')}]`)}\n`;
}

function importsOf(list: readonly string[]): string {
  const imports = list.map((c) => `import ${c.toLowerCase()}_ from './calendars/${c.toLowerCase()}.json';`);
  const entries = list.map((c) => `  ${c}: ${c.toLowerCase()}_,`);
  return `// Made by generate/make-calendars.ts. Every calendar there is: for the CLI, the build and tests, never for a Lambda.
import type { CalendarFile } from './calendar-file';
${imports.join('\n')}

/** The calendars of all countries, by country code. */
export const ALL_CALENDARS: Readonly<Record<string, CalendarFile>> = {
${entries.join('\n')}
};
`;
}

main();
