import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Makes the folder of a run this process's own. Two desks in one folder would spoil each other's databases, and `fresh` would empty it under a desk that runs.
 * A process that was killed holds nothing.
 *
 * @param fresh - throws away what an earlier run kept
 * @throws Error that names the other process and what to do
 */
export function holdFolder(directory: string, fresh = false): void {
  const file = join(directory, 'running.pid');
  const holder = holderIn(file);
  if (holder !== undefined && isRunning(holder))
    throw new Error(
      `another desk (process ${holder}) keeps its data in ${directory}. Stop it, or take another folder: npm start -- --directory FOLDER. If process ${holder} is something else, remove ${file}`,
    );
  if (fresh) rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  writeFileSync(file, String(process.pid), { mode: 0o600 });
}

function holderIn(file: string): number | undefined {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    return Number.isInteger(pid) && pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
}

/** After a restart of the machine or container our own number may stand in an old file. */
function isRunning(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
