import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { projectState } from './project-state';

/** States of the project whose builds are kept; those of others go, unless they were used just now. */
const KEPT_STATES = 3;
const UNUSED_MS = 10 * 60_000;

/**
 * No build takes so long: the holder of such a lock has ended, and its process id belongs to another process.
 */
const LOCK_MS = 5 * 60_000;
const POLL_MS = 50;

/**
 * Keeps what the tests build of the project, so that each is built once for all suites and processes, and
 * once for all runs until a file of the project changes.
 */
export class BuildCache {
  private state: string | undefined;

  /**
   * @param folder - holds a folder for each state, and in it one for each build
   * @param stateNow - gives a name that changes with everything a build depends on
   */
  constructor(
    private readonly folder: string,
    private readonly stateNow: () => string,
  ) {}

  /**
   * The folder that a build fills, which must not be written to afterwards. A process that asks for it while
   * another builds it waits.
   */
  async folderOf(name: string, build: (folder: string) => Promise<void> | void): Promise<string> {
    const kept = this.pathOf(name);
    mkdirSync(dirname(kept), { recursive: true });
    while (!existsSync(kept)) {
      if (!takeLock(`${kept}.lock`)) await wait(POLL_MS);
      else
        try {
          if (!existsSync(kept)) return await this.fill(kept, build);
        } finally {
          rmSync(`${kept}.lock`, { recursive: true, force: true });
        }
    }
    utimesSync(dirname(kept), new Date(), new Date());
    return kept;
  }

  /** The same for a value that JSON can hold. It is read from the file by the first that asks, too. */
  async valueOf<T>(name: string, make: () => Promise<T> | T): Promise<T> {
    const folder = await this.folderOf(name, async (made) =>
      writeFileSync(join(made, 'value.json'), JSON.stringify(await make())),
    );
    return JSON.parse(readFileSync(join(folder, 'value.json'), 'utf8')) as T;
  }

  /** Whether a build is there already. */
  has(name: string): boolean {
    return existsSync(this.pathOf(name));
  }

  private pathOf(name: string): string {
    this.state ??= this.stateNow();
    return join(this.folder, this.state, name);
  }

  /** What was built while a file changed may be of the older text: it is used by this process alone. */
  private async fill(kept: string, build: (folder: string) => Promise<void> | void): Promise<string> {
    const made = mkdtempSync(`${kept}.`);
    await build(made);
    if (this.stateNow() !== this.state) return made;
    renameSync(made, kept);
    this.removeOld();
    return kept;
  }

  private removeOld(): void {
    const usedAt = (state: string) =>
      statSync(join(this.folder, state), { throwIfNoEntry: false })?.mtimeMs ?? 0;
    const old = readdirSync(this.folder)
      .map((state) => ({ state, at: usedAt(state) }))
      .sort((a, b) => b.at - a.at)
      .slice(KEPT_STATES)
      .filter(({ at }) => at < Date.now() - UNUSED_MS);
    for (const { state } of old) rmSync(join(this.folder, state), { recursive: true, force: true });
  }
}

/** A lock is a folder with the process id of its holder, and comes into being with it. */
function takeLock(lock: string): boolean {
  if (existsSync(lock)) {
    if (isLeft(lock)) rmSync(lock, { recursive: true, force: true });
    return false;
  }
  const own = mkdtempSync(`${lock}.`);
  writeFileSync(join(own, 'pid'), String(process.pid));
  try {
    renameSync(own, lock);
    return true;
  } catch {
    rmSync(own, { recursive: true });
    return false;
  }
}

/** Whether the process that held the lock has ended without giving it back. */
function isLeft(lock: string): boolean {
  try {
    const tooOld = statSync(lock).mtimeMs < Date.now() - LOCK_MS;
    return tooOld || !isRunning(Number(readFileSync(join(lock, 'pid'), 'utf8')));
  } catch {
    return false;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

const root = join(__dirname, '..', '..');

/** What is built of this project. */
export const projectBuilds = new BuildCache(
  join(root, 'node_modules', '.cache', 'rightsdesk-tests', 'builds'),
  () => projectState(root),
);
