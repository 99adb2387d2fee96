import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type SecurityCase, securityCases } from './security-cases';

const root = join(__dirname, '..');
export const SECURITY_PAGE = join(root, 'docs', 'security-cases.md');

/** Folders in which cases are shown: tests, and checks of CI that are not tests. */
const places = ['test', 'bench', '.ci'];

/** Files with an id in brackets, by the id. */
export function filesByCase(): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const file of places.flatMap(filesUnder)) {
    const ids = readFileSync(join(root, file), 'utf8').match(/(?<=\[|, )[A-Z]\d\d(?=[\],])/g) ?? [];
    for (const id of new Set(ids)) found.set(id, [...(found.get(id) ?? []), file]);
  }
  return found;
}

function filesUnder(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.snap'))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .sort();
}

/** `docs/security-cases.md`: each case with the tests that carry its id. */
export function securityPage(): string {
  const files = filesByCase();
  const lines = securityCases.map((one) => row(one, files.get(one.id) ?? []));
  const held = securityCases.filter(({ id, open }) => files.has(id) && !open).length;
  return [
    '# Security cases',
    '',
    'Ways in which a desk like this one goes wrong, and the tests that hold it to the rule. A test bears the id in its name: `npx jest -t A06` runs it.',
    `Made by \`npx tsx generate/make-security-cases.ts\`. Of ${securityCases.length} cases ${held} are held by a test, the others say why not.`,
    '',
    '| id | rule | tests | state |',
    '|---|---|---|---|',
    ...lines,
    '',
  ].join('\n');
}

function row({ id, rule, open }: SecurityCase, files: readonly string[]): string {
  const links = files.map(
    (file) => `[${file.replace(/^test\//, '').replace(/\.test\.tsx?$/, '')}](../${file})`,
  );
  const state = open ?? (files.length > 0 ? 'held' : 'no test');
  return `| ${id} | ${rule} | ${links.join(', ')} | ${state} |`;
}

if (require.main === module) writeFileSync(SECURITY_PAGE, securityPage());
