import { allCases } from './all-cases';
import { differences } from './differences';

/** The listed differences as a Markdown table, for `docs/emulator-differences.md`. */
export function differenceTable(): string {
  const rows = differences.map(
    ({ name, does, aws, section, page }) => `| \`${name}\` | ${aws} ([${section}](${page})) | ${does} |`,
  );
  const agreed = allCases.length - differences.length;
  const count = `${allCases.length} definitions; both engines agree on ${agreed}, and differ in these:`;
  return [count, '', '| definition | AWS | MiniStack |', '|---|---|---|', ...rows].join('\n');
}
