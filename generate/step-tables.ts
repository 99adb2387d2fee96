import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stepFolderOf } from '../local/desk/step-folder';
import { readMachines, tasksOf } from './machine-tables';

const steps = join(__dirname, '../functions/steps');

/** Steps before any machine: the form, and the admission of its requests to the register. */
const first = ['intake', 'receive'];

/** Steps at the end of every path. */
const last = ['hand-to-staff', 'notify-outcome', 'close-request', 'report-trouble'];

/** Modules that nearly every step uses, so that naming them would say nothing. */
const everywhere = [
  'data-subject-request',
  'errors',
  'events',
  'log-entries',
  'ports',
  'desk-deps',
  'clock',
  'defined',
];

/** All folders of `functions/steps`, in the order in which a request may reach them. */
export function stepsInOrder(): string[] {
  const met = readMachines().flatMap((machine) => tasksOf(machine).map((task) => stepFolderOf(task.name)));
  return [...new Set([...first, ...met.filter((name) => !last.includes(name)), ...last])];
}

export function stepFolders(): string[] {
  return readdirSync(steps).sort();
}

/** One line per step: its own comment and the rules of the domain that it asks. */
export function stepTable(): string {
  const rows = stepsInOrder().map((name) => {
    const text = readFileSync(join(steps, name, `${name}.ts`), 'utf8');
    return `| [\`${name}\`](steps/${name}/${name}.ts) | ${aboutOf(name, text)} | ${rulesOf(text).join(', ')} |`;
  });
  return ['| step | what it does | rules it asks |', '|---|---|---|', ...rows].join('\n');
}

/** The first sentence of the comment above the step's function. */
function aboutOf(name: string, text: string): string {
  const fn = name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  const at = text.search(new RegExp(`export (async )?function ${fn}\\(`));
  if (at < 0) throw new Error(`${name}: exports no function ${fn}`);
  const before = text.slice(0, at);
  const comment = before.slice(before.lastIndexOf('/**'));
  const words = comment.replace(/\/\*\*|\*\/|^ \* ?/gm, '').replace(/\s+/g, ' ');
  const [sentence = ''] = words.trim().split(/(?<=[.?!]) /);
  if (sentence === '') throw new Error(`${name}: no comment says what the step does`);
  return sentence;
}

/** Modules of the domain whose functions (not only types) the step imports. */
function rulesOf(text: string): string[] {
  const imports = [...text.matchAll(/import \{([^}]*)\} from '\.\.\/\.\.\/domain\/([\w/-]+)'/g)];
  return imports
    .filter(([, names = '', module = '']) => !everywhere.includes(module) && importsValues(names))
    .map(([, , module]) => `[\`${module}\`](domain/${module}.ts)`);
}

function importsValues(names: string): boolean {
  return names.split(',').some((name) => name.trim() !== '' && !name.trim().startsWith('type '));
}
