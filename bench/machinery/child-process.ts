import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { build } from 'esbuild';

/** Inside `node_modules`, so that a bundle finds the packages that it leaves out. */
export const BENCH_CACHE = join(__dirname, '../../node_modules/.cache/rightsdesk');

/** A script in a process of its own, so that its memory and processor time are its own. */
export interface ScriptBundle {
  readonly file: string;
  remove(): void;
}

/** Bundles a script of the bench for plain Node, so that no compiler sits in the measured process. */
export async function bundleScript(entry: string): Promise<ScriptBundle> {
  mkdirSync(BENCH_CACHE, { recursive: true });
  const folder = mkdtempSync(join(BENCH_CACHE, 'bench-'));
  const file = join(folder, 'script.js');
  await build({
    entryPoints: [entry],
    outfile: file,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    packages: 'external',
    jsx: 'automatic',
    jsxImportSource: 'hono/jsx',
    logLevel: 'error',
  });
  return { file, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/**
 * Runs a bundled script to its end with one argument, JSON, and returns what it printed, parsed.
 *
 * @throws Error with the end of its complaints when it fails
 */
export async function runScript(
  { file }: ScriptBundle,
  argument: object,
  env: NodeJS.ProcessEnv = process.env,
): Promise<unknown> {
  const child = spawn(process.execPath, [file, JSON.stringify(argument)], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env,
  });
  const [printed, complaints, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit') as Promise<[number | null]>,
  ]);
  if (code !== 0) throw new Error(`a script of the bench failed: ${complaints.slice(-1_000)}`);
  return JSON.parse(printed);
}

/** Starts a script that serves until it is stopped. Resolves with the first line that it prints. */
export async function startScript(
  { file }: ScriptBundle,
  argument: object,
): Promise<{ readonly line: string; stop(): Promise<void> }> {
  const child = spawn(process.execPath, [file, JSON.stringify(argument)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return { line: line.toString('utf8').trim(), stop: () => ended(child) };
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  await exited;
}
