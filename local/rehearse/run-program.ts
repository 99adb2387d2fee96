import { type ChildProcess, spawn } from 'node:child_process';
import { openSync } from 'node:fs';

/** A program did not end as it should; the message ends with the last lines that it printed. */
export class ProgramFailedError extends Error {
  override readonly name = 'ProgramFailedError';
}

export interface ProgramOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /**
   * Milliseconds after which it is killed. @default 600,000, so that only a hanging program is, not a slow
   * one
   */
  readonly timeout?: number;
  /** Kills it and all that it started (SIGKILL) once it has printed this. @default it runs to its end */
  readonly killAt?: RegExp;
}

/** Runs a program to its end. @returns all its output */
export async function runProgram(
  program: string,
  args: readonly string[],
  { cwd, env, timeout = 600_000, killAt }: ProgramOptions = {},
): Promise<string> {
  const child = spawn(program, args, {
    cwd,
    env: env ?? process.env,
    timeout,
    detached: killAt !== undefined,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const printed: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      printed.push(chunk);
      if (killAt?.test(Buffer.concat(printed).toString('utf8'))) endGroup(child);
    });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const text = Buffer.concat(printed).toString('utf8');
  if (killAt ? child.signalCode === 'SIGKILL' : code === 0) return text;
  throw new ProgramFailedError(
    `${program} ${args.slice(0, 3).join(' ')} ended with ${code}\n${lastLines(text)}`,
  );
}

function endGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Starts a program in the background, with its output in a file. */
export function startProgram(
  program: string,
  args: readonly string[],
  options: { readonly log: string; readonly env: NodeJS.ProcessEnv; readonly cwd?: string },
): ChildProcess {
  const log = openSync(options.log, 'a');
  return spawn(program, args, { cwd: options.cwd, env: options.env, stdio: ['ignore', log, log] });
}

/** Ends a program that was started here, by its process id. */
export async function endProgram(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
  });
  child.kill('SIGTERM');
  const force = setTimeout(() => child.kill('SIGKILL'), 8_000);
  await ended;
  clearTimeout(force);
}

export function lastLines(text: string, count = 40): string {
  return text.trimEnd().split('\n').slice(-count).join('\n');
}
