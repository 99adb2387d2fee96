import { allCases } from './all-cases';
import { differences } from './differences';

/** The listed differences as a Markdown table, for `docs/emulator-differences.md`. */
export function differenceTable(): string {
  const rows = differences.map(
    ({ name, does, aws, section, page }) => `| \`${name}\` | ${aws} ([${section}](${page})) | ${does} |`,
  );
  const count = `${allCases.length} definitions, ${allCases.length - differences.length} on which both engines agree in everything:`;
  return [count, '', '| definition | AWS | MiniStack |', '|---|---|---|', ...rows].join('\n');
}
