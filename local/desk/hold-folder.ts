import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Takes the folder of a run for this process. Two desks in one folder would damage each other's databases,
 * and `fresh` would delete it under a running desk. A killed process holds nothing, even while its process id
 * is still in the process table or belongs to another program by now.
 *
 * @param fresh - deletes what an earlier run kept
 * @throws Error that names the other process and what to do
 */
export function holdFolder(directory: string, fresh = false): void {
  const file = join(directory, 'running.pid');
  const holder = holderIn(file);
  if (holder !== undefined && isRunning(holder))
    throw new Error(
      `another desk (process ${holder.pid}) keeps its data in ${directory}. Stop it, or take another folder: npm start -- --directory FOLDER. If process ${holder.pid} is something else, remove ${file}`,
    );
  if (fresh) rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const since = startOf(process.pid);
  writeFileSync(file, [process.pid, ...(since ? [since] : [])].join(' '), { mode: 0o600 });
}

interface Holder {
  readonly pid: number;
  /** When it was started, as Linux counts it; elsewhere only the process id is compared. */
  readonly since?: string;
}

function holderIn(file: string): Holder | undefined {
  try {
    const [pid, since] = readFileSync(file, 'utf8').split(' ');
    const number = Number(pid);
    return Number.isInteger(number) && number > 0 ? { pid: number, ...(since ? { since } : {}) } : undefined;
  } catch {
    return undefined;
  }
}

/** After a restart of the machine or container, an old file may hold our own process id. */
function isRunning({ pid, since }: Holder): boolean {
  if (pid === process.pid || !hasNumber(pid)) return false;
  const started = startOf(pid);
  return started !== 'dead' && (since === undefined || started === undefined || started === since);
}

function hasNumber(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * Indexes of two fields of /proc/PID/stat after the program's name, which may contain spaces: state and start
 * time. See man 5 proc.
 */
const STATE = 0;
const STARTED = 19;

/**
 * When a process was started, in ticks since the machine booted; `dead` for a zombie; undefined where the
 * system does not say.
 */
function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return /^[ZXx]$/.test(fields[STATE] ?? '') ? 'dead' : fields[STARTED];
  } catch {
    return undefined;
  }
}
