import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** `npm start`, as a newcomer runs it, in a folder and on a port of its own. */
export interface DeskProcess {
  readonly url: string;
  /** The folder with the files of the run. */
  readonly directory: string;
  /** Time from the command to "Rightsdesk is ready". */
  readonly readyAfterMs: number;
  stop(): Promise<void>;
}

const LONGEST_START_MS = 120_000;

export async function startDeskProcess(now: string): Promise<DeskProcess> {
  const directory = mkdtempSync(join(tmpdir(), 'rightsdesk-browser-'));
  const port = 10_000 + Math.floor(Math.random() * 20_000);
  const began = performance.now();
  const child = spawn('npm', ['start', '--', '--fresh', '--directory', directory, '--now', now], {
    cwd: join(__dirname, '..', '..'),
    env: { ...process.env, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  await ready(child);
  return {
    url: `http://localhost:${port}`,
    directory,
    readyAfterMs: performance.now() - began,
    stop: async () => {
      await stop(child);
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

function ready(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    const failed = (why: string) => reject(new Error(`npm start ${why}:\n${said}`));
    const timer = setTimeout(() => failed('was not ready in time'), LONGEST_START_MS);
    const hear = (chunk: Buffer) => {
      said += chunk.toString('utf8');
      if (!said.includes('Rightsdesk is ready')) return;
      clearTimeout(timer);
      resolve();
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('exit', () => failed('ended'));
  });
}

/** npm and what it started are one process group. */
async function stop(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null) return;
  child.removeAllListeners('exit');
  const ended = once(child, 'exit');
  process.kill(-child.pid, 'SIGTERM');
  await ended;
}
