import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Folders of the project of which nothing is built that the tests share. */
const UNUSED = ['node_modules', 'test', 'docs', 'coverage', 'cdk.out', 'demo-output'];

/** Written by npm: what is installed, which is not always what package-lock.json asks for. */
const INSTALLED = 'node_modules/.package-lock.json';

/** Of the tests, only those files of these folders that build something. */
const BUILDERS = ['test/infra', 'test/statemachines'];

/** What the clock of the file system may be behind the process's. */
const CLOCK_MS = 1_000;

/**
 * A name for all that a build of the project depends on: its files, what is installed, Node, and the settings
 * of the CDK in the environment. A file that changed after this process began makes the name this process's
 * own, because the process may have loaded the older text.
 *
 * @param root - of the project
 * @param startedAt - when this process began, in milliseconds since 1970
 */
export function projectState(root: string, startedAt = performance.timeOrigin): string {
  const files = inputsIn(root);
  const hash = createHash('sha256');
  hash.update(JSON.stringify([root, process.version, process.arch, cdkSettings()]));
  for (const file of files) {
    const text = readFileSync(join(root, file));
    hash.update(`\n${file} ${text.length}\n`).update(text);
  }
  const state = hash.digest('hex').slice(0, 32);
  const changedAt = Math.max(0, ...files.map((file) => statSync(join(root, file)).ctimeMs));
  return changedAt < startedAt - CLOCK_MS ? state : `${state}-${process.pid}-${Math.trunc(startedAt)}`;
}

/** Paths of the files that a build may read, from the root, sorted. */
export function inputsIn(root: string): string[] {
  const folders = readdirSync(root).filter((name) => !name.startsWith('.') && !UNUSED.includes(name));
  const files = folders.flatMap((name) => filesUnder(root, name));
  const tests = BUILDERS.flatMap((folder) => filesUnder(root, folder));
  const builders = tests.filter((file) => /(?<!\.test)\.ts$/.test(file));
  return [...files, ...builders, ...(existsSync(join(root, INSTALLED)) ? [INSTALLED] : [])].sort();
}

function filesUnder(root: string, path: string): string[] {
  const full = join(root, path);
  if (!existsSync(full)) return [];
  if (!statSync(full).isDirectory()) return [path];
  const entries = readdirSync(full, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));
}

function cdkSettings(): [string, string | undefined][] {
  return Object.entries(process.env)
    .filter(([name]) => name.startsWith('CDK_'))
    .sort();
}
