/**
 * Writes the generated parts of docs/path.md, docs/commands.md, statemachines/README.md, functions/README.md
 * and docs/emulator-differences.md: `npx tsx generate/make-path.ts`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { differenceTable } from '../local/rehearse/engines/difference-table';
import { commandTable } from './command-table';
import { folderTable } from './folders';
import { machineTables } from './machine-tables';
import { statusPicture } from './status-picture';
import { stepTable } from './step-tables';

export interface GeneratedPart {
  /** From the root of the project. */
  readonly file: string;
  readonly name: string;
  readonly text: string;
}

/**
 * The parts that are generated from the table of moves, the state machines, the steps, the command line and
 * the list of differences, so that they cannot differ from them.
 */
export function pathParts(): GeneratedPart[] {
  return [
    { file: 'docs/path.md', name: 'path', text: statusPicture() },
    { file: 'docs/commands.md', name: 'commands', text: commandTable() },
    { file: 'statemachines/README.md', name: 'machines', text: machineTables() },
    { file: 'functions/README.md', name: 'folders', text: folderTable() },
    { file: 'functions/README.md', name: 'steps', text: stepTable() },
    { file: 'docs/emulator-differences.md', name: 'engines', text: differenceTable() },
  ];
}

const root = join(__dirname, '..');

/** The file's text with the part between its two marks replaced. Throws when the marks are not there. */
export function withPart({ file, name, text }: GeneratedPart): string {
  const [begin, end] = [`<!-- ${name}: made by generate/make-path.ts -->`, `<!-- ${name}: end -->`];
  const page = readFileSync(join(root, file), 'utf8');
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${file} lacks the marks of the part ${name}`);
  return `${page.slice(0, from + begin.length)}\n${text}\n${page.slice(to)}`;
}

if (require.main === module) {
  for (const part of pathParts()) writeFileSync(join(root, part.file), withPart(part));
}
